"""Structure: where a picture has edges, whatever its look, so that plan and clip can be compared.

A look changes colours, contrast and texture, yet keeps most outlines where they are. Structure is
the gradient of luma over its mean nearby: 1 where a place is as busy as what is around it.
"""

from collections.abc import Sequence
from typing import Final

import numpy as np
from jaxtyping import Float16, Float32, UInt8, UInt16

from groundplan.adherence import structure_kernels as kernels

__all__ = ["LEVELS", "Structure", "outline_pyramid", "structure_pyramid"]

Structure = Float32[np.ndarray, "_height _width"]
"""Of any size: one function may take levels of several."""

LEVELS: Final = 4
"""Levels of a pyramid: the picture and three halvings."""
_WEIGHTS: Final = tuple(np.float32(one) for one in (0.4026, 0.2442, 0.0545))
"""Gauss of sigma 1 px at 0, 1 and 2 px, normalised."""
_REACH_PX: Final = 12
_LEAST_REACH_PX: Final = 4
_FLOOR: Final = np.float32(0.01)
"""Gradient [luma per 2 px] that is noise: a flat place stays flat (our engineering choice)."""
_SHAPE_FLOOR: Final = np.float32(0.02)
"""The same of shapes, in the units of `structure_kernels.outline_size`."""


def structure_pyramid(frame: UInt8[np.ndarray, "height width 3"]) -> Sequence[Structure]:
    """Return the structure of a frame and of its halvings, sharpest first; `LEVELS` of them.

    A halving of an odd size drops the last row or column.
    """
    height, width, _ = frame.shape
    luma = np.empty((height, width), dtype=np.float32)
    kernels.luma(frame, luma)
    levels: list[Structure] = []
    for level in range(LEVELS):
        levels.append(_structure(luma, reach=_reach(level)))
        smaller = np.empty((luma.shape[0] // 2, luma.shape[1] // 2), dtype=np.float32)
        kernels.halve(luma, smaller)
        luma = smaller
    return levels


def outline_pyramid(
    normal: Float16[np.ndarray, "height width 3"],
    depth_m: Float32[np.ndarray, "height width"],
    ids: UInt16[np.ndarray, "height width"],
) -> Sequence[Structure]:
    """Return the structure of a frame's shapes alone: what a look that paints nothing still shows.

    `depth_m`: along the optical axis, `inf` for sky.
    """
    inverse = np.where(np.isfinite(depth_m), 1.0 / depth_m, 0.0).astype(np.float32)
    size = np.empty_like(inverse)
    kernels.outline_size(normal.astype(np.float32), inverse, ids, size)
    levels: list[Structure] = []
    for level in range(LEVELS):
        levels.append(_relative(_blurred(size), reach=_reach(level), floor=_SHAPE_FLOOR))
        smaller = np.empty((size.shape[0] // 2, size.shape[1] // 2), dtype=np.float32)
        kernels.halve(size, smaller)
        size = smaller
    return levels


def _structure(luma: Float32[np.ndarray, "height width"], *, reach: int) -> Structure:
    size = np.empty_like(luma)
    kernels.gradient_size(_blurred(luma), size)
    return _relative(size, reach=reach, floor=_FLOOR)


def _reach(level: int) -> int:
    return max(_REACH_PX >> level, _LEAST_REACH_PX)


def _blurred(picture: Float32[np.ndarray, "height width"]) -> Float32[np.ndarray, "height width"]:
    rows, out = np.empty_like(picture), np.empty_like(picture)
    kernels.blur(picture, *_WEIGHTS, rows, out)
    return out


def _relative(size: Structure, *, reach: int, floor: np.float32) -> Structure:
    """Return sizes over their mean nearby, blurred."""
    rows, mean = np.empty_like(size), np.empty_like(size)
    kernels.box_mean(size, reach, rows, np.zeros(size.shape[1]), mean)
    return _blurred(size / (mean + floor))
