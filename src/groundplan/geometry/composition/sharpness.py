"""Focus and stop that make a stretch of depth sharp."""

from typing import Final

import numpy as np
from jaxtyping import Float

__all__ = ["focus_between", "stop_needed"]

_THIN_M: Final = 0.02
"""A single part is this deep."""
_LEAST_STOP: Final = 0.5


def focus_between(near_m: float, far_m: float) -> float:
    """Return the focus that is as sharp at one end of a stretch as at the other [m].

    Source:
        Thin lens: blur grows with |1/s - 1/d|, so that 1/s is the mean of 1/near and 1/far.
    """
    return 2.0 * near_m * far_m / (near_m + far_m)


def stop_needed(
    near_m: Float[np.ndarray, " view"], far_m: Float[np.ndarray, " view"], *,
    focals_mm: Float[np.ndarray, " view"], circle_mm: float,
) -> Float[np.ndarray, " view"]:  # fmt: skip
    """Return the widest f-number at which all from near to far is sharp.

    Source:
        Thin lens: c = f^2 |d - s| / (N d (s - f)), solved for N at d = near with s between both;
        see `geometry.focus.blur_diameter_mm`.
    """
    near = np.maximum(near_m, 0.05)
    far = np.maximum(far_m, near + _THIN_M)
    focus = 2.0 * near * far / (near + far)
    f = focals_mm / 1000.0
    circle = circle_mm / 1000.0
    blur = f * f * (focus - near) / (near * np.maximum(focus - f, 1e-3))
    return np.maximum(blur / circle, _LEAST_STOP)
