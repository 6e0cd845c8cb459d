"""Small stages with exact answers, for every renderer."""
# pyright: reportArgumentType=false, reportUnknownArgumentType=false
# Fields go by name.

import math
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
import pytest

from groundplan.scene.stage import (
    CameraPose,
    Exposure,
    Instance,
    Item,
    LightPose,
    Material,
    Mesh,
    Pose,
    SkyPose,
    Stage,
    StageClock,
)
from groundplan.units import Subframes

Matrices = Callable[[float], np.ndarray]


def translation(x: float, y: float, z: float) -> np.ndarray:
    matrix = np.eye(4)
    matrix[:3, 3] = x, y, z
    return matrix


def turn_y(angle: float) -> np.ndarray:
    matrix = np.eye(4)
    matrix[0, 0] = matrix[2, 2] = math.cos(angle)
    matrix[0, 2], matrix[2, 0] = math.sin(angle), -math.sin(angle)
    return matrix


def turn_x(angle: float) -> np.ndarray:
    matrix = np.eye(4)
    matrix[1, 1] = matrix[2, 2] = math.cos(angle)
    matrix[1, 2], matrix[2, 1] = -math.sin(angle), math.sin(angle)
    return matrix


def quad(half: float = 1.0) -> Mesh:
    """A square in the xy plane that faces +Z."""
    corners = np.array([[-1, -1, 0], [1, -1, 0], [1, 1, 0], [-1, 1, 0]], np.float32) * half
    return Mesh(
        positions=corners.astype(np.float32),
        normals=np.tile(np.array([0, 0, 1], np.float32), (4, 1)),
        triangles=np.array([[0, 1, 2], [0, 2, 3]], np.int32),
    )


def ball(radius: float = 1.0, around: int = 128, along: int = 65) -> Mesh:
    u, v = np.meshgrid(
        np.arange(around) / around * 2 * np.pi, np.linspace(0, np.pi, along), indexing="ij"
    )
    points = np.stack([np.cos(u) * np.sin(v), -np.cos(v), -np.sin(u) * np.sin(v)], -1)
    points = points.reshape(-1, 3).astype(np.float32)
    n, i = np.meshgrid(np.arange(around), np.arange(along - 1), indexing="ij")
    n, i, m = n.ravel(), i.ravel(), (n.ravel() + 1) % around
    a, b, c, d = n * along + i, m * along + i, m * along + i + 1, n * along + i + 1
    faces = np.concatenate([np.stack([a, b, c], 1), np.stack([a, c, d], 1)]).astype(np.int32)
    return Mesh(positions=points * np.float32(radius), normals=points, triangles=faces)


def cloud(count: int, seed: int = 3) -> Mesh:
    """Loose triangles within a metre."""
    rng = np.random.default_rng(seed)
    corners = rng.uniform(-1, 1, (count, 1, 3)) + rng.uniform(-0.3, 0.3, (count, 3, 3))
    normals = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    normals /= np.linalg.norm(normals, axis=1, keepdims=True)
    return Mesh(
        positions=corners.reshape(-1, 3).astype(np.float32),
        normals=np.repeat(normals, 3, axis=0).astype(np.float32),
        triangles=np.arange(3 * count, dtype=np.int32).reshape(-1, 3),
    )


def item(mesh: Mesh, instance: int = 1, **rest: object) -> Item:
    base = Item(instance=instance, mesh=mesh, material=Material(roughness=1.0))
    return replace(base, **rest)


def still(matrix: np.ndarray) -> Matrices:
    return lambda _: matrix


