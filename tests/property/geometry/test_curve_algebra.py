"""Keyed curves pass through their keys, keep time in order, and say what lies outside them."""

from collections.abc import Callable
from functools import partial

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from groundplan.errors import InputError
from groundplan.geometry.curves import (
    Extrapolation,
    Interpolation,
    Keys,
    evaluate,
    smooth_handles,
)

_kinds: st.SearchStrategy[Interpolation] = st.sampled_from(["hold", "linear", "bezier"])
_gaps = st.floats(0.01, 50.0)
_numbers = st.floats(-100.0, 100.0)


@st.composite
def keys(draw: st.DrawFn) -> Callable[[], Keys]:
    """Return what makes any valid curve of one to five keys in two dimensions.

    The test itself makes it: the shape checks of the test run draw samples from tuples with
    `random`, which Hypothesis forbids in strategies.
    """
    count = draw(st.integers(1, 5))

    def rows(width: int) -> np.ndarray:
        row = st.lists(_numbers, min_size=width, max_size=width)
        return np.array(draw(st.lists(row, min_size=count, max_size=count)))

    def handles(sign: float) -> np.ndarray | None:
        if draw(st.booleans()):
            return None
        offsets = rows(3)
        return np.column_stack([sign * np.abs(offsets[:, 0]), offsets[:, 1:]])

    gaps = draw(st.lists(_gaps, min_size=count, max_size=count))
    kinds = draw(st.lists(_kinds, min_size=count, max_size=count))
    return partial(
        Keys,
        times=np.cumsum(gaps),
        values=rows(2),
        interpolation=tuple(kinds),
        out_handles=handles(1.0),
        in_handles=handles(-1.0),
        before=draw(st.sampled_from(["hold", "linear", "cycle"])),
        after=draw(st.sampled_from(["hold", "linear", "cycle"])),
    )


def _curve(
    values: list[float],
    kinds: tuple[Interpolation, ...],
    *,
    before: Extrapolation = "hold",
    after: Extrapolation = "hold",
) -> Keys:
    return Keys(
        times=np.arange(float(len(values))),
        values=np.array(values)[:, None],
        interpolation=kinds,
        before=before,
        after=after,
    )


@given(make=keys())
def test_a_curve_passes_through_its_keys_exactly(make: Callable[[], Keys]) -> None:
    curve = make()
    np.testing.assert_array_equal(evaluate(curve, curve.times), curve.values)


@given(make=keys(), at=st.lists(st.floats(-500.0, 500.0), min_size=1, max_size=6))
def test_one_query_does_not_depend_on_the_others(make: Callable[[], Keys], at: list[float]) -> None:
    curve, times = make(), np.array(at)
    alone = np.concatenate([evaluate(curve, times[i : i + 1]) for i in range(len(times))])
    np.testing.assert_array_equal(evaluate(curve, times), alone)


@given(
    t1=st.floats(0.0, 1.0),
    t2=st.floats(0.0, 1.0),
    at=st.lists(st.floats(0.0, 1.0), min_size=2, max_size=20).map(sorted),
)
def test_a_bezier_whose_values_rise_never_falls(t1: float, t2: float, at: list[float]) -> None:
    curve = Keys(
        times=np.array([0.0, 1.0]),
        values=np.array([[0.0], [1.0]]),
        interpolation=("bezier", "bezier"),
        out_handles=np.array([[t1, 0.0], [0.0, 0.0]]),
        in_handles=np.array([[0.0, 0.0], [t2 - 1.0, 0.0]]),
    )
    values = evaluate(curve, np.array(at))[:, 0]
    assert np.all(np.diff(values) >= -1e-9)
    assert np.all((values >= 0.0) & (values <= 1.0))


@given(t1=st.floats(0.0, 1.0), t2=st.floats(0.0, 1.0), at=st.floats(0.0, 1.0))
def test_a_bezier_whose_values_are_its_times_is_the_time(t1: float, t2: float, at: float) -> None:
    curve = Keys(
        times=np.array([0.0, 1.0]),
        values=np.array([[0.0], [1.0]]),
        interpolation=("bezier", "bezier"),
        out_handles=np.array([[t1, t1], [0.0, 0.0]]),
        in_handles=np.array([[0.0, 0.0], [t2 - 1.0, t2 - 1.0]]),
    )
    assert abs(evaluate(curve, np.array([at]))[0, 0] - at) < 1e-14


@given(reach=st.floats(1.0, 50.0), at=st.floats(0.0, 1.0))
def test_a_handle_beyond_its_segment_acts_as_if_it_ended_there(reach: float, at: float) -> None:
    def bent(factor: float) -> np.ndarray:
        curve = Keys(
            times=np.array([0.0, 1.0]),
            values=np.array([[0.0], [1.0]]),
            interpolation=("bezier", "bezier"),
            out_handles=factor * np.array([[1.0, 2.0], [0.0, 0.0]]),
            in_handles=np.zeros((2, 2)),
        )
        return evaluate(curve, np.array([at]))

    np.testing.assert_allclose(bent(reach), bent(1.0), atol=1e-9)


@given(make=keys(), turns=st.integers(-3, 3), share=st.floats(0.01, 0.99))
def test_a_cycle_repeats_what_lies_between_its_ends(
    make: Callable[[], Keys], turns: int, share: float
) -> None:
    curve = make()
    assume(len(curve.times) > 1)
    looped = Keys(
        times=np.arange(float(len(curve.times))),
        values=curve.values,
        interpolation=curve.interpolation,
        before="cycle",
        after="cycle",
    )
    period = len(curve.times) - 1
    # Steps of 1/64 stay exact when whole periods are added; at both ends the keys themselves rule.
    inside = (np.floor(62 * share * period) + 1) / 64
    shifted = evaluate(looped, np.array([inside + turns * period]))
    np.testing.assert_array_equal(shifted, evaluate(looped, np.array([inside])))


