"""Drawing whole shots again sees what draws alone hide: shots that are unlike one another."""

import numpy as np
import pytest

from groundplan.footage.acceptance.between_shots import (
    LEAST_SHOTS,
    difference_between_shots,
    rate_between_shots,
)
from groundplan.footage.acceptance.intervals import Interval, wilson_interval


def width(interval: Interval | None) -> float:
    assert interval is not None
    assert interval.low is not None
    assert interval.high is not None
    return interval.high - interval.low


def test_shots_that_always_or_never_pass_are_far_less_certain_than_their_draws() -> None:
    shots = [(32, 32)] * 5 + [(0, 32)] * 5
    found = rate_between_shots(shots, rng=np.random.default_rng(0))
    # Ten coin flips, not 320.
    assert width(found) == pytest.approx(width(wilson_interval(5, 10)), rel=0.25)
    assert width(found) > 4 * width(wilson_interval(160, 320))


def test_shots_that_are_alike_give_about_the_interval_of_their_draws() -> None:
    rng = np.random.default_rng(1)
    shots = [(int(k), 32) for k in rng.binomial(32, 0.2, size=50)]
    found = rate_between_shots(shots, rng=rng)
    assert width(found) == pytest.approx(
        width(wilson_interval(sum(k for k, _ in shots), 1600)), rel=0.25
    )


def test_the_same_seed_gives_the_same_interval() -> None:
    shots = [(1, 4), (2, 3), (0, 8), (3, 3), (1, 1)]
    one, other = (rate_between_shots(shots, rng=np.random.default_rng(5)) for _ in range(2))
    assert one == other


def test_too_few_shots_and_all_alike_are_not_told() -> None:
    rng = np.random.default_rng(0)
    assert rate_between_shots([], rng=rng) is None
    assert rate_between_shots([(1, 2)] * (LEAST_SHOTS - 1), rng=rng) is None
    assert rate_between_shots([(0, 8)] * LEAST_SHOTS, rng=rng) is None
    assert rate_between_shots([(8, 8)] * LEAST_SHOTS, rng=rng) is None
    assert difference_between_shots([((1, 2), (1, 2))] * (LEAST_SHOTS - 1), rng=rng) is None


def test_a_difference_that_every_shot_shows_is_certain_however_hard_the_shots_are() -> None:
    shots = [((k + 2, 10), (k, 10)) for k in (0, 1, 3, 5, 8)]
    found = difference_between_shots(shots, rng=np.random.default_rng(0))
    assert found is not None
    assert (found.low, found.high) == pytest.approx((0.2, 0.2))
