"""Draws the lighting rigs, each solved for the same face, as docs/images/gallery/lights.jpg.

Usage: `python tools/gallery_lights.py`. The words go through the whole planner, as a brief does.
"""

from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from groundplan.previz.port import Pass, RenderOptions
from groundplan.scene.build import build_stage
from groundplan.scene.light_probe import probe
from groundplan.studio.options import TakeOptions
from groundplan.studio.registry import renderer
from groundplan.studio.take import plan_world

TARGET = Path(__file__).parents[1] / "docs" / "images" / "gallery" / "lights.jpg"
WORDS = (
    "three-point lighting", "rembrandt lighting", "butterfly lighting", "split lighting",
    "loop lighting", "clamshell lighting", "broad lighting", "short lighting",
    "high key", "low key", "film noir", "chiaroscuro",
    "candlelight", "firelight", "neon light", "window light",
    "moonlight", "spotlight", "under lighting", "silhouette",
)  # fmt: skip
SIZE_PX = (300, 225)
COLUMNS = 4
CAPTION_PX = 30


def main() -> None:
    """Draw all and put them side by side."""
    rows = -(-len(WORDS) // COLUMNS)
    width, height = SIZE_PX[0], SIZE_PX[1] + CAPTION_PX
    sheet = Image.new("RGB", (width * COLUMNS, height * rows), (16, 17, 18))
    for k, words in enumerate(WORDS):
        at = (k % COLUMNS * width, k // COLUMNS * height)
        picture, caption = drawn(words)
        sheet.paste(picture, at)
        text = ImageDraw.Draw(sheet)
        text.text((at[0] + 4, at[1] + SIZE_PX[1] + 2), words, font=ImageFont.load_default(11))
        text.text(
            (at[0] + 4, at[1] + SIZE_PX[1] + 15), caption, font=ImageFont.load_default(10),
            fill=(160, 164, 168),
        )  # fmt: skip
        print(words, caption)
    sheet.save(TARGET, quality=85, optimize=True)


def drawn(words: str) -> tuple[Image.Image, str]:
    """Return the picture of a rig and what the meter says of it."""
    brief = f"Close-up of a man in a room, {words}."
    options = TakeOptions(size_px=(SIZE_PX[0] * 2, SIZE_PX[1] * 2), seconds=1.0)
    world = plan_world(brief, options=options).world
    shot = next(iter(world.shots))
    wanted = RenderOptions(passes=frozenset({Pass.BEAUTY}), edge_samples=4)
    frame = next(iter(renderer("numba").render(build_stage(world, shot), [8], options=wanted)))
    if frame.beauty is None:
        raise SystemExit("the renderer gave no picture")
    picture = Image.fromarray(frame.beauty).resize(SIZE_PX, Image.Resampling.LANCZOS)
    face = probe(world, shot).face
    ratio = f"{face.ratio:.1f}:1" if face.key_lx > 0.0 else "no key"
    kelvin = f", {face.white.kelvin:.0f} K" if face.white.kelvin else ""
    return picture, f"key {_lux(face.key_lx)}, {ratio}{kelvin}"


def _lux(level: float) -> str:
    return f"{level:.0f} lx" if level >= 100.0 else f"{level:.3g} lx"


if __name__ == "__main__":
    main()
