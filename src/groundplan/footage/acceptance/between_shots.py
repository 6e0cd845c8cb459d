"""Intervals that allow for shots being unlike one another: draws of one shot are no new evidence.

Whole shots are drawn again with replacement (cluster bootstrap), and the ends are percentiles.
"""

from collections.abc import Sequence
from typing import Final

import numpy as np
from jaxtyping import Float, Int

from groundplan.footage.acceptance.intervals import CONFIDENCE, Interval

__all__ = ["LEAST_SHOTS", "difference_between_shots", "rate_between_shots"]

LEAST_SHOTS: Final = 5
"""Below this many shots, drawing them again says too little: our engineering default."""
_REPEATS: Final = 4000

Counts = tuple[int, int]
"""Accepts and draws of one shot."""


def rate_between_shots(
    shots: Sequence[Counts], *, rng: np.random.Generator, confidence: float = CONFIDENCE
) -> Interval | None:
    """Return the interval of the share of accepts over all draws; None where it can't be told.

    It can't with fewer than `LEAST_SHOTS` shots, or where no draw, or every draw, was accepted.

    Source:
        Efron's percentile bootstrap with shots as clusters; the statistic is the ratio of sums.
    """
    table = np.array(shots, dtype=np.int64).reshape(-1, 2)
    if len(table) < LEAST_SHOTS or table[:, 0].sum() in {0, table[:, 1].sum()}:
        return None
    accepts, draws = _drawn_again(table, rng).T
    return _percentiles(accepts / draws, confidence)


def difference_between_shots(
    shots: Sequence[tuple[Counts, Counts]],
    *,
    rng: np.random.Generator,
    confidence: float = CONFIDENCE,
) -> Interval | None:
    """Return the interval of the first share minus the second, over shots that both have drawn.

    None with fewer than `LEAST_SHOTS` shots. A shot keeps both its counts when it is drawn again,
    so that a shot which is hard for both tells nothing for either.
    """
    table = np.array(shots, dtype=np.int64).reshape(-1, 4)
    if len(table) < LEAST_SHOTS:
        return None
    sums = _drawn_again(table, rng)
    return _percentiles(sums[:, 0] / sums[:, 1] - sums[:, 2] / sums[:, 3], confidence)


def _drawn_again(
    table: Int[np.ndarray, "shot count"], rng: np.random.Generator
) -> Int[np.ndarray, "repeat count"]:
    # How often each shot is drawn: the same law as drawing one by one, in bounded memory.
    times = rng.multinomial(len(table), np.full(len(table), 1 / len(table)), size=_REPEATS)
    return times @ table


def _percentiles(values: Float[np.ndarray, " repeat"], confidence: float) -> Interval:
    low, high = np.quantile(values, ((1 - confidence) / 2, (1 + confidence) / 2))
    return Interval(low=float(low), high=float(high))
