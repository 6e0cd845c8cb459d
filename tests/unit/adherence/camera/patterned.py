"""Plans of a patterned wall and floor, drawn exactly: their cameras are known, and cost no render.

208 x 120 px, 240 px focal length. World and cameras have OpenCV axes: x to the right, y down, z
ahead.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import numpy as np

from groundplan.adherence.camera.following import CameraFollower
from groundplan.adherence.plan_view import PlanView
from groundplan.adherence.structure import Structure, structure_pyramid
from groundplan.geometry.quaternions import from_axis_angle, to_matrix
from groundplan.geometry.transforms import inverse_rigid

from tests.unit.adherence.camera.exact import INTRINSICS  # isort: skip

__all__ = ["follower_of", "panned", "plan_of", "tiles", "wall_and_floor"]

_WALL_M: Final = 9.0
_FLOOR_M: Final = 1.5
_SIZE: Final = (208, 120)
_TILE_M: Final = 0.5
_TILES: Final = 128
"""Of the pattern, both ways; then it repeats."""
_FINE: Final = 3
"""Samples of a pixel, both ways."""


def panned(turns_rad: Sequence[float]) -> np.ndarray:
    """Return cameras at the origin, each turned to the left by an angle."""
    poses = np.tile(np.eye(4), (len(turns_rad), 1, 1))
    for pose, turn in zip(poses, turns_rad, strict=True):
        pose[:3, :3] = to_matrix(from_axis_angle(np.array([0.0, 1.0, 0.0]), turn))
    return poses


def tiles(seed: int, *, period: int = 208, tile: int = 8) -> np.ndarray:
    """Return a picture of random tiles that repeats across itself by so many pixels."""
    width, height = _SIZE
    lights = np.random.default_rng(seed).uniform(40, 215, (height // tile, period // tile))
    return _grey(np.tile(lights.repeat(tile, axis=0).repeat(tile, axis=1), width // period + 1))


def _grey(lights: np.ndarray) -> np.ndarray:
    picture = np.empty((_SIZE[1], _SIZE[0], 3), dtype=np.uint8)
    picture[:] = np.rint(lights[:, : _SIZE[0], None])
    return picture


def wall_and_floor(camera_from_world_cv: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return a picture of a wall behind a floor, and its depth [m] along the optical axis."""
    fine, _ = _cast(camera_from_world_cv, samples=_FINE)
    width, height = _SIZE
    lights = fine.reshape(height, _FINE, width, _FINE).mean(axis=(1, 3))
    return _grey(lights), _cast(camera_from_world_cv, samples=1)[1].astype(np.float32)


def _cast(camera_from_world_cv: np.ndarray, *, samples: int) -> tuple[np.ndarray, np.ndarray]:
    width, height = _SIZE
    x, y = ((np.arange(n * samples) + 0.5) / samples for n in (width, height))
    rays = np.empty((height * samples, width * samples, 3))
    rays[..., 0] = (x - INTRINSICS[0, 2]) / INTRINSICS[0, 0]
    rays[..., 1] = ((y - INTRINSICS[1, 2]) / INTRINSICS[1, 1])[:, None]
    rays[..., 2] = 1.0
    world_from_camera = inverse_rigid(camera_from_world_cv)
    turned = np.einsum("ij,yxj->yxi", world_from_camera[:3, :3], rays)
    eye = world_from_camera[:3, 3]
    floor: np.ndarray = (_FLOOR_M - eye[1]) / np.maximum(turned[..., 1], 1e-6)
    wall: np.ndarray = (_WALL_M - eye[2]) / turned[..., 2]
    depth = np.minimum(floor, wall)
    at = np.floor((eye + depth[..., None] * turned) / _TILE_M).astype(np.int64) % _TILES
    up = np.choose(floor < wall, (at[..., 1], at[..., 2]))
    lights = np.random.default_rng(6).uniform(40, 215, (_TILES, _TILES))
    return lights[up, at[..., 0]], depth


def plan_of(
    like: PlanView, poses: np.ndarray, *, pictures: Sequence[np.ndarray], depth_m: np.ndarray
) -> PlanView:
    """Return a plan of still things that shows these pictures; `like` lends its pack."""
    count, (width, height) = len(poses), _SIZE
    return replace(
        like,
        size_px=_SIZE,
        beauty=np.stack(pictures),
        depth_m=np.broadcast_to(depth_m, (count, height, width)).astype(np.float32),
        instance=np.zeros((count, height, width), dtype=np.uint16),
        intrinsics_px=np.tile(INTRINSICS, (count, 1, 1)),
        camera_from_world_cv=poses,
        instances=(),
        moving=frozenset(),
    )


def follower_of(plan: PlanView) -> CameraFollower:
    """Return a follower that knows the plan's pictures, whatever share of shapes it asks for."""
    known = [structure_pyramid(one) for one in plan.beauty]

    def pyramid_at(frame: int, _drawn: float) -> Sequence[Structure]:
        return known[frame]

    return CameraFollower(plan, pyramid_at)
