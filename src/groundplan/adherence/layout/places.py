"""Two things can't be in one place: who is more alike has it, and the other was not seen there."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import numpy as np

from groundplan.adherence.layout.seeking import Found
from groundplan.adherence.layout.templates import Template

__all__ = ["without_displaced"]

_SAME_PLACE: Final = 0.5
"""Of the smaller one's height: nearer than this two things share a place."""
_BETTER: Final = 0.1
_AWAY_SHARE: Final = 0.5
"""Of its height: who is found so far from its own place took another's."""

Row = tuple[Template, Found | None]


def without_displaced(rows: Sequence[Row]) -> list[Row]:
    """Return rows in which nobody is found where another, who came from elsewhere, fits better."""
    found = [one for _, one in rows if one is not None and one.sure]
    return [
        (template, replace(one, sure=False, displaced=True))
        if one is not None and one.sure and any(_displaces(other, one) for other in found)
        else (template, one)
        for template, one in rows
    ]


def _displaces(other: Found, one: Found) -> bool:
    if other.template.instance == one.template.instance:
        return False
    tall = min(other.template.own.shape[0], one.template.own.shape[0])
    came = float(np.hypot(*other.placement.offset_px))
    gap = float(np.hypot(*(_centre(other) - _centre(one))))
    clearly = other.placement.likeness > one.placement.likeness + _BETTER
    return clearly and came > _AWAY_SHARE * tall and gap < _SAME_PLACE * tall


def _centre(one: Found) -> np.ndarray:
    return one.template.expected_px + one.placement.offset_px
