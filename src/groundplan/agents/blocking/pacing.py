"""Ways with starts and stops in them: the same way in the same time, with ramps at its ends."""

import math
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from groundplan.agents.blocking.ramps import (
    Rests,
    cruise_mps,
    mover_kind,
    ramps_s,
    rests_of,
    takes_ramps,
)
from groundplan.agents.blocking.things import Point, Route, Thing
from groundplan.agents.blocking.timing import Schedule
from groundplan.agents.spans import world_span
from groundplan.language.facts import ActionFact, Facts
from groundplan.world.finding import Finding

__all__ = ["is_even", "own_way", "ramped", "with_ramps"]

_UNEVEN: Final = 0.05
"""Ways whose speed changes by more have waits in them, and keep their times."""
_PIECE_S: Final = 0.75
"""A ramp has keys at least this often, so that what turns along it knows where it is."""
_STEEP: Final = 0.5
_LEAST_M: Final = 0.05
_ENDS: Final = frozenset({"stairs", "jump", "fly"})


def with_ramps(
    routes: Sequence[Route], facts: Facts, timing: Schedule, *, things: Mapping[str, Thing]
) -> tuple[tuple[Route, ...], tuple[Finding, ...]]:
    """Return the routes with their starts and stops, and what is too short for them."""
    actions = {action.key: action for action in facts.actions}
    spans = {key: (slot.start_s, slot.end_s) for key, slot in timing.slots.items()}
    made: list[Route] = []
    findings: list[Finding] = []
    for route in routes:
        action = actions.get(route.action)
        if action is None or not _can_ramp(route, action):
            made.append(route)
            continue
        own = spans | {route.action: (route.keys[0][0], route.keys[-1][0])}
        rests = rests_of(action, facts, own, length_s=timing.length_s)
        kind = things[route.mover].kind
        kind = kind if kind in {"character", "animal", "vehicle"} else mover_kind(action, facts)
        ramps, fits = _ramps(route, kind, rests)
        if not fits:
            findings.append(_steep(action, route, ramps))
        made.append(replace(route, keys=ramped(route.keys, ramps), ramps_s=ramps))
    return tuple(made), tuple(findings)


def _can_ramp(route: Route, action: ActionFact) -> bool:
    points = [point for _, point in route.keys]
    rise = max(p[1] for p in points) - min(p[1] for p in points)
    level = rise <= _STEEP * max(route.length_m, 1e-9)
    return takes_ramps(action) and level and route.gait not in _ENDS and is_even(route)


def is_even(route: Route) -> bool:
    """Return whether a way is gone at one speed."""
    speeds = [math.dist(a, b) / (t1 - t0) for (t0, a), (t1, b) in pairwise(route.keys) if t1 > t0]
    if not speeds or route.length_m < _LEAST_M:
        return False
    return max(speeds) - min(speeds) <= _UNEVEN * max(speeds)


def _ramps(route: Route, kind: str, rests: Rests) -> tuple[tuple[float, float], bool]:
    """Return how long both ramps last [s], and whether their accelerations are usual ones."""
    span = route.keys[-1][0] - route.keys[0][0]
    cruise = cruise_mps(kind, route.length_m, span, rests=rests)
    if cruise is not None:
        return ramps_s(kind, cruise, rests), True
    up, down = ramps_s(kind, 2.0 * route.length_m / span, rests)
    return (span * up / (up + down), span * down / (up + down)), False


def ramped(
    keys: Sequence[tuple[float, Point]], ramps: tuple[float, float]
) -> tuple[tuple[float, Point], ...]:
    """Return the keys of an even way with its ramps; both ends keep their times."""
    up, down = ramps
    if up + down <= 0.0:
        return tuple(keys)
    points = [point for _, point in keys]
    ways = [0.0]
    for a, b in pairwise(points):
        ways.append(ways[-1] + math.dist(a, b))
    first, last, whole = keys[0][0], keys[-1][0], ways[-1]
    cruise = whole / (last - first - 0.5 * (up + down))
    stops = list(zip(ways, points, strict=True))
    edges = [_along(ways, points, way) for way in _edges(whole, cruise, ramps)]
    places = sorted(dict((*edges, *stops)).items())
    return tuple((first + _time(way, whole, cruise, ramps=ramps), point) for way, point in places)


def _edges(whole: float, cruise: float, ramps: tuple[float, float]) -> Iterable[float]:
    """Return the distances at which the ramps have keys of their own."""
    for length, far in zip(ramps, (False, True), strict=True):
        count = math.ceil(length / _PIECE_S) if length > 0.0 else 0
        for k in range(1, count + 1):
            way = 0.5 * cruise * length * (k / count) ** 2
            if way < whole - 1e-9:
                yield whole - way if far else way


def _time(way: float, whole: float, cruise: float, *, ramps: tuple[float, float]) -> float:
    """Return when a distance is reached under constant accelerations [s]."""
    up, down = ramps
    span = whole / cruise + 0.5 * (up + down)
    if way < 0.5 * cruise * up:
        return math.sqrt(2.0 * max(way, 0.0) * up / cruise)
    if whole - way < 0.5 * cruise * down:
        return span - math.sqrt(2.0 * max(whole - way, 0.0) * down / cruise)
    return up + (way - 0.5 * cruise * up) / cruise


def _along(ways: Sequence[float], points: Sequence[Point], way: float) -> tuple[float, Point]:
    k = min(max(bisect_right(ways, way) - 1, 0), len(points) - 2)
    u = (way - ways[k]) / max(ways[k + 1] - ways[k], 1e-12)
    x, y, z = (a + u * (b - a) for a, b in zip(points[k], points[k + 1], strict=True))
    return way, (x, y, z)


def _steep(action: ActionFact, route: Route, ramps: tuple[float, float]) -> Finding:
    span = route.keys[-1][0] - route.keys[0][0]
    cruise = route.length_m / (span - 0.5 * sum(ramps))
    rate = max(cruise / ramp for ramp in ramps if ramp > 0.0)
    return Finding(
        code="motion.too-short",
        severity="warning",
        message=(
            f'"{action.verb}" covers {route.length_m:.2f} m in {span:.2f} s with a start or stop '
            f"in it, which takes {rate:.1f} m/s²: more than is usual"
        ),
        paths=(f"narrative/actions/{action.key}",),
        measured=round(rate, 3),
        unit="m/s²",
        span=world_span(action.span),
        options=("give it more time", "make the way shorter"),
    )


def own_way(route: Route, keys: tuple[tuple[float, Point], ...]) -> Route:
    """Return the way of a single body of a group, with the group's start and stop."""
    own = replace(route, keys=keys, ramps_s=(0.0, 0.0))
    if not is_even(own):
        return own
    return replace(own, keys=ramped(keys, route.ramps_s), ramps_s=route.ramps_s)