@dataclass(frozen=True, kw_only=True)
class Shot:
    """What a test's stage is made of; functions take frames (fractional) and give 4x4 matrices."""

    items: tuple[Item, ...] = ()
    placed: tuple[Matrices, ...] = ()
    world_from_camera: Matrices = lambda _: np.eye(4)
    focal_px: Callable[[float], float] = lambda _: 100.0
    bones: Matrices = lambda _: np.zeros((0, 4, 4))
    lights: tuple[LightPose, ...] = ()
    sky_nit: float = 0.0
    sky: SkyPose | None = None
    saturation_nit: float = 1.0
    near_m: float = 0.05
    size_px: tuple[int, int] = (96, 64)
    fstop: float = 8.0
    focus_m: float = 5.0
    shutter_angle_rad: float = math.pi

    def stage(self) -> Stage:
        """Return the stage."""
        return Stage(
            world_hash="test", shot="shot1", size_px=self.size_px, items=self.items,
            clock=StageClock(fps_num=16, fps_den=1, frame_count=9),
            instances=tuple(
                Instance(instance=n, entity=f"e{n}", name=f"e{n}", kind="prop")
                for n in sorted({i.instance for i in self.items})
            ),
            pose=self.pose,
        )  # fmt: skip

    def pose(self, time: Subframes) -> Pose:
        """Return everything that moves."""
        frame = time / 1000
        sky = (self.sky_nit, self.sky_nit, self.sky_nit)
        matrices = [m(frame) for m in self.placed]
        return Pose(
            time=time,
            world_from_item=np.array(matrices, np.float32).reshape(-1, 4, 4),
            skin_from_bind=self.bones(frame).astype(np.float32),
            camera=self.camera(frame),
            lights=self.lights,
            sky=self.sky or SkyPose(zenith_nit=sky, horizon_nit=sky, ground_nit=sky),
        )

    def camera(self, frame: float) -> CameraPose:
        """Return the camera."""
        width, height = self.size_px
        focal = self.focal_px(frame)
        return CameraPose(
            world_from_camera=self.world_from_camera(frame),
            intrinsics_px=np.array([[focal, 0, width / 2], [0, focal, height / 2], [0, 0, 1.0]]),
            distortion=(0.0, 0.0, 0.0, 0.0, 0.0), near_m=self.near_m, focal_mm=35.0,
            sensor_mm=(24.89, 14.0), fstop=self.fstop, focus_m=self.focus_m,
            shutter_angle_rad=self.shutter_angle_rad,
            exposure=Exposure(
                saturation_luminance_nit=self.saturation_nit, ev100=0.0, automatic=False
            ),
        )  # fmt: skip

    def point_px(self, world: np.ndarray, frame: float) -> tuple[np.ndarray, np.ndarray]:
        """Return pixels and depths [m] of world points, by the plain pinhole formula."""
        camera = self.camera(frame)
        in_camera = (world - camera.world_from_camera[:3, 3]) @ camera.world_from_camera[:3, :3]
        k = camera.intrinsics_px
        depth = -in_camera[..., 2]
        x = k[0, 0] * in_camera[..., 0] / depth + k[0, 2]
        y = -k[1, 1] * in_camera[..., 1] / depth + k[1, 2]
        return np.stack([x, y], -1), depth

    def rays(self, frame: float) -> np.ndarray:
        """Return directions in camera space with z = -1 through the pixel centres."""
        k = self.camera(frame).intrinsics_px
        width, height = self.size_px
        x = (np.arange(width) + 0.5 - k[0, 2]) / k[0, 0]
        y = -(np.arange(height) + 0.5 - k[1, 2]) / k[1, 1]
        return np.stack([*np.meshgrid(x, y), -np.ones((height, width))], -1)


@dataclass(frozen=True, kw_only=True)
class Kit:
    """What tests build stages with."""

    Shot = Shot
    quad = staticmethod(quad)
    ball = staticmethod(ball)
    cloud = staticmethod(cloud)
    item = staticmethod(item)
    still = staticmethod(still)
    translation = staticmethod(translation)
    turn_x = staticmethod(turn_x)
    turn_y = staticmethod(turn_y)


@pytest.fixture(scope="session")
def kit() -> Kit:
    return Kit()
