"""The whole blocking: facts and sizes in; spots, headings, routes and findings out."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from groundplan.agents.blocking.arrivals import arrival_turns
from groundplan.agents.blocking.at_table import seated_at, with_tables
from groundplan.agents.blocking.between import opened
from groundplan.agents.blocking.clashing import checked
from groundplan.agents.blocking.clearing import Ways, clear_ways
from groundplan.agents.blocking.climbs import climbs_of
from groundplan.agents.blocking.embrace import embraced
from groundplan.agents.blocking.facing import headings_of, ready_heading, turned_groups
from groundplan.agents.blocking.fit import fitted
from groundplan.agents.blocking.floor import Floor
from groundplan.agents.blocking.gathering import gathered
from groundplan.agents.blocking.goers import Ground, Keys
from groundplan.agents.blocking.held_places import displaced
from groundplan.agents.blocking.holding import held_of
from groundplan.agents.blocking.launches import (
    Launch,
    fall_links,
    kick_spots,
    launches_of,
    throw_headings,
)
from groundplan.agents.blocking.legs import Leg, legs_of, mounts_of
from groundplan.agents.blocking.links import Link, links_of
from groundplan.agents.blocking.openings import (
    Opening,
    openings_of,
    shown_headings,
    stand_places,
    through_doors,
)
from groundplan.agents.blocking.order import groups_of, placing_order
from groundplan.agents.blocking.pacing import own_way, with_ramps
from groundplan.agents.blocking.pack import pack
from groundplan.agents.blocking.parts import part_links
from groundplan.agents.blocking.possible import possible
from groundplan.agents.blocking.propped import propped
from groundplan.agents.blocking.rooms.brief import furnished
from groundplan.agents.blocking.rooms.placing import RoomPlan
from groundplan.agents.blocking.rooms.ways import indoors, starts_of
from groundplan.agents.blocking.sitting_down import (
    Sitting,
    seated_turns,
    sittings_of,
    to_seats,
)
from groundplan.agents.blocking.solve import place_group
from groundplan.agents.blocking.stops import stopped, stopped_keys
from groundplan.agents.blocking.terrain_words import on_flat, rise_of
from groundplan.agents.blocking.things import Point, Route, Spot, Thing, add
from groundplan.agents.blocking.throws import Throw, throws_of
from groundplan.agents.blocking.timing import Clock, Schedule, schedule
from groundplan.agents.blocking.travel_links import interaction_links, travel_links
from groundplan.agents.blocking.turns import Places, Turn, turns_of
from groundplan.geometry.landform import Landform
from groundplan.language.facts import Facts
from groundplan.world.finding import Finding
from groundplan.world.terrain import landform_of

__all__ = ["Blocking", "block"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Blocking:
    """Who stands where and who goes where, by the keys of the facts."""

    things: dict[str, Thing]
    spots: dict[str, Spot]
    headings: dict[str, float]
    turned: dict[str, tuple[float, ...]]
    """Headings of single bodies, where those of a group differ [rad]."""
    routes: tuple[Route, ...]
    turns: tuple[Turn, ...]
    """On the spot, in the order of time."""
    timing: Schedule
    findings: tuple[Finding, ...]
    resized: frozenset[str]
    """Things that were made smaller so that they fit."""
    own_ways: dict[tuple[str, int], tuple[Keys, ...]]
    """Keys of the routes of single bodies that go another way than their group."""
    openings: tuple[Opening, ...]
    """What is opened and closed, in the order of time."""
    throws: tuple[Throw, ...]
    """What goes from hands to hands through the air, in the order of time."""
    launches: tuple[Launch, ...]
    """What physics moves, in the order of time."""
    sittings: tuple[Sitting, ...] = ()
    """Who sits down on what they have come to."""
    tables: Mapping[str, str] = field(default_factory=dict[str, str])
    """By person: the table, desk, bar or piano that they sit or stand at."""
    landform: Landform | None = None
    """The ground that this plan is laid over where that is not level."""

    def grounded(self, point: Point) -> Point:
        """Return where a point of the flat plan lies in the world."""
        return point if self.landform is None else self.landform.placed(point)

    def routes_of(self, key: str, index: int) -> tuple[Route, ...]:
        """Return the ways of one body of a group."""
        routes = tuple(route for route in self.routes if route.mover == key)
        own = self.own_ways.get((key, index))
        if own is not None:
            return tuple(own_way(r, k) for r, k in zip(routes, own, strict=True))
        x, z = self.things[key].offsets[index]
        return tuple(
            replace(r, keys=tuple((t, add(point, (x, 0.0, z))) for t, point in r.keys))
            for r in routes
        )

    def body_heading(self, key: str, index: int) -> float:
        """Return the heading of one body of a group [rad]."""
        turned = self.turned.get(key)
        return self.headings[key] if turned is None else turned[index]

    def world(self, key: str) -> Point:
        """Return where a thing stands at the start, in world axes."""
        spot = self.spots[key]
        if not spot.parent:
            return spot.position
        x, y, z = self.world(spot.parent)
        angle = self.headings.get(spot.parent, 0.0)
        c, s = math.cos(angle), math.sin(angle)
        dx, dy, dz = spot.position
        return (x + c * dx + s * dz, y + dy, z - s * dx + c * dz)


def block(facts: Facts, things: Sequence[Thing], *, clock: Clock) -> Blocking:
    """Return the blocking of one shot; pure: the same input gives the same plan."""
    rise = rise_of(facts)
    if rise is not None:
        facts, things = on_flat(facts, things, rise)
        return replace(_blocked(facts, things, clock=clock), landform=landform_of(rise.terrain))
    return _blocked(facts, things, clock=clock)


def _blocked(facts: Facts, things: Sequence[Thing], *, clock: Clock) -> Blocking:
    """Return the blocking on level ground."""
    by_key = {thing.key: thing for thing in things}
    facts, undone = possible(facts, by_key)
    timing = schedule(facts, clock)
    links, findings = links_of(facts, by_key)
    links, findings = checked(facts, by_key, links=links, findings=findings)
    launches = launches_of(facts, by_key, timing)
    links = _with_falls(links, fall_links(launches, by_key))
    legs = _walked(legs_of(facts, by_key, timing, links=links), launches)
    by_key = {key: ready_heading(thing, legs, facts) for key, thing in by_key.items()}
    seating = seated_at(facts, by_key)
    by_key = seating.things
    travel, more = travel_links(facts, legs, links, things=by_key)
    held = held_of(facts, by_key)
    close = interaction_links(facts, by_key, (*travel, *links), held=held)
    links = _placing(_mounted((*travel, *close, *links), mounts_of(facts, by_key)), held, legs)
    room = furnished(facts, by_key, links, held=held, legs=legs)
    links = propped(with_tables(links, by_key))
    links = opened(links, room.things, movers=frozenset(leg.mover for leg in legs))
    sized, resized = _sized(room.things, links)
    put = _put_down(facts, sized, links, legs=legs, held=held, room=room)
    routes, short = with_ramps(stopped(put.ways.routes, facts), facts, timing, things=sized)
    spots = embraced(facts, sized, put.spots, routes=routes)
    headings = headings_of(facts, sized, spots, routes=routes) | seating.headings
    plan = Blocking(
        things=sized, spots=spots, headings=headings | _room_headings(room, facts, sized),
        turned=turned_groups(facts, sized) | seating.turned | room.turned, routes=routes, turns=(),
        timing=timing,
        findings=(*timing.findings, *undone, *findings, *more, *put.crowded, *put.ways.findings,
                  *short, *room.findings),
        resized=resized | seating.resized | room.resized, tables=seating.tables,
        own_ways=stopped_keys(put.ways.own, put.ways.routes, facts), launches=launches,
        openings=(), throws=throws_of(facts, sized, spots, timing=timing),
    )  # fmt: skip
    return _turning(_sitting_down(_climbing(_opening(_throwing(plan), facts), facts), facts), facts)


@dataclass(frozen=True, slots=True, kw_only=True)
class _PutDown:
    """Where everything stands, and the ways between."""

    spots: dict[str, Spot]
    ways: Ways
    crowded: list[Finding]


def _put_down(
    facts: Facts, things: Mapping[str, Thing], links: Sequence[Link], *, legs: Sequence[Leg],
    held: Mapping[str, Spot], room: RoomPlan,
) -> _PutDown:  # fmt: skip
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
    return _PutDown(spots=spots, ways=ways, crowded=crowded)


def _walked(legs: Sequence[Leg], launches: Sequence[Launch]) -> list[Leg]:
    """Return the ways that bodies go themselves: what falls or flies is left to physics."""
    thrown = {launch.action.key for launch in launches} | {launch.body for launch in launches}
    return [leg for leg in legs if not {leg.action, leg.mover} & thrown]


def _sized(
    things: Mapping[str, Thing], links: Sequence[Link]
) -> tuple[dict[str, Thing], frozenset[str]]:
    """Return the things in the sizes that they need, and which of them changed."""
    things, grown = gathered(things, links)
    sized, shrunk = fitted(things, links)
    return sized, grown | shrunk


def _throwing(plan: Blocking) -> Blocking:
    """Return the plan with those who throw and kick facing whom they mean, balls at their feet."""
    going = {route.mover for route in plan.routes}
    facing = throw_headings(plan.launches, plan.spots)
    headings = plan.headings | {k: v for k, v in facing.items() if k not in going}
    spots = kick_spots(plan.launches, plan.things, plan.spots, headings=headings)
    return replace(plan, headings=headings, spots=plan.spots | spots)


def _opening(plan: Blocking, facts: Facts) -> Blocking:
    """Return the plan with those who open something in front of it, and through it after."""
    going = frozenset(route.mover for route in plan.routes)
    openings, findings = openings_of(facts, plan.things, plan.timing, going=going)
    headings = plan.headings | shown_headings(openings, plan.things, facts)
    stands, facing = stand_places(openings, plan.things, plan.spots, headings=headings)
    spots, headings = plan.spots | stands, headings | facing
    routes = through_doors(openings, plan.routes, spots, headings=headings)
    return replace(
        plan, openings=openings, spots=spots, headings=headings, routes=routes,
        findings=(*plan.findings, *findings),
    )  # fmt: skip


def _climbing(plan: Blocking, facts: Facts) -> Blocking:
    """Return the plan with those who climb ladders on them, instead of on the ground."""
    climbs = climbs_of(facts, plan.things, plan.spots, timing=plan.timing)
    done = {climb.route.action for climb in climbs}
    routes = tuple(route for route in plan.routes if route.action not in done)
    return replace(
        plan, routes=(*routes, *(climb.route for climb in climbs)),
        spots=plan.spots | {climb.by: climb.spot for climb in climbs},
        headings=plan.headings | {climb.by: climb.heading for climb in climbs}
        | {climb.ladder: climb.turn for climb in climbs},
    )  # fmt: skip


def _sitting_down(plan: Blocking, facts: Facts) -> Blocking:
    """Return the plan with those who sit down before their seats, their backs to them."""
    world = {key: plan.world(key) for key in plan.spots}
    sittings = sittings_of(
        facts, plan.things, world=world, headings=plan.headings, routes=plan.routes,
        timing=plan.timing,
    )  # fmt: skip
    return replace(plan, sittings=sittings, routes=to_seats(sittings, plan.routes))


def _turning(plan: Blocking, facts: Facts) -> Blocking:
    """Return the plan with those who turn on the spot; carried things turn with their carrier."""
    free = [key for key, spot in plan.spots.items() if not spot.parent]
    places = Places(
        points={key: plan.world(key) for key in plan.spots},
        headings={key: plan.headings[key] for key in free},
        routes=plan.routes,
    )
    turns, findings = turns_of(facts, plan.timing, places=places)
    met = arrival_turns(
        facts, plan.things, plan.spots, places=places, timing=plan.timing, before=turns
    )
    seated = seated_turns(plan.sittings, plan.routes)
    ordered = tuple(sorted((*turns, *met, *seated), key=lambda turn: turn.start_s))
    return replace(plan, turns=ordered, findings=(*plan.findings, *findings))


def _with_falls(links: Sequence[Link], own: Sequence[Link]) -> tuple[Link, ...]:
    """Return the stated constraints, and those of what falls about which nothing is stated."""
    stated = {(x.subject, x.object) for x in links}
    return (*links, *(x for x in own if (x.subject, x.object) not in stated))


def _cleared(
    floors: Sequence[Floor], things: Mapping[str, Thing], spots: Mapping[str, Spot], *,
    headings: Mapping[str, float], legs: Sequence[Leg], routes: Sequence[Route],
) -> Ways:  # fmt: skip
    together = {key: frozenset(them) for floor in floors for key, them in floor.together.items()}
    ground = Ground(things=things, spots=spots, headings=headings, together=together)
    return clear_ways(ground, routes, legs)


def _mounted(links: Sequence[Link], mounts: Mapping[str, str]) -> tuple[Link, ...]:
    """Return the constraints with riders replaced by what carries them."""
    moved = (
        replace(x, subject=mounts.get(x.subject, x.subject), object=mounts.get(x.object, x.object))
        for x in links
    )
    return tuple(x for x in moved if x.subject != x.object)


def _placing(
    links: Sequence[Link], held: Mapping[str, Spot], legs: Sequence[Leg]
) -> tuple[Link, ...]:
    """Return the constraints that place something.

    What is carried goes with its carrier, and who keeps beside another is placed by that way.
    """
    beside = {(leg.mover, leg.companion) for leg in legs if leg.companion}
    return tuple(
        x for x in links
        if x.subject not in held
        and (x.when == "end" or not {(x.subject, x.object), (x.object, x.subject)} & beside)
    )  # fmt: skip


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


def _room_headings(room: RoomPlan, facts: Facts, things: Mapping[str, Thing]) -> dict[str, float]:
    """Return the headings of a room's furniture and of who or what is on it."""
    headings = dict(room.headings)
    for relation in facts.relations:
        carrier, key = relation.object, relation.subject
        carried = relation.relation == "on" and relation.when != "end" and key in things
        if carried and carrier in room.headings and key not in headings:
            headings[key] = room.headings[carrier]
    return headings


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
