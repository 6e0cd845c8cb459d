"""What a rule of the quantity pass finds in a text: numbers, their unit, and where they stand."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from groundplan.language.facts import Dimension
from groundplan.language.numbers import number_value
from groundplan.language.vocabulary import vocabulary

__all__ = ["ONE", "Found", "Rule", "Unit", "plain", "rule", "signed", "trimmed", "unit_of", "units"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A unit that people write, and how many SI units it is."""

    dimension: Dimension
    symbol: str
    """Of the SI unit."""
    factor: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A quantity before it is a fact; values in `unit`, None where they are no sane number."""

    span: tuple[int, int]
    unit: Unit
    value: float | None
    end_value: float | None = None
    is_range: bool = False
    change: bool = False
    approximate: bool = False
    role: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A pattern and what it means where it matches."""

    pattern: re.Pattern[str]
    build: Callable[[re.Match[str]], Found | None]
    needs: tuple[str, ...] = ()
    """Lower-case words, one of which stands in every text that matches; empty: not known."""


def rule(
    pattern: str,
    build: Callable[[re.Match[str]], Found | None],
    *,
    needs: tuple[str, ...] = (),
    cased: bool = False,
) -> Rule:
    """Return a rule; letters match in both cases unless `cased`."""
    return Rule(
        pattern=re.compile(pattern, 0 if cased else re.IGNORECASE), build=build, needs=needs
    )


ONE: Final = {d: Unit(dimension=d, symbol=s, factor=1.0) for d, s in (
    (Dimension.APERTURE, "1"), (Dimension.TRANSMISSION, "1"), (Dimension.RATIO, "1"),
    (Dimension.ISO, "1"), (Dimension.SHUTTER, "s"), (Dimension.CLOCK_TIME, "s"),
    (Dimension.LENGTH, "m"), (Dimension.DATE, "d"), (Dimension.AGE, "yr"),
    (Dimension.FACTOR, "1"), (Dimension.TIMES, "1"), (Dimension.STEPS, "1"),
)}  # fmt: skip
"""SI units of what is written without one, or in one way only."""


@lru_cache(maxsize=1)
def units() -> dict[str, Unit]:
    """Return the units by the words that people write."""
    table: dict[str, Unit] = {}
    for sheet in vocabulary().sheets["units"]["units"].items():
        unit = Unit(
            dimension=Dimension(sheet["dimension"].text()),
            symbol=sheet["unit"].text(),
            factor=sheet["factor"].number(),
        )
        for word in sheet["words"].items():
            table[word.text()] = unit
    return table


@lru_cache(maxsize=1)
def _lower_units() -> dict[str, Unit]:
    return {word.lower(): unit for word, unit in units().items()}


def unit_of(word: str) -> Unit:
    """Return the unit that a word of the table names, in any case."""
    single = re.sub(r"\s+", " ", word)
    return units().get(single) or _lower_units()[single.lower()]


def signed(text: str) -> float | None:
    """Return the value of a number with or without a minus."""
    value = number_value(text.lstrip("-"))
    return -value if value is not None and text.startswith("-") else value


def trimmed(match: re.Match[str]) -> tuple[int, int]:
    """Return the span of a match, or of its group `q` where it has one, without blanks."""
    start, end = match.span("q" if "q" in match.re.groupindex else 0)
    while match.string[start].isspace():
        start += 1
    while match.string[end - 1].isspace():
        end -= 1
    return start, end


def plain(dimension: Dimension, role: str = "") -> Callable[[re.Match[str]], Found | None]:
    """Return what builds a number of a dimension from the first of a, b, c … that matched."""

    def build(match: re.Match[str]) -> Found:
        number = next(g for name, g in match.groupdict().items() if g is not None and name != "q")
        return Found(
            span=trimmed(match), unit=ONE[dimension], value=number_value(number), role=role
        )

    return build
