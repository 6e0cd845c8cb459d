"""A small real renderer: a ball over a floor, ray-cast in numpy, all passes exact."""

from collections.abc import Callable, Iterator, Sequence
from typing import Final

import numpy as np
import pytest
from jaxtyping import Float

from groundplan.geometry.transforms import inverse_rigid, look_at, transform_points
from groundplan.previz.port import Frame, Pass, RenderOptions
from groundplan.scene.stage import (
    CameraPose,
    Exposure,
    Instance,
    Item,
    Material,
    Mesh,
    Pose,
    SkyPose,
    Stage,
    StageClock,
)
from groundplan.units import Subframes

BALL: Final = 7
FLOOR: Final = 3
RADIUS: Final = 0.5


def ball_center(time: int) -> Float[np.ndarray, " 3"]:
    """Return where the ball is [m]."""
    return np.array([-1.0 + 0.1 * time / 1000, 0.8, 0.0])


def camera_pose(time: int, size_px: tuple[int, int]) -> CameraPose:
    """Return a camera that moves in slowly."""
    width, height = size_px
    eye = np.array([0.3, 1.5, 5.0 - 0.02 * time / 1000])
    focal = 1.2 * width
    return CameraPose(
        world_from_camera=look_at(eye, np.array([0.0, 0.7, 0.0])),
        intrinsics_px=np.array([[focal, 0, width / 2], [0, focal, height / 2], [0, 0, 1.0]]),
        distortion=(0.0, 0.0, 0.0, 0.0, 0.0),
        near_m=0.05,
        focal_mm=35.0,
        sensor_mm=(24.89, 14.0),
        fstop=4.0,
        focus_m=3.0,
        shutter_angle_rad=3.141592653589793,
        exposure=Exposure(saturation_luminance_nit=4915.2, ev100=12.0, automatic=True),
    )


def _ball_mesh() -> Mesh:
    v, u = np.meshgrid(np.linspace(0, np.pi, 97), np.linspace(0, 2 * np.pi, 97), indexing="ij")
    normals = np.stack([np.sin(v) * np.cos(u), np.cos(v), np.sin(v) * np.sin(u)], -1).reshape(-1, 3)
    row, column = (a.ravel() for a in np.meshgrid(np.arange(96), np.arange(96), indexing="ij"))
    a = row * 97 + column
    quads = np.concatenate(
        [np.stack([a, a + 1, a + 97], -1), np.stack([a + 1, a + 98, a + 97], -1)]
    )
    return Mesh(
        positions=(RADIUS * normals).astype(np.float32),
        normals=normals.astype(np.float32),
        triangles=quads.astype(np.int32),
    )


def _floor_mesh() -> Mesh:
    corners = np.array([[-9, 0, -9], [-9, 0, 9], [9, 0, 9], [9, 0, -9]], dtype=np.float32)
    return Mesh(
        positions=corners,
        normals=np.tile(np.array([0, 1, 0], dtype=np.float32), (4, 1)),
        triangles=np.array([[0, 1, 2], [0, 2, 3]], dtype=np.int32),
    )


def make_stage(size_px: tuple[int, int] = (64, 36), *, frames: int = 5) -> Stage:
    """Return a ball that moves right over an 18 m floor."""

    def pose(time: Subframes) -> Pose:
        matrices = np.stack([np.eye(4), np.eye(4)]).astype(np.float32)
        matrices[0, :3, 3] = ball_center(time)
        return Pose(
            time=time,
            world_from_item=matrices,
            skin_from_bind=np.zeros((0, 4, 4), dtype=np.float32),
            camera=camera_pose(time, size_px),
            lights=(),
            sky=SkyPose(zenith_nit=(1, 1, 1), horizon_nit=(1, 1, 1), ground_nit=(1, 1, 1)),
        )

    return Stage(
        world_hash="ab" * 32,
        shot="SH010",
        clock=StageClock(fps_num=24000, fps_den=1001, frame_count=frames),
        size_px=size_px,
        items=(
            Item(instance=BALL, mesh=_ball_mesh(), material=Material()),
            Item(instance=FLOOR, mesh=_floor_mesh(), material=Material(), moving=False),
        ),
        instances=(
            Instance(instance=FLOOR, entity="0" * 26, name="floor", kind="set"),
            Instance(instance=BALL, entity="1" * 26, name="ball", kind="prop"),
        ),
        pose=pose,
    )


@pytest.fixture
def stage() -> Stage:
    """Return five frames of 64x36 px."""
    return make_stage()


@pytest.fixture
def stage_of() -> Callable[..., Stage]:
    """Return `make_stage`, for other sizes and lengths."""
    return make_stage


@pytest.fixture
def renderer() -> "RendererFake":
    """Return the ray-caster."""
    return RendererFake()


