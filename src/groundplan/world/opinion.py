"""Opinions: who holds a value, how strongly, and on which words it rests; locks protect values.

A field's value is its strongest opinion. Between layers the stronger layer decides; within a layer
the stronger origin; between equals the later revision.
"""

from enum import StrEnum
from typing import Final, Literal

from pydantic.dataclasses import dataclass

from groundplan.world.base import CLOSED, JsonValue
from groundplan.world.narrative import Span

__all__ = ["LAYERS", "ORIGINS", "Basis", "Lock", "Opinion", "Origin", "layer_rank", "origin_rank"]


class Origin(StrEnum):
    """Who holds an opinion, strongest first (a human lock stands above them all)."""

    HUMAN = "human"
    QUANTITY = "quantity"
    SOLVER = "solver"
    LLM = "llm"
    PLANNER = "planner"
    VOCABULARY = "vocabulary"


ORIGINS: Final = tuple(Origin)
LAYERS: Final = ("scratch", "director", "shot", "generated")
"""Strongest first; a shot layer is written `shot:<id>` and counts only inside that shot."""

Basis = Literal["extracted", "authored", "derived", "guessed"]
"""Read in the input; set by a person; computed from other fields; assumed by default."""


def layer_rank(layer: str) -> int:
    """Return the strength of a layer, 0 the weakest (`generated`).

    Raises:
        ValueError: The layer is not one of `LAYERS`.
    """
    return len(LAYERS) - 1 - LAYERS.index(layer.partition(":")[0])


def origin_rank(origin: Origin) -> int:
    """Return the strength of an origin, 0 the weakest."""
    return len(ORIGINS) - 1 - ORIGINS.index(origin)


@dataclass(frozen=True, slots=True, kw_only=True, config=CLOSED)
class Opinion:
    """A value that someone holds for one field."""

    value: JsonValue
    origin: Origin
    basis: Basis
    layer: str = "generated"
    agent: str = ""
    """`agent:layout`, `user:ada` …"""
    span: Span | None = None
    confidence: float = 1.0
    revision: int = 0


@dataclass(frozen=True, slots=True, kw_only=True, config=CLOSED)
class Lock:
    """Stops weaker writers at a path and below it, in every layer."""

    by: str
    scope: Literal["value", "keys", "exists"] = "value"
    reason: str = ""
