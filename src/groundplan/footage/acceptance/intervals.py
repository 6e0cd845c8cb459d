"""Shares of draws that were accepted, and how far chance may have moved them."""

import math
from statistics import NormalDist
from typing import Final

from pydantic.dataclasses import dataclass

from groundplan.errors import InputError
from groundplan.world.base import CLOSED

__all__ = ["CONFIDENCE", "Interval", "difference_interval", "wilson_interval"]

CONFIDENCE: Final = 0.95
"""Two-sided, of every interval that says nothing else."""


@dataclass(frozen=True, slots=True, kw_only=True, config=CLOSED)
class Interval:
    """From low to high; None: it has no such end."""

    low: float | None
    high: float | None

    @property
    def excludes_zero(self) -> bool:
        """Return whether all of it lies on one side of zero."""
        return (self.low is not None and self.low > 0) or (self.high is not None and self.high < 0)

    def inverted(self, scale: float = 1.0) -> "Interval":
        """Return the interval of `scale / x` for an `x >= 0` that lies in this one."""

        def over(end: float | None) -> float | None:
            return scale / end if end else None

        return Interval(low=over(self.high), high=over(self.low))


def wilson_interval(accepts: int, draws: int, *, confidence: float = CONFIDENCE) -> Interval:
    """Return the score interval of a share: `accepts` of `draws` independent ones.

    It stays in 0..1, and says something for no accept and for all. Draws that end with the first
    accept, or at a cap, have the same likelihood p^accepts (1 - p)^(draws - accepts), so that
    shots which were given up are counted like the others.

    Raises:
        InputError: There are no draws, or more accepts than draws.

    Source:
        Wilson (J. Am. Stat. Assoc. 22, 1927) without continuity correction, as `scipy.stats`
        documents it: (k + z^2/2 +- z sqrt(k (n - k) / n + z^2/4)) / (n + z^2).
    """
    if draws < 1 or not 0 <= accepts <= draws:
        raise InputError(f"{accepts} accepts of {draws} draws", "give at least one draw")
    z = _normal_quantile(confidence)
    middle = accepts + z * z / 2
    half = z * math.sqrt(accepts * (draws - accepts) / draws + z * z / 4)
    # The ends at 0 and 1 are exact; rounding would miss them by an ulp.
    return Interval(
        low=(middle - half) / (draws + z * z) if accepts else 0.0,
        high=(middle + half) / (draws + z * z) if accepts < draws else 1.0,
    )


def difference_interval(
    first: tuple[int, int], second: tuple[int, int], *, confidence: float = CONFIDENCE
) -> Interval:
    """Return the interval of the first share minus the second; each is (accepts, draws).

    Raises:
        InputError: One has no draws.

    Source:
        Newcombe's hybrid score interval without continuity correction (Stat. Med. 17, 1998,
        873-890, there method 10; read in metricgate.com/docs/newcombe-hybrid-score-ci): with
        shares p and Wilson ends l, u it is d - sqrt((p1 - l1)^2 + (u2 - p2)^2) to
        d + sqrt((u1 - p1)^2 + (p2 - l2)^2).
    """
    (p1, l1, u1), (p2, l2, u2) = (_share_and_ends(one, confidence) for one in (first, second))
    return Interval(
        low=p1 - p2 - math.hypot(p1 - l1, u2 - p2), high=p1 - p2 + math.hypot(u1 - p1, p2 - l2)
    )


def _share_and_ends(counts: tuple[int, int], confidence: float) -> tuple[float, float, float]:
    accepts, draws = counts
    ends = wilson_interval(accepts, draws, confidence=confidence)
    return accepts / draws, ends.low or 0.0, 1.0 if ends.high is None else ends.high


def _normal_quantile(confidence: float) -> float:
    """Return z of a two-sided confidence: 1.96 for 0.95."""
    if not 0 < confidence < 1:
        raise InputError(f"a confidence of {confidence}", "give one between 0 and 1")
    return NormalDist().inv_cdf((1 + confidence) / 2)
