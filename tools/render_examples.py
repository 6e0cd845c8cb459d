"""Renders every example and keeps its contact sheet beside the words, for people to look at.

Usage: `python tools/render_examples.py [NAME ...]`; without names, all. Scripts in
`examples/scripts` become films; of them only the picture itself is drawn.
"""

import argparse
import tempfile
from pathlib import Path

from PIL import Image

from groundplan.previz.port import Pass
from groundplan.studio.options import TakeOptions
from groundplan.studio.rendering import RenderRequest
from groundplan.studio.script import plan_script
from groundplan.studio.take import film, plan_world

EXAMPLES = Path(__file__).parents[1] / "examples"
SCRIPTS = EXAMPLES / "scripts"
WIDTH_PX = 1200


def main() -> None:
    """Render and shrink."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*")
    names = parser.parse_args().names
    for brief in sorted(EXAMPLES.glob("*/brief.txt")):
        if not names or brief.parent.name in names:
            render_brief(brief)
            print(brief.parent.name)
    for script in sorted(path for path in SCRIPTS.iterdir() if path.suffix != ".jpg"):
        if not names or script.stem in names:
            render_script(script)
            print(script.name)


def render_brief(brief: Path) -> None:
    """Draw a brief with all passes."""
    with tempfile.TemporaryDirectory() as scratch:
        planned = plan_world(brief.read_text(), options=TakeOptions())
        take = film(planned, Path(scratch) / "take", request=RenderRequest(threads=2))
        keep(take.files, brief.with_name("contact_sheet.jpg"))


def render_script(script: Path) -> None:
    """Draw all shots of a script."""
    with tempfile.TemporaryDirectory() as scratch:
        planned = plan_script(script.read_bytes(), name=script.name, options=TakeOptions())
        request = RenderRequest(threads=2, passes=frozenset({Pass.BEAUTY}))
        take = film(planned, Path(scratch) / "take", request=request)
        keep(take.files, script.with_suffix(".jpg"))


def keep(files: tuple[str, ...], target: Path) -> None:
    """Shrink the first contact sheet among some files into the repository."""
    sheet = next(file for file in files if file.endswith("contact_sheet.png"))
    picture = Image.open(sheet).convert("RGB")
    height = round(picture.height * WIDTH_PX / picture.width)
    small = picture.resize((WIDTH_PX, height), Image.Resampling.LANCZOS)
    small.save(target, quality=82, optimize=True)


if __name__ == "__main__":
    main()
