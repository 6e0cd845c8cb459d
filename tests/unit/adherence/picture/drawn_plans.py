"""Plans drawn here with exact truth: a pan over a wall of many colours, and a lit ball."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import numpy as np

from groundplan.adherence.clip.aligned import AlignedClip, ClipMapping
from groundplan.adherence.plan_view import NEEDED_PASSES, PlanView, plan_view
from groundplan.geometry.colour import linear_from_srgb, srgb_from_linear
from groundplan.passes.pack import ControlPack
from groundplan.passes.render import PackOptions, write_pack
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

__all__ = ["aligned", "ball", "ball_plan", "in_light", "pan_plan", "to_light", "wall"]

STEP_PX = 3
FRAMES = 12
SIZE = (160, 96)
BALL = (96, 96)
_NEAR_M = 5.0


@dataclass(frozen=True)
class Drawing:
    """What every frame holds."""

    beauty: np.ndarray
    instance: np.ndarray
    flow: np.ndarray
    occluded: np.ndarray
    normal: np.ndarray


def to_light(pictures: np.ndarray) -> np.ndarray:
    """Return linear light of sRGB bytes."""
    return linear_from_srgb(pictures / 255.0)


def in_light(pictures: np.ndarray, gains: np.ndarray) -> np.ndarray:
    """Return pictures in other light; gains are per frame, or per frame and channel."""
    gains = gains.reshape(len(pictures), 1, 1, -1)
    shown = srgb_from_linear(np.clip(to_light(pictures) * gains, 0.0, 1.0))
    return np.rint(255.0 * shown).astype(np.uint8)


def wall(*, seed: int = 3, width: int = SIZE[0] + STEP_PX * FRAMES) -> np.ndarray:
    """Return a wall of soft blocks of many pale colours, between 40 and 200 of 255."""
    rng = np.random.default_rng(seed)
    height = SIZE[1]
    blocks = rng.uniform(70, 170, (height // 8, width // 8 + 1, 1)) + rng.uniform(-28, 28, 3)
    blocks = blocks + rng.uniform(-12, 12, (*blocks.shape[:2], 3))
    picture = blocks.repeat(8, axis=0).repeat(8, axis=1)[:, :width]
    picture = picture + rng.uniform(-10, 10, (height, width, 1))
    for axis in (0, 1):
        picture = (picture + np.roll(picture, 1, axis) + np.roll(picture, -1, axis)) / 3
    return picture


def pan_plan(folder: Path, *, still: bool = False) -> PlanView:
    """Return 12 frames of a wall of two halves; it goes by to the left by 3 px a frame."""
    width, height = SIZE
    whole, step = wall(), 0 if still else STEP_PX
    places = [step * frame for frame in range(FRAMES)]
    flow = np.zeros((FRAMES, height, width, 2), np.float32)
    flow[..., 0] = -step
    occluded = np.zeros((FRAMES, height, width), np.uint8)
    occluded[..., :step] = 1
    ids = np.ones(whole.shape[:2], np.uint16)
    ids[:, 84:] = 2
    ids[: height // 4] = 0
    drawing = Drawing(
        beauty=np.stack([np.rint(whole[:, x : x + width]) for x in places]).astype(np.uint8),
        instance=np.stack([ids[:, x : x + width] for x in places]),
        flow=flow,
        occluded=occluded,
        normal=np.zeros((FRAMES, height, width, 3), np.float16),
    )
    return _plan(drawing, folder)


def ball(light: np.ndarray, *, ambient: float = 0.15) -> np.ndarray:
    """Return a ball of two colours before grey, lit from `light` (+Z to the viewer)."""
    normals, inside = _ball_normals()
    shade = 0.5 * (ambient + np.maximum(normals @ (light / np.linalg.norm(light)), 0.0))
    albedo = np.full((*BALL[::-1], 3), 0.3)
    albedo[: BALL[1] // 2] = (0.8, 0.75, 0.7)
    albedo[BALL[1] // 2 :] = (0.35, 0.5, 0.7)
    linear = np.where(inside[..., None], albedo * shade[..., None], 0.2)
    return np.rint(255.0 * srgb_from_linear(linear)).astype(np.uint8)


def ball_plan(folder: Path, light: np.ndarray) -> PlanView:
    """Return 3 frames of the ball at rest."""
    normals, inside = _ball_normals()
    shape = (3, *BALL[::-1])
    drawing = Drawing(
        beauty=np.tile(ball(light), (3, 1, 1, 1)),
        instance=np.tile(inside.astype(np.uint16), (3, 1, 1)),
        flow=np.zeros((*shape, 2), np.float32),
        occluded=np.zeros(shape, np.uint8),
        normal=np.tile(normals.astype(np.float16), (3, 1, 1, 1)),
    )
    return _plan(drawing, folder)


def aligned(frames: np.ndarray, *, source: np.ndarray | None = None) -> AlignedClip:
    """Return a clip on the plan's clock and raster."""
    count, height, width = frames.shape[:3]
    return AlignedClip(
        frames=frames,
        source=np.arange(count, dtype=np.int64) if source is None else source.astype(np.int64),
        rate=Fraction(16),
        mapping=ClipMapping(
            clip_size_px=(width, height),
            clip_rate=(16, 1),
            clip_frame_count=count,
            picture_px=(0.0, 0.0, float(width), float(height)),
            first_frame=0.0,
            frames_per_plan_frame=1.0,
        ),
        sha256="0" * 64,
    )


