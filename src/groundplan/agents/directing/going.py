"""How far and how fast, in words: shares of a way, factors of a pace, forms of a verb."""

import re
from collections.abc import Sequence
from typing import Final

import numpy as np

from groundplan.agents.directing.scene import Way
from groundplan.language.facts import Dimension
from groundplan.language.morphology import verb_forms
from groundplan.language.quantities import read_quantities
from groundplan.language.vocabulary import VerbEntry, vocabulary

__all__ = [
    "PACE", "names_another", "pace_factor", "share_of", "third_person", "told_stop", "verb_said",
]  # fmt: skip

_SHARES: Final = (
    (r"\bhalf[\s-]?way\b|\bmid[\s-]?way\b|\bhalf\b|\bmiddle\b|\bcent(?:re|er)\b", 0.5),
    (r"\bthree\s+quarters?\b", 0.75),
    (r"\btwo\s+thirds?\b", 2.0 / 3.0),
    (r"\bquarter\b", 0.25),
    (r"\bthird\b", 1.0 / 3.0),
)
_SHORT: Final = re.compile(r"\b(?:before|short\s+of|from|in\s+front\s+of|away)\b", re.IGNORECASE)
PACE: Final = re.compile(
    r"\b(?P<way>slower|more\s+slowly|slow(?:s)?\s+down|slowly|faster|quicker|more\s+quickly"
    r"|speed(?:s)?\s+up|quickly|as\s+fast|the\s+speed|as\s+slow(?:ly)?|hurr(?:y|ies))\b",
    re.IGNORECASE,
)
_SMALL: Final = re.compile(r"\b(?:a\s+bit|a\s+little|slightly)\b", re.IGNORECASE)
_MUCH: Final = re.compile(r"\b(?:much|a\s+lot|way)\b", re.IGNORECASE)
_SLOWER, _FASTER = 0.6, 1.6
"""What "slower" and "faster" mean without a number: our engineering defaults."""


def verb_said(word: str) -> VerbEntry | None:
    """Return the verb that a word is a form of; None for none."""
    return vocabulary().verb(word, "VB VBZ VBG")


def told_stop(share: float, way: Way) -> str:
    """Return where somebody stops, in metres of the whole way."""
    whole = way.length_m / (way.action.stops_after or 1.0)
    return f"after {share * whole:.2f} m of {whole:.2f} m"


def share_of(where: str, way: Way, *, whole_m: float) -> float | None:
    """Return the share of a way [0..1] that words mean; half of it where they say nothing."""
    numbers = read_quantities(where).quantities
    for number in numbers:
        value = number.value
        if number.dimension is Dimension.PERCENT:
            return _inside(value)
        if number.dimension is Dimension.LENGTH:
            gone = whole_m - value if _SHORT.search(where) else value
            return _inside(gone / whole_m)
        if number.dimension is Dimension.DURATION:
            gone = float(np.interp(value, way.times_s, way.lengths_m))
            return _inside(gone / whole_m)
    found = next(
        (share for words, share in _SHARES if re.search(words, where, re.IGNORECASE)), None
    )
    if found is None:
        return 0.5 if not re.search(r"[a-z]{3,}", where.lower()) else None
    return found


def _inside(share: float) -> float | None:
    return round(share, 6) if 0.02 <= share <= 0.98 else None


def names_another(vp: str, ways: Sequence[Way]) -> bool:
    """Return whether words name another way to go than now ("run faster" of who walks)."""
    first = re.findall(r"[a-z-]+", vp.lower())[:1]
    entry = verb_said(first[0]) if first else None
    if entry is None or entry.verb_class != "travel" or entry.action == "move":
        return entry is not None and entry.verb_class != "travel" and first[0] not in {
            "slow", "slows", "speed", "speeds", "hurry",
        }  # fmt: skip
    return all(entry.action != way.action.action for way in ways)


def pace_factor(vp: str, way: str) -> float:
    """Return what a pace is multiplied by ("twice as fast", "a bit slower")."""
    numbers = [q for q in read_quantities(vp).quantities
               if q.dimension in {Dimension.FACTOR, Dimension.TIMES}]  # fmt: skip
    slow = "slow" in way.lower()
    if numbers:
        value = numbers[0].value
        return 1.0 / value if slow and value > 1.0 else value
    if re.search(r"\bhalf\b", vp, re.IGNORECASE):
        return 0.5
    if re.search(r"\b(?:twice|double)\b", vp, re.IGNORECASE):
        return 0.5 if slow else 2.0
    factor = _SLOWER if slow else _FASTER
    if _SMALL.search(vp):
        return factor**0.5
    return factor**2 if _MUCH.search(vp) else factor


def third_person(vp: str) -> str:
    """Return a verb phrase with its verbs in the third person ("stop and wave": "stops …")."""
    first, *others = re.split(r"(\s+and\s+|\s*,\s*)", vp)
    return "".join([_with_s(first), *(_with_s(part) for part in others)])


def _with_s(text: str) -> str:
    match = re.match(r"\s*([a-z-]+)", text, re.IGNORECASE)
    if match is None:
        return text
    entry = vocabulary().verb(match[1].lower(), "VB")
    if entry is None or entry.tag != "VB":
        return text
    lemma = entry.lemma
    forms = [form for form, items in _thirds(lemma) if items]
    return text[: match.start(1)] + (forms[0] if forms else match[1]) + text[match.end(1) :]


def _thirds(lemma: str) -> list[tuple[str, bool]]:
    return [(form, tag == "VBZ") for form, tag in verb_forms(lemma.split(" ", maxsplit=1)[0], None)]
