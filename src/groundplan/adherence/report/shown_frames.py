"""Which frames a page shows: an even strip of all, and the worst."""

from typing import Final

import numpy as np
from jaxtyping import Bool, Float64

from groundplan.adherence.verdict import Check, ShotReport

__all__ = ["STRIP", "WORST", "series_of", "strip_frames", "worst_frames"]

STRIP: Final = 24
"""Most frames of the strip: our engineering default, it bounds the page."""
WORST: Final = 4
"""Most frames at full size."""
_APART: Final = 12
"""Worst frames lie at least this part of the shot apart: neighbours show the same."""


def strip_frames(count: int) -> tuple[int, ...]:
    """Return at most 24 frames, evenly spaced, first and last included."""
    shown = min(count, STRIP)
    return tuple(round(k * (count - 1) / max(shown - 1, 1)) for k in range(shown))


def worst_frames(report: ShotReport, *, shown: Bool[np.ndarray, " frame"]) -> tuple[int, ...]:
    """Return at most four frames, the worst first; none where no frame is judged.

    A frame is as bad as the sum, over the checks that fail on it, of 1 and how far it is past the
    tolerance in parts of it (at most 10). Where nothing fails, the frames nearest to a tolerance
    are shown. Only frames that are `shown`, those that the clip has, are taken, if any is.
    """
    badness = _badness(report)
    left = (badness > 0.0) & (shown if shown.any() else ~shown)
    chosen: list[int] = []
    while left.any() and len(chosen) < WORST:
        frame = int(np.argmax(np.where(left, badness, 0.0)))
        chosen.append(frame)
        reach = report.frame_count // _APART
        left[max(frame - reach, 0) : frame + reach + 1] = False
    return tuple(chosen)


def series_of(report: ShotReport, check: Check) -> tuple[float | None, ...]:
    """Return the series of the measurement that a check reads; empty where it has none."""
    for measurement in report.measurements:
        if (measurement.definition, measurement.subject) == (check.definition, check.subject):
            return measurement.series
    return ()


def _badness(report: ShotReport) -> Float64[np.ndarray, " frame"]:
    badness = np.zeros(report.frame_count)
    failing = [check for check in report.checks if check.status == "fail"]
    for check in failing or report.checks:
        past = _past(report, check)
        on = np.zeros(report.frame_count, dtype=np.bool_)
        on[[frame for frame in check.frames if 0 <= frame < report.frame_count]] = True
        if failing:
            badness[on] += 1.0 + np.minimum(np.nan_to_num(past[on]), 10.0)
        else:
            near = 1.0 / (1.0 + past)
            badness = np.fmax(badness, near)
    return badness


def _past(report: ShotReport, check: Check) -> Float64[np.ndarray, " frame"]:
    """Return how far each frame is from the tolerance, in parts of it; NaN where unseen."""
    series = series_of(report, check)[: report.frame_count]
    seen = np.full(report.frame_count, np.nan)
    seen[: len(series)] = [np.nan if value is None else value for value in series]
    return np.abs(np.abs(seen) - check.tolerance) / max(abs(check.tolerance), 1e-9)
