"""Depth as grey: inverse depth stretched to 8 bit, near is bright, sky is black.

Source:
    Per frame: `DepthV2Annotator` of VACE (`vace/annotators/depth.py`, read): minus the least,
    over the largest, times 255, cut to whole numbers. Over the clip: Cosmos-Transfer's depth.
"""

from collections.abc import Iterable
from typing import Final

import numpy as np
from jaxtyping import Float32, UInt8

__all__ = ["depth_grey", "inverse_depth", "inverse_range"]

_BLACK: Final = (0.0, 0.0)


def inverse_depth(
    depth: Float32[np.ndarray, "height width"],
) -> Float32[np.ndarray, "height width"]:
    """Return 1/depth [1/m]; 0 for sky."""
    return np.float32(1.0) / depth


def inverse_range(depths: Iterable[Float32[np.ndarray, "height width"]]) -> tuple[float, float]:
    """Return the least and the largest 1/depth [1/m] of some frames; 0 and 0 for none."""
    found = [(float(one.min()), float(one.max())) for one in map(inverse_depth, depths)]
    if not found:
        return _BLACK
    return min(low for low, _ in found), max(high for _, high in found)


def depth_grey(
    depth: Float32[np.ndarray, "height width"], limits: tuple[float, float] | None = None
) -> UInt8[np.ndarray, "height width 3"]:
    """Return inverse depth as grey over `limits` [1/m], or over the frame's own.

    The farthest that there is becomes 0, sky being farther than all; where nothing differs (all
    sky, or one flat wall) all is as far as the farthest: black. Values are linear, no sRGB curve
    is laid over them.
    """
    near = inverse_depth(depth)
    low, high = limits if limits is not None else (float(near.min()), float(near.max()))
    reach = np.float32(high) - np.float32(low)
    if reach > 0.0:
        share = (near - np.float32(low)) / reach
        grey = np.clip(share * np.float32(255.0), 0.0, 255.0).astype(np.uint8)
    else:
        grey = np.zeros(depth.shape, dtype=np.uint8)
    return np.repeat(grey[..., None], 3, axis=2)
