"""What is wrong with a camera, told from one that is wrong in a known way."""

from dataclasses import replace

import numpy as np
import pytest
from tests.unit.adherence.hand_made import (
    FRAMES,
    STEP_M,
    STEP_RAD,
    failing,
    hand_plan,
    poses_of,
    seen_as_planned,
    with_camera,
)

from groundplan.adherence.causes.camera import camera_causes
from groundplan.adherence.observation import Observation
from groundplan.adherence.plan_view import PlanView
from groundplan.adherence.verdict import Cause
from groundplan.geometry.quaternions import from_axis_angle, to_matrix

TURN, PATH, VIEW, LENS = (
    failing(name)
    for name in (
        "camera.rotation.mean_deg/1", "camera.translation.path_pct/1",
        "camera.translation.view_pct/1", "camera.focal_pct/1",
    )
)  # fmt: skip
_STEPS = np.arange(FRAMES, dtype=np.float64)
_PATH = STEP_M * _STEPS[:, None] * np.array([1.0, 0.0, 0.0])


def _turned(poses: np.ndarray, axis: tuple[float, float, float], degrees: float) -> np.ndarray:
    """Return cameras that turn points about an axis of their own: right, down, forward."""
    found = poses.copy()
    turn = to_matrix(from_axis_angle(np.array(axis, dtype=np.float64), np.radians(degrees)))
    found[:, :3] = turn @ poses[:, :3]
    return found


def _only(found: list[Cause]) -> Cause:
    (one,) = found
    return one


def test_without_a_failed_check_of_the_camera_it_has_no_cause(
    walk: PlanView, seen: Observation
) -> None:
    frozen = with_camera(seen, poses=np.tile(walk.camera_from_world_cv[:1], (FRAMES, 1, 1)))
    assert camera_causes(walk, frozen, []) == []
    assert camera_causes(walk, frozen, [failing("trajectory.pct/1")]) == []


def test_a_camera_that_was_never_seen_is_not_blamed(walk: PlanView, seen: Observation) -> None:
    lost = with_camera(seen, unseen=np.ones(FRAMES, dtype=np.bool_))
    assert camera_causes(walk, lost, [TURN]) == []


def test_a_camera_that_stands_is_frozen_and_nothing_else(walk: PlanView, seen: Observation) -> None:
    frozen = with_camera(seen, poses=np.tile(walk.camera_from_world_cv[:1], (FRAMES, 1, 1)))
    found = _only(camera_causes(walk, frozen, [TURN, PATH]))
    assert found.code == "camera.frozen"
    assert "0.95 m and turn 9.5 degrees" in found.says


def test_a_shaking_camera_that_gets_nowhere_is_frozen(walk: PlanView, seen: Observation) -> None:
    shaken = np.random.default_rng(1).normal(0.0, 0.02, (FRAMES, 3))
    found = camera_causes(walk, with_camera(seen, poses=poses_of(shaken)), [TURN, PATH])
    assert _only(found).code == "camera.frozen"


def test_a_camera_that_goes_the_other_way_goes_backwards(walk: PlanView, seen: Observation) -> None:
    poses = poses_of(-_PATH, pans_rad=STEP_RAD * _STEPS)
    assert _only(camera_causes(walk, with_camera(seen, poses=poses), [PATH])).code == (
        "camera.backwards"
    )


@pytest.mark.parametrize(
    ("axis", "degrees", "says"),
    [
        # Points turn about the camera's axes; a camera that looks right sees them go left.
        ((0, 1, 0), 3.0, "3.0 degrees too far left"),
        ((0, 1, 0), -3.0, "3.0 degrees too far right"),
        ((1, 0, 0), 2.5, "2.5 degrees too low"),
        ((1, 0, 0), -2.5, "2.5 degrees too high"),
        ((0, 0, 1), 4.0, "4.0 degrees rolled"),
    ],
)
def test_which_way_a_camera_is_turned(
    walk: PlanView,
    seen: Observation,
    axis: tuple[float, float, float],
    degrees: float,
    says: str,
) -> None:
    poses = _turned(walk.camera_from_world_cv, axis, degrees)
    found = _only(camera_causes(walk, with_camera(seen, poses=poses), [TURN]))
    assert found.code == "camera.turned"
    assert found.says == f"the camera looks {says}"


