"""Whom bodies turn to once they have arrived: a partner, or the camera for a gesture."""

import math
from collections.abc import Mapping, Sequence
from typing import Final

from groundplan.agents.blocking.facing import heading_along
from groundplan.agents.blocking.partners import partner_of
from groundplan.agents.blocking.things import Spot, Thing
from groundplan.agents.blocking.timing import Schedule
from groundplan.agents.blocking.turns import Places, Turn, heading_at, point_at
from groundplan.agents.blocking.verbs import movement_of
from groundplan.language.facts import ActionFact, Facts

__all__ = ["arrival_turns"]

_GESTURES: Final = frozenset({"wave", "arms_up", "dance"})
"""What is done with nobody is done for the camera, which shall see the arms."""
_TO_CAMERA: Final = 0.35
"""Heading [rad] of who does something for the camera: our engineering default."""
_INSTANT_S: Final = 1e-6
_SHORTEST_S: Final = 0.25
_RATE_RADPS: Final = 3.0
"""How fast a body turns to whom it meets: our engineering default."""


def arrival_turns(
    facts: Facts,
    things: Mapping[str, Thing],
    spots: Mapping[str, Spot],
    *,
    places: Places,
    timing: Schedule,
    before: Sequence[Turn],
) -> tuple[Turn, ...]:
    """Return the turns of who has arrived and now does something with or for somebody.

    `before` are the turns that the words ask for.
    """
    turns: list[Turn] = []
    for action in facts.actions:
        own = [route for route in places.routes if route.mover == action.agent]
        slot = timing.slots.get(action.key)
        movement = movement_of(action.action, action.verb)
        if slot is None or not own or slot.start_s < own[-1].keys[-1][0] - _INSTANT_S:
            continue
        if movement.travels or not (movement.near or movement.pose in _GESTURES):
            continue
        partner = partner_of(action, facts)
        wanted: float | None = None
        if partner in things and not spots[partner].parent:
            wanted = heading_along(own[-1].keys[-1][1], point_at(partner, math.inf, places))
        elif movement.pose in _GESTURES:
            wanted = _TO_CAMERA
        if wanted is not None:
            turns.append(_turned(action, slot.start_s, wanted=wanted, places=places, before=before))
    return tuple(turns)


def _turned(
    action: ActionFact, start_s: float, *, wanted: float, places: Places, before: Sequence[Turn]
) -> Turn:
    heading = heading_at(action.agent, start_s, places=places, before=before)
    by = math.remainder(wanted - heading, math.tau)
    return Turn(
        action=action.key, mover=action.agent, start_s=start_s,
        end_s=start_s + max(_SHORTEST_S, abs(by) / _RATE_RADPS),
        start_rad=heading, by_rad=by, stated=False,
    )  # fmt: skip
