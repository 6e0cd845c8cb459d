"""Checks people's pictures and keypoints against BlazePose, a pose estimator that is not ours.

Usage: `make check-pose`. It makes `.venv-pose` with MediaPipe (Apache-2.0; network, Python 3.11 or
3.12, 420 MB) and calls `python tools/check_pose_with_blazepose.py --detector PYTHON`. It
films `tools/pose_check/cast.py` and a dozen briefs at 832x480, prints tables, and leaves pictures,
`report.txt` and overlays of the worst ones in the folder. Distances are in % of a person's standing
height, over all joints inside the picture, hidden ones too. Exits with 1 where an aim is missed.
"""

import argparse
import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from pose_check.filming import film_all
from pose_check.measure import Compared, compared, report
from pose_check.overlays import overlay_sheet

LEAST_FOUND = 0.90
MOST_AWAY = 0.06
WORST = 24
"""How many pictures the overlays show."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Film, detect, compare and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--detector", type=Path, required=True, help="a python with mediapipe")
    parser.add_argument("--out", type=Path, default=Path("build/pose_check"), help="a new folder")
    parser.add_argument("--no-briefs", action="store_true", help="only the worlds of cast.py")
    given = parser.parse_args(arguments)
    given.out.mkdir(parents=True)
    filmed = list(film_all(given.out, briefs=not given.no_briefs))
    worker = Path(__file__).parent / "pose_check/detect.py"
    subprocess.run([given.detector, worker, given.out], check=True)  # noqa: S603  (the user's own)
    answer = json.loads((given.out / "blazepose.json").read_text())
    rows = [compared(picture, answer["found"][picture.picture]) for picture in filmed]
    lines = [answer["version"], *report(rows)]
    (given.out / "report.txt").write_text("\n".join(lines) + "\n")
    overlay_sheet(_worst(rows), given.out).save(given.out / "worst.png")
    print("\n".join(lines))
    sys.exit(0 if _reached(rows) else 1)


def _worst(rows: Sequence[Compared]) -> list[Compared]:
    """Return pictures without a person, then those with the furthest joints."""
    ranked = sorted(rows, key=lambda row: -(9.0 if row.detected is None else _median(row)))
    return ranked[:WORST]


def _median(row: Compared) -> float:
    return float(np.nanmedian(row.distance))


def _reached(rows: Sequence[Compared]) -> bool:
    found = [row for row in rows if row.detected is not None]
    away = np.nanmedian(np.concatenate([row.distance for row in found]))
    return len(found) >= LEAST_FOUND * len(rows) and float(away) <= MOST_AWAY


if __name__ == "__main__":
    main()
