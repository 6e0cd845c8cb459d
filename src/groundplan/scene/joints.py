"""Joints of every jointed body in the world, at any time."""

from collections.abc import Callable
from typing import Final

import numpy as np
from jaxtyping import Float

from groundplan.geometry import transforms
from groundplan.scene.acting import Actor, entity_from_joint_at
from groundplan.scene.blocks import FrameBlocks
from groundplan.scene.build import actors_of
from groundplan.scene.library import EMPTY, Library
from groundplan.scene.placing import world_from_entity_at
from groundplan.units import Subframes
from groundplan.world.document import World

__all__ = ["joints_of"]

Joints = dict[str, tuple[tuple[str, ...], Float[np.ndarray, "joint 3"]]]
Times = Float[np.ndarray, " time"]

_TIMELINE_START: Final = Subframes(0)


def joints_of(
    world: World, library: Library = EMPTY, *, start: Subframes = _TIMELINE_START
) -> Callable[[Subframes], Joints]:
    """Return a function of time that gives names and world points [m] by entity id.

    It is fast at whole frames from `start`, and right at any time.
    """
    actors = actors_of(world, library)

    def solve(times: Times) -> list[Joints]:
        solved = [_points(world, actor, times) for actor in actors]
        return [
            {
                actor.entity_id: (actor.skeleton.names, points[k])
                for actor, points in zip(actors, solved, strict=True)
            }
            for k in range(len(times))
        ]

    return FrameBlocks(solve, start=start).at


def _points(world: World, actor: Actor, times: Times) -> Float[np.ndarray, "time joint 3"]:
    entity_from_joint = entity_from_joint_at(world, actor, times)
    placed = world_from_entity_at(world, actor.entity_id, times)
    return transforms.transform_points(placed[:, None], entity_from_joint[:, :, :3, 3])
