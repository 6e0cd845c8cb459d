"""Renders a strip of eight frames of every action, a picture per family.

Usage: `python tools/gallery_actions.py [FAMILY ...]`; writes `docs/images/gallery/actions_*.jpg`.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw

from gallery_stage import world_of
from groundplan.motion.actions.library import FAMILIES
from groundplan.motion.actions.spec import Action
from groundplan.previz.backends.numba_tiles import NumbaRenderer
from groundplan.previz.port import Pass, RenderOptions
from groundplan.scene.build import build_stage

OUT = Path(__file__).parents[1] / "docs/images/gallery"
FRAMES = 8
CELL_PX = (132, 168)


def strip(action: Action, renderer: NumbaRenderer) -> np.ndarray:
    """Return eight frames side by side: the beginning, then evenly through it."""
    seconds = max(action.duration_s, 1.0)
    count = round(16 * seconds) + 1
    stage = build_stage(world_of(action, frames=count, size_px=CELL_PX), "s")
    picked = np.rint(np.linspace(0, count - 1, FRAMES)).astype(int).tolist()
    options = RenderOptions(passes=frozenset({Pass.BEAUTY}), edge_samples=8)
    cells = [frame.beauty for frame in renderer.render(stage, picked, options=options)]
    row = Image.fromarray(np.concatenate([cell for cell in cells if cell is not None], axis=1))
    ImageDraw.Draw(row).text((4, 2), action.name, fill=(255, 255, 255))
    return np.asarray(row)


def pictures(names: list[str]) -> Iterator[tuple[str, np.ndarray]]:
    """Yield a picture per family, in parts of at most 14 strips."""
    renderer = NumbaRenderer()
    for family in names:
        rows = [strip(action, renderer) for action in FAMILIES[family]]
        parts = -(-len(rows) // 14)
        size = -(-len(rows) // parts)
        for k in range(parts):
            suffix = f"_{k + 1}" if parts > 1 else ""
            yield f"{family}{suffix}", np.concatenate(rows[k * size : (k + 1) * size])


def main() -> None:
    """Render the families that are named, or all."""
    OUT.mkdir(parents=True, exist_ok=True)
    for name, picture in pictures(sys.argv[1:] or list(FAMILIES)):
        path = OUT / f"actions_{name}.jpg"
        Image.fromarray(picture).save(path, quality=76, optimize=True)
        print(path.name, picture.shape, path.stat().st_size // 1000, "kB")


if __name__ == "__main__":
    main()
