"""Two numbers for one thing ("4 m away, 2 m away"): both cannot be, and that is said."""

import itertools
import math
from collections.abc import Iterator
from typing import Final

from groundplan.agents.spans import world_span
from groundplan.language.facts import Facts, QuantityFact
from groundplan.world.finding import Finding

__all__ = ["quantity_conflicts"]

_OWNED: Final = frozenset({"action", "relation", "entity", "shot"})
"""Kinds of owners that have one value; a camera has as many distances as moves."""


def quantity_conflicts(facts: Facts) -> tuple[Finding, ...]:
    """Return a finding for every number that contradicts an earlier one of the same role."""
    return tuple(_conflict(first, second) for first, second in _pairs(facts))


def _pairs(facts: Facts) -> Iterator[tuple[QuantityFact, QuantityFact]]:
    earlier: dict[str, QuantityFact] = {}
    for fact in facts.quantities:
        if fact.role.partition(".")[0].partition(":")[0] not in _OWNED:
            continue
        first = earlier.setdefault(fact.role, fact)
        if not _agree(first, fact):
            yield first, fact


def _agree(a: QuantityFact, b: QuantityFact) -> bool:
    return all(
        x == y or (x is not None and y is not None and math.isclose(x, y))
        for x, y in itertools.zip_longest((a.value, a.end_value), (b.value, b.end_value))
    )


def _conflict(first: QuantityFact, second: QuantityFact) -> Finding:
    what = second.role.partition(".")[2]
    return Finding(
        code="quantity.contradiction",
        severity="warning",
        message=f'"{first.text}" and "{second.text}" are two values of one {what}; one is used',
        paths=(f"narrative/quantities/{second.key}/path",),
        measured=second.value,
        expected=first.value,
        unit=second.unit,
        span=world_span(second.span),
        options=(f'drop "{first.text}"', f'drop "{second.text}"'),
    )
