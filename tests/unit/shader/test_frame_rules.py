"""Rules of counts, sizes and rates, and the right value nearest to a wrong one."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundplan.shader.frame_rules import FrameRule, RateRule, SizeRule

WAN = FrameRule(stride=4, offset=1, minimum=5, maximum=81)


def test_wan_takes_one_more_than_multiples_of_four() -> None:
    assert [n for n in range(1, 30) if WAN.holds(n)] == [5, 9, 13, 17, 21, 25, 29]


@pytest.mark.parametrize(
    ("count", "below", "above"),
    [(80, 77, 81), (81, 81, 81), (16, 13, 17), (20, 17, 21), (1, None, 5)],
)
def test_the_neighbours_of_a_count_are_named(count: int, below: int | None, above: int) -> None:
    assert (WAN.at_most(count), WAN.at_least(count)) == (below, above)


def test_no_count_above_the_most_is_valid() -> None:
    assert WAN.at_least(82) is None
    assert WAN.at_most(500) == 81


@given(
    stride=st.integers(1, 16), offset=st.integers(0, 20), least=st.integers(1, 60),
    span=st.integers(0, 200), count=st.integers(1, 400),
)  # fmt: skip
def test_neighbours_are_valid_and_nothing_lies_between(
    stride: int, offset: int, least: int, span: int, count: int
) -> None:
    rule = FrameRule(stride=stride, offset=offset, minimum=least, maximum=least + span)
    valid = [n for n in range(1, least + span + 1) if rule.holds(n)]
    assert rule.at_least(count) == min((n for n in valid if n >= count), default=None)
    assert rule.at_most(count) == max((n for n in valid if n <= count), default=None)


def test_a_size_off_the_grid_gets_the_shape_that_is_nearest() -> None:
    rule = SizeRule(multiple=32)
    assert rule.nearest((832, 480)) == (832, 480)
    assert rule.nearest((1280, 720)) == (1248, 704) or rule.holds(rule.nearest((1280, 720)))
    assert SizeRule(tiers=((1280, 704),)).nearest((832, 480)) == (1280, 704)


@given(
    multiple=st.sampled_from([1, 2, 8, 16, 32, 64]), width=st.integers(32, 4000),
    height=st.integers(32, 4000), most=st.sampled_from([None, 832 * 480, 1280 * 720]),
)  # fmt: skip
def test_the_nearest_size_is_always_valid(
    multiple: int, width: int, height: int, most: int | None
) -> None:
    rule = SizeRule(multiple=multiple, least_px=64, most_pixels=most)
    assert rule.holds(rule.nearest((width, height)))


@given(
    width=st.integers(200, 2000), height=st.integers(200, 2000),
    multiple=st.sampled_from([8, 16, 32]),
)  # fmt: skip
def test_the_nearest_size_is_within_a_step_of_each_side(
    width: int, height: int, multiple: int
) -> None:
    found = SizeRule(multiple=multiple).nearest((width, height))
    assert abs(found[0] - width) < multiple
    assert abs(found[1] - height) < multiple


def test_the_nearest_rate_is_nearest_by_ratio() -> None:
    rule = RateRule(fixed=((8, 1), (16, 1), (24, 1)))
    assert rule.nearest(Fraction(12)) == Fraction(16)
    assert rule.nearest(Fraction(24000, 1001)) == Fraction(24)
    assert RateRule(minimum=1, maximum=60).nearest(Fraction(120)) == 60
