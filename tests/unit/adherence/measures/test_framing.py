"""How what stands still is framed: its size and place in the picture."""

from dataclasses import replace

import numpy as np
import pytest
from tests.unit.adherence.hand_made import (
    FOCAL_PX,
    FRAMES,
    SIZE,
    WALL_M,
    hand_plan,
    poses_of,
    seen_as_planned,
    with_camera,
)
from tests.unit.adherence.measures.picked import one_of, value_of

from groundplan.adherence.measures.framing import framing_measurements
from groundplan.adherence.observation import Observation
from groundplan.adherence.plan_view import PlanView

SCALE, SHIFT = "camera.framing_scale_pct/1", "camera.framing_shift_pct/1"


@pytest.fixture
def still(walk: PlanView) -> PlanView:
    return hand_plan(walk.pack, step_m=0.0, step_rad=0.0)


def test_the_planned_camera_frames_as_planned(walk: PlanView, seen: Observation) -> None:
    for one in framing_measurements(walk, seen):
        assert one.value == pytest.approx(0.0, abs=1e-6)


def test_a_longer_lens_and_a_step_ahead_are_the_same_scale(still: PlanView) -> None:
    seen = seen_as_planned(still)
    zoomed = framing_measurements(still, with_camera(seen, focal_px=1.08 * seen.camera.focal_px))
    assert value_of(zoomed, SCALE) == pytest.approx(8.0, abs=1e-4)
    # Before a wall at Z a step of Z (1 - 1 / 1.08) makes it as large.
    ahead = poses_of(np.tile([0.0, 0.0, WALL_M * (1 - 1 / 1.08)], (FRAMES, 1)))
    stepped = framing_measurements(still, with_camera(seen, poses=ahead))
    assert value_of(stepped, SCALE) == pytest.approx(8.0, abs=1e-4)


def test_a_step_aside_is_a_shift_of_the_wall(still: PlanView) -> None:
    aside = poses_of(np.tile([0.25, 0.0, 0.0], (FRAMES, 1)))
    found = framing_measurements(still, with_camera(seen_as_planned(still), poses=aside))
    shift_px = FOCAL_PX * 0.25 / WALL_M
    assert value_of(found, SHIFT) == pytest.approx(100 * shift_px / SIZE[0], abs=1e-4)
    assert value_of(found, SCALE) == pytest.approx(0.0, abs=1e-4)


def test_an_unseen_camera_frames_nobody_knows_how(walk: PlanView, seen: Observation) -> None:
    lost = np.ones(FRAMES, dtype=np.bool_)
    assert all(
        one.value is None and one.reason
        for one in framing_measurements(walk, with_camera(seen, unseen=lost))
    )


@pytest.mark.parametrize(("zoom", "scale"), [(1.0, None), (1.06, None), (1.2, 20.0)])
def test_an_error_counts_where_it_is_known_well_enough_for_its_size(
    still: PlanView, zoom: float, scale: float | None
) -> None:
    seen = seen_as_planned(still)
    vague = replace(seen.camera, sigma_framing=np.full(FRAMES, 0.01))
    vague = replace(vague, focal_px=zoom * seen.camera.focal_px)
    found = one_of(framing_measurements(still, replace(seen, camera=vague)), SCALE)
    assert found.value == (None if scale is None else pytest.approx(scale, abs=1e-3))


def test_a_few_plain_frames_do_not_stand_for_all(still: PlanView) -> None:
    seen = seen_as_planned(still)
    zoom = np.where(np.arange(FRAMES) < FRAMES // 3, 1.2, 1.0)
    vague = replace(
        seen.camera, sigma_framing=np.full(FRAMES, 0.01), focal_px=zoom * seen.camera.focal_px
    )
    found = framing_measurements(still, replace(seen, camera=vague))
    assert all(one.value is None and one.reason for one in found)
