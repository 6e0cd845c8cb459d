"""A small pack of a real render: a plate slides before a wall, seen by a moving camera."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

import numpy as np
import pytest
from PIL import Image

from groundplan.geometry.transforms import compose, look_at
from groundplan.passes.pack import ControlPack
from groundplan.passes.render import PackOptions, write_pack
from groundplan.previz.port import Pass, RenderOptions
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
from groundplan.shader.plan import ShadePlan, Window
from groundplan.studio.registry import renderer
from groundplan.units import Subframes

PLATE: Final = "0" * 25 + "1"
WALL: Final = "0" * 25 + "2"


@pytest.fixture(scope="session")
def plate_pack(tmp_path_factory: pytest.TempPathFactory) -> ControlPack:
    """Return 9 frames of 96x64 px at 16 frames/s; plate 1, wall 2; 40 points followed on each."""
    stage = _stage((96, 64), frames=9)
    options = PackOptions(
        render=RenderOptions(passes=frozenset({Pass.BEAUTY, Pass.DEPTH, Pass.INSTANCE})),
        threads=1,
        previews=(),
        contact_sheet=False,
        tracks_per_entity=40,
    )
    folder = tmp_path_factory.mktemp("plate") / "pack"
    write_pack(renderer("numba"), stage, folder, options=options)
    return ControlPack.open(folder)


@pytest.fixture
def plate_plan() -> ShadePlan:
    """Return a plan that fits `plate_pack`, in one window; others are made by `replace`."""
    return ShadePlan(
        backend="fake",
        capabilities_version="1",
        world_hash="ab" * 32,
        shot="SH010",
        controls=("rgb",),
        size_px=(96, 64),
        rate=(16, 1),
        frame_count=9,
        shot_frame_count=9,
        windows=(Window(first=0, count=9),),
    )


@pytest.fixture
def picture_file(tmp_path: Path) -> Callable[..., Path]:
    """Return a maker of PNG files from arrays."""

    def make(pixels: np.ndarray, name: str = "picture.png") -> Path:
        path = tmp_path / name
        Image.fromarray(pixels).save(path)
        return path

    return make


def _camera(time: float, size_px: tuple[int, int]) -> CameraPose:
    """Look down a little, sliding right by 5 cm and turning left a little in every frame."""
    width, height = size_px
    at = time / 1000.0
    eye = np.array([-0.2 + 0.05 * at, 1.2, 4.0])
    focal = 1.1 * width
    return CameraPose(
        world_from_camera=look_at(eye, np.array([-0.01 * at, 1.0, 0.0])),
        intrinsics_px=np.array([[focal, 0, width / 2], [0, focal, height / 2], [0, 0, 1.0]]),
        distortion=(0.0, 0.0, 0.0, 0.0, 0.0),
        near_m=0.05,
        focal_mm=27.4,
        sensor_mm=(24.89, 16.59),
        fstop=4.0,
        focus_m=4.0,
        shutter_angle_rad=3.141592653589793,
        exposure=Exposure(saturation_luminance_nit=4915.2, ev100=12.0, automatic=True),
    )


def _square(half_m: float) -> Mesh:
    corners = half_m * np.array([[-1, -1, 0], [1, -1, 0], [1, 1, 0], [-1, 1, 0]])
    return Mesh(
        positions=corners.astype(np.float32),
        normals=np.tile(np.array([0, 0, 1], dtype=np.float32), (4, 1)),
        triangles=np.array([[0, 1, 2], [0, 2, 3]], dtype=np.int32),
    )


def _stage(size_px: tuple[int, int], *, frames: int) -> Stage:
    still = np.array([0.0, 0.0, 0.0, 1.0])

    def pose(time: Subframes) -> Pose:
        plate = compose(np.array([-0.5 + 0.08 * time / 1000.0, 1.0, 0.5]), still)
        wall = compose(np.array([0.0, 1.0, -1.0]), still)
        return Pose(
            time=time,
            world_from_item=np.stack([plate, wall]).astype(np.float32),
            skin_from_bind=np.zeros((0, 4, 4), dtype=np.float32),
            camera=_camera(time, size_px),
            lights=(),
            sky=SkyPose(
                zenith_nit=(900, 950, 1000),
                horizon_nit=(900, 950, 1000),
                ground_nit=(300, 300, 300),
            ),
        )

    red, green = Material(base_color=(0.6, 0.1, 0.1)), Material(base_color=(0.2, 0.5, 0.3))
    return Stage(
        world_hash="ab" * 32,
        shot="SH010",
        clock=StageClock(fps_num=16, fps_den=1, frame_count=frames),
        size_px=size_px,
        items=(
            Item(instance=1, mesh=_square(0.4), material=red),
            Item(instance=2, mesh=_square(2.0), material=green, moving=False),
        ),
        instances=(
            Instance(instance=1, entity=PLATE, name="plate", kind="prop"),
            Instance(instance=2, entity=WALL, name="wall", kind="set"),
        ),
        pose=pose,
    )
