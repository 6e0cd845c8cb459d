"""Which frames a page shows."""

from dataclasses import replace

import numpy as np
import pytest
from tests.unit.adherence.report.small_report import repeated, report_of

from groundplan.adherence.plan_view import PlanView
from groundplan.adherence.report.shown_frames import strip_frames, worst_frames


@pytest.mark.parametrize("count", [1, 2, 23, 24, 25, 81, 1000])
def test_a_strip_is_ordered_and_holds_first_and_last(count: int) -> None:
    frames = strip_frames(count)
    assert list(frames) == sorted(set(frames))
    assert (frames[0], frames[-1], len(frames)) == (0, count - 1, min(count, 24))


def test_worst_frames_lie_apart_the_worst_first(plan: PlanView) -> None:
    long = repeated(plan, 120)
    report = report_of(long)
    series = tuple(float(frame) for frame in range(120))
    row = replace(report.measurements[0], series=series)
    check = replace(report.checks[1], frames=tuple(range(60, 120)), tolerance=30.0)
    report = replace(report, measurements=(row,), checks=(check,))
    chosen = worst_frames(report, shown=np.ones(120, dtype=np.bool_))
    assert chosen == (119, 108, 97, 86)


def test_frames_that_the_clip_lacks_are_not_shown_as_worst(plan: PlanView) -> None:
    report = report_of(plan)
    shown = np.arange(plan.frame_count) < plan.frame_count - 1
    assert worst_frames(report, shown=np.ones(plan.frame_count, dtype=np.bool_)) == (4,)
    assert worst_frames(report, shown=shown) == ()


def test_where_nothing_fails_the_frame_nearest_to_its_tolerance_comes_first(
    plan: PlanView,
) -> None:
    report = report_of(plan)
    row = replace(report.measurements[1], series=(0.1, 0.2, 1.9, 0.1, 0.1))
    report = replace(report, measurements=(row,), checks=report.checks[:1])
    assert worst_frames(report, shown=np.ones(plan.frame_count, dtype=np.bool_))[0] == 2
