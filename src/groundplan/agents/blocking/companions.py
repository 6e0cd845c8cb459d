"""Ways of those who keep beside or behind another: the same way, aside or later."""

import math
from itertools import pairwise
from typing import Final

from groundplan.agents.blocking.floor import Floor
from groundplan.agents.blocking.legs import Leg
from groundplan.agents.blocking.spots import support, toward
from groundplan.agents.blocking.things import Point, Route, Thing, add

__all__ = ["BESIDE_M", "accompany", "is_straight", "would_vanish"]

BESIDE_M: Final = 0.2
"""Air between two who go side by side."""
_HIDDEN: Final = 0.75
_STRAIGHT: Final = 1e-6


def accompany(leg: Leg, floor: Floor, lead: Route) -> Route:
    """Return the way of a companion: a step away from the other's, along its bends where it has."""
    mover, other = floor.things[leg.mover], floor.things[lead.mover]
    along = toward(lead.keys[0][1], lead.keys[-1][1])
    straight = is_straight(lead)
    if not straight:
        along = toward(lead.keys[0][1], lead.keys[1][1])
    side = (-along[1], along[0])
    if side[1] < -1e-9 or (abs(side[1]) <= 1e-9 and side[0] < 0.0):
        side = (-side[0], -side[1])
    gap = support(mover, side) + support(other, side) + BESIDE_M
    far = 1.0 if would_vanish(mover, other, along) else -1.0
    behind = support(mover, along) + support(other, along) + 2.0 * BESIDE_M
    steps = {
        "after": (-along[0] * behind, 0.0, -along[1] * behind),
        "behind": (-along[0] * behind, 0.0, -along[1] * behind),
        "in_front_of": (along[0] * behind, 0.0, along[1] * behind),
        "left_of": (-behind, 0.0, 0.0),
        "right_of": (behind, 0.0, 0.0),
    }
    step = steps.get(leg.companion_relation, (far * side[0] * gap, 0.0, far * side[1] * gap))
    keys = tuple((t, add(point, step)) for t, point in lead.keys)
    if not straight and leg.companion_relation in {"after", "behind"}:
        keys = _trailed(lead, behind)
    elif not straight and leg.companion_relation not in steps:
        keys = _abreast(lead, gap)
    return Route(action=leg.action, mover=leg.mover, gait=leg.movement.gait, keys=keys)


def would_vanish(mover: Thing, other: Thing, along: tuple[float, float]) -> bool:
    """Tell whether the other hides who goes on its far side: it is both higher and longer."""
    lower = mover.size[1] <= _HIDDEN * other.size[1]
    return lower and support(mover, along) <= 1.2 * support(other, along)


def is_straight(lead: Route) -> bool:
    """Tell whether a way has no bends."""
    points = [point for _, point in lead.keys]
    whole = math.dist(points[0], points[-1])
    return lead.length_m - whole <= _STRAIGHT + 1e-6 * whole


def _trailed(lead: Route, behind: float) -> tuple[tuple[float, Point], ...]:
    """Return the lead's own way, `behind` metres of it later."""
    (_, first), (_, second) = lead.keys[:2]
    x, z = toward(first, second)
    points = [add(first, (-x * behind, 0.0, -z * behind)), *(point for _, point in lead.keys)]
    ways = [0.0]
    for a, b in pairwise(points):
        ways.append(ways[-1] + math.dist(a, b))
    return tuple(
        (t, _at(points, ways, at=way - behind))
        for (t, _), way in zip(lead.keys, ways[1:], strict=True)
    )


def _at(points: list[Point], ways: list[float], *, at: float) -> Point:
    """Return the point of a way at a distance from its start [m]."""
    for k, (a, b) in enumerate(pairwise(points)):
        step = ways[k + 1] - ways[k]
        if at <= ways[k + 1] and step > 0.0:
            u = max(at - ways[k], 0.0) / step
            return add(a, ((b[0] - a[0]) * u, (b[1] - a[1]) * u, (b[2] - a[2]) * u))
    return points[-1]


def _abreast(lead: Route, gap: float) -> tuple[tuple[float, Point], ...]:
    """Return the way on the outer side of a bend."""
    points = [point for _, point in lead.keys]
    ahead = [toward(a, b) for a, b in pairwise(points)]
    turn = sum(a[0] * b[1] - a[1] * b[0] for a, b in pairwise(ahead))
    out = -1.0 if turn > 0.0 else 1.0
    keys: list[tuple[float, Point]] = []
    for k, (t, point) in enumerate(lead.keys):
        before, after = ahead[max(k - 1, 0)], ahead[min(k, len(ahead) - 1)]
        x, z = before[0] + after[0], before[1] + after[1]
        length = math.hypot(x, z) or 1.0
        keys.append((t, add(point, (-out * z / length * gap, 0.0, out * x / length * gap))))
    return tuple(keys)
