"""Whom bodies turn to once they have arrived: a partner, or the camera for a gesture."""

from collections.abc import Mapping, Sequence
from typing import Final

from groundplan.agents.blocking.facing import heading_along
from groundplan.agents.blocking.partners import partner_of
from groundplan.agents.blocking.things import Route, Spot, Thing, Turn
from groundplan.agents.blocking.timing import Schedule
from groundplan.agents.blocking.verbs import movement_of
from groundplan.language.facts import Facts

__all__ = ["turns_of"]

_GESTURES: Final = frozenset({"wave", "arms_up", "dance"})
"""What is done with nobody is done for the camera, which shall see the arms."""
_TO_CAMERA: Final = 0.35
"""Heading [rad] of who does something for the camera: our engineering default."""
_INSTANT_S: Final = 1e-6


def turns_of(
    facts: Facts,
    things: Mapping[str, Thing],
    spots: Mapping[str, Spot],
    *,
    routes: Sequence[Route],
    timing: Schedule,
) -> tuple[Turn, ...]:
    """Return the turns on the spot, in the order of time."""
    turns: list[Turn] = []
    for action in facts.actions:
        own = [route for route in routes if route.mover == action.agent]
        slot = timing.slots.get(action.key)
        movement = movement_of(action.action, action.verb)
        if slot is None or not own or slot.start_s < own[-1].keys[-1][0] - _INSTANT_S:
            continue
        if movement.travels or not (movement.near or movement.pose in _GESTURES):
            continue
        partner = partner_of(action, facts)
        heading: float | None = None
        if partner in things and not spots[partner].parent:
            there = next((r.keys[-1][1] for r in reversed(routes) if r.mover == partner), None)
            heading = heading_along(own[-1].keys[-1][1], there or spots[partner].position)
        elif movement.pose in _GESTURES:
            heading = _TO_CAMERA
        if heading is not None:
            turns.append(Turn(mover=action.agent, at_s=slot.start_s, heading=heading))
    return tuple(sorted(turns, key=lambda turn: turn.at_s))
