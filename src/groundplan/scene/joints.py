"""Joints and keypoints of every jointed body in the world, at any time."""

from collections.abc import Callable, Mapping
from typing import Final, NamedTuple

import numpy as np
from jaxtyping import Float

from groundplan.assets.keypoints import Keypoints, SchemeName, keypoints_of
from groundplan.geometry import transforms
from groundplan.scene.acting import Actor, entity_from_joint_at, face_weights_at
from groundplan.scene.blocks import FrameBlocks
from groundplan.scene.build import actors_of
from groundplan.scene.library import EMPTY, Library
from groundplan.scene.placing import world_from_entity_at
from groundplan.units import Subframes
from groundplan.world.document import World

__all__ = ["BodyPoints", "SchemePoints", "bodies_of", "joints_of"]

Joints = dict[str, tuple[tuple[str, ...], Float[np.ndarray, "joint 3"]]]
Times = Float[np.ndarray, " time"]

_TIMELINE_START: Final = Subframes(0)


class SchemePoints(NamedTuple):
    """Keypoints of one body by one scheme, at one time."""

    points_in_world: Float[np.ndarray, "point 3"]
    """[m]; NaN where the body has no such point."""
    depth_m: Float[np.ndarray, " point"]
    """How far below the body's own surface a point that shows may lie."""


class BodyPoints(NamedTuple):
    """One body at one time."""

    names: tuple[str, ...]
    points_in_world: Float[np.ndarray, "joint 3"]
    """Joints [m]."""
    keypoints: Mapping[SchemeName, SchemePoints]


def bodies_of(
    world: World, library: Library = EMPTY, *, start: Subframes = _TIMELINE_START
) -> FrameBlocks[dict[str, BodyPoints]]:
    """Return a function of time that gives joints and keypoints by entity id.

    It is fast at whole frames from `start`, and right at any time.
    """
    actors = actors_of(world, library)

    def solve(times: Times) -> list[dict[str, BodyPoints]]:
        solved = [_points(world, actor, times) for actor in actors]
        return [
            {actor.entity_id: points[k] for actor, points in zip(actors, solved, strict=True)}
            for k in range(len(times))
        ]

    return FrameBlocks(solve, start=start)


def joints_of(
    world: World, library: Library = EMPTY, *, start: Subframes = _TIMELINE_START
) -> Callable[[Subframes], Joints]:
    """Return a function of time that gives names and world points [m] of joints by entity id."""
    bodies = bodies_of(world, library, start=start)
    return lambda time: {k: (body.names, body.points_in_world) for k, body in bodies(time).items()}


def _points(world: World, actor: Actor, times: Times) -> list[BodyPoints]:
    entity_from_joint = entity_from_joint_at(world, actor, times)
    placed = world_from_entity_at(world, actor.entity_id, times)
    joints = transforms.transform_points(placed[:, None], entity_from_joint[:, :, :3, 3])
    face = face_weights_at(world, actor, times, entity_from_joint=entity_from_joint)
    schemes = keypoints_of(actor.skeleton, entity_from_joint, face=face)
    size = np.cbrt(np.linalg.det(placed[:, :3, :3]))
    in_world = {name: _in_world(found, placed) for name, found in schemes.items()}
    return [
        BodyPoints(
            actor.skeleton.names,
            joints[k],
            {name: SchemePoints(in_world[name][k], size[k] * schemes[name].depth_m)
             for name in schemes},
        )
        for k in range(len(times))
    ]  # fmt: skip


def _in_world(
    found: Keypoints, placed: Float[np.ndarray, "time 4 4"]
) -> Float[np.ndarray, "time point 3"]:
    return transforms.transform_points(placed[:, None], found.points)
