"""Run BlazePose on pictures: `python detect.py FOLDER`, in an environment that has MediaPipe.

Reads every `*.png` of the folder and writes `blazepose.json` beside them: by file name 33 rows of
x [px], y [px] (pixel centres at +0.5) and visibility, or null where no person was found.
"""

import json
import sys
from pathlib import Path

import mediapipe
import numpy as np
from PIL import Image


def main() -> None:
    """Look for a person in every picture, each on its own."""
    folder = Path(sys.argv[1])
    found: dict[str, list[list[float]] | None] = {}
    for path in sorted(folder.glob("*.png")):
        picture = np.array(Image.open(path).convert("RGB"))
        height, width = picture.shape[:2]
        # A new detector for each: one that has seen a picture answers differently for the next.
        # Complexity 1 is the model that MediaPipe takes by default ("full").
        with mediapipe.solutions.pose.Pose(static_image_mode=True, model_complexity=1) as pose:
            answer = pose.process(picture).pose_landmarks
        found[path.name] = answer and [
            [point.x * width, point.y * height, point.visibility] for point in answer.landmark
        ]
    version = f"mediapipe {mediapipe.__version__}, pose full"
    (folder / "blazepose.json").write_text(json.dumps({"version": version, "found": found}))


if __name__ == "__main__":
    main()
