"""Burn-ins: what an editor reads off a frame, drawn into strips at its top and bottom."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from jaxtyping import UInt8
from PIL import Image, ImageDraw

from groundplan.passes.guide_marks import with_guides
from groundplan.passes.lettering import font, lettered, shortened, wrapped

__all__ = ["BurnIn", "burned"]

_STRIP_SHARE: Final = 0.058
"""Height of a strip over that of the picture."""
_LEAST_PX: Final = 13
_DIMMED: Final = 0.45
_TITLE_WIDTH: Final = 0.84
_TITLE_LINES: Final = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class BurnIn:
    """The words on one frame; empty ones are left out."""

    top_left: str = ""
    top_right: str = ""
    bottom_left: str = ""
    bottom_right: str = ""
    subtitle: str = ""
    guides: tuple[float, ...] = ()
    pixel_aspect: float = 1.0


def burned(
    picture: UInt8[np.ndarray, "height width 3"], words: BurnIn
) -> UInt8[np.ndarray, "height width 3"]:
    """Return the picture with guides, strips, words and subtitle."""
    height, width = picture.shape[:2]
    strip = max(_LEAST_PX, round(_STRIP_SHARE * height))
    marked = with_guides(picture, words.guides, pixel_aspect=words.pixel_aspect)
    image = Image.fromarray(_dimmed(marked, strip))
    draw = ImageDraw.Draw(image)
    size, edge = 0.62 * strip, 0.5 * strip
    for y, left, right in (
        (0.74 * strip, words.top_left, words.top_right),
        (height - 0.29 * strip, words.bottom_left, words.bottom_right),
    ):
        room = width - 3.0 * edge - font(size).getlength(right)
        lettered(draw, (edge, y), shortened(left, font(size), room), size=size)
        lettered(draw, (width - edge, y), right, size=size, anchor="rs")
    _subtitled(draw, words.subtitle, (width, height), strip=strip)
    return np.asarray(image)


def _subtitled(
    draw: ImageDraw.ImageDraw, words: str, size_px: tuple[int, int], *, strip: int
) -> None:
    """Write what is spoken in the middle, above the lower strip."""
    if not words:
        return
    width, height = size_px
    size = 0.86 * strip
    lines = wrapped(words, font(size), _TITLE_WIDTH * width, most_lines=_TITLE_LINES)
    for k, line in enumerate(reversed(lines)):
        base = height - 1.5 * strip - 1.25 * size * k
        lettered(draw, (0.5 * width, base), line, size=size, anchor="ms")


def _dimmed(
    picture: UInt8[np.ndarray, "height width 3"], strip: int
) -> UInt8[np.ndarray, "height width 3"]:
    """Return the picture darker where words stand."""
    dimmed = picture.copy()
    for rows in (slice(0, strip), slice(picture.shape[0] - strip, None)):
        dimmed[rows] = np.rint(picture[rows] * (1.0 - _DIMMED)).astype(np.uint8)
    return dimmed
