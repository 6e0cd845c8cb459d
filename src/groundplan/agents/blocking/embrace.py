"""How close two come who do something with each other: closer than bodies are else put down."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from groundplan.agents.blocking.acts import act_of
from groundplan.agents.blocking.partners import partner_of
from groundplan.agents.blocking.things import Route, Spot, Thing, ground_distance
from groundplan.language.facts import Facts

__all__ = ["embraced"]

_APART: Final[Mapping[str, float]] = MappingProxyType(
    {
        "hug": 0.21, "kiss": 0.23, "dance_together": 0.26, "whisper": 0.3, "comfort": 0.36,
        "fight": 0.41, "punch": 0.41, "slap": 0.41, "hand_over": 0.55, "shake_hands": 0.55,
        "high_five": 0.53,
    }
)  # fmt: skip
"""Distance between centres over the mean standing height: what the arms of both reach."""


_TOUCHED: Final = frozenset({
    "touch", "pet", "knock", "press_button", "turn_key", "push", "knock_over", "pick_up", "lift",
    "pick_up_with_both_hands", "raise_overhead", "paint", "wipe",
})  # fmt: skip
_ARM: Final = 0.27
"""Distance from the middle of a body to what its hands touch, over its height: an easy reach."""


def _within_reach(
    facts: Facts, things: Mapping[str, Thing], spots: Mapping[str, Spot], *, routes: Sequence[Route]
) -> dict[str, Spot]:
    """Return the spots of people who touch a thing: so near that they need not stretch."""
    going = {route.mover for route in routes}
    moved: dict[str, Spot] = {}
    for action in facts.actions:
        pair = (action.agent, action.object)
        if action.negated or not all(k in things and not spots[k].parent for k in pair):
            continue
        one, other = things[pair[0]], things[pair[1]]
        if one.kind != "character" or one.count > 1 or other.count > 1 or going & set(pair):
            continue
        if act_of(action, facts).name not in _TOUCHED or other.kind == "character" or other.flat:
            continue
        gap, step = _gap(spots[pair[0]], spots[pair[1]], other)
        near = gap - _ARM * one.size[1]
        if near > 0.0:
            x, y, z = spots[pair[0]].position
            place = (x + near * step[0], y, z + near * step[1])
            moved[pair[0]] = replace(spots[pair[0]], position=place)
    return moved


def _gap(mine: Spot, theirs: Spot, thing: Thing) -> tuple[float, tuple[float, float]]:
    """Return how far a thing's footprint is from a spot [m], and the way to it."""
    half_x, half_z = thing.one
    dx, dz = (theirs.position[k] - mine.position[k] for k in (0, 2))
    x = math.copysign(max(abs(dx) - half_x, 0.0), dx)
    z = math.copysign(max(abs(dz) - half_z, 0.0), dz)
    far = math.hypot(x, z)
    return far, (0.0, 0.0) if far < 1e-6 else (x / far, z / far)


def embraced(
    facts: Facts, things: Mapping[str, Thing], spots: Mapping[str, Spot], *, routes: Sequence[Route]
) -> dict[str, Spot]:
    """Return the spots, of people who stand still and touch each other as close as they need."""
    moved = dict(spots)
    moved |= _within_reach(facts, things, spots, routes=routes)
    going = {route.mover for route in routes}
    for action in facts.actions:
        pair = (action.agent, partner_of(action, facts))
        share = _APART.get(act_of(action, facts).name)
        if share is None or action.negated or pair[0] == pair[1] or going & set(pair):
            continue
        if not all(
            k in things and things[k].kind == "character" and things[k].count == 1
            and not moved[k].parent
            for k in pair
        ):  # fmt: skip
            continue
        mine, theirs = (moved[k].position for k in pair)
        now = ground_distance(mine, theirs)
        wanted = share * 0.5 * (things[pair[0]].size[1] + things[pair[1]].size[1])
        if now <= wanted:
            continue
        step = (now - wanted) / now
        place = (
            mine[0] + step * (theirs[0] - mine[0]), mine[1], mine[2] + step * (theirs[2] - mine[2])
        )  # fmt: skip
        moved[pair[0]] = replace(moved[pair[0]], position=place)
    return moved
