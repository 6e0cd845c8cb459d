"""What numbers say of the sun: how high it stands, and the part of the day by the clock."""

from typing import Final

from groundplan.language.facts import Dimension, SettingFact
from groundplan.language.spotting import Board

__all__ = ["by_the_clock", "is_of_sun"]

_DAY_PARTS: Final = (
    (5, "night"), (7, "dawn"), (11, "morning"), (14, "noon"), (17, "afternoon"), (20, "evening"),
    (24, "night"),
)  # fmt: skip
"""Hours before which a part of the day lasts, where no place says when the sun sets: a guess."""


def by_the_clock(board: Board) -> list[SettingFact]:
    """Return the part of the day that a time ("7:30 am") is in."""
    for quantity in board.quantities.values():
        if quantity.dimension is Dimension.CLOCK_TIME:
            hour = quantity.value / 3600.0
            value = next(name for end, name in _DAY_PARTS if hour < end)
            return [SettingFact(facet="time_of_day", value=value, span=quantity.span)]
    return []


_SUNS: Final = frozenset({"sun", "moon"})
_ELEVATED: Final = frozenset({"elevation", "horizon", "altitude", "high", "above", "height"})


def is_of_sun(board: Board, index: int) -> bool:
    """Whether an angle is how high the sun stands; its words name no things then."""
    lowers, segment = board.lowers(), board.segment_of(index, ".;!?")
    near = range(max(segment.start, index - 5), min(segment.end, index + 4))
    words = {lowers[i] for i in near}
    if not words & _SUNS or not words & _ELEVATED:
        return False
    last = max(i for i in near if lowers[i] in _SUNS | _ELEVATED)
    first = min(i for i in near if lowers[i] in _SUNS | _ELEVATED)
    board.hide(range(min(first, index), max(last, index) + 1))
    return True
