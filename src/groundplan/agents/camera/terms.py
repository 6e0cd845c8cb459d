"""What camera words mean in numbers: shot sizes, angles, speeds, lenses.

Source:
    The table of shot sizes (visible height for an adult of 1.70 m) and the speeds are our
    engineering defaults; a number in the text always wins. Bands are in `geometry/shot_words.py`.
"""

import math
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from groundplan.geometry.shot_words import ANGLE_BANDS_DEG, SIZE_BANDS, size_word

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
    ("extreme_close_up", 0.15 / 1.70),
    ("close_up", 0.45 / 1.70),
    ("medium_close_up", 0.65 / 1.70),
    ("medium", 0.95 / 1.70),
    ("medium_long", 1.25 / 1.70),
    ("full", 1.90 / 1.70),
    ("wide", 3.50 / 1.70),
    ("extreme_wide", 10.0 / 1.70),
)
SIZES: Final = MappingProxyType(
    {
        name: SizeTerm(
            id=name, fraction=fraction, low=SIZE_BANDS[name][0], high=SIZE_BANDS[name][1]
        )
        for name, fraction in _SIZE_ROWS
    }
)
"""By vocabulary id, tightest first."""

_ANGLE_ROWS: Final = (
    ("eye_level", 0.0, 0.0),
    ("low", 15.0, 0.0),
    ("worms_eye", 50.0, 0.0),
    ("high", -25.0, 0.0),
    ("overhead", -82.0, 0.0),
    ("aerial", -30.0, 0.0),
    ("dutch", 0.0, 15.0),
)
ANGLES: Final = MappingProxyType(
    {
        name: AngleTerm(
            id=name,
            pitch=math.radians(pitch),
            low=math.radians(ANGLE_BANDS_DEG[name][0]),
            high=math.radians(ANGLE_BANDS_DEG[name][1]),
            roll=math.radians(roll),
        )
        for name, pitch, roll in _ANGLE_ROWS
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
    return SIZES[size_word(fraction)]
