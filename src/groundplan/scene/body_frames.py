"""A body's own motion over time: local rotations and the root, for files that leave us."""

import numpy as np
from jaxtyping import Float

from groundplan.assets.skeleton import Skeleton
from groundplan.errors import SceneError
from groundplan.geometry import quaternions, transforms
from groundplan.motion.body_motion import figure_of
from groundplan.scene.build import actors_of
from groundplan.scene.library import EMPTY, Library
from groundplan.world.document import World
from groundplan.world.placement import world_from_entity_at

__all__ = ["frames_of"]


def frames_of(
    world: World, entity_id: str, times: Float[np.ndarray, " time"], *, library: Library = EMPTY
) -> tuple[Skeleton, Float[np.ndarray, "time joint 4"], Float[np.ndarray, "time 3"]]:
    """Return the skeleton, its local rotations and its root [m] at times [subframes].

    Axes and origin are those that the body has at the first time; its travel is in the root.

    Raises:
        SceneError: The entity has no joints.
    """
    actor = next((a for a in actors_of(world, library) if a.entity_id == entity_id), None)
    if actor is None:
        raise SceneError(f"{world.entities[entity_id].name} has no joints", "name a jointed body")
    figure = figure_of(world, entity_id, skeleton=actor.skeleton, motions=actor.motions)
    frames = figure.frames(times)
    placed = world_from_entity_at(world, entity_id, times)
    moved = transforms.multiply(transforms.inverse_affine(placed[:1]), placed)
    rotations = frames.rotations.copy()
    turn = quaternions.from_matrix(moved[:, :3, :3])
    rotations[:, 0] = quaternions.multiply(turn, rotations[:, 0])
    return actor.skeleton, rotations, transforms.transform_points(moved, frames.root)
