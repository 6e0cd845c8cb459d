"""Calls and money per accepted shot: of a shot, of a group of draws, of a whole ledger."""

from collections.abc import Iterable, Sequence
from typing import Final

import numpy as np
from pydantic.dataclasses import dataclass

from groundplan.footage.acceptance.between_shots import rate_between_shots
from groundplan.footage.acceptance.draws import Draw
from groundplan.footage.acceptance.intervals import Interval, wilson_interval
from groundplan.footage.acceptance.stopping import highest_rate
from groundplan.footage.acceptance.waiting import Waiting, waiting
from groundplan.world.base import CLOSED

__all__ = [
    "Acceptance", "Money", "ShotAcceptance", "Streak", "acceptance_of", "by_shot", "counts_of",
    "judged", "shot_acceptance", "waiting_of",
]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True, config=CLOSED)
class Money:
    """What was paid in one currency, and for one accepted clip of those that cost some of it.

    Clips that cost nothing, or another currency, say nothing of what a paid one takes.
    """

    currency: str
    total: float
    """Of judged clips and of calls that failed; clips that nobody judged are left out."""
    draws: int
    """Judged clips that cost some of it, be it 0.00 in the end."""
    accepts: int
    """Of these."""
    per_accept: float | None
    """`total` over `accepts`; None: none of these was accepted."""
    interval: Interval


@dataclass(frozen=True, slots=True, kw_only=True, config=CLOSED)
class Acceptance:
    """What some draws say; every interval is 95 %, two-sided."""

    draws: int
    """Clips that were judged."""
    accepts: int
    calls: int
    """That the judged clips took: one for each window."""
    unjudged: int
    """Clips that nobody has judged: they count for nothing here."""
    failed: int
    """Calls that left and gave nothing: they count as money, not as draws."""
    rate: float | None
    """Accepts over draws; None without draws."""
    rate_interval: Interval | None
    """If draws are independent."""
    rate_between_shots: Interval | None
    """If shots are unlike one another; None where that can't be told."""
    calls_per_accept: float | None
    """None: nothing was accepted; the interval then still has a low end."""
    calls_interval: Interval | None
    money: tuple[Money, ...]


@dataclass(frozen=True, slots=True, kw_only=True, config=CLOSED)
class Streak:
    """The rejects that a shot's draws end with, all of the recipe of the last one."""

    rejects: int
    highest_rate: float
    """That they leave possible, one-sided 95 %; 1 where there are none."""
    calls_at_least: float
    """Per accepted clip, if nothing is changed."""
    money_at_least: dict[str, float]
    """The same, by currency."""


@dataclass(frozen=True, slots=True, kw_only=True, config=CLOSED)
class ShotAcceptance:
    """One shot."""

    shot: str
    acceptance: Acceptance
    streak: Streak


_UNKNOWN: Final = Interval(low=None, high=None)


def judged(draws: Iterable[Draw]) -> list[Draw]:
    """Return the draws of which somebody said yes or no."""
    return [draw for draw in draws if draw.accepted is not None]


def by_shot(draws: Iterable[Draw]) -> dict[str, list[Draw]]:
    """Return the draws of each shot, in order."""
    groups: dict[str, list[Draw]] = {}
    for draw in draws:
        groups.setdefault(draw.shot, []).append(draw)
    return groups


def counts_of(draws: Iterable[Draw]) -> tuple[int, int]:
    """Return accepts and judged draws."""
    said = [draw.accepted for draw in judged(draws)]
    return said.count(True), len(said)


def acceptance_of(draws: Sequence[Draw], *, rng: np.random.Generator | None = None) -> Acceptance:
    """Return what draws say; without `rng`, nothing about the spread between shots."""
    known = judged(draws)
    accepts, count = counts_of(known)
    calls = sum(len(draw.rows) for draw in known)
    interval = wilson_interval(accepts, count) if count else None
    shots = [counts for group in by_shot(known).values() if (counts := counts_of(group))[1]]
    return Acceptance(
        draws=count,
        accepts=accepts,
        calls=calls,
        unjudged=sum(draw.came_back and draw.accepted is None for draw in draws),
        failed=sum(draw.failed for draw in draws),
        rate=accepts / count if count else None,
        rate_interval=interval,
        rate_between_shots=None if rng is None else rate_between_shots(shots, rng=rng),
        calls_per_accept=calls / accepts if accepts else None,
        calls_interval=None if interval is None else interval.inverted(calls / count),
        money=_money(known, failed=[draw for draw in draws if draw.failed]),
    )


def shot_acceptance(shot: str, draws: Sequence[Draw]) -> ShotAcceptance:
    """Return what the draws of one shot say, in the order in which they were made."""
    return ShotAcceptance(shot=shot, acceptance=acceptance_of(draws), streak=_streak(draws))


def waiting_of(draws: Iterable[Draw], *, cap: int | None = None) -> Waiting | None:
    """Return the draws to the first accept over shots; None before the first judged draw.

    Raises:
        InputError: The cap is below 1.
    """
    shots: list[tuple[int, bool]] = []
    for group in by_shot(judged(draws)).values():
        said = [draw.accepted for draw in group]
        first = said.index(True) if True in said else None
        shots.append((len(said), False) if first is None else (first + 1, True))
    return waiting(shots, cap=cap) if shots else None


def _streak(draws: Sequence[Draw]) -> Streak:
    rejected: list[Draw] = []
    for draw in reversed(judged(draws)):
        if draw.accepted or (rejected and draw.recipe != rejected[0].recipe):
            break
        rejected.append(draw)
    rate = highest_rate(len(rejected))
    calls = sum(len(draw.rows) for draw in rejected)
    scale = rate * max(len(rejected), 1)
    return Streak(
        rejects=len(rejected),
        highest_rate=rate,
        calls_at_least=calls / scale,
        money_at_least={name: total / scale for name, total in _totals(rejected).items()},
    )


def _money(known: Sequence[Draw], *, failed: Sequence[Draw]) -> tuple[Money, ...]:
    """Return the money of judged draws and of calls that failed, a currency each."""
    found: list[Money] = []
    for currency, total in _totals([*known, *failed]).items():
        accepts, count = counts_of(draw for draw in known if currency in draw.cost)
        interval = wilson_interval(accepts, count).inverted(total / count) if count else _UNKNOWN
        found.append(
            Money(
                currency=currency,
                total=total,
                draws=count,
                accepts=accepts,
                per_accept=total / accepts if accepts else None,
                interval=interval,
            )
        )
    return tuple(found)


def _totals(draws: Iterable[Draw]) -> dict[str, float]:
    sums: dict[str, float] = {}
    for draw in draws:
        for currency, amount in draw.cost.items():
            sums[currency] = sums.get(currency, 0.0) + amount
    return dict(sorted(sums.items()))
