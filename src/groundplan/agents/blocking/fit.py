"""Guessed sizes give way to stated distances: bodies must not overlap."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from groundplan.agents.blocking.links import Link
from groundplan.agents.blocking.things import Point, Thing

__all__ = ["fitted"]

_AIR_M: Final = 0.3
_SMALLEST: Final = 0.25
"""A thing is never made smaller than a quarter of its usual size: our engineering default."""


def fitted(
    things: Mapping[str, Thing], links: Sequence[Link]
) -> tuple[dict[str, Thing], frozenset[str]]:
    """Return the things, the guessed ones smaller where a stated distance asks for it."""
    sized = dict(things)
    changed: set[str] = set()
    for link in links:
        if link.distance_m is None or link.relation in {"above", "below", "on", "under", "inside"}:
            continue
        axis = 1 if link.relation in {"in_front_of", "behind"} else 0
        pair = (sized[link.subject], sized[link.object])
        reach = [thing.half[axis] for thing in pair]
        room = link.distance_m - min(_AIR_M, 0.1 * link.distance_m)
        if sum(reach) <= room:
            continue
        soft = [i for i, thing in enumerate(pair) if thing.resizable]
        fixed = sum(reach[i] for i in (0, 1) if i not in soft)
        if not soft:
            continue
        factor = max(_SMALLEST, (room - fixed) / sum(reach[i] for i in soft))
        for i in soft:
            sized[pair[i].key] = _scaled(pair[i], factor)
            changed.add(pair[i].key)
    return sized, frozenset(changed)


def _scaled(thing: Thing, factor: float) -> Thing:
    def times(point: Point) -> Point:
        return (point[0] * factor, point[1] * factor, point[2] * factor)

    return replace(thing, size=times(thing.size), top=times(thing.top))
