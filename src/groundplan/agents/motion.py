"""Role 6, motion: turns ways into channels and actions into tracks, at the times of the story."""

from collections.abc import Sequence
from typing import Final, Literal

from groundplan.agents.blocking.acts import act_of, is_named
from groundplan.agents.blocking.blocking import Blocking
from groundplan.agents.blocking.things import Route
from groundplan.agents.blocking.timing import Clock
from groundplan.agents.cast_list import Member, cast_list
from groundplan.agents.changes import Change, changes_of
from groundplan.agents.flights import add_flights
from groundplan.agents.grips import grips_of
from groundplan.agents.narrative import clock_of
from groundplan.agents.parts import add_openings
from groundplan.agents.port import Proposal, WorldView
from groundplan.agents.positions import (
    over_ground,
    position_keys,
    with_seats_left,
    with_seats_taken,
)
from groundplan.agents.rolling import has_bends, rolled_headings
from groundplan.agents.spans import world_span
from groundplan.agents.staging import blocking_of
from groundplan.agents.tilting import leaned_keys, rotation_of
from groundplan.agents.tracks import tracks_of
from groundplan.agents.turning import rotation_keys
from groundplan.language.facts import ActionFact, Facts, Span
from groundplan.language.vocabulary import vocabulary
from groundplan.language.word_meanings import verb_meaning
from groundplan.world.apply import apply
from groundplan.world.build import PatchBuilder
from groundplan.world.channel import Channel, Key
from groundplan.world.finding import Finding
from groundplan.world.opinion import Basis, Origin

__all__ = ["MotionAgent"]

_INSTANT_S: Final = 1e-6


class MotionAgent:
    """Writes position and rotation channels, tracks, and the speed of each action."""

    name = "motion"
    territory = ("entities/*/channels", "tracks", "grips", "narrative/actions")

    def run(self, view: WorldView, facts: Facts) -> Proposal:
        """Return movement as edits."""
        builder = PatchBuilder(view.world, actor="agent:motion", summary="set it in motion")
        blocking = blocking_of(view, facts)
        spans = {action.key: action.span for action in facts.actions}
        stated = {a.key for a in facts.actions if a.distance_m or a.speed_mps}
        for member in cast_list(facts).members:
            routes = [r for r in blocking.routes if r.mover == member.fact.key]
            turns = [t for t in blocking.turns if t.mover == member.fact.key]
            if routes or turns:
                said = any(route.action in stated for route in routes)
                said = said or any(turn.stated for turn in turns)
                first = (routes or turns)[0].action
                span = spans.get(first, member.fact.span)
                _add_ways(builder, view, member, blocking=blocking, span=span, said=said)
        _add_speeds(builder, view, blocking)
        _add_turns(builder, view, blocking)
        _add_changes(builder, view, facts, blocking=blocking)
        add_openings(builder, view, blocking, clock=clock_of(view))
        for key, track in tracks_of(view, facts, blocking).items():
            builder.add_node(f"tracks/{key}", track, basis="derived")
        undrawn = (
            _not_drawn(change, facts) for change in changes_of(facts) if change.name != "size"
        )
        for key, grip in grips_of(view, facts, blocking).items():
            builder.add_node(f"grips/{key}", grip, basis="derived")
        moved = apply(view.world, builder.patch()).world if blocking.launches else view.world
        flown = add_flights(
            builder, view, facts, world=moved, blocking=blocking, clock=clock_of(view)
        )
        findings = (*flown, *undrawn, *_nearest(facts, blocking))
        return Proposal(edits=builder.patch().edits, findings=findings)


def _nearest(facts: Facts, blocking: Blocking) -> tuple[Finding, ...]:
    """Report every verb that has no action of its own, and what is done instead."""
    return tuple(
        Finding(
            code="motion.approximated",
            severity="info",
            message=f'"{action.verb}" has no action of its own; it is shown as {shown!r}',
            paths=(f"narrative/actions/{action.key}",),
            span=world_span(action.span),
            options=("use a verb with an action", "bring a clip"),
        )
        for action in facts.actions
        if not action.negated
        and action.agent in blocking.things
        and (shown := _shown_as(action, facts, blocking))
    )


def _shown_as(action: ActionFact, facts: Facts, blocking: Blocking) -> str:
    """Return what stands for a verb that is not shown as itself, else nothing."""
    moves = (*blocking.routes, *blocking.turns)
    act = act_of(action, facts)
    if blocking.things[action.agent].kind == "character" and not any(
        move.action == action.key for move in moves
    ):
        return act.name if act.guessed or _by_meaning(action) else ""
    return action.action if _by_meaning(action) else ""


def _by_meaning(action: ActionFact) -> bool:
    """Whether no list of ours has the verb, so that its action is the nearest in meaning."""
    if is_named(action.verb) or vocabulary().verb(action.verb) is not None:
        return False
    meaning = verb_meaning(action.verb)
    return meaning is not None and meaning.action == action.action


