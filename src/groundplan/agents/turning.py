"""Headings over time: along ways, around corners and bends, and in turns on the spot."""

import math
from collections.abc import Sequence
from typing import Final

from groundplan.agents.blocking.facing import heading_along
from groundplan.agents.blocking.things import Route
from groundplan.agents.blocking.timing import Clock
from groundplan.agents.blocking.turns import Turn
from groundplan.agents.tilting import rotation_of
from groundplan.world.channel import Key

__all__ = ["rotation_keys"]

_TURN_S: Final = 0.25
"""Time to turn at a corner of a way: our engineering default."""
_STRAIGHT_RAD: Final = 1e-3
_BEND_RAD: Final = math.radians(20.0)
"""Corners below this are parts of a bend, along which the body turns all the time."""
_STEP_RAD: Final = 0.25 * math.pi
"""Between two keys of a turn: slerp takes the short way, so it must stay below half a turn."""


def rotation_keys(
    routes: Sequence[Route], turns: Sequence[Turn], clock: Clock, *, start: float
) -> dict[str, Key]:
    """Return the keys of a body's rotation; `start` is its heading at the first frame [rad].

    Empty when the body faces one way all the time: its transform says that.
    """
    headings: dict[int, float] = {}
    current = start
    parts = [(route.keys[0][0], route) for route in routes]
    for _, part in sorted([*parts, *((t.start_s, t) for t in turns)], key=lambda pair: pair[0]):
        if isinstance(part, Turn):
            current = _turn(headings, part, clock, current=current)
        else:
            current = _follow(headings, part, clock, current=current)
    if all(abs(heading - start) <= _STRAIGHT_RAD for heading in headings.values()):
        return {}
    return {f"k{i}": Key(t=t, v=rotation_of(headings[t])) for i, t in enumerate(sorted(headings))}


def _follow(headings: dict[int, float], route: Route, clock: Clock, *, current: float) -> float:
    """Add the headings along a way: constant on straight parts, turning around corners."""
    bending = False
    for (t0, a), (t1, b) in zip(route.keys, route.keys[1:], strict=False):
        along = heading_along(a, b)
        if along is None:
            continue
        wanted = current + math.remainder(along - current, math.tau)
        begin, end = clock.subframes(t0), clock.subframes(t1)
        if abs(wanted - current) > _STRAIGHT_RAD and (headings or begin > 0):
            turn = min(clock.subframes(_TURN_S), max(1, (end - begin) // 2))
            bend = abs(wanted - current) < _BEND_RAD
            if not (bend and bending):
                headings.setdefault(begin, current)
            headings[min(begin + turn, end)] = wanted
            bending = bend
        else:
            headings.setdefault(begin, wanted)
        current = wanted
    return current


def _turn(headings: dict[int, float], turn: Turn, clock: Clock, *, current: float) -> float:
    """Add the headings of a turn on the spot, at constant speed."""
    begin, end = clock.subframes(turn.start_s), clock.subframes(turn.end_s)
    count = max(1, math.ceil(abs(turn.by_rad) / _STEP_RAD))
    for index in range(count + 1):
        at = begin + (end - begin) * index // count
        headings[at] = current + turn.by_rad * (at - begin) / max(end - begin, 1)
    return current + turn.by_rad
