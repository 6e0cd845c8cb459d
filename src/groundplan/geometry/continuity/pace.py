"""How fast a film is cut: from the lengths of its shots.

Source:
    Mean shot length (average shot length, ASL) and its rate as commonly used in counting cuts.
"""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass

from groundplan.errors import InputError

__all__ = ["CutPace", "cut_pace"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CutPace:
    """Lengths of shots that follow one another [s]."""

    shot_count: int
    total_s: float
    mean_s: float
    median_s: float
    shortest_s: float
    longest_s: float
    cuts_per_minute: float
    """Cuts between the shots over the time that they take together."""
    change: float
    """Mean length of the second half over that of the first: below 1 it gets faster; 1 for fewer
    than two shots. A middle shot counts in neither half."""


def cut_pace(lengths_s: Sequence[float]) -> CutPace:
    """Return the pace of shots in the order in which they are cut.

    Raises:
        InputError: There is no shot, or one has no length.
    """
    if not lengths_s or min(lengths_s) <= 0.0:
        raise InputError("a pace needs shots that last", "give lengths above 0 s")
    half, total = len(lengths_s) // 2, sum(lengths_s)
    change = sum(lengths_s[-half:]) / sum(lengths_s[:half]) if half else 1.0
    return CutPace(
        shot_count=len(lengths_s), total_s=total, mean_s=total / len(lengths_s),
        median_s=statistics.median(lengths_s), shortest_s=min(lengths_s),
        longest_s=max(lengths_s), cuts_per_minute=60.0 * (len(lengths_s) - 1) / total,
        change=change,
    )  # fmt: skip
