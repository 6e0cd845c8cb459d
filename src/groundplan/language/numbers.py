"""Numbers as people write them: digits, fractions, words."""

import math
import re
from functools import lru_cache
from typing import Final

from groundplan.language.vocabulary import vocabulary

__all__ = ["number_pattern", "number_value"]

_DIGITS: Final = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|(?:\d+(?:\.\d+)?|\.\d+)(?:e[+-]?\d{1,3}(?!\d))?"
_FRACTION: Final = r"\d+\s+\d+/\d+|\d+/\d+|\d*[\u00bd\u00bc\u00be]"
_FRACTION_SIGNS: Final = {"\u00bd": 0.5, "\u00bc": 0.25, "\u00be": 0.75}
_LONGEST: Final = 15
"""Digits that a float64 holds exactly; a longer run is not a measure of anything filmed."""


@lru_cache(maxsize=1)
def _number_words() -> dict[str, float]:
    sheet = vocabulary().sheets["units"]["numbers"].mapping()
    return {word: value.number() for word, value in sheet.items()}


@lru_cache(maxsize=1)
def number_pattern() -> str:
    """Return a regular expression (no groups) for a number in digits or words, unsigned."""
    words = "|".join(sorted(_number_words(), key=lambda w: -len(w)))
    tail = r"(?:\s+and\s+(?:a|one)\s+(?:half|quarter)|\s+point\s+(?:%s))?" % words  # noqa: UP031
    spelled = (
        rf"(?:{words})(?:[-\s](?:{words}))?(?:\s+(?:hundred|thousand))?{tail}"
        r"|(?:a\s+|one\s+)?(?:hundred|thousand)|half\s+an?|a\s+half|a\s+quarter\s+of\s+an?"
    )
    return rf"(?:{_FRACTION}|{_DIGITS}|\b(?:{spelled})\b)"


def number_value(text: str) -> float | None:
    """Return the value of what `number_pattern` matched; None when it is no sane number."""
    plain = text.strip().lower().replace(",", "")
    if sum(c.isdigit() for c in plain) > _LONGEST:
        return None
    value = _from_digits(plain) if plain[:1].isdigit() or plain[:1] == "." else None
    if value is None:
        value = _from_signs(plain) if plain[-1:] in _FRACTION_SIGNS else _from_words(plain)
    return value if math.isfinite(value) else None


def _from_digits(plain: str) -> float | None:
    match = re.fullmatch(r"(?:(\d+)\s+)?(\d+)/(\d+)", plain)
    if match:
        whole, top, bottom = (float(g or 0) for g in match.groups())
        return whole + top / bottom if bottom else math.inf
    try:
        return float(plain)
    except ValueError:
        return None


def _from_signs(plain: str) -> float:
    whole = plain[:-1]
    return (float(whole) if whole else 0.0) + _FRACTION_SIGNS[plain[-1]]


def _from_words(plain: str) -> float:
    numbers, total, decimal = _number_words(), 0.0, 0.0
    words = re.split(r"[-\s]+", plain)
    for at, word in enumerate(words):
        if word == "point":
            return total + numbers.get(words[at + 1], 0.0) / 10.0
        if word in {"half", "quarter"}:
            decimal = 0.5 if word == "half" else 0.25
        elif word in {"hundred", "thousand"}:
            total = (total or 1.0) * (100.0 if word == "hundred" else 1000.0)
        else:
            total += numbers.get(word, 0.0)
    return total + decimal
