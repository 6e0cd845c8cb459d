"""Cameras come back the same from every format."""

from pathlib import Path

import numpy as np
import pytest

from groundplan.errors import PackError
from groundplan.passes.camera_text import (
    colmap_model,
    read_colmap,
    read_realestate10k,
    read_tum,
    realestate10k,
    tum,
)
from groundplan.passes.cameras import CameraTrack, camera_track, parse_cameras
from groundplan.passes.files import json_bytes
from groundplan.scene.stage import Stage


@pytest.fixture
def track(stage: Stage) -> CameraTrack:
    times = [stage.clock.time(i) for i in range(5)]
    poses = [stage.pose(t).camera for t in times]
    return camera_track(poses, clock=stage.clock, size_px=stage.size_px)


def test_json_comes_back_equal(track: CameraTrack) -> None:
    assert parse_cameras(json_bytes(track)) == track


def test_the_two_axes_conventions_are_inverse_up_to_a_half_turn_about_x(
    track: CameraTrack,
) -> None:
    for frame in track.frames:
        product = np.array(frame.camera_from_world_cv) @ np.array(frame.world_from_camera_gl)
        np.testing.assert_allclose(product, np.diag([1.0, -1.0, -1.0, 1.0]), atol=1e-12)


def test_frames_carry_the_number_people_read_and_exact_seconds(track: CameraTrack) -> None:
    assert [f.frame for f in track.frames] == [1001, 1002, 1003, 1004, 1005]
    assert track.frames[4].t_s == 4 * 1001 / 24000


def test_colmap_comes_back_within_a_millionth(track: CameraTrack) -> None:
    model = colmap_model(track)
    assert model.cameras.count("PINHOLE") == 1
    cameras = read_colmap(model.cameras, model.images)
    assert len(cameras) == 5
    for frame, camera in zip(track.frames, cameras, strict=True):
        np.testing.assert_allclose(camera.intrinsics_px, frame.intrinsics_px, atol=1e-6)
        np.testing.assert_allclose(
            camera.camera_from_world_cv, frame.camera_from_world_cv, atol=1e-6
        )


def test_realestate10k_comes_back_within_a_millionth(track: CameraTrack) -> None:
    cameras = read_realestate10k(realestate10k(track), size_px=track.size_px)
    assert len(cameras) == 5
    for frame, camera in zip(track.frames, cameras, strict=True):
        np.testing.assert_allclose(camera.intrinsics_px, frame.intrinsics_px, atol=1e-6)
        np.testing.assert_allclose(
            camera.camera_from_world_cv, frame.camera_from_world_cv, atol=1e-6
        )


def test_tum_comes_back_within_a_millionth(track: CameraTrack) -> None:
    poses = read_tum(tum(track))
    assert len(poses) == 5
    for frame, pose in zip(track.frames, poses, strict=True):
        np.testing.assert_allclose(pose, frame.camera_from_world_cv, atol=1e-6)


def test_a_projected_point_agrees_between_our_axes_and_opencv(
    track: CameraTrack, stage: Stage
) -> None:
    frame = track.frames[0]
    target = np.array([0.0, 0.7, 0.0, 1.0])
    x, y, z, _ = np.array(frame.camera_from_world_cv) @ target
    k = np.array(frame.intrinsics_px)
    # The fake camera looks at this point, so it lies in the middle of the picture.
    np.testing.assert_allclose((k @ [x / z, y / z, 1.0])[:2], np.array(stage.size_px) / 2)


@pytest.mark.parametrize("text", ["x", "a\n1 2 3", "a\n" + "nan " * 19, "\x00\n\x00"])
def test_broken_camera_text_is_a_pack_error(text: str, tmp_path: Path) -> None:
    assert tmp_path
    with pytest.raises(PackError):
        read_tum(text)
    with pytest.raises(PackError):
        read_colmap("1 PINHOLE 2 2 1 1 1 1", text)
    with pytest.raises(PackError):
        parse_cameras(text.encode())
