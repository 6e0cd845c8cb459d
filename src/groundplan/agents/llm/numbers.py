"""Numbers of a language model: believed only where the quoted words say them."""

import math
import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from groundplan.agents.llm.answer import NumberSaid
from groundplan.agents.llm.quotes import quoted_spans
from groundplan.language.facts import Dimension, Span
from groundplan.language.foreign import foreign_number_words
from groundplan.language.lexicon import lexicon

__all__ = ["Number", "read_number", "written_numbers"]

_DIGITS: Final = re.compile(r"\d+(?:[.,]\d+)?")
_LETTERS: Final = re.compile(r"[^\W\d_]+")
_TOLERANCE: Final = 1e-6
_UNITS: Final[dict[str, tuple[Dimension, float]]] = {
    "count": (Dimension.COUNT, 1.0), "mm": (Dimension.LENGTH, 0.001),
    "cm": (Dimension.LENGTH, 0.01), "m": (Dimension.LENGTH, 1.0), "km": (Dimension.LENGTH, 1000.0),
    "ft": (Dimension.LENGTH, 0.3048), "in": (Dimension.LENGTH, 0.0254),
    "s": (Dimension.DURATION, 1.0), "min": (Dimension.DURATION, 60.0),
    "h": (Dimension.DURATION, 3600.0), "m/s": (Dimension.SPEED, 1.0),
    "km/h": (Dimension.SPEED, 1 / 3.6), "mph": (Dimension.SPEED, 0.44704),
}  # fmt: skip
"""SI brochure; inch, foot and mile by the agreement of 1959."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A number that its quote says."""

    value: float
    """In the SI unit of its dimension."""
    dimension: Dimension
    span: Span


def read_number(text: str, said: NumberSaid) -> Number | None:
    """Return a number in SI units; None when its quote is false or says another number."""
    spans = quoted_spans(text, said.quote, content=False)
    if not spans or not math.isfinite(said.value) or said.value < 0.0:
        return None
    written = written_numbers(said.quote)
    if not any(abs(said.value - number) <= _TOLERANCE * max(1.0, number) for number in written):
        return None
    dimension, factor = _UNITS[said.unit]
    if dimension is Dimension.COUNT and said.value != round(said.value):
        return None
    return Number(value=said.value * factor, dimension=dimension, span=spans[0])


def written_numbers(words: str) -> tuple[float, ...]:
    """Return the numbers that stand in some words: digits, or words of any language we know."""
    found = [float(match.replace(",", ".")) for match in _DIGITS.findall(words)]
    for word in _LETTERS.findall(words.lower()):
        if word in lexicon().numbers:
            found.append(float(lexicon().numbers[word]))
        elif word in foreign_number_words():
            found.append(foreign_number_words()[word])
    signs = [c for c in words if not c.isdigit() and not c.isascii()]
    found += [n for c in signs if (n := unicodedata.numeric(c, None)) is not None]
    found += [foreign_number_words()[c] for c in signs if c in foreign_number_words()]
    return tuple(found)