def test_hold_linear_and_smooth_each_go_on_in_their_own_way() -> None:
    at = np.array([0.25, 0.999])
    held = evaluate(_curve([2.0, 6.0], ("hold", "hold")), at)
    np.testing.assert_array_equal(held[:, 0], [2.0, 2.0])
    straight = evaluate(_curve([2.0, 6.0], ("linear", "linear")), at)
    np.testing.assert_allclose(straight[:, 0], [3.0, 5.996])
    # Smooth ends rest: the smoothstep 3u^2 - 2u^3.
    eased = evaluate(_curve([2.0, 6.0], ("bezier", "bezier")), at)
    np.testing.assert_allclose(eased[:, 0], 2.0 + 4.0 * (3.0 * at**2 - 2.0 * at**3), rtol=1e-12)


def test_a_known_css_curve_gives_the_known_value() -> None:
    # cubic-bezier(0.42, 0, 0.58, 1): "ease-in-out" of CSS Easing; symmetric about its middle.
    curve = Keys(
        times=np.array([0.0, 1.0]),
        values=np.array([[0.0], [1.0]]),
        interpolation=("bezier", "bezier"),
        out_handles=np.array([[0.42, 0.0], [0.0, 0.0]]),
        in_handles=np.array([[0.0, 0.0], [-0.42, 0.0]]),
    )
    low, middle, high = evaluate(curve, np.array([0.25, 0.5, 0.75]))[:, 0]
    assert middle == pytest.approx(0.5, abs=1e-14)
    assert low + high == pytest.approx(1.0, abs=1e-14)
    assert low == pytest.approx(0.1291619, abs=1e-6)


def test_smooth_keys_keep_their_speed_across_a_key_and_never_overshoot() -> None:
    curve = _curve([0.0, 1.0, 3.0, 3.0, 1.0], ("bezier",) * 5)
    h = 1e-6
    before, here, after = evaluate(curve, np.array([1.0 - h, 1.0, 1.0 + h]))[:, 0]
    assert (here - before) / h == pytest.approx((after - here) / h, rel=1e-4)
    assert (here - before) / h == pytest.approx(1.5, rel=1e-4)
    dense = evaluate(curve, np.linspace(0.0, 4.0, 401))[:, 0]
    assert dense.min() == 0.0
    assert dense.max() == pytest.approx(3.0, abs=1e-15)


def test_smooth_handles_cover_a_third_of_each_segment() -> None:
    before, after = smooth_handles(np.array([0.0, 3.0, 9.0]), np.array([[0.0], [9.0], [18.0]]))
    np.testing.assert_allclose(before, [[0.0, 0.0], [-1.0, -2.0], [-2.0, 0.0]])
    np.testing.assert_allclose(after, [[1.0, 0.0], [2.0, 4.0], [0.0, 0.0]])


def test_outside_its_keys_a_curve_holds_or_goes_on_straight() -> None:
    at = np.array([-2.0, 4.0])
    kinds: tuple[Interpolation, ...] = ("linear",) * 3
    held = evaluate(_curve([0.0, 1.0, 4.0], kinds), at)
    np.testing.assert_array_equal(held[:, 0], [0.0, 4.0])
    straight = evaluate(_curve([0.0, 1.0, 4.0], kinds, before="linear", after="linear"), at)
    np.testing.assert_allclose(straight[:, 0], [-2.0, 10.0])


def test_a_bezier_goes_on_along_its_end_handles() -> None:
    curve = Keys(
        times=np.array([0.0, 1.0]),
        values=np.array([[0.0], [1.0]]),
        interpolation=("bezier", "bezier"),
        out_handles=np.array([[0.5, 1.0], [0.0, 0.0]]),
        in_handles=np.array([[0.0, 0.0], [0.0, 0.0]]),
        before="linear",
        after="linear",
    )
    values = evaluate(curve, np.array([-1.0, 2.0]))[:, 0]
    # Slope 2 at the start; the end has no handle, so it follows the start's: (0.5, 1) to (1, 1).
    np.testing.assert_allclose(values, [-2.0, 1.0])


@given(value=_numbers, at=_numbers, kind=_kinds)
def test_a_single_key_holds_for_ever(value: float, at: float, kind: Interpolation) -> None:
    curve = _curve([value], (kind,), before="linear", after="cycle")
    assert evaluate(curve, np.array([at]))[0, 0] == value


@pytest.mark.parametrize(
    ("times", "values", "problem"),
    [
        ([], np.zeros((0, 1)), "make no curve"),
        ([0.0, 0.0], np.zeros((2, 1)), "do not increase"),
        ([1.0, 0.0], np.zeros((2, 1)), "do not increase"),
        ([0.0, np.inf], np.zeros((2, 1)), "not finite"),
        ([0.0, 1.0], np.full((2, 1), np.nan), "not finite"),
    ],
)
def test_keys_that_make_no_curve_are_refused(
    times: list[float], values: np.ndarray, problem: str
) -> None:
    with pytest.raises(InputError, match=problem):
        Keys(times=np.array(times), values=values, interpolation=("linear",) * len(values))
    with pytest.raises(InputError, match="make no curve"):
        Keys(times=np.array(times), values=values, interpolation=("linear",) * 7)


def test_handles_that_point_the_wrong_way_are_refused() -> None:
    base = _curve([0.0, 1.0], ("bezier", "bezier"))
    for out_handles in (np.full((2, 2), -0.1), np.zeros((2, 3)), np.full((2, 2), np.nan)):
        with pytest.raises(InputError, match="handle"):
            Keys(
                times=base.times,
                values=base.values,
                interpolation=base.interpolation,
                out_handles=out_handles,
            )
