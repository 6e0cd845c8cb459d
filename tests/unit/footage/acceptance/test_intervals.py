"""Shares and their intervals agree with published values, with the notes, and with simulation."""

import numpy as np
import pytest

from groundplan.errors import InputError
from groundplan.footage.acceptance.intervals import Interval, difference_interval, wilson_interval
from groundplan.footage.acceptance.stopping import censored_share, highest_rate


@pytest.mark.parametrize(
    ("accepts", "draws", "low", "high"),
    [
        (0, 1, 0.0, 0.7934567085261071),
        (1, 1, 0.20654329147389294, 1.0),
        (1, 11, 0.016231752262825982, 0.3773646254862038),
        (10, 100, 0.05522854161313612, 0.1743673043676654),
    ],
)
def test_wilson_equals_published_values_for_z_of_1_96(
    accepts: int, draws: int, low: float, high: float
) -> None:
    found = wilson_interval(accepts, draws)
    # They were made with z = 1.96, ours is 1.959964.
    assert (found.low, found.high) == pytest.approx((low, high), abs=1e-5)


@pytest.mark.parametrize(
    ("accepts", "printed"),
    [(0, "418.. none"), (16, "62..162"), (80, "16.2..24.8"), (160, "8.6..11.6")],
)
def test_calls_per_accept_of_1600_are_those_of_the_notes(accepts: int, printed: str) -> None:
    ends = wilson_interval(accepts, 1600).inverted()
    digits = 0 if accepts < 80 else 1
    low, high = ("none" if end is None else f"{end:.{digits}f}" for end in (ends.low, ends.high))
    assert printed.replace(" ", "") == f"{low}..{high}"


@pytest.mark.parametrize(
    ("rate", "printed"), [(0.01, "72 %"), (0.05, "19 %"), (0.10, "3 %"), (0.20, "0.1 %")]
)
def test_censored_shares_after_32_draws_are_those_of_the_notes(rate: float, printed: str) -> None:
    share = 100 * censored_share(rate, 32)
    assert printed == (f"{share:.0f} %" if share >= 1 else f"{share:.1f} %")


@pytest.mark.parametrize(("rejects", "printed"), [(10, "0.26"), (32, "0.089"), (60, "0.049")])
def test_stop_bounds_are_those_of_the_notes(rejects: int, printed: str) -> None:
    assert f"{highest_rate(rejects):.{len(printed) - 2}f}" == printed


def test_after_the_bound_so_many_rejects_have_a_chance_of_five_percent() -> None:
    for rejects in (1, 7, 200):
        assert censored_share(highest_rate(rejects), rejects) == pytest.approx(0.05)
    assert highest_rate(0) == 1.0


def test_the_difference_has_the_known_interval_of_56_of_70_and_48_of_80() -> None:
    found = difference_interval((56, 70), (48, 80))
    assert (found.low, found.high) == pytest.approx((0.0524, 0.3339), abs=5e-5)


def test_turning_a_difference_round_turns_its_interval_round() -> None:
    one, other = difference_interval((3, 40), (9, 31)), difference_interval((9, 31), (3, 40))
    assert one.low is not None
    assert one.high is not None
    assert (other.low, other.high) == pytest.approx((-one.high, -one.low))


def test_wilson_holds_the_truth_about_as_often_as_it_says() -> None:
    rng = np.random.default_rng(7)
    for rate, draws in ((0.05, 60), (0.2, 32), (0.5, 12)):
        accepts = rng.binomial(draws, rate, size=4000)
        ends = [wilson_interval(k, draws) for k in range(draws + 1)]
        counts: list[int] = accepts.tolist()
        held = [(ends[k].low or 0) <= rate <= (ends[k].high or 0) for k in counts]
        assert 0.92 < np.mean(held) < 0.98


def test_an_inverted_interval_of_no_accept_has_a_low_end_alone() -> None:
    assert Interval(low=0.0, high=0.5).inverted(3.0) == Interval(low=6.0, high=None)
    assert Interval(low=0.25, high=0.5).inverted() == Interval(low=2.0, high=4.0)


def test_zero_is_excluded_on_either_side_alone() -> None:
    for low, high, out in ((0.1, 0.2, True), (-0.2, -0.1, True), (-0.1, 0.1, False)):
        assert Interval(low=low, high=high).excludes_zero is out


@pytest.mark.parametrize(("accepts", "draws"), [(0, 0), (2, 1), (-1, 3)])
def test_impossible_counts_are_refused(accepts: int, draws: int) -> None:
    with pytest.raises(InputError, match="draws"):
        wilson_interval(accepts, draws)
    with pytest.raises(InputError):
        wilson_interval(1, 2, confidence=1.0)
    with pytest.raises(InputError):
        highest_rate(-1)
    with pytest.raises(InputError):
        censored_share(1.5, 3)
