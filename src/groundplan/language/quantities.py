# ruff: noqa: E501 - a regular expression is read as a whole, on one line
"""The quantity pass: numbers with units, taken from the raw text before anything is parsed."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from groundplan.language.facts import Dimension, QuantityFact, Span, UnresolvedFact
from groundplan.language.numbers import number_pattern, number_value
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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Unit:
    dimension: Dimension
    symbol: str
    factor: float


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    span: tuple[int, int]
    unit: _Unit
    value: float | None
    end_value: float | None = None
    is_range: bool = False
    change: bool = False
    approximate: bool = False
    role: str = ""


_ONE: Final = {d: _Unit(dimension=d, symbol=s, factor=1.0) for d, s in (
    (Dimension.APERTURE, "1"), (Dimension.TRANSMISSION, "1"), (Dimension.RATIO, "1"),
    (Dimension.ISO, "1"), (Dimension.SHUTTER, "s"), (Dimension.CLOCK_TIME, "s"),
    (Dimension.LENGTH, "m"),
)}  # fmt: skip
_INCH_M: Final = 0.0254


@lru_cache(maxsize=1)
def _units() -> dict[str, _Unit]:
    table: dict[str, _Unit] = {}
    for sheet in vocabulary().sheets["units"]["units"].items():
        unit = _Unit(
            dimension=Dimension(sheet["dimension"].text()),
            symbol=sheet["unit"].text(),
            factor=sheet["factor"].number(),
        )
        for word in sheet["words"].items():
            table[word.text()] = unit
    return table


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], _Found | None]], ...]:
    number = number_pattern()
    unit = "|".join(
        re.escape(u).replace(r"\ ", r"\s+") for u in sorted(_units(), key=lambda u: -len(u))
    )
    end = r"(?![A-Za-z0-9/\u00b2])"
    about = r"(?P<about>\b(?:about|around|approximately|approx\.?|roughly|nearly|almost|circa|some)\s+|[~\u2248]\s*)?"
    lead = r"(?P<lead>\b(?:from|between)\s+)?"
    amount = rf"(?P<a>(?<![\w.])-?{number})"
    join = r"(?P<join>\s*(?:-|\bto\b|\band\b|\bup to\b|\bdown to\b|\u2192)\s*)"
    by = r"\s*(?:x|\bby\b|\u00d7)\s*"
    flags = re.IGNORECASE
    return (
        (re.compile(r"""(?<![\w"'])(?P<ft>\d+)\s?(?:'|ft\.?|feet|foot)\s?(?P<in>\d+(?:\.\d+)?)\s?(?:"|inches|inch|in\b|''|(?=\W|$))""", flags), _feet_inches),
        (re.compile(r"\bf\s?/\s?(?P<a>\d+(?:\.\d+)?)|\bf(?P<b>\d+\.\d+)\b|\bf[- ]?stop\s+(?:of\s+)?(?P<c>\d+(?:\.\d+)?)", flags), _plain(Dimension.APERTURE)),
        (re.compile(r"\bT\s?/?(?P<a>\d{1,2}(?:\.\d+))(?!\w)|\bT(?P<b>\d{1,2})(?= stop\b)"), _plain(Dimension.TRANSMISSION)),
        (re.compile(r"\bISO\s?-?(?P<a>\d+)\b|\b(?P<b>\d{2,6})\s?(?:ISO|ASA)\b", flags), _plain(Dimension.ISO)),
        (re.compile(rf"(?P<a>{number})\s?(?:\u00b0|-?degrees?)\s*(?=shutter\b)", flags), _shutter_angle),
        (re.compile(r"\b1/(?P<a>\d+(?:\.\d+)?)(?:th|st)?(?:\s?(?:s|sec|seconds?)\b|\s+of\s+a\s+second\b|(?=\s+shutter))", flags), _shutter),
        (re.compile(rf"(?<![\w.:])(?P<format>{_formats()})(?![\w:]|\.\d)"), _format),
        (re.compile(r"(?<![\w.:])(?P<a>\d+(?:\.\d+)?):1(?![\w:])|\b(?P<b>\d+(?:\.\d+)?)[\s-]to[\s-](?:1|one)\b(?=\s+(?:ratio|contrast|key|lighting))|(?<=ratio of )(?P<c>\d+(?:\.\d+)?)[\s-]to[\s-](?:1|one)\b", flags), _plain(Dimension.RATIO)),
        (re.compile(r"(?<![\w.:])(?P<h>\d{1,2})(?:[:.](?P<m>[0-5]\d))?\s?(?P<half>[ap]\.?m\b\.?)|(?<![\w.:])(?P<h2>[01]?\d|2[0-3]):(?P<m2>[0-5]\d)(?![\w:])|\b(?P<h3>\d{1,2})\s?o'clock\b", flags), _clock),
        (re.compile(rf"{amount}\s?(?P<ua>{unit})?{by}(?P<b>{number})\s?-?(?P<ub>{unit}){end}", flags), _area),
        (re.compile(rf"{about}{lead}{amount}(?:\s?-?(?P<ua>{unit}){end})?{join}(?P<b>-?{number})\s?-?(?P<ub>{unit}){end}", flags), _range),
        (re.compile(rf"{about}{amount}\s?-?(?P<ua>{unit}){end}(?![\u2019']\w)", flags), _single),
        (re.compile(r"(?<![\w\"])(?P<a>\d+(?:\.\d+)?)\"(?=\s|$|[,.;])"), _inches),
        (re.compile(r"\b(?P<a>an?)\s+(?P<ua>metre|meter|kilometre|kilometer|mile|yard)\b", flags), _article),
        (re.compile(rf"-?\b(?:nan|inf|infinity|infinite)\s?-?(?:{unit}){end}", flags), _too_long),
        (re.compile(r"\d{16,}(?:\.\d+)?"), _too_long),
    )  # fmt: skip


def _formats() -> str:
    formats = [f.text() for f in vocabulary().sheets["units"]["formats"].items()]
    return "|".join(re.escape(f) for f in sorted(formats, key=lambda f: -len(f)))


def read_quantities(text: str) -> QuantityReading:
    """Return the quantities of a text, leftmost first; of two at one place, the longer one.

    Args:
        text: the text, with quotes and dashes in ASCII.
    """
    found: list[_Found] = []
    for pattern, build in _patterns():
        for match in pattern.finditer(text):
            result = build(match)
            if result and not any(_overlap(result.span, other.span) for other in found):
                found.append(result)
    found.sort(key=lambda f: f.span)
    facts: list[QuantityFact] = []
    rejected: list[UnresolvedFact] = []
    for item in found:
        fact = _fact(item, text=text, key=f"q{len(facts) + 1}")
        facts.append(fact) if isinstance(fact, QuantityFact) else rejected.append(fact)
    return QuantityReading(quantities=tuple(facts), unresolved=tuple(rejected))


def _overlap(one: tuple[int, int], two: tuple[int, int]) -> bool:
    return one[0] < two[1] and two[0] < one[1]


def _fact(found: _Found, *, text: str, key: str) -> QuantityFact | UnresolvedFact:
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


def _unit(word: str) -> _Unit:
    units, plain = _units(), re.sub(r"\s+", " ", word)
    return (
        units[plain] if plain in units else {k.lower(): u for k, u in units.items()}[plain.lower()]
    )


def _signed(text: str) -> float | None:
    value = number_value(text.lstrip("-"))
    return -value if value is not None and text.startswith("-") else value


def _span(match: re.Match[str]) -> tuple[int, int]:
    start, end = match.span()
    while match.string[start].isspace():
        start += 1
    while match.string[end - 1].isspace():
        end -= 1
    return start, end


def _is_temperature(unit: _Unit, text: str, value: float | None) -> bool:
    return unit.dimension is not Dimension.TEMPERATURE or (
        value is not None and value >= _COLDEST_K and (len(text) > 1 or text == "K")
    )


def _single(match: re.Match[str]) -> _Found | None:
    unit, value = _unit(match["ua"]), _signed(match["a"])
    film = match["ua"].lower() == "mm" and match.string[match.end() :].lstrip().startswith("film")
    if not _is_temperature(unit, match["ua"], value) or _is_decade(match) or film:
        return None
    return _Found(span=_span(match), unit=unit, value=value, approximate=match["about"] is not None)


def _is_decade(match: re.Match[str]) -> bool:
    return match["ua"] == "s" and re.search(r"\d0s$", match[0]) is not None and len(match["a"]) > 3


def _range(match: re.Match[str]) -> _Found | None:
    unit = _unit(match["ub"])
    first = _unit(match["ua"]) if match["ua"] else unit
    start, end = _signed(match["a"]), _signed(match["b"])
    if not _is_temperature(unit, match["ub"], end) or first.dimension is not unit.dimension:
        return None
    lead, join = (match["lead"] or "").strip().lower(), match["join"].strip().lower()
    if (join == "and" and lead != "between") or (join == "-" and not match["a"][-1].isdigit()):
        return None
    return _Found(
        span=_span(match),
        unit=unit,
        value=None if start is None else start * first.factor / unit.factor,
        end_value=end,
        is_range=True,
        change=lead == "from"
        or join not in {"to", "-", "and"}
        or (join == "to" and bool(match["ua"])),
        approximate=match["about"] is not None,
    )


def _area(match: re.Match[str]) -> _Found | None:
    unit = _unit(match["ub"])
    first = _unit(match["ua"]) if match["ua"] else unit
    start, end = _signed(match["a"]), _signed(match["b"])
    if unit.dimension is not Dimension.LENGTH or start is None or end is None:
        return None
    return _Found(
        span=_span(match),
        unit=unit,
        value=start * first.factor / unit.factor,
        end_value=end,
        role="setting.size",
    )


def _plain(dimension: Dimension) -> Callable[[re.Match[str]], _Found | None]:
    def build(match: re.Match[str]) -> _Found:
        number = next(g for g in match.groups() if g is not None)
        return _Found(span=_span(match), unit=_ONE[dimension], value=number_value(number))

    return build


def _feet_inches(match: re.Match[str]) -> _Found:
    total = (float(match["ft"]) * 12.0 + float(match["in"])) * _INCH_M
    return _Found(span=_span(match), unit=_ONE[Dimension.LENGTH], value=total)


def _inches(match: re.Match[str]) -> _Found:
    total = float(match["a"]) * _INCH_M
    return _Found(span=_span(match), unit=_ONE[Dimension.LENGTH], value=total)


def _article(match: re.Match[str]) -> _Found:
    return _Found(span=_span(match), unit=_unit(match["ua"]), value=1.0)


def _shutter_angle(match: re.Match[str]) -> _Found:
    unit = _units()["degrees"]
    return _Found(span=_span(match), unit=unit, value=_signed(match["a"]), role="camera.shutter")


def _shutter(match: re.Match[str]) -> _Found | None:
    speed = number_value(match["a"])
    value = 1.0 / speed if speed else None
    return _Found(span=_span(match), unit=_ONE[Dimension.SHUTTER], value=value)


_LIT: Final = ("key", "contrast", "lighting", "fill", "light")
"""Words that make a ratio one of light."""


def _format(match: re.Match[str]) -> _Found | None:
    wide, _, high = match["format"].partition(":")
    rest = match.string[match.end() :].lstrip().lower()
    before = match.string[: match.start()].rstrip().lower().removesuffix(" of")
    lit = before.endswith(tuple(f"{word} ratio" for word in _LIT))
    if lit or rest.startswith(_LIT):
        return None
    unit = _ONE[Dimension.RATIO]
    return _Found(span=_span(match), unit=unit, value=float(wide) / float(high), role="shot.aspect")


def _clock(match: re.Match[str]) -> _Found | None:
    hour = int(next(g for g in (match["h"], match["h2"], match["h3"]) if g))
    minute = int(match["m"] or match["m2"] or 0)
    half = (match["half"] or "").lower()
    if half and not 1 <= hour <= 12:
        return None
    if half:
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    return _Found(
        span=_span(match), unit=_ONE[Dimension.CLOCK_TIME], value=hour * 3600.0 + minute * 60.0
    )


def _too_long(match: re.Match[str]) -> _Found:
    return _Found(span=_span(match), unit=_ONE[Dimension.LENGTH], value=None)
