"""Where faces are and which way they look: what light is measured and placed by."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from jaxtyping import Float

from groundplan.geometry import quaternions, transforms
from groundplan.scene.acting import Actor, entity_from_joint_at
from groundplan.scene.dressing import dressed
from groundplan.scene.library import EMPTY, Library
from groundplan.scene.measure import eye_height
from groundplan.scene.placing import world_from_entity_at
from groundplan.world.document import World

__all__ = ["Faces", "faces_of"]

_MIDFACE: Final = ("nose", "leftEye", "rightEye")
"""The middle of a face is that of these marks, on its surface."""

Times = Float[np.ndarray, " time"]
Points = Float[np.ndarray, "time 3"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Faces:
    """A face over time, in the world."""

    place: Points
    """Middle of the face, on its surface [m]."""
    front: Points
    """Unit, the way that it looks: the normal of the face plane."""
    up: Points
    """Unit, from chin to crown."""

    @property
    def left(self) -> Points:
        """Return the face's own left, unit."""
        return quaternions.cross(self.up, self.front)

    def middle(self) -> "Faces":
        """Return one face in the middle of all: mean place and mean direction."""
        front, up = self.front.mean(axis=0), self.up.mean(axis=0)
        return Faces(
            place=self.place.mean(axis=0)[None],
            front=(front / max(float(np.linalg.norm(front)), 1e-9))[None],
            up=(up / max(float(np.linalg.norm(up)), 1e-9))[None],
        )


def faces_of(world: World, entity_id: str, times: Times, *, library: Library = EMPTY) -> Faces:
    """Return the face of an entity at many times [subframes].

    Of a body with a head: its head joint's, with the marks of nose and eyes where it has them. Of
    anything else: a point at eye height on its axis, looking along its own +Z.

    Raises:
        SceneError: It cannot be posed.
    """
    placed = world_from_entity_at(world, entity_id, times, library=library)
    entity = world.entities[entity_id]
    look = dressed(entity, library) if entity.kind in {"character", "animal"} else None
    if look is None or look.skeleton is None or "head" not in look.skeleton.names:
        place = np.tile(np.array([0.0, eye_height(entity), 0.0]), (len(times), 1))
        return _faces(placed, transforms.transform_points(placed, place))
    skeleton = look.skeleton
    actor = Actor(
        entity_id=entity_id, entity=entity, skeleton=skeleton,
        motions=library.motions_of(world, entity_id),
    )  # fmt: skip
    row = skeleton.index("head")
    head = transforms.multiply(placed, entity_from_joint_at(world, actor, times)[:, row])
    marks = [
        np.array(skeleton.marks[name][1]) - skeleton.places[row]
        for name in _MIDFACE
        if name in skeleton.marks and skeleton.marks[name][0] == "head"
    ]
    offset = np.mean(marks, axis=0) if marks else np.zeros(3)
    return _faces(head, transforms.transform_points(head, offset[None]))


def _faces(frame: Float[np.ndarray, "time 4 4"], place: Points) -> Faces:
    front, up = frame[:, :3, 2], frame[:, :3, 1]
    return Faces(
        place=place,
        front=front / np.linalg.norm(front, axis=1, keepdims=True),
        up=up / np.linalg.norm(up, axis=1, keepdims=True),
    )
