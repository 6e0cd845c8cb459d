"""Edges of the previz as white lines on black, by the thresholds that Cosmos names.

Source:
    J. Canny, "A Computational Approach to Edge Detection", PAMI 1986, as `Canny` of OpenCV does it
    (`modules/imgproc/src/canny.cpp`, read): 3x3 Sobel of the colours as they are, no blur before,
    gradient size |x| + |y| of the strongest channel, sectors of 45 degrees, 8 neighbours.
    Presets: `AddControlInputEdge` of Cosmos-Transfer 2.5 (`control_input.py`, read).
"""

from typing import Final, Literal

import numpy as np
from jaxtyping import UInt8

from groundplan.shader.encoders import kernels

__all__ = ["EDGE_THRESHOLDS", "Strength", "canny"]

Strength = Literal["very_low", "low", "medium", "high", "very_high"]

EDGE_THRESHOLDS: Final[dict[Strength, tuple[int, int]]] = {
    "very_low": (20, 50),
    "low": (50, 100),
    "medium": (100, 200),
    "high": (200, 300),
    "very_high": (300, 400),
}
"""Lower and upper threshold of the gradient's size, whose largest value is 2040."""

_AROUND: Final = np.array(
    [(y, x) for y in (-1, 0, 1) for x in (-1, 0, 1) if y or x], dtype=np.int64
)


def canny(
    picture: UInt8[np.ndarray, "height width 3"], *, low: int, high: int
) -> UInt8[np.ndarray, "height width 3"]:
    """Return edges in white: stronger than `high`, or than `low` and joined to such a one."""
    height, width, _ = picture.shape
    across, down, size = (np.zeros((height + 2, width + 2), dtype=np.int64) for _ in range(3))
    inner = (slice(1, -1), slice(1, -1))
    kernels.gradients(picture.astype(np.int64), across[inner], down[inner], size[inner])
    marks = np.zeros((height + 2, width + 2), dtype=np.uint8)
    kernels.thin(across, down, size, low, high, marks)
    kernels.grow(marks, _AROUND, np.empty((marks.size, 2), dtype=np.int64))
    lines = np.where(marks[inner] == 2, np.uint8(255), np.uint8(0))
    return np.repeat(lines[..., None], 3, axis=2)
