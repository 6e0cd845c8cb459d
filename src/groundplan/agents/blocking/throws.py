"""Who throws what to whom, and when it is caught: the flight's time follows from its length."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from groundplan.agents.blocking.acts import act_of
from groundplan.agents.blocking.things import Spot, Thing, ground_distance
from groundplan.agents.blocking.timing import Schedule
from groundplan.language.facts import ActionFact, Facts
from groundplan.motion.actions.library import ACTIONS

__all__ = ["Throw", "throws_of"]

_LEAST_S: Final = 0.45
_MORE_S: Final = 0.08
"""Seconds of flight, and more for each metre: our engineering defaults."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Throw:
    """One thing that goes through the air from hands to hands."""

    action: str
    thing: str
    by: str
    to: str
    release_s: float
    catch_s: float

    @property
    def ready_s(self) -> float:
        """Return when the catcher begins to reach for it."""
        return self.catch_s - ACTIONS["catch"].events["grab"]


def throws_of(
    facts: Facts, things: Mapping[str, Thing], spots: Mapping[str, Spot], *, timing: Schedule
) -> tuple[Throw, ...]:
    """Return the throws from one person to another, in the order of time.

    Whom something is thrown to catches it, said or not.
    """
    found: list[Throw] = []
    for action in sorted(facts.actions, key=lambda a: a.order):
        if action.negated or action.key not in timing.slots or not _passes(action, things, facts):
            continue
        release = timing.slots[action.key].start_s + ACTIONS["throw"].events["release"]
        pair = (spots[action.agent].position, spots[action.goal].position)
        flight = _LEAST_S + _MORE_S * ground_distance(*pair)
        found.append(
            Throw(
                action=action.key, thing=action.object, by=action.agent, to=action.goal,
                release_s=release, catch_s=release + flight,
            )
        )  # fmt: skip
    return tuple(found)


def _passes(action: ActionFact, things: Mapping[str, Thing], facts: Facts) -> bool:
    pair = (action.agent, action.goal)
    return (
        act_of(action, facts).name == "throw"
        and action.object in things
        and things[action.object].kind == "prop"
        and pair[0] != pair[1]
        and all(k in things and things[k].kind == "character" for k in pair)
    )
