"""From one set-up to another: place, aim, lens and roll over time, for any pair of set-ups.

Where both look at about the same place, the camera goes round it: azimuth and pitch go evenly, and
distance and focal length by equal factors in equal times, so that the subject grows evenly to the
eye. Otherwise it goes straight, and turns evenly.
"""

import math
from dataclasses import dataclass
from typing import Final

import numpy as np
from jaxtyping import Float

from groundplan.agents.camera.setup import Setup
from groundplan.geometry.speed_profile import STEADY, SpeedProfile

__all__ = ["Course", "between", "staying"]

_SAME: Final = 1.5
"""Two aimed points are one place up to this many times the larger distance between them."""
Series = Float[np.ndarray, " frame"]
Points = Float[np.ndarray, "frame 3"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Course:
    """A set-up that changes over time, before any move is laid over it."""

    aims: Points
    positions: Points
    azimuth: Series
    """As a set-up's, continuous [rad]."""
    pitch: Series
    roll: Series
    focals_mm: Series

    @property
    def right(self) -> Points:
        """Return the level axis to the camera's right."""
        zero = 0.0 * self.azimuth
        return np.stack([np.cos(self.azimuth), zero, -np.sin(self.azimuth)], axis=1)

    @property
    def ahead(self) -> Points:
        """Return the level axis ahead of the camera."""
        zero = 0.0 * self.azimuth
        return np.stack([-np.sin(self.azimuth), zero, -np.cos(self.azimuth)], axis=1)

    @property
    def forward(self) -> Points:
        """Return where the camera looks, unit."""
        up = np.outer(np.sin(self.pitch), [0.0, 1.0, 0.0])
        return self.ahead * np.cos(self.pitch)[:, None] + up


def staying(setup: Setup, count: int) -> Course:
    """Return one set-up for a number of frames."""
    return between(setup, setup, np.zeros(count))


def between(start: Setup, end: Setup, fractions: Series, *, speed: SpeedProfile = STEADY) -> Course:
    """Return the course from `start` to `end` at fractions of its time, 0..1."""
    s = speed.progress(fractions)
    turn = math.remainder(end.azimuth - start.azimuth, math.tau)
    azimuth = start.azimuth + turn * s
    pitch, roll = _even(start.pitch, end.pitch, s), _even(start.roll, end.roll, s)
    focals = start.focal_mm * (end.focal_mm / start.focal_mm) ** s
    a, b = np.array(start.aim), np.array(end.aim)
    aims = a + np.outer(s, b - a)
    depth = start.depth_m * (end.depth_m / start.depth_m) ** s
    apart = float(np.linalg.norm(b - a))
    course = Course(
        aims=aims, positions=aims, azimuth=azimuth, pitch=pitch, roll=roll, focals_mm=focals
    )
    positions = aims - course.forward * depth[:, None]
    if apart > _SAME * max(start.depth_m, end.depth_m):
        positions = start.position + np.outer(s, end.position - start.position)
        aims = positions + course.forward * np.linalg.norm(aims - positions, axis=1)[:, None]
    return Course(
        aims=aims, positions=positions, azimuth=azimuth, pitch=pitch, roll=roll, focals_mm=focals
    )


def _even(first: float, last: float, s: Series) -> Series:
    return first + (last - first) * s
