"""Pictures with both skeletons drawn in: ours green, BlazePose's magenta; left sides brighter."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import numpy as np
from PIL import Image, ImageDraw

from groundplan.assets.keypoints import COCO17
from pose_check.measure import Compared

__all__ = ["overlay_sheet"]

COLUMNS: Final = 4
_BONES: Final = (
    ("left_shoulder", "right_shoulder"), ("left_hip", "right_hip"), ("nose", "left_eye"),
    ("nose", "right_eye"), ("left_eye", "left_ear"), ("right_eye", "right_ear"),
    *(
        (f"{side}_{a}", f"{side}_{b}")
        for side in ("left", "right")
        for a, b in (("shoulder", "elbow"), ("elbow", "wrist"), ("shoulder", "hip"),
                     ("hip", "knee"), ("knee", "ankle"))
    ),
)  # fmt: skip


def overlay_sheet(rows: Sequence[Compared], folder: Path) -> Image.Image:
    """Return pictures side by side, each with its joints."""
    cells = [_overlay(row, folder) for row in rows]
    width, height = cells[0].size
    sheet = Image.new("RGB", (COLUMNS * width, -(-len(cells) // COLUMNS) * height))
    for k, cell in enumerate(cells):
        sheet.paste(cell, (width * (k % COLUMNS), height * (k // COLUMNS)))
    return sheet


def _overlay(row: Compared, folder: Path) -> Image.Image:
    picture = Image.open(folder / row.filmed.picture)
    draw = ImageDraw.Draw(picture)
    _skeleton(draw, row.filmed.points_px, bright=(60, 255, 60), dim=(0, 140, 0))
    if row.detected is not None:
        _skeleton(draw, row.detected, bright=(255, 70, 255), dim=(150, 0, 150))
    far = "nobody" if row.detected is None else f"{100 * float(np.nanmedian(row.distance)):.1f} %"
    note = f"{row.filmed.picture} {row.filmed.view} {row.filmed.what}: {far}"
    draw.text((6, 4), note + (" SWAPPED" if row.swapped else ""), fill=(0, 0, 0))
    return picture


def _skeleton(
    draw: ImageDraw.ImageDraw,
    points: np.ndarray,
    *,
    bright: tuple[int, int, int],
    dim: tuple[int, int, int],
) -> None:
    for names in _BONES:
        ends = points[[COCO17.index(name) for name in names]]
        if not np.isnan(ends).any():
            color = bright if all("left" in name for name in names) else dim
            draw.line([tuple(end) for end in ends.tolist()], fill=color, width=2)
