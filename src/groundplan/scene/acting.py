"""Jointed bodies at many times: what motion needs to know of an entity, and the joints it gives."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from jaxtyping import Float, Float32

from groundplan.assets.skeleton import Skeleton
from groundplan.motion.body_motion import Figure, figure_of
from groundplan.motion.clips import JointMotion
from groundplan.world.document import World
from groundplan.world.entity import Entity

__all__ = ["Actor", "entity_from_joint_at", "face_weights_at"]

Times = Float[np.ndarray, " time"]
Joints = Float[np.ndarray, "time joint 4 4"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Actor:
    """An entity with a skeleton."""

    entity_id: str
    entity: Entity
    skeleton: Skeleton
    motions: Mapping[str, JointMotion] = field(default_factory=dict[str, JointMotion])
    """Of the clips placed on it, by sha256."""
    made: list[Figure] = field(default_factory=list[Figure])
    """What its body does in the world that was asked last: its way and strides are found once."""


def entity_from_joint_at(
    world: World, actor: Actor, times: Times
) -> Float[np.ndarray, "time joint 4 4"]:
    """Return the joint matrices in the entity's own space at many times."""
    return _figure(world, actor).entity_from_joint(times)


def face_weights_at(
    world: World, actor: Actor, times: Times, *, entity_from_joint: Joints
) -> Float32[np.ndarray, "time unit"] | None:
    """Return the weights of a person's face at many times; None for bodies without such a face."""
    return _figure(world, actor).face(times, entity_from_joint)


def _figure(world: World, actor: Actor) -> Figure:
    for figure in actor.made:
        if figure.world is world:
            return figure
    figure = figure_of(world, actor.entity_id, skeleton=actor.skeleton, motions=actor.motions)
    actor.made[:] = [figure]
    return figure
