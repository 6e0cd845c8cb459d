"""Paths and eases against exact answers."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundplan.errors import InputError
from groundplan.geometry.easing import Ease, ease, trapezoid
from groundplan.geometry.splines import (
    catmull_rom,
    cubic_bezier,
    cumulative_lengths,
    direction_at_length,
    hermite,
    point_at_length,
)

_EASES: tuple[Ease, ...] = ("linear", "ease_in", "ease_out", "ease_in_out", "smoother")
_points = st.lists(
    st.tuples(st.integers(-9, 9), st.integers(-9, 9)), min_size=2, max_size=7, unique=True
).map(lambda rows: np.array(rows, dtype=np.float64))


def test_hermite_and_bezier_are_the_same_cubic() -> None:
    controls = np.array([[0.0, 0.0], [1.0, 3.0], [4.0, 3.0], [5.0, -1.0]])
    u = np.linspace(0.0, 1.0, 11)
    tangents = 3.0 * np.stack([controls[1] - controls[0], controls[3] - controls[2]])
    np.testing.assert_allclose(
        hermite(controls[[0, 3]], tangents, u), cubic_bezier(controls, u), atol=1e-13
    )
    np.testing.assert_array_equal(cubic_bezier(controls, u)[[0, -1]], controls[[0, 3]])


@given(points=_points, alpha=st.sampled_from([0.0, 0.5, 1.0]))
def test_catmull_rom_passes_through_its_points_without_a_kink(
    points: np.ndarray, alpha: float
) -> None:
    at = np.arange(float(len(points)))
    np.testing.assert_array_equal(catmull_rom(points, at, alpha=alpha), points)
    for i in range(1, len(points) - 1):
        h = 1e-6
        around = catmull_rom(points, np.array([i - h, float(i), i + h]), alpha=alpha)
        before, after = (around[1] - around[0]) / h, (around[2] - around[1]) / h
        # The direction is continuous; the speed by u is not, where steps differ in length.
        cross = before[0] * after[1] - before[1] * after[0]
        sizes = np.linalg.norm(before) * np.linalg.norm(after)
        assert abs(cross) <= 1e-3 * sizes + 1e-4
        assert before @ after >= -1e-4


def test_uniform_catmull_rom_has_half_the_chord_of_its_neighbours_as_tangent() -> None:
    points = np.array([[0.0], [1.0], [4.0], [5.0]])
    ends, tangents = points[1:3], np.array([[2.0], [2.0]])
    u = np.linspace(0.0, 1.0, 7)
    np.testing.assert_allclose(
        catmull_rom(points, 1.0 + u, alpha=0.0), hermite(ends, tangents, u), atol=1e-13
    )


@given(
    points=_points.filter(lambda points: len(points) >= 4),
    alpha=st.sampled_from([0.0, 0.5, 1.0]),
    u=st.floats(0.0, 1.0),
)
def test_catmull_rom_is_the_pyramid_of_barry_and_goldman(
    points: np.ndarray, alpha: float, u: float
) -> None:
    p = points[:4]
    knots = np.append(0.0, np.cumsum(np.linalg.norm(np.diff(p, axis=0), axis=-1) ** alpha))
    t = knots[1] + u * (knots[2] - knots[1])
    level = list(p)
    for depth in (1, 2):
        level = [
            ((knots[i + depth] - t) * level[i] + (t - knots[i]) * level[i + 1])
            / (knots[i + depth] - knots[i])
            for i in range(4 - depth)
        ]
    expected = ((knots[2] - t) * level[0] + (t - knots[1]) * level[1]) / (knots[2] - knots[1])
    got = catmull_rom(points, np.array([1.0 + u]), alpha=alpha)[0]
    np.testing.assert_allclose(got, expected, atol=1e-11)


def test_paths_that_stand_still_are_refused_by_catmull_rom() -> None:
    with pytest.raises(InputError, match="two points"):
        catmull_rom(np.zeros((1, 3)), np.zeros(1))
    with pytest.raises(InputError, match="twice in a row"):
        catmull_rom(np.zeros((2, 3)), np.zeros(1))


def test_travel_along_a_corner_counts_metres_not_points() -> None:
    path = np.array([[0.0, 0.0], [3.0, 0.0], [3.0, 0.0], [3.0, 1.0]])
    np.testing.assert_array_equal(cumulative_lengths(path), [0.0, 3.0, 3.0, 4.0])
    way = np.array([-1.0, 0.0, 1.5, 3.0, 3.5, 4.0, 9.0])
    expected = [[0, 0], [0, 0], [1.5, 0], [3, 0], [3, 0.5], [3, 1], [3, 1]]
    np.testing.assert_array_equal(point_at_length(path, way), expected)
    directions = direction_at_length(path, np.array([0.0, 2.9, 3.1, 9.0]))
    np.testing.assert_array_equal(directions, [[1, 0], [1, 0], [0, 1], [0, 1]])


@given(points=_points, share=st.lists(st.floats(0.0, 1.0), min_size=1, max_size=5).map(sorted))
def test_the_way_to_a_point_is_the_length_that_was_asked_for(
    points: np.ndarray, share: list[float]
) -> None:
    total = cumulative_lengths(points)[-1]
    for way in np.array(share) * total:
        there = point_at_length(points, np.array([way]))
        passed = points[cumulative_lengths(points) < way]
        walked = np.concatenate([passed if len(passed) else points[:1], there])
        assert cumulative_lengths(walked)[-1] == pytest.approx(way, abs=1e-9)


def test_a_path_of_one_point_stays_there_and_has_no_direction() -> None:
    alone = np.array([[1.0, 2.0, 3.0]])
    np.testing.assert_array_equal(
        point_at_length(alone, np.array([0.0, 5.0])), np.vstack([alone, alone])
    )
    with pytest.raises(InputError, match="no direction"):
        direction_at_length(alone, np.array([0.0]))
    with pytest.raises(InputError, match="no points"):
        point_at_length(np.zeros((0, 3)), np.array([0.0]))


@pytest.mark.parametrize("kind", _EASES)
def test_an_ease_runs_from_0_to_1_and_never_back(kind: Ease) -> None:
    progress = ease(kind, np.linspace(-0.5, 1.5, 2001))
    assert progress[0] == 0.0
    assert progress[-1] == 1.0
    assert np.all(np.diff(progress) >= -1e-15)


def test_eases_rest_where_they_say() -> None:
    h = 1e-6
    speeds = {
        kind: np.diff(ease(kind, np.array([0.0, h, 1.0 - h, 1.0])))[[0, 2]] / h for kind in _EASES
    }
    np.testing.assert_allclose(speeds["linear"], [1.0, 1.0], atol=1e-5)
    np.testing.assert_allclose(speeds["ease_in"], [0.0, 2.0], atol=1e-5)
    np.testing.assert_allclose(speeds["ease_out"], [2.0, 0.0], atol=1e-5)
    np.testing.assert_allclose(speeds["ease_in_out"], [0.0, 0.0], atol=1e-5)
    np.testing.assert_allclose(speeds["smoother"], [0.0, 0.0], atol=1e-5)


def test_only_the_smoother_ease_starts_without_a_jolt() -> None:
    h = np.array([1e-3])
    np.testing.assert_allclose(ease("smoother", h), 10.0 * h**3, rtol=2e-3)
    np.testing.assert_allclose(ease("ease_in_out", h), 3.0 * h**2, rtol=2e-3)


@given(ramp=st.floats(0.0, 0.5))
def test_a_trapezoid_keeps_its_cruising_speed_between_its_ramps(ramp: float) -> None:
    u = np.linspace(0.0, 1.0, 201)
    progress = trapezoid(u, ramp=ramp)
    assert progress[0] == 0.0
    assert progress[-1] == pytest.approx(1.0, abs=1e-15)
    np.testing.assert_allclose(progress + progress[::-1], 1.0, atol=1e-12)
    speed = np.diff(progress) / np.diff(u)
    assert np.all(speed <= 1.0 / (1.0 - ramp) + 1e-9)
    cruising = (u[:-1] >= ramp) & (u[1:] <= 1.0 - ramp)
    np.testing.assert_allclose(speed[cruising], 1.0 / (1.0 - ramp), rtol=1e-9)


def test_a_ramp_longer_than_half_the_move_is_refused() -> None:
    with pytest.raises(InputError, match=r"ramp of 0\.6"):
        trapezoid(np.zeros(1), ramp=0.6)
