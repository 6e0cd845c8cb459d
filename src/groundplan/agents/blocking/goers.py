"""Who goes where, body by body, among what stands: what the clearing of ways works on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from groundplan.agents.blocking.things import Point, Spot, Thing
from groundplan.geometry.detours import Block

__all__ = ["LOW_M", "Body", "Ground", "Keys", "blocks_for", "radius_of"]

LOW_M: Final = 0.02
"""What is lower is stepped on."""

Keys = tuple[tuple[float, Point], ...]
"""Seconds and world points of one way."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What stands and goes, before anybody gives way."""

    things: Mapping[str, Thing]
    spots: Mapping[str, Spot]
    headings: Mapping[str, float]
    together: Mapping[str, frozenset[str]]
    """Pairs that may share space."""


@dataclass(slots=True, kw_only=True)
class Body:
    """One body that goes, and its ways."""

    key: str
    index: int
    thing: Thing
    offset: tuple[float, float]
    keys: list[Keys]
    stated: bool
    changed: bool = False


def radius_of(thing: Thing) -> float:
    """Return half the width of the lane that a body needs as it goes [m]."""
    return 0.5 * thing.size[0]


def blocks_for(
    key: str, ground: Ground, *, heights: tuple[float, float], movers: Sequence[str] = ()
) -> list[Block]:
    """Return the footprints of what stands all the time between two heights [m]."""
    friends = ground.together.get(key, frozenset()) | {key, *movers}
    found: list[Block] = []
    for other, spot in ground.spots.items():
        thing = ground.things[other]
        if other in friends or spot.parent or thing.flat:
            continue
        x, y, z = spot.position
        if y + thing.size[1] <= heights[0] + LOW_M or y >= heights[1]:
            continue
        half_x, half_z = (thing.stem * half for half in thing.half)
        found.append(Block(low=(x - half_x, z - half_z), high=(x + half_x, z + half_z)))
    return found
