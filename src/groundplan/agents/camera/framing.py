"""How far, how high and through which lens a camera must stand to show what was asked.

Everything is closed form: similar triangles for a shot size, and for a group of points the exact
smallest distance at which all of them lie inside the frame.
"""

import math
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from jaxtyping import Float

from groundplan.agents.camera.setup import Gate, Setup, forward_of
from groundplan.agents.camera.terms import AngleTerm, SizeTerm
from groundplan.agents.figures import Figure

__all__ = [
    "CLEARANCE_M", "Subject", "aim_height", "eye_level_m", "fitted", "levelled", "pitch_towards",
    "sized",
]  # fmt: skip

CLEARANCE_M: Final = 0.15
"""Lowest height of an optical centre over the ground: our engineering default."""
_ADULT_EYES_M: Final = 1.6
_HEADROOM: Final = 0.08
"""Space above a head over the height of the frame."""
_MARGIN: Final = 0.88
"""How much of the frame a group may fill."""
_NEAREST_M: Final = 0.45
"""Nearest working distance before a longer lens is chosen."""
_LOWEST_MARGIN_RAD: Final = math.radians(0.6)
_GENTLE_RAD: Final = math.radians(4.0)
_HALVINGS: Final = 24
_LEVEL_M: Final = 0.02


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What a framing is about, at one time."""

    ground: tuple[float, float, float]
    """Footprint centre at the lowest point [m]."""
    height_m: float
    eye_m: float
    """Above the lowest point."""
    framed_m: float = 0.0
    """Height that sizes are fractions of; 0 where it is the body's own."""


def eye_level_m(figure: Figure) -> float:
    """Return the mean height over time at which people meet a body [m]: an adult's at the most."""
    return float(figure.positions[:, 1].mean()) + min(figure.eye_m, _ADULT_EYES_M)


def aim_height(visible_m: float, *, subject: Subject) -> float:
    """Return the height above the subject's base that belongs in the middle of the frame [m].

    Tight sizes leave headroom above the head, or centre the eyes; wide ones centre the body.
    """
    top = subject.height_m + _HEADROOM * visible_m
    if visible_m < 0.18 * subject.height_m:
        return subject.eye_m
    return max(top - 0.5 * visible_m, 0.5 * subject.height_m)


def sized(
    subject: Subject, size: SizeTerm, *, gate: Gate, focal_mm: float, angle: AngleTerm | None
) -> Setup:
    """Return the set-up that shows a subject at a size: depth = f H / h."""
    visible = size.fraction * (subject.framed_m or subject.height_m)
    return _placed(
        subject,
        aim=aim_height(visible, subject=subject),
        depth=visible * focal_mm / gate.height_mm,
        focal_mm=focal_mm,
        angle=angle,
    )


def _placed(
    subject: Subject, *, aim: float, depth: float, focal_mm: float, angle: AngleTerm | None
) -> Setup:
    pitch = pitch_towards(angle, aim=aim, eye=subject.eye_m, depth=depth)
    base = subject.ground[1]
    lowest = max(aim, CLEARANCE_M + depth * math.sin(pitch) - base)
    return Setup(
        aim=(subject.ground[0], base + lowest, subject.ground[2]),
        depth_m=depth,
        focal_mm=focal_mm,
        pitch=pitch,
    )


def pitch_towards(angle: AngleTerm | None, *, aim: float, eye: float, depth: float) -> float:
    """Return the pitch for an angle, up positive [rad].

    Eye level keeps the camera at the eyes as far as a nearly level axis allows. A low angle is as
    steep as the ground leaves room for, and never leaves its band.
    """
    if angle is None or angle.id in {"eye_level", "dutch"}:
        wanted = -math.asin(min(1.0, max(-1.0, (eye - aim) / depth)))
        return min(_GENTLE_RAD, max(-_GENTLE_RAD, wanted))
    if angle.pitch <= 0.0:
        return angle.pitch
    room = math.asin(min(1.0, max(0.0, (aim - CLEARANCE_M) / depth)))
    return min(angle.pitch, max(angle.low + _LOWEST_MARGIN_RAD, room))


