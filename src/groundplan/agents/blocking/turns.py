"""Who turns on the spot, when, and how far."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from groundplan.agents.blocking.facing import heading_along
from groundplan.agents.blocking.things import Point, Route
from groundplan.agents.blocking.timing import Schedule
from groundplan.agents.blocking.turn_words import (
    amount_of,
    bend_of,
    is_spin,
    is_stated,
    is_turn,
    side_of,
)
from groundplan.agents.blocking.verbs import speed_factor
from groundplan.agents.spans import world_span
from groundplan.language.facts import ActionFact, Facts
from groundplan.world.finding import Finding

__all__ = ["Places", "Turn", "heading_at", "point_at", "turns_of"]

_RATE_RADPS: Final = 0.5 * math.pi
"""How fast people turn where nothing is said: our engineering default."""
_SHORTEST_S: Final = 0.5
_SECONDS_PER_SPIN: Final = 2.0
_EPSILON_S: Final = 1e-6


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One body turns on the spot."""

    action: str
    mover: str
    start_s: float
    end_s: float
    start_rad: float
    """Heading at the start."""
    by_rad: float
    """Signed; more than a full turn is one."""
    stated: bool
    """The words say how far."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """Where bodies stand and face at the start, in world axes, and their ways."""

    points: Mapping[str, Point]
    headings: Mapping[str, float]
    routes: Sequence[Route]


def turns_of(
    facts: Facts, timing: Schedule, *, places: Places
) -> tuple[tuple[Turn, ...], tuple[Finding, ...]]:
    """Return who turns on the spot, in the order of time, and turns that find no time."""
    turns: list[Turn] = []
    findings: list[Finding] = []
    driven = {route.action for route in places.routes}
    bent = {
        (r.mover, action.order)
        for r in places.routes for action in facts.actions if action.key == r.action
    }  # fmt: skip
    for action in sorted(filter(is_turn, facts.actions), key=lambda a: a.order):
        if action.key in driven or action.agent not in places.headings:
            continue
        if bend_of(action) is not None and (action.agent, action.order) in bent:
            continue
        turn = _turn(action, timing, places=places, before=turns)
        if turn is None:
            findings.append(_no_time(action))
        else:
            turns.append(turn)
    return tuple(turns), tuple(findings)


def _turn(
    action: ActionFact, timing: Schedule, *, places: Places, before: Sequence[Turn]
) -> Turn | None:
    slot = timing.slots[action.key]
    own = [route for route in places.routes if route.mover == action.agent]
    busy = [r.keys[-1][0] for r in own if r.keys[0][0] < slot.end_s - _EPSILON_S]
    busy += [t.end_s for t in before if t.mover == action.agent]
    start = max([slot.start_s, *busy])
    room = (slot.end_s if start <= slot.start_s else max(slot.end_s, timing.length_s)) - start
    if room < _SHORTEST_S and start > slot.start_s:
        return None
    heading = heading_at(action.agent, start, places=places, before=before)
    by = _by(action, heading, places=places, at=start, seconds=slot.duration_s)
    wanted = max(_SHORTEST_S, abs(by) / (_RATE_RADPS * speed_factor(action.manner)))
    lasts = room if slot.firm or is_spin(action) else min(room, wanted)
    return Turn(
        action=action.key, mover=action.agent, start_s=start, end_s=start + lasts,
        start_rad=heading, by_rad=by, stated=is_stated(action),
    )  # fmt: skip


def _by(action: ActionFact, heading: float, *, places: Places, at: float, seconds: float) -> float:
    """Return how far: as stated, to face what is named, about, or our default [rad]."""
    if action.angle_rad is None and action.object in places.points:
        here = point_at(action.agent, at, places)
        along = heading_along(here, point_at(action.object, at, places))
        return 0.0 if along is None else math.remainder(along - heading, math.tau)
    if is_spin(action) and not is_stated(action):
        spins = max(1.0, round(seconds / _SECONDS_PER_SPIN * speed_factor(action.manner)))
        return side_of(action) * spins * math.tau
    return side_of(action) * amount_of(action)


def point_at(key: str, time: float, places: Places) -> Point:
    """Return where a body is: at the last point of its ways that it has reached."""
    reached = [
        (seconds, point)
        for route in places.routes if route.mover == key
        for seconds, point in route.keys if seconds <= time + _EPSILON_S
    ]  # fmt: skip
    return max(reached, key=lambda pair: pair[0])[1] if reached else places.points[key]


def heading_at(mover: str, time: float, *, places: Places, before: Sequence[Turn]) -> float:
    """Return the heading that the body has when nothing else turns it any more [rad]."""
    heading, last = places.headings[mover], -math.inf
    for route in places.routes:
        points = [point for _, point in route.keys]
        ways = [heading_along(a, b) for a, b in pairwise(points)]
        final = next((way for way in reversed(ways) if way is not None), None)
        done = route.keys[-1][0]
        if route.mover == mover and final is not None and last < done <= time + _EPSILON_S:
            heading, last = final, done
    for turn in before:
        if turn.mover == mover and last <= turn.end_s <= time + _EPSILON_S:
            heading, last = turn.start_rad + turn.by_rad, turn.end_s
    return heading


def _no_time(action: ActionFact) -> Finding:
    return Finding(
        code="motion.no-time-to-turn",
        severity="warning",
        message=f'"{action.verb}" finds no time: the body is on its way until the shot ends',
        paths=(f"narrative/actions/{action.key}",),
        span=world_span(action.span),
        options=("make the shot longer", 'say "then" before the turn'),
    )
