"""Luma of the previz in all three channels.

Source:
    ITU-R BT.601 luma, 0.299 R + 0.587 G + 0.114 B of the coded values, in 15 bits, rounded, as
    `cvtColor` of OpenCV gives it byte for byte (measured against OpenCV 4.10 and 5.0).
"""

from typing import Final

import numpy as np
from jaxtyping import UInt8

__all__ = ["gray_frame"]

_WEIGHTS: Final = np.array([9798, 19235, 3735], dtype=np.int64)
_BITS: Final = 15


def gray_frame(
    picture: UInt8[np.ndarray, "height width 3"],
) -> UInt8[np.ndarray, "height width 3"]:
    """Return the picture without its colours."""
    luma = (picture.astype(np.int64) @ _WEIGHTS + (1 << (_BITS - 1))) >> _BITS
    return np.repeat(luma.astype(np.uint8)[..., None], 3, axis=2)
