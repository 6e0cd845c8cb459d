"""When to stop drawing: what a row of rejects proves, and what a cap hides."""

from groundplan.errors import InputError
from groundplan.footage.acceptance.intervals import CONFIDENCE

__all__ = ["censored_share", "highest_rate"]


def highest_rate(rejects: int, *, confidence: float = CONFIDENCE) -> float:
    """Return the highest share of accepts that `rejects` in a row leave possible; 1 for none.

    One-sided. An accepted shot then costs at least `price of a draw / highest_rate`: give up when
    that is more than the shot may cost.

    Raises:
        InputError: The number is negative.

    Source:
        Geometric likelihood: n rejects have probability (1 - p)^n; solved for p at 1 - confidence.
    """
    if rejects < 0:
        raise InputError(f"{rejects} rejects", "give 0 or more")
    return 1 - (1 - confidence) ** (1 / rejects) if rejects else 1.0


def censored_share(rate: float, cap: int) -> float:
    """Return the share of shots that have no accept after `cap` draws: (1 - rate)^cap.

    Raises:
        InputError: The rate is not in 0..1, or the cap is negative.
    """
    if not 0 <= rate <= 1 or cap < 0:
        raise InputError(f"a rate of {rate} and a cap of {cap}", "give 0..1 and 0 or more")
    return (1 - rate) ** cap
