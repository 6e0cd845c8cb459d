"""Words for how a subject is framed, as bands of numbers: shot sizes and camera angles.

Source:
    The bands are our engineering defaults, for an adult of 1.70 m; a number in a text always wins.
"""

import math
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from groundplan.units import Radians

__all__ = ["ANGLE_BANDS_DEG", "SIZE_BANDS", "angle_word", "size_word"]

SIZE_BANDS: Final[Mapping[str, tuple[float, float]]] = MappingProxyType({
    "extreme_close_up": (0.0, 0.18), "close_up": (0.18, 0.32), "medium_close_up": (0.32, 0.47),
    "medium": (0.47, 0.65), "medium_long": (0.65, 0.90), "full": (0.90, 1.40),
    "wide": (1.40, 4.00), "extreme_wide": (4.00, math.inf),
})  # fmt: skip
"""Visible height at the subject over the subject's height, by vocabulary id, tightest first."""

ANGLE_BANDS_DEG: Final[Mapping[str, tuple[float, float]]] = MappingProxyType({
    "eye_level": (-5.0, 5.0), "low": (10.0, 45.0), "worms_eye": (45.0, 89.0),
    "high": (-45.0, -10.0), "overhead": (-90.0, -75.0), "aerial": (-60.0, -15.0),
    "dutch": (-15.0, 15.0),
})  # fmt: skip
"""Pitch of the optical axis, up positive [deg], by vocabulary id; a dutch angle also rolls."""

_BY_PITCH_ALONE: Final = ("overhead", "high", "eye_level", "low", "worms_eye")


def size_word(fraction: float) -> str:
    """Return the size whose band holds a visible height over the subject's height."""
    return next(word for word, (_, high) in SIZE_BANDS.items() if fraction < high)


def angle_word(pitch: Radians) -> str:
    """Return the angle whose band holds a pitch, or lies next to it."""
    degrees = math.degrees(pitch)

    def off(word: str) -> float:
        low, high = ANGLE_BANDS_DEG[word]
        return max(low - degrees, degrees - high)

    return min(_BY_PITCH_ALONE, key=off)
