"""A camera that shakes is told from one that is off, that jumps once, or that moves as planned."""

import numpy as np
import pytest
from tests.unit.adherence.hand_made import (
    FOCAL_PX,
    FRAMES,
    SIZE,
    STEP_M,
    STEP_RAD,
    WALL_M,
    poses_of,
    with_camera,
)
from tests.unit.adherence.measures.picked import one_of, value_of

from groundplan.adherence.measures.steadiness import steadiness_measurements
from groundplan.adherence.observation import Observation
from groundplan.adherence.plan_view import PlanView

SHAKE = "camera.shake_pct/1"


def shaken(aside_m: np.ndarray) -> np.ndarray:
    steps = np.arange(FRAMES, dtype=np.float64)
    centres = np.zeros((FRAMES, 3))
    centres[:, 0] = STEP_M * steps + aside_m
    return poses_of(centres, pans_rad=STEP_RAD * steps)


def test_a_shake_to_and_fro_is_read_back(walk: PlanView, seen: Observation) -> None:
    poses = shaken(0.05 * (-1.0) ** np.arange(FRAMES))
    found = steadiness_measurements(walk, with_camera(seen, poses=poses))
    # From one side to halfway between two of the other: twice the 5 cm, before a wall 5 m away.
    percent = 100.0 * FOCAL_PX * 0.1 / WALL_M / SIZE[0]
    assert value_of(found, SHAKE) == pytest.approx(percent, rel=0.02)


@pytest.mark.parametrize(
    "aside_m",
    [
        np.zeros(FRAMES),
        np.full(FRAMES, 0.4),
        np.linspace(0.0, 0.6, FRAMES),
        np.where(np.arange(FRAMES) < 9, 0.0, 0.5),
    ],
    ids=["as planned", "off", "drifting", "jumping once"],
)
def test_a_camera_that_is_merely_off_does_not_shake(
    walk: PlanView, seen: Observation, aside_m: np.ndarray
) -> None:
    found = steadiness_measurements(walk, with_camera(seen, poses=shaken(aside_m)))
    assert value_of(found, SHAKE) == pytest.approx(0.0, abs=0.02)


def test_nobody_can_tell_of_a_camera_that_is_seen_here_and_there(
    walk: PlanView, seen: Observation
) -> None:
    unseen = np.arange(FRAMES) % 3 == 0
    found = one_of(steadiness_measurements(walk, with_camera(seen, unseen=unseen)), SHAKE)
    assert found.value is None
    assert "in a row" in found.reason


def test_frames_that_are_shown_twice_tell_no_shake(walk: PlanView, seen: Observation) -> None:
    # Twice as fast as planned: every frame of the clip stands for two.
    held = np.arange(FRAMES) // 2
    jerky = with_camera(seen, poses=shaken(0.2 * (held % 2)))
    assert value_of(steadiness_measurements(walk, jerky), SHAKE) > 1.0
    found = one_of(steadiness_measurements(walk, jerky, source=held), SHAKE)
    assert found.value is None
    fresh = steadiness_measurements(walk, jerky, source=np.arange(FRAMES))
    assert value_of(fresh, SHAKE) > 1.0
