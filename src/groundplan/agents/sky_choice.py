"""Which sky stands behind a place: a picture of a real one, or the analytic dome.

A picture shows land at its horizon, so it is taken only where that land fits the place. Whatever
the picture, level and direction of the light are the preset's.
"""

from types import MappingProxyType
from typing import Final

from groundplan.agents.named_place import named_place
from groundplan.language.facts import Facts
from groundplan.scene.sky import ANALYTIC

__all__ = ["environment_of", "is_indoors"]

_LOW: Final = ("sunrise", "golden_hour", "sunset", "dusk", "evening")
_DAY: Final = ("morning", "noon", "afternoon", "day", "daylight", "sun", "")
_DARK: Final = ("night", "moonlight", "starlight")
_CLOSED: Final = ("overcast", "cloudy", "rain", "rainy", "storm", "fog", "foggy")
_FIELDS: Final = ("park", "meadow", "lakeside")
_OPEN: Final = ("beach", "lakeside", "mountains", "snow")


def _table() -> dict[tuple[str, str], str]:
    rows = [
        (_LOW, ("park", "meadow"), "sunrise"),
        (_LOW, ("street",), "sunset"),
        (("dawn", "sunrise"), ("desert", "mountains", "beach"), "dawn"),
        (("dawn",), ("park", "meadow"), "sunrise"),
        (_DAY, ("forest",), "forest"),
        (_DAY, _OPEN, "sky"),
        (_DAY, ("meadow", "park"), "park"),
        (_DARK, (*_FIELDS, "desert", "mountains", "beach", "snow"), "night"),
        (_CLOSED, ("street",), "city"),
        (("studio", "three_point"), ("",), "studio"),
    ]
    return {(word, place): sky for words, places, sky in rows for word in words for place in places}


_SKIES: Final = MappingProxyType(_table())
"""By light word ("" for none) and name of the scenery ("" for none)."""


def is_indoors(facts: Facts) -> bool:
    """Return whether the words put the scene under a roof."""
    place = named_place(facts)
    said = any(s.facet == "interior" and s.value == "interior" for s in facts.settings)
    return said or (place is not None and not place[1].ground)


def environment_of(facts: Facts, *, word: str) -> str:
    """Return the sky for a light word at the place that the text names."""
    place = named_place(facts)
    if is_indoors(facts):
        return ANALYTIC
    return _SKIES.get((word, "" if place is None else place[1].name), ANALYTIC)
