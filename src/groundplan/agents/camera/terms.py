"""What camera words mean in numbers: shot sizes, angles, speeds, lenses.

Source:
    The table of shot sizes (visible height for an adult of 1.70 m, and bands) and the ranges of
    angles and speeds are our engineering defaults; a number in the text always wins.
"""

import math
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

__all__ = [
    "ANGLES", "LENSES_MM", "LINEAR_MPS", "SIZES", "TURNING_RADPS", "AngleTerm", "SizeTerm",
    "size_of_fraction",
]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class SizeTerm:
    """A shot size: visible height at the subject over the subject's height."""

    id: str
    fraction: float
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class AngleTerm:
    """A camera angle: pitch of the optical axis, up positive [rad]."""

    id: str
    pitch: float
    low: float
    high: float
    roll: float = 0.0
    """Clockwise seen from behind the camera [rad]."""


_SIZE_ROWS: Final = (
    ("extreme_close_up", 0.15 / 1.70, 0.0, 0.18),
    ("close_up", 0.45 / 1.70, 0.18, 0.32),
    ("medium_close_up", 0.65 / 1.70, 0.32, 0.47),
    ("medium", 0.95 / 1.70, 0.47, 0.65),
    ("medium_long", 1.25 / 1.70, 0.65, 0.90),
    ("full", 1.90 / 1.70, 0.90, 1.40),
    ("wide", 3.50 / 1.70, 1.40, 4.00),
    ("extreme_wide", 10.0 / 1.70, 4.00, math.inf),
)
SIZES: Final = MappingProxyType(
    {
        name: SizeTerm(id=name, fraction=fraction, low=low, high=high)
        for name, fraction, low, high in _SIZE_ROWS
    }
)
"""By vocabulary id, tightest first."""

_ANGLE_ROWS: Final = (
    ("eye_level", 0.0, -5.0, 5.0, 0.0),
    ("low", 15.0, 10.0, 45.0, 0.0),
    ("worms_eye", 50.0, 45.0, 89.0, 0.0),
    ("high", -25.0, -45.0, -10.0, 0.0),
    ("overhead", -82.0, -90.0, -75.0, 0.0),
    ("aerial", -30.0, -60.0, -15.0, 0.0),
    ("dutch", 0.0, -15.0, 15.0, 15.0),
)
ANGLES: Final = MappingProxyType(
    {
        name: AngleTerm(
            id=name,
            pitch=math.radians(pitch),
            low=math.radians(low),
            high=math.radians(high),
            roll=math.radians(roll),
        )
        for name, pitch, low, high, roll in _ANGLE_ROWS
    }
)

LINEAR_MPS: Final = MappingProxyType({"slow": 0.3, "": 0.8, "normal": 0.8, "fast": 2.0})
"""Dolly, truck, pedestal and crane, by manner."""
TURNING_RADPS: Final = MappingProxyType(
    {
        manner: math.radians(v)
        for manner, v in (("slow", 5.0), ("", 15.0), ("normal", 15.0), ("fast", 45.0))
    }
)
"""Pan, tilt and roll, by manner."""
LENSES_MM: Final = MappingProxyType(
    {
        "fisheye": 8.0, "ultra_wide": 18.0, "wide_angle": 20.0, "normal": 35.0, "portrait": 85.0,
        "telephoto": 135.0, "macro": 100.0,
    }
)  # fmt: skip
"""Focal length on Super 35 that a lens word stands for."""


def size_of_fraction(fraction: float) -> SizeTerm:
    """Return the size whose band holds a visible height over the subject's height."""
    return next(term for term in SIZES.values() if fraction < term.high)
