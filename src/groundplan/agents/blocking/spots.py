"""Where a thing stands to satisfy one relation to another, in closed form.

Source:
    Gaps are our engineering defaults: small enough for "next to" (at most 0.8 m).
"""

import math
from typing import Final

from groundplan.agents.blocking.things import Point, Spot, Thing, add

__all__ = ["CLEARANCE_M", "abreast", "offset", "resting", "support", "toward"]

CLEARANCE_M: Final = 0.2
"""Air between what passes and what stands."""


def _gap(a: float, b: float) -> float:
    return min(0.6, max(0.08, 0.4 * max(a, b)))


def offset(relation: str, subject: Thing, *, to: Thing, distance: float | None = None) -> Point:
    """Return the subject's origin relative to the object's origin.

    `distance` replaces the default distance between centres (upwards for above and below).
    """
    (sx, sz), (ox, oz) = subject.half, to.half
    beside = distance or sx + ox + _gap(sx, ox)
    ahead = distance or sz + oz + _gap(sz, oz)
    spots: dict[str, Point] = {
        "left_of": (-beside, 0.0, 0.0),
        "right_of": (beside, 0.0, 0.0),
        "next_to": (beside, 0.0, 0.0),
        "in_front_of": (0.0, 0.0, ahead),
        "behind": (0.0, 0.0, -ahead),
        "on": resting(subject, to),
        "above": (0.0, to.size[1] + (distance or _gap(0.5 * subject.size[1], 0.5)), 0.0),
        "below": (0.0, -subject.size[1] - (distance or _gap(0.0, 0.5)), 0.0),
        "under": (0.0, -subject.size[1] if to.size[1] < subject.size[1] else 0.0, 0.0),
        "inside": (0.0, min(0.05, 0.1 * to.size[1]) if not to.flat else 0.0, 0.0),
        "around": (0.0, 0.0, 0.0),
        "at": subject.place,
    }
    return spots[relation]


def resting(subject: Thing, on: Thing) -> Point:
    """Return where the subject's origin is when it rests on a thing, from the thing's origin."""
    x, y, z = on.top
    return (x, max(0.0, y - subject.sink_m), z)


def support(thing: Thing, direction: tuple[float, float]) -> float:
    """Return how far the thing reaches from its centre along a unit direction (x, z)."""
    half_x, half_z = thing.half
    return abs(direction[0]) * half_x + abs(direction[1]) * half_z


def toward(start: Point, end: Point) -> tuple[float, float]:
    """Return the unit direction over the ground (x, z); screen right when they coincide."""
    dx, dz = end[0] - start[0], end[2] - start[2]
    length = math.hypot(dx, dz)
    return (dx / length, dz / length) if length > 1e-9 else (1.0, 0.0)


def abreast(
    landmarks: tuple[tuple[Thing, Spot], ...],
    mover: Thing,
    along: tuple[float, float],
    *,
    room: float = 0.0,
) -> tuple[Point, ...]:
    """Return spots beside landmarks, on the camera's side of their line, all equally far off it.

    The offset is the deepest landmark's reach, 0.2 m of air, `room` for who goes in between [m],
    and the mover's own half width.
    """
    side = (-along[1], along[0])
    if side[1] < -1e-9 or (abs(side[1]) <= 1e-9 and side[0] < 0.0):
        side = (-side[0], -side[1])
    reach = max(support(thing, side) for thing, _ in landmarks)
    off = reach + CLEARANCE_M + room + support(mover, side)
    step = (side[0] * off, 0.0, side[1] * off)
    return tuple(_grounded(add(spot.position, step)) for _, spot in landmarks)


def _grounded(point: Point) -> Point:
    return (point[0], 0.0, point[2])
