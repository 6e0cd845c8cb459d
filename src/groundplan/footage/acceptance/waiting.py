"""How many draws a shot needs until its first accept, given up shots included."""

import math
from collections.abc import Sequence

from pydantic.dataclasses import dataclass

from groundplan.errors import InputError
from groundplan.world.base import CLOSED

__all__ = ["Waiting", "waiting"]


@dataclass(frozen=True, slots=True, kw_only=True, config=CLOSED)
class Waiting:
    """Kaplan-Meier curve of draws to the first accept, over shots."""

    shots: int
    censored: int
    """Shots that were given up without an accept, or are not done yet."""
    still_waiting: tuple[float, ...]
    """Share of shots without an accept after 0, 1 … `cap` draws."""
    cap: int
    """Draws to which the curve is followed: at most the longest that any shot was drawn."""
    restricted_mean: float
    """Draws spent on a shot when one stops at the first accept or at `cap`; a lower bound of the
    draws to an accept."""
    standard_error: float

    @property
    def median(self) -> int | None:
        """Return after how many draws half of the shots have an accept; None: not by the cap."""
        return next((n for n, share in enumerate(self.still_waiting) if share <= 0.5), None)


def waiting(shots: Sequence[tuple[int, bool]], *, cap: int | None = None) -> Waiting:
    """Return the curve of shots, each as (draws to the first accept or in all, was it accepted).

    Raises:
        InputError: There is no shot, or one without draws, or the cap is below 1.

    Source:
        Product limit S(t) = prod (1 - d_i / n_i); restricted mean as the area under S up to the
        cap; its variance sum_i (area from t_i to the cap)^2 d_i / (n_i (n_i - d_i)) (Greenwood).
    """
    if not shots or min(draws for draws, _ in shots) < 1 or (cap is not None and cap < 1):
        raise InputError("no shots, or a shot without draws", "give shots with one draw or more")
    longest = max(draws for draws, _ in shots)
    last = min(longest, longest if cap is None else cap)
    share, hazards = [1.0], list[float]()
    for draw in range(1, last + 1):
        at_risk = sum(draws >= draw for draws, _ in shots)
        accepts = sum(draws == draw and accepted for draws, accepted in shots)
        share.append(share[-1] * (1 - accepts / at_risk))
        left = at_risk - accepts
        hazards.append(accepts / (at_risk * left) if left else 0.0)
    return Waiting(
        shots=len(shots),
        censored=sum(not accepted for _, accepted in shots),
        still_waiting=tuple(share),
        cap=last,
        restricted_mean=sum(share[:last]),
        standard_error=math.sqrt(
            sum(sum(share[n + 1 : last]) ** 2 * hazard for n, hazard in enumerate(hazards))
        ),
    )
