"""Path, speed and delay of somebody who walks otherwise than planned."""

from dataclasses import replace

import numpy as np
import pytest
from tests.unit.adherence.hand_made import (
    ADA,
    ADA_ID,
    BEN,
    FOCAL_PX,
    FRAMES,
    PEOPLE_M,
    hand_plan,
    instance_of,
    seen_as_planned,
    with_instance,
)
from tests.unit.adherence.measures.picked import one_of, value_of

from groundplan.adherence.measures.motion import motion_measurements, seen_path
from groundplan.adherence.observation import Observation
from groundplan.adherence.plan_view import PlanView

_STEPS = np.arange(FRAMES, dtype=np.float64)
PIXEL_M = PEOPLE_M / FOCAL_PX


@pytest.fixture
def still(walk: PlanView) -> PlanView:
    """Return the plan with a camera that stands: Ada walks 5 cm a frame."""
    return hand_plan(walk.pack, step_m=0.0, step_rad=0.0)


def _late(seen: Observation, lag: int) -> Observation:
    """Return Ada late (or early): a pixel to the left for each frame, where she waits."""
    place = np.clip(_STEPS - lag, 0, FRAMES - 1)
    offset = np.stack([place - _STEPS, np.zeros(FRAMES)], axis=1)
    return with_instance(seen, ADA_ID, offset_px=offset)


def test_who_walks_as_planned_has_no_error(walk: PlanView, seen: Observation) -> None:
    found = motion_measurements(walk, seen)
    for name in ("trajectory.across_m/1", "motion.speed_pct/1", "timing.lag/1"):
        assert value_of(found, name, ADA) == pytest.approx(0.0, abs=1e-5)


def test_who_stands_has_no_motion_to_measure(walk: PlanView, seen: Observation) -> None:
    assert not [one for one in motion_measurements(walk, seen) if one.subject == BEN]


@pytest.mark.parametrize("lag", [-5, -2, 2, 4, 7])
def test_a_delay_is_read_back_exactly(still: PlanView, lag: int) -> None:
    found = motion_measurements(still, _late(seen_as_planned(still), lag))
    assert value_of(found, "timing.lag/1", ADA) == lag


@pytest.mark.parametrize("lag", [-3, 3])
def test_a_moving_camera_does_not_change_the_delay(
    walk: PlanView, seen: Observation, lag: int
) -> None:
    late = instance_of(_late(seen, lag), ADA_ID)
    # Where the world's point of the other moment shows now: by parallax and pan, not by pixels.
    path = seen_path(walk, instance_of(seen, ADA_ID)).planned_m
    moments = np.clip(np.arange(FRAMES) - lag, 0, FRAMES - 1)
    offset = np.zeros((FRAMES, 2))
    for frame, moment in enumerate(moments):
        pose, k = walk.camera_from_world_cv[frame], walk.intrinsics_px[frame]
        there = k @ (pose[:3, :3] @ path[moment] + pose[:3, 3])
        here = k @ (pose[:3, :3] @ path[frame] + pose[:3, 3])
        offset[frame] = there[:2] / there[2] - here[:2] / here[2]
    assert late.found.all()
    found = motion_measurements(walk, with_instance(seen, ADA_ID, own_offset_px=offset))
    assert value_of(found, "timing.lag/1", ADA) == lag


def test_a_constant_offset_is_no_delay(still: PlanView) -> None:
    aside = with_instance(seen_as_planned(still), ADA_ID, offset_px=np.array([0.0, 4.0]))
    found = motion_measurements(still, aside)
    assert value_of(found, "timing.lag/1", ADA) == 0.0
    assert value_of(found, "trajectory.across_m/1", ADA) == pytest.approx(4 * PIXEL_M)


def _noisily_late(plan: PlanView, *, noise_px: float) -> Observation:
    """Return Ada a frame late (a pixel), seen up and down by as much in turn."""
    late = instance_of(_late(seen_as_planned(plan), 1), ADA_ID).offset_px
    offset = late + np.stack([np.zeros(FRAMES), noise_px * (-1.0) ** _STEPS], axis=1)
    return with_instance(seen_as_planned(plan), ADA_ID, offset_px=late, own_offset_px=offset)


def test_of_a_slight_error_a_delay_has_to_explain_more(still: PlanView) -> None:
    # At 64 px, 1.5 % of the width are 0.96 px: the first plan's errors are not slight.
    wide = replace(still, size_px=(128, still.size_px[1]))
    for plan, noise_px, lag in (
        (still, 0.0, 1.0), (still, 0.5, 1.0), (still, 0.7, 1.0), (still, 2.0, 0.0),
        (wide, 0.0, 1.0), (wide, 0.25, 1.0), (wide, 0.5, 0.0), (wide, 0.7, 0.0),
    ):  # fmt: skip
        found = motion_measurements(plan, _noisily_late(still, noise_px=noise_px))
        assert value_of(found, "timing.lag/1", ADA) == lag, (plan.size_px, noise_px)


@pytest.mark.parametrize(("width", "lag"), [(64, 0.0), (128, 0.0), (32, 1.0)])
def test_a_slight_ramp_is_no_delay(still: PlanView, width: int, lag: float) -> None:
    # She falls back by 0.7 px in the mean, and half of it is left a frame later: in a picture of
    # 32 px this is more than 1.5 % of the width.
    plan = replace(still, size_px=(width, still.size_px[1]))
    offset = np.stack([-np.linspace(0.1, 1.3, FRAMES), np.zeros(FRAMES)], axis=1)
    ramp = with_instance(seen_as_planned(still), ADA_ID, offset_px=offset)
    assert value_of(motion_measurements(plan, ramp), "timing.lag/1", ADA) == lag


def test_half_the_way_is_half_the_speed(still: PlanView) -> None:
    offset = np.stack([-0.5 * _STEPS, np.zeros(FRAMES)], axis=1)
    found = motion_measurements(
        still, with_instance(seen_as_planned(still), ADA_ID, offset_px=offset)
    )
    assert value_of(found, "motion.speed_pct/1", ADA) == pytest.approx(50.0, abs=1e-4)


def test_what_the_camera_explains_is_no_error_of_the_path(
    walk: PlanView, seen: Observation
) -> None:
    blamed = with_instance(seen, ADA_ID, offset_px=np.array([9.0, 0.0]), own_offset_px=np.zeros(2))
    found = motion_measurements(walk, blamed)
    assert value_of(found, "trajectory.across_m/1", ADA) == pytest.approx(0.0, abs=1e-6)


def test_too_few_frames_have_no_timing(still: PlanView) -> None:
    seen = with_instance(seen_as_planned(still), ADA_ID, found=_STEPS < 4)
    found = motion_measurements(still, seen)
    assert one_of(found, "timing.lag/1", ADA).value is None
    assert "4 frames" in one_of(found, "timing.lag/1", ADA).reason
    assert value_of(found, "trajectory.across_m/1", ADA) == 0.0


def test_the_path_is_in_the_world(still: PlanView) -> None:
    path = seen_path(still, instance_of(seen_as_planned(still), ADA_ID))
    np.testing.assert_allclose(path.planned_m, path.seen_m)
    np.testing.assert_allclose(np.diff(path.planned_m, axis=0), [[PIXEL_M, 0, 0]] * (FRAMES - 1),
                               atol=1e-9)  # fmt: skip
    np.testing.assert_allclose(path.pixel_m, PIXEL_M)
