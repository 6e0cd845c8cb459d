"""Aspect guides and safe areas drawn on a picture; truth is never drawn on."""

from collections.abc import Sequence
from typing import Final

import numpy as np
from jaxtyping import UInt8
from PIL import Image, ImageDraw

from groundplan.geometry.guides import (
    ACTION_SAFE,
    TITLE_SAFE,
    aspect_label,
    guide_box,
    safe_box,
)
from groundplan.passes.lettering import lettered

__all__ = ["guide_box_px", "with_guides"]

_COLOURS: Final = ((255, 214, 70), (90, 220, 255), (255, 130, 190), (150, 255, 130))
_SAFE: Final = (190, 190, 190)
_DARK: Final = (0, 0, 0)
_BURNT: Final = 0.065
"""Names keep below what burn-ins take, of the picture's height."""

PixelBox = tuple[int, int, int, int]


def guide_box_px(size_px: tuple[int, int], guide: float, *, pixel_aspect: float) -> PixelBox:
    """Return the first and last column and row that a guide keeps: left, top, right, bottom."""
    width, height = size_px
    left, top, right, bottom = guide_box(width * pixel_aspect / height, guide)
    return (
        round(left * width), round(top * height),
        max(round(right * width) - 1, 0), max(round(bottom * height) - 1, 0),
    )  # fmt: skip


def with_guides(
    picture: UInt8[np.ndarray, "height width 3"],
    guides: Sequence[float],
    *,
    pixel_aspect: float = 1.0,
    safe: bool = False,
) -> UInt8[np.ndarray, "height width 3"]:
    """Return a picture with a frame and a name for each guide.

    `safe`: and with the areas for action and titles in the first guide, or in the whole picture.
    """
    if not guides and not safe:
        return picture
    height, width = picture.shape[:2]
    image = Image.fromarray(picture)
    draw = ImageDraw.Draw(image)
    size = max(9.0, height / 34.0)
    for k, guide in enumerate(guides):
        box = guide_box_px((width, height), guide, pixel_aspect=pixel_aspect)
        colour = _COLOURS[k % len(_COLOURS)]
        _framed(draw, box, colour)
        place = (box[0] + 0.4 * size, max(float(box[1]), _BURNT * height) + 1.2 * size)
        lettered(draw, place, aspect_label(guide), size=size, fill=colour)
    if safe:
        shown = width * pixel_aspect / height
        whole = guide_box(shown, guides[0] if guides else shown)
        for share in (ACTION_SAFE, TITLE_SAFE):
            left, top, right, bottom = safe_box(whole, share)
            edges = (round(left * width), round(top * height),
                     round(right * width) - 1, round(bottom * height) - 1)  # fmt: skip
            draw.rectangle(edges, outline=_SAFE)
    return np.asarray(image)


def _framed(draw: ImageDraw.ImageDraw, box: PixelBox, colour: tuple[int, int, int]) -> None:
    """Draw the outermost kept pixels in colour, with a dark line inside."""
    left, top, right, bottom = box
    draw.rectangle(box, outline=colour)
    if right - left > 2 and bottom - top > 2:
        draw.rectangle((left + 1, top + 1, right - 1, bottom - 1), outline=_DARK)
