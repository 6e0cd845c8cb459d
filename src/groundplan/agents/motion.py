"""Role 6, motion: turns ways into channels and actions into tracks, at the times of the story."""

import math
from collections.abc import Sequence
from typing import Final, Literal

from groundplan.agents.blocking.facing import heading_along
from groundplan.agents.blocking.plan import Blocking
from groundplan.agents.blocking.things import Route, Turn
from groundplan.agents.blocking.timing import Clock
from groundplan.agents.cast_list import Member, cast_list
from groundplan.agents.layout import rotation_of
from groundplan.agents.narrative import clock_of
from groundplan.agents.port import Proposal, WorldView
from groundplan.agents.spans import world_span
from groundplan.agents.staging import blocking_of
from groundplan.agents.tracks import tracks_of
from groundplan.language.facts import Facts, Span
from groundplan.world.build import PatchBuilder
from groundplan.world.channel import Channel, Key
from groundplan.world.opinion import Basis, Origin

__all__ = ["MotionAgent"]

_TURN_S: Final = 0.25
"""Time to turn at a corner of a way: our engineering default."""
_TURN_RADPS: Final = 3.0
"""How fast a body turns on the spot: our engineering default."""
_INSTANT_S: Final = 1e-6
_STRAIGHT_RAD: Final = 1e-3


class MotionAgent:
    """Writes position and rotation channels, tracks, and the speed of each action."""

    name = "motion"
    territory = ("entities/*/channels", "tracks", "narrative/actions")

    def run(self, view: WorldView, facts: Facts) -> Proposal:
        """Return movement as edits."""
        builder = PatchBuilder(view.world, actor="agent:motion", summary="set it in motion")
        blocking = blocking_of(view, facts)
        spans = {action.key: action.span for action in facts.actions}
        stated = {a.key for a in facts.actions if a.distance_m or a.speed_mps}
        for member in cast_list(facts).members:
            routes = [r for r in blocking.routes if r.mover == member.fact.key]
            if routes:
                said = any(route.action in stated for route in routes)
                span = spans.get(routes[0].action, member.fact.span)
                _add_ways(builder, view, member, blocking=blocking, span=span, said=said)
        _add_speeds(builder, view, blocking)
        for key, track in tracks_of(view, facts, blocking).items():
            builder.add_node(f"tracks/{key}", track, basis="derived")
        return Proposal(edits=builder.patch().edits)


def _add_ways(
    builder: PatchBuilder, view: WorldView, member: Member, *, blocking: Blocking, span: Span,
    said: bool,
) -> None:  # fmt: skip
    routes = [r for r in blocking.routes if r.mover == member.fact.key]
    clock = clock_of(view)
    basis: Basis = "derived" if said else "guessed"
    turns = [turn for turn in blocking.turns if turn.mover == member.fact.key]
    for (dx, dz), body in zip(blocking.things[member.fact.key].offsets, member.keys, strict=True):
        path = f"entities/{view.entity(body)}/channels"
        moved = _positions(routes, clock, offset=(dx, dz))
        start = blocking.headings[member.fact.key]
        turned = _rotations(routes, clock, start=start, turns=turns)
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


def _positions(routes: list[Route], clock: Clock, *, offset: tuple[float, float]) -> dict[str, Key]:
    keys: dict[int, tuple[float, float, float]] = {}
    for route in routes:
        for seconds, (x, y, z) in route.keys:
            keys[clock.subframes(seconds)] = (x + offset[0], y, z + offset[1])
    return {f"k{i}": Key(t=t, v=keys[t]) for i, t in enumerate(sorted(keys))}


def _rotations(
    routes: list[Route], clock: Clock, *, start: float, turns: Sequence[Turn]
) -> dict[str, Key]:
    """Return headings along the ways: constant on straight parts, turning around corners.

    After them it turns on the spot to whom it meets.

    Empty when the body faces one way all the time: its transform says that.
    """
    headings: dict[int, float] = {}
    current = start
    for route in routes:
        for (t0, a), (t1, b) in zip(route.keys, route.keys[1:], strict=False):
            along = heading_along(a, b)
            if along is None:
                continue
            wanted = current + math.remainder(along - current, math.tau)
            begin, end = clock.subframes(t0), clock.subframes(t1)
            if abs(wanted - current) > _STRAIGHT_RAD and (headings or begin > 0):
                turn = min(clock.subframes(_TURN_S), max(1, (end - begin) // 2))
                headings.setdefault(begin, current)
                headings[min(begin + turn, end)] = wanted
            else:
                headings.setdefault(begin, wanted)
            current = wanted
    for turn in turns:
        begin = max(clock.subframes(turn.at_s), max(headings, default=0) + 1)
        wanted = current + math.remainder(turn.heading - current, math.tau)
        seconds = max(_TURN_S, abs(wanted - current) / _TURN_RADPS)
        headings.setdefault(begin, current)
        headings[begin + clock.subframes(seconds)] = wanted
        current = wanted
    if all(abs(heading - start) <= _STRAIGHT_RAD for heading in headings.values()):
        return {}
    return {f"k{i}": Key(t=t, v=rotation_of(headings[t])) for i, t in enumerate(sorted(headings))}


def _add_speeds(builder: PatchBuilder, view: WorldView, blocking: Blocking) -> None:
    """State the mean speed of every action whose body travels."""
    for route in blocking.routes:
        seconds = route.keys[-1][0] - route.keys[0][0]
        if route.action not in view.world.narrative.actions or seconds <= 0.0:
            continue
        slot = blocking.timing.slots[route.action]
        if route.keys[-1][0] < slot.end_s - _INSTANT_S:
            end = clock_of(view).subframes(route.keys[-1][0])
            builder.set_field(f"narrative/actions/{route.action}/end", end, basis="guessed")
        known = slot.speed_mps is not None
        builder.set_field(
            f"narrative/actions/{route.action}/speed_mps", route.length_m / seconds,
            basis="derived" if known else "guessed", origin=Origin.PLANNER,
        )  # fmt: skip
