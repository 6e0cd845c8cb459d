"""How fast a move is over its time: at rest, up to a cruising speed, and down to rest again.

The change of speed is a quintic, so that acceleration and jerk are continuous and 0 where it begins
and ends. `u` is the fraction of the move's time, 0..1; outside the move holds.

Source:
    Our derivation. The quintic S(s) = 6 s⁵ - 15 s⁴ + 10 s³ is the only one with S(0) = 0, S(1) = 1
    and first and second derivatives 0 at both ends; it is symmetric about s = ½, so its integral is
    ½. Largest S' = 15/8 at s = ½, largest |S''| = 10/√3 at s = ½ ± √3/6.
"""

import math
from dataclasses import dataclass
from typing import Final

import numpy as np
from jaxtyping import Float

from groundplan.errors import InputError

__all__ = ["STEADY", "SpeedProfile", "gentlest"]

_PEAK_SLOPE: Final = 15.0 / 8.0
_PEAK_CURVATURE: Final = 10.0 / math.sqrt(3.0)
_HALVINGS: Final = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeedProfile:
    """Shares of the move's time for getting up to speed and for coming to rest.

    0: it is at speed from the first moment, or up to the last (the shot is cut from a longer move).

    Raises:
        InputError: A share is negative, or both together are more than all the time.
    """

    ease_in: float = 0.0
    ease_out: float = 0.0

    def __post_init__(self) -> None:
        if min(self.ease_in, self.ease_out) < 0.0 or self.ease_in + self.ease_out > 1.0 + 1e-12:
            raise InputError(
                f"ramps of {self.ease_in:g} and {self.ease_out:g} of the time do not fit",
                "give two shares that are not negative and sum to at most 1",
            )

    @property
    def cruise(self) -> float:
        """Return the cruising speed over the mean speed, 1..2."""
        return 1.0 / (1.0 - 0.5 * (self.ease_in + self.ease_out))

    @property
    def acceleration(self) -> float:
        """Return the largest acceleration, for a unit way in a unit time; 0 without ramps."""
        return max((_PEAK_SLOPE * self.cruise / e for e in self._ramps), default=0.0)

    @property
    def jerk(self) -> float:
        """Return the largest jerk, for a unit way in a unit time; 0 without ramps."""
        return max((_PEAK_CURVATURE * self.cruise / e**2 for e in self._ramps), default=0.0)

    @property
    def _ramps(self) -> list[float]:
        return [e for e in (self.ease_in, self.ease_out) if e > 0.0]

    def progress(self, u: Float[np.ndarray, "*shape"]) -> Float[np.ndarray, "*shape"]:
        """Return how much of the way is done: exactly 0 at 0 and 1 at 1, never backwards."""
        t = np.clip(u, 0.0, 1.0)
        start = _ramped(np.minimum(t, self.ease_in), self.ease_in)
        end = _ramped(np.minimum(1.0 - t, self.ease_out), self.ease_out)
        middle = np.clip(t, self.ease_in, 1.0 - self.ease_out) - self.ease_in
        whole = 0.5 * (1.0 - self.ease_in + 1.0 - self.ease_out)
        way = (start + middle + 0.5 * self.ease_out - end) / whole
        return np.where(t >= 1.0, 1.0, np.where(t <= 0.0, 0.0, np.clip(way, 0.0, 1.0)))

    def speed(self, u: Float[np.ndarray, "*shape"]) -> Float[np.ndarray, "*shape"]:
        """Return the speed over the mean speed; 0 outside of the move."""
        inside = (u >= 0.0) & (u <= 1.0)
        rise = _step(u / self.ease_in) if self.ease_in > 0.0 else np.ones_like(u)
        fall = _step((1.0 - u) / self.ease_out) if self.ease_out > 0.0 else np.ones_like(u)
        return np.where(inside, self.cruise * np.minimum(rise, fall), 0.0)


STEADY: Final = SpeedProfile()
"""One speed all the way."""


def gentlest(
    way: float, seconds: float, *, acceleration: float, jerk: float, least: float = 0.0
) -> float | None:
    """Return the shortest equal ramps with which a way takes `seconds`, as a share of them.

    `acceleration` [way/s²] and `jerk` [way/s³] are not exceeded; at least `least`. None where even
    the longest ramps, half of the time each, are too sudden.
    """

    def fits(share: float) -> bool:
        profile = SpeedProfile(ease_in=share, ease_out=share)
        sudden = abs(way) * profile.acceleration / seconds**2
        return sudden <= acceleration and abs(way) * profile.jerk / seconds**3 <= jerk

    if not fits(0.5):
        return None
    low, high = max(least, 1e-6), 0.5
    if fits(low):
        return low
    for _ in range(_HALVINGS):
        middle = 0.5 * (low + high)
        low, high = (low, middle) if fits(middle) else (middle, high)
    return high


def _step(s: Float[np.ndarray, "*shape"]) -> Float[np.ndarray, "*shape"]:
    t = np.clip(s, 0.0, 1.0)
    return t**3 * (t * (6.0 * t - 15.0) + 10.0)


def _ramped(t: Float[np.ndarray, "*shape"], length: float) -> Float[np.ndarray, "*shape"]:
    """Return the way done in a ramp of a length up to `t`, at a cruising speed of 1.

    Source:
        ∫S = s⁶ - 3 s⁵ + 5/2 s⁴, times the length.
    """
    if length == 0.0:
        return np.zeros_like(t)
    s = t / length
    return length * s**4 * (s * (s - 3.0) + 2.5)
