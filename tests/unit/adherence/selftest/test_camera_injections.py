"""Errors of the camera are as large as was asked."""

import numpy as np
import pytest
from tests.unit.adherence.selftest.small_shot import FRAMES, injected, stage

from groundplan.adherence.selftest.injections import Injection, InjectionKind


@pytest.mark.parametrize("kind", ["camera.pan", "camera.tilt", "camera.roll", "cut.angle"])
def test_a_turn_of_one_degree_is_a_rotation_error_of_one_degree(kind: InjectionKind) -> None:
    _, _, truth = injected(Injection(kind=kind, size=1.0))
    assert truth.camera_rotation_deg == pytest.approx(np.ones(FRAMES), abs=1e-9)
    assert truth.camera_translation_m == pytest.approx(np.zeros(FRAMES), abs=1e-9)
    assert truth.camera_focal_pct == pytest.approx(np.zeros(FRAMES), abs=1e-9)


def test_a_ramp_grows_from_nothing_to_all() -> None:
    _, _, truth = injected(Injection(kind="camera.pan", size=-5.0, course="ramp"))
    assert truth.camera_rotation_deg == pytest.approx(np.arange(FRAMES), abs=1e-9)


@pytest.mark.parametrize("kind", ["camera.truck", "camera.pedestal", "camera.dolly"])
def test_a_camera_that_stands_elsewhere_is_off_by_so_many_metres(kind: InjectionKind) -> None:
    _, _, truth = injected(Injection(kind=kind, size=-0.2, first_frame=2))
    assert truth.camera_translation_m == pytest.approx([0.0] * 2 + [0.2] * 4, abs=1e-9)
    assert truth.camera_rotation_deg == pytest.approx(np.zeros(FRAMES), abs=1e-9)


def test_a_path_that_is_half_as_long_again_ends_half_a_path_too_far() -> None:
    _, _, truth = injected(Injection(kind="camera.path", size=50.0))
    assert truth.camera_translation_pct[0] == pytest.approx(0.0, abs=1e-9)
    assert truth.camera_translation_pct[-1] == pytest.approx(50.0, abs=1e-6)


def test_a_camera_that_stands_still_has_no_share_of_its_path() -> None:
    _, _, truth = injected(Injection(kind="camera.truck", size=0.2), "s2")
    assert np.all(np.isnan(truth.camera_translation_pct))
    assert truth.camera_translation_m == pytest.approx(np.full(FRAMES, 0.2), abs=1e-9)


def test_a_longer_lens_is_longer_by_so_many_percent() -> None:
    _, _, truth = injected(Injection(kind="camera.focal", size=5.0))
    assert truth.camera_focal_pct == pytest.approx(np.full(FRAMES, 5.0), abs=1e-9)


def test_a_frozen_camera_shows_its_first_frame_to_the_end() -> None:
    plan, clip, truth = injected(Injection(kind="camera.frozen", first_frame=2))
    assert np.array_equal(clip.depth_m[:3], plan.depth_m[:3])
    assert np.array_equal(clip.camera_from_world_cv[2:], clip.camera_from_world_cv[[2] * 4])
    assert truth.camera_translation_m[:3] == pytest.approx(np.zeros(3), abs=1e-9)
    assert np.all(np.diff(truth.camera_translation_m[2:]) > 0.01)


def test_a_pan_to_the_right_moves_the_picture_to_the_left() -> None:
    _, _, truth = injected(Injection(kind="camera.pan", size=3.0))
    assert all(np.nanmax(one.displacement_pct[:, 0]) < -2.0 for one in truth.subjects)


def test_a_tilt_up_and_a_pedestal_up_move_the_picture_down() -> None:
    for injection in (
        Injection(kind="camera.tilt", size=3.0),
        Injection(kind="camera.pedestal", size=0.2),
    ):
        plan, clip, _ = injected(injection)
        assert np.count_nonzero(clip.depth_m == np.inf) > np.count_nonzero(plan.depth_m == np.inf)


def test_a_clip_without_an_error_is_its_plan() -> None:
    plan, clip, truth = injected(Injection(kind="none"))
    assert np.array_equal(plan.beauty, clip.beauty)
    assert not truth.camera_rotation_deg.any()
    assert all(np.all(one.iou == 1.0) for one in truth.subjects)
    assert not truth.extra_share.any()


def test_the_planned_stage_is_left_as_it_is() -> None:
    planned = stage()
    before = planned.pose(planned.clock.time(3)).camera.world_from_camera.copy()
    injected(Injection(kind="camera.pan", size=30.0))
    assert np.array_equal(planned.pose(planned.clock.time(3)).camera.world_from_camera, before)
