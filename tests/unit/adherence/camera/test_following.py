"""The camera of a rendered clip, frame by frame, against the truth of its render."""

from collections.abc import Iterable, Sequence

import numpy as np
import pytest
from tests.unit.adherence.camera.patterned import (
    follower_of,
    panned,
    plan_of,
    tiles,
    wall_and_floor,
)
from tests.unit.adherence.filmed import FRAMES, Filmed

from groundplan.adherence.camera.following import CameraFollower, FoundCamera
from groundplan.adherence.measures.camera import rotation_angles
from groundplan.adherence.plan_view import PlanView
from groundplan.adherence.planned_structure import planned_structures
from groundplan.adherence.selftest.injections import NO_INJECTION, Injection
from groundplan.adherence.structure import structure_pyramid
from groundplan.geometry.transforms import inverse_rigid


def _followed(film: Filmed, frames: np.ndarray) -> list[FoundCamera]:
    follower = CameraFollower(film.plan, planned_structures(film.plan))
    found = [follower.find(k, structure_pyramid(frame)) for k, frame in enumerate(frames)]
    return [one for one in found if one is not None and one.sure]


def _agreements(film: Filmed, frames: np.ndarray) -> list[float]:
    follower = CameraFollower(film.plan, planned_structures(film.plan))
    found = [follower.find(k, structure_pyramid(frame)) for k, frame in enumerate(frames)]
    return [0.0 if one is None else one.fit.agreement for one in found]


def _turned_deg(film: Filmed, found: Sequence[FoundCamera]) -> np.ndarray:
    poses = np.stack([one.camera_from_world_cv for one in found])
    planned = film.plan.camera_from_world_cv[:, :3, :3]
    return np.degrees(rotation_angles(planned, poses[:, :3, :3]))


def _centres(poses: np.ndarray) -> np.ndarray:
    return inverse_rigid(poses)[:, :3, 3]


def test_the_camera_of_the_previz_is_the_planned_one(house: Filmed) -> None:
    frames, _ = house.clip(NO_INJECTION)
    found = _followed(house, frames)
    assert len(found) == FRAMES
    assert _turned_deg(house, found).max() < 0.02
    gone = _centres(np.stack([one.camera_from_world_cv for one in found]))
    planned = _centres(house.plan.camera_from_world_cv)
    assert np.abs(gone - planned).max() < 0.01
    focal = np.array([one.focal_px for one in found])
    np.testing.assert_allclose(focal, house.plan.intrinsics_px[:, 0, 0], rtol=0.002)


@pytest.mark.parametrize(
    ("kind", "size"), [("camera.pan", 1.5), ("camera.tilt", -2.0), ("camera.roll", 2.5)]
)
def test_a_turn_is_read_back_within_a_tenth_of_a_degree(
    house: Filmed, kind: str, size: float
) -> None:
    frames, truth = house.clip(Injection(kind=kind, size=size))  # pyright: ignore[reportArgumentType]
    found = _followed(house, frames)
    assert len(found) == FRAMES
    np.testing.assert_allclose(_turned_deg(house, found), truth.camera_rotation_deg, atol=0.1)


def test_a_longer_lens_is_read_back(house: Filmed) -> None:
    frames, truth = house.clip(Injection(kind="camera.focal", size=12.0))
    found = _followed(house, frames)
    ratio = np.array([one.focal_px for one in found]) / house.plan.intrinsics_px[:, 0, 0]
    np.testing.assert_allclose(100 * (ratio - 1), truth.camera_focal_pct, atol=1.0)


def test_a_frozen_camera_is_followed(house: Filmed) -> None:
    frames, truth = house.clip(Injection(kind="camera.frozen"))
    found = _followed(house, frames)
    assert len(found) == FRAMES
    turns = np.stack([one.camera_from_world_cv[:3, :3] for one in found])
    turned = np.degrees(rotation_angles(np.tile(turns[:1], (FRAMES, 1, 1)), turns))
    assert truth.camera_rotation_deg[-1] > 4.0
    # A frame may stop half way to where it turned since the one before; most may not.
    assert np.median(turned) < 0.1
    assert turned.max() < 0.2 * truth.camera_rotation_deg[-1]


def test_another_scene_and_noise_agree_far_less(house: Filmed) -> None:
    rng = np.random.default_rng(3)
    own = house.clip(NO_INJECTION)[0][:2]
    blocks = rng.integers(0, 255, (6, 11, 3)).repeat(20, axis=0).repeat(20, axis=1)[:, :208]
    foreign = np.tile(blocks.astype(np.uint8), (2, 1, 1, 1))
    noise = rng.integers(0, 255, (2, 120, 208, 3)).astype(np.uint8)
    least = min(_agreements(house, own))
    assert least > 0.9
    # So few landmarks as there are at this size agree by chance now and then.
    assert max(_agreements(house, foreign)) < 0.6 * least
    assert max(_agreements(house, noise)) < 0.6 * least


