"""How far joints go: hinges bend one way, the others stay within a cone.

Source:
    Ranges are our engineering defaults, near those of a supple adult; nothing here is a medical
    norm.
"""

import math
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

import numpy as np
from jaxtyping import Float

from groundplan.geometry import quaternions
from groundplan.motion.frame import BodyFrames

Vector = tuple[float, float, float]

__all__ = ["CONES_RAD", "HINGES", "joint_excess", "limited"]

CONES_RAD: Final[Mapping[str, float]] = MappingProxyType(
    {
        "spine": 0.85, "chest": 0.75, "upperChest": 0.6, "neck": 0.85, "head": 1.0,
        "Shoulder": 0.6, "UpperArm": 3.1, "Hand": 1.75, "UpperLeg": 2.5, "Foot": 1.35, "Toes": 1.0,
    }
)  # fmt: skip
"""The largest angle of a joint from its rest [rad]."""
HINGES: Final[Mapping[str, tuple[tuple[float, float, float], float, float]]] = MappingProxyType(
    {
        "leftLowerArm": ((0.0, -1.0, 0.0), -0.1, 2.65), "rightLowerArm": ((0.0, 1.0, 0.0), -0.1,
            2.65),
        "leftLowerLeg": ((1.0, 0.0, 0.0), -0.08, 2.75), "rightLowerLeg": ((1.0, 0.0, 0.0), -0.08,
            2.75),
    }
)  # fmt: skip
"""Axis, least and greatest bend [rad] of elbows and knees."""
_HINGE_TWIST: Final = 1.0
"""How far a forearm or shin turns off its hinge: pronation [rad]."""


def limited(frames: BodyFrames) -> BodyFrames:
    """Return the body with every joint within its range; what is within stays bit by bit."""
    for k, name in enumerate(frames.skeleton.names):
        rotation = frames.rotations[:, k]
        clamped, over = _clamped(name, rotation)
        if np.any(over):
            frames.rotations[:, k] = np.where(over[:, None], clamped, rotation)
    return frames


def joint_excess(frames: BodyFrames) -> dict[str, float]:
    """Return how far each joint is out of its range at most [rad]; 0 within it."""
    result: dict[str, float] = {}
    for k, name in enumerate(frames.skeleton.names):
        rotation = frames.rotations[:, k]
        clamped, over = _clamped(name, rotation)
        angle = quaternions.angle_between(clamped, rotation)
        result[name] = float(np.max(np.where(over, angle, 0.0), initial=0.0))
    return result


def _clamped(
    name: str, rotation: Float[np.ndarray, "time 4"]
) -> tuple[Float[np.ndarray, "time 4"], np.ndarray]:
    if name in HINGES:
        return _hinged(rotation, axis=HINGES[name][0], low=HINGES[name][1], high=HINGES[name][2])
    part = name.removeprefix("left").removeprefix("right")
    most = CONES_RAD.get(part)
    if most is None:
        return rotation, np.zeros(len(rotation), dtype=bool)
    vector = quaternions.to_rotation_vector(rotation)
    angle = np.linalg.norm(vector, axis=1)
    scale = most / np.maximum(angle, most)
    return quaternions.from_rotation_vector(vector * scale[:, None]), angle > most + 1e-9


def _hinged(
    rotation: Float[np.ndarray, "time 4"], *, axis: Vector, low: float, high: float
) -> tuple[Float[np.ndarray, "time 4"], np.ndarray]:
    """Return the bend about the axis within its range; a small turn off the axis stays."""
    along = rotation[:, :3] @ np.array(axis)
    bend = 2.0 * np.arctan2(along, rotation[:, 3])
    bend = np.remainder(bend + math.pi, math.tau) - math.pi
    hinge = quaternions.from_axis_angle(np.array(axis), bend)
    rest = quaternions.multiply(quaternions.conjugate(hinge), rotation)
    off = quaternions.to_rotation_vector(rest)
    size = np.linalg.norm(off, axis=1)
    off = off * (_HINGE_TWIST / np.maximum(size, _HINGE_TWIST))[:, None]
    kept = np.clip(bend, low, high)
    clamped = quaternions.multiply(
        quaternions.from_axis_angle(np.array(axis), kept), quaternions.from_rotation_vector(off)
    )
    return clamped, (np.abs(kept - bend) > 1e-9) | (size > _HINGE_TWIST + 1e-9)
