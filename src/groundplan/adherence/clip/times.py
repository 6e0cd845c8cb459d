"""When the frames of a clip are shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

import numpy as np
from jaxtyping import Float64, Int64

from groundplan.adherence.clip.aligned import ClipFinding

__all__ = ["ClipTimes", "clip_times"]

_UNKNOWN_RATE: Final = Fraction(25)
"""Where a file tells neither times nor a rate (FFmpeg's own assumption)."""
_JITTER: Final = 0.1
"""Of a frame's period: containers round times, Matroska to 1 ms."""
_ROUNDED_S: Final = 0.0011
_EVEN: Final = 1e-6
"""Of a period: of two frames that are equally near the earlier one is taken."""
_PLAIN: Final = 1001
"""Largest denominator of a rate: film and video have no larger one."""
_COMMON_RATES: Final = tuple(
    Fraction(rate) for rate in (*range(1, 61), 72, 90, 96, 100, 120, 144, 200, 240)
) + tuple(Fraction(1000 * rate, 1001) for rate in (24, 30, 48, 60, 120))


@dataclass(frozen=True, slots=True, kw_only=True)
class ClipTimes:
    """Presentation times, from the first frame on."""

    seconds: Float64[np.ndarray, " frame"]
    """Rising from 0."""
    rate: Fraction
    """Frames per second; of a variable rate its mean."""

    @property
    def period_s(self) -> float:
        """Return how long a frame is shown."""
        return float(1 / self.rate)

    def nearest(self, times_s: Float64[np.ndarray, " time"]) -> Int64[np.ndarray, " time"]:
        """Return the frame that is nearest to each time; -1 where the clip shows none.

        Within a gap of a variable rate the nearest frame stands, as it does on a screen; so does
        the last until its time is up. The first is taken half a period before its own.
        """
        known, period = self.seconds, self.period_s
        after = np.clip(np.searchsorted(known, times_s), 1, max(len(known) - 1, 1))
        after = np.minimum(after, len(known) - 1)
        before = np.maximum(after - 1, 0)
        late = known[after] - times_s < times_s - known[before] - _EVEN * period
        found = np.where(late, after, before)
        early, late_by = (0.5 + _JITTER) * period, (1.0 - _JITTER) * period
        outside = (times_s < -early) | (times_s > known[-1] + late_by)
        return np.where(outside, -1, found).astype(np.int64)

    def place(self, time_s: float) -> float:
        """Return the frame number at a time: between frames a part, outside by the mean rate."""
        last = len(self.seconds) - 1
        if time_s < 0.0 or last == 0:
            return time_s / self.period_s
        if time_s > self.seconds[-1]:
            return last + (time_s - float(self.seconds[-1])) / self.period_s
        return float(np.interp(time_s, self.seconds, np.arange(last + 1)))


def clip_times(
    stamps: Sequence[Fraction | None], *, rate: Fraction | None
) -> tuple[ClipTimes, tuple[ClipFinding, ...]]:
    """Return when frames are shown, by their stamps or, where these are broken, by `rate`."""
    stated = rate if rate is not None and rate > 0 else _UNKNOWN_RATE
    known = [stamp for stamp in stamps if stamp is not None]
    gaps = np.diff(np.array([float(stamp - known[0]) for stamp in known])) if known else np.empty(0)
    if len(known) != len(stamps) or bool((gaps <= 0.0).any()):
        says = f"frames have no usable times; {float(stated):g} frames/s are taken"
        return _even(len(stamps), stated), (ClipFinding(code="clip.timestamps", says=says),)
    if len(known) == 1:
        return _even(1, stated), ()
    seconds = np.concatenate([[0.0], np.cumsum(gaps)])
    mean = Fraction(len(known) - 1) / (known[-1] - known[0])
    slack = max(_JITTER / float(mean), _ROUNDED_S)
    for even in (stated, _common(mean), mean.limit_denominator(_PLAIN)):
        if np.abs(seconds - np.arange(len(known)) / float(even)).max() <= slack:
            return _even(len(known), even), ()
    says = (
        f"frames are shown for {1e3 * gaps.min():.1f} to {1e3 * gaps.max():.1f} ms; "
        "each was placed by its time"
    )
    found = ClipFinding(code="clip.variable_rate", says=says)
    return ClipTimes(seconds=seconds, rate=mean.limit_denominator(_PLAIN)), (found,)


def _even(count: int, rate: Fraction) -> ClipTimes:
    return ClipTimes(seconds=np.arange(count) / float(rate), rate=rate)


def _common(mean: Fraction) -> Fraction:
    return min(_COMMON_RATES, key=lambda rate: abs(rate / mean - 1))
