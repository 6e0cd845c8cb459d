"""Measures of film grammar, on places whose answer is known."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundplan.agents.camera.terms import SIZES
from groundplan.errors import InputError
from groundplan.geometry import quaternions, transforms
from groundplan.geometry.continuity.line import (
    angle_off_line,
    line_offset_m,
    mirrored,
    side_of_line,
)
from groundplan.geometry.continuity.pace import cut_pace
from groundplan.geometry.continuity.screen import (
    eyeline_elevation,
    eyeline_mismatch,
    eyeline_off_axis,
    eyeline_side,
    frame_places,
    looks_in_camera,
    place_distance,
    screen_direction,
    screen_rate,
)
from groundplan.geometry.continuity.setups import (
    SIZE_EDGES,
    azimuth_between,
    jump_cut,
    size_index,
    size_mismatch,
    size_steps,
    turn_between,
)

_ANNA, _BEN = np.array([0.0, 0.0, 0.0]), np.array([0.0, 0.0, 2.0])
_EYES = np.array([0.0, 1.6, 0.0])
_K = np.array([[832.0, 0.0, 416.0], [0.0, 832.0, 240.0], [0.0, 0.0, 1.0]])
_SIZE = (832, 480)
_UP = np.array([0.0, 1.0, 0.0])


def _looking(eye: np.ndarray, at: np.ndarray) -> np.ndarray:
    return transforms.compose(eye, quaternions.look_rotation(at - eye, _UP))


def test_left_of_the_line_is_positive_and_shows_its_end_on_the_left() -> None:
    camera = np.array([3.0, 1.5, 1.0])
    assert side_of_line(_ANNA, _BEN, camera) == 1
    assert side_of_line(_BEN, _ANNA, camera) == -1
    assert side_of_line(_ANNA, _BEN, camera * [-1.0, 1.0, 1.0]) == -1
    pose = _looking(camera, np.array([0.0, 1.5, 1.0]))
    places = frame_places(np.stack([_ANNA, _BEN]), pose[None], intrinsics_px=_K, size_px=_SIZE)
    assert places[1, 0] < 0.5 < places[0, 0]
    assert places[:, 0] == pytest.approx([0.5 + 1.0 / 3.0, 0.5 - 1.0 / 3.0])


def test_a_camera_near_the_line_is_neutral() -> None:
    nine, eleven = (
        np.array([4.0 * math.sin(a), 1.5, 1.0 + 4.0 * math.cos(a)])
        for a in (math.radians(9.0), math.radians(11.0))
    )
    assert side_of_line(_ANNA, _BEN, nine) == 0
    assert side_of_line(_ANNA, _BEN, eleven) == 1
    assert angle_off_line(_ANNA, _BEN, eleven) == pytest.approx(math.radians(11.0))
    assert side_of_line(_ANNA, _ANNA, eleven) == 0


@given(st.lists(st.floats(-20.0, 20.0), min_size=9, max_size=9))
def test_mirrored_places_are_as_far_on_the_other_side(numbers: list[float]) -> None:
    start, end, camera = np.array(numbers).reshape(3, 3)
    other = mirrored(start, end, camera)
    offset = line_offset_m(start, end, camera)
    if np.hypot(*(end - start)[[0, 2]]) < 1e-3:
        return
    assert line_offset_m(start, end, other) == pytest.approx(-float(offset), abs=1e-6)
    assert mirrored(start, end, other) == pytest.approx(camera, abs=1e-6)
    assert np.linalg.norm((other - start)[[0, 2]]) == pytest.approx(
        float(np.linalg.norm((camera - start)[[0, 2]])), abs=1e-6
    )


def test_set_ups_differ_by_an_angle_at_the_subject() -> None:
    first, second = np.array([0.0, 1.6, 3.0]), np.array([1.5, 1.6, 3.0 * math.cos(math.pi / 6)])
    assert azimuth_between(first, second, _EYES) == pytest.approx(math.radians(30.0), abs=1e-9)
    above = np.array([0.0, 5.0, 0.0])
    assert turn_between(first, above, _EYES) == pytest.approx(math.radians(90.0))
    assert azimuth_between(first, above, _EYES) == 0.0


def test_bands_of_sizes_are_those_of_the_camera() -> None:
    assert tuple(term.high for term in SIZES.values())[:-1] == SIZE_EDGES
    assert [size_index(t.fraction) for t in SIZES.values()] == list(range(8))
    assert size_steps(SIZES["close_up"].fraction, SIZES["medium"].fraction) == 2


def test_a_jump_is_whole_for_the_same_set_up_and_none_from_30_degrees_or_two_steps() -> None:
    assert jump_cut(0.0, 0) == 1.0
    assert jump_cut(math.radians(15.0), 0) == pytest.approx(0.5)
    assert jump_cut(math.radians(30.0), 0) == pytest.approx(0.0)
    assert jump_cut(0.0, 1) == 0.5
    assert jump_cut(0.0, 2) == 0.0
    assert size_mismatch(0.4, 0.5) == pytest.approx(0.25)
    assert size_mismatch(0.5, 0.4) == size_mismatch(0.4, 0.5)
    assert size_mismatch(0.0, 0.4) == math.inf


def test_who_walks_right_in_the_picture_has_a_positive_rate() -> None:
    pose = _looking(np.array([0.0, 1.6, 4.0]), _EYES)
    rate = screen_rate(_EYES, np.array([1.0, 0.0, 0.0]), pose, intrinsics_px=_K, width_px=832)
    assert rate == pytest.approx(0.25)
    toward = screen_rate(_EYES, np.array([0.0, 0.0, 1.0]), pose, intrinsics_px=_K, width_px=832)
    behind = screen_rate(
        np.array([0.0, 1.6, 9.0]), np.array([1.0, 0.0, 0.0]), pose, intrinsics_px=_K, width_px=832
    )
    assert [int(screen_direction(r)) for r in (rate, -rate, toward, behind)] == [1, -1, 0, 0]
    assert np.isnan(behind)


def test_the_rate_is_the_derivative_of_the_place() -> None:
    pose = _looking(np.array([1.0, 2.0, 5.0]), _EYES)
    point, velocity, step = np.array([0.5, 1.0, 0.3]), np.array([1.2, 0.0, 0.9]), 1e-6
    at, then = (
        frame_places(p, pose, intrinsics_px=_K, size_px=_SIZE)
        for p in (point, point + step * velocity)
    )
    rate = screen_rate(point, velocity, pose, intrinsics_px=_K, width_px=832)
    assert rate == pytest.approx(float(then[0] - at[0]) / step, rel=1e-4)


def test_eyelines_of_two_cross_where_both_cameras_are_on_one_side() -> None:
    tall = np.array([0.0, 1.8, 2.0])
    left, right = np.array([1.2, 1.7, 2.0]), np.array([1.2, 1.7, 0.0])
    anna = looks_in_camera(_EYES, tall, _looking(left, _EYES))
    ben = looks_in_camera(tall, _EYES, _looking(right, tall))
    assert int(eyeline_side(anna)) == -int(eyeline_side(ben)) != 0
    across = looks_in_camera(tall, _EYES, _looking(right * [-1.0, 1.0, 1.0], tall))
    assert int(eyeline_side(across)) == int(eyeline_side(anna))
    assert eyeline_off_axis(_EYES, tall, left) == pytest.approx(
        float(eyeline_off_axis(tall, _EYES, right))
    )


def test_a_look_up_matches_a_look_down_as_steep() -> None:
    tall = np.array([0.0, 1.8, 2.0])
    level = transforms.compose(np.array([2.0, 1.6, 1.0]), np.array([0.0, 0.0, 0.0, 1.0]))
    up, down = looks_in_camera(_EYES, tall, level), looks_in_camera(tall, _EYES, level)
    assert eyeline_elevation(up) == pytest.approx(math.atan2(0.2, 2.0))
    assert eyeline_mismatch(up, down) == pytest.approx(0.0, abs=1e-12)
    assert eyeline_mismatch(up, up) == pytest.approx(2.0 * math.atan2(0.2, 2.0))
    assert int(eyeline_side(looks_in_camera(_EYES, _EYES + np.array([0.0, 0.0, 3.0]), level))) == 0


def test_places_jump_in_widths_of_the_frame() -> None:
    assert place_distance(
        np.array([0.3, 0.5]), np.array([0.6, 0.5 + 0.4 * 1.5]), aspect=1.5
    ) == pytest.approx(0.5)


def test_pace_says_length_rate_and_change() -> None:
    pace = cut_pace([4.0, 2.0, 1.0, 1.0])
    assert (pace.shot_count, pace.total_s, pace.mean_s, pace.median_s) == (4, 8.0, 2.0, 1.5)
    assert pace.cuts_per_minute == pytest.approx(22.5)
    assert pace.change == pytest.approx(1.0 / 3.0)
    assert cut_pace([2.0]).change == 1.0
    with pytest.raises(InputError):
        cut_pace([])
