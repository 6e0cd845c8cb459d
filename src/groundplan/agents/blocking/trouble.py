"""What a check of an action says: why it cannot be, and what is done instead."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from groundplan.agents.blocking.things import Thing
from groundplan.language.facts import ActionFact, Facts

__all__ = ["Check", "Trouble", "article", "is_fish"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """Why something cannot be, what is done instead, and the action that does it."""

    why: str
    instead: str
    action: ActionFact
    measured: float | None = None
    expected: float | None = None
    unit: str = ""
    options: tuple[str, ...] = ()


Check = Callable[[ActionFact, Mapping[str, Thing], Facts], Trouble | None]


def article(noun: str) -> str:
    """Return the word before a noun."""
    return "an" if noun[:1] in "aeiou" else "a"


def is_fish(thing: Thing) -> bool:
    """Tell whether a thing swims and has no legs."""
    return thing.species is not None and thing.species.rig == "fish"
