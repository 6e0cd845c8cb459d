"""Plücker rays against pinhole geometry by hand."""

import numpy as np
import pytest

from groundplan.errors import PlanError
from groundplan.passes.pack import ControlPack
from groundplan.shader.encoders.cameras import CameraPath, camera_path
from groundplan.shader.encoders.rays import plucker_rays
from groundplan.shader.plan import Window

WHOLE = Window(first=0, count=9)


def _still(places: list[tuple[float, float, float]]) -> CameraPath:
    poses = np.tile(np.eye(4), (len(places), 1, 1))
    poses[:, :3, 3] = places
    lens = np.array([[2.0, 0.0, 2.0], [0.0, 2.0, 1.0], [0.0, 0.0, 1.0]])
    return CameraPath(
        world_from_camera_cv=poses, intrinsics_px=np.tile(lens, (len(places), 1, 1)), size_px=(4, 2)
    )


def test_a_ray_goes_through_the_middle_of_its_pixel() -> None:
    rays = plucker_rays(_still([(0.0, 0.0, 0.0)]))
    assert rays.shape == (1, 2, 4, 6)
    direction = np.array([(3.5 - 2.0) / 2.0, (0.5 - 1.0) / 2.0, 1.0])
    np.testing.assert_allclose(rays[0, 0, 3, 3:], direction / np.linalg.norm(direction), rtol=1e-6)
    assert not np.any(rays[0, ..., :3]), "the first camera is the origin: no moment"


def test_the_moment_is_the_cameras_place_times_the_direction() -> None:
    rays = plucker_rays(_still([(5.0, 5.0, 5.0), (6.0, 5.0, 5.0)]))
    direction = rays[1, 1, 2, 3:].astype(np.float64)
    np.testing.assert_allclose(rays[1, 1, 2, :3], np.cross([1.0, 0.0, 0.0], direction), atol=1e-6)


def test_sana_takes_the_direction_first() -> None:
    path = _still([(0.0, 0.0, 0.0), (0.5, 0.2, -1.0)])
    ours, theirs = plucker_rays(path), plucker_rays(path, order="direction_moment")
    assert np.array_equal(ours[..., :3], theirs[..., 3:])
    assert np.array_equal(ours[..., 3:], theirs[..., :3])


def test_every_ray_is_a_line_through_what_its_pixel_shows(plate_pack: ControlPack) -> None:
    path = camera_path(plate_pack, WHOLE)
    rays = plucker_rays(path).astype(np.float64)
    moment, direction = rays[..., :3], rays[..., 3:]
    np.testing.assert_allclose(np.linalg.norm(direction, axis=-1), 1.0, atol=1e-6)
    np.testing.assert_allclose(np.sum(moment * direction, axis=-1), 0.0, atol=1e-6)
    # A point X lies on the line where X x d = m.
    depth, frame = plate_pack["depth"][6].astype(np.float64), 6
    depth[np.isinf(depth)] = 100.0  # the sky: any point of the ray will do
    pose = path.world_from_camera_cv[frame]
    along = depth / (direction[frame] @ pose[:3, 2])
    points = pose[:3, 3] + along[..., None] * direction[frame]
    np.testing.assert_allclose(np.cross(points, direction[frame]), moment[frame], atol=1e-4)


def test_a_coarser_grid_looks_through_the_middle_of_its_own_cells() -> None:
    path = _still([(0.0, 0.0, 0.0)])
    coarse = plucker_rays(path, size_px=(2, 1))[0, 0, :, 3:].astype(np.float64)
    np.testing.assert_allclose(coarse[:, :2] / coarse[:, 2:], [[-0.5, 0.0], [0.5, 0.0]], atol=1e-6)


def test_rays_that_would_fill_the_memory_are_refused() -> None:
    with pytest.raises(PlanError, match="rays of 2 frames of 16384x8192 px"):
        plucker_rays(_still([(0.0, 0.0, 0.0)] * 2), size_px=(16384, 8192))
