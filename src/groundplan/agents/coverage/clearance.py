"""Whether a camera of a coverage has room, stands in the set, and sees what it is about."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

import numpy as np
from jaxtyping import Float

from groundplan.agents.camera.clear import CLEAR_M, entry_fractions
from groundplan.geometry import boxes, transforms
from groundplan.scene.measure import body_size
from groundplan.scene.placing import world_from_entity_at
from groundplan.world.document import World

__all__ = ["Surroundings", "surroundings_of"]

_ROOMS: Final = frozenset({"room", "plain_room"})
_INNER: Final = (0.475, 0.466, 0.49)
"""Inner faces of side walls, back wall and open side over the room's size, as rooms are drawn."""
_WIDEST_M: Final = 6.0
"""Larger sets are places, not obstacles."""
_WALL_M: Final = 0.15
"""Room that a camera needs before a wall."""
_SOLID: Final = frozenset({"prop", "set", "vehicle", "character", "animal"})

Point = Float[np.ndarray, " 3"]
Room = tuple[Float[np.ndarray, "4 4"], tuple[float, float, float]]
"""`room_from_world`, and the room's size [m]."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Surroundings:
    """What stands around at one time."""

    boxes: dict[str, Float[np.ndarray, "2 3"]]
    """World boxes of all that is solid [m]."""
    rooms: tuple[Room, ...]
    """That are seen through their open side."""

    def fits(self, camera: Point, *, near: Collection[str] = ()) -> bool:
        """Tell whether a camera has room; `near` are bodies that it may be close to."""
        if camera[1] < 0.1 or not all(_inside(camera, room) for room in self.rooms):
            return False
        for entity, box in self.boxes.items():
            outside = np.maximum(np.maximum(box[0] - camera, camera - box[1]), 0.0)
            if np.linalg.norm(outside) < (0.5 * CLEAR_M if entity in near else CLEAR_M):
                return False
        return True

    def sees(self, camera: Point, target: Point, *, but: Collection[str] = ()) -> bool:
        """Tell whether nothing stands between a camera and a point, but for some bodies."""
        if not all(_through(camera, target, room) for room in self.rooms):
            return False
        solid = [box for entity, box in self.boxes.items() if entity not in but]
        if not solid:
            return True
        return bool(np.all(entry_fractions(camera, target, np.array(solid)) >= 0.98))


def surroundings_of(world: World, *, time: float) -> Surroundings:
    """Return what stands around at a time [subframes]; `world` holds who is in the scene."""
    at = np.array([float(time)])
    found = dict[str, Float[np.ndarray, "2 3"]]()
    rooms = list[Room]()
    for key, entity in sorted(world.entities.items()):
        if entity.kind not in _SOLID or "ground" in entity.tags:
            continue
        size = np.array(body_size(entity)) * np.array(entity.transform.scale)
        placed = world_from_entity_at(world, key, at)[0]
        if entity.asset is not None and entity.asset.catalogue_id in _ROOMS:
            back = transforms.inverse_rigid(placed)
            rooms.append((back, (float(size[0]), float(size[1]), float(size[2]))))
        elif 0.0 < max(size[0], size[2]) < _WIDEST_M:
            low = np.array([-0.5 * size[0], 0.0, -0.5 * size[2]])
            corners = boxes.oriented_box_corners(placed, np.stack([low, low + size]))
            found[key] = np.stack([corners.min(axis=0), corners.max(axis=0)])
    return Surroundings(boxes=found, rooms=tuple(rooms))


def _inside(camera: Point, room: Room) -> bool:
    """Tell whether a camera is within a room's walls, or before its open side."""
    room_from_world, size = room
    x, _, z = transforms.transform_points(room_from_world, camera)
    side, back, front = _INNER
    if z > front * size[2]:
        return True
    return bool(abs(x) < side * size[0] - _WALL_M and z > _WALL_M - back * size[2])


def _through(camera: Point, target: Point, room: Room) -> bool:
    """Tell whether a look from before a room goes in through its open side."""
    room_from_world, size = room
    eye, aim = transforms.transform_points(room_from_world, np.stack([camera, target]))
    side, _, front = _INNER
    plane = front * size[2]
    if eye[2] <= plane or aim[2] >= plane:
        return True
    share = (eye[2] - plane) / (eye[2] - aim[2])
    return bool(abs(eye[0] + share * (aim[0] - eye[0])) < side * size[0])
