"""Ways that end before their end: who is said to stop half way stops there, at the same pace."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from groundplan.agents.blocking.goers import Keys
from groundplan.agents.blocking.things import Point, Route
from groundplan.language.facts import Facts

__all__ = ["stopped", "stopped_keys"]


def stopped(routes: Sequence[Route], facts: Facts) -> tuple[Route, ...]:
    """Return the routes, each up to the share of its length after which its action stops."""
    shares = _shares(facts)
    return tuple(
        replace(route, keys=_cut(route.keys, shares[route.action]))
        if route.action in shares
        else route
        for route in routes
    )


def stopped_keys(
    own: Mapping[tuple[str, int], tuple[Keys, ...]], routes: Sequence[Route], facts: Facts
) -> dict[tuple[str, int], tuple[Keys, ...]]:
    """Return the ways of single bodies of groups, cut as those of their groups are."""
    shares = _shares(facts)
    made: dict[tuple[str, int], tuple[Keys, ...]] = {}
    for (key, index), ways in own.items():
        actions = [route.action for route in routes if route.mover == key]
        made[key, index] = tuple(
            _cut(keys, shares[action]) if action in shares else keys
            for keys, action in zip(ways, actions, strict=True)
        )
    return made


def _shares(facts: Facts) -> dict[str, float]:
    return {
        action.key: action.stops_after
        for action in facts.actions
        if action.stops_after is not None and 0.0 < action.stops_after < 1.0
    }


def _cut(keys: Sequence[tuple[float, Point]], share: float) -> tuple[tuple[float, Point], ...]:
    """Return the keys up to a share of the length, the last one put where that is reached."""
    steps = [math.dist(a, b) for (_, a), (_, b) in pairwise(keys)]
    left = share * sum(steps)
    kept = [keys[0]]
    for (before, after), step in zip(pairwise(keys), steps, strict=True):
        if step >= left and step > 0.0:
            part = left / step
            x, y, z = (a + part * (b - a) for a, b in zip(before[1], after[1], strict=True))
            kept.append((before[0] + part * (after[0] - before[0]), (x, y, z)))
            break
        kept.append(after)
        left -= step
    return tuple(kept)
