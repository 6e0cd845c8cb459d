"""Joints of every jointed body in the world, at any time."""

from collections.abc import Callable

import numpy as np
from jaxtyping import Float

from groundplan.geometry import transforms
from groundplan.scene.acting import entity_from_joint_at
from groundplan.scene.build import actors_of
from groundplan.units import Subframes
from groundplan.world.document import World
from groundplan.world.placement import world_from_entity_at

__all__ = ["joints_of"]

Joints = dict[str, tuple[tuple[str, ...], Float[np.ndarray, "joint 3"]]]


def joints_of(world: World) -> Callable[[Subframes], Joints]:
    """Return a function of time that gives names and world points [m] by entity id."""
    actors = actors_of(world)

    def at(time: Subframes) -> Joints:
        times = np.array([float(time)])
        found: Joints = {}
        for actor in actors:
            entity_from_joint = entity_from_joint_at(world, actor, times)[0]
            placed = world_from_entity_at(world, actor.entity_id, times)[0]
            points = transforms.transform_points(placed, entity_from_joint[:, :3, 3])
            found[actor.entity_id] = (actor.skeleton.names, points)
        return found

    return at
