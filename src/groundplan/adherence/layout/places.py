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
_AWAY_SHARE: Final = 0.3
"""Of its height: who is found so far from its own place took another's."""

Row = tuple[Template, Found | None]


def without_displaced(rows: Sequence[Row]) -> list[Row]:
    """Return rows in which no two are found in one place.

    Who came from elsewhere and is clearly more alike displaces who was planned there; if it is not
    clearly more alike, it was not made out: the place is another's.
    """
    found = [one for _, one in rows if one is not None and one.sure]
    return [(template, None if one is None else _settled(one, found)) for template, one in rows]


def _settled(one: Found, found: Sequence[Found]) -> Found:
    if not one.sure:
        return one
    beside = [other for other in found if _share_a_place(one, other)]
    if any(_away(other) and _clearly(other, one) for other in beside):
        return replace(one, sure=False, displaced=True)
    if _away(one) and any(not _away(other) and not _clearly(one, other) for other in beside):
        return replace(one, sure=False, taken=True)
    return one


def _share_a_place(one: Found, other: Found) -> bool:
    if other.template.instance == one.template.instance:
        return False
    tall = min(other.template.own.shape[0], one.template.own.shape[0])
    return float(np.hypot(*(_centre(other) - _centre(one)))) < _SAME_PLACE * tall


def _away(one: Found) -> bool:
    tall = one.template.own.shape[0]
    return float(np.hypot(*one.placement.offset_px)) > _AWAY_SHARE * tall


def _clearly(one: Found, other: Found) -> bool:
    return one.placement.likeness > other.placement.likeness + _BETTER


def _centre(one: Found) -> np.ndarray:
    return one.template.expected_px + one.placement.offset_px
