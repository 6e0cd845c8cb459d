"""Plans whose previz is painted here: a camera pans over a set, and a subject walks through it."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import numpy as np

from groundplan.adherence.plan_view import PlanView
from groundplan.passes.manifest import InstanceRecord
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

__all__ = ["eased", "empty_pack", "other_look", "painted_view", "panned", "walked"]

SIZE = (192, 108)
SUBJECT = 7


def panned(places: np.ndarray, *, seed: int = 1, size: tuple[int, int] = SIZE) -> np.ndarray:
    """Return pictures of a set, seen from `places` [px of the picture] to the right."""
    rng = np.random.default_rng(seed)
    width, height = size
    reach = width + int(np.ceil(float(np.abs(places).max()))) + 2
    set_ = np.full((height, reach, 3), 90.0)
    for _ in range(reach // 4):
        x, y = int(rng.integers(0, reach)), int(rng.integers(0, height))
        wide, high = (int(v) for v in rng.integers(4, 28, 2))
        set_[y : y + high, x : x + wide] = rng.uniform(20, 230, 3)
    out = np.empty((len(places), height, width, 3), dtype=np.uint8)
    for index, place in enumerate(places):
        low, part = int(np.floor(place)), place - np.floor(place)
        here = set_[:, low : low + width], set_[:, low + 1 : low + 1 + width]
        out[index] = np.rint((1 - part) * here[0] + part * here[1]).astype(np.uint8)
    return out


def eased(count: int, distance: float) -> np.ndarray:
    """Return places that begin slowly and become fast."""
    at = np.linspace(0.0, 1.0, count)
    return distance * (0.35 * at + 0.65 * at * at)


def walked(pictures: np.ndarray, *, first: float = 10.0, step: float = 4.0) -> np.ndarray:
    """Return pictures with a subject that walks to the right, and where it is, in that order."""
    out, ids = pictures.copy(), np.zeros(pictures.shape[:3], dtype=np.uint16)
    rng = np.random.default_rng(99)
    cloth = rng.integers(0, 255, (12, 6, 3)).repeat(5, axis=0).repeat(5, axis=1).astype(np.uint8)
    for index in range(len(out)):
        left = round(first + step * index)
        wide = out[index, 40:100, left : left + 30].shape[1]
        out[index, 40:100, left : left + 30] = cloth[:, :wide]
        ids[index, 40:100, left : left + 30] = SUBJECT
    return np.concatenate([out, ids[..., None].repeat(3, axis=3).astype(np.uint8)])


def painted_view(
    pack: ControlPack, pictures: np.ndarray, *, ids: np.ndarray | None = None, rate: int = 16
) -> PlanView:
    """Return a plan of painted pictures; `ids` is 7 where a subject is."""
    count, height, width = pictures.shape[:3]
    return PlanView(
        pack=pack,
        rate=Fraction(rate),
        size_px=(width, height),
        beauty=pictures,
        depth_m=np.full((count, height, width), 5.0, dtype=np.float32),
        instance=np.zeros((count, height, width), np.uint16) if ids is None else ids,
        intrinsics_px=np.tile(np.eye(3), (count, 1, 1)),
        camera_from_world_cv=np.tile(np.eye(4), (count, 1, 1)),
        instances=(InstanceRecord(instance=SUBJECT, entity="0" * 26, name="Ben", kind="person"),),
        moving=frozenset({SUBJECT}),
    )


def other_look(pictures: np.ndarray, *, seed: int = 5) -> np.ndarray:
    """Return the same scene in another look: darker, colder, contrast turned round, with grain."""
    rng = np.random.default_rng(seed)
    scaled = 255.0 * (1.0 - (pictures / 255.0) ** 1.6) * (0.7, 0.8, 0.95)
    return np.clip(scaled + rng.normal(0, 4, pictures.shape), 0, 255).astype(np.uint8)


class _Grey:
    """A renderer of nothing."""

    name = "grey"
    version = "1"

    def render(
        self, stage: Stage, frames: Sequence[int], *, options: RenderOptions
    ) -> Iterator[Frame]:
        """Yield grey frames."""
        width, height = stage.size_px
        for index in frames:
            assert Pass.BEAUTY in options.passes
            yield Frame(
                index=index,
                camera=stage.pose(stage.clock.time(index)).camera,
                beauty=np.full((height, width, 3), 128, np.uint8),
            )


def empty_pack(folder: Path) -> ControlPack:
    """Return a pack that only is one: plans here carry their own pictures."""
    options = PackOptions(
        render=RenderOptions(passes=frozenset({Pass.BEAUTY})),
        threads=1,
        previews=(),
        contact_sheet=False,
    )
    write_pack(_Grey(), _stage(), folder, options=options)
    return ControlPack.open(folder)


def _stage() -> Stage:
    camera = CameraPose(
        world_from_camera=np.eye(4),
        intrinsics_px=np.array([[20.0, 0, 8], [0, 20.0, 6], [0, 0, 1.0]]),
        distortion=(0.0, 0.0, 0.0, 0.0, 0.0),
        near_m=0.05,
        focal_mm=27.4,
        sensor_mm=(24.89, 16.59),
        fstop=4.0,
        focus_m=4.0,
        shutter_angle_rad=3.141592653589793,
        exposure=Exposure(saturation_luminance_nit=4915.2, ev100=12.0, automatic=True),
    )
    grey = (500.0, 500.0, 500.0)
    pose = Pose(
        time=Subframes(0),
        world_from_item=np.eye(4, dtype=np.float32)[None],
        skin_from_bind=np.zeros((0, 4, 4), dtype=np.float32),
        camera=camera,
        lights=(),
        sky=SkyPose(zenith_nit=grey, horizon_nit=grey, ground_nit=grey),
    )
    mesh = Mesh(
        positions=np.array([[0, 0, -2], [1, 0, -2], [0, 1, -2]], dtype=np.float32),
        normals=np.tile(np.array([0, 0, 1], dtype=np.float32), (3, 1)),
        triangles=np.array([[0, 1, 2]], dtype=np.int32),
    )
    return Stage(
        world_hash="ab" * 32,
        shot="SH010",
        clock=StageClock(fps_num=16, fps_den=1, frame_count=2),
        size_px=(16, 12),
        items=(Item(instance=1, mesh=mesh, material=Material(base_color=(0.5, 0.5, 0.5))),),
        instances=(Instance(instance=1, entity="0" * 25 + "1", name="wall", kind="set"),),
        pose=lambda time: replace(pose, time=time),
    )
