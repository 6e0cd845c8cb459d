"""How far the joints of fingers and thumbs go.

Source:
    "Normal Range of Motion Reference Values", e-hand.com (American Society for Surgery of the
    Hand), nor002: finger MCP hyperextension 0-45 / flexion 90, PIP 0/100, DIP 0/80; thumb MCP
    10/55, IP 15/80, palmar abduction 45, radial abduction 60 degrees. Hyperextension of fingers and
    spreading stay smaller than that: our engineering defaults.
"""

import math
from typing import Final

import numpy as np
from jaxtyping import Float

__all__ = ["FINGER_RAD", "SPREAD_RAD", "THUMB_RAD", "clamped_finger", "clamped_thumb"]

Range = tuple[float, float]


def _range(low_deg: float, high_deg: float) -> Range:
    return (math.radians(low_deg), math.radians(high_deg))


FINGER_RAD: Final[tuple[Range, Range, Range]] = (
    _range(-25.0, 90.0), _range(0.0, 100.0), _range(0.0, 80.0),
)  # fmt: skip
"""Flexion at the knuckle, the middle and the last joint."""
SPREAD_RAD: Final[Range] = _range(-20.0, 20.0)
"""Of a finger from its line at rest."""
THUMB_RAD: Final[tuple[Range, Range, Range, Range]] = (
    _range(0.0, 60.0), _range(0.0, 45.0), _range(-10.0, 55.0), _range(-15.0, 80.0),
)  # fmt: skip
"""Radial and palmar abduction at the wrist, then flexion at the knuckle and the last joint."""


def clamped_finger(flexion: Float[np.ndarray, "*batch 3"]) -> Float[np.ndarray, "*batch 3"]:
    """Return flexion [rad] within the range of a finger's three joints."""
    low, high = np.array(FINGER_RAD).T
    return np.clip(flexion, low, high)


def clamped_thumb(angles: Float[np.ndarray, "*batch 4"]) -> Float[np.ndarray, "*batch 4"]:
    """Return a thumb's angles [rad], in the order of `THUMB_RAD`, within their range."""
    low, high = np.array(THUMB_RAD).T
    return np.clip(angles, low, high)
