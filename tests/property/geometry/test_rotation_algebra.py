"""Rotations form a group, act on vectors, and keep their meaning in every form."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from jaxtyping import Float

from groundplan.errors import InputError
from groundplan.geometry import quaternions as qt
from groundplan.geometry import rotation_curves as rc

_EPS = 1e-12
_unit = st.floats(-1.0, 1.0)
_angles = st.floats(-10.0, 10.0)


def _normalised(parts: list[float]) -> Float[np.ndarray, " 4"] | None:
    q = np.array(parts)
    length = float(np.linalg.norm(q))
    return q / length if length > 1e-3 else None


rotations = st.lists(_unit, min_size=4, max_size=4).map(_normalised).filter(lambda q: q is not None)
vectors = st.lists(st.floats(-100.0, 100.0), min_size=3, max_size=3).map(np.array)


def _same(a: np.ndarray, b: np.ndarray, *, within: float = 1e-11) -> bool:
    return bool(np.all(qt.angle_between(a, b) <= within))


@given(a=rotations, b=rotations, c=rotations)
def test_rotations_form_a_group(a: np.ndarray, b: np.ndarray, c: np.ndarray) -> None:
    left = qt.multiply(qt.multiply(a, b), c)
    right = qt.multiply(a, qt.multiply(b, c))
    np.testing.assert_allclose(left, right, atol=_EPS)
    np.testing.assert_array_equal(qt.multiply(a, qt.identity()), a)
    np.testing.assert_array_equal(qt.multiply(qt.identity(), a), a)
    np.testing.assert_allclose(qt.multiply(a, qt.conjugate(a)), qt.identity(), atol=_EPS)


@given(a=rotations, b=rotations, v=vectors)
def test_the_right_factor_acts_first_as_with_matrices(
    a: np.ndarray, b: np.ndarray, v: np.ndarray
) -> None:
    both = qt.rotate(qt.multiply(a, b), v)
    np.testing.assert_allclose(both, qt.rotate(a, qt.rotate(b, v)), atol=1e-10)
    matrices = qt.to_matrix(a) @ qt.to_matrix(b) @ v
    np.testing.assert_allclose(both, matrices, atol=1e-10)


@given(q=rotations, v=vectors, w=vectors)
def test_rotation_keeps_lengths_angles_and_handedness(
    q: np.ndarray, v: np.ndarray, w: np.ndarray
) -> None:
    np.testing.assert_allclose(qt.rotate(q, v) @ qt.rotate(q, w), v @ w, atol=1e-8)
    turned = np.cross(qt.rotate(q, v), qt.rotate(q, w))
    np.testing.assert_allclose(turned, qt.rotate(q, np.cross(v, w)), atol=1e-8)


@given(q=rotations)
def test_matrix_round_trip_gives_the_same_rotation(q: np.ndarray) -> None:
    back = qt.from_matrix(qt.to_matrix(q))
    assert _same(back, q)
    assert back[3] >= 0.0


@pytest.mark.parametrize("axis", np.eye(3).tolist())
def test_matrix_round_trip_holds_for_half_turns(axis: list[float]) -> None:
    half_turn = qt.from_axis_angle(np.array(axis), np.pi)
    assert _same(qt.from_matrix(qt.to_matrix(half_turn)), half_turn)


@given(q=rotations)
def test_rotation_vector_round_trip_gives_the_same_rotation(q: np.ndarray) -> None:
    vector = qt.to_rotation_vector(q)
    assert np.linalg.norm(vector) <= np.pi + _EPS
    assert _same(qt.from_rotation_vector(vector), q)


@given(angle=st.floats(1e-300, 1e-8))
def test_rotation_vector_keeps_the_digits_of_tiny_angles(angle: float) -> None:
    vector = np.array([0.0, angle, 0.0])
    back = qt.to_rotation_vector(qt.from_rotation_vector(vector))
    np.testing.assert_allclose(back, vector, rtol=1e-12, atol=0.0)


@given(yaw=st.floats(-3.1, 3.1), pitch=st.floats(-1.5, 1.5), roll=st.floats(-3.1, 3.1))
def test_euler_round_trip_is_exact_away_from_the_poles(
    yaw: float, pitch: float, roll: float
) -> None:
    angles = qt.to_euler_yxz(qt.from_euler_yxz(yaw, pitch, roll))
    np.testing.assert_allclose(angles, [yaw, pitch, roll], atol=1e-9)


@given(q=rotations)
def test_euler_angles_name_the_same_rotation_everywhere(q: np.ndarray) -> None:
    yaw, pitch, roll = qt.to_euler_yxz(q)
    # Near the poles the arcsine keeps half of the digits.
    assert _same(qt.from_euler_yxz(yaw, pitch, roll), q, within=1e-5)


@pytest.mark.parametrize("pitch", [-np.pi / 2, np.pi / 2])
def test_euler_angles_straight_up_and_down_have_no_roll(pitch: float) -> None:
    q = qt.from_euler_yxz(0.7, pitch, 0.4)
    yaw, same_pitch, roll = qt.to_euler_yxz(q)
    assert roll == 0.0
    assert abs(same_pitch - pitch) < 1e-7
    assert _same(qt.from_euler_yxz(yaw, same_pitch, roll), q, within=1e-7)


@given(heading=st.floats(-3.14, 3.14))
def test_heading_turns_z_towards_x(heading: float) -> None:
    facing = qt.rotate(qt.from_heading(heading), np.array([0.0, 0.0, 1.0]))
    np.testing.assert_allclose(facing, [np.sin(heading), 0.0, np.cos(heading)], atol=_EPS)
    assert abs(float(qt.to_heading(qt.from_heading(heading))) - heading) < _EPS


@given(forward=vectors, up=vectors)
def test_look_rotation_looks_along_minus_z_with_up_in_the_upper_half(
    forward: np.ndarray, up: np.ndarray
) -> None:
    sizes = np.linalg.norm(forward) * np.linalg.norm(up)
    assume(np.linalg.norm(forward) > 1e-3)
    assume(np.linalg.norm(np.cross(forward, up)) > 1e-3 * sizes > 0.0)
    q = qt.look_rotation(forward, up)
    ahead = qt.rotate(q, np.array([0.0, 0.0, -1.0]))
    np.testing.assert_allclose(ahead, forward / np.linalg.norm(forward), atol=1e-9)
    assert qt.rotate(q, np.array([0.0, 1.0, 0.0])) @ up > 0.0
    np.testing.assert_allclose(qt.rotate(q, np.array([1.0, 0.0, 0.0])) @ up, 0.0, atol=1e-7)


def test_a_camera_that_looks_along_its_up_is_refused() -> None:
    up = np.array([0.0, 1.0, 0.0])
    with pytest.raises(InputError, match="up direction"):
        qt.look_rotation(-2.0 * up, up)
    with pytest.raises(InputError, match="length 0"):
        qt.look_rotation(np.zeros(3), up)


@given(start=vectors, end=vectors)
def test_the_shortest_arc_takes_one_direction_to_the_other_and_turns_no_more(
    start: np.ndarray, end: np.ndarray
) -> None:
    assume(np.linalg.norm(start) > 1e-3)
    assume(np.linalg.norm(end) > 1e-3)
    a, b = start / np.linalg.norm(start), end / np.linalg.norm(end)
    q = qt.shortest_arc(start, end)
    np.testing.assert_allclose(qt.rotate(q, a), b, atol=3e-6)
    angle = 2.0 * np.arctan2(np.linalg.norm(a - b), np.linalg.norm(a + b))
    assert float(qt.angle_between(q, qt.identity())) == pytest.approx(angle, abs=3e-6)


@pytest.mark.parametrize("axis", np.eye(3).tolist())
def test_the_arc_between_opposite_directions_is_half_a_turn(axis: list[float]) -> None:
    start = np.array(axis)
    q = qt.shortest_arc(start, -start)
    np.testing.assert_allclose(qt.rotate(q, start), -start, atol=1e-15)
    np.testing.assert_array_equal(qt.shortest_arc(start, start), qt.identity())


def test_what_names_no_rotation_is_refused() -> None:
    with pytest.raises(InputError, match="length 0"):
        qt.normalise(np.zeros(4))
    with pytest.raises(InputError, match="axis"):
        qt.from_axis_angle(np.zeros(3), 1.0)
    with pytest.raises(InputError, match="direction"):
        qt.shortest_arc(np.zeros(3), np.ones(3))


@given(a=rotations, b=rotations)
def test_slerp_starts_and_ends_exactly(a: np.ndarray, b: np.ndarray) -> None:
    np.testing.assert_array_equal(rc.slerp(a, b, 0.0), a)
    sign = 1.0 if a @ b >= 0.0 else -1.0
    np.testing.assert_array_equal(rc.slerp(a, b, 1.0), sign * b)


@given(a=rotations, b=rotations, t=st.floats(0.0, 1.0))
def test_slerp_turns_at_constant_speed_the_short_way(
    a: np.ndarray, b: np.ndarray, t: float
) -> None:
    middle = rc.slerp(a, b, t)
    whole = float(qt.angle_between(a, b))
    assert abs(np.linalg.norm(middle) - 1.0) < _EPS
    assert abs(float(qt.angle_between(a, middle)) - t * whole) < 1e-11
    assert abs(float(qt.angle_between(middle, b)) - (1.0 - t) * whole) < 1e-11


@given(sequence=st.lists(rotations, min_size=1, max_size=6))
def test_continuous_signs_keep_rotations_and_never_jump(sequence: list[np.ndarray]) -> None:
    q = np.stack(sequence)
    continuous = rc.make_continuous(q)
    assert _same(continuous, q, within=0.0)
    assert np.all(np.sum(continuous[1:] * continuous[:-1], axis=-1) >= 0.0)
    np.testing.assert_array_equal(rc.make_continuous(continuous), continuous)


@given(rate=st.floats(0.1, 1.5), t=st.floats(0.0, 1.0))
def test_squad_of_an_even_turn_is_that_turn(rate: float, t: float) -> None:
    keys = qt.from_heading(rate * np.arange(4.0))
    controls = rc.squad_controls(keys)
    q = rc.squad((keys[1], keys[2]), (controls[1], controls[2]), t)
    assert _same(q, qt.from_heading(rate * (1.0 + t)))


@given(
    angles=st.lists(_angles, min_size=4, max_size=4), axes=st.lists(vectors, min_size=4, max_size=4)
)
def test_squad_has_no_kink_where_slerp_has_one(angles: list[float], axes: list[np.ndarray]) -> None:
    assume(all(np.linalg.norm(axis) > 0.1 for axis in axes))
    keys = rc.make_continuous(
        np.stack([qt.from_axis_angle(axis, a / 10) for axis, a in zip(axes, angles, strict=True)])
    )
    times, h = np.arange(4.0), 1e-5
    around = np.array([1.0 - h, 1.0, 1.0 + h])
    q = rc.evaluate_rotations(times, keys, around, interpolation=("squad",) * 4)
    before = qt.to_rotation_vector(qt.multiply(qt.conjugate(q[0]), q[1])) / h
    after = qt.to_rotation_vector(qt.multiply(qt.conjugate(q[1]), q[2])) / h
    np.testing.assert_allclose(before, after, atol=2e-3)


def test_keyed_rotations_are_exact_at_keys_and_held_outside() -> None:
    times = np.array([0.0, 1.0, 3.0, 4.0])
    keys = qt.from_heading(np.array([0.0, 1.0, -0.5, 2.0]))
    q = rc.evaluate_rotations(
        times, -keys, np.array([-1.0, 0.0, 1.0, 3.0, 4.0, 9.0]),
        interpolation=("slerp", "squad", "hold", "slerp"),
    )  # fmt: skip
    np.testing.assert_array_equal(np.abs(q), np.abs(keys[[0, 0, 1, 2, 3, 3]]))
    held = rc.evaluate_rotations(
        times, keys, np.array([3.999]), interpolation=("slerp", "squad", "hold", "slerp")
    )
    assert _same(held[0], keys[2])
    halfway = rc.evaluate_rotations(times, keys, np.array([0.5]), interpolation=("slerp",) * 4)
    assert _same(halfway[0], qt.from_heading(0.5))
    alone = rc.evaluate_rotations(times[:1], keys[:1], np.array([5.0]), interpolation=("squad",))
    np.testing.assert_array_equal(alone, keys[:1])


def test_rotation_keys_out_of_order_are_refused() -> None:
    with pytest.raises(InputError, match="rotation curve"):
        rc.evaluate_rotations(
            np.array([1.0, 0.0]), np.stack([qt.identity()] * 2), np.array([0.5]),
            interpolation=("slerp", "slerp"),
        )  # fmt: skip
