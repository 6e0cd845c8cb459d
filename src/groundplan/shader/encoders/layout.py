"""Where things are: black outlines of their boxes, or of themselves, on white.

Source:
    VACE's `layout.py` annotators (read): `LayoutBboxAnnotator` draws `rectangle(..., thickness=2)`
    from (x, y) to (x + w, y + h), `LayoutTrackAnnotator` the outer contours of masks with
    `thickness=3`. OpenCV's strokes are wider than their names: 2 gives the path and its four
    neighbours (3 px), 3 gives twice that (5 px); measured against OpenCV 4.10 and 5.0, byte for
    byte.
"""

from collections.abc import Iterable, Sequence
from typing import Final

import numpy as np
from jaxtyping import Bool, UInt8, UInt16

from groundplan.shader.encoders import kernels

__all__ = ["PixelBox", "box_frame", "contour_frame", "linear_boxes"]

PixelBox = tuple[int, int, int, int]
"""x0 y0 x1 y1."""

_BOX_REACH: Final = 1
_CONTOUR_REACH: Final = 2
"""How far a stroke goes to each side of its path [px]."""
_BESIDE: Final = np.array([(-1, 0), (0, -1), (0, 1), (1, 0)], dtype=np.int64)


def box_frame(
    boxes: Iterable[PixelBox], *, size_px: tuple[int, int]
) -> UInt8[np.ndarray, "height width 3"]:
    """Return boxes on a canvas of width, height; they may reach beyond it."""
    width, height = size_px
    margin = _BOX_REACH
    path = np.zeros((height + 2 * margin, width + 2 * margin), dtype=np.bool_)
    for box in boxes:
        x0, y0, x1, y1 = (side + margin for side in box)
        for y in (y0, y1):
            path[_span(y, y), _span(x0, x1)] = True
        for x in (x0, x1):
            path[_span(y0, y1), _span(x, x)] = True
    return _inked(_widened(path, margin)[margin:-margin, margin:-margin])


def contour_frame(
    instance: UInt16[np.ndarray, "height width"], things: Iterable[int]
) -> UInt8[np.ndarray, "height width 3"]:
    """Return the outer contours of some ids of an instance pass; holes are left out."""
    ink = np.zeros(instance.shape, dtype=np.bool_)
    for thing in things:
        shown = instance == thing
        if shown.any():
            ink |= _widened(shown & _beside_outside(shown), _CONTOUR_REACH)
    return _inked(ink)


def linear_boxes(start: Sequence[float], end: Sequence[float], *, count: int) -> list[PixelBox]:
    """Return VACE's own boxes between two: its steps are (end - start) / count.

    So the last frame stops one step short of the end. Corner, width and height are stepped in
    single precision and cut to whole numbers; a real track is better than this one.
    """
    first, last = (
        np.array([x0, y0, x1 - x0, y1 - y0], dtype=np.float32) for x0, y0, x1, y1 in (start, end)
    )
    step = (last - first) / count
    boxes: list[PixelBox] = []
    for frame in range(count):
        x, y, w, h = (first + step * frame).astype(np.int64).tolist()
        boxes.append((x, y, x + w, y + h))
    return boxes


def _span(first: int, last: int) -> slice:
    return slice(max(first, 0), max(last + 1, 0))


def _widened(path: Bool[np.ndarray, "height width"], by: int) -> Bool[np.ndarray, "height width"]:
    """Return a path and all that lies `by` steps up, down, left or right of it."""
    for _ in range(by):
        wide = path.copy()
        wide[1:] |= path[:-1]
        wide[:-1] |= path[1:]
        wide[:, 1:] |= path[:, :-1]
        wide[:, :-1] |= path[:, 1:]
        path = wide
    return path


def _beside_outside(
    shown: Bool[np.ndarray, "height width"],
) -> Bool[np.ndarray, "height width"]:
    """Return what is, or touches, a place reached from beyond the picture without crossing it."""
    height, width = shown.shape
    marks = np.full((height + 2, width + 2), 2, dtype=np.uint8)
    marks[1:-1, 1:-1] = ~shown
    kernels.grow(marks, _BESIDE, np.empty((marks.size, 2), dtype=np.int64))
    return _widened(marks == 2, 1)[1:-1, 1:-1]


def _inked(ink: Bool[np.ndarray, "height width"]) -> UInt8[np.ndarray, "height width 3"]:
    return np.repeat(np.where(ink, np.uint8(0), np.uint8(255))[..., None], 3, axis=2)
