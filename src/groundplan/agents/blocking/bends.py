"""The way of a body that turns while it goes: straight, an arc, and straight again."""

import math
from itertools import pairwise
from typing import Final

from groundplan.agents.blocking.floor import Floor
from groundplan.agents.blocking.legs import Leg
from groundplan.agents.blocking.things import Point, add

__all__ = ["bent_way"]

_ARC_SHARE: Final = 0.6
"""Share of the way that is bent: our engineering default."""
_STEP_RAD: Final = math.radians(6.0)
_AWAY_RAD: Final = math.pi
"""From the camera: then the body's left and right are also those of the picture."""


def bent_way(leg: Leg, floor: Floor, at: Point | None, *, length: float) -> list[Point]:
    """Return the way of `length` [m] that ends turned by the leg's bend.

    It begins in the direction of the body's way before, or away from the camera. A way that is
    free (`at` is None) has its middle at the origin.
    """
    heading = _heading_before(leg, floor)
    straight = 0.5 * (1.0 - _ARC_SHARE) * length
    count = max(4, math.ceil(abs(leg.bend_rad) / _STEP_RAD))
    turn = leg.bend_rad / count
    # Chords, so that the length of the way is exact; the outer two turn by half a step.
    steps = [(heading, straight)]
    steps += [
        (heading + (index + 0.5) * turn, _ARC_SHARE * length / count) for index in range(count)
    ]
    steps.append((heading + leg.bend_rad, straight))
    points = [at or (0.0, 0.0, 0.0)]
    for along, far in steps:
        points.append(add(points[-1], (far * math.sin(along), 0.0, far * math.cos(along))))
    if at is not None:
        return points
    x, z = ((min(p[k] for p in points) + max(p[k] for p in points)) / 2.0 for k in (0, 2))
    return [add(point, (-x, 0.0, -z)) for point in points]


def _heading_before(leg: Leg, floor: Floor) -> float:
    for route in reversed(floor.routes):
        if route.mover == leg.mover:
            for (_, a), (_, b) in reversed(list(pairwise(route.keys))):
                if math.dist(a, b) > 1e-6:
                    return math.atan2(b[0] - a[0], b[2] - a[2])
    return _AWAY_RAD
