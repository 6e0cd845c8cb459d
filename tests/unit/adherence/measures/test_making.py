"""Measurements from series."""

import numpy as np

from groundplan.adherence.measures.making import Trust, measured, unmeasured

_TRUST = Trust(observer="by-hand/1", confidence=1.7)


def test_frames_without_a_value_are_none_and_not_counted() -> None:
    one = measured(
        "trajectory.px/1", 2.0, trust=_TRUST, series=np.array([1.0, np.nan, 3.0]), subject="x"
    )
    assert one.series == (1.0, None, 3.0)
    assert one.sample_count == 2
    assert one.confidence == 1.0
    assert one.unit == "px"


def test_numbers_are_rounded_so_that_reports_are_the_same_everywhere() -> None:
    one = measured("trajectory.px/1", 1 / 3, trust=_TRUST, series=np.array([2 / 3]))
    assert one.value == 0.333333
    assert one.series == (0.666667,)


def test_there_is_no_negative_zero() -> None:
    one = measured("camera.focal_pct/1", -1e-9, trust=_TRUST, series=np.array([-1e-9]))
    assert str(one.value) == str(one.series[0]) == "0.0"


def test_what_is_not_observable_has_a_reason_and_no_confidence() -> None:
    one = unmeasured("timing.lag/1", "it stands", observer="by-hand/1", subject="x")
    assert one.value is None
    assert one.confidence == 0.0
    assert (one.reason, one.unit, one.sample_count) == ("it stands", "frames", 0)
