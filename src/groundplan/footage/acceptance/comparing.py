"""Backends, looks, prompts or control sets side by side, and whether the difference is more."""

from collections.abc import Sequence
from itertools import combinations
from typing import Literal

import numpy as np
from pydantic.dataclasses import dataclass

from groundplan.footage.acceptance.between_shots import LEAST_SHOTS, difference_between_shots
from groundplan.footage.acceptance.draws import Attribute, Draw, attribute
from groundplan.footage.acceptance.intervals import CONFIDENCE, Interval, difference_interval
from groundplan.footage.acceptance.summary import (
    Acceptance,
    acceptance_of,
    by_shot,
    counts_of,
    judged,
)
from groundplan.world.base import CLOSED

__all__ = ["Comparison", "Group", "Pair", "compared"]

Answer = Literal["first", "second", "cannot_tell"]


@dataclass(frozen=True, slots=True, kw_only=True, config=CLOSED)
class Group:
    """The draws that share one value."""

    value: str
    """Empty: none, or not known."""
    acceptance: Acceptance


@dataclass(frozen=True, slots=True, kw_only=True, config=CLOSED)
class Pair:
    """Two groups, over the shots that both have drawn: others may be easier."""

    first: str
    second: str
    shots: int
    """That both have drawn."""
    first_counts: tuple[int, int]
    """Accepts and draws, of these shots alone."""
    second_counts: tuple[int, int]
    difference: float | None
    """Share of accepts, the first minus the second; None without a shot in common."""
    interval: Interval | None
    """If draws are independent."""
    between_shots: Interval | None
    """If shots are unlike one another; None with too few of them."""
    answer: Answer
    """Which is accepted more often: told only where zero lies outside every interval."""
    reason: str
    """Why nobody can tell, or how far the answer reaches."""


@dataclass(frozen=True, slots=True, kw_only=True, config=CLOSED)
class Comparison:
    """All groups, and every two of them."""

    by: Attribute
    groups: tuple[Group, ...]
    pairs: tuple[Pair, ...]
    pair_confidence: float
    """Of each pair's intervals: 1 - 0.05 / pairs, so that all hold together with 95 %
    (Bonferroni)."""


def compared(draws: Sequence[Draw], by: Attribute, *, rng: np.random.Generator) -> Comparison:
    """Return the groups of draws by one thing that they were made by, in order of its value."""
    groups: dict[str, list[Draw]] = {}
    for draw in draws:
        groups.setdefault(attribute(draw, by), []).append(draw)
    names = sorted(name for name, group in groups.items() if judged(group))
    pairs = tuple(combinations(names, 2))
    confidence = 1 - (1 - CONFIDENCE) / max(len(pairs), 1)
    return Comparison(
        by=by,
        groups=tuple(
            Group(value=name, acceptance=acceptance_of(groups[name], rng=rng)) for name in names
        ),
        pairs=tuple(
            _pair(
                (one, other),
                _common(groups[one], groups[other]),
                rng=rng,
                confidence=confidence,
            )
            for one, other in pairs
        ),
        pair_confidence=confidence,
    )


_Counts = tuple[int, int]


def _common(first: Sequence[Draw], second: Sequence[Draw]) -> list[tuple[_Counts, _Counts]]:
    """Return the counts of the shots of which both groups have judged draws."""
    ours, theirs = by_shot(judged(first)), by_shot(judged(second))
    return [(counts_of(ours[shot]), counts_of(theirs[shot])) for shot in ours if shot in theirs]


def _pair(
    names: tuple[str, str],
    shots: Sequence[tuple[_Counts, _Counts]],
    *,
    rng: np.random.Generator,
    confidence: float,
) -> Pair:
    first = sum(one[0] for one, _ in shots), sum(one[1] for one, _ in shots)
    second = sum(other[0] for _, other in shots), sum(other[1] for _, other in shots)
    interval = difference_interval(first, second, confidence=confidence) if shots else None
    spread = difference_between_shots(shots, rng=rng, confidence=confidence)
    difference = first[0] / first[1] - second[0] / second[1] if shots else None
    answer, reason = _answer(difference, interval, spread)
    return Pair(
        first=names[0],
        second=names[1],
        shots=len(shots),
        first_counts=first,
        second_counts=second,
        difference=difference,
        interval=interval,
        between_shots=spread,
        answer=answer,
        reason=reason,
    )


def _answer(
    difference: float | None, interval: Interval | None, spread: Interval | None
) -> tuple[Answer, str]:
    if difference is None or interval is None:
        return "cannot_tell", "no shot was drawn by both"
    if not interval.excludes_zero:
        return "cannot_tell", "the interval of the difference holds zero"
    if spread is not None and not spread.excludes_zero:
        return "cannot_tell", "it differs from shot to shot"
    if spread is None:
        # The draws of a few shots say nothing of other shots: said, not hidden.
        return _more(difference), f"of these shots alone: fewer than {LEAST_SHOTS} in common"
    return _more(difference), ""


def _more(difference: float) -> Answer:
    return "first" if difference > 0 else "second"
