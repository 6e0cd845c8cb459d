"""The simplest camera that explains what is seen."""

import numpy as np
import pytest
from tests.unit.adherence.camera.exact import INTRINSICS, points, shifted, sighted

from groundplan.adherence.camera.parsimony import simplest_pose
from groundplan.adherence.camera.pose import SAME, CameraShift
from groundplan.adherence.camera.solving import NO_PRIOR, PoseFit, fit_pose


def _simplest(shift: CameraShift, *, noise_px: float = 0.4, wrong: float = 0.0) -> PoseFit:
    sightings = sighted(shift, points(), noise_px=noise_px, wrong=wrong)
    whole = fit_pose(sightings, SAME, intrinsics_px=INTRINSICS)
    return simplest_pose(sightings, whole, intrinsics_px=INTRINSICS, prior=NO_PRIOR)


def _travels(fit: PoseFit) -> bool:
    return bool(fit.shift.clip_from_plan[:3, 3].any())


@pytest.mark.parametrize("wrong", [0.0, 0.3])
def test_noise_alone_is_no_shift_at_all(wrong: float) -> None:
    fit = _simplest(SAME, wrong=wrong)
    np.testing.assert_array_equal(fit.shift.clip_from_plan, np.eye(4))
    assert fit.shift.focal == 1.0


@pytest.mark.parametrize("part", [0, 1, 2])
def test_a_pure_turn_is_a_turn_alone(part: int) -> None:
    parts = [0.0] * 7
    parts[part] = 0.04
    fit = _simplest(shifted(*parts))
    assert not _travels(fit)
    assert fit.shift.focal == 1.0
    np.testing.assert_allclose(
        fit.shift.clip_from_plan[:3, :3], shifted(*parts).clip_from_plan[:3, :3], atol=1e-3
    )


def test_a_pure_zoom_is_no_dolly() -> None:
    fit = _simplest(shifted(0, 0, 0, 0, 0, 0, 0.06))
    assert not _travels(fit)
    assert fit.shift.focal == pytest.approx(np.exp(0.06), rel=2e-3)


def test_a_pure_dolly_is_no_zoom() -> None:
    fit = _simplest(shifted(0, 0, 0, 0, 0, -0.4, 0))
    assert fit.shift.focal == 1.0
    assert fit.shift.clip_from_plan[2, 3] == pytest.approx(-0.4, abs=0.03)


def test_a_truck_before_a_deep_scene_is_no_pan() -> None:
    fit = _simplest(shifted(0, 0, 0, 0.3, 0, 0, 0))
    assert fit.shift.clip_from_plan[0, 3] == pytest.approx(0.3, abs=0.02)
    assert abs(fit.shift.clip_from_plan[0, 2]) < 3e-3


def test_all_at_once_keeps_all_parts() -> None:
    shift = shifted(0.03, -0.05, 0.04, 0.35, -0.3, 0.5, 0.1)
    fit = _simplest(shift)
    assert _travels(fit)
    assert fit.shift.focal == pytest.approx(shift.focal, rel=0.01)


def test_what_was_left_out_is_no_better_known_for_it() -> None:
    sightings = sighted(SAME, points(near_m=8.0, far_m=8.0), noise_px=0.4)
    whole = fit_pose(sightings, SAME, intrinsics_px=INTRINSICS)
    fit = simplest_pose(sightings, whole, intrinsics_px=INTRINSICS, prior=NO_PRIOR)
    assert (fit.sigma >= whole.sigma).all()


def test_few_sightings_are_enough_to_leave_the_planned_camera() -> None:
    shift = shifted(0.03, -0.05, 0.04, 0.35, -0.3, 0.5, 0.1)
    sightings = sighted(shift, points(14))
    whole = fit_pose(sightings, SAME, intrinsics_px=INTRINSICS)
    fit = simplest_pose(sightings, whole, intrinsics_px=INTRINSICS, prior=NO_PRIOR)
    assert _travels(fit)
    assert fit.weights.min() > 0.5
