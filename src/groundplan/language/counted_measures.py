"""Rules of the quantity pass for numbers without a unit: ages, factors, times and steps."""

import re
from functools import lru_cache
from typing import Final

from groundplan.language.facts import Dimension
from groundplan.language.numbers import number_pattern, number_value
from groundplan.language.quantity_finds import ONE, Found, Rule, plain, rule, trimmed
from groundplan.language.vocabulary import vocabulary

__all__ = ["counted_rules"]

_PEOPLE: Final = "man|woman|boy|girl|lady|gentleman|child|kid|person"
_ONCE: Final = {"once": 1.0, "twice": 2.0, "thrice": 3.0}
_PARTS: Final = {"half": 0.5, "a third": 1 / 3, "a quarter": 0.25, "two thirds": 2 / 3,
                 "three quarters": 0.75, "double": 2.0, "triple": 3.0}  # fmt: skip


@lru_cache(maxsize=1)
def counted_rules() -> tuple[Rule, ...]:
    """Return the rules, those that must win first."""
    number = number_pattern()
    more = "|".join(vocabulary().sheets["units"]["comparatives"].mapping())
    level = "|".join(vocabulary().sheets["units"]["equatives"].mapping())
    against = rf"(?=\s+(?:as\s+(?:{level})\b|(?:{more})\s+than\b|the\s+(?:\w+)\s+of\b))"
    parts = "|".join(p.replace(" ", r"\s+") for p in _PARTS)
    return (
        rule(rf"(?P<a>{number})[\s-]+years?(?:\s+of\s+age|[\s-]+olds?)\b", plain(Dimension.AGE),
             needs=("year",)),
        rule(rf"\b(?P<q>aged?\s+(?:of\s+)?(?P<a>{number}))(?![\w.])"
             rf"|\b(?:{_PEOPLE})\s+(?P<p>of\s+(?P<b>{number})\b)"
             rf"(?=\s*(?:[,.;]|$|\w+s\b|who\b|in\b|with\b))",
             _age, needs=("age", " of ")),
        rule(rf"(?P<q>\b(?:(?P<once>twice|thrice)|(?P<n>{number})\s+times|(?P<part>{parts}))){against}",
             _factor, needs=("than", " as ", " of ")),
        rule(rf"(?<=\w )(?P<once>once|twice|thrice)\b"
             rf"(?=\s*(?:[,.;!]|$|(?:and|then|in|on|at|with|before)\b))"
             rf"|(?P<n>{number})\s+times\b(?!\s+(?:a|as|the|per)\b)",
             _times, needs=("once", "twice", "thrice", " times")),
        rule(rf"\b(?:walk|take|taking|go|run|move|step|pace|crawl|back)(?:s|es|ing)?"
             rf"(?:\s+(?:up|back|forward|forwards|about|another|exactly))*\s+"
             rf"(?P<q>(?P<a>{number})\s+(?:steps|paces|strides|step|pace))\b",
             plain(Dimension.STEPS), needs=("step", "pace", "stride")),
    )  # fmt: skip


def _age(match: re.Match[str]) -> Found:
    start, end = match.span("q") if match["q"] else match.span("p")
    value = number_value(match["a"] or match["b"])
    return Found(span=(start, end), unit=ONE[Dimension.AGE], value=value)


def _factor(match: re.Match[str]) -> Found:
    word = re.sub(r"\s+", " ", (match["once"] or match["part"] or "").lower())
    value = {**_ONCE, **_PARTS}.get(word) if word else number_value(match["n"])
    return Found(span=trimmed(match), unit=ONE[Dimension.FACTOR], value=value)


def _times(match: re.Match[str]) -> Found:
    value = _ONCE[match["once"].lower()] if match["once"] else number_value(match["n"])
    return Found(span=trimmed(match), unit=ONE[Dimension.TIMES], value=value)