def test_a_blank_picture_has_no_camera(house: Filmed) -> None:
    assert not _followed(house, np.full((FRAMES, 120, 208, 3), 128, dtype=np.uint8))


def test_the_shift_from_the_plan_is_nothing_for_the_planned_camera(house: Filmed) -> None:
    frames, _ = house.clip(NO_INJECTION)
    first = _followed(house, frames)[0]
    shift = first.from_plan(house.plan, 0)
    np.testing.assert_allclose(shift.clip_from_plan, np.eye(4), atol=0.01)
    assert shift.focal == pytest.approx(1.0, rel=0.002)


def _found(plan: PlanView, clip: Iterable[np.ndarray]) -> list[FoundCamera]:
    """Return the camera of each frame of a clip; each has to be sure."""
    follower = follower_of(plan)
    found = [follower.find(k, structure_pyramid(frame)) for k, frame in enumerate(clip)]
    sure = [one for one in found if one is not None and one.sure]
    assert len(sure) == len(found)
    return sure


def _pan(like: PlanView) -> PlanView:
    """Return a shot whose pan sets out slowly, hurries, and stops: 40 degrees in 16 frames."""
    share = np.clip(np.arange(16) / 12, 0.0, 1.0)
    poses = panned((np.radians(40.0) * (3 - 2 * share) * share**2 - np.radians(20.0)).tolist())
    drawn = [wall_and_floor(one) for one in poses]
    pictures, depths = zip(*drawn, strict=True)
    return plan_of(like, poses, pictures=pictures, depth_m=np.stack(depths))


def test_a_camera_that_lags_the_plan_is_followed_by_the_frames_that_it_shows(
    walk: PlanView,
) -> None:
    plan = _pan(walk)
    shown = [max(frame - 3, 0) for frame in range(plan.frame_count)]
    found = _found(plan, plan.beauty[shown])
    turned = np.stack([one.camera_from_world_cv[:3, :3] for one in found])
    away = np.degrees(rotation_angles(plan.camera_from_world_cv[shown, :3, :3], turned))
    # Where the plan hurries most, its own frame may agree well enough to be asked no further.
    assert np.median(away) < 0.01
    assert away.max() < 0.6
    assert np.abs(_centres(np.stack([one.camera_from_world_cv for one in found]))).max() < 0.1
    behind = [one.reference == frame for one, frame in zip(found, shown, strict=True)]
    assert sum(behind[4:]) >= 8


def test_a_camera_that_hurries_as_planned_is_read_by_its_own_frames(walk: PlanView) -> None:
    plan = _pan(walk)
    found = _found(plan, plan.beauty)
    assert [one.reference for one in found] == list(range(plan.frame_count))
    poses = np.stack([one.camera_from_world_cv for one in found])
    np.testing.assert_allclose(poses, plan.camera_from_world_cv, atol=1e-9)


def test_a_first_camera_that_only_part_of_the_plan_agrees_on_is_searched_all_over(
    walk: PlanView,
) -> None:
    """Two rooms are alike but for the right third of them; the clip begins in the second one."""
    first, second, turns = tiles(1), tiles(1), np.zeros(16)
    second[:, 136:] = tiles(2)[:, 136:]
    turns[8:] = np.radians(90.0)
    plan = plan_of(
        walk, panned(turns.tolist()), pictures=[first] * 8 + [second] * 8, depth_m=np.array(5.0)
    )
    (found,) = _found(plan, [second])
    assert found.reference >= 8
    np.testing.assert_allclose(found.camera_from_world_cv, plan.camera_from_world_cv[8], atol=1e-9)


def test_the_planned_camera_is_believed_where_as_many_agree_on_another(walk: PlanView) -> None:
    """After a pan to the side, a wall whose pattern repeats: it fits there, and as planned."""
    period = 48
    wall, repeated = tiles(3), tiles(4, period=period)
    plan = plan_of(walk, panned([0.0, 0.0]), pictures=[wall, repeated], depth_m=np.array(5.0))
    trucked = np.roll(wall, period, axis=1)
    aside, planned = _found(plan, [trucked, repeated])
    assert aside.camera_from_world_cv[0, 3] == pytest.approx(5.0 * period / 240.0, abs=0.1)
    np.testing.assert_array_equal(planned.camera_from_world_cv, np.eye(4))
    assert planned.focal_px == 240.0


def test_another_camera_is_believed_where_more_agree_on_it(walk: PlanView) -> None:
    wall = tiles(3)
    plan = plan_of(walk, panned([0.0, 0.0]), pictures=[wall, wall], depth_m=np.array(5.0))
    aside = _found(plan, [np.roll(wall, 48, axis=1)] * 2)
    for one in aside:
        assert np.abs(one.from_plan(plan, 0).clip_from_plan - np.eye(4)).max() > 0.1
