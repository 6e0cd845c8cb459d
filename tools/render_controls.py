"""Draws every picture control of one shot side by side: docs/images/controls.png.

Usage: `python tools/render_controls.py [BRIEF_FILE] [OUT.png]`
"""

import sys
import tempfile
from pathlib import Path
from typing import Final

from PIL import Image, ImageDraw, ImageFont

from groundplan.passes.pack import ControlPack
from groundplan.shader.encoders.control_clips import PICTURE_CONTROLS, ControlStyle, control_clip
from groundplan.shader.intents import Control
from groundplan.shader.plan import ShadePlan, Window
from groundplan.studio.options import TakeOptions
from groundplan.studio.shading.control_pack import render_control_pack
from groundplan.studio.take import plan_world
from groundplan.world.canonical import world_hash

ROOT: Final = Path(__file__).parents[1]
BRIEF: Final = ROOT / "examples/01_first_take/brief.txt"
OUT: Final = ROOT / "docs/images/controls.png"
FRAMES: Final = 81
FRAME: Final = 10
CELL: Final = (416, 240)
CAPTION: Final = 20
COLUMNS: Final = 3
SHOWN: Final[tuple[tuple[Control, str, ControlStyle], ...]] = (
    ("rgb", "rgb", ControlStyle()),
    ("gray", "gray", ControlStyle()),
    ("blur", "blur, medium", ControlStyle()),
    ("depth", "depth by the frame (VACE)", ControlStyle()),
    ("depth", "depth by the clip (Cosmos, LTX)", ControlStyle(depth_range="clip")),
    ("seg", "seg", ControlStyle()),
    ("canny", "canny, low: 50 / 100", ControlStyle(edges="low")),
    ("canny", "canny, high: 200 / 300", ControlStyle(edges="high")),
    ("scribble", "scribble", ControlStyle()),
    ("pose", "pose, whole, as the pack draws it", ControlStyle()),
    ("pose", "pose, body and face, as VACE draws it",
     ControlStyle(pose_parts="body_face", pose_drawn_at_px=1024)),
    ("flow", "flow", ControlStyle()),
    ("layout", "layout, boxes", ControlStyle()),
    ("layout", "layout, contours", ControlStyle(outlines="contours")),
    ("tracks", "tracks", ControlStyle()),
)  # fmt: skip


def pack_of(brief: str, folder: Path) -> ControlPack:
    """Return the control pack of the first shot of a brief, as one is rendered for a model."""
    world = plan_world(brief, options=TakeOptions()).world
    plan = ShadePlan(
        backend="render_controls",
        capabilities_version="1",
        world_hash=world_hash(world),
        shot=next(iter(world.shots)),
        controls=PICTURE_CONTROLS,
        size_px=(832, 480),
        rate=(16, 1),
        frame_count=FRAMES,
        shot_frame_count=FRAMES,
        windows=(Window(first=0, count=FRAMES),),
    )
    return render_control_pack(world, plan, folder)


def sheet(pack: ControlPack) -> Image.Image:
    """Return all controls of one frame, with their names under them."""
    rows = -(-len(SHOWN) // COLUMNS)
    wide, tall = CELL[0] + 4, CELL[1] + CAPTION + 4
    page = Image.new("RGB", (COLUMNS * wide + 4, rows * tall + 4), "#d8d8d8")
    draw, font = ImageDraw.Draw(page), ImageFont.load_default(size=13)
    for k, (control, name, style) in enumerate(SHOWN):
        x, y = 4 + k % COLUMNS * wide, 4 + k // COLUMNS * tall
        picture = control_clip(control, pack, Window(first=0, count=FRAME + 1), style=style)[-1]
        small = Image.fromarray(picture, "RGB").resize(CELL, Image.Resampling.BOX)
        page.paste(small, (x, y))
        draw.text((x + 4, y + CELL[1] + 2), name, fill="black", font=font)
    return page


def main(arguments: list[str]) -> None:
    """Draw the sheet."""
    brief = Path(arguments[0]) if arguments else BRIEF
    out = Path(arguments[1]) if len(arguments) > 1 else OUT
    with tempfile.TemporaryDirectory() as folder:
        page = sheet(pack_of(brief.read_text(), Path(folder) / "pack"))
    page.save(out, optimize=True)
    print(f"{out}: {page.width}x{page.height} px, {out.stat().st_size} bytes")


if __name__ == "__main__":
    main(sys.argv[1:])