def _add_ways(
    builder: PatchBuilder, view: WorldView, member: Member, *, blocking: Blocking, span: Span,
    said: bool,
) -> None:  # fmt: skip
    turns = [t for t in blocking.turns if t.mover == member.fact.key]
    clock = clock_of(view)
    basis: Basis = "derived" if said else "guessed"
    for index, body in enumerate(member.keys):
        path = f"entities/{view.entity(body)}/channels"
        routes = blocking.routes_of(member.fact.key, index)
        routes = tuple(over_ground(route, blocking.landform) for route in routes)
        sittings = [s for s in blocking.sittings if s.mover == member.fact.key]
        moved = with_seats_taken(position_keys(routes, clock), sittings, clock)
        risings = [r for r in blocking.risings if r.mover == member.fact.key]
        moved = with_seats_left(moved, risings, clock)
        start = blocking.body_heading(member.fact.key, index)
        thing = blocking.things[member.fact.key]
        if thing.kind == "vehicle" and has_bends(routes):
            turned = _rolled(routes, clock, length_m=thing.size[2])
        else:
            turned = rotation_keys(routes, turns, clock, start=start)
        if blocking.landform is not None and moved:
            turned = leaned_keys(
                moved, turned, start=start, kind=thing.kind, landform=blocking.landform
            )
        for name, type_, keys in (
            ("transform.position_m", "vec3", moved), ("transform.rotation", "quat", turned)
        ):  # fmt: skip
            unit = "m" if type_ == "vec3" else "1"
            channel_type: Literal["vec3", "quat"] = "vec3" if type_ == "vec3" else "quat"
            if len(keys) > 1:
                builder.add_node(
                    f"{path}/{name}",
                    Channel(type=channel_type, unit=unit, keys=keys),
                    basis=basis,
                    span=world_span(span),
                )


def _rolled(routes: Sequence[Route], clock: Clock, *, length_m: float) -> dict[str, Key]:
    """Return the headings of a vehicle, which turns as its wheels let it."""
    found = {clock.subframes(t): h for t, h in rolled_headings(routes, length_m=length_m)}
    return {f"k{i}": Key(t=t, v=rotation_of(found[t])) for i, t in enumerate(sorted(found))}


def _add_speeds(builder: PatchBuilder, view: WorldView, blocking: Blocking) -> None:
    """State the speed of every action whose body travels.

    It is the cruising speed where a speed was asked for, else the mean over the way.
    """
    for route in blocking.routes:
        seconds = route.keys[-1][0] - route.keys[0][0]
        if route.action not in view.world.narrative.actions or seconds <= 0.0:
            continue
        slot = blocking.timing.slots[route.action]
        if slot.start_s + _INSTANT_S < route.keys[-1][0] < slot.end_s - _INSTANT_S:
            end = clock_of(view).subframes(route.keys[-1][0])
            builder.set_field(f"narrative/actions/{route.action}/end", end, basis="guessed")
        known = slot.speed_mps is not None
        speed = route.cruise_mps if slot.cruised else route.length_m / seconds
        builder.set_field(
            f"narrative/actions/{route.action}/speed_mps", speed,
            basis="derived" if known else "guessed", origin=Origin.PLANNER,
        )  # fmt: skip


def _add_turns(builder: PatchBuilder, view: WorldView, blocking: Blocking) -> None:
    """State when every turn on the spot begins and ends."""
    clock = clock_of(view)
    for turn in blocking.turns:
        if turn.action not in view.world.narrative.actions:
            continue
        path, slot = f"narrative/actions/{turn.action}", blocking.timing.slots[turn.action]
        for name, at, planned in (("start", turn.start_s, slot.start_s),
                                  ("end", turn.end_s, slot.end_s)):  # fmt: skip
            if abs(at - planned) > _INSTANT_S:
                builder.set_field(f"{path}/{name}", clock.subframes(at), basis="guessed")


def _add_changes(
    builder: PatchBuilder, view: WorldView, facts: Facts, *, blocking: Blocking
) -> None:
    """Let sizes grow and shrink as scales, and say other states as words over time."""
    clock = clock_of(view)
    bodies = {member.fact.key: member for member in cast_list(facts).members}
    for change in changes_of(facts):
        if change.entity not in bodies:
            continue
        member, slot = bodies[change.entity], blocking.timing.slots[change.action]
        times = (clock.subframes(slot.start_s), clock.subframes(slot.end_s))
        span = world_span(member.fact.span)
        for body in member.keys:
            path = f"entities/{view.entity(body)}/channels"
            if change.factor != 1.0:
                # The larger end has the usual size, which is what the camera frames.
                ends = (min(1.0, 1.0 / change.factor), min(1.0, change.factor))
                scales = tuple((end, end, end) for end in ends)
                keys = {f"k{i}": Key(t=times[i], v=scales[i]) for i in range(2)}
                scale = Channel(type="vec3", unit="1", keys=keys)
                builder.add_node(f"{path}/transform.scale", scale, basis="guessed", span=span)
            if change.values[1]:
                states = {
                    f"k{i}": Key(t=times[i], v=change.values[i], interp="hold")
                    for i in range(2)
                    if change.values[i]
                }
                said = Channel(type="enum", unit="1", keys=states)
                name = f"{path}/attributes.{change.name}"
                builder.add_node(name, said, basis="extracted", span=span)


def _not_drawn(change: Change, facts: Facts) -> Finding:
    """Say that a state is in the document only: surfaces do not change while they are drawn."""
    entity = next(entity for entity in facts.entities if entity.key == change.entity)
    first, last = change.values
    return Finding(
        code="motion.change-not-drawn",
        severity="warning",
        message=(
            f'"{entity.noun}" goes {f"from {first} " if first else ""}to {last} in the document; '
            f"the picture keeps one {change.name}"
        ),
        paths=(f"narrative/actions/{change.action}",),
        span=world_span(entity.span),
        options=("make a shot of each state",),
    )
