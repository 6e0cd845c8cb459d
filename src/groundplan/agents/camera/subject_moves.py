"""Where a camera goes that belongs to its subject: around it, along with it, over it, up to it."""

import math
from collections.abc import Iterable
from dataclasses import replace
from types import MappingProxyType
from typing import Final

import numpy as np
from jaxtyping import Float

from groundplan.agents.camera.approach import Approach, best_approach
from groundplan.agents.camera.base import Base, camera_height
from groundplan.agents.camera.clear import blocked_fraction, collides
from groundplan.agents.camera.framing import CLEARANCE_M
from groundplan.agents.camera.request import CameraRequest, MoveRequest
from groundplan.agents.camera.setup import Setup
from groundplan.agents.camera.situation import SAMPLES, Situation
from groundplan.agents.camera.terms import LINEAR_MPS
from groundplan.agents.figures import Figure

__all__ = ["along_with", "approached", "around", "craned"]

_ORBIT_RADPS: Final = MappingProxyType(
    {
        "slow": math.radians(10.0), "": math.radians(18.0), "normal": math.radians(18.0),
        "fast": math.radians(45.0),
    }
)  # fmt: skip
_CLOSER: Final = (1.0, 0.85, 0.72)
_STARTS: Final = tuple(math.radians(a) for a in (0, 15, -15, 30, -30, 45, -45, 90, -90, 135, 180))
Points = Float[np.ndarray, "time 3"]
_CRANE_M: Final = 2.5
"""How far a crane rises when nothing is said: our engineering default."""
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


def around(
    move: MoveRequest, situation: Situation, *, base: Base, subject: Figure
) -> Float[np.ndarray, "time 3"]:
    """Return positions on a circle about the subject, centred on where the set-up stands.

    To the camera's left is clockwise seen from above. Where something stands in the way or hides
    the subject, the arc starts elsewhere, or is drawn closer where nobody stated how large it is.
    """
    total = _ORBIT_RADPS[move.manner] * situation.seconds
    if move.unit == "rad" and move.amount is not None:
        total = abs(move.amount)
    elif move.unit == "rad/s" and move.amount is not None:
        total = abs(move.amount) * situation.seconds
    sign = -1.0 if move.id == "arc_left" or (move.id == "orbit" and not move.reverse) else 1.0
    position = base.setup.position
    middle = subject.positions[len(situation.times) // 2]
    x, _, z = position - middle
    radius, azimuth = math.hypot(x, z), math.atan2(x, z)
    arcs = (
        _arc(azimuth + turn, sign * total, radius=share * radius, height=float(position[1]))
        for share in ((1.0,) if base.size is not None else _CLOSER)
        for turn in _STARTS
        if abs(turn) <= max(situation.azimuth_limit, 0.5 * total)
    )
    pivot = subject.positions * np.array([1.0, 0.0, 1.0])
    return _clearest((arc + pivot for arc in arcs), situation, subject)


def _arc(azimuth: float, total: float, *, radius: float, height: float) -> Points:
    """Return an arc about the origin, half of its turn [rad] on either side of an azimuth [m]."""
    angle = azimuth + total * np.linspace(-0.5, 0.5, SAMPLES)
    level = np.full(SAMPLES, height)
    return np.stack([radius * np.sin(angle), level, radius * np.cos(angle)], axis=1)


def _clearest(arcs: Iterable[Points], situation: Situation, subject: Figure) -> Points:
    """Return the first arc that runs clear and sees the subject, else the least obstructed."""
    obstacles = situation.obstacles()
    best, least = np.zeros((0, 3)), math.inf
    for arc in arcs:
        trouble = blocked_fraction(arc, subject, obstacles) + 2.0 * collides(arc, obstacles)
        if trouble < least:
            best, least = arc, trouble
        if least <= 0.0:
            break
    return best


def _pivot(base: Base, subject: Figure, situation: Situation) -> Float[np.ndarray, "time 3"]:
    """Return the centre over time: the aimed point, carried along by the subject."""
    middle = len(situation.times) // 2
    return np.array(base.setup.aim) + subject.positions - subject.positions[middle]


def along_with(
    move: MoveRequest, situation: Situation, *, base: Base, subject: Figure
) -> Float[np.ndarray, "time 3"]:
    """Return positions that keep one offset to the moving subject [m].

    `lead` stands ahead of its path, looking back at it.
    """
    middle = len(situation.times) // 2
    offset = base.setup.position - np.array(base.setup.aim)
    if move.id == "lead":
        radius = math.hypot(offset[0], offset[2])
        heading = float(subject.headings[middle])
        offset = np.array([radius * math.sin(heading), offset[1], radius * math.cos(heading)])
    return _pivot(base, subject, situation) + offset


def craned(move: MoveRequest, situation: Situation, *, base: Base) -> Float[np.ndarray, "time 3"]:
    """Return positions that rise or sink over one spot [m]."""
    total = min(_CRANE_M, LINEAR_MPS[move.manner] * situation.seconds)
    if move.unit == "m" and move.amount is not None:
        total = abs(move.amount)
    else:
        total = max(min(total, base.setup.depth_m), _LEAST_RISE_M)
    position = base.setup.position
    low = max(CLEARANCE_M, position[1] - 0.3 * total)
    subject = situation.subject
    if subject is not None and subject.height_m > _TALL_M and move.unit != "m":
        low = min(low, _EYES_M)
        top = float(subject.positions[:, 1].max()) + _OVER * subject.height_m
        if move.manner != "slow":
            total = max(total, min(top, base.setup.depth_m) - low)
    ends = (low, low + total) if move.id == "crane_up" else (low + total, low)
    if total > _CRANE_M and move.unit != "m":
        position = _far_enough(situation, base=base, heights=ends)
    heights = np.linspace(ends[0], ends[1], len(situation.times))
    flat = np.tile(position, (len(heights), 1))
    flat[:, 1] = heights
    return flat


def _far_enough(
    situation: Situation, *, base: Base, heights: tuple[float, float]
) -> Float[np.ndarray, " 3"]:
    """Return where a crane stands so that all that was in frame is so from both heights [m]."""
    points = situation.points()
    middle = situation.subject_at(len(situation.times) // 2).ground
    setup = replace(base.setup, aim=(middle[0], base.setup.aim[1], middle[2]))
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


def approached(
    move: MoveRequest,
    request: CameraRequest,
    situation: Situation,
    *,
    base: Base,
    subject: Figure,
) -> Float[np.ndarray, "time 3"]:
    """Return positions whose ground distances to the subject are exact at both ends [m]."""
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
    fixed = (base.setup.azimuth,) if request.staging else ()
    approach = Approach(
        distances=distances,
        heights=(heights[0], heights[1]),
        inwards=not near_first,
        azimuth_limit=situation.azimuth_limit,
        azimuths=fixed,
    )
    return best_approach(approach, subject, situation.obstacles())


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
