"""Errors of a camera that is wrong by known amounts."""

import numpy as np
import pytest
from tests.unit.adherence.hand_made import (
    FRAMES,
    STEP_M,
    STEP_RAD,
    WALL_M,
    hand_plan,
    poses_of,
    seen_as_planned,
    with_camera,
)
from tests.unit.adherence.measures.picked import one_of, value_of

from groundplan.adherence.definitions import DEFINITIONS
from groundplan.adherence.measures.camera import (
    camera_measurements,
    path_length,
    rotation_angles,
)
from groundplan.adherence.observation import Observation
from groundplan.adherence.plan_view import PlanView
from groundplan.geometry.quaternions import from_axis_angle, to_matrix

_STEPS = np.arange(FRAMES, dtype=np.float64)


def _poses(*, right_m: float = 0.0, share: float = 1.0, pan_rad: float = 0.0) -> np.ndarray:
    centres = share * STEP_M * _STEPS[:, None] * np.array([1.0, 0.0, 0.0])
    return poses_of(centres + np.array([right_m, 0.0, 0.0]), pans_rad=STEP_RAD * _STEPS + pan_rad)


def test_the_planned_camera_has_no_error(walk: PlanView, seen: Observation) -> None:
    found = camera_measurements(walk, seen)
    for one in found:
        expected = 1.0 if one.definition == "camera.scale/1" else 0.0
        assert one.value == pytest.approx(expected, abs=1e-6), one.definition
        assert one.unit == DEFINITIONS[one.definition].unit
        assert one.observer == "by-hand/1"
        assert one.confidence == 1.0
        assert one.sample_count == FRAMES


@pytest.mark.parametrize("degrees", [1e-5, 0.05, 1.0, 30.0, 179.0])
def test_the_angle_between_rotations_is_exact(degrees: float) -> None:
    axes = np.random.default_rng(1).normal(size=(5, 3))
    base = np.stack([to_matrix(from_axis_angle(a / np.linalg.norm(a), 0.7)) for a in axes])
    turn = to_matrix(from_axis_angle(np.array([0.6, 0.0, 0.8]), np.radians(degrees)))
    found = np.degrees(rotation_angles(base, base @ turn))
    np.testing.assert_allclose(found, degrees, rtol=1e-6)


def test_a_constant_turn_is_mean_and_maximum(walk: PlanView, seen: Observation) -> None:
    found = camera_measurements(
        walk, with_camera(seen, poses=_poses(pan_rad=float(np.radians(1.5))))
    )
    assert value_of(found, "camera.rotation.mean_deg/1") == pytest.approx(1.5, abs=1e-5)
    assert value_of(found, "camera.rotation.max_deg/1") == pytest.approx(1.5, abs=1e-5)
    assert value_of(found, "camera.translation.mean_m/1") == pytest.approx(0.0, abs=1e-6)


def test_a_step_aside_is_given_in_metres_path_and_view(walk: PlanView, seen: Observation) -> None:
    found = camera_measurements(walk, with_camera(seen, poses=_poses(right_m=0.19)))
    path_m = STEP_M * (FRAMES - 1)
    assert value_of(found, "camera.translation.mean_m/1") == pytest.approx(0.19)
    assert value_of(found, "camera.translation.path_pct/1") == pytest.approx(100 * 0.19 / path_m)
    assert value_of(found, "camera.translation.view_pct/1") == pytest.approx(100 * 0.19 / WALL_M)
    assert value_of(found, "camera.scale/1") == pytest.approx(1.0)


def test_the_place_is_told_frame_by_frame_so_that_what_fails_is_known(
    walk: PlanView, seen: Observation
) -> None:
    poses = _poses()
    poses[12:] = _poses(right_m=0.5)[12:]
    found = one_of(
        camera_measurements(walk, with_camera(seen, poses=poses)), "camera.translation.view_pct/1"
    )
    expected = np.where(np.arange(FRAMES) < 12, 0.0, 100 * 0.5 / WALL_M)
    np.testing.assert_allclose(np.array(found.series), expected, atol=1e-4)
    assert found.value == pytest.approx(expected.mean())


def test_a_path_half_as_long_has_scale_two(walk: PlanView, seen: Observation) -> None:
    found = camera_measurements(walk, with_camera(seen, poses=_poses(share=0.5)))
    assert value_of(found, "camera.scale/1") == pytest.approx(2.0)
    mean = 0.5 * STEP_M * float(_STEPS.mean())
    assert value_of(found, "camera.translation.mean_m/1") == pytest.approx(mean, abs=1e-6)


def test_a_longer_lens_is_a_mean_without_and_a_series_with_sign(
    walk: PlanView, seen: Observation
) -> None:
    factor = np.where(_STEPS < FRAMES / 2, 1.04, 0.94)
    found = camera_measurements(walk, with_camera(seen, focal_px=seen.camera.focal_px * factor))
    one = one_of(found, "camera.focal_pct/1")
    assert one.value == pytest.approx(5.0)
    assert one.series[0] == pytest.approx(4.0)
    assert one.series[-1] == pytest.approx(-6.0)


def test_lost_frames_are_no_error_and_lower_the_confidence(
    walk: PlanView, seen: Observation
) -> None:
    found = camera_measurements(walk, with_camera(seen, unseen=_STEPS < 5))
    one = one_of(found, "camera.rotation.mean_deg/1")
    assert one.value == pytest.approx(0.0, abs=1e-6)
    assert one.sample_count == FRAMES - 5
    assert one.series[:5] == (None,) * 5
    assert one.confidence == pytest.approx(0.75)


def test_a_camera_seen_in_few_frames_is_not_observable(walk: PlanView, seen: Observation) -> None:
    found = camera_measurements(walk, with_camera(seen, unseen=_STEPS >= 4))
    assert all(one.value is None and one.confidence == 0.0 for one in found)
    assert "in 20% of the frames" in found[0].reason


def test_where_depth_hardly_varies_lens_and_travel_are_not_observable(
    walk: PlanView, seen: Observation
) -> None:
    vague = with_camera(seen, sigma_focal=np.full(FRAMES, np.inf))
    found = camera_measurements(walk, vague)
    assert value_of(found, "camera.rotation.mean_deg/1") == pytest.approx(0.0, abs=1e-6)
    assert one_of(found, "camera.focal_pct/1").value is None
    assert one_of(found, "camera.translation.mean_m/1").value is None


def test_a_planned_camera_that_stands_has_no_path_to_share(walk: PlanView) -> None:
    still = hand_plan(walk.pack, step_m=0.0, step_rad=0.0)
    found = camera_measurements(
        still, with_camera(seen_as_planned(still), poses=poses_of(np.full((FRAMES, 3), 0.1)))
    )
    assert one_of(found, "camera.translation.path_pct/1").value is None
    assert value_of(found, "camera.translation.mean_m/1") == pytest.approx(0.1 * 3**0.5, abs=1e-6)


def test_the_length_of_a_path_is_the_sum_of_its_steps() -> None:
    corners = np.array([[0, 0, 0], [3, 0, 0], [3, 4, 0], [3, 4, 12.0]])
    pans = np.array([0.0, 0.4, -1.0, 2.0])
    assert path_length(poses_of(corners, pans_rad=pans)) == pytest.approx(19.0)
