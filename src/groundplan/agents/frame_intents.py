"""What the words ask of the frame, as intents: places on the screen, room, staging, sharpness.

Source:
    Tolerances are our engineering defaults: a place on the screen within 1 % of the frame's width,
    headroom within 2 % of its height; the solver keeps closer ones of its own.
"""

import math
from collections.abc import Iterator
from typing import Final, cast

from groundplan.agents.port import WorldView
from groundplan.agents.spans import world_span
from groundplan.language.facts import CameraFact
from groundplan.world.intent import BodyPoint, Intent, IntentKind

__all__ = ["frame_intents"]

_NUMBERS: Final[dict[str, tuple[IntentKind, str, float]]] = {
    "screen_x": ("screen_x", "1", 0.01),
    "screen_y": ("screen_y", "1", 0.01),
    "screen_height": ("screen_height", "1", 0.01),
    "headroom": ("headroom", "1", 0.02),
    "height": ("camera_height", "m", 0.02),
    "roll": ("camera_roll", "rad", math.radians(0.25)),
}
"""By facet: kind, unit and tolerance of what a number says."""
_LEAD_MOST: Final = 4.0
"""Lead room is at least what is asked, and up to this: our engineering default."""
_PARTNERED: Final = frozenset({"over_shoulder", "pov", "two_shot", "three_shot", "reverse"})


def frame_intents(view: WorldView, fact: CameraFact, known: set[str]) -> Iterator[Intent]:
    """Yield what one fact of the camera asserts about the frame.

    `known`: fact keys of what is in the world.
    """
    subject = view.entity(fact.subject) if fact.subject in known else None
    other = view.entity(fact.object) if fact.object in known else None
    span = world_span(fact.span)
    if fact.facet in _NUMBERS:
        yield from _number(fact, subject)
    elif fact.facet == "lead_room":
        yield Intent(
            kind="lead_room", subject=subject, value=fact.amount or 1.5, upper=_LEAD_MOST, unit="1",
            span=span,
        )  # fmt: skip
    elif fact.facet == "staging" and fact.value:
        paired = other if fact.value in _PARTNERED else None
        yield Intent(
            kind="staging", subject=subject, object=paired, side=fact.side, value=fact.value,
            span=span,
        )  # fmt: skip
    elif fact.facet == "sharp" and subject is not None:
        yield Intent(kind="sharp", subject=subject, object=other, span=span)
    elif fact.facet in _PLAIN:
        kind, value, share = _PLAIN[fact.facet]
        yield Intent(kind=kind, subject=subject, value=value, share=share, span=span)


_PLAIN: Final[dict[str, tuple[IntentKind, float | None, float]]] = {
    "both_eyes": ("sees_both_eyes", None, 1.0),
    "in_frame": ("visible", 1.0, 0.9),
    "inside": ("inside_set", None, 1.0),
}
"""By facet: kind, value and share of the time of what is asked without a number."""


def _number(fact: CameraFact, subject: str | None) -> Iterator[Intent]:
    """Yield what a steady number asserts."""
    kind, unit, tolerance = _NUMBERS[fact.facet]
    amount = fact.amount
    if amount is not None and math.isfinite(amount) and fact.end_amount is None:
        yield Intent(
            kind=kind, subject=subject, part=cast("BodyPoint", fact.part), value=amount, unit=unit,
            tolerance=tolerance, strength="should" if fact.value == "thirds" else "must",
            span=world_span(fact.span),
        )  # fmt: skip
