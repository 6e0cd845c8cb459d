"""Who sits down on a seat that they have come to: they stop before it, turn round and sit."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise
from typing import Final

from groundplan.agents.blocking.acts import act_of
from groundplan.agents.blocking.facing import heading_along
from groundplan.agents.blocking.pacing import ramped
from groundplan.agents.blocking.spots import resting
from groundplan.agents.blocking.things import Point, Route, Thing, add
from groundplan.agents.blocking.timing import Schedule
from groundplan.agents.blocking.turns import Turn
from groundplan.language.facts import ActionFact, Facts

__all__ = [
    "LYING_DOWN_S", "Sitting", "before_seat", "beginning_at", "seated_turns", "sittings_of",
    "to_seats",
]  # fmt: skip

_SITS: Final = frozenset({"sit", "sit_down"})
_LIES: Final = frozenset({"lie", "lie_down", "sleep"})
LYING_DOWN_S: Final = 2.8
"""Time from standing at the foot of a bed to lying on it: that of the pose `lie_down`."""
_HURRIED_S: Final = 1.6
"""Least time for it where the shot is short: our engineering default."""
_BACK: Final = 0.26
"""How far behind its origin a body lies at the end of `lie_down`, in body lengths."""
_FOOT_M: Final = 0.15
"""How far from the foot of a bed somebody stands who lies down on it: our engineering default."""
_BEFORE_SEAT: Final = 0.245
"""How far before their place the body stands in the first pose of `sit_down`, in body lengths."""
_TURN_S: Final = 0.6
"""Time to turn round before a seat: our engineering default."""
_AIR_M: Final = 0.35
"""Between a seat and who goes around it: our engineering default."""
_ROOM_M: Final = 0.45
"""Least width of a seat for each who sits on it: our engineering default."""
_SOON_S: Final = 1e-3
_SOON_M: Final = 1e-6


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitting:
    """One person sits down in the course of the shot."""

    action: str
    mover: str
    seat: str
    route: str
    """Action of the way that leads to the seat."""
    arrives_s: float
    start_s: float
    """When they begin to sit down, their back to the seat."""
    before: Point
    """Where they stand before the seat."""
    place: Point
    """Where their origin is while they sit."""
    heading: float
    """Where they face when they sit [rad]."""
    seat_at: Point
    half_width_m: float
    """Half the seat's width."""
    lies: bool = False
    """They lie down on it, from its foot."""
    end_s: float = 0.0
    """When it should be done."""

    @property
    def lying_down_s(self) -> float:
        """Return how long lying down takes: less where there is no time."""
        return min(LYING_DOWN_S, max(self.end_s - self.start_s, _HURRIED_S))


def sittings_of(
    facts: Facts, things: Mapping[str, Thing], *, world: Mapping[str, Point],
    headings: Mapping[str, float], routes: Sequence[Route], timing: Schedule,
) -> tuple[Sitting, ...]:  # fmt: skip
    """Return who sits down on what their last way led to; groups sit one by one elsewhere."""
    goals = {action.key: action.goal for action in facts.actions}
    found: list[Sitting] = []
    for action in facts.actions:
        if action.negated or act_of(action, facts).name not in _SITS | _LIES:
            continue
        route = _arrival(action, routes, timing)
        person = things.get(action.agent)
        if route is None or person is None or person.count != 1 or person.kind != "character":
            continue
        seat = things.get(goals.get(route.action, ""))
        if seat is None or not seat.seat or seat.count != 1:
            continue
        stand = (world[seat.key], headings.get(seat.key, 0.0))
        found.append(_taken(action, route, (person, seat), facts=facts, timing=timing, stand=stand))
    return _side_by_side(found, facts, things)


def _taken(
    action: ActionFact, route: Route, pair: tuple[Thing, Thing], *, facts: Facts,
    timing: Schedule, stand: tuple[Point, float],
) -> Sitting:  # fmt: skip
    """Return how a person takes a seat when their way to it is over.

    `pair` is the two, `stand` where the seat's origin is and its heading [rad].
    """
    (person, seat), (at, heading) = pair, stand
    lies = act_of(action, facts).name in _LIES
    arrives = route.keys[-1][0]
    x, y, z = _turned(resting(person if lies else _sunk(person), seat), heading)
    place = (at[0] + x, y if lies else 0.0, at[2] + z)
    if lies:
        ahead = _turned((0.0, 0.0, 0.5 * seat.size[2] + _FOOT_M), heading)
        before = (at[0] + ahead[0], 0.0, at[2] + ahead[2])
        place = add(place, _turned((0.0, 0.0, _BACK * person.size[1]), heading))
    else:
        before = before_seat(place, heading, tall_m=person.size[1])
    return Sitting(
        action=action.key, mover=action.agent, seat=seat.key, route=route.action, lies=lies,
        arrives_s=arrives, start_s=max(arrives + _TURN_S, _cut_before(action, timing)),
        end_s=timing.slots[action.key].end_s,
        before=before, place=place, heading=heading, half_width_m=0.5 * seat.size[0], seat_at=at,
    )  # fmt: skip


def _cut_before(action: ActionFact, timing: Schedule) -> float:
    """Return when the shot begins in which something is done [s]."""
    start = timing.slots[action.key].start_s
    return max((cut for cut in timing.cuts_s if cut < start + _SOON_S), default=0.0)


def before_seat(place: Point, heading: float, *, tall_m: float) -> Point:
    """Return where somebody stands on the ground who sits down to, or has risen from, a place."""
    x, _, z = add(place, _turned((0.0, 0.0, _BEFORE_SEAT * tall_m), heading))
    return (x, 0.0, z)


