"""Ways in a room: they begin and end where people use what is named, and stay between the walls."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from groundplan.agents.blocking.legs import Leg
from groundplan.agents.blocking.rooms.placing import RoomPlan
from groundplan.agents.blocking.things import Point, Route, Spot

__all__ = ["indoors", "starts_of"]

_OFF_M: Final = 0.42
"""From a front to the middle of who uses it."""
_OFF_DOOR_M: Final = 0.6
_WALL_M: Final = 0.35
"""From a wall to the middle of who walks along it."""


def indoors(routes: Sequence[Route], legs: Sequence[Leg], room: RoomPlan) -> tuple[Route, ...]:
    """Return the ways with their ends at what they lead from and to, inside the room.

    Speeds stay: a way that gets longer takes longer.
    """
    found: list[Route] = []
    last: dict[str, Point] = {}
    for route in routes:
        leg = next((x for x in legs if (x.action, x.mover) == (route.action, route.mover)), None)
        points = [_inside(point, room) for _, point in route.keys]
        if leg is not None and leg.goal in room.headings and not leg.companion:
            points[-1] = _used_from(leg.goal, room, height=points[-1][1])
        if route.mover in last:
            points[0] = last[route.mover]
        elif leg is not None and leg.source in room.headings:
            points[0] = _used_from(leg.source, room, height=points[0][1])
        last[route.mover] = points[-1]
        found.append(_timed(route, points))
    return tuple(found)


def starts_of(routes: Sequence[Route], spots: Mapping[str, Spot]) -> dict[str, Spot]:
    """Return the spots with everybody at the start of the first way."""
    moved = dict(spots)
    for route in reversed(routes):
        spot = spots[route.mover]
        if not spot.parent:
            moved[route.mover] = replace(spot, position=route.keys[0][1])
    return moved


def _inside(point: Point, room: RoomPlan) -> Point:
    left, back, right, front = room.bounds
    x = min(max(point[0], left + _WALL_M), right - _WALL_M)
    return (x, point[1], min(max(point[2], back + _WALL_M), front - _WALL_M))


def _used_from(key: str, room: RoomPlan, *, height: float) -> Point:
    """Return where somebody stands who uses a thing: before its front."""
    x, _, z = room.spots[key].position
    if room.things[key].count > 1:  # the first of several
        dx, dz = room.things[key].offsets[0]
        x, z = x + dx, z + dz
    angle = room.headings[key]
    off = 0.5 * room.things[key].size[2] + (
        _OFF_DOOR_M if room.things[key].noun == "door" else _OFF_M
    )
    return _inside((x + off * math.sin(angle), height, z + off * math.cos(angle)), room)


def _timed(route: Route, points: Sequence[Point]) -> Route:
    """Return the way through points at the speed that it had."""
    old, start = route.length_m, route.keys[0][0]
    new = sum(math.dist(a, b) for a, b in pairwise(points))
    if old < 1e-6 or new < 1e-6:
        return route
    seconds = (route.keys[-1][0] - start) * new / old
    keys, gone = [(start, points[0])], 0.0
    for a, b in pairwise(points):
        gone += math.dist(a, b)
        keys.append((start + seconds * gone / new, b))
    return replace(route, keys=tuple(keys))
