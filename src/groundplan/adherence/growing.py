"""Masks grown by a few pixels."""

import numpy as np
from jaxtyping import Bool

__all__ = ["grown"]


def grown(
    mask: Bool[np.ndarray, "height width"], *, reach_px: int
) -> Bool[np.ndarray, "height width"]:
    """Return a mask grown by `reach_px` to all sides, corners too."""
    height, width = mask.shape
    padded = np.pad(mask, reach_px)
    rows = np.zeros((height + 2 * reach_px, width), dtype=np.bool_)
    for step in range(2 * reach_px + 1):
        rows |= padded[:, step : step + width]
    out = np.zeros_like(mask)
    for step in range(2 * reach_px + 1):
        out |= rows[step : step + height]
    return out
