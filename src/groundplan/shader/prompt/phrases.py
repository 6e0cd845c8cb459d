"""The pieces of a prompt before they are sentences."""

from dataclasses import dataclass
from typing import Literal

from groundplan.shader.intents import IntentName

__all__ = ["Part", "Phrase", "phrases_in"]

Part = Literal[
    "deeds", "cast", "things", "setting", "surroundings", "layout", "camera", "light", "style",
    "detail",
]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """What goes in whole or not at all."""

    part: Part
    text: str
    link: str = ""
    """How a clause follows the one before it: then, while, and."""
    names: frozenset[IntentName] = frozenset()
    """The intents that it tells."""
    number: int = 0
    """In the order in which phrases were given."""
    priority: int = 0
    """What has the highest is left out first."""


def phrases_in(words: str) -> tuple[str, ...]:
    """Return the phrases of an intent's words."""
    return tuple(phrase.strip() for phrase in words.split(";") if phrase.strip())
