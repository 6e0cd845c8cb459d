"""Frames are placed by when they are shown."""

from fractions import Fraction

import numpy as np
import pytest

from groundplan.adherence.clip.times import clip_times


def stamps(seconds: np.ndarray, *, base: int = 1000) -> list[Fraction | None]:
    return [Fraction(round(base * float(second)), base) for second in seconds]


@pytest.mark.parametrize("rate", [Fraction(16), Fraction(24000, 1001), Fraction(30), Fraction(60)])
def test_times_rounded_to_milliseconds_are_an_even_rate(rate: Fraction) -> None:
    times, found = clip_times(stamps(5 + np.arange(100) / float(rate)), rate=None)
    assert times.rate == rate
    assert found == ()
    assert np.array_equal(times.nearest(np.arange(100) / float(rate)), np.arange(100))


def test_a_rate_that_nobody_films_at_is_even_all_the_same() -> None:
    times, found = clip_times(stamps(np.arange(11) * 3 / 16, base=16000), rate=Fraction(16))
    assert (times.rate, found) == (Fraction(16, 3), ())


def test_uneven_times_are_told_and_kept() -> None:
    times, found = clip_times(stamps(np.array([0.0, 0.1, 0.4, 0.5])), rate=Fraction(10))
    assert [finding.code for finding in found] == ["clip.variable_rate"]
    assert times.nearest(np.array([0.0, 0.2, 0.3, 0.44, 0.5])).tolist() == [0, 1, 2, 2, 3]


def test_times_that_go_back_are_replaced_by_the_rate_and_told() -> None:
    times, found = clip_times(stamps(np.array([0.0, 0.2, 0.1])), rate=Fraction(10))
    assert [finding.code for finding in found] == ["clip.timestamps"]
    assert times.seconds.tolist() == [0.0, 0.1, 0.2]
    assert clip_times([None, None], rate=Fraction(10))[1] == found


def test_outside_the_clip_there_is_no_frame() -> None:
    times, _ = clip_times(stamps(np.arange(10) / 10), rate=Fraction(10))
    assert times.nearest(np.array([-0.1, -0.04, 0.94, 1.0])).tolist() == [-1, 0, 9, -1]


def test_the_last_frame_is_shown_until_its_time_is_up() -> None:
    times, _ = clip_times(stamps(np.arange(11) * 3 / 16, base=16000), rate=Fraction(16, 3))
    assert times.nearest(np.arange(34) / 16)[-5:].tolist() == [10, 10, 10, 10, -1]


def test_of_two_frames_that_are_as_near_the_earlier_is_taken() -> None:
    times, _ = clip_times(stamps(np.arange(10) / 10), rate=Fraction(10))
    assert times.nearest(np.array([0.05, 0.15, 0.250001])).tolist() == [0, 1, 3]


def test_places_go_on_beyond_both_ends() -> None:
    times, _ = clip_times(stamps(np.arange(10) / 10), rate=Fraction(10))
    assert [times.place(at) for at in (-0.5, 0.25, 2.0)] == pytest.approx([-5.0, 2.5, 20.0])
