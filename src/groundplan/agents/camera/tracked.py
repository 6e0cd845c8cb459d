"""Moves that belong to a subject: the camera keeps it in frame by aiming at it.

Positions are relative to the subject; the aim constraint of the document does the turning, so that
moving the subject later moves the picture with it.
"""

import math
from typing import Final

import numpy as np
from jaxtyping import Float

from groundplan.agents.camera.framing import Subject, aim_height
from groundplan.agents.camera.path import CameraPath, scalar_keys, vector_keys
from groundplan.agents.camera.setup import Gate
from groundplan.agents.camera.terms import AngleTerm
from groundplan.agents.figures import Figure

__all__ = ["aimed_path", "composed_heights", "framing_height"]

_STEEPER: Final = math.radians(0.5)
"""Stay this far inside the band of an angle."""
_AIM_M: Final = 0.002
_FOCUS_M: Final = 0.005
"""How exactly keys follow the composed aim and focus."""
_HEAD: Final = 0.43
"""Heads stay within this fraction of the field of view from the axis."""


def framing_height(
    subject: Subject,
    *,
    eye_m: float,
    ground_m: float,
    tangent: float,
    angle: AngleTerm | None,
) -> float:
    """Return the height above the subject's base to aim at, from a camera at height `eye_m` [m].

    `ground_m` is the distance over the ground and `tangent` that of half the vertical field of
    view. The composition of the visible height is kept as far as the angle's band and the head in
    frame allow; the band wins over the head.
    """
    visible = 2.0 * tangent * ground_m
    composed = math.atan2(aim_height(visible, subject=subject) - eye_m, ground_m)
    head = math.atan2(subject.height_m - eye_m, ground_m)
    reach = 2.0 * _HEAD * math.atan(tangent)
    pitch = min(max(composed, head - reach), head + reach)
    if angle is not None and angle.id != "dutch":
        pitch = min(max(pitch, angle.low + _STEEPER), angle.high - _STEEPER)
    return eye_m + ground_m * math.tan(pitch)


def composed_heights(
    subject: Figure,
    positions: Float[np.ndarray, "time 3"],
    *,
    gate: Gate,
    focals_mm: Float[np.ndarray, " time"],
    angle: AngleTerm | None,
) -> Float[np.ndarray, " time"]:
    """Return the height above the subject to aim at from every place, as `framing_height` [m]."""
    grounds = subject.positions
    flat = np.linalg.norm((positions - grounds)[:, [0, 2]], axis=1)
    body = Subject(ground=(0.0, 0.0, 0.0), height_m=subject.height_m, eye_m=subject.eye_m)
    composed = [
        framing_height(
            body,
            eye_m=float(positions[i, 1] - grounds[i, 1]),
            ground_m=max(float(flat[i]), 1e-3),
            tangent=gate.tangents(float(focals_mm[i]))[1],
            angle=angle,
        )
        for i in range(len(flat))
    ]
    return np.array(composed)


def aimed_path(  # noqa: PLR0913  (each is one independent part of a camera, by keyword)
    subject: Figure,
    positions: Float[np.ndarray, "time 3"],
    *,
    gate: Gate,
    focals_mm: Float[np.ndarray, " time"],
    angle: AngleTerm | None,
    roll: float,
    move: str,
    aims_m: Float[np.ndarray, " time"] | None = None,
) -> CameraPath:
    """Return the path of a camera at `positions` (world, at the subject's times) that aims at it.

    `aims_m`: height above the subject to aim at; composed at every time when not given.
    """
    grounds = subject.positions
    flat = np.linalg.norm((positions - grounds)[:, [0, 2]], axis=1)
    heights = aims_m
    if heights is None:
        heights = composed_heights(subject, positions, gate=gate, focals_mm=focals_mm, angle=angle)
    lift = heights - (positions[:, 1] - grounds[:, 1])
    return CameraPath(
        positions=vector_keys(subject.times, positions),
        target=subject.entity,
        aim_heights=scalar_keys(subject.times, heights, tolerance=_AIM_M),
        aim_offset_m=subject.from_entity_m,
        roll=roll,
        focals_mm=scalar_keys(subject.times, focals_mm),
        focus_m=scalar_keys(subject.times, np.hypot(flat, lift), tolerance=_FOCUS_M),
        move=move,
    )
