"""Who opens and closes what: which part, when and how far, and where they stand for it."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from groundplan.agents.blocking.acts import act_of
from groundplan.agents.blocking.pacing import ramped
from groundplan.agents.blocking.things import Point, Route, Spot, Thing
from groundplan.agents.blocking.timing import Schedule
from groundplan.agents.spans import world_span
from groundplan.assets.opening import OpeningPart
from groundplan.language.facts import ActionFact, Facts
from groundplan.motion.actions.library import ACTIONS
from groundplan.world.finding import Finding

__all__ = ["Opening", "openings_of", "shown_headings", "stand_places", "through_doors"]

_ACTS: Final = {"open_door": True, "close_door": False}
_AJAR: Final = 0.42
"""How far a leaf is open while the hand still holds it: our engineering default."""
_PUSHED: Final = 0.2
"""The same for a leaf that is pushed: it leaves the hand sooner."""
_AWAY: Final = 0.3
"""How far off the handle people stand, over their height: our engineering default."""
_ASIDE_M: Final = 0.3
"""And further from the hinge, out of the way of the leaf."""
_BESIDE_M: Final = 0.5
"""How far from the middle of a flap, which comes down in front."""
_SHOWN_RAD: Final = 1.0
"""How far a free thing that is opened turns off the camera: our engineering default."""
_BEYOND_M: Final = 1.6
"""How far behind a door a way leads, at least: our engineering default."""
Vector = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """One part that somebody opens or closes."""

    action: str
    by: str
    thing: str
    joint: str
    part: OpeningPart
    pivot: Point
    opens: bool
    keys: tuple[tuple[float, float], ...]
    """Seconds, and how far it is open: 0 closed, 1 fully, -1 fully pushed away."""
    pushed: bool
    """It opens away from who opens it."""
    speed: float
    """Of the action that does it: 1, or faster in a short time."""
    hand: Literal["left", "right"] = "right"


def openings_of(
    facts: Facts, things: Mapping[str, Thing], timing: Schedule, *, going: frozenset[str]
) -> tuple[tuple[Opening, ...], tuple[Finding, ...]]:
    """Return what is opened and closed in the order of time, and what cannot be.

    Who is `going` pushes a door that opens both ways, to walk through.
    """
    found: list[Opening] = []
    findings: list[Finding] = []
    for action in sorted(facts.actions, key=lambda a: a.order):
        opens = _ACTS.get(act_of(action, facts).name)
        person = things.get(action.agent)
        if opens is None or action.negated or action.object not in things or person is None:
            continue
        if person.kind != "character" or action.key not in timing.slots:
            continue
        thing = things[action.object]
        if not thing.opening:
            findings.append(_nothing_opens(action, thing))
            continue
        found.append(_opening(action, thing, timing, before=found, opens=opens, going=going))
    return tuple(found), tuple(findings)


def _opening(
    action: ActionFact, thing: Thing, timing: Schedule, *, before: Sequence[Opening], opens: bool,
    going: frozenset[str],
) -> Opening:  # fmt: skip
    joint, part, pivot = thing.opening[0]
    slot = timing.slots[action.key]
    act = ACTIONS["open_door" if opens else "close_door"]
    speed = max(1.0, act.duration_s / max(slot.duration_s, 0.1))
    take, let = (slot.start_s + act.events[name] / speed for name in ("grab", "release"))
    end = slot.start_s + act.duration_s / speed
    earlier = next((o for o in reversed(before) if o.thing == thing.key), None)
    pushed = opens and part.both_ways and action.agent in going
    sign = -1.0 if pushed else 1.0
    now = earlier.keys[-1][1] if earlier is not None else 0.0 if opens else _AJAR
    held = 1.0 if part.slides else _PUSHED if pushed else _AJAR
    swung = ((take, now), (let, sign * held), (end, sign))
    keys = swung if opens else ((take, now), (let, 0.0))
    return Opening(
        action=action.key, by=action.agent, thing=thing.key, joint=joint, part=part, pivot=pivot,
        opens=opens, keys=keys, pushed=pushed, speed=speed, hand=_hand(part, pivot, pushed=pushed),
    )  # fmt: skip


def _hand(part: OpeningPart, pivot: Point, *, pushed: bool) -> Literal["left", "right"]:
    """Return the hand on the side of the hinge; a leaf that is pushed is taken by the other."""
    if part.slides or part.axis != "y":
        return "right"
    out, along = _ways(part, pivot)
    # Who faces the part has -out ahead; their left is that turned by a quarter to the left.
    left = (-out[1], out[0])
    hinge_left = -(along[0] * left[0] + along[1] * left[1]) > 0.0
    return "left" if hinge_left != pushed else "right"


def _ways(part: OpeningPart, pivot: Point) -> tuple[Vector, Vector]:
    """Return where a part opens to, and from its hinge to its handle: level unit ways (x, z)."""
    x, y, z = (part.handle[k] - pivot[k] for k in range(3))
    if part.slides:
        out = {"x": (part.full, 0.0), "z": (0.0, part.full)}.get(part.axis, (0.0, 1.0))
        return _unit(out), _unit((out[1], -out[0]))
    if part.axis == "y":
        out = _unit((part.full * z, -part.full * x))
        return out, _unit((x - out[0] * (x * out[0] + z * out[1]),
                           z - out[1] * (x * out[0] + z * out[1])))  # fmt: skip
    out = (0.0, part.full * y) if part.axis == "x" else (-part.full * y, 0.0)
    out = _unit(out)
    return out, (out[1], -out[0])


def _unit(way: Vector) -> Vector:
    length = math.hypot(*way)
    return (0.0, 1.0) if length < 1e-9 else (way[0] / length, way[1] / length)


def shown_headings(
    openings: Sequence[Opening], things: Mapping[str, Thing], facts: Facts
) -> dict[str, float]:
    """Return the headings of things that stand free, turned so that one sees into them [rad].

    The hinge is on the far side, and who opens them is seen from the side.
    """
    related = {key for r in facts.relations for key in (r.subject, r.object)}
    return {
        o.thing: math.copysign(_SHOWN_RAD, o.pivot[0] if o.part.axis == "y" else 1.0)
        for o in openings
        if things[o.thing].kind == "prop" and o.thing not in related
    }


def stand_places(
    openings: Sequence[Opening], things: Mapping[str, Thing], spots: Mapping[str, Spot], *,
    headings: Mapping[str, float],
) -> tuple[dict[str, Spot], dict[str, float]]:  # fmt: skip
    """Return where those who open something stand, and which way they face [rad].

    In front of the handle and out of the way of what opens; only for what stands on the ground.
    """
    places: dict[str, Spot] = {}
    facing: dict[str, float] = {}
    for opening in openings:
        spot, by = spots[opening.thing], spots.get(opening.by)
        if by is None or by.parent or spot.parent or opening.by in places:
            continue
        x, z = _place(opening, height_m=things[opening.by].size[1])
        turn = headings.get(opening.thing, 0.0)
        c, s = math.cos(turn), math.sin(turn)
        position = (spot.position[0] + c * x + s * z, by.position[1], spot.position[2] + c * z
                    - s * x)  # fmt: skip
        places[opening.by] = replace(by, position=position, why="action")
        facing[opening.by] = _faced(opening, x, z) + turn
    return places, facing


def _faced(opening: Opening, x: float, z: float) -> float:
    """Return which way to face at a place [rad]: ahead, or to the handle from beside a flap."""
    part = opening.part
    if part.axis == "y" or part.slides:
        out, _ = _ways(part, opening.pivot)
        return math.atan2(-out[0], -out[1])
    return math.atan2(part.handle[0] - x, part.handle[2] - z)


def _place(opening: Opening, *, height_m: float) -> Vector:
    """Return where to stand (x, z), in the axes of what is opened [m]."""
    part = opening.part
    out, along = _ways(part, opening.pivot)
    away, aside = _AWAY * height_m, 0.0
    if part.slides:
        away += abs(part.full)
    elif part.axis == "y":
        aside = -_ASIDE_M if opening.pushed else _ASIDE_M
    else:
        aside = _BESIDE_M
    return (
        part.handle[0] + away * out[0] + aside * along[0],
        part.handle[2] + away * out[1] + aside * along[1],
    )


def through_doors(
    openings: Sequence[Opening], routes: Sequence[Route], spots: Mapping[str, Spot], *,
    headings: Mapping[str, float],
) -> tuple[Route, ...]:  # fmt: skip
    """Return the ways; who has pushed a door open walks through it."""
    pushed = {opening.by: opening for opening in openings if opening.pushed}
    made: list[Route] = []
    for route in routes:
        opening = pushed.pop(route.mover, None)
        if opening is None or spots[opening.thing].parent:
            made.append(route)
            continue
        start, door = spots[route.mover].position, spots[opening.thing].position
        out, _ = _ways(opening.part, opening.pivot)
        turn = headings.get(opening.thing, 0.0)
        c, s = math.cos(turn), math.sin(turn)
        way = (c * out[0] + s * out[1], c * out[1] - s * out[0])
        length = max(route.length_m - math.dist(start, door), _BEYOND_M)
        end = (door[0] - length * way[0], start[1], door[2] - length * way[1])
        middle = (door[0], start[1], door[2])
        first, last = route.keys[0][0], route.keys[-1][0]
        share = math.dist(start, middle) / (math.dist(start, middle) + length)
        keys = ((first, start), (first + share * (last - first), middle), (last, end))
        made.append(replace(route, keys=ramped(keys, route.ramps_s)))
    return tuple(made)


def _nothing_opens(action: ActionFact, thing: Thing) -> Finding:
    return Finding(
        code="motion.no-such-part",
        severity="warning",
        message=(
            f'"{action.verb}": the {thing.noun} is drawn in one piece and has no part that moves; '
            "the hand goes to it, and it stays as it is"
        ),
        paths=(f"narrative/actions/{action.key}",),
        span=world_span(action.span),
        options=("name a door, window, cupboard, fridge, oven, drawer, safe or car",),
    )
