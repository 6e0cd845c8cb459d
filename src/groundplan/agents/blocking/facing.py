"""Which way bodies face: along their way, at whom they talk to, else nearly at the camera."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from groundplan.agents.blocking.legs import Leg
from groundplan.agents.blocking.partners import partner_of
from groundplan.agents.blocking.things import Point, Route, Spot, Thing, ground_distance
from groundplan.agents.blocking.verbs import movement_of
from groundplan.language.facts import Facts

__all__ = ["heading_along", "headings_of", "ready_heading", "turned_groups"]

_STANDING: Final = {"character": 0.35, "animal": 0.9, "vehicle": 1.2}
"""Headings [rad] of what has nothing to face: our engineering defaults."""
_WAYS: Final = {
    "left": -0.5 * math.pi, "towards_camera": 0.0, "away_from_camera": math.pi,
    "backward": -0.5 * math.pi,
}  # fmt: skip
_QUEUING: Final = frozenset({"queue", "line", "line_up", "queue_up"})
_MOVES: Final = frozenset({"character", "animal", "vehicle"})


def heading_along(start: Point, end: Point) -> float | None:
    """Return the heading [rad] of a way over the ground; None for one that goes straight up."""
    if ground_distance(start, end) < 1e-6:
        return None
    return math.atan2(end[0] - start[0], end[2] - start[2])


def ready_heading(thing: Thing, legs: Sequence[Leg], facts: Facts) -> Thing:
    """Return the thing as it will face, or with room for any heading where that is open."""
    own = [leg for leg in legs if leg.mover == thing.key]
    faces = any(
        not a.negated
        and thing.key in {a.agent, partner_of(a, facts)}
        and partner_of(a, facts)
        and movement_of(a.action, a.verb).near in {"touch", "talk"}
        for a in facts.actions
    )
    if thing.count > 1 and not own and _queue_of(thing.key, facts):
        return replace(thing, heading=-0.5 * math.pi, line=True)
    if own:
        straight = not own[0].bend_rad and own[0].path_kind != "around"
        plain = len(own) == 1 and not own[0].end and straight
        with_start = any(r.subject == thing.key for r in facts.relations) and own[0].goal
        if plain and not own[0].companion and not with_start:
            return replace(thing, heading=_WAYS.get(own[0].direction, 0.5 * math.pi))
        lead = next((leg for leg in legs if leg.mover == own[0].companion), None)
        if plain and lead is not None and not lead.end and lead.path_kind != "around":
            return replace(thing, heading=_WAYS.get(lead.direction, 0.5 * math.pi))
        return replace(thing, turns=True)
    if faces and thing.kind in _MOVES:
        return replace(thing, turns=True)
    return replace(thing, heading=_STANDING.get(thing.kind, 0.0))


def _queue_of(key: str, facts: Facts) -> str:
    """Return what a thing queues for; empty when it does not."""
    for action in facts.actions:
        if action.agent == key and not action.negated and {action.verb, action.action} & _QUEUING:
            near = (r.object for r in facts.relations if r.subject == key and r.when != "end")
            return action.goal or action.object or next(near, "") or key
    return ""


def turned_groups(facts: Facts, things: Mapping[str, Thing]) -> dict[str, tuple[float, ...]]:
    """Return the headings of groups whose members talk to or touch one another: to their middle."""
    turned: dict[str, tuple[float, ...]] = {}
    for action in facts.actions:
        thing = things.get(action.agent)
        movement = movement_of(action.action, action.verb)
        if thing is None or thing.count < 2 or action.negated or action.object or movement.travels:
            continue
        if movement.near in {"talk", "touch"} and thing.kind in _MOVES:
            turned[thing.key] = tuple(
                heading_along((x, 0.0, z), (0.0, 0.0, 0.0)) or 0.0 for x, z in thing.offsets
            )
    return turned


def headings_of(
    facts: Facts, things: Mapping[str, Thing], spots: Mapping[str, Spot], *, routes: Sequence[Route]
) -> dict[str, float]:
    """Return the heading of everything at the start [rad]; of carried things in their carrier."""
    headings = {key: thing.heading for key, thing in things.items()}
    headings |= {key: 0.0 for key in things if spots[key].parent}
    headings |= _met(facts, things, spots)
    headings |= _queues(facts, things, spots)
    sitting = set[str]()
    for relation in facts.relations:
        pair = (relation.subject, relation.object)
        if relation.relation == "on" and all(key in things for key in pair):
            seated = things[pair[0]].sink_m > 0.0 and not spots[pair[0]].parent
            headings[pair[0]] = headings[pair[1 if seated else 0]]
            sitting |= {pair[0]} if seated and relation.when != "end" else set()
    for route in reversed(routes):
        points = [point for _, point in route.keys]
        ways = (heading_along(a, b) for a, b in pairwise(points))
        along = next((way for way in ways if way is not None), None)
        if along is not None and not spots[route.mover].parent and route.mover not in sitting:
            headings[route.mover] = along
    return headings


def _queues(
    facts: Facts, things: Mapping[str, Thing], spots: Mapping[str, Spot]
) -> dict[str, float]:
    """Return the headings of those who queue: along their line, to the side it begins at."""
    headings: dict[str, float] = {}
    for key, thing in things.items():
        goal = _queue_of(key, facts) if thing.line else ""
        if goal in spots and goal != key and not spots[key].parent:
            right = spots[goal].position[0] > spots[key].position[0]
            headings[key] = 0.5 * math.pi if right else -0.5 * math.pi
    return headings


def _met(facts: Facts, things: Mapping[str, Thing], spots: Mapping[str, Spot]) -> dict[str, float]:
    """Return the headings of those who talk to, look at or touch another."""
    headings: dict[str, float] = {}
    for action in facts.actions:
        movement = movement_of(action.action, action.verb)
        pair = (action.agent, partner_of(action, facts))
        if action.negated or not all(k in things and not spots[k].parent for k in pair):
            continue
        if movement.near not in {"touch", "talk"} or movement.travels:
            continue
        for one, other in (pair, pair[::-1]):
            along = heading_along(spots[one].position, spots[other].position)
            if along is not None and things[one].kind in _MOVES:
                headings[one] = along
    return headings
