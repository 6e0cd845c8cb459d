"""Renders every example and keeps its contact sheet beside the brief, for people to look at.

Usage: `python tools/render_examples.py [NAME ...]`; without names, all.
"""

import argparse
import tempfile
from pathlib import Path

from PIL import Image

from groundplan.studio.options import TakeOptions
from groundplan.studio.rendering import RenderRequest
from groundplan.studio.take import make_take

EXAMPLES = Path(__file__).parents[1] / "examples"
WIDTH_PX = 1200


def main() -> None:
    """Render and shrink."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*")
    names = parser.parse_args().names
    for folder in sorted(path for path in EXAMPLES.iterdir() if path.is_dir()):
        if names and folder.name not in names:
            continue
        brief = (folder / "brief.txt").read_text()
        with tempfile.TemporaryDirectory() as scratch:
            request = RenderRequest(threads=2)
            take = make_take(brief, Path(scratch) / "take", options=TakeOptions(), request=request)
            sheet = next(file for file in take.files if file.endswith("contact_sheet.png"))
            picture = Image.open(sheet).convert("RGB")
            height = round(picture.height * WIDTH_PX / picture.width)
            small = picture.resize((WIDTH_PX, height), Image.Resampling.LANCZOS)
            small.save(folder / "contact_sheet.jpg", quality=82, optimize=True)
        print(folder.name)


if __name__ == "__main__":
    main()
