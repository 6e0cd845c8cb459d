"""Rules of the quantity pass for times of day ("half past eight") and dates ("21 June")."""

import re
from functools import lru_cache
from typing import Final

from groundplan.language.facts import Dimension
from groundplan.language.numbers import number_value
from groundplan.language.quantity_finds import ONE, Found, Rule, rule, trimmed

__all__ = ["time_and_date_rules"]

_MONTHS: Final = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
_DAYS: Final = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
"""Of the months of a common year, which is the year that is meant: a film has no leap day."""
_HOURS: Final = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
_MINUTES: Final = "quarter|half|five|ten|twenty-five|twenty|25|20|10|5"
_MONTH: Final = "|".join(f"{m[:3]}(?:{m[3:]})?\\b\\.?" if m[3:] else rf"{m}\b" for m in _MONTHS)
_DAY: Final = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR: Final = r"(?:,?\s+(?:1[89]|20)\d\d\b)?"
_HALF_DAYS: Final = re.compile(r"[\s,]+(?:in\s+the\s+(morning|afternoon|evening)|at\s+(night))\b")


@lru_cache(maxsize=1)
def time_and_date_rules() -> tuple[Rule, ...]:
    """Return the rules, those that must win first."""
    months = tuple(name[:3] for name in _MONTHS)
    return (
        rule(rf"\b(?P<m>{_MINUTES})\s+(?:minutes\s+)?(?P<way>past|to)\s+(?P<h>{_HOURS}|\d{{1,2}})\b"
             r"(?!\s*-?(?:m\b|metre|meter|feet|ft|s\b|sec|min|deg|%|mm|cm|km|people))",
             _spoken, needs=("past", "quarter to", "to ")),
        rule(r"(?<![\w.:])(?P<h>\d{1,2})(?:[:.](?P<m>[0-5]\d))?\s?(?P<half>[ap]\.?m\b\.?)"
             r"|(?<![\w.:])(?P<h2>[01]?\d|2[0-3]):(?P<m2>[0-5]\d)(?![\w:])"
             rf"|\b(?P<h3>\d{{1,2}}|{_HOURS})\s?o'clock\b"
             rf"|(?<=\bat )(?P<h4>\d{{1,2}}|{_HOURS})"
             r"(?=\s+(?:in\s+the\s+(?:mor|aft|eve)|at\s+night))",
             _clock, needs=("m", ":", "clock", "night", "in the")),
        rule(rf"(?:\bthe\s+)?\b{_DAY}\s+(?:of\s+)?(?P<month>{_MONTH}){_YEAR}", _date, needs=months),
        rule(rf"\b(?P<month>{_MONTH})\s+(?:the\s+)?{_DAY}\b(?!\s?(?:m|cm|km|mm|s|steps|times)\b)"
             rf"{_YEAR}", _date, needs=months),
        rule(r"\b(?:1[89]|20)\d\d-(?P<n>\d\d)-(?P<day>\d\d)\b", _date, needs=("-",)),
    )  # fmt: skip


def _date(match: re.Match[str]) -> Found | None:
    """Return the day of the year; None for a day that no calendar has, or a verb ("may 5 …")."""
    groups = match.groupdict()
    word, day = groups.get("month") or "", int(match["day"])
    if word in {"may", "march"}:
        return None
    month = int(groups["n"]) if "n" in groups else _month_of(word)
    if not 1 <= month <= 12 or not 1 <= day <= _DAYS[month - 1] + (month == 2):
        return None
    value = float(sum(_DAYS[: month - 1]) + day)
    return Found(span=trimmed(match), unit=ONE[Dimension.DATE], value=value, role="setting.date")


def _month_of(word: str) -> int:
    return 1 + next(i for i, m in enumerate(_MONTHS) if m.startswith(word[:3].lower()))


def _clock(match: re.Match[str]) -> Found | None:
    said = next(g for g in (match["h"], match["h2"], match["h3"], match["h4"]) if g)
    hour, minute = int(number_value(said) or 0), int(match["m"] or match["m2"] or 0)
    half = (match["half"] or "").lower()[:1]
    if half and not 1 <= hour <= 12:
        return None
    return _at(match, hour=hour, minute=minute, half=half)


def _spoken(match: re.Match[str]) -> Found | None:
    """Return "half past eight", "ten to five"."""
    hour, word = number_value(match["h"]), match["m"].lower()
    if hour is None or not 1 <= hour <= 12:
        return None
    if match["way"].lower() == "to" and word not in {"quarter", "twenty"} and not _half(match):
        return None
    minutes = {"quarter": 15.0, "half": 30.0}.get(word) or number_value(word) or 0.0
    past = minutes if match["way"].lower() == "past" else -minutes
    return _at(match, hour=int(hour), minute=int(past), half="")


def _half(match: re.Match[str]) -> str:
    """Return "a" or "p" where the words behind a time say which half of the day it is in."""
    found = _HALF_DAYS.match(match.string, match.end())
    return "" if found is None else "a" if found[1] == "morning" else "p"


def _at(match: re.Match[str], *, hour: int, minute: int, half: str) -> Found | None:
    half = half or (_half(match) if 1 <= hour <= 12 else "")
    if hour > 23:
        return None
    if half:
        late = _HALF_DAYS.match(match.string, match.end())
        small = late is not None and late[2] is not None and (hour < 5 or hour == 12)
        hour = hour % 12 + (12 if half == "p" and not small else 0)
    return Found(
        span=trimmed(match),
        unit=ONE[Dimension.CLOCK_TIME],
        value=(hour * 3600.0 + minute * 60.0) % 86400.0,
        role="setting.time",
    )
