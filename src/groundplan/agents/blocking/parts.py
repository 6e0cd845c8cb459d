"""Things that belong to a building, such as its door, stand at its front unless words say else."""

from collections.abc import Mapping, Sequence
from typing import Final

from groundplan.agents.blocking.legs import Leg
from groundplan.agents.blocking.links import Link
from groundplan.agents.blocking.things import Thing
from groundplan.language.facts import EntityFact

__all__ = ["part_links"]

_PARTS: Final = frozenset({"door", "doorway", "entrance"})
_WHOLES: Final = frozenset(
    {"house", "cabin", "cottage", "hut", "barn", "shed", "garage", "building", "church", "shop"}
)
_WALL: Final = 0.8
"""Front wall over half the depth of a building, whose roof and steps stand out: our default."""


def part_links(
    entities: Sequence[EntityFact],
    things: Mapping[str, Thing],
    *,
    links: Sequence[Link],
    legs: Sequence[Leg],
) -> tuple[Link, ...]:
    """Return where doors stand: in the front wall of the only building, where nothing else is said.

    A door that somebody walks to or from is a place of its own.
    """
    wholes = [key for key, thing in things.items() if thing.noun in _WHOLES and thing.count == 1]
    if len(wholes) != 1:
        return ()
    placed = {x.subject for x in links} | {
        place for leg in legs for place in (leg.source, leg.goal)
    }
    house = things[wholes[0]]
    return tuple(
        Link(
            key="", subject=entity.key, object=house.key, relation="in_front_of",
            span=entity.span, distance_m=_WALL * house.half[1],
        )
        for entity in entities
        if entity.key in things
        and things[entity.key].noun in _PARTS
        and entity.key not in placed
        and things[entity.key].size[1] < house.size[1]
    )  # fmt: skip
