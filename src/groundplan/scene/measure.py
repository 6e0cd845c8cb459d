"""Measures of what stands in a world at a time: footprints, boxes, eye heights, distances."""

import math
from dataclasses import dataclass

import numpy as np
from jaxtyping import Float

from groundplan.motion.channels import entity_of
from groundplan.scene.drawables import model_size
from groundplan.scene.placement import Placement
from groundplan.units import Subframes
from groundplan.world.document import World
from groundplan.world.entity import Entity

__all__ = ["Body", "bodies_at", "camera_distance", "eye_height"]

Triple = tuple[float, float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """An entity's place and extent."""

    entity: str
    position_m: Triple
    """Centre of the footprint at the lowest point; of lights and cameras their centre."""
    heading_rad: float
    """Turns +Z towards +X about +Y."""
    size_m: Triple
    """Width, height, depth along its own axes."""
    lowest_m: Triple
    highest_m: Triple
    """Corners of the box around it along the world's axes."""


def bodies_at(world: World, time: Subframes) -> dict[str, Body]:
    """Return every entity that has a place, by id.

    Raises:
        SceneError: Something cannot be built or posed.
    """
    placement = Placement(world)
    at = np.array([float(time)])
    return {
        key: _body(key, entity, placement.world_from_entity(key, at)[0])
        for key, entity in sorted(world.entities.items())
        if entity.kind not in ("audio", "group")
    }


def _body(key: str, entity: Entity, matrix: Float[np.ndarray, "4 4"]) -> Body:
    scale = np.linalg.norm(matrix[:3, :3], axis=0)
    width, height, depth = np.array(model_size(entity)) * scale
    corners = np.array([[x, y, z] for x in (-0.5, 0.5) for y in (0.0, 1.0) for z in (-0.5, 0.5)])
    if entity.kind in ("light", "camera"):
        width = height = depth = 0.0
    extent = corners * [width, height, depth] / np.maximum(scale, 1e-12)
    points = extent @ matrix[:3, :3].T + matrix[:3, 3]
    ahead = -matrix[:3, 2] if entity.kind in ("light", "camera") else matrix[:3, 2]
    return Body(
        entity=key,
        position_m=_triple(matrix[:3, 3]),
        heading_rad=math.atan2(float(ahead[0]), float(ahead[2])),
        size_m=(float(width), float(height), float(depth)),
        lowest_m=_triple(points.min(axis=0)),
        highest_m=_triple(points.max(axis=0)),
    )


def _triple(values: Float[np.ndarray, " 3"]) -> Triple:
    return (float(values[0]), float(values[1]), float(values[2]))


def eye_height(entity: Entity) -> float:
    """Return how high the eyes of a standing body are above its lowest point [m].

    A person's: half a head below the crown; other things have their middle.
    """
    height = model_size(entity)[1]
    if entity.body is not None and entity.body.rig == "human":
        return 0.936 * entity.body.height_m
    return height * (0.85 if entity.body is not None else 0.5)


def camera_distance(world: World, camera: str, subject: str, *, time: Subframes) -> float:
    """Return the distance over the ground from a camera to an entity's axis [m].

    Raises:
        SceneError: One of them does not exist.
    """
    entity_of(world, camera)
    placement, at = Placement(world), np.array([float(time)])
    line = (
        placement.world_from_entity(camera, at)[0, :3, 3]
        - placement.world_from_entity(subject, at)[0, :3, 3]
    )
    return math.hypot(float(line[0]), float(line[2]))
