"""Ease curves: how far a move has come (0..1) after a fraction of its time (0..1).

All start at exactly 0, end at exactly 1, and never go back; outside 0..1 they hold.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final, Literal

import numpy as np
from jaxtyping import Float

from groundplan.errors import InputError

__all__ = ["Ease", "ease", "trapezoid"]

Ease = Literal["linear", "ease_in", "ease_out", "ease_in_out", "smoother"]


def ease(kind: Ease, u: Float[np.ndarray, "*shape"]) -> Float[np.ndarray, "*shape"]:
    """Return the progress after the fraction `u` of the time.

    `ease_in` starts at rest, `ease_out` ends at rest, `ease_in_out` both (smoothstep), `smoother`
    has no jolt either: its acceleration is 0 at both ends.
    """
    return _EASES[kind](np.clip(u, 0.0, 1.0))


def trapezoid(u: Float[np.ndarray, "*shape"], *, ramp: float) -> Float[np.ndarray, "*shape"]:
    """Return progress that speeds up evenly, keeps its speed, and slows down evenly.

    `ramp` is the share of the time taken by speeding up, and again by slowing down, 0..0.5.

    Raises:
        InputError: The ramp is outside 0..0.5.
    """
    if not 0.0 <= ramp <= 0.5:
        raise InputError(f"a ramp of {ramp:g} does not fit in a move", "give 0 to 0.5")
    t = np.clip(u, 0.0, 1.0)
    if ramp == 0.0:
        return t
    speed = 1.0 / (1.0 - ramp)
    start = 0.5 * speed * ramp * (np.minimum(t, ramp) / ramp) ** 2
    end = 1.0 - 0.5 * speed * ramp * (np.minimum(1.0 - t, ramp) / ramp) ** 2
    return np.where(t < ramp, start, np.where(t > 1.0 - ramp, end, speed * (t - 0.5 * ramp)))


def _linear(u: np.ndarray) -> np.ndarray:
    return u


def _ease_in(u: np.ndarray) -> np.ndarray:
    return u * u


def _ease_out(u: np.ndarray) -> np.ndarray:
    return u * (2.0 - u)


def _ease_in_out(u: np.ndarray) -> np.ndarray:
    return u * u * (3.0 - 2.0 * u)


def _smoother(u: np.ndarray) -> np.ndarray:
    return u * u * u * (u * (u * 6.0 - 15.0) + 10.0)


_EASES: Final[Mapping[Ease, Callable[[np.ndarray], np.ndarray]]] = MappingProxyType(
    {
        "linear": _linear,
        "ease_in": _ease_in,
        "ease_out": _ease_out,
        "ease_in_out": _ease_in_out,
        "smoother": _smoother,
    }
)
