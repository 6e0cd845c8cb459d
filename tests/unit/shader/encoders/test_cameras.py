"""Cameras as numbers, each in the convention that it names."""

from dataclasses import replace

import numpy as np
import pytest

from groundplan.errors import PlanError
from groundplan.geometry.transforms import CV_FROM_GL, inverse_rigid
from groundplan.passes.camera_text import read_realestate10k
from groundplan.passes.pack import ControlPack
from groundplan.shader.encoders.cameras import (
    camera_path,
    normalised_intrinsics,
    pinhole_numbers,
    realestate_lines,
    relative_path,
    scaled_path,
    whole_centres,
)
from groundplan.shader.plan import Window

WHOLE = Window(first=0, count=9)
LATE = Window(first=4, count=5)


def test_a_pose_takes_camera_points_of_opencv_into_the_world(plate_pack: ControlPack) -> None:
    path = camera_path(plate_pack, LATE, relative=False)
    ours = np.array([f.world_from_camera_gl for f in plate_pack.cameras.frames[4:]])
    np.testing.assert_allclose(path.world_from_camera_cv, ours @ CV_FROM_GL, atol=1e-12)
    forward = path.world_from_camera_cv[:, :3, 2]
    assert np.all(forward[:, 2] < -0.9), "it looks along -Z of the world, which is z of OpenCV"


def test_a_relative_path_starts_at_exactly_the_identity(plate_pack: ControlPack) -> None:
    path = camera_path(plate_pack, LATE)
    assert np.array_equal(path.world_from_camera_cv[0], np.eye(4))
    whole = camera_path(plate_pack, LATE, relative=False).world_from_camera_cv
    np.testing.assert_allclose(
        path.world_from_camera_cv, inverse_rigid(whole[0]) @ whole, atol=1e-12
    )
    assert path.world_from_camera_cv[-1, 0, 3] == pytest.approx(0.2, abs=0.002), "4 x 5 cm right"


def test_a_relative_path_does_not_change_when_it_is_made_so_again(plate_pack: ControlPack) -> None:
    path = camera_path(plate_pack, WHOLE)
    again = relative_path(path)
    assert np.array_equal(again.world_from_camera_cv, path.world_from_camera_cv)


def test_intrinsics_are_of_the_packs_own_pictures(plate_pack: ControlPack) -> None:
    path = camera_path(plate_pack, WHOLE)
    expected = np.tile([1.1 * 96, 1.1 * 96, 48.0, 32.0], (9, 1))
    np.testing.assert_allclose(pinhole_numbers(path), expected, rtol=1e-12)
    np.testing.assert_allclose(normalised_intrinsics(path)[0], [1.1, 1.65, 0.5, 0.5], rtol=1e-12)


def test_opencvs_centres_lie_half_a_pixel_to_the_upper_left(plate_pack: ControlPack) -> None:
    numbers = pinhole_numbers(whole_centres(camera_path(plate_pack, WHOLE)))
    np.testing.assert_allclose(numbers[0, 2:], [47.5, 31.5])


def test_intrinsics_follow_the_original_image_that_is_scaled_later(plate_pack: ControlPack) -> None:
    path = camera_path(plate_pack, WHOLE)
    numbers = pinhole_numbers(scaled_path(path, (960, 640)))
    np.testing.assert_allclose(numbers, pinhole_numbers(path) * 10.0)


def test_a_picture_of_another_shape_is_refused(plate_pack: ControlPack) -> None:
    with pytest.raises(PlanError, match=r"96x64 px for a picture of 96x96"):
        scaled_path(camera_path(plate_pack, WHOLE), (96, 96))


def test_frames_that_the_pack_lacks_are_refused(plate_pack: ControlPack) -> None:
    with pytest.raises(PlanError, match="frames 4 to 9 of a pack of 9"):
        camera_path(plate_pack, Window(first=4, count=6))


def test_realestate_lines_read_back_as_the_same_cameras(plate_pack: ControlPack) -> None:
    read = read_realestate10k(realestate_lines(plate_pack, LATE), size_px=(96, 64))
    path = camera_path(plate_pack, LATE, relative=False)
    poses = np.stack([camera.camera_from_world_cv for camera in read])
    np.testing.assert_allclose(poses, inverse_rigid(path.world_from_camera_cv), atol=1e-12)
    np.testing.assert_allclose(np.stack([c.intrinsics_px for c in read]), path.intrinsics_px)


def test_points_seen_by_the_path_lie_where_the_pack_says(plate_pack: ControlPack) -> None:
    path = replace(camera_path(plate_pack, WHOLE, relative=False))
    tracks = plate_pack.tracks
    world = np.concatenate([tracks.points_in_world_m[5], np.ones((80, 1))], axis=1)
    seen = world @ inverse_rigid(path.world_from_camera_cv)[5].T
    pixels = seen[:, :3] @ path.intrinsics_px[5].T
    np.testing.assert_allclose(pixels[:, :2] / pixels[:, 2:], tracks.points_px[5], atol=1e-9)
