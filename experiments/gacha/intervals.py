"""How sure one may be of rates and waits that were counted on draws of a few worlds."""

import math
from collections.abc import Callable
from typing import Final

import numpy as np
from jaxtyping import Bool, Float, Int

__all__ = [
    "bootstrapped", "censored_wait", "first_accepts", "kaplan_meier", "reached_within", "wilson",
]  # fmt: skip

_Z: Final = 1.959963984540054
"""97.5 % point of the normal distribution."""


def wilson(accepts: int, draws: int) -> tuple[float, float]:
    """Return the 95 % score interval of a rate, as if all draws were independent.

    Source:
        Wilson 1927: (p + z²/2n ± z sqrt(p(1 - p)/n + z²/4n²)) / (1 + z²/n).
    """
    rate, spread = accepts / draws, _Z**2 / draws
    half = _Z * math.sqrt(rate * (1 - rate) / draws + spread / (4 * draws))
    ends = [(rate + spread / 2 + sign * half) / (1 + spread) for sign in (-1, 1)]
    return max(0.0, ends[0]), min(1.0, ends[1])


def bootstrapped(
    measure: Callable[[Int[np.ndarray, " world"]], float],
    *,
    world_count: int,
    rng: np.random.Generator,
    rounds: int = 2000,
) -> tuple[float, float]:
    """Return the 95 % interval of a measure when whole worlds are drawn again.

    `measure` is given world indices and may answer NaN or infinity, which count as the largest.

    Source:
        Cluster bootstrap, percentile interval (from general knowledge).
    """
    found = [measure(rng.integers(world_count, size=world_count)) for _ in range(rounds)]
    ordered = np.sort(np.nan_to_num(found, nan=np.inf, posinf=np.inf))
    return float(ordered[int(0.025 * rounds)]), float(ordered[int(0.975 * rounds)])


def first_accepts(accepted: Bool[np.ndarray, "world draw"]) -> Float[np.ndarray, " world"]:
    """Return the number of the first accepted draw of each world, from 1; NaN: censored."""
    found = accepted.argmax(1) + 1.0
    found[~accepted.any(1)] = np.nan
    return found


def censored_wait(first: Float[np.ndarray, " world"], *, cap: int) -> dict[str, float | None]:
    """Return median and restricted mean of the draws to the first accept, and the share censored.

    Every world is censored at the same cap, so the Kaplan-Meier curve is the empirical one; the
    restricted mean is its area up to the cap. The median is None where half never got there.

    Source:
        Kaplan and Meier 1958: S(t) = product of (1 - d_i / n_i) (from general knowledge).
    """
    alive = kaplan_meier(first, cap=cap)
    dead = np.flatnonzero(alive <= 0.5)
    return {
        "median": float(dead[0]) if dead.size else None,
        "restricted_mean": float(alive[:-1].sum()),
        "censored_share": float(np.isnan(first).mean()),
    }


def kaplan_meier(first: Float[np.ndarray, " world"], *, cap: int) -> Float[np.ndarray, " draw"]:
    """Return the share of worlds still without an accepted draw after 0, 1 … `cap` draws."""
    waits = np.nan_to_num(first, nan=np.inf)
    alive = [1.0]
    for draw in range(1, cap + 1):
        at_risk, events = (waits >= draw).sum(), (waits == draw).sum()
        alive.append(alive[-1] * (1 - events / at_risk) if at_risk else alive[-1])
    return np.array(alive)


def reached_within(accepted: Bool[np.ndarray, "world draw"]) -> Float[np.ndarray, " draw"]:
    """Return the expected share of worlds with an accept among 1, 2 … n of their draws.

    Averaged over all orders of the draws, so that none matters.

    Source:
        No accept among m of n draws of which k are accepted: C(n - k, m) / C(n, m).
    """
    draws = accepted.shape[1]
    counts = accepted.sum(1)
    shares: list[float] = []
    for drawn in range(1, draws + 1):
        none = [math.comb(draws - int(k), drawn) / math.comb(draws, drawn) for k in counts]
        shares.append(1 - float(np.mean(none)))
    return np.array(shares)
