"""Joints of every jointed body in the world, for control packs and tests."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from jaxtyping import Float

from groundplan.geometry import transforms
from groundplan.motion.pose import mover
from groundplan.units import Subframes
from groundplan.world.document import World

__all__ = ["PosedJoints", "joints_at"]


class PosedJoints(NamedTuple):
    """The joints of one body at one time."""

    names: tuple[str, ...]
    points_in_world: Float[np.ndarray, "joint 3"]
    """[m]."""


def joints_at(world: World) -> Callable[[Subframes], dict[str, PosedJoints]]:
    """Return a function of time that gives the joints of all bodies by entity id.

    Raises:
        SceneError: A body cannot be posed.
    """
    movers = {
        key: mover(world, key)
        for key, entity in sorted(world.entities.items())
        if entity.body is not None and entity.primitive is None
    }

    def at(time: Subframes) -> dict[str, PosedJoints]:
        result: dict[str, PosedJoints] = {}
        for key, body in movers.items():
            poses = body.poses(np.array([float(time)]))
            matrices = transforms.multiply(poses.world_from_body[:, None], poses.body_from_joint)
            result[key] = PosedJoints(poses.names, matrices[0, :, :3, 3])
        return result

    return at
