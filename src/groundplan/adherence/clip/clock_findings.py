"""What a clip's clock means for a person: rates, retimes, frames that are missing or too many."""

from typing import Final

import numpy as np
from jaxtyping import Int64

from groundplan.adherence.clip.aligned import ClipFinding
from groundplan.adherence.clip.clock import ClockMap, PlanClock
from groundplan.adherence.clip.times import ClipTimes

__all__ = ["clock_findings"]

_SAME_RATE: Final = 0.001
_SAME_SPEED: Final = 0.005
_SLOW: Final = 10.0
"""From here on a share of the planned speed is a number that nobody reads."""


def clock_findings(
    times: ClipTimes, plan: PlanClock, found: ClockMap, *, whole: bool
) -> tuple[ClipFinding, ...]:
    """Return findings, in a fixed order; `whole`: the clip was read to its end."""
    findings = (
        _rate(times, plan, found),
        _retimed(found),
        _missing(times.nearest(plan.clip_times(found))),
        _before(times, plan, found),
        _after(times, plan, found, whole=whole),
    )
    return tuple(finding for finding in findings if finding is not None)


def _rate(times: ClipTimes, plan: PlanClock, found: ClockMap) -> ClipFinding | None:
    if abs(float(times.rate / plan.rate) - 1.0) <= _SAME_RATE:
        return None
    rates = f"{float(times.rate):.5g} frames/s, {float(plan.rate):.5g} were planned"
    if found.found_by == "count":
        return ClipFinding(
            code="clip.rate",
            says=f"{rates}; it has the planned {plan.asked_frames} frames, "
            f"so that it plays {_pace(found.speed)}",
            fails=True,
        )
    shown = times.nearest(plan.clip_times(found))
    used = len(np.unique(shown[shown >= 0]))
    says = f"{rates}; for {plan.frame_count} planned frames the nearest {used} were taken"
    return ClipFinding(code="clip.rate", says=says)


def _retimed(found: ClockMap) -> ClipFinding | None:
    if found.found_by != "content" or abs(found.speed - 1.0) <= _SAME_SPEED:
        return None
    says = f"the picture plays {_pace(found.speed)} as planned"
    return ClipFinding(code="clip.retimed", says=says, fails=True)


def _pace(speed: float) -> str:
    """Return how fast a clip plays that needs `speed` seconds for one of the plan."""
    if speed > _SLOW:
        return f"{float(f'{speed:.3g}'):,.0f} times as slowly"
    return f"{1.0 / speed:.3g} times as fast"


def _missing(shown: Int64[np.ndarray, " frame"]) -> ClipFinding | None:
    gone = np.flatnonzero(shown < 0)
    if not len(gone):
        return None
    there = np.flatnonzero(shown >= 0)
    head = int(there[0]) if len(there) else len(shown)
    tail = len(shown) - 1 - int(there[-1]) if len(there) else 0
    says = f"of {len(shown)} planned frames the clip lacks the first {head} and the last {tail}"
    return ClipFinding(code="clip.trimmed", says=says, fails=True)


def _before(times: ClipTimes, plan: PlanClock, found: ClockMap) -> ClipFinding | None:
    asked = found.speed * plan.lead_frames / float(plan.rate)
    over = found.start_s - asked
    if over < 0.75 * found.speed / float(plan.rate):  # less than a frame of the plan
        return None
    extra = max(round(over / times.period_s), 1)
    says = f"{extra} frames come before what was asked"
    return ClipFinding(code="clip.extra_head", says=says, fails=True)


def _after(
    times: ClipTimes, plan: PlanClock, found: ClockMap, *, whole: bool
) -> ClipFinding | None:
    frames = plan.frame_count + plan.tail_frames
    end = found.start_s + found.speed * frames / float(plan.rate)
    over = float(times.seconds[-1]) + times.period_s - end
    # The last frame of another rate may stand half over the end.
    slack = 1e-6 if _steps_agree(times, plan, found) else times.period_s
    extra = int(np.floor((over + 1e-6) / times.period_s)) if over > slack else 0
    if extra < 1:
        return None
    more = "" if whole else "at least "
    says = f"{more}{extra} frames ({more}{extra * times.period_s:.2f} s) come after what was asked"
    return ClipFinding(code="clip.extra_tail", says=says, fails=True)


def _steps_agree(times: ClipTimes, plan: PlanClock, found: ClockMap) -> bool:
    return abs(found.speed / float(plan.rate) / times.period_s - 1.0) <= _SAME_RATE
