"""RotErr, TransErr and CamMC against numbers worked out by hand, and what they hide."""

from dataclasses import replace

import numpy as np
import pytest
from tests.unit.adherence.hand_made import poses_of, with_camera
from tests.unit.adherence.measures.picked import value_of

from groundplan.adherence.measurement import Measurement
from groundplan.adherence.measures.published import published_measurements
from groundplan.adherence.observation import Observation
from groundplan.adherence.plan_view import PlanView


def _judged(
    walk: PlanView, seen: Observation, planned: np.ndarray, shown: np.ndarray
) -> list[Measurement]:
    """Return the forms for two paths; they read cameras alone."""
    count = len(shown)
    order = np.arange(count) % walk.frame_count
    plan = replace(
        walk, camera_from_world_cv=planned, beauty=walk.beauty[order], depth_m=walk.depth_m[order],
        instance=walk.instance[order], intrinsics_px=walk.intrinsics_px[order],
    )  # fmt: skip
    camera = replace(
        seen.camera,
        seen=np.ones(count, dtype=np.bool_),
        camera_from_world_cv=shown,
        **{
            name: np.ones(count)
            for name in (
                "focal_px", "confidence", "landmark_count", "sigma_rotation_rad",
                "sigma_centre_m", "sigma_focal", "sigma_framing",
            )
        },
    )  # fmt: skip
    return published_measurements(plan, replace(seen, camera=camera))


def _line(count: int, length_m: float) -> np.ndarray:
    return np.linspace(0.0, length_m, count)[:, None] * np.array([0.0, 0.0, 1.0])


def test_the_planned_camera_scores_nothing(walk: PlanView, seen: Observation) -> None:
    for one in published_measurements(walk, seen):
        assert one.value == pytest.approx(0.0, abs=1e-6)


def test_three_frames_by_hand(walk: PlanView, seen: Observation) -> None:
    planned = poses_of(np.array([[0, 0, 0], [1, 0, 0], [2, 0, 0.0]]))
    shown = poses_of(
        np.array([[0, 0, 0], [0, 0, 0.5], [0, 0, 1.0]]), pans_rad=np.array([0.0, 0.1, 0.3])
    )
    found = _judged(walk, seen, planned, shown)
    assert value_of(found, "camera.roterr.sum_rad/1") == pytest.approx(0.4)
    assert value_of(found, "camera.roterr.mean_rad/1") == pytest.approx(0.4 / 3, abs=1e-6)
    # Own scales: (0.5, 0, 0) - (0, 0, 0.5), then (1, 0, 0) - (0, 0, 1).
    assert value_of(found, "camera.transerr.relative.sum/1") == pytest.approx(
        (0.5 + 1.0) * 2**0.5, abs=1e-6
    )
    # By the planned one's: (0.5, 0, 0) - (0, 0, 0.25), then (1, 0, 0) - (0, 0, 0.5).
    assert value_of(found, "camera.transerr.absolute.sum/1") == pytest.approx(
        0.3125**0.5 + 1.25**0.5, abs=1e-6
    )
    # |R1 - R2|_F = sqrt(8) sin(angle / 2).
    frobenius = [8**0.5 * np.sin(angle / 2) for angle in (0.1, 0.3)]
    expected = np.hypot(frobenius[0], 0.5**0.5) + np.hypot(frobenius[1], 2**0.5)
    assert value_of(found, "camera.cammc.sum/1") == pytest.approx(expected, abs=1e-6)
    assert value_of(found, "camera.cammc.mean/1") == pytest.approx(expected / 3, abs=1e-6)


def test_a_camera_that_goes_a_tenth_of_the_way_hides_in_the_relative_form(
    walk: PlanView, seen: Observation
) -> None:
    found = _judged(walk, seen, poses_of(_line(81, 3.0)), poses_of(_line(81, 0.3)))
    assert value_of(found, "camera.transerr.relative.sum/1") == pytest.approx(0.0, abs=1e-6)
    # 0.9 of k / 80, summed: 0.9 * 81 / 2.
    assert value_of(found, "camera.transerr.absolute.sum/1") == pytest.approx(36.45)


def test_a_constant_degree_sums_to_1_4_rad_over_81_frames(
    walk: PlanView, seen: Observation
) -> None:
    centres, pans = _line(81, 3.0), np.radians(np.r_[0.0, np.ones(80)])
    found = _judged(walk, seen, poses_of(centres), poses_of(centres, pans_rad=pans))
    assert value_of(found, "camera.roterr.sum_rad/1") == pytest.approx(80 * np.pi / 180)
    assert round(value_of(found, "camera.roterr.sum_rad/1"), 2) == 1.40


def test_a_wrong_first_frame_hides_in_all_of_them(walk: PlanView, seen: Observation) -> None:
    centres = _line(10, 3.0)
    away = poses_of(centres + np.array([5.0, 1.0, 0.0]))
    for one in _judged(walk, seen, poses_of(centres), away):
        assert one.value == pytest.approx(0.0, abs=1e-6)


def test_a_lost_frame_makes_them_unknown_and_is_not_skipped(
    walk: PlanView, seen: Observation
) -> None:
    lost = np.zeros(walk.frame_count, dtype=np.bool_)
    lost[3] = True
    for one in published_measurements(walk, with_camera(seen, unseen=lost)):
        assert one.value is None
        assert "in 1 frames" in one.reason
