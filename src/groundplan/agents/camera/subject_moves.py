"""Makers of moves that need the whole situation: cranes over tall things, arcs that run clear."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

import numpy as np
from jaxtyping import Float

from groundplan.agents.camera.approach import Approach
from groundplan.agents.camera.base import Base, camera_height
from groundplan.agents.camera.clear import blocked_fraction, collides
from groundplan.agents.camera.drift import Drift
from groundplan.agents.camera.extent import Extent, Made
from groundplan.agents.camera.framing import CLEARANCE_M
from groundplan.agents.camera.move_request import MoveRequest
from groundplan.agents.camera.moves import SOLO, Maker
from groundplan.agents.camera.request import CameraRequest
from groundplan.agents.camera.setup import Setup
from groundplan.agents.camera.situation import Situation
from groundplan.agents.camera.terms import LINEAR_MPS
from groundplan.agents.camera.travel import travelled

__all__ = ["approach_of", "clear_arc", "crane_maker", "glide_maker"]

_CLOSER: Final = (1.0, 0.85, 0.72)
_STARTS: Final = tuple(math.radians(a) for a in (0, 15, -15, 30, -30, 45, -45, 90, -90, 135, 180))
_CRANE_M: Final = 2.5
"""How far a crane rises when nothing is said: our engineering default."""
_ARM_M: Final = 6.0
_SWUNG: Final = 0.7
"""Half of a rise over the arm at the most: 45 degrees up and down."""
_LEAST_RISE_M: Final = 0.3
_TALL_M: Final = 2.5
_EYES_M: Final = 1.6
_OVER: Final = 1.4
"""A crane over what is taller than a person goes from people's eyes to this many times its height,
as far as it then looks down at less than 45 degrees: our engineering default."""
_NEAREST_M: Final = 0.45
_KEPT: Final = 0.94
_STEP: Final = 0.04
_STEPS: Final = 25


def clear_arc(
    setup: Setup, drifts: Sequence[Drift], situation: Situation, *, base: Base
) -> tuple[Drift, ...]:
    """Return the drifts of a move around the subject, shifted so that it runs clear and sees it.

    Where something stands in the way, the arc starts elsewhere, or is drawn closer where nobody
    stated how large the subject is. None runs clear: the least obstructed.
    """
    subject = situation.subject
    if subject is None or not any(d.moves("turn") for d in drifts):
        return tuple(drifts)
    obstacles = situation.obstacles()
    u = (situation.times - situation.first) / max(situation.last - situation.first, 1)
    best, least = tuple(drifts), math.inf
    for tried in _shifted(drifts, situation, closer=base.size is None):
        arc = travelled(setup, tried, u, subject=subject).positions
        trouble = blocked_fraction(arc, subject, obstacles) + 2.0 * collides(arc, obstacles)
        if trouble < least:
            best, least = tried, trouble
        if least <= 0.0:
            break
    return best


def _shifted(
    drifts: Sequence[Drift], situation: Situation, *, closer: bool
) -> Iterator[tuple[Drift, ...]]:
    widest = max(abs(d.turn[1] - d.turn[0]) for d in drifts)
    for share in _CLOSER if closer else (1.0,):
        for turn in _STARTS:
            if abs(turn) > max(situation.azimuth_limit, 0.5 * widest):
                continue
            if share == 1.0 and turn == 0.0:
                yield tuple(drifts)
                continue
            yield (*drifts, Drift(turn=(turn, turn), radius=(share, share)))


def glide_maker(situation: Situation) -> Maker:
    """Return the maker of a walking operator's move: along with the subject, else towards it."""
    moving = situation.subject is not None and situation.subject.moving

    def glide(move: MoveRequest, extent: Extent, sign: float) -> Made:
        if moving:
            return Made(drift=Drift(aims=True, follows=(1.0, 1.0, 1.0)))
        return SOLO["dolly"](move, extent, sign)

    return glide


