"""Who climbs a ladder: at its foot, facing it, and up as fast as hands and feet go."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from groundplan.agents.blocking.acts import act_of
from groundplan.agents.blocking.things import Route, Spot, Thing
from groundplan.agents.blocking.timing import Schedule
from groundplan.language.facts import ActionFact, Facts
from groundplan.motion.actions.library import ACTIONS
from groundplan.motion.actions.locomotion import RUNGS

__all__ = ["Climb", "climbing_mps", "climbs_of"]

_LADDERS: Final = frozenset({"ladder", "rope ladder", "stepladder", "scaffold"})
_AWAY: Final = 0.165
"""From the middle of a body to the rungs, over its height: as the action reaches."""
_FIRST_M: Final = 0.11
"""Height of the body's floor when its first foot is on the first rung."""
_BELOW_TOP: Final = 1.05
"""How far below a ladder's top people stop, over their height: the hands need rungs."""
_TURN_RAD: Final = -0.9
"""How far a ladder that stands free turns off the camera, so that one sees who climbs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Climb:
    """One climb: where it begins, which way it faces, and the way up."""

    by: str
    ladder: str
    spot: Spot
    heading: float
    turn: float
    route: Route


def climbs_of(
    facts: Facts, things: Mapping[str, Thing], spots: Mapping[str, Spot], *, timing: Schedule
) -> tuple[Climb, ...]:
    """Return the climbs of ladders that stand on the ground."""
    found: list[Climb] = []
    for action in facts.actions:
        ladder = next((k for k in (action.object, action.path, action.goal) if k in things), "")
        if action.negated or action.agent not in things or not ladder:
            continue
        alone = things[action.agent].kind == "character" and not spots[action.agent].parent
        up = act_of(action, facts).name == "climb" and action.direction != "down"
        if alone and up and things[ladder].noun in _LADDERS and not spots[ladder].parent:
            found.append(_climb(action, ladder, things, spots, timing))
    return tuple(found)


def climbing_mps(tall_m: float) -> float:
    """Return how fast somebody rises who climbs at the action's own pace."""
    return RUNGS * tall_m / ACTIONS["climb"].duration_s


def _climb(  # noqa: PLR0917  # who, what, where and when
    action: ActionFact, ladder: str, things: Mapping[str, Thing], spots: Mapping[str, Spot],
    timing: Schedule,
) -> Climb:  # fmt: skip
    slot, tall = timing.slots[action.key], things[action.agent].size[1]
    x, y, z = spots[ladder].position
    away = _AWAY * tall
    foot = (x + away * math.sin(_TURN_RAD), y + _FIRST_M, z + away * math.cos(_TURN_RAD))
    pace = climbing_mps(tall)
    most = max(things[ladder].size[1] - _BELOW_TOP * tall, 0.3)
    rise = min(pace * slot.duration_s, most)
    end = (foot[0], foot[1] + rise, foot[2])
    route = Route(
        action=action.key, mover=action.agent, gait="climb",
        keys=((slot.start_s, foot), (slot.end_s, end)),
    )  # fmt: skip
    return Climb(
        by=action.agent, ladder=ladder, spot=replace(spots[action.agent], position=foot),
        heading=math.remainder(_TURN_RAD + math.pi, math.tau), turn=_TURN_RAD, route=route,
    )  # fmt: skip
