"""How warm a change of the colour channels makes white.

Source:
    C. S. McCamy, "Correlated color temperature as an explicit function of chromaticity
    coordinates", 1992, as in our notes: n = (x - 0.3320) / (0.1858 - y), CCT = 449 n^3 + 3525 n^2 +
    6823.3 n + 5520.33 (checked there: D65 6505 K, D50 5002 K, illuminant A 2857 K).
"""

from typing import Final

import numpy as np
from jaxtyping import Float64

from groundplan.geometry.colour import LINEAR_FROM_XYZ

__all__ = ["WHITE_MIRED", "mired_of_gains", "mired_of_xy"]

_XYZ_FROM_LINEAR: Final = np.linalg.inv(LINEAR_FROM_XYZ)


def mired_of_xy(
    x: Float64[np.ndarray, "*shape"], y: Float64[np.ndarray, "*shape"]
) -> Float64[np.ndarray, "*shape"]:
    """Return 1e6 / CCT of CIE 1931 chromaticities; above 0 and warmer is more."""
    n = (x - 0.3320) / (0.1858 - y)
    return 1e6 / (449.0 * n**3 + 3525.0 * n**2 + 6823.3 * n + 5520.33)


def mired_of_gains(
    red_stops: Float64[np.ndarray, "*shape"], blue_stops: Float64[np.ndarray, "*shape"]
) -> Float64[np.ndarray, "*shape"]:
    """Return 1e6 / CCT of white whose red and blue gain stops against green."""
    white = np.stack([2.0**red_stops, np.ones_like(red_stops), 2.0**blue_stops], axis=-1)
    xyz = np.matmul(white, _XYZ_FROM_LINEAR.T)
    total = xyz.sum(axis=-1)
    return mired_of_xy(xyz[..., 0] / total, xyz[..., 1] / total)


WHITE_MIRED: Final = float(mired_of_gains(np.zeros(1), np.zeros(1))[0])
"""Of Rec.709 white: 153.7."""
