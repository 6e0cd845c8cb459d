"""Wheels roll with the ground that passes under them, and front wheels point where they go."""

import math
from typing import Final

import numpy as np
from jaxtyping import Float

from groundplan.assets.skeleton import Skeleton
from groundplan.geometry import quaternions
from groundplan.motion.frame import BodyFrames, resting
from groundplan.motion.limbs import pitch, yaw
from groundplan.motion.path import GroundPath

__all__ = ["wheel_frames"]

Times = Float[np.ndarray, " time"]

_MOST_STEER_RAD: Final = math.radians(40.0)
_MOVING_MPS: Final = 0.02
_STEER_S: Final = 0.25
"""Over which the way of a front wheel is averaged: a driver's hands are not quicker."""


def wheel_frames(skeleton: Skeleton, path: GroundPath, seconds: Times) -> BodyFrames:
    """Return a vehicle whose wheels (joints called `wheel…`) roll without slipping.

    A wheel has turned by the way that its hub went along it over its radius, which is the height
    of its hub; backwards when the vehicle reverses.
    """
    frames = resting(skeleton, len(seconds))
    for name in skeleton.names:
        if name.startswith("wheel"):
            place = skeleton.place(name)
            steer, rolled = _turns(path, place, steered=name.startswith("wheelFront"))
            angle = np.interp(seconds, path.times, rolled)
            aside = np.interp(seconds, path.times, steer)
            frames.turn(name, quaternions.multiply(yaw(aside), pitch(angle)))
    return frames


def _turns(
    path: GroundPath, place: Float[np.ndarray, " 3"], *, steered: bool
) -> tuple[Float[np.ndarray, " sample"], Float[np.ndarray, " sample"]]:
    """Return how far a wheel is steered and has rolled [rad] at the samples of a way."""
    c, s = np.cos(path.headings), np.sin(path.headings)
    hub_x = path.positions[:, 0] + c * place[0] + s * place[2]
    hub_z = path.positions[:, 2] - s * place[0] + c * place[2]
    step = float(path.times[1] - path.times[0])
    steer = np.zeros_like(path.times)
    if steered:
        steer = _steered(np.gradient(hub_x, step), np.gradient(hub_z, step), path, step=step)
    facing = path.headings + steer
    # Between two samples the wheel points between its two directions.
    middle = 0.5 * (facing[1:] + facing[:-1])
    along = np.diff(hub_x) * np.sin(middle) + np.diff(hub_z) * np.cos(middle)
    rolled = np.concatenate([[0.0], np.cumsum(along)]) / max(float(place[1]), 1e-3)
    return steer, rolled


def _steered(
    vx: Float[np.ndarray, " sample"], vz: Float[np.ndarray, " sample"], path: GroundPath, *,
    step: float,
) -> Float[np.ndarray, " sample"]:  # fmt: skip
    """Return the angle between the body and where its front wheel goes; held while it stands."""
    c, s = np.cos(path.headings), np.sin(path.headings)
    ahead, aside = vx * s + vz * c, vx * c - vz * s
    width = max(int(_STEER_S / step) | 1, 1)
    kernel = np.ones(width) / width
    ahead, aside = (
        np.convolve(np.pad(v, width // 2, mode="edge"), kernel, mode="valid")
        for v in (ahead, aside)
    )
    moving = np.hypot(ahead, aside) > _MOVING_MPS
    if not np.any(moving):
        return np.zeros_like(ahead)
    # Reversing, a wheel points the other way along the same line.
    sign = np.where(ahead < 0.0, -1.0, 1.0)
    angle = np.clip(np.arctan2(sign * aside, np.abs(ahead)), -_MOST_STEER_RAD, _MOST_STEER_RAD)
    rows = np.flatnonzero(moving)
    nearest = rows[np.clip(np.searchsorted(rows, np.arange(len(angle))), 0, len(rows) - 1)]
    return angle[np.where(moving, np.arange(len(angle)), nearest)]
