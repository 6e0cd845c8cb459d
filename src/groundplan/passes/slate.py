"""The slate before a shot: a card in the size of the picture."""

from collections.abc import Sequence
from typing import Final

import numpy as np
from jaxtyping import UInt8
from PIL import Image, ImageDraw

from groundplan.passes.lettering import font, shortened

__all__ = ["slate_card"]

_BOARD: Final = (26, 27, 30)
_INK: Final = (240, 240, 235)
_DIM: Final = (150, 152, 158)
_BAR_DARK: Final = (12, 12, 13)
_STICK_SHARE: Final = 0.15
_STRIPES: Final = 8
_PADDING: Final = 0.012
"""Before a cell's words, of the picture's width."""


def slate_card(
    size_px: tuple[int, int], rows: Sequence[Sequence[tuple[str, str]]]
) -> UInt8[np.ndarray, "height width 3"]:
    """Return a clapper's board: below the sticks one line a row, in each some names with values.

    `size_px`: width, height.
    """
    width, height = size_px
    image = Image.new("RGB", size_px, _BOARD)
    draw = ImageDraw.Draw(image)
    top = round(_STICK_SHARE * height)
    _sticks(draw, width, top)
    line = (height - top) / max(len(rows), 1)
    for k, row in enumerate(rows):
        y = top + k * line
        draw.line((0, round(y), width, round(y)), fill=_DIM)
        cell = width / max(len(row), 1)
        for n, (name, value) in enumerate(row):
            x = n * cell
            if n:
                draw.line((round(x), round(y), round(x), round(y + line)), fill=_DIM)
            _cell(draw, (x + _PADDING * width, y), (name, value), size=(cell, line))
    return np.asarray(image)


def _cell(
    draw: ImageDraw.ImageDraw,
    at: tuple[float, float],
    said: tuple[str, str],
    *,
    size: tuple[float, float],
) -> None:
    name, value = said
    width, height = size
    small = max(8.0, 0.19 * height)
    room = 0.9 * width
    large = max(9.0, 0.52 * height)
    while large > 9.0 and font(large).getlength(value) > room:
        large *= 0.92
    x = at[0]
    draw.text((x, at[1] + 0.08 * height), name.upper(), font=font(small), fill=_DIM)
    words = shortened(value, font(large), room)
    draw.text((x, at[1] + 0.88 * height), words, font=font(large), fill=_INK, anchor="ls")


def _sticks(draw: ImageDraw.ImageDraw, width: int, height: int) -> None:
    """Draw slanted stripes, light and dark in turn."""
    draw.rectangle((0, 0, width, height), fill=_BAR_DARK)
    step = width / _STRIPES
    for k in range(-1, _STRIPES + 1):
        x = k * step
        draw.polygon(
            ((x, height), (x + 0.5 * step, height), (x + step, 0), (x + 0.5 * step, 0)), fill=_INK
        )
