"""Which clip frame shows which plan frame: by the file's clock, by count, or by the pictures."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Final, Literal

import numpy as np
from jaxtyping import Bool, Float32, Float64, Int64

from groundplan.adherence.clip.evidence import (
    Pairing,
    PlanStructure,
    believes,
    evidence_of,
)
from groundplan.adherence.clip.structure import Structure, likeness
from groundplan.adherence.clip.times import ClipTimes

__all__ = ["ClockMap", "PlanClock", "clock_fits", "clock_of", "mapping_by_content"]

_SAME_RATE: Final = 0.001
_SPEEDS: Final = tuple(float(4.0 ** (step / 70 - 1)) for step in range(141))
"""Clip seconds per plan second that are tried: 2 % apart."""
_NICE_SPEEDS: Final = (0.25, 1 / 3, 0.5, 2 / 3, 0.75, 0.8, 1.0, 1.25, 4 / 3, 1.5, 2.0, 3.0, 4.0)
_NICE_LOSS: Final = 0.01
"""Likeness that a round speed, or a start on a whole frame, may cost against the best."""
_LOOKS: Final = 80
"""Of a longer plan about so many frames are looked at."""
_LEAST_OVERLAP: Final = 0.3
"""Of the plan's frames that a clip must show."""
_LEAST_FRAMES: Final = 4
_SAME: Final = 0.75
"""Clip frames that two clocks must differ by somewhere to be two."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockMap:
    """Time in the clip = `start_s` + `speed` x time in the plan."""

    start_s: float
    """From the clip's first frame on; below 0 where its head is missing."""
    speed: float
    """Clip seconds per plan second."""
    found_by: Literal["clock", "count", "content"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanClock:
    """The plan's frames, and what the clip was asked to have around them."""

    rate: Fraction
    frame_count: int
    lead_frames: int = 0
    """Plan frames that the clip shows before the plan's first."""
    tail_frames: int = 0
    """Plan frames that the clip shows after the plan's last."""

    def clip_times(self, found: ClockMap) -> Float64[np.ndarray, " frame"]:
        """Return when in the clip each plan frame is shown [s]."""
        return found.start_s + found.speed * np.arange(self.frame_count) / float(self.rate)

    @property
    def asked_frames(self) -> int:
        """Return how many frames a clip at the plan's rate has."""
        return self.lead_frames + self.frame_count + self.tail_frames


def clock_of(times: ClipTimes, plan: PlanClock, *, whole: bool) -> ClockMap:
    """Return the clip's own clock; of another rate but the very count that was planned, the count.

    `whole`: the clip was read to its end.
    """
    same_rate = abs(float(times.rate / plan.rate) - 1.0) <= _SAME_RATE
    if whole and not same_rate and len(times.seconds) == plan.asked_frames > 1:
        speed = float(plan.rate / times.rate)
        return ClockMap(
            start_s=speed * plan.lead_frames / float(plan.rate), speed=speed, found_by="count"
        )
    return ClockMap(start_s=plan.lead_frames / float(plan.rate), speed=1.0, found_by="clock")


def clock_fits(times: ClipTimes, plan: PlanClock, own: ClockMap) -> bool:
    """Tell whether a clip is as long as was asked, to a frame of either."""
    asked = own.speed * plan.asked_frames / float(plan.rate)
    length = float(times.seconds[-1]) + times.period_s
    return abs(length - asked) <= 1.01 * max(own.speed / float(plan.rate), times.period_s)


def mapping_by_content(
    plan: PlanStructure, clip: Structure, *, times: ClipTimes, clock: PlanClock, own: ClockMap
) -> ClockMap | None:
    """Return the clock that the pictures follow; None: the clip's own, or nobody can tell."""
    if len(clip) < _LEAST_FRAMES or clock.frame_count < _LEAST_FRAMES:
        return None
    weights = plan.still.mean(axis=0).astype(np.float32)
    alike = likeness(plan.frames, clip, weights=weights)
    other = _best(alike - alike.mean(axis=1, keepdims=True), times, clock)
    if other is None:
        return None
    pairing = _pairing(times, clock, own=own, other=other)
    evidence = evidence_of(plan, clip, pairing)
    return other if believes(evidence, clock_fits=clock_fits(times, clock, own)) else None


def _best(
    alike: Float32[np.ndarray, "plan clip"], times: ClipTimes, clock: PlanClock
) -> ClockMap | None:
    """Return the straight line through the matrix along which frames are most alike."""
    length = float(times.seconds[-1])
    planned = clock.frame_count / float(clock.rate)
    best: tuple[float, float, float] | None = None
    for speed in _SPEEDS:
        margin = (1.0 - _LEAST_OVERLAP) * planned * speed
        starts = np.arange(-margin, length, times.period_s)
        score, start = _best_start(alike, times, clock, speed=float(speed), starts=starts)
        if best is None or score > best[0]:
            best = (score, start, float(speed))
    if best is None or best[0] <= 0.0:
        return None
    score, start, speed = _refined(alike, times, clock, best=best)
    return ClockMap(start_s=start, speed=speed, found_by="content")


def _refined(
    alike: Float32[np.ndarray, "plan clip"],
    times: ClipTimes,
    clock: PlanClock,
    *,
    best: tuple[float, float, float],
) -> tuple[float, float, float]:
    """Look between the lines that were tried, and take a round speed where it is as good."""
    _, start, speed = best
    steps = times.period_s * np.arange(-8, 9) / 4.0
    middle = clock.frame_count / float(clock.rate) / 2.0
    fine = [float(speed * (1.0 + 0.0025 * k)) for k in range(-8, 9)]
    nice = [value for value in _NICE_SPEEDS if abs(value / speed - 1.0) < 0.03]
    tried: dict[float, tuple[float, float]] = {}
    for value in (*fine, *nice):
        starts = start + (speed - value) * middle + steps
        on_frame = np.round(starts / times.period_s) * times.period_s
        tried[value] = _best_start(
            alike, times, clock, speed=value, starts=np.unique(np.concatenate([starts, on_frame]))
        )
    chosen = max(tried, key=lambda value: tried[value][0])
    for value in nice:
        if tried[value][0] >= tried[chosen][0] - _NICE_LOSS:
            chosen = value
    return (*tried[chosen], chosen)


def _best_start(
    alike: Float32[np.ndarray, "plan clip"],
    times: ClipTimes,
    clock: PlanClock,
    *,
    speed: float,
    starts: Float64[np.ndarray, " start"],
) -> tuple[float, float]:
    """Return the best sum of likeness over the plan's frames, over their count, and its start."""
    looked_at = np.arange(0, clock.frame_count, max(1, clock.frame_count // _LOOKS))
    steps = speed * looked_at / float(clock.rate)
    shown = times.nearest((starts[:, None] + steps).ravel()).reshape(len(starts), -1)
    seen: Bool[np.ndarray, "start plan"] = shown >= 0
    values = np.where(seen, alike[looked_at, shown], 0.0)
    scores = values.sum(axis=1, dtype=np.float64) / len(looked_at)
    scores[seen.sum(axis=1) < max(_LEAST_FRAMES, _LEAST_OVERLAP * len(looked_at))] = -1.0
    # Any start within half a frame shows the same frames: nearly as good, a whole one is taken.
    good = np.flatnonzero(scores >= scores.max() - _NICE_LOSS)
    frames = starts[good] / times.period_s
    off_frame = np.round(np.abs(frames - np.round(frames)), 3)
    chosen = good[np.lexsort((-scores[good], off_frame))[0]]
    return float(scores[chosen]), float(starts[chosen])


def _pairing(times: ClipTimes, clock: PlanClock, *, own: ClockMap, other: ClockMap) -> Pairing:
    ours, others = clock.clip_times(own), clock.clip_times(other)
    shown_at = (ours - other.start_s) / other.speed * float(clock.rate)
    shown = np.rint(shown_at).astype(np.int64)
    first, second = times.nearest(ours), times.nearest(others)
    apart = np.abs(ours - others) >= _SAME * times.period_s
    used = apart & (first >= 0) & (second >= 0) & (shown >= 0) & (shown < clock.frame_count)
    plan: Int64[np.ndarray, " pair"] = np.flatnonzero(used)
    return Pairing(plan=plan, ours=first[plan], other=second[plan], shown=shown[plan])
