"""Intents: what the director asserts, to be satisfied, checked, and later tested on footage."""

from typing import Literal

from pydantic.dataclasses import dataclass

from groundplan.world.base import CLOSED, EntityId
from groundplan.world.narrative import Span

__all__ = ["Intent", "IntentKind"]

IntentKind = Literal[
    "shot_size", "camera_angle", "camera_move", "camera_distance", "focal_length",
    "screen_position", "visible", "distance", "speed", "duration", "relation", "light_side",
    "light_temperature", "light_level", "color", "beside",
]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True, config=CLOSED)
class Intent:
    """One assertion with its tolerance."""

    kind: IntentKind
    subject: EntityId | None = None
    object: EntityId | None = None
    shot: str = ""
    when: Literal["always", "start", "end"] = "always"
    value: float | str | None = None
    unit: str = ""
    tolerance: float | None = None
    """Absolute, in `unit`."""
    span: Span | None = None
