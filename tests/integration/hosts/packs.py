"""Control packs of any size in no time: a renderer whose frames are flat, but for their number."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import cache
from pathlib import Path

import numpy as np

from groundplan.passes.joints import PosedJoints
from groundplan.passes.pack import ControlPack
from groundplan.passes.render import PackOptions, write_pack
from groundplan.previz.port import Frame, Pass, RenderOptions
from groundplan.scene.conforming import Form, conformed_shot
from groundplan.scene.stage import Stage
from groundplan.shader.brief import ShotBrief
from groundplan.shader.briefing import brief_of
from groundplan.shader.matching import passes_of
from groundplan.shader.plan import ShadePlan
from groundplan.studio.options import TakeOptions
from groundplan.studio.take import plan_world
from groundplan.world.document import World

__all__ = ["FlatRenderer", "flat_pack", "small_brief", "small_world"]


class FlatRenderer:
    """Frame k is grey k in its upper half, and k metres away."""

    name = "flat"
    version = "1"

    def render(
        self, stage: Stage, frames: Sequence[int], *, options: RenderOptions
    ) -> Iterator[Frame]:
        """Yield the frames."""
        width, height = stage.size_px
        for index in frames:
            pose = stage.pose(stage.clock.time(index))
            beauty = np.zeros((height, width, 3), np.uint8)
            beauty[: height // 2] = index
            depth = np.full((height, width), 1.0 + index, np.float32)
            depth[: height // 2] += 3.0
            passes: dict[str, np.ndarray] = {
                Pass.BEAUTY: beauty,
                Pass.DEPTH: depth,
                Pass.NORMAL: np.zeros((height, width, 3), np.float16),
                Pass.INSTANCE: np.zeros((height, width), np.uint16),
            }
            chosen = {str(k): v for k, v in passes.items() if Pass(k) in options.passes}
            yield Frame(index=index, camera=pose.camera, **chosen)  # pyright: ignore[reportArgumentType]


@cache
def small_world() -> World:
    """Return a shot of one second with a person."""
    words = "A woman in a red coat walks past a dog in a street at night. Medium shot, 50 mm lens."
    return plan_world(words, options=TakeOptions(seconds=1.0)).world


@cache
def small_brief() -> ShotBrief:
    """Return its brief."""
    return brief_of(small_world(), next(iter(small_world().shots)))


def flat_pack(plan: ShadePlan, folder: Path) -> ControlPack:
    """Return a pack of the small world in the form of a plan."""
    form = Form(size_px=plan.size_px, rate=Fraction(*plan.rate), frame_count=plan.frame_count)
    shot = conformed_shot(small_world(), plan.shot, form)
    write_pack(
        FlatRenderer(),
        shot.stage,
        folder,
        options=PackOptions(
            render=RenderOptions(passes=passes_of(plan)), threads=1, previews=(), title="flat"
        ),
        joints_at=lambda time: {k: PosedJoints(*v) for k, v in shot.bodies(time).items()},
    )
    return ControlPack.open(folder)
