"""Things that are carried: in the hands, on the back of a mount, pushed ahead or pulled behind."""

from collections.abc import Mapping
from typing import Final

from groundplan.agents.blocking.acts import act_of
from groundplan.agents.blocking.legs import mounts_of
from groundplan.agents.blocking.spots import resting
from groundplan.agents.blocking.things import Spot, Thing
from groundplan.agents.blocking.verbs import movement_of
from groundplan.language.facts import ActionFact, Facts

__all__ = ["held_of"]

_AHEAD: Final = frozenset({"push"})
_BEHIND: Final = frozenset({"pull", "drag", "haul", "tow"})
_CARRY: Final = frozenset({"carry", "bring", "take", "drop", "release", "toss", "fling", "hurl",
                           "lob", "give", "hand", "offer", "put", "swing",
                           "juggle", "wield"})  # fmt: skip
_DONE_WITH: Final = frozenset({
    "phone", "use_phone", "read", "smoke", "aim", "swing_bat", "play_guitar", "play_violin",
    "play_flute",
})  # fmt: skip
"""Named actions whose object is what they are done with; a cake that is cut stays on its plate."""
_LARGEST_M: Final = 1.3
"""What is longer is not held in the hands: our engineering default."""


def held_of(facts: Facts, things: Mapping[str, Thing]) -> dict[str, Spot]:
    """Return the spots of carried things in their carriers' own axes, by key."""
    related = {r.subject for r in facts.relations} | {r.object for r in facts.relations}
    held: dict[str, Spot] = {}
    for rider, mount in mounts_of(facts, things).items():
        held[rider] = Spot(
            position=resting(things[rider], things[mount]), parent=mount, why="action"
        )
    for entity in facts.entities:
        if entity.key in things and entity.held_by in things and entity.held_by != entity.key:
            held[entity.key] = _in_hands(things[entity.key], things[entity.held_by])
    for action in facts.actions:
        taken = action.object in held or action.object in related
        if action.negated or taken or not _both(action, things):
            continue
        spot = _by_action(action, facts, thing=things[action.object], holder=things[action.agent])
        if spot is not None:
            held[action.object] = spot
    return {key: spot for key, spot in held.items() if not _circular(key, held)}


def _both(action: ActionFact, things: Mapping[str, Thing]) -> bool:
    return (
        action.agent in things
        and action.object in things
        and action.agent != action.object
        and things[action.agent].kind in {"character", "animal", "vehicle"}
    )


def _by_action(action: ActionFact, facts: Facts, *, thing: Thing, holder: Thing) -> Spot | None:
    words = {action.verb, action.action}
    reach = 0.5 * (holder.size[2] + thing.size[2]) + 0.15
    if words & _AHEAD:
        return Spot(position=(0.0, 0.0, reach), parent=holder.key, why="action")
    if words & _BEHIND:
        return Spot(position=(0.0, 0.0, -reach), parent=holder.key, why="action")
    near = movement_of(action.action, action.verb).near
    done_with = holder.kind == "character" and act_of(action, facts).name in _DONE_WITH
    if (
        (near == "hold" or done_with or words & _CARRY)
        and thing.kind == "prop"
        and max(thing.size) < _LARGEST_M
    ):
        return _in_hands(thing, holder)
    return None


def _in_hands(thing: Thing, holder: Thing) -> Spot:
    """Return a spot in front of the chest; long things hang from the hand at the right side."""
    height = 0.58 * holder.size[1]
    forward = 0.5 * (holder.size[2] + thing.size[2]) + 0.08
    lowered = max(0.0, height - 0.4 * thing.size[1])
    return Spot(
        position=(-0.12 * holder.size[1], lowered, forward), parent=holder.key, why="action"
    )


def _circular(key: str, held: Mapping[str, Spot]) -> bool:
    seen = {key}
    while key in held:
        key = held[key].parent
        if key in seen:
            return True
        seen.add(key)
    return False
