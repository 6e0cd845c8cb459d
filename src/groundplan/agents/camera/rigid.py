"""Moves of a camera on its own: turns, travels and zooms about one set-up, alone or together.

A move is a `Drift`: how far each coordinate goes from the set-up at both ends of a stretch of the
shot. Drifts add up, so that any combination of moves is exact: a pan only turns, a truck only
travels, a zoom only changes the focal length.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from jaxtyping import Float

from groundplan.agents.camera.path import (
    CameraPath,
    quaternion_keys,
    scalar_keys,
    vector_keys,
)
from groundplan.agents.camera.setup import Setup
from groundplan.agents.camera.shake import Shake
from groundplan.geometry import quaternions

__all__ = ["Drift", "rigid_path"]

_DENSE: Final = 17
_STEEPEST: Final = math.radians(89.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Drift:
    """Offsets from a set-up at the start and end of `window`; before and after they hold."""

    window: tuple[float, float] = (0.0, 1.0)
    """Fractions of the shot."""
    yaw: tuple[float, float] = (0.0, 0.0)
    """About the world's up axis, left positive [rad]."""
    pitch: tuple[float, float] = (0.0, 0.0)
    """Up positive [rad]."""
    roll: tuple[float, float] = (0.0, 0.0)
    """Clockwise seen from behind [rad]."""
    right: tuple[float, float] = (0.0, 0.0)
    """Along the set-up's own level right axis [m]."""
    rise: tuple[float, float] = (0.0, 0.0)
    """World up [m]."""
    forward: tuple[float, float] = (0.0, 0.0)
    """Along the set-up's optical axis [m]."""
    level: tuple[float, float] = (0.0, 0.0)
    """Forward over the ground [m]."""
    zoom: tuple[float, float] = (1.0, 1.0)
    """Factor of the focal length, linear in between."""

    def at(
        self, ends: tuple[float, float], fractions: Float[np.ndarray, " key"]
    ) -> Float[np.ndarray, " key"]:
        """Return a coordinate at fractions of the shot."""
        low, high = self.window
        u = np.clip((fractions - low) / (high - low), 0.0, 1.0)
        return ends[0] + (ends[1] - ends[0]) * u

    @property
    def turns(self) -> int:
        """Return about how many axes it turns."""
        return sum(abs(b - a) > 0.0 for a, b in (self.yaw, self.pitch, self.roll))


def rigid_path(
    setup: Setup,
    drifts: Sequence[Drift],
    *,
    span: tuple[int, int],
    move: str,
    shake: Shake | None = None,
) -> CameraPath:
    """Return the path of a set-up with its drifts over the shot's first and last time."""
    fractions = _fractions(drifts, frames=(span[1] - span[0]) // 1000, dense=shake is not None)
    times = np.round(span[0] + fractions * (span[1] - span[0])).astype(np.int64)
    positions = _positions(setup, drifts, fractions)
    rotations = _rotations(setup, drifts, fractions)
    if shake is not None:
        seconds = (times - times[0]) / 1000.0 / shake.fps
        rotations = quaternions.multiply(rotations, shake.turn(seconds))
        positions = positions + shake.sway(seconds)
    zoom = np.prod([d.at(d.zoom, fractions) for d in drifts] or [np.ones_like(fractions)], axis=0)
    travelled = (positions - positions[0]) @ setup.forward
    depth = np.maximum(
        setup.depth_m + (setup.position - positions[0]) @ setup.forward - travelled, 0.1
    )
    return CameraPath(
        positions=vector_keys(times, positions),
        rotations=quaternion_keys(times, rotations),
        focals_mm=scalar_keys(times, setup.focal_mm * zoom),
        focus_m=scalar_keys(times, depth),
        move=move,
    )


def _fractions(drifts: Sequence[Drift], *, frames: int, dense: bool) -> Float[np.ndarray, " key"]:
    """Return where keys are needed: the ends of every window, more where turns combine."""
    edges = {0.0, 1.0, *(edge for d in drifts for edge in d.window)}
    if dense:
        edges |= set(np.linspace(0.0, 1.0, max(frames, 1) + 1).tolist())
    elif sum(d.turns for d in drifts) > 1 or len({d.window for d in drifts}) > 1:
        edges |= set(np.linspace(0.0, 1.0, _DENSE).tolist())
    return np.array(sorted(edges))


def _positions(
    setup: Setup, drifts: Sequence[Drift], u: Float[np.ndarray, " key"]
) -> Float[np.ndarray, "key 3"]:
    forward = setup.forward
    ahead = np.array([-math.sin(setup.azimuth), 0.0, -math.cos(setup.azimuth)])
    right = np.array([math.cos(setup.azimuth), 0.0, -math.sin(setup.azimuth)])
    total = np.tile(setup.position, (len(u), 1))
    for d in drifts:
        total = total + np.outer(d.at(d.right, u), right) + np.outer(d.at(d.forward, u), forward)
        total = total + np.outer(d.at(d.level, u), ahead)
        total[:, 1] += d.at(d.rise, u)
    return total


def _rotations(
    setup: Setup, drifts: Sequence[Drift], u: Float[np.ndarray, " key"]
) -> Float[np.ndarray, "key 4"]:
    yaw, pitch, roll = (np.full(len(u), v) for v in (setup.azimuth, setup.pitch, setup.roll))
    for d in drifts:
        yaw = yaw + d.at(d.yaw, u)
        pitch = pitch + d.at(d.pitch, u)
        roll = roll + d.at(d.roll, u)
    pitch = np.clip(pitch, -_STEEPEST, _STEEPEST)
    return _continuous(quaternions.from_euler_yxz(yaw, pitch, -roll))


def _continuous(q: Float[np.ndarray, "key 4"]) -> Float[np.ndarray, "key 4"]:
    flips = np.where(np.sum(q[1:] * q[:-1], axis=-1) < 0.0, -1.0, 1.0)
    return q * np.cumprod(np.concatenate([np.ones(1), flips]))[:, None]