def _side_by_side(
    sittings: Sequence[Sitting], facts: Facts, things: Mapping[str, Thing]
) -> tuple[Sitting, ...]:
    """Return the sittings with those who share a wide seat in places of their own."""
    made: list[Sitting] = []
    for sitting in sittings:
        there = [r.subject for r in facts.relations
                 if r.relation == "on" and r.object == sitting.seat and r.when != "end"
                 and things[r.subject].kind == "character"]  # fmt: skip
        order = list(
            dict.fromkeys([*there, *(s.mover for s in sittings if s.seat == sitting.seat)])
        )
        room = 2.0 * sitting.half_width_m / max(len(order), 1)
        if len(order) < 2 or room < _ROOM_M:
            made.append(sitting)
            continue
        across = (order.index(sitting.mover) - 0.5 * (len(order) - 1)) * room
        beside = _turned((across, 0.0, 0.0), sitting.heading)
        made.append(
            replace(sitting, before=add(sitting.before, beside), place=add(sitting.place, beside))
        )
    return tuple(made)


def _sunk(person: Thing) -> Thing:
    """Return the person as one whose feet are on the ground, however high the seat is."""
    return replace(person, sink_m=math.inf)


def _arrival(action: ActionFact, routes: Sequence[Route], timing: Schedule) -> Route | None:
    """Return the way that is over just before somebody sits down."""
    slot = timing.slots.get(action.key)
    if slot is None:
        return None
    own = [
        route for route in routes
        if route.mover == action.agent and route.keys[0][0] < slot.start_s + _SOON_S
    ]  # fmt: skip
    return max(own, key=lambda route: route.keys[-1][0], default=None)


def to_seats(sittings: Sequence[Sitting], routes: Sequence[Route]) -> tuple[Route, ...]:
    """Return the ways with those to seats ending before them, and what follows starting there."""
    changed = list(routes)
    for sitting in sittings:
        for k, route in enumerate(changed):
            if route.mover != sitting.mover:
                continue
            points = [point for _, point in route.keys]
            if route.action == sitting.route:
                around = _around(points[-2], sitting)
                changed[k] = _timed(route, [*points[:-1], *around, sitting.before])
            elif route.keys[0][0] > sitting.start_s - _SOON_S:
                changed[k] = beginning_at(sitting.before, route)
                break
    return tuple(changed)


def beginning_at(place: Point, route: Route) -> Route:
    """Return a way that begins elsewhere on the ground; its corners, its end and times stay."""
    points = [point for _, point in route.keys]
    ground = points[0][1]
    corners = [
        (b[0], 0.0 if b[1] == ground else b[1], b[2])
        for a, b, c in zip(points, points[1:], [*points[2:], None], strict=False)
        if c is None or not _straight(a, b, c)
    ]
    return _timed(route, [place, *corners])


def _straight(a: Point, b: Point, c: Point) -> bool:
    """Tell whether a point lies on the line between two others."""
    return math.dist(a, b) + math.dist(b, c) - math.dist(a, c) < _SOON_M


def _around(start: Point, sitting: Sitting) -> list[Point]:
    """Return the corner that keeps a way from behind out of the seat; none for a free way."""
    at = sitting.seat_at
    forward = (math.sin(sitting.heading), math.cos(sitting.heading))
    side = (forward[1], -forward[0])
    away = (start[0] - at[0], start[2] - at[2])
    ahead = away[0] * forward[0] + away[1] * forward[1]
    across = away[0] * side[0] + away[1] * side[1]
    stands = math.dist(sitting.before, at)
    if ahead > stands - _AIR_M:
        return []
    off = math.copysign(sitting.half_width_m + _AIR_M, across)
    return [(at[0] + side[0] * off + forward[0] * stands, 0.0,
             at[2] + side[1] * off + forward[1] * stands)]  # fmt: skip


def _timed(route: Route, points: Sequence[Point]) -> Route:
    """Return a way through other points in the same time, with its ramps."""
    first, last = route.keys[0][0], route.keys[-1][0]
    ways = [0.0, *accumulate(math.dist(a, b) for a, b in pairwise(points))]
    whole = max(ways[-1], 1e-9)
    even = [(first + (last - first) * way / whole, p) for way, p in zip(ways, points, strict=True)]
    return replace(route, keys=ramped(even, route.ramps_s))


def seated_turns(sittings: Sequence[Sitting], routes: Sequence[Route]) -> tuple[Turn, ...]:
    """Return how those who arrive turn their backs to their seats."""
    turns: list[Turn] = []
    for sitting in sittings:
        route = next(r for r in routes if r.action == sitting.route and r.mover == sitting.mover)
        points = [point for _, point in route.keys]
        ways = [heading_along(a, b) for a, b in pairwise(points)]
        arrived = next((way for way in reversed(ways) if way is not None), sitting.heading)
        turns.append(
            Turn(
                action="", mover=sitting.mover, start_s=sitting.arrives_s, end_s=sitting.start_s,
                start_rad=arrived, by_rad=math.remainder(sitting.heading - arrived, math.tau),
                stated=False,
            )
        )  # fmt: skip
    return tuple(turns)


def _turned(point: Point, heading: float) -> Point:
    """Return a point of something's own axes in the world's, about its origin."""
    x, y, z = point
    sine, cosine = math.sin(heading), math.cos(heading)
    return (x * cosine + z * sine, y, z * cosine - x * sine)
