"""Where a camera goes that belongs to its subject: around it, along with it, over it, up to it."""

import math
from types import MappingProxyType
from typing import Final

import numpy as np
from jaxtyping import Float

from groundplan.agents.camera.approach import Approach, best_approach
from groundplan.agents.camera.base import Base, camera_height
from groundplan.agents.camera.framing import CLEARANCE_M
from groundplan.agents.camera.request import CameraRequest, MoveRequest
from groundplan.agents.camera.situation import Situation
from groundplan.agents.camera.terms import LINEAR_MPS
from groundplan.agents.figures import Figure

__all__ = ["along_with", "approached", "around", "craned"]

_ORBIT_RADPS: Final = MappingProxyType(
    {
        "slow": math.radians(10.0), "": math.radians(18.0), "normal": math.radians(18.0),
        "fast": math.radians(45.0),
    }
)  # fmt: skip
_CRANE_M: Final = 2.5
"""How far a crane rises when nothing is said: our engineering default."""
_LEAST_RISE_M: Final = 0.3
_NEAREST_M: Final = 0.45


def around(
    move: MoveRequest, situation: Situation, *, base: Base, subject: Figure
) -> Float[np.ndarray, "time 3"]:
    """Return positions on a circle about the subject, centred on where the set-up stands.

    To the camera's left is clockwise seen from above.
    """
    total = _ORBIT_RADPS[move.manner] * situation.seconds
    if move.unit == "rad" and move.amount is not None:
        total = abs(move.amount)
    elif move.unit == "rad/s" and move.amount is not None:
        total = abs(move.amount) * situation.seconds
    sign = -1.0 if move.id == "arc_left" or (move.id == "orbit" and not move.reverse) else 1.0
    setup = base.setup
    offset = setup.position - np.array(setup.aim)
    radius = math.hypot(offset[0], offset[2])
    u = np.linspace(-0.5, 0.5, len(situation.times))
    angle = setup.azimuth + sign * total * u
    circle = np.stack(
        [radius * np.sin(angle), np.full(len(u), setup.position[1]), radius * np.cos(angle)], axis=1
    )
    return circle + _pivot(base, subject, situation) * np.array([1.0, 0.0, 1.0])


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
    ends = (low, low + total) if move.id == "crane_up" else (low + total, low)
    heights = np.linspace(ends[0], ends[1], len(situation.times))
    flat = np.tile(position, (len(heights), 1))
    flat[:, 1] = heights
    return flat


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