class RendererFake:
    """Ray-casts the stage above, and no other."""

    name = "fake"
    version = "1"

    def render(
        self, stage: Stage, frames: Sequence[int], *, options: RenderOptions
    ) -> Iterator[Frame]:
        """Yield exact frames."""
        for index in frames:
            yield _frame(stage, index, options)


def _frame(stage: Stage, index: int, options: RenderOptions) -> Frame:
    time = stage.clock.time(index)
    camera = camera_pose(time, stage.size_px)
    world, depth, normal, instance = _cast(stage, time)
    passes: dict[str, np.ndarray] = {
        Pass.BEAUTY: _beauty(normal, instance),
        Pass.DEPTH: depth.astype(np.float32),
        Pass.NORMAL: normal.astype(np.float16),
        Pass.INSTANCE: instance,
        Pass.POSITION: np.where(instance[..., None] > 0, world, np.nan).astype(np.float32),
    }
    passes[Pass.ILLUMINANCE] = np.where(instance > 0, 100.0, np.nan).astype(np.float32)
    passes[Pass.LUMINANCE] = (1.0 + 0.01 * depth.clip(max=9.0)).astype(np.float32)
    passes[Pass.PART] = np.where(instance == BALL, 3, 0).astype(np.uint8)
    for side, step in (("fwd", 1000), ("bwd", -1000)):
        flow = _flow(stage, time, other=time + step, world=world, instance=instance)
        passes[f"flow_{side}"] = flow.astype(np.float32)
        passes[f"occluded_{side}"] = (np.abs(flow[..., 0]) > 3).astype(np.uint8)
    chosen = {str(k): v for k, v in passes.items() if Pass(k) in options.passes}
    return Frame(index=index, camera=camera, **chosen)


def _cast(stage: Stage, time: int) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    width, height = stage.size_px
    camera = camera_pose(time, stage.size_px)
    k: np.ndarray = np.asarray(camera.intrinsics_px)
    x, y = np.meshgrid(np.arange(width) + 0.5, np.arange(height) + 0.5)
    rays = np.stack([(x - k[0, 2]) / k[0, 0], -(y - k[1, 2]) / k[1, 1], -np.ones_like(x)], -1)
    rays = rays @ camera.world_from_camera[:3, :3].T
    eye = camera.world_from_camera[:3, 3]
    center = ball_center(time)
    with np.errstate(divide="ignore", invalid="ignore"):
        floor = np.where(rays[..., 1] < 0, -eye[1] / rays[..., 1], np.inf)
        hit = eye + floor[..., None] * rays
        floor = np.where(np.abs(hit[..., (0, 2)]).max(-1) <= 9, floor, np.inf)
        a, b = (rays * rays).sum(-1), (rays * (eye - center)).sum(-1)
        root = np.sqrt(b * b - a * (((eye - center) ** 2).sum() - RADIUS**2))
        ball = np.where(np.isnan(root), np.inf, (-b - root) / a)
        depth = np.minimum(ball, floor)
        world = eye + depth[..., None] * rays
    instance = np.where(np.isinf(depth), 0, np.where(ball < floor, BALL, FLOOR)).astype(np.uint16)
    normal = np.where((instance == BALL)[..., None], (world - center) / RADIUS, [0.0, 1.0, 0.0])
    normal = np.where((instance > 0)[..., None], normal @ camera.world_from_camera[:3, :3], 0.0)
    return np.where(instance[..., None] > 0, world, rays), depth, normal, instance


def _beauty(normal: np.ndarray, instance: np.ndarray) -> np.ndarray:
    light = np.clip(normal @ np.array([0.3, 0.7, 0.6]), 0.1, 1.0)[..., None]
    color = np.zeros((65536, 3))
    color[[0, BALL, FLOOR]] = [[150, 180, 220], [220, 60, 40], [160, 160, 150]]
    return np.where(instance[..., None] > 0, color[instance] * light, color[0]).astype(np.uint8)


def _flow(
    stage: Stage, time: int, *, other: int, world: np.ndarray, instance: np.ndarray
) -> np.ndarray:
    camera = camera_pose(other, stage.size_px)
    moved = world + np.where(
        (instance == BALL)[..., None], ball_center(other) - ball_center(time), 0.0
    )
    view = inverse_rigid(camera.world_from_camera)
    turned = world @ view[:3, :3].T
    seen = np.where(instance[..., None] > 0, transform_points(view, moved), turned)
    k: np.ndarray = np.asarray(camera.intrinsics_px)
    width, height = stage.size_px
    x, y = np.meshgrid(np.arange(width) + 0.5, np.arange(height) + 0.5)
    u = k[0, 0] * seen[..., 0] / -seen[..., 2] + k[0, 2] - x
    v = k[1, 1] * seen[..., 1] / seen[..., 2] + k[1, 2] - y
    return np.stack([u, v], -1)
