"""How long words take to say."""

from typing import Final

__all__ = ["speaking_time_s"]

_WORDS_PER_MINUTE: Final = 150.0
"""Source: the average conversation rate of English speakers in the US, "about 150 wpm" (National
Center for Voice and Speech, as quoted by L. B. Marshall, "How Fast Do I Speak?", 2014)."""
_SHORTEST_S: Final = 0.8
"""The shortest line is heard this long, [s]: our engineering default."""


def speaking_time_s(text: str) -> float:
    """Return how long words take to say [s]."""
    return max(_SHORTEST_S, 60.0 * len(text.split()) / _WORDS_PER_MINUTE)
