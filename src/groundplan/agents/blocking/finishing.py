"""What bodies do where they stand, once everything is put down."""

from dataclasses import replace

from groundplan.agents.blocking.arrivals import arrival_turns
from groundplan.agents.blocking.blocking import Blocking
from groundplan.agents.blocking.climbs import climbs_of
from groundplan.agents.blocking.conversing import conversing
from groundplan.agents.blocking.launches import kick_spots, throw_headings
from groundplan.agents.blocking.openings import (
    openings_of,
    shown_headings,
    stand_places,
    through_doors,
)
from groundplan.agents.blocking.sitting_down import seated_turns, sittings_of, to_seats
from groundplan.agents.blocking.standing_up import from_seats, risings_of
from groundplan.agents.blocking.turns import Places, Turn, turns_of
from groundplan.language.facts import Facts

__all__ = ["finished"]


def finished(plan: Blocking, facts: Facts) -> Blocking:
    """Return the plan with what bodies do where they stand: throw, open, climb, sit down, turn."""
    plan = _sitting_down(_climbing(_opening(_throwing(plan), facts), facts), facts)
    return conversing(_turning(plan, facts), facts)


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
    routes = to_seats(sittings, plan.routes)
    risings = risings_of(
        facts, plan.things, world=world, headings=plan.headings, sittings=sittings,
        timing=plan.timing,
    )  # fmt: skip
    return replace(plan, sittings=sittings, risings=risings, routes=from_seats(risings, routes))


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
    sits = {sitting.action for sitting in plan.sittings}
    met = tuple(t for t in met if t.action not in sits and not _seated(plan, t))
    seated = seated_turns(plan.sittings, plan.routes)
    ordered = tuple(sorted((*turns, *met, *seated), key=lambda turn: turn.start_s))
    return replace(plan, turns=ordered, findings=(*plan.findings, *findings))


def _seated(plan: Blocking, turn: Turn) -> bool:
    """Tell whether somebody sits when they would turn on their feet."""
    slots = plan.timing.slots
    down = [slots[s.action].start_s for s in plan.sittings if s.mover == turn.mover]
    up = [slots[r.action].start_s for r in plan.risings if r.mover == turn.mover]
    last = max((t for t in down if t <= turn.start_s), default=None)
    return last is not None and not any(last < t <= turn.start_s for t in up)
