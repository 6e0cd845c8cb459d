"""Ways that run through something lead around it; bodies that would meet give way in time.

Straight ways that are free stay as they are. Every body of a group has a way of its own.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from groundplan.agents.blocking.around import led_around
from groundplan.agents.blocking.giving_way import given_way
from groundplan.agents.blocking.goers import Body, Ground, Keys
from groundplan.agents.blocking.legs import Leg
from groundplan.agents.blocking.things import Point, Route, add
from groundplan.world.finding import Finding

__all__ = ["Ways", "clear_ways"]

_UNMOVED_M: Final = 1e-3
_UNEVEN: Final = 0.08
_UNEVEN_M: Final = 0.1
"""What keeps the ends of a crowd's ways apart."""
_GOLDEN: Final = 0.6180339887498949


@dataclass(frozen=True, slots=True, kw_only=True)
class Ways:
    """The routes, and the ways of single bodies where those differ from their group's."""

    routes: tuple[Route, ...]
    own: dict[tuple[str, int], tuple[Keys, ...]]
    """By mover and number: the keys of each of its routes."""
    findings: tuple[Finding, ...]


def clear_ways(ground: Ground, routes: Sequence[Route], legs: Sequence[Leg]) -> Ways:
    """Return the ways, led around what stands and kept apart from one another in time."""
    bodies = _bodies(ground, routes, legs)
    movers = tuple(dict.fromkeys(route.mover for route in routes))
    findings: list[Finding] = []
    for body in bodies:
        free = [_is_free(leg) for leg in legs if leg.mover == body.key] or [False]
        for number, keys in enumerate(body.keys):
            if number and body.changed:
                keys = _joined(body.keys[number - 1], keys)  # noqa: PLW2901 - it goes on from there
                body.keys[number] = keys
            open_end = free[min(number, len(free) - 1)] and number == len(body.keys) - 1
            found = led_around(body, keys, ground, movers=movers, open_end=open_end)
            if found is not None:
                body.keys[number], body.changed = found, True
    findings += given_way(bodies, ground)
    return _written(bodies, routes, findings)


def _is_free(leg: Leg) -> bool:
    """Tell whether the words leave open where the way ends."""
    return not (leg.goal or leg.end or leg.path or leg.companion)


def _bodies(ground: Ground, routes: Sequence[Route], legs: Sequence[Leg]) -> list[Body]:
    stated = {leg.mover for leg in legs if leg.slot.firm}
    bodies: list[Body] = []
    for key in dict.fromkeys(route.mover for route in routes):
        own = [route for route in routes if route.mover == key]
        for index, (dx, dz) in enumerate(ground.things[key].offsets):
            uneven = ground.things[key].crowd and key not in stated
            pace = _pace(index, own) if uneven else 1.0
            keys = [_moved(route.keys, (dx, 0.0, dz), pace=pace) for route in own]
            bodies.append(
                Body(key=key, index=index, thing=ground.things[key], offset=(dx, dz), keys=keys,
                      stated=key in stated, changed=pace != 1.0)
            )  # fmt: skip
    return bodies


def _pace(index: int, routes: Sequence[Route]) -> float:
    """Return how far one of a crowd goes while the others go 1: nobody is as fast as another."""
    longest = max((route.length_m for route in routes), default=0.0)
    share = min(_UNEVEN, _UNEVEN_M / max(longest, _UNEVEN_M))
    return 1.0 + share * (2.0 * ((index + 1) * _GOLDEN % 1.0) - 1.0)


def _moved(keys: Keys, by: Point, *, pace: float) -> Keys:
    """Return a way, moved, and longer or shorter from its start on."""
    x, y, z = keys[0][1]
    return tuple(
        (t, add(by, (x + (p[0] - x) * pace, y + (p[1] - y) * pace, z + (p[2] - z) * pace)))
        for t, p in keys
    )


def _joined(before: Keys, keys: Keys) -> Keys:
    """Return a way that begins where the one before it now ends, and ends where it did."""
    end, first = before[-1][1], keys[0][1]
    if math.dist(first, end) < _UNMOVED_M:
        return keys
    last = max(len(keys) - 1, 1)
    shift = (end[0] - first[0], end[1] - first[1], end[2] - first[2])
    shares = [1.0 - n / last for n in range(len(keys))]
    return tuple(
        (t, add(point, (shift[0] * u, shift[1] * u, shift[2] * u)))
        for (t, point), u in zip(keys, shares, strict=True)
    )


def _written(bodies: Sequence[Body], routes: Sequence[Route], findings: Sequence[Finding]) -> Ways:
    """Return the routes: of single bodies with their new keys, of groups as they were."""
    own = {(b.key, b.index): tuple(b.keys) for b in bodies if b.changed}
    counts: dict[str, int] = {}
    made: list[Route] = []
    for route in routes:
        number = counts.get(route.mover, 0)
        counts[route.mover] = number + 1
        single = own.get((route.mover, 0)) if _is_single(bodies, route.mover) else None
        made.append(route if single is None else replace(route, keys=single[number]))
    return Ways(routes=tuple(made), own=own, findings=tuple(findings))


def _is_single(bodies: Sequence[Body], key: str) -> bool:
    return sum(1 for body in bodies if body.key == key) == 1