def test_a_turn_two_ways_names_both(walk: PlanView, seen: Observation) -> None:
    poses = _turned(_turned(walk.camera_from_world_cv, (0, 1, 0), -3.0), (1, 0, 0), -2.0)
    says = _only(camera_causes(walk, with_camera(seen, poses=poses), [TURN])).says
    assert "too far right and" in says
    assert "too high" in says


@pytest.mark.parametrize(
    ("offset", "says"),
    [
        ((0.4, 0, 0), "0.40 m to the right"), ((-0.4, 0, 0), "0.40 m to the left"),
        ((0, 0.3, 0), "0.30 m below"), ((0, -0.3, 0), "0.30 m above"),
        ((0, 0, 0.5), "0.50 m ahead"), ((0, 0, -0.5), "0.50 m behind"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("check", [PATH, VIEW])
def test_where_a_camera_is_instead(
    walk: PlanView, offset: tuple[float, float, float], says: str, check: object
) -> None:
    plan = hand_plan(walk.pack, step_rad=0.0)
    poses = poses_of(_PATH + np.array(offset))
    seen = with_camera(seen_as_planned(plan), poses=poses)
    failed = [one for one in (PATH, VIEW) if one is check]
    found = _only(camera_causes(plan, seen, failed))
    assert found.code == "camera.elsewhere"
    assert found.says == f"the camera is {says} of where it was planned"


def test_sides_are_those_of_the_planned_camera(walk: PlanView) -> None:
    plan = hand_plan(walk.pack, step_m=0.0, step_rad=0.0)
    # A quarter turn to the left: it looks along -x, and its right is +z.
    left = poses_of(np.zeros((FRAMES, 3)), pans_rad=np.full(FRAMES, np.pi / 2))
    plan = replace(plan, camera_from_world_cv=left)
    moved = poses_of(np.tile([0.0, 0.0, 0.4], (FRAMES, 1)), pans_rad=np.full(FRAMES, np.pi / 2))
    found = _only(camera_causes(plan, with_camera(seen_as_planned(plan), poses=moved), [VIEW]))
    assert "0.40 m to the right" in found.says


def test_a_wrong_lens_is_told_in_millimetres(walk: PlanView, seen: Observation) -> None:
    longer = with_camera(seen, focal_px=1.2 * seen.camera.focal_px)
    found = _only(camera_causes(walk, longer, [LENS]))
    assert found.code == "camera.lens"
    assert found.says == "the lens is 42.0 mm where 35.0 mm was planned"


def test_frames_of_the_check_are_frames_of_the_cause(walk: PlanView, seen: Observation) -> None:
    frames = tuple(range(12, FRAMES))
    poses = walk.camera_from_world_cv.copy()
    poses[12:] = _turned(poses[12:], (0, 1, 0), -3.0)
    check = failing("camera.rotation.mean_deg/1", frames=frames)
    found = _only(camera_causes(walk, with_camera(seen, poses=poses), [check]))
    assert found.frames == frames
    assert found.says == "the camera looks 3.0 degrees too far right from frame 12"


def test_where_nobody_can_tell_lens_from_place_the_framing_is_told(
    walk: PlanView, seen: Observation
) -> None:
    check = failing("camera.framing_scale_pct/1", value=7.5)
    found = _only(camera_causes(walk, seen, [check]))
    assert found.code == "camera.framing"
    assert "7.5" in found.says


def test_a_camera_that_shakes_is_told_and_one_that_stutters_is_not(
    walk: PlanView, seen: Observation
) -> None:
    shakes = failing("camera.shake_pct/1", value=2.06, frames=(3, 4, 5))
    found = _only(camera_causes(walk, seen, [shakes]))
    assert found.code == "camera.shakes"
    assert found.says.startswith("the camera shakes by 2.1 % of the width from frame to frame in")
    held = failing("picture.stutter_pct/1", value=75.0)
    assert camera_causes(walk, seen, [shakes, held]) == []
