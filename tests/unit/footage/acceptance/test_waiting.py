"""The curve of draws to the first accept equals counting where nothing is censored, and more."""

import numpy as np
import pytest

from groundplan.errors import InputError
from groundplan.footage.acceptance.waiting import waiting


def test_without_censoring_the_curve_is_the_share_that_waits_and_the_mean_is_the_mean() -> None:
    draws = [1, 2, 2, 5, 10]
    found = waiting([(n, True) for n in draws])
    assert found.still_waiting == pytest.approx(
        [np.mean([d > n for d in draws]) for n in range(11)]
    )
    assert found.restricted_mean == pytest.approx(np.mean(draws))
    # Greenwood without censoring is the variance of a mean.
    assert found.standard_error == pytest.approx(np.std(draws) / np.sqrt(len(draws)))
    assert (found.median, found.censored, found.cap) == (2, 0, 10)


def test_a_small_case_by_hand_with_censored_shots() -> None:
    # At risk 4, 3, 1: S = 3/4 after one, 1/2 after two (one of three), 1/2 after three.
    found = waiting([(1, True), (2, True), (2, False), (3, False)])
    assert found.still_waiting == pytest.approx((1, 0.75, 0.5, 0.5))
    assert found.restricted_mean == pytest.approx(1 + 0.75 + 0.5)
    assert found.standard_error == pytest.approx(
        np.sqrt((0.75 + 0.5) ** 2 / (4 * 3) + 0.5**2 / (3 * 2))
    )
    assert (found.median, found.censored) == (2, 2)


def test_shots_of_one_rate_give_the_mean_that_the_geometric_law_gives() -> None:
    rng = np.random.default_rng(3)
    rate, cap = 0.1, 32
    draws = rng.geometric(rate, size=3000)
    found = waiting([(min(int(n), cap), bool(n <= cap)) for n in draws])
    expected = (1 - (1 - rate) ** cap) / rate
    assert abs(found.restricted_mean - expected) < 3 * found.standard_error
    assert found.censored / 3000 == pytest.approx((1 - rate) ** cap, abs=0.01)


def test_a_lower_cap_cuts_the_curve_and_a_higher_one_does_not_stretch_it() -> None:
    shots = [(1, True), (4, False), (3, True)]
    assert waiting(shots, cap=2).restricted_mean == pytest.approx(1 + 2 / 3)
    assert waiting(shots, cap=100) == waiting(shots)
    assert waiting(shots, cap=2).median is None


@pytest.mark.parametrize(("shots", "cap"), [([], None), ([(0, False)], None), ([(1, True)], 0)])
def test_nothing_to_count_is_refused(shots: list[tuple[int, bool]], cap: int | None) -> None:
    with pytest.raises(InputError):
        waiting(shots, cap=cap)
