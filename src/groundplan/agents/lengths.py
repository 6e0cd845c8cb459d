"""How long a picture has to stand to be read, by its size and by what it shows.

Source:
    Our engineering defaults: the more there is to see, the longer it takes; an insert of something
    written is read at the rate of speech.
"""

from types import MappingProxyType
from typing import Final

from groundplan.language.speaking_time import speaking_time_s

__all__ = ["READING_S", "insert_s", "least_s"]

READING_S: Final = MappingProxyType({
    "extreme_close_up": 0.8, "close_up": 1.0, "medium_close_up": 1.2, "medium": 1.4,
    "medium_long": 1.6, "full": 1.8, "wide": 2.2, "extreme_wide": 3.0,
})  # fmt: skip
"""Shortest length of a shot by its size [s]."""
_INSERT_S: Final = 1.2


def least_s(size: str) -> float:
    """Return the shortest length of a shot of a size [s]; of none, that of a medium one."""
    return READING_S.get(size, READING_S["medium"])


def insert_s(words: str = "") -> float:
    """Return how long an insert stands [s]: long enough to see a thing, and to read its words."""
    return max(_INSERT_S, speaking_time_s(words)) if words else _INSERT_S
