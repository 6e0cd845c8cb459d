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
_NICE_LOSS: Final = 0.04
"""Share of likeness that a round speed, or a start on a whole frame, may cost."""
_TIE: Final = 0.01
"""Share of likeness below which two starts are equally good."""
_NICE_REACH: Final = 0.1
"""How far a round speed may be from the best that was found."""
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
    """Return the line through the matrix along which frames are most alike, or nearly so.

    Of lines that are nearly as good the planned speed is taken before a round one, and a round one
    before any other.
    """
    length, planned = float(times.seconds[-1]), clock.frame_count / float(clock.rate)
    coarse: dict[float, tuple[float, float]] = {}
    for speed in _SPEEDS:
        starts = np.arange(-(1.0 - _LEAST_OVERLAP) * planned * speed, length, times.period_s)
        coarse[speed] = _best_start(alike, times, clock, speed=speed, starts=starts)
    top = max(coarse, key=lambda speed: coarse[speed][0])
    if coarse[top][0] <= 0.0:
        return None
    nice = [speed for speed in _NICE_SPEEDS if abs(speed / top - 1.0) <= _NICE_REACH]
    fine = [top * (1.0 + 0.0025 * k) for k in range(-8, 9)]
    tried = {
        speed: _refined(alike, times, clock, near=(coarse[top][1], top), speed=speed)
        for speed in (*fine, *nice)
    }
    best = max(score for score, _ in tried.values())
    good = [speed for speed in nice if tried[speed][0] >= best * (1.0 - _NICE_LOSS)]
    chosen = 1.0 if 1.0 in good else max(good or fine, key=lambda speed: tried[speed][0])
    return ClockMap(start_s=tried[chosen][1], speed=chosen, found_by="content")


def _refined(
    alike: Float32[np.ndarray, "plan clip"],
    times: ClipTimes,
    clock: PlanClock,
    *,
    near: tuple[float, float],
    speed: float,
) -> tuple[float, float]:
    """Return score and start of the best line of a speed near to another line's start and speed."""
    middle = clock.frame_count / float(clock.rate) / 2.0
    around = near[0] + (near[1] - speed) * middle
    reach = 2.0 + abs(near[1] - speed) * middle / times.period_s
    starts = around + times.period_s * np.arange(-4 * int(reach), 4 * int(reach) + 1) / 4.0
    on_frame = np.round(starts / times.period_s) * times.period_s
    starts = np.unique(np.concatenate([starts, on_frame]))
    return _best_start(alike, times, clock, speed=speed, starts=starts)


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
    good = np.flatnonzero(scores >= scores.max() - _NICE_LOSS * abs(scores.max()))
    frames = starts[good] / times.period_s
    off_frame = np.round(np.abs(frames - np.round(frames)), 3)
    # A picture that is held for several frames is as good early as late: the least shift is taken.
    worse = scores[good] < scores.max() - _TIE * abs(scores.max())
    shift = np.abs(starts[good] - speed * clock.lead_frames / float(clock.rate))
    chosen = good[np.lexsort((shift, worse, off_frame))[0]]
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
