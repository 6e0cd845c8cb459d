"""Black bars around a picture: straight, dark in every frame, and leaving the plan's aspect."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Final

import numpy as np
from jaxtyping import Float64

from groundplan.adherence.clip.resizing import Window

__all__ = ["DarkEdges", "dark_edges", "picture_in_bars"]

_BLACK: Final = 12.0
"""Largest mean square of 8-bit grey in a line of a bar: 3.5 codes, what encoders leave."""
_LEAST_SHARE: Final = 0.25
"""Of the clip's area that a picture in bars has at least."""
_LEAST_BAR: Final = 0.01
"""Of the side, below which an edge is no bar."""
_NEAR_PX: Final = 3.0
"""The picture's exact place is taken where the bars lie this near to it."""
_ASPECT: Final = 0.02
"""How far the aspect between bars may be from the plan's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DarkEdges:
    """How many lines are black from each side on, in every frame [px]."""

    left: int
    top: int
    right: int
    bottom: int


def dark_edges(
    row_light: Float64[np.ndarray, " row"], column_light: Float64[np.ndarray, " column"]
) -> DarkEdges:
    """Return the black edges of a clip; none where all of it is black."""
    top, bottom = _runs(row_light)
    left, right = _runs(column_light)
    return DarkEdges(left=left, top=top, right=right, bottom=bottom)


def picture_in_bars(
    size_px: tuple[int, int], edges: DarkEdges, *, aspect: Fraction
) -> Window | None:
    """Return where a picture of `aspect` (in pixels of the clip) lies between black edges.

    None: the edges leave no such picture, so they are the scene's own darkness, or there are none.
    """
    width, height = size_px
    boxes = (
        (0, edges.top, width, height - edges.top - edges.bottom),
        (edges.left, 0, width - edges.left - edges.right, height),
        (
            edges.left,
            edges.top,
            width - edges.left - edges.right,
            height - edges.top - edges.bottom,
        ),
    )
    fitting = [box for box in boxes if _fits(box, size_px, aspect)]
    if not fitting:
        return None
    best = min(fitting, key=lambda box: abs(np.log(box[2] / box[3] / float(aspect))))
    return _exact(best, size_px, float(aspect))


def _fits(box: tuple[int, int, int, int], size_px: tuple[int, int], aspect: Fraction) -> bool:
    left, top, wide, high = box
    width, height = size_px
    cut = max((width - wide) / width, (height - high) / height)
    if cut < _LEAST_BAR or wide * high < _LEAST_SHARE * width * height:
        return False
    off = wide / high / float(aspect) - 1.0
    rounding = _NEAR_PX / min(wide, high)
    return abs(off) <= max(_ASPECT, rounding) and left >= 0 and top >= 0


def _exact(box: tuple[int, int, int, int], size_px: tuple[int, int], aspect: float) -> Window:
    """Return the box with the plan's own aspect and the clip's middle, where these are near."""
    left, top, wide, high = map(float, box)
    width, height = size_px
    if wide == width and abs(width / aspect - high) <= _NEAR_PX:
        top, high = top + (high - width / aspect) / 2, width / aspect
    elif high == height and abs(height * aspect - wide) <= _NEAR_PX:
        left, wide = left + (wide - height * aspect) / 2, height * aspect
    if abs(left + wide / 2 - width / 2) <= _NEAR_PX / 2:
        left = (width - wide) / 2
    if abs(top + high / 2 - height / 2) <= _NEAR_PX / 2:
        top = (height - high) / 2
    return (left, top, wide, high)


def _runs(light: np.ndarray) -> tuple[int, int]:
    lit = np.flatnonzero(light > _BLACK)
    return (0, 0) if not len(lit) else (int(lit[0]), len(light) - 1 - int(lit[-1]))
