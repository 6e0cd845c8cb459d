"""Correlated colour temperature and tint of a light, from its chromaticity.

Source:
    CIE 15: correlated temperature is that of the Planckian radiator nearest in the CIE 1960 (u, v)
    diagram, and has no meaning farther than 0.05 from it. Duv is that distance, positive above the
    locus (greenish), as in ANSI C78.377. The locus is that of `colour`.
"""

import math
from typing import Final, NamedTuple

import numpy as np
from jaxtyping import Float

from groundplan.geometry.colour import planckian_xy

__all__ = ["WhitePoint", "mired_shift", "shifted_kelvin", "white_point_of"]

_COLDEST_MIRED: Final = 40.0
_WARMEST_MIRED: Final = 599.0
_STEPS: Final = 48
_FARTHEST: Final = 0.05


class WhitePoint(NamedTuple):
    """How white a light is."""

    kelvin: float | None
    """None where the light is too coloured, or warmer or colder than the locus goes."""
    duv: float | None
    """Above 0 greenish, below 0 pinkish; 0.006 is easily seen."""


def white_point_of(xyz: Float[np.ndarray, " 3"]) -> WhitePoint:
    """Return temperature and tint of a light's CIE 1931 tristimulus values."""
    total = float(np.sum(xyz))
    if total <= 0.0:
        return WhitePoint(None, None)
    u, v = _uv(float(xyz[0]) / total, float(xyz[1]) / total)
    grid = [
        _COLDEST_MIRED + k * (_WARMEST_MIRED - _COLDEST_MIRED) / _STEPS for k in range(_STEPS + 1)
    ]
    nearest = min(range(len(grid)), key=lambda k: _distance(u, v, grid[k]))
    if nearest in (0, _STEPS):
        return WhitePoint(None, None)
    mired = _nearest(u, v, low=grid[nearest - 1], high=grid[nearest + 1])
    near = _uv(*planckian_xy(1e6 / mired))
    away = math.hypot(u - near[0], v - near[1])
    if away > _FARTHEST:
        return WhitePoint(None, None)
    return WhitePoint(1e6 / mired, math.copysign(away, v - near[1]))


def mired_shift(before_k: float, after_k: float) -> float:
    """Return what a filter does to a light's temperature [1e6 / K]; positive is warmer."""
    return 1e6 / after_k - 1e6 / before_k


def shifted_kelvin(kelvin: float, shift_mired: float) -> float:
    """Return the temperature of a light behind a filter [K]."""
    return 1e6 / (1e6 / kelvin + shift_mired)


def _nearest(u: float, v: float, *, low: float, high: float) -> float:
    """Return the reciprocal temperature of the nearest point between two, by golden sections."""
    ratio = (math.sqrt(5.0) - 1.0) / 2.0
    for _ in range(40):
        a, b = high - ratio * (high - low), low + ratio * (high - low)
        if _distance(u, v, a) < _distance(u, v, b):
            high = b
        else:
            low = a
    return 0.5 * (low + high)


def _distance(u: float, v: float, mired: float) -> float:
    there = _uv(*planckian_xy(1e6 / mired))
    return math.hypot(u - there[0], v - there[1])


def _uv(x: float, y: float) -> tuple[float, float]:
    """Return CIE 1960 coordinates: u = 4x / (12y - 2x + 3), v = 6y / (12y - 2x + 3)."""
    low = 12.0 * y - 2.0 * x + 3.0
    return 4.0 * x / low, 6.0 * y / low
