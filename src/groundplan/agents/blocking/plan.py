"""The whole blocking: facts and sizes in; spots, headings, routes and findings out."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from groundplan.agents.blocking.at_table import seated_at, with_tables
from groundplan.agents.blocking.between import opened
from groundplan.agents.blocking.blocking import Blocking
from groundplan.agents.blocking.clashing import checked
from groundplan.agents.blocking.embrace import embraced
from groundplan.agents.blocking.facing import headings_of, ready_heading, turned_groups
from groundplan.agents.blocking.finishing import finished
from groundplan.agents.blocking.fit import fitted
from groundplan.agents.blocking.gathering import gathered
from groundplan.agents.blocking.holding import held_of
from groundplan.agents.blocking.launches import Launch, fall_links, launches_of
from groundplan.agents.blocking.legs import Leg, legs_of, mounts_of
from groundplan.agents.blocking.links import Link, links_of
from groundplan.agents.blocking.pacing import with_ramps
from groundplan.agents.blocking.possible import possible
from groundplan.agents.blocking.propped import propped
from groundplan.agents.blocking.putting_down import put_down
from groundplan.agents.blocking.rooms.brief import furnished
from groundplan.agents.blocking.rooms.placing import RoomPlan
from groundplan.agents.blocking.stops import stopped, stopped_keys
from groundplan.agents.blocking.terrain_words import on_flat, rise_of
from groundplan.agents.blocking.things import Spot, Thing
from groundplan.agents.blocking.throws import throws_of
from groundplan.agents.blocking.timing import Clock, schedule
from groundplan.agents.blocking.travel_links import interaction_links, travel_links
from groundplan.language.facts import Facts
from groundplan.world.terrain import landform_of

__all__ = ["block"]


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
    put = put_down(facts, sized, links, legs=legs, held=held, room=room)
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
    return finished(plan, facts)


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


def _with_falls(links: Sequence[Link], own: Sequence[Link]) -> tuple[Link, ...]:
    """Return the stated constraints, and those of what falls about which nothing is stated."""
    stated = {(x.subject, x.object) for x in links}
    return (*links, *(x for x in own if (x.subject, x.object) not in stated))


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


def _room_headings(room: RoomPlan, facts: Facts, things: Mapping[str, Thing]) -> dict[str, float]:
    """Return the headings of a room's furniture and of who or what is on it."""
    headings = dict(room.headings)
    for relation in facts.relations:
        carrier, key = relation.object, relation.subject
        carried = relation.relation == "on" and relation.when != "end" and key in things
        if carried and carrier in room.headings and key not in headings:
            headings[key] = room.headings[carrier]
    return headings
