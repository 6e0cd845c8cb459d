"""Where a thing stands to satisfy one relation to another, in closed form.

Source:
    Gaps are our engineering defaults: small enough for "next to" (at most 0.8 m).
"""

import math
from typing import Final

from groundplan.agents.blocking.things import Point, Spot, Thing, add

__all__ = ["CLEARANCE_M", "abreast", "crown", "offset", "resting", "support", "toward"]

_IN_CROWN: Final = 0.55
_CROWN_IN: Final = 0.6
_HEAPED: Final = 0.6
_VESSEL_M: Final = 1.0
_SEEN_INTO: Final = frozenset({
    "tank", "aquarium", "fishbowl", "jar", "glass", "bottle", "cage", "net", "flask", "beaker",
    "tube", "case", "terrarium", "vase",
})  # fmt: skip
"""What stands in anything else that is small shows over its rim: our engineering default."""
_SLENDER: Final = 0.5
_SIGHT: Final = 0.9
_FARTHEST_M: Final = 2.0
"""Over at most this gap a camera looks over what stands in front: our engineering defaults."""
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
    ahead = distance or sz + oz + max(_gap(sz, oz), _over(subject, to, relation))
    spots: dict[str, Point] = {
        "left_of": (-beside, 0.0, 0.0),
        "right_of": (beside, 0.0, 0.0),
        "next_to": (beside, 0.0, 0.0),
        "in_front_of": (0.0, 0.0, ahead),
        "behind": (0.0, 0.0, -ahead),
        "on": crown(subject, to) if to.treelike else resting(subject, to),
        "above": (0.0, to.size[1] + (distance or _gap(0.5 * subject.size[1], 0.5)), 0.0),
        "below": (0.0, -subject.size[1] - (distance or _gap(0.0, 0.5)), 0.0),
        "under": (0.0, 0.0 if _covers(to, subject) else -subject.size[1], 0.0),
        "inside": _inside(subject, to),
        "around": (0.0, 0.0, 0.0),
        "at": subject.place,
    }
    return spots[relation]


def crown(subject: Thing, tree: Thing) -> Point:
    """Return where something sits in a tree, on the side of the nominal camera, from its foot.

    Our engineering default: well above the trunk, as far out as the crown reaches there.
    """
    low = max(_IN_CROWN * tree.size[1], 0.0)
    out = max(0.0, tree.one[1] - _CROWN_IN * subject.half[1])
    return (0.0, min(low, max(0.0, tree.size[1] - subject.size[1])), out)


def _inside(subject: Thing, to: Thing) -> Point:
    if to.treelike:
        return crown(subject, to)
    if to.kind == "prop" and to.size[1] < _VESSEL_M and not _SEEN_INTO & set(to.noun.split()):
        heaped = _HEAPED * to.size[1] - 0.5 * subject.size[1]
        return (0.0, max(heaped, min(0.05, 0.1 * to.size[1])), 0.0)
    return (0.0, min(0.05, 0.1 * to.size[1]) if not to.flat else 0.0, 0.0)


def _covers(roof: Thing, subject: Thing) -> bool:
    """Tell whether something finds room below a thing that stands on the ground."""
    hollow = roof.flat or roof.kind != "prop" or roof.seat or roof.treelike
    return (hollow or roof.hollow) and roof.size[1] >= subject.size[1]


def _over(subject: Thing, to: Thing, relation: str) -> float:
    """Return the gap over which a raised camera still sees what stands behind something [m]."""
    front, back = (subject, to) if relation == "in_front_of" else (to, subject)
    if relation not in {"in_front_of", "behind"} or front.stem < _SLENDER or front.flat:
        return 0.0
    return min(_FARTHEST_M, _SIGHT * max(0.0, front.size[1] - back.size[1]))


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
