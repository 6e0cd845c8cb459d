"""Phrases that say where in a room something stands: patterns over the text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from groundplan.language.numbers import number_pattern, number_value

__all__ = ["Found", "phrases"]

_SIDE: Final = r"left|right|back|rear|far|front|near|opposite|other|left-hand|right-hand|same|side"
_NAMES: Final = {
    "left-hand": "left", "right-hand": "right", "rear": "back", "far": "back", "near": "front",
    "other": "opposite", "left hand": "left", "right hand": "right",
}  # fmt: skip
_LEAD: Final = (
    r"(?:up against|against|along|on|at|near|by|next to|beside|touching|flush with"
    r"|facing away from)"
)
_ROOM: Final = (
    r"(?:the\s+)?(?:\w+\s+)?(?:room|floor|space|bedroom|office|kitchen|studio|gallery|hall)"
)
_WALL: Final = re.compile(
    rf"\b{_LEAD}\s+(?P<mid>(?:the\s+)?(?:cent(?:er|re)|middle)\s+of\s+)?"
    rf"(?:the|a|an|one|its|their|each)\s+(?:(?P<side>{_SIDE})\s+)?"
    rf"(?:(?P<long>\d+(?:\.\d+)?)\s*(?:m|metres?|meters?)(?:[\s-]+long)?\s+)?"
    rf"(?:(?:long|short|white|brick|empty|bare)\s+)?walls?\b"
    rf"(?:\s+on\s+the\s+(?P<after>left|right))?(?P<mid2>[,\s]+(?:and\s+)?cent(?:ered|red))?",
    re.IGNORECASE,
)
_CORNER: Final = re.compile(
    r"\b(?:in|into|at)\s+(?:the|a|an|one|each|its|another|opposite)\s+"
    r"(?P<side>(?:(?:back|front|far|near|rear|left|right|left-hand|right-hand)[\s-]*){0,2})"
    r"(?:\w+\s+)?corners?\b",
    re.IGNORECASE,
)
_MIDDLE: Final = re.compile(
    rf"\b(?:(?:in|at|to)\s+the\s+(?:very\s+)?(?:middle|cent(?:er|re))\s+of\s+{_ROOM}\b"
    rf"|cent(?:ered|red)\s+in\s+{_ROOM}\b|centrally\b"
    rf"|in\s+the\s+(?:middle|cent(?:er|re))(?=\s*(?:[,.;]|$|and\b|with\b)))",
    re.IGNORECASE,
)
_EACH_OTHER: Final = re.compile(
    r"\b(?:fac(?:e|es|ing)|opposite|across from|in front of|towards?)\s+"
    r"(?:each\s*other|one another)\b|\bface[- ]to[- ]face\b",
    re.IGNORECASE,
)
_TOGETHER: Final = re.compile(
    r"\b(?:near|next to|beside|close to)\s+(?:each\s*other|one another)\b|\bclose together\b",
    re.IGNORECASE,
)
_FACING: Final = re.compile(
    r"\b(?:facing|faces?|(?:turned|oriented|pointed|looking|looks?)\s+(?:to|towards?|at)"
    r"|opposite|across from)\s+(?=(?:the|a|an|its|it)\b)",
    re.IGNORECASE,
)
_PARALLEL: Final = re.compile(r"\bparallel\s+(?:to|with)\s+", re.IGNORECASE)
_ACROSS: Final = re.compile(
    r"\b(?:perpendicular|at\s+(?:a\s+)?right\s+angles?)\s+(?:to|with)\s+", re.IGNORECASE
)
_PAIRS: Final = re.compile(r"\bin pairs\b", re.IGNORECASE)
_AROUND: Final = re.compile(
    r"\b(?:around|surrounding|on the sides of)\s+(?=(?:the|a|an|each|every)\b)", re.IGNORECASE
)
_APART: Final = re.compile(r"(?P<n>\d+(?:\.\d+)?)\s*(?:m|metres?|meters?)\s+apart\b", re.IGNORECASE)
_NEARBY: Final = re.compile(r"\bnearby\b|\bclose by\b", re.IGNORECASE)
_ALONE: Final = (
    ("middle", _MIDDLE), ("each_other", _EACH_OTHER), ("each_near", _TOGETHER), ("near", _NEARBY),
)  # fmt: skip
_OF_ANOTHER: Final = (
    ("facing", _FACING), ("parallel", _PARALLEL), ("perpendicular", _ACROSS), ("around", _AROUND),
)  # fmt: skip
"""What is followed by the other thing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A phrase and what it says, before it is known about what."""

    kind: str
    start: int
    end: int
    side: str = ""
    amount: float | None = None
    of: int = -1
    """Where the other thing is named; -1 for none."""


def phrases(text: str) -> Iterator[Found]:
    """Yield the phrases of a text that say where in a room something stands."""
    yield from _walls(text)
    for kind, pattern in _ALONE:
        for m in pattern.finditer(text):
            yield Found(kind=kind, start=m.start(), end=m.end())
    for kind, pattern in _OF_ANOTHER:
        for m in pattern.finditer(text):
            yield Found(kind=kind, start=m.start(), end=m.end(), of=m.end())
    for m in _APART.finditer(text):
        yield Found(kind="apart", start=m.start(), end=m.end(), amount=float(m["n"]))
    yield from _rows(text)


def _walls(text: str) -> Iterator[Found]:
    for m in _WALL.finditer(text):
        side = (m["side"] or m["after"] or "").lower()
        yield Found(
            kind="wall_middle" if m["mid"] or m["mid2"] else "wall", start=m.start(), end=m.end(),
            side=_NAMES.get(side, side), amount=float(m["long"]) if m["long"] else None,
        )  # fmt: skip
    for m in _CORNER.finditer(text):
        words = re.split(r"[\s-]+", m["side"].lower().replace("-hand", ""))
        side = " ".join(_NAMES.get(w, w) for w in words if w)
        yield Found(kind="corner", start=m.start(), end=m.end(), side=side)


def _rows(text: str) -> Iterator[Found]:
    for m in _PAIRS.finditer(text):
        yield Found(kind="rows", start=m.start(), end=m.end(), amount=2.0)
    for m in _arranged().finditer(text):
        what, said = m["what"].lower(), (m["n"] or "").lower()
        round_ = what in {"circle", "ring", "semicircle"} or what.startswith("circular")
        rows = number_value(said) if said not in {"a", "an", "single", "", "several"} else None
        one = said in {"a", "an", "single"} or what in {"row", "line", "column"}
        yield Found(
            kind="circle" if round_ else "rows", start=m.start(), end=m.end(),
            amount=2.0 if said == "double" else rows or (1.0 if one and what != "grid" else None),
        )  # fmt: skip
    for m in _each().finditer(text):
        yield Found(
            kind="each", start=m.start(), end=m.end(), amount=number_value(m["n"]), of=m.start("of")
        )


@lru_cache(maxsize=1)
def _arranged() -> re.Pattern[str]:
    number = number_pattern()
    return re.compile(
        rf"\b(?:in|into|form(?:s|ing)?)\s+(?P<n>{number}|an?|single|double|several)?\s*"
        r"(?:(?:straight|neat|long|tidy|large|small|wide|loose)\s+)*"
        r"(?P<what>rows?|lines?|columns?|grid|circle|ring|semicircle|circular\s+\w+)\b"
        rf"(?:\s+of\s+(?P<of>{number}))?",
        re.IGNORECASE,
    )


@lru_cache(maxsize=1)
def _each() -> re.Pattern[str]:
    return re.compile(
        rf"\beach\s+(?P<of>\w+(?:\s+\w+)?)\s+"
        rf"(?:(?:should|must)\s+(?:have|be surrounded by)|has|with"
        rf"|is surrounded by)\s+(?P<n>{number_pattern()})\s+",
        re.IGNORECASE,
    )
