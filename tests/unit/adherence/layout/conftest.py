"""A textured body of eight joints before a wall, in a real pack."""

from dataclasses import replace

import numpy as np
import pytest
from tests.unit.passes.conftest import BALL, RendererFake, make_stage

from groundplan.adherence.plan_view import PlanView, plan_view
from groundplan.passes.joints import PosedJoints
from groundplan.passes.pack import ControlPack
from groundplan.passes.render import PackOptions, write_pack
from groundplan.previz.port import RENDERED_PASSES, RenderOptions

_SIZE = (160, 96)
_NAMES = (
    "hips", "head", "leftUpperArm", "leftLowerArm", "rightUpperArm", "rightLowerArm",
    "leftIndexDistal", "leftHand",
)  # fmt: skip
_AWAY_M = np.array([
    [0.0, -0.2, 0.45], [0.0, 0.25, 0.4], [0.2, 0.1, 0.4], [0.3, -0.1, 0.35], [-0.2, 0.1, 0.4],
    [-0.3, -0.1, 0.35], [0.0, 0.0, 0.45], [0.0, 0.0, -0.48],
])  # fmt: skip
"""From the ball's centre; the last is on its far side, hidden by itself."""


@pytest.fixture(scope="session")
def body_plan(tmp_path_factory: pytest.TempPathFactory) -> PlanView:
    """Return five frames of a ball that has joints, painted with noise of its own."""
    stage = make_stage(_SIZE, frames=5)
    entity = next(one.entity for one in stage.instances if one.instance == BALL)

    def joints_at(time: int) -> dict[str, PosedJoints]:
        centre = np.array([-1.0 + 0.1 * time / 1000, 0.8, 0.0])
        return {entity: PosedJoints(_NAMES, centre + _AWAY_M)}

    folder = tmp_path_factory.mktemp("jointed") / "pack"
    options = PackOptions(
        render=RenderOptions(passes=RENDERED_PASSES), threads=1, previews=(), contact_sheet=False
    )
    write_pack(RendererFake(), stage, folder, options=options, joints_at=joints_at)
    plan = plan_view(ControlPack.open(folder))
    alive = tuple(
        replace(one, kind="character") if one.instance == BALL else one for one in plan.instances
    )
    return replace(plan, instances=alive, beauty=_painted(plan))


def _painted(plan: PlanView) -> np.ndarray:
    """Return pictures of smooth noise, the body's moving along with it."""
    rng = np.random.default_rng(5)
    width, height = plan.size_px
    wall, skin = (_smooth(rng.random((height, width))) for _ in range(2))
    frames = np.empty((plan.frame_count, height, width, 3), dtype=np.uint8)
    for frame in range(plan.frame_count):
        own = plan.instance[frame] == BALL
        rows, columns = np.nonzero(own)
        moved = np.roll(skin, (round(rows.mean()), round(columns.mean())), axis=(0, 1))
        frames[frame] = (255 * np.where(own, moved, wall))[..., None]
    return frames


def _smooth(noise: np.ndarray) -> np.ndarray:
    for axis in (0, 1):
        noise = np.mean([np.roll(noise, step, axis=axis) for step in range(-2, 3)], axis=0)
    return (noise - noise.min()) / np.ptp(noise)
