"""What a camera does during a shot, as keys: ready to become channels of the document."""

from dataclasses import dataclass
from typing import Final, TypeVar

import numpy as np
from jaxtyping import Float, Int

from groundplan.world.base import Quaternion, Vector3
from groundplan.world.entity import Rig
from groundplan.world.finding import Finding

__all__ = ["CameraPath", "Keyed", "quaternion_keys", "scalar_keys", "vector_keys"]

ValueT = TypeVar("ValueT")
Keyed = tuple[tuple[int, ValueT], ...]
"""(subframes, value), in order of time; one key means that the value does not change."""
_STILL: Final = 1e-9
_STRAIGHT: Final = 1e-6
"""Largest error of dropping a key [m, mm]."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CameraPath:
    """Keys of a camera."""

    positions: Keyed[Vector3]
    """World [m]."""
    rotations: Keyed[Quaternion] = ()
    """`world_from_camera`; empty when the camera is aimed."""
    target: str = ""
    """Entity that it is aimed at; empty when rotations are given."""
    aim_heights: Keyed[float] = ()
    """Above the target's origin [m]."""
    aim_offset_m: Vector3 = (0.0, 0.0, 0.0)
    """From the target to the middle of its group, world axes."""
    roll: float = 0.0
    """Of an aimed camera, clockwise [rad]."""
    focals_mm: Keyed[float]
    focus_m: Keyed[float]
    """Along the optical axis."""
    move: str = "static"
    """Vocabulary id of what it does."""
    rig: Rig | None = None
    """What carries it."""
    findings: tuple[Finding, ...] = ()
    """What of the moves could not be done as asked."""


def vector_keys(
    times: Int[np.ndarray, " key"], values: Float[np.ndarray, "key 3"]
) -> Keyed[Vector3]:
    """Return the fewest keys of points that straight lines between them reproduce."""
    return tuple(
        (int(times[i]), (float(values[i, 0]), float(values[i, 1]), float(values[i, 2])))
        for i in _corners(times, values)
    )


def quaternion_keys(
    times: Int[np.ndarray, " key"], values: Float[np.ndarray, "key 4"]
) -> Keyed[Quaternion]:
    """Return keys of rotations; a single one where nothing changes."""
    keys = tuple(
        (int(t), (float(x), float(y), float(z), float(w)))
        for t, (x, y, z, w) in zip(times, values, strict=True)
    )
    return keys[:1] if np.ptp(values, axis=0).max() < _STILL else keys


def scalar_keys(
    times: Int[np.ndarray, " key"],
    values: Float[np.ndarray, " key"],
    *,
    tolerance: float = 1e-6,
) -> Keyed[float]:
    """Return the fewest keys of a number that straight lines reproduce within `tolerance`."""
    kept = _corners(times, values[:, None], tolerance=tolerance)
    return tuple((int(times[i]), float(values[i])) for i in kept)


def _corners(
    times: Int[np.ndarray, " key"],
    values: Float[np.ndarray, "key dim"],
    *,
    tolerance: float = _STRAIGHT,
) -> list[int]:
    """Return the keys that a polyline needs; the first alone if all agree."""
    if np.ptp(values, axis=0).max() < _STILL:
        return [0]
    kept = {0, len(times) - 1}
    spans = [(0, len(times) - 1)]
    while spans:
        a, b = spans.pop()
        if b - a < 2:
            continue
        u = (times[a : b + 1] - times[a]) / (times[b] - times[a])
        line = values[a] + u[:, None] * (values[b] - values[a])
        error = np.abs(values[a : b + 1] - line).max(axis=1)
        worst = a + int(np.argmax(error))
        if error.max() > tolerance:
            kept.add(worst)
            spans += [(a, worst), (worst, b)]
    return sorted(kept)