def fitted(
    points: Float[np.ndarray, "point 3"],
    *,
    gate: Gate,
    focal_mm: float,
    azimuth: float,
    pitch: float,
) -> Setup:
    """Return the nearest set-up of that direction with all points [m] inside the frame.

    Exact: every edge of the frame is a plane through the camera, so that each pair of opposite
    edges bounds the distance by its two extreme points.
    """
    forward = forward_of(azimuth, pitch)
    right = np.array([math.cos(azimuth), 0.0, -math.sin(azimuth)])
    up = np.cross(right, forward)
    centre = points.mean(axis=0)
    local = points - centre
    x, y, z = local @ right, local @ up, local @ forward
    tan_x, tan_y = (t * _MARGIN for t in gate.tangents(focal_mm))
    depth_x, shift_x = _between(x, z, tan_x)
    depth_y, shift_y = _between(y, z, tan_y)
    depth = max(depth_x, depth_y, _NEAREST_M - float(z.min()))
    aim = centre + shift_x * right + shift_y * up
    lowest = CLEARANCE_M + depth * math.sin(pitch)
    return Setup(
        aim=(float(aim[0]), max(float(aim[1]), lowest), float(aim[2])),
        depth_m=depth,
        focal_mm=focal_mm,
        azimuth=azimuth,
        pitch=pitch,
    )


def levelled(
    points: Float[np.ndarray, "point 3"],
    *,
    gate: Gate,
    focal_mm: float,
    height_m: float,
    pitches: tuple[float, float],
) -> Setup:
    """Return the nearest set-up with all points [m] in frame whose lens is at a height [m].

    The steeper a camera looks down, the higher it has to stand; the pitch is searched between
    `pitches` (low, high) [rad]. Where even the steepest stands too low, it steps back and rises.
    """
    low, high = pitches
    for _ in range(_HALVINGS):
        middle = 0.5 * (low + high)
        setup = fitted(points, gate=gate, focal_mm=focal_mm, azimuth=0.0, pitch=middle)
        if setup.position[1] > height_m:
            low = middle
        else:
            high = middle
    setup = fitted(points, gate=gate, focal_mm=focal_mm, azimuth=0.0, pitch=0.5 * (low + high))
    return _stepped_back(setup, points, gate=gate, height_m=height_m)


def _stepped_back(
    setup: Setup, points: Float[np.ndarray, "point 3"], *, gate: Gate, height_m: float
) -> Setup:
    """Return the set-up at a height [m] with the same pitch, so far back that points [m] stay in.

    Only the lower edge of the frame asks for it: the axis falls by the same angle from higher up.
    """
    missing = height_m - float(setup.position[1])
    if missing < _LEVEL_M:
        return setup
    edge = math.atan(gate.tangents(setup.focal_mm)[1] * _MARGIN) - setup.pitch
    ahead = np.array([-math.sin(setup.azimuth), 0.0, -math.cos(setup.azimuth)])
    reach = (points - setup.position) @ ahead
    needed = (height_m - points[:, 1]) / math.tan(edge) - reach if edge > 0.0 else np.zeros(1)
    back = max(0.0, float(needed.max()))
    place = setup.position - back * ahead
    place[1] = height_m
    depth = setup.depth_m + back / math.cos(setup.pitch)
    aim = place + depth * setup.forward
    return replace(setup, aim=(float(aim[0]), float(aim[1]), float(aim[2])), depth_m=depth)


def _between(
    across: Float[np.ndarray, " point"], along: Float[np.ndarray, " point"], tangent: float
) -> tuple[float, float]:
    """Return the depth at which points just fit between two edges, and the middle between them."""
    high = float(np.max(across - tangent * along))
    low = float(np.min(across + tangent * along))
    return (high - low) / (2.0 * tangent), 0.5 * (high + low)
