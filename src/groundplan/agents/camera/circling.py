"""Moves that belong to a subject: around it, beside it, on an arm, out from behind things."""

import math
from dataclasses import replace
from types import MappingProxyType
from typing import Final

import numpy as np

from groundplan.agents.camera.clear import blocked_fraction
from groundplan.agents.camera.drift import Drift
from groundplan.agents.camera.extent import LEAST_M, Extent, Made, travel_of
from groundplan.agents.camera.framing import CLEARANCE_M
from groundplan.agents.camera.move_request import MoveRequest
from groundplan.agents.camera.moves import Maker
from groundplan.agents.camera.setup import Setup

__all__ = ["TIED"]

_ORBIT_RADPS: Final = MappingProxyType(
    {
        "slow": math.radians(10.0), "": math.radians(18.0), "normal": math.radians(18.0),
        "fast": math.radians(45.0),
    }
)  # fmt: skip
_PARTS: Final = frozenset({"arc_left", "arc_right"})
_WIDEST: Final = math.radians(140.0)
"""An arc is a part of a circle, unless a number says more."""
_LEVEL: Final = (1.0, 0.0, 1.0)
_ALL: Final = (1.0, 1.0, 1.0)
_ASIDE: Final = math.radians(15.0)
_ARM_M: Final = 6.0
_JIB_M: Final = 2.4
_JIB_RISE_M: Final = 1.2
_COUNTER: Final = (math.radians(60.0), 0.7)
_CIRCLE: Final = math.radians(270.0)
_LEAST_SWING_M: Final = 1.5
_HIDDEN: Final = 0.95
_STEPS: Final = 24


def _arc(move: MoveRequest, extent: Extent, sign: float) -> Made:
    """Return a circle about the subject, centred on where the set-up stands.

    To the camera's left is clockwise seen from above.
    """
    total = _ORBIT_RADPS[move.manner] * extent.seconds
    if move.unit == "rad" and move.amount is not None:
        total = abs(move.amount)
    elif move.unit == "rad/s" and move.amount is not None:
        total = abs(move.amount) * extent.seconds
    elif move.id in _PARTS:
        total = min(total, _WIDEST)
    way = -sign if move.id == "orbit" and move.reverse else sign
    half = 0.5 * way * total
    return Made(drift=Drift(turn=(-half, half), aims=True, follows=_LEVEL))


def _spiral(_: MoveRequest, __: Extent, sign: float) -> Made:
    half = 0.5 * sign * _CIRCLE
    return Made(drift=Drift(turn=(-half, half), radius=(1.3, 0.65), aims=True, follows=_LEVEL))


def _helix(_: MoveRequest, extent: Extent, sign: float) -> Made:
    half, up = 0.5 * sign * _CIRCLE, 0.8 * extent.setup.depth_m
    drift = Drift(turn=(-half, half), radius=(1.0, 1.5), rise=(0.0, up), aims=True, follows=_LEVEL)
    return Made(drift=drift)


def _counter_arc(_: MoveRequest, __: Extent, sign: float) -> Made:
    total, near = _COUNTER
    half = 0.5 * sign * total
    drift = Drift(
        turn=(-half, half), radius=(1.0, near), aims=True, follows=_LEVEL, keeps_size=True
    )
    return Made(drift=drift)


def _parallax(move: MoveRequest, extent: Extent, sign: float) -> Made:
    least = 2.0 * extent.ground_m * math.tan(_ASIDE)
    total = max(0.8 * extent.visible_m[0], least, LEAST_M)
    if move.unit == "m" and move.amount is not None:
        total = abs(move.amount)
    return Made(drift=Drift(right=(-0.5 * sign * total, 0.5 * sign * total), aims=True))


def _jib(move: MoveRequest, extent: Extent, sign: float) -> Made:
    total = travel_of(move, extent, room=_JIB_RISE_M)
    total = max(total, _JIB_RISE_M) if move.amount is None else total
    low = max(CLEARANCE_M, float(extent.setup.position[1]) - 0.4 * total)
    low -= float(extent.setup.position[1])
    ends = (low, low + total) if sign > 0 else (low + total, low)
    arm = max(_JIB_M, 0.75 * total)
    return Made(drift=Drift(rise=ends, arm_m=arm, aims=True))


