"""Where things are taken hold of, touched and sat on: places on an entity, in the world."""

from typing import Final

import numpy as np
from jaxtyping import Float

from groundplan.assets import catalogue
from groundplan.assets.worktops import work_height
from groundplan.geometry import quaternions, transforms
from groundplan.motion.parts import handle_points, model_of
from groundplan.world.document import World
from groundplan.world.entity import Entity
from groundplan.world.placement import world_from_entity_at

__all__ = ["grasp_points", "half_width_across", "seat_heights", "taken_handle", "top_heights"]

_SMALL_M: Final = 0.3
"""What is no wider is grasped around its middle, the rest at its nearest face."""
_BACK: Final = 0.22
"""Half the length of a back over the animal's: our engineering default."""
_TOPS: Final = ("seat", "back", "lie", "top")
_TABLE_M: Final = 0.35
"""What is smaller is no table."""
_PLACEHOLDER_M: Final = (0.3, 0.3, 0.3)

Times = Float[np.ndarray, " time"]
Points = Float[np.ndarray, "time 3"]


def grasp_points(world: World, entity_id: str, times: Times, *, seen_from: Points) -> Points:
    """Return where hands take hold of an entity at times [subframes], in the world [m].

    A small thing at its middle; a large one at the point of its box nearest to `seen_from`; an
    animal at the nearest point of its back.
    """
    entity = world.entities[entity_id]
    size = np.array(entity.size_m or _PLACEHOLDER_M)
    world_from_entity = world_from_entity_at(world, entity_id, times)
    middle = np.broadcast_to(size * [0.0, 0.5, 0.0], (len(times), 3))
    if entity.body is not None and entity.body.rig == "quadruped":
        return _backs(entity, world_from_entity, seen_from=seen_from)
    if float(min(size[0], size[2])) > _SMALL_M or float(size[1]) > 3.0 * _SMALL_M:
        entity_from_world = transforms.inverse_affine(world_from_entity)
        own = transforms.transform_points(entity_from_world, seen_from)
        low, high = size * [-0.5, 0.0, -0.5], size * [0.5, 1.0, 0.5]
        middle = np.clip(own, low, high)
    return transforms.transform_points(world_from_entity, middle)


def _backs(
    entity: Entity, world_from_entity: Float[np.ndarray, "time 4 4"], *, seen_from: Points
) -> Points:
    """Return the nearest point of an animal's back: between shoulders and hips, on top."""
    height = entity.body.height_m if entity.body is not None else 0.0
    own = transforms.transform_points(transforms.inverse_affine(world_from_entity), seen_from)
    half = _BACK * (entity.size_m[2] if entity.size_m is not None else 1.6 * height)
    back = np.zeros_like(own)
    back[:, 1] = height
    back[:, 2] = np.clip(own[:, 2], -half, half)
    return transforms.transform_points(world_from_entity, back)


def taken_handle(world: World, entity_id: str, times: Times) -> Points | None:
    """Return where the handle of the part that opens is, in the world [m].

    Of several parts the one that moves, else the first; None for what has none.
    """
    entity = world.entities[entity_id]
    model = model_of(entity)
    joints = [] if model is None else list(model.opening)
    moving = [joint for joint in joints if f"parts.{joint}" in entity.channels]
    chosen = next(iter([*moving, *joints]), "")
    own = handle_points(entity, chosen, times)
    if own is None:
        return None
    return transforms.transform_points(world_from_entity_at(world, entity_id, times), own)


def half_width_across(
    world: World, entity_id: str, time: float, *, across: Float[np.ndarray, " 3"]
) -> float:
    """Return half the extent of an entity along a level direction of the world [m]."""
    entity = world.entities[entity_id]
    size = np.array(entity.size_m or _PLACEHOLDER_M)
    _, turn, scale = transforms.decompose(world_from_entity_at(world, entity_id, np.array([time])))
    own = quaternions.rotate(quaternions.conjugate(turn[0]), across)
    return float(0.5 * np.sum(np.abs(own[[0, 2]]) * size[[0, 2]] * scale[0][[0, 2]]))


def seat_heights(world: World, entity_id: str, times: Times) -> Times:
    """Return the height in the world of what is sat on [m]."""
    entity = world.entities[entity_id]
    return world_from_entity_at(world, entity_id, times)[:, 1, 3] + _seat_height(entity)


def top_heights(world: World, entity_id: str, times: Times) -> Times | None:
    """Return the height in the world of the surface that hands work on [m]; None without one.

    A table has one, a cup has none.
    """
    entity = world.entities[entity_id]
    size = entity.size_m or _PLACEHOLDER_M
    if entity.asset is None or entity.body is not None or size[0] < _TABLE_M or size[1] < _TABLE_M:
        return None
    own = work_height(entity.asset.catalogue_id, size[1])
    return world_from_entity_at(world, entity_id, times)[:, 1, 3] + own


def _seat_height(entity: Entity) -> float:
    if entity.body is not None:
        return entity.body.height_m
    size = entity.size_m or _PLACEHOLDER_M
    if entity.asset is not None and not entity.asset.placeholder:
        anchors = catalogue.build(
            catalogue.entry(entity.asset.catalogue_id), size_m=size, detail=entity.asset.detail
        ).anchors
        found = next((anchors[name] for name in _TOPS if name in anchors), None)
        if found is not None:
            return found[1]
    return size[1]