def _ball_normals() -> tuple[np.ndarray, np.ndarray]:
    width, height = BALL
    rows, columns = np.indices((height, width))
    x, y = (columns + 0.5 - width / 2) / 42.0, (height / 2 - rows - 0.5) / 42.0
    inside = x * x + y * y < 1.0
    z = np.sqrt(np.maximum(1.0 - x * x - y * y, 0.0))
    return np.where(inside[..., None], np.stack([x, y, z], axis=-1), 0.0), inside


class _Drawn:
    """A renderer of a drawing."""

    name = "drawn"
    version = "1"

    def __init__(self, drawing: Drawing) -> None:
        self._drawing = drawing

    def render(
        self, stage: Stage, frames: Sequence[int], *, options: RenderOptions
    ) -> Iterator[Frame]:
        """Yield the frames."""
        assert options.passes == {Pass(name) for name in NEEDED_PASSES}
        width, height = stage.size_px
        for index in frames:
            yield Frame(
                index=index,
                camera=stage.pose(stage.clock.time(index)).camera,
                beauty=self._drawing.beauty[index],
                depth=np.full((height, width), _NEAR_M, np.float32),
                normal=self._drawing.normal[index],
                instance=self._drawing.instance[index],
                flow_fwd=self._drawing.flow[index],
                occluded_fwd=self._drawing.occluded[index],
            )


def _plan(drawing: Drawing, folder: Path) -> PlanView:
    options = PackOptions(
        render=RenderOptions(passes=frozenset(Pass(name) for name in NEEDED_PASSES)),
        threads=1,
        previews=(),
        contact_sheet=False,
        tracks_per_entity=0,
    )
    write_pack(_Drawn(drawing), _stage(drawing.beauty), folder, options=options)
    return plan_view(ControlPack.open(folder))


def _stage(beauty: np.ndarray) -> Stage:
    count, height, width = beauty.shape[:3]
    camera = CameraPose(
        world_from_camera=np.eye(4),
        intrinsics_px=np.array([[width, 0, width / 2], [0, width, height / 2], [0, 0, 1.0]]),
        distortion=(0.0, 0.0, 0.0, 0.0, 0.0),
        near_m=0.05,
        focal_mm=24.89,
        sensor_mm=(24.89, 24.89 * height / width),
        fstop=4.0,
        focus_m=4.0,
        shutter_angle_rad=3.141592653589793,
        exposure=Exposure(saturation_luminance_nit=4915.2, ev100=12.0, automatic=True),
    )
    mesh = Mesh(
        positions=np.array([[0, 0, -2], [1, 0, -2], [0, 1, -2]], dtype=np.float32),
        normals=np.tile(np.array([0, 0, 1], dtype=np.float32), (3, 1)),
        triangles=np.array([[0, 1, 2]], dtype=np.int32),
    )
    grey = (500.0, 500.0, 500.0)

    def pose(time: Subframes) -> Pose:
        return Pose(
            time=time,
            world_from_item=np.tile(np.eye(4, dtype=np.float32), (2, 1, 1)),
            skin_from_bind=np.zeros((0, 4, 4), dtype=np.float32),
            camera=camera,
            lights=(),
            sky=SkyPose(zenith_nit=grey, horizon_nit=grey, ground_nit=grey),
        )

    return Stage(
        world_hash="ab" * 32,
        shot="SH010",
        clock=StageClock(fps_num=16, fps_den=1, frame_count=count),
        size_px=(width, height),
        items=tuple(
            Item(instance=one, mesh=mesh, material=Material(base_color=(0.5, 0.5, 0.5)))
            for one in (1, 2)
        ),
        instances=(
            Instance(instance=1, entity="0" * 25 + "1", name="Ada", kind="character"),
            Instance(instance=2, entity="0" * 25 + "2", name="wall", kind="set"),
        ),
        pose=pose,
    )
