"""From one set-up to another: place, aim, lens and roll over time, for any pair of set-ups.

Where both look at about the same place, the camera goes round it: azimuth and pitch go evenly, and
distance and focal length by equal factors in equal times, so that the subject grows evenly to the
eye. Otherwise it goes straight, and turns evenly.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from jaxtyping import Float

from groundplan.agents.camera.setup import Setup
from groundplan.errors import InputError
from groundplan.geometry.speed_profile import STEADY, SpeedProfile

__all__ = ["Course", "between", "staying", "through"]

_SAME: Final = 1.5
"""Two aimed points are one place up to this many times the larger distance between them."""
_DENSE: Final = 256
"""Straight pieces between two places."""
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


def through(
    setup: Setup, points: Sequence[Sequence[float]], progress: Series, *, aims: bool
) -> Course:
    """Return a course through places, as much of its length done as `progress` says, 0..1.

    It looks at the set-up's aim all the way (`aims`), or as the set-up looks. Two places: a
    straight rail; more: the natural cubic spline through them over their distances, whose
    curvature is continuous.

    Raises:
        InputError: Fewer than two distinct places.
    """
    places = _dense(np.asarray(points, dtype=np.float64))
    way = np.zeros(len(places))
    way[1:] = np.cumsum(np.linalg.norm(np.diff(places, axis=0), axis=1))
    positions = np.zeros((len(progress), 3))
    for axis in range(3):
        positions[:, axis] = np.interp(progress * way[-1], way, places[:, axis])
    aimed = np.tile(np.array(setup.aim), (len(progress), 1))
    azimuth = np.full(len(progress), setup.azimuth)
    pitch = np.full(len(progress), setup.pitch)
    if aims:
        out = positions - aimed
        azimuth = np.unwrap(np.arctan2(out[:, 0], out[:, 2]))
        pitch = -np.arctan2(out[:, 1], np.hypot(out[:, 0], out[:, 2]))
    count = np.ones(len(progress))
    return Course(
        aims=aimed, positions=positions, azimuth=azimuth, pitch=pitch,
        roll=setup.roll * count, focals_mm=setup.focal_mm * count,
    )  # fmt: skip


def _dense(points: Float[np.ndarray, "point 3"]) -> Float[np.ndarray, "dense 3"]:
    """Return many places on the natural cubic spline through some.

    Source:
        The spline's second derivatives m at its knots solve h[i-1] m[i-1] + 2 (h[i-1] + h[i]) m[i]
        + h[i] m[i+1] = 6 (d[i] - d[i-1]), d the slopes of the chords, m = 0 at both ends: the
        condition that slopes agree at every knot.
    """
    h = np.asarray(np.linalg.norm(np.diff(points, axis=0), axis=1), dtype=np.float64)
    if len(points) < 2 or not np.all(h > 0.0):
        raise InputError("a rail needs two places or more, all apart", "give other places")
    knots = np.zeros(len(points))
    knots[1:] = np.cumsum(h)
    slopes = np.diff(points, axis=0) / h[:, None]
    system = np.eye(len(points))
    right = np.zeros_like(points)
    for i in range(1, len(points) - 1):
        system[i, i - 1 : i + 2] = h[i - 1], 2.0 * (h[i - 1] + h[i]), h[i]
        right[i] = 6.0 * (slopes[i] - slopes[i - 1])
    bends = np.asarray(np.linalg.solve(system, right), dtype=np.float64)
    at = np.linspace(0.0, float(knots[-1]), _DENSE * len(h) + 1)
    i = np.clip(np.searchsorted(knots, at, side="right") - 1, 0, len(h) - 1)
    a, b = ((knots[i + 1] - at) / h[i])[:, None], ((at - knots[i]) / h[i])[:, None]
    span = (h[i] ** 2 / 6.0)[:, None]
    line = a * points[i] + b * points[i + 1]
    return line + span * ((a**3 - a) * bends[i] + (b**3 - b) * bends[i + 1])


def _even(first: float, last: float, s: Series) -> Series:
    return first + (last - first) * s