def _swing(move: MoveRequest, extent: Extent, sign: float) -> Made:
    total = max(0.5 * extent.visible_m[0], _LEAST_SWING_M)
    if move.unit == "m" and move.amount is not None:
        total = abs(move.amount)
    ends = (-0.5 * sign * total, 0.5 * sign * total)
    arm = max(_ARM_M, 0.75 * total)
    return Made(drift=Drift(right=ends, arm_m=arm, swings=True, aims=True))


def _follow(_: MoveRequest, __: Extent, ___: float) -> Made:
    return Made(drift=Drift(aims=True, follows=_ALL))


def _facing(extent: Extent, aside: float) -> Setup:
    """Return the set-up at an angle from where the subject goes, else from where it faces."""
    subject = extent.subject
    if subject is None:
        return extent.setup
    way = subject.positions[-1] - subject.positions[0]
    heading = float(subject.headings[len(subject.headings) // 2])
    if math.hypot(way[0], way[2]) > LEAST_M:
        heading = math.atan2(way[0], way[2])
    return replace(extent.setup, azimuth=heading + aside)


def _lead(_: MoveRequest, extent: Extent, __: float) -> Made:
    return Made(drift=Drift(aims=True, follows=_ALL), setup=_facing(extent, 0.0))


def _chase(_: MoveRequest, extent: Extent, __: float) -> Made:
    return Made(drift=Drift(aims=True, follows=_ALL), setup=_facing(extent, math.pi))


def _beside(_: MoveRequest, extent: Extent, sign: float) -> Made:
    """Return travel beside the subject; facing +Z, its left is +X."""
    setup = _facing(extent, 0.5 * sign * math.pi)
    return Made(drift=Drift(aims=True, follows=_ALL), setup=setup)


def _spline(_: MoveRequest, extent: Extent, sign: float) -> Made:
    ahead = max(0.4 * extent.ground_m, LEAST_M)
    aside = sign * max(0.25 * extent.visible_m[0], 0.5 * LEAST_M)
    return Made(drift=Drift(level=(-ahead, 0.0), wave_m=aside, aims=True))


def _reveal(_: MoveRequest, extent: Extent, sign: float) -> Made:
    """Return a truck that ends at the set-up, from the nearest place that hides the subject.

    Where nothing is near enough to hide it, it starts out of frame.
    """
    tangent = extent.gate.tangents(extent.setup.focal_mm)[0]
    outside = 1.15 * (tangent * extent.setup.depth_m + extent.girth_m) + extent.girth_m * tangent
    start = _behind(extent, sign, farthest=outside)
    return Made(drift=Drift(right=(-sign * (start or outside), 0.0)))


def _behind(extent: Extent, sign: float, *, farthest: float) -> float | None:
    """Return how far aside a body hides the subject from the camera [m]; None if none does."""
    subject, setup = extent.subject, extent.setup
    if subject is None or not extent.obstacles:
        return None
    right = np.array([math.cos(setup.azimuth), 0.0, -math.sin(setup.azimuth)])
    first = replace(
        subject, world_from_figure=subject.world_from_figure[:1], times=subject.times[:1]
    )
    boxes = [box[:1] for box in extent.obstacles]
    for offset in np.linspace(LEAST_M, farthest, _STEPS):
        place = (setup.position - sign * offset * right)[None]
        if blocked_fraction(place, first, boxes) >= _HIDDEN:
            return float(offset)
    return None


TIED: Final[MappingProxyType[str, Maker]] = MappingProxyType(
    {
        "arc": _arc, "spiral": _spiral, "helix": _helix, "counter_arc": _counter_arc,
        "parallax": _parallax, "jib": _jib, "swing": _swing, "follow": _follow, "lead": _lead,
        "chase": _chase, "beside": _beside, "spline": _spline, "reveal": _reveal,
    }
)  # fmt: skip
"""By the name of the maker in the table of moves."""