def crane_maker(situation: Situation, *, base: Base) -> Maker:
    """Return the maker of cranes: an arm's arc over one spot, turned at the subject."""

    def crane(move: MoveRequest, extent: Extent, sign: float) -> Made:
        total = min(_CRANE_M, LINEAR_MPS[move.manner] * extent.seconds)
        if move.unit == "m" and move.amount is not None:
            total = abs(move.amount)
        else:
            total = max(min(total, base.setup.depth_m), _LEAST_RISE_M)
        setup = extent.setup
        low = max(CLEARANCE_M, float(setup.position[1]) - 0.3 * total)
        subject = situation.subject
        if subject is not None and subject.height_m > _TALL_M and move.unit != "m":
            low = min(low, _EYES_M)
            top = float(subject.positions[:, 1].max()) + _OVER * subject.height_m
            if move.manner != "slow":
                total = max(total, min(top, base.setup.depth_m) - low)
        ends = (low, low + total) if sign > 0 else (low + total, low)
        if total > _CRANE_M and move.unit != "m":
            x, _, z = _far_enough(situation, base=base, heights=ends)
            setup = replace(setup, aim=_over(situation, setup)).seen_from(
                (float(x), float(setup.position[1]), float(z))
            )
        height = float(setup.position[1])
        arm = max(_ARM_M, 0.5 * total / _SWUNG)
        drift = Drift(rise=(ends[0] - height, ends[1] - height), arm_m=arm, aims=True)
        return Made(drift=drift, setup=None if setup == extent.setup else setup)

    return crane


def _over(situation: Situation, setup: Setup) -> tuple[float, float, float]:
    """Return the aimed point over the middle of the subject's place [m]."""
    middle = situation.subject_at(len(situation.times) // 2).ground
    return (middle[0], setup.aim[1], middle[2])


def _far_enough(
    situation: Situation, *, base: Base, heights: tuple[float, float]
) -> Float[np.ndarray, " 3"]:
    """Return where a crane stands so that all that was in frame is so from both heights [m]."""
    points = situation.points()
    setup = replace(base.setup, aim=_over(situation, base.setup))
    tangent = _KEPT * situation.gate.tangents(setup.focal_mm)[1]
    away = base.setup.position - np.array(setup.aim)
    for step in range(_STEPS):
        out = np.array(setup.aim) + away * (1.0 + _STEP * step)
        seen = [setup.seen_from((float(out[0]), h, float(out[2]))) for h in heights]
        if all(_inside(s, points, tangent=tangent) for s in seen):
            return out
    return base.setup.position


def _inside(setup: Setup, points: Float[np.ndarray, "point 3"], *, tangent: float) -> bool:
    """Tell whether points [m] lie between the upper and the lower edge of the frame."""
    forward = setup.forward
    right = np.array([math.cos(setup.azimuth), 0.0, -math.sin(setup.azimuth)])
    local = points - setup.position
    return bool(np.all(np.abs(local @ np.cross(right, forward)) <= tangent * (local @ forward)))


def approach_of(
    move: MoveRequest, request: CameraRequest, situation: Situation, *, base: Base
) -> Approach:
    """Return what a dolly keeps whose distances over the ground are exact at both ends."""
    near_first = move.id == "dolly_out"
    distances = _distances(move, request, situation, base=base)
    tangent = situation.gate.tangents(base.setup.focal_mm)[1]
    stated = request.number("height")
    heights: list[float] = []
    for index, distance in zip((0, -1), distances, strict=True):
        body = situation.subject_at(index)
        eye = camera_height(request.angle, subject=body, ground_m=distance, tangent=tangent)
        wanted = max(eye, min(CLEARANCE_M, 0.5 * body.height_m))
        heights.append(stated.first - body.ground[1] if stated is not None else wanted)
    if request.angle is None or request.angle.id == "eye_level":
        heights = [min(heights)] * 2 if stated is None else heights
    return Approach(
        distances=distances,
        heights=(heights[0], heights[1]),
        inwards=not near_first,
        azimuth_limit=situation.azimuth_limit,
        azimuths=(base.setup.azimuth,) if request.staging else (),
    )


def _distances(
    move: MoveRequest, request: CameraRequest, situation: Situation, *, base: Base
) -> tuple[float, float]:
    """Return the distances over the ground at both ends: stated, else from sizes and speed."""
    number = request.number("distance")
    ground = max(base.setup.depth_m * math.cos(base.setup.pitch), _NEAREST_M)
    travel = LINEAR_MPS[move.manner] * situation.seconds
    if move.amount is not None and move.unit == "m":
        travel = abs(move.amount)
    inwards = move.id == "dolly_in"
    if number is not None:
        if number.start is not None and number.end is not None:
            return number.start, number.end
        if number.start is not None:
            end = number.start - travel if inwards else number.start + travel
            return number.start, max(end, min(_NEAREST_M, 0.6 * number.start), 0.4 * number.start)
        end = number.end or ground
        return (end + travel if inwards else max(end - travel, 0.4 * end)), end
    if request.size is not None and request.end_size is not None:
        return ground, max(ground * request.end_size.fraction / request.size.fraction, _NEAREST_M)
    ratio = 1.3 if request.size is not None else max(1.3, min(1.8, 1.0 + travel / ground))
    near, far = ground / math.sqrt(ratio), ground * math.sqrt(ratio)
    return (far, near) if inwards else (near, far)
