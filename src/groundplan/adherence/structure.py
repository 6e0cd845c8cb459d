"""Structure: where a picture has edges, whatever its look, so that plan and clip can be compared.

A look changes colours, contrast and texture, yet keeps most outlines where they are. Structure is
the gradient of luma over its mean nearby: 1 where a place is as busy as what is around it.
"""

from collections.abc import Sequence
from typing import Final

import numpy as np
from jaxtyping import Float32, UInt8

from groundplan.adherence import structure_kernels as kernels

__all__ = ["LEVELS", "Structure", "structure_pyramid"]

Structure = Float32[np.ndarray, "height width"]

LEVELS: Final = 4
"""Levels of a pyramid: the picture and three halvings."""
_WEIGHTS: Final = tuple(np.float32(one) for one in (0.4026, 0.2442, 0.0545))
"""Gauss of sigma 1 px at 0, 1 and 2 px, normalised."""
_REACH_PX: Final = 12
_LEAST_REACH_PX: Final = 4
_FLOOR: Final = np.float32(0.01)
"""Gradient [luma per 2 px] that is noise: a flat place stays flat (our engineering choice)."""


def structure_pyramid(frame: UInt8[np.ndarray, "height width 3"]) -> Sequence[Structure]:
    """Return the structure of a frame and of its halvings, sharpest first; `LEVELS` of them.

    A halving of an odd size drops the last row or column.
    """
    height, width, _ = frame.shape
    luma = np.empty((height, width), dtype=np.float32)
    kernels.luma(frame, luma)
    levels: list[Structure] = []
    for level in range(LEVELS):
        levels.append(_structure(luma, reach=max(_REACH_PX >> level, _LEAST_REACH_PX)))
        smaller = np.empty((luma.shape[0] // 2, luma.shape[1] // 2), dtype=np.float32)
        kernels.halve(luma, smaller)
        luma = smaller
    return levels


def _structure(luma: Float32[np.ndarray, "height width"], *, reach: int) -> Structure:
    spare, smooth, size = (np.empty_like(luma) for _ in range(3))
    kernels.blur(luma, *_WEIGHTS, spare, smooth)
    kernels.gradient_size(smooth, size)
    mean = np.empty_like(luma)
    kernels.box_mean(size, reach, spare, np.zeros(luma.shape[1]), mean)
    found = np.empty_like(luma)
    kernels.blur(size / (mean + _FLOOR), *_WEIGHTS, spare, found)
    return found
