"""Places that people hold: what a person has put somewhere stands there, and ways go from there.

A plan is laid as if nobody had moved anything; then what is held is moved to its place, with what
stands in relation to it. A way begins where its mover begins and ends where its goal has gone, and
what lies between is shifted in proportion to the length gone.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from groundplan.agents.blocking.links import Link
from groundplan.agents.blocking.things import Point, Route, Spot, Thing, add
from groundplan.language.facts import ActionFact, Facts

__all__ = ["displaced"]

_NOWHERE: Point = (0.0, 0.0, 0.0)


def displaced(
    facts: Facts, spots: dict[str, Spot], routes: tuple[Route, ...], *,
    things: Mapping[str, Thing], links: Sequence[Link],
) -> tuple[dict[str, Spot], tuple[Route, ...]]:  # fmt: skip
    """Return spots and routes with what people hold at its place."""
    by = _moves(things, spots, links)
    if not by:
        return spots, routes
    moved = {
        key: replace(spot, position=add(spot.position, by[key]))
        if key in by and not spot.parent
        else spot
        for key, spot in spots.items()
    }
    actions = {action.key: action for action in facts.actions}
    ends = {key: by.get(key, _NOWHERE) for key in spots}
    made: list[Route] = []
    for route in sorted(routes, key=lambda r: r.keys[0][0]):
        start = ends.get(route.mover, _NOWHERE)
        goal = _goal(actions.get(route.action))
        end = by.get(goal, _NOWHERE) if goal in spots else start
        ends[route.mover] = end
        made.append(replace(route, keys=_bent(route.keys, start, end)))
    return moved, tuple(made)


def _moves(
    things: Mapping[str, Thing], spots: Mapping[str, Spot], links: Sequence[Link]
) -> dict[str, Point]:
    """Return how far each thing goes: what is held to its place, what is placed by it with it."""
    by: dict[str, Point] = {}
    for key, thing in things.items():
        if thing.held is not None and key in spots and not spots[key].parent:
            here = spots[key].position
            x, y, z = (a - b for a, b in zip(thing.held, here, strict=True))
            by[key] = (x, y, z)
    if not by:
        return {}
    for _ in range(len(things)):
        more = {
            link.subject: by[link.object]
            for link in links
            if link.object in by and link.subject not in by and link.when != "end"
            and link.subject in spots and things[link.subject].held is None
        }  # fmt: skip
        if not more:
            break
        by |= more
    return by


def _goal(action: ActionFact | None) -> str:
    return "" if action is None else action.goal or action.companion


def _bent(
    keys: Sequence[tuple[float, Point]], start: Point, end: Point
) -> tuple[tuple[float, Point], ...]:
    steps = [0.0, *(math.dist(a, b) for (_, a), (_, b) in pairwise(keys))]
    whole, gone = max(sum(steps), 1e-9), 0.0
    made: list[tuple[float, Point]] = []
    for (time, point), step in zip(keys, steps, strict=True):
        gone += step
        share = gone / whole
        x, y, z = (a + share * (b - a) for a, b in zip(start, end, strict=True))
        made.append((time, add(point, (x, y, z))))
    return tuple(made)
