"""What shows is told without drawing it, and agrees with what is drawn."""

from typing import cast

import numpy as np
import pytest

from groundplan.passes.sight import Sight
from groundplan.previz.port import Renderer, RenderOptions
from groundplan.scene.build import build_stage
from groundplan.scene.stage import Stage
from groundplan.studio.options import TakeOptions
from groundplan.studio.sampling import shot_samples
from groundplan.studio.take import plan_world

Bodies = dict[str, dict[str, object]]


def test_what_shows_is_what_the_instance_pass_has(renderer: Renderer, stage: Stage) -> None:
    sight = Sight(stage)
    indices = range(stage.clock.frame_count)
    for frame in renderer.render(stage, indices, options=RenderOptions()):
        assert frame.instance is not None
        drawn = set(np.unique(frame.instance).tolist()) - {0}
        assert sight(stage.pose(stage.clock.time(frame.index))) == drawn


@pytest.mark.parametrize(("brief", "name", "shows"), [
    ("A man stands behind a wall", "man", False),
    ("A man stands in front of a wall", "man", True),
    ("A man stands behind a wall", "wall", True),
    ("A cat sits under a table", "cat", True),
    ("A cat sits under a table", "ground", True),
])  # fmt: skip
def test_who_stands_behind_a_wall_is_not_visible(brief: str, name: str, *, shows: bool) -> None:
    world = plan_world(brief, options=TakeOptions()).world
    key = next(key for key, entity in world.entities.items() if entity.name == name)
    bodies = [cast("Bodies", sample["entities"]) for sample in shot_samples(world, "s1")]
    seen = {body[key]["visible"] for body in bodies}
    assert seen == {shows}


def test_a_stage_without_things_shows_nothing() -> None:
    world = plan_world("A man stands", options=TakeOptions()).world
    stage = build_stage(world, "s1")
    empty = type(stage)(
        world_hash="", shot="s1", clock=stage.clock, size_px=stage.size_px, items=(),
        instances=(), pose=stage.pose,
    )  # fmt: skip
    assert Sight(empty)(stage.pose(stage.clock.time(0))) == frozenset()
