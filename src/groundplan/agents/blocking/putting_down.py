"""Everything is put on the floor: rooms as their solver says, the rest group by group."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from groundplan.agents.blocking.clearing import Ways, clear_ways
from groundplan.agents.blocking.facing import headings_of
from groundplan.agents.blocking.floor import Floor
from groundplan.agents.blocking.goers import Ground
from groundplan.agents.blocking.held_places import displaced
from groundplan.agents.blocking.legs import Leg
from groundplan.agents.blocking.links import Link
from groundplan.agents.blocking.order import groups_of, placing_order
from groundplan.agents.blocking.pack import pack
from groundplan.agents.blocking.parts import part_links
from groundplan.agents.blocking.rooms.placing import RoomPlan
from groundplan.agents.blocking.rooms.ways import indoors, starts_of
from groundplan.agents.blocking.solve import place_group
from groundplan.agents.blocking.things import Route, Spot, Thing
from groundplan.language.facts import Facts
from groundplan.world.finding import Finding

__all__ = ["PutDown", "put_down"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PutDown:
    """Where everything stands, and the ways between."""

    spots: dict[str, Spot]
    ways: Ways
    crowded: list[Finding]


def put_down(
    facts: Facts, things: Mapping[str, Thing], links: Sequence[Link], *, legs: Sequence[Leg],
    held: Mapping[str, Spot], room: RoomPlan,
) -> PutDown:  # fmt: skip
    """Put everything down: what a room's solver has placed stays, the rest finds its place."""
    parts = part_links(facts.entities, things, links=links, legs=legs)
    floors, crowded = _floors(
        things, (*links, *parts), legs=legs, held=held, parts=parts, fixed=room.spots
    )
    if room.spots:
        _put_ways(floors, room)
    else:
        pack(floors)
    for floor in floors:
        _sink_ground(floor)
    spots = {key: spot for floor in floors for key, spot in floor.spots.items()}
    routes = tuple(route for floor in floors for route in floor.routes)
    if room.spots:
        routes = indoors(routes, legs, room)
        spots = starts_of(routes, spots)
    spots, routes = displaced(facts, spots, routes, things=things, links=links)
    headings = headings_of(facts, things, spots, routes=routes) | room.headings
    ways = _cleared(floors, things, spots, headings=headings, legs=legs, routes=routes)
    return PutDown(spots=spots, ways=ways, crowded=crowded)


def _cleared(
    floors: Sequence[Floor], things: Mapping[str, Thing], spots: Mapping[str, Spot], *,
    headings: Mapping[str, float], legs: Sequence[Leg], routes: Sequence[Route],
) -> Ways:  # fmt: skip
    together = {key: frozenset(them) for floor in floors for key, them in floor.together.items()}
    ground = Ground(things=things, spots=spots, headings=headings, together=together)
    return clear_ways(ground, routes, legs)


def _floors(
    things: Mapping[str, Thing],
    links: Sequence[Link],
    *,
    legs: Sequence[Leg],
    held: Mapping[str, Spot],
    parts: Sequence[Link],
    fixed: Mapping[str, Spot],
) -> tuple[list[Floor], list[Finding]]:
    keys = list(things)
    ties = [(x.subject, x.object) for x in links if not _contains(x, things)]
    ties += [(key, spot.parent) for key, spot in held.items()]
    ties += list(pairwise(fixed))
    for leg in legs:
        places = (leg.source, leg.goal, leg.path, leg.companion, leg.end.object if leg.end else "")
        ties += [(leg.mover, place) for place in places if place and not things[place].flat]
    floors: list[Floor] = []
    findings: list[Finding] = []
    for group in groups_of(keys, ties):
        floor = Floor(things=dict(things))
        inside = [x for x in links if x.subject in group and x.object in group]
        own = [_local(leg, group) for leg in legs if leg.mover in group]
        after = {key: spot.parent for key, spot in held.items()}
        for key, spot in held.items():
            floor.join(key, spot.parent)
        for part in parts:
            floor.join(part.subject, part.object)
        order = placing_order(group, inside, own, after=after)
        floor.spots |= {key: spot for key, spot in fixed.items() if key in group}
        findings += place_group(floor, order, links=inside, legs=own, held=held)
        floors.append(floor)
    return floors, findings


def _put_ways(floors: Sequence[Floor], room: RoomPlan) -> None:
    """Move those who go through the room to the way that is kept free for them."""
    for floor in floors:
        hull = floor.hull()
        if hull is None or any(key in room.spots for key in floor.spots):
            continue
        lane = next((room.lanes[key] for key in floor.spots if key in room.lanes), (0.0, 0.0, 0.0))
        x, z = (0.5 * (hull.low[k] + hull.high[k]) for k in (0, 2))
        floor.shift((lane[0] - x, 0.0, lane[2] - z))


def _sink_ground(floor: Floor) -> None:
    """Lower ground so that the surface that people stand on lies at height 0."""
    for key, spot in floor.spots.items():
        thing = floor.things[key]
        if thing.flat and not spot.parent:
            x, y, z = spot.position
            floor.spots[key] = replace(spot, position=(x, y - thing.floor_m, z))


def _contains(link: Link, things: Mapping[str, Thing]) -> bool:
    """Return whether the object is ground that holds the subject wherever it stands."""
    return things[link.object].flat and link.relation in {"on", "inside", "next_to", "above"}


def _local(leg: Leg, group: Sequence[str]) -> Leg:
    """Return the leg without places outside its group (ground is everywhere)."""

    def kept(key: str) -> str:
        return key if key in group else ""

    return replace(
        leg, source=kept(leg.source), goal=kept(leg.goal), path=kept(leg.path),
        companion=kept(leg.companion),
        end=leg.end if leg.end is None or leg.end.object in group else None,
    )  # fmt: skip
