# ruff: noqa: E501 - a regular expression is read as a whole, on one line
"""The quantity pass: numbers with units, taken from the raw text before anything is parsed."""

import re
from bisect import bisect_left, insort
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from groundplan.language.counted_measures import counted_rules
from groundplan.language.facts import Dimension, QuantityFact, Span, UnresolvedFact
from groundplan.language.numbers import number_pattern, number_value
from groundplan.language.quantity_finds import (
    ONE,
    Found,
    Rule,
    Unit,
    plain,
    rule,
    signed,
    trimmed,
    unit_of,
    units,
)
from groundplan.language.times_and_dates import time_and_date_rules
from groundplan.language.vocabulary import vocabulary

__all__ = ["QuantityReading", "read_quantities"]

_LARGEST: Final = 1e9
_COLDEST_K: Final = 500.0
"""Below it "4K" and "8K" are picture sizes, not light."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuantityReading:
    """What the quantity pass found; spans do not overlap."""

    quantities: tuple[QuantityFact, ...]
    unresolved: tuple[UnresolvedFact, ...]


_INCH_M: Final = 0.0254


@lru_cache(maxsize=1)
def _rules() -> tuple[Rule, ...]:
    """Return all rules, those that must win first."""
    return (*_optical_rules(), *time_and_date_rules(), *_measure_rules(), *counted_rules())


def _optical_rules() -> tuple[Rule, ...]:
    """Return the rules for what stands on lenses and cameras, and for ratios."""
    number = number_pattern()
    of = r"(?:\s+(?:speed|angle|time))?(?:\s+(?:of|at))?\s+"
    turn = rf"(?P<a>{number})\s?(?:\u00b0|-?degrees?)"
    one = r"[\s-]to[\s-](?:1|one)\b"
    foot_words = r"two|three|four|five|six|seven|eight|nine"
    inch_words = rf"one|{foot_words}|ten|eleven"
    return (
        rule(r"""(?<![\w"'])(?P<ft>\d+)[\s-]?(?:'|ft\.?|feet|foot)[\s-]?(?P<in>\d+(?:\.\d+)?)[\s-]?(?:"|inches|inch|in\b|''|(?=\W|$))""", _feet_inches, needs=("'", "f")),
        rule(rf"\b(?P<ft>{foot_words})[\s-](?:foot|feet)[\s-](?:and[\s-])?(?P<in>{inch_words})\b(?:[\s-](?:inches|inch))?(?!\s+(?:m|metres?|meters?|feet|seconds?|people)\b)", _feet_inches, needs=("foot", "feet")),
        rule(r"\bf\s?/\s?(?P<a>\d+(?:\.\d+)?)|\bf(?P<b>\d+\.\d+|[248]|11|16|22|32)\b|(?<=\bat )f\s(?P<d>\d+(?:\.\d+)?)|\bf[- ]?stop\s+(?:of\s+)?(?P<c>\d+(?:\.\d+)?)", plain(Dimension.APERTURE), needs=("f",)),
        rule(r"\bT\s?/?(?P<a>\d{1,2}(?:\.\d+))(?!\w)|\bT(?P<b>\d{1,2})(?= stop\b)|(?:(?<=\bat )|(?<=, ))T(?P<c>\d{1,2})(?=[,.;]|$)", plain(Dimension.TRANSMISSION), needs=("t",), cased=True),
        rule(r"\bISO\s?-?(?P<a>\d+)\b|\b(?P<b>\d{2,6})\s?(?:ISO|ASA)\b", plain(Dimension.ISO), needs=("iso", "asa")),
        rule(rf"(?P<q>{turn})\s*(?=shutter\b)|\bshutter(?:\s+angle)?(?:\s+(?:of|at))?\s+(?P<p>{turn.replace('<a>', '<b>')})", _shutter_angle, needs=("shutter",)),
        rule(rf"\b1/(?P<a>\d+(?:\.\d+)?)(?:th|st)?(?:\s?(?:s|sec|seconds?)\b|\s+of\s+a\s+second\b|(?=\s+shutter))|\bshutter{of}(?P<p>1/(?P<b>\d+(?:\.\d+)?))", _shutter, needs=("1/",)),
        rule(rf"(?<![\w.:])(?P<format>{_formats()})(?![\w:]|\.\d)", _format, needs=(":",)),
        rule(rf"(?<![\w.:])(?P<a>\d+(?:\.\d+)?):1(?![\w:])|\b(?P<b>{number}){one}(?=\s+(?:ratio|contrast|key|lighting))|(?<=ratio of )(?P<c>{number}){one}", plain(Dimension.RATIO), needs=(":1", "ratio", "contrast", "key", "lighting")),
    )  # fmt: skip


def _measure_rules() -> tuple[Rule, ...]:
    """Return the rules for numbers with a unit."""
    number = number_pattern()
    unit = "|".join(
        re.escape(u).replace(r"\ ", r"\s+") for u in sorted(units(), key=lambda u: -len(u))
    )
    end = r"(?![A-Za-z0-9/\u00b2])"
    about = r"(?P<about>\b(?:about|around|approximately|approx\.?|roughly|nearly|almost|circa|some)\s+|[~\u2248]\s*)?"
    so = r"(?P<so>\s+or\s+(?:so|thereabouts)\b)?"
    lead = r"(?P<lead>\b(?:from|between)\s+)?"
    amount = rf"(?P<a>(?<![\w.])-?{number})"
    join = r"(?P<join>\s*(?:-|\bto\b|\band\b|\bup to\b|\bdown to\b|\u2192)\s*)"
    by = r"\s*(?:x|\bby\b|\u00d7)\s*"
    return (
        rule(rf"{amount}\s?(?P<ua>{unit})?{by}(?P<b>{number})\s?-?(?P<ub>{unit}){end}", _area, needs=("x", "by", "\u00d7")),
        rule(rf"{about}{lead}{amount}(?:\s?-?(?P<ua>{unit}){end})?{join}(?P<b>-?{number})\s?-?(?P<ub>{unit}){end}", _range, needs=("-", "to", "and", "\u2192")),
        rule(rf"{about}{amount}\s?-?(?P<ua>{unit}){end}(?![\u2019']\w){so}", _single),
        rule(r"(?<![\w\"])(?P<a>\d+(?:\.\d+)?)\"(?=\s|$|[,.;])", _inches, needs=('"',)),
        rule(r"\b(?P<a>an?)\s+(?P<ua>metre|meter|kilometre|kilometer|mile|yard|minute|hour)\b(?P<half>\s+and\s+a\s+(?:half|quarter))?|(?<=\bfor )(?P<a2>a)\s+(?P<second>second)\b(?!\s+\w+s?\b(?<!then)(?<!and))", _article, needs=("a ", "an ")),
        rule(rf"-?\b(?:nan|inf|infinity|infinite)\s?-?(?:{unit}){end}", _too_long, needs=("nan", "inf")),
        rule(r"\d{16,}(?:\.\d+)?", _too_long),
    )  # fmt: skip


def _formats() -> str:
    formats = [f.text() for f in vocabulary().sheets["units"]["formats"].items()]
    return "|".join(re.escape(f) for f in sorted(formats, key=lambda f: -len(f)))


def read_quantities(text: str) -> QuantityReading:
    """Return the quantities of a text, leftmost first; of two at one place, the longer one.

    Args:
        text: the text, with quotes and dashes in ASCII.
    """
    found: list[Found] = []
    taken: list[tuple[int, int]] = []
    lower = text.lower()
    for one in _rules():
        if one.needs and not any(word in lower for word in one.needs):
            continue
        for match in one.pattern.finditer(text):
            result = one.build(match)
            if result and _is_free(taken, result.span):
                insort(taken, result.span)
                found.append(result)
    found.sort(key=lambda f: f.span)
    facts: list[QuantityFact] = []
    rejected: list[UnresolvedFact] = []
    for item in found:
        fact = _fact(item, text=text, key=f"q{len(facts) + 1}")
        facts.append(fact) if isinstance(fact, QuantityFact) else rejected.append(fact)
    return QuantityReading(quantities=tuple(facts), unresolved=tuple(rejected))


def _is_free(taken: list[tuple[int, int]], span: tuple[int, int]) -> bool:
    """Whether a span overlaps none of those taken, which are sorted and do not overlap."""
    place = bisect_left(taken, span)
    near = taken[max(place - 1, 0) : place + 1]
    return not any(span[0] < other[1] and other[0] < span[1] for other in near)


def _fact(found: Found, *, text: str, key: str) -> QuantityFact | UnresolvedFact:
    start, end = found.span
    values = [found.value, *([found.end_value] if found.is_range or found.end_value else [])]
    numbers = [v * found.unit.factor for v in values if v is not None]
    span = Span(start=start, end=end)
    if len(numbers) < len(values) or any(abs(n) > _LARGEST for n in numbers):
        digits = any(c.isdigit() for c in text[start:end])
        reason = "the number is too large to be a measure" if digits else "not a finite number"
        return UnresolvedFact(text=text[start:end], span=span, reason=reason)
    return QuantityFact(
        key=key,
        value=numbers[0],
        end_value=numbers[1] if len(numbers) > 1 else None,
        range_kind=("change" if found.change else "between") if found.is_range else None,
        dimension=found.unit.dimension,
        unit=found.unit.symbol,
        text=text[start:end],
        span=span,
        approximate=found.approximate,
        role=found.role,
    )


def _is_temperature(unit: Unit, text: str, value: float | None) -> bool:
    return unit.dimension is not Dimension.TEMPERATURE or (
        value is not None and value >= _COLDEST_K and (len(text) > 1 or text == "K")
    )


def _single(match: re.Match[str]) -> Found | None:
    unit, value = unit_of(match["ua"]), signed(match["a"])
    film = match["ua"].lower() == "mm" and match.string[match.end() :].lstrip().startswith("film")
    if not _is_temperature(unit, match["ua"], value) or _is_decade(match) or film:
        return None
    if unit.dimension is Dimension.SPEED and not _is_speed(match):
        return None
    about = match["about"] is not None or match["so"] is not None
    return Found(span=trimmed(match), unit=unit, value=value, approximate=about)


def _is_speed(match: re.Match[str]) -> bool:
    """Whether "knots" are those of a ship, not of a rope."""
    before = match.string[: match.start()].rstrip().lower()
    return not match["ua"].lower().startswith("knot") or before.endswith(_BEFORE_KNOTS)


_BEFORE_KNOTS: Final = (" at", " of", " to", " from", " than", " does", " makes", " doing", " by")


def _is_decade(match: re.Match[str]) -> bool:
    return match["ua"] == "s" and re.search(r"\d0s$", match[0]) is not None and len(match["a"]) > 3


def _range(match: re.Match[str]) -> Found | None:
    unit = unit_of(match["ub"])
    first = unit_of(match["ua"]) if match["ua"] else unit
    start, end = signed(match["a"]), signed(match["b"])
    if not _is_temperature(unit, match["ub"], end) or first.dimension is not unit.dimension:
        return None
    lead, join = (match["lead"] or "").strip().lower(), match["join"].strip().lower()
    if (join == "and" and lead != "between") or (join == "-" and not match["a"][-1].isdigit()):
        return None
    return Found(
        span=trimmed(match),
        unit=unit,
        value=None if start is None else start * first.factor / unit.factor,
        end_value=end,
        is_range=True,
        change=lead == "from"
        or join not in {"to", "-", "and"}
        or (join == "to" and bool(match["ua"])),
        approximate=match["about"] is not None,
    )


def _area(match: re.Match[str]) -> Found | None:
    unit = unit_of(match["ub"])
    first = unit_of(match["ua"]) if match["ua"] else unit
    start, end = signed(match["a"]), signed(match["b"])
    if unit.dimension is not Dimension.LENGTH or start is None or end is None:
        return None
    return Found(
        span=trimmed(match),
        unit=unit,
        value=start * first.factor / unit.factor,
        end_value=end,
        role="setting.size",
    )


def _feet_inches(match: re.Match[str]) -> Found:
    feet, inches = number_value(match["ft"]) or 0.0, number_value(match["in"]) or 0.0
    total = (feet * 12.0 + inches) * _INCH_M
    return Found(span=trimmed(match), unit=ONE[Dimension.LENGTH], value=total)


def _inches(match: re.Match[str]) -> Found:
    total = float(match["a"]) * _INCH_M
    return Found(span=trimmed(match), unit=ONE[Dimension.LENGTH], value=total)


_HALVES: Final = {"half": 0.5, "quarter": 0.25}


def _article(match: re.Match[str]) -> Found:
    more = _HALVES[match["half"].split()[-1].lower()] if match["half"] else 0.0
    unit = unit_of(match["ua"] or match["second"])
    return Found(span=trimmed(match), unit=unit, value=1.0 + more)


def _shutter_angle(match: re.Match[str]) -> Found:
    span = match.span("q" if match["q"] else "p")
    value = signed(match["a"] or match["b"])
    return Found(span=span, unit=units()["degrees"], value=value, role="camera.shutter")


def _shutter(match: re.Match[str]) -> Found | None:
    speed = number_value(match["a"] or match["b"])
    value = 1.0 / speed if speed else None
    span = match.span("p") if match["p"] else trimmed(match)
    return Found(span=span, unit=ONE[Dimension.SHUTTER], value=value)


_LIT: Final = ("key", "contrast", "lighting", "fill", "light")
"""Words that make a ratio one of light."""


def _format(match: re.Match[str]) -> Found | None:
    wide, _, high = match["format"].partition(":")
    rest = match.string[match.end() :].lstrip().lower()
    before = match.string[: match.start()].rstrip().lower().removesuffix(" of")
    lit = before.endswith(tuple(f"{word} ratio" for word in _LIT))
    if lit or rest.startswith(_LIT):
        return None
    unit = ONE[Dimension.RATIO]
    return Found(
        span=trimmed(match), unit=unit, value=float(wide) / float(high), role="shot.aspect"
    )


def _too_long(match: re.Match[str]) -> Found:
    return Found(span=trimmed(match), unit=ONE[Dimension.LENGTH], value=None)
