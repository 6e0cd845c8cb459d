"""What the ground is, by the words: what is said of it itself, else how the named place looks."""

import re
from dataclasses import dataclass
from typing import Final

from groundplan.assets.grounds import GROUNDS
from groundplan.assets.sceneries import Scenery
from groundplan.language.facts import Facts, Span

__all__ = ["GroundSaid", "ground_said"]

_OVER: Final = r"\b(?:on|in|over|across|through)(?: the| a| an)?(?: \w+)? "
_SAID: Final = tuple(
    (material, re.compile(words, re.IGNORECASE))
    for material, words in (
        ("snow", r"\bsnowy\b|\bsnow[- ]covered\b|\bsnow[- ]?fields?\b|\btundra\b|"
                 + _OVER + r"snow\b(?! ?storm)"),
        ("sand", r"\bsandy\b|" + _OVER + r"sand\b(?! ?(?:castle|storm))"),
        ("grass", r"\bgrassy\b|" + _OVER + r"(?:grass|lawn)\b"),
        ("asphalt", r"\basphalt\b|\btarmac\b|\bparking lot\b|\bhighway\b|\brunway\b|\bracetrack\b"),
        ("tiles", r"\btiled\b|\bcobble\w*|\bpaved\b|\bflagstones?\b"),
        ("soil", r"\bmuddy\b|\bgravel\b|\bdirt (?:road|track|path)\b|" + _OVER + r"(?:mud|dirt)\b"),
        ("wood", r"\bboardwalk\b|\bwooden (?:deck|floor|boards|pier)\b"),
    )
)  # fmt: skip
"""In order; the first that is found is taken."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GroundSaid:
    """A ground's material and colour, and the words that say so."""

    material: str
    color: str
    span: Span | None = None
    """None: it follows from the place."""


def ground_said(facts: Facts, scenery: Scenery | None) -> GroundSaid | None:
    """Return the ground of a text; None where neither it nor a known place is named."""
    place = (scenery.material, scenery.ground) if scenery is not None else ("", "")
    for material, words in _SAID:
        found = words.search(facts.text)
        if found is not None:
            color = place[1] if place[0] == material else GROUNDS[material].color
            span = Span(start=found.start(), end=found.end())
            return GroundSaid(material=material, color=color, span=span)
    snows = next((s for s in facts.settings if s.facet == "weather" and s.value in _SNOW), None)
    if snows is not None and place[1]:
        return GroundSaid(material="snow", color=GROUNDS["snow"].color, span=snows.span)
    return GroundSaid(material=place[0], color=place[1]) if place[1] else None


_SNOW: Final = frozenset({"snow", "blizzard"})
