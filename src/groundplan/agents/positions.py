"""Places over time as keys: straight between neighbours, with handles where the speed changes."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Final

from groundplan.agents.blocking.sitting_down import Sitting
from groundplan.agents.blocking.standing_up import Rising
from groundplan.agents.blocking.things import Point, Route
from groundplan.agents.blocking.timing import Clock
from groundplan.geometry.landform import Landform
from groundplan.world.channel import Key

__all__ = ["over_ground", "position_keys", "with_seats_left", "with_seats_taken"]

_PIECE_M: Final = 1.0
"""Between two keys on ground that bends."""

Handles = tuple[tuple[float, float], ...]


@dataclass(slots=True)
class _Place:
    point: Point
    bezier: bool = False
    handles: dict[str, Handles] = field(default_factory=dict[str, Handles])


def position_keys(routes: Sequence[Route], clock: Clock) -> dict[str, Key]:
    """Return the keys of a body's place; ramps are bezier segments of constant acceleration.

    Source:
        A cubic whose end slopes are v0 and v1 and that covers (v0 + v1) T / 2 in T is a parabola:
        its handles lie at a third of the segment.
    """
    places: dict[int, _Place] = {}
    for route in routes:
        stamps = [clock.subframes(seconds) for seconds, _ in route.keys]
        for stamp, (_, point) in zip(stamps, route.keys, strict=True):
            places[stamp] = _Place(point, handles=_kept(places, stamp))
        if sum(route.ramps_s) > 0.0:
            for k, (first, last) in enumerate(pairwise(stamps)):
                _bend(places[first], places[last], route, k=k, span=last - first)
    return {f"k{i}": _key(t, places[t]) for i, t in enumerate(sorted(places))}


def with_seats_taken(
    keys: dict[str, Key], sittings: Sequence[Sitting], clock: Clock
) -> dict[str, Key]:
    """Return the keys with the place on each seat, from sitting down to the next way.

    The pose carries the body from before the seat onto it, so that the place itself changes at
    once, when the pose begins; who lies down moves up a bed meanwhile.
    """
    found = {key.t: key for key in keys.values()}
    for sitting in sittings:
        begin = clock.subframes(sitting.start_s)
        after = [t for t in found if t > begin]
        found[begin] = Key(t=begin, v=sitting.before)
        there = begin + (clock.subframes(sitting.lying_down_s) if sitting.lies else 1)
        found = {t: key for t, key in found.items() if not begin < t < there}
        found[there] = Key(t=there, v=sitting.place, interp="hold")
        if after and min(after) > there:
            found[min(after)] = replace(found[min(after)], tangent_in=())
    return {f"k{i}": found[t] for i, t in enumerate(sorted(found))} if sittings else keys


def with_seats_left(
    keys: dict[str, Key], risings: Sequence[Rising], clock: Clock
) -> dict[str, Key]:
    """Return the keys with the place on each seat until somebody is up, then the one before it.

    The pose carries the body off the seat; the place itself changes at once, when it is over.
    """
    found = {key.t: key for key in keys.values()}
    for rising in risings:
        end = clock.subframes(rising.end_s)
        if not rising.sat_down:
            found = {t: key for t, key in found.items() if t >= end}
            found[0] = Key(t=0, v=rising.place, interp="hold")
        found.setdefault(end, Key(t=end, v=rising.before))
    return {f"k{i}": found[t] for i, t in enumerate(sorted(found))} if risings else keys


def _kept(places: dict[int, _Place], stamp: int) -> dict[str, Handles]:
    """Return the handle that leads into a key where another way ended."""
    if stamp not in places or "in" not in places[stamp].handles:
        return {}
    return {"in": places[stamp].handles["in"]}


def _bend(start: _Place, end: _Place, route: Route, *, k: int, span: int) -> None:
    """Set the handles of a segment in which the speed changes."""
    (t0, a), (t1, b) = route.keys[k], route.keys[k + 1]
    v0, v1 = route.speed_at(t0), route.speed_at(t1)
    if span <= 0 or abs(v1 - v0) <= 1e-9 * max(v0, v1) or v0 + v1 <= 0.0:
        return
    third = span / 3.0
    shares = (2.0 * v0 / (v0 + v1) / 3.0, 2.0 * v1 / (v0 + v1) / 3.0)
    steps = tuple(q - p for p, q in zip(a, b, strict=True))
    start.bezier = True
    start.handles["out"] = tuple((third, shares[0] * step) for step in steps)
    end.handles["in"] = tuple((-third, -shares[1] * step) for step in steps)


def _key(stamp: int, place: _Place) -> Key:
    return Key(
        t=stamp, v=place.point, interp="bezier" if place.bezier else "linear",
        tangent_in=place.handles.get("in", ()), tangent_out=place.handles.get("out", ()),
    )  # fmt: skip


def over_ground(route: Route, landform: Landform | None) -> Route:
    """Return a way of the flat plan as it lies on the ground, which keeps its length and times."""
    if landform is None:
        return route
    keys: list[tuple[float, Point]] = []
    for (t0, a), (t1, b) in pairwise(route.keys):
        count = max(1, math.ceil(math.dist(a, b) / _PIECE_M))
        keys += [
            (t0 + _passed(u, route, (t0, t1)), landform.placed(_between(a, b, u)))
            for u in (k / count for k in range(count))
        ]
    last, end = route.keys[-1]
    return replace(route, keys=(*keys, (last, landform.placed(end))))


def _between(a: Point, b: Point, u: float) -> Point:
    return (a[0] + u * (b[0] - a[0]), a[1] + u * (b[1] - a[1]), a[2] + u * (b[2] - a[2]))


def _passed(u: float, route: Route, span: tuple[float, float]) -> float:
    """Return how long a part `u` of a segment takes whose speed changes at an even rate [s]."""
    v0, v1 = route.speed_at(span[0]), route.speed_at(span[1])
    seconds = span[1] - span[0]
    if abs(v1 - v0) <= 1e-9 * max(v0, v1):
        return u * seconds
    root = math.sqrt(max(v0 * v0 + u * (v1 * v1 - v0 * v0), 0.0))
    return seconds * (root - v0) / (v1 - v0)
