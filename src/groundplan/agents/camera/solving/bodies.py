"""What the solver looks at: bodies as they are drawn, the points of them that are framed."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

import numpy as np
from jaxtyping import Bool, Float

from groundplan.agents.figures import Figure
from groundplan.assets.keypoints import SCHEMES, keypoints_of
from groundplan.assets.skeleton import Skeleton
from groundplan.geometry import transforms
from groundplan.scene.acting import Actor, entity_from_joint_at
from groundplan.scene.dressing import dressed
from groundplan.scene.library import EMPTY, Library
from groundplan.scene.placing import world_from_entity_at
from groundplan.scene.surface import Surface, surface_at
from groundplan.world.document import World

__all__ = ["Body", "body_of", "roaming_m"]

_SLICES: Final = 10
"""Boxes that a body is cut into from bottom to top: where it hides what is behind it."""
_GONE_M: Final = 0.25
"""Who changes place by less goes nowhere."""
_PAIRS: Final = MappingProxyType({
    "eyes": ("left_eye", "right_eye"), "shoulders": ("left_shoulder", "right_shoulder"),
    "hips": ("left_hip", "right_hip"), "hands": ("left_wrist", "right_wrist"),
    "feet": ("left_ankle", "right_ankle"),
})  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Body:
    """One drawn entity over the sampled times; world axes, metres."""

    entity: str
    name: str
    living: bool
    framed_m: float
    """Height that shot sizes are fractions of."""
    height_m: float
    width_m: float
    eye_m: float
    points: Float[np.ndarray, "time point 3"]
    """Outermost points of its surface."""
    head: Bool[np.ndarray, " point"]
    """Those of its head; none of what has no head."""
    marks: Mapping[str, Float[np.ndarray, "time 3"]]
    """Parts by name ("eyes", "left_eye", "chest" …)."""
    facing: Float[np.ndarray, "time 3"]
    """Where the face looks, unit."""
    going: Float[np.ndarray, "time 3"]
    """Where it goes, or faces when it stays; level, unit."""
    ground: Float[np.ndarray, "time 3"]
    """Its footprint's centre."""
    world_from_body: Float[np.ndarray, "time 4 4"]
    """Rigid."""
    boxes: Float[np.ndarray, "time box 2 3"]
    """Its thickness from bottom to top, low and high corners in its own axes."""

    def mark(self, part: str) -> Float[np.ndarray, "time 3"]:
        """Return a part of it; the middle where it has no such part."""
        return self.marks.get(part, self.marks["body"])

    @property
    def main(self) -> str:
        """Return the part that a framing is about: the eyes of who has some."""
        return "eyes" if "eyes" in self.marks else "body"


def roaming_m(
    world: World, entity_id: str, times: Float[np.ndarray, " time"], *, figure: Figure,
    library: Library = EMPTY,
) -> float:  # fmt: skip
    """Return how far what a framing of a body is about goes, along the axis of most [m].

    The eyes of who has some are found without a surface, which takes a tenth of the time.
    """
    look = dressed(world.entities[entity_id], library)
    if look is None:
        return 0.0
    if look.skeleton is not None:
        actor = _actor(world, entity_id, look.skeleton, library=library)
        joints = entity_from_joint_at(world, actor, times)
        placed = world_from_entity_at(world, entity_id, times)
        eyes = _keypoints(actor, joints, placed).get("eyes")
        if eyes is not None:
            return float(np.ptp(eyes, axis=0).max())
    body = body_of(world, entity_id, times, figure=figure, library=library)
    return 0.0 if body is None else float(np.ptp(body.mark(body.main), axis=0).max())


def _actor(world: World, entity_id: str, skeleton: Skeleton, *, library: Library) -> Actor:
    return Actor(
        entity_id=entity_id, entity=world.entities[entity_id], skeleton=skeleton,
        motions=library.motions_of(world, entity_id),
    )  # fmt: skip


def body_of(
    world: World, entity_id: str, times: Float[np.ndarray, " time"], *, figure: Figure,
    library: Library = EMPTY,
) -> Body | None:  # fmt: skip
    """Return a body over times [subframes]; None for what is not drawn."""
    entity = world.entities[entity_id]
    look = dressed(entity, library)
    if look is None:
        return None
    actor = None
    if look.skeleton is not None:
        actor = _actor(world, entity_id, look.skeleton, library=library)
    surface = surface_at(world, entity_id, times, look=look, actor=actor)
    place, turn, _ = transforms.decompose(world_from_entity_at(world, entity_id, times))
    rigid = transforms.compose(place, turn)
    marks, facing = _marks(world, actor, times, surface=surface)
    return Body(
        entity=entity_id, name=entity.name, living=figure.living, framed_m=figure.framed_m,
        height_m=figure.height_m, width_m=figure.size_m[0], eye_m=figure.eye_m,
        points=surface.points[:, surface.outer], head=surface.head[surface.outer],
        marks=marks, facing=facing if facing is not None else rigid[:, :3, 2],
        going=_going(place, rigid[:, :3, 2]), ground=place, world_from_body=rigid,
        boxes=_sliced(surface, rigid, slices=_SLICES if figure.living else 1),
    )  # fmt: skip


def _marks(
    world: World, actor: Actor | None, times: Float[np.ndarray, " time"], *, surface: Surface
) -> tuple[dict[str, Float[np.ndarray, "time 3"]], Float[np.ndarray, "time 3"] | None]:
    """Return the named points of a body, and where its face looks."""
    low, high = surface.points.min(axis=1), surface.points.max(axis=1)
    marks = {"body": 0.5 * (low + high)}
    if actor is None:
        return marks, None
    joints = entity_from_joint_at(world, actor, times)
    placed = world_from_entity_at(world, actor.entity_id, times)
    marks |= _keypoints(actor, joints, placed)
    names = actor.skeleton.names
    if np.any(surface.head):
        head = surface.points[:, surface.head]
        marks["head"] = 0.5 * (head.min(axis=1) + head.max(axis=1))
        marks["face"] = 0.5 * (marks["eyes"] + marks["nose"]) if "eyes" in marks else marks["head"]
    if "head" not in names:
        return marks, None
    facing = transforms.multiply(placed, joints[:, actor.skeleton.index("head")])[:, :3, 2]
    return marks, facing / np.linalg.norm(facing, axis=1, keepdims=True)


def _keypoints(
    actor: Actor, joints: Float[np.ndarray, "time joint 4 4"], placed: Float[np.ndarray, "time 4 4"]
) -> dict[str, Float[np.ndarray, "time 3"]]:
    """Return keypoints, the middles of pairs of them, and joints of the trunk, in the world [m]."""
    marks = dict[str, Float[np.ndarray, "time 3"]]()
    for scheme, found in keypoints_of(actor.skeleton, joints).items():
        points = transforms.transform_points(placed[:, None], found.points)
        for name, column in zip(SCHEMES[scheme], np.swapaxes(points, 0, 1), strict=True):
            if name not in marks and not np.isnan(column).any():
                marks[name] = column
    for name, pair in _PAIRS.items():
        if all(one in marks for one in pair):
            marks[name] = 0.5 * (marks[pair[0]] + marks[pair[1]])
    for part, joint in (("chest", "upperChest"), ("waist", "spine")):
        if joint in actor.skeleton.names:
            own = joints[:, actor.skeleton.index(joint), :3, 3]
            marks[part] = transforms.transform_points(placed, own)
    return marks


def _going(
    place: Float[np.ndarray, "time 3"], ahead: Float[np.ndarray, "time 3"]
) -> Float[np.ndarray, "time 3"]:
    """Return where a body goes, level: its way over the whole time, or its front."""
    way = (place[-1] - place[0]) * np.array([1.0, 0.0, 1.0])
    if float(np.linalg.norm(way)) > _GONE_M:
        return np.tile(way / np.linalg.norm(way), (len(place), 1))
    level = ahead * np.array([1.0, 0.0, 1.0])
    return level / np.maximum(np.linalg.norm(level, axis=1, keepdims=True), 1e-9)


def _sliced(
    surface: Surface, rigid: Float[np.ndarray, "time 4 4"], *, slices: int
) -> Float[np.ndarray, "time box 2 3"]:
    """Return boxes around the points between equal heights, in the body's own axes."""
    local = transforms.transform_points(transforms.inverse_rigid(rigid)[:, None], surface.points)
    low, high = local[..., 1].min(axis=1), local[..., 1].max(axis=1)
    share = (local[..., 1] - low[:, None]) / np.maximum(high - low, 1e-9)[:, None]
    number = np.clip((share * slices).astype(np.int64), 0, slices - 1)
    boxes = np.empty((len(local), slices, 2, 3))
    for k in range(slices):
        inside = (number == k)[..., None]
        boxes[:, k, 0] = np.where(inside, local, math.inf).min(axis=1)
        boxes[:, k, 1] = np.where(inside, local, -math.inf).max(axis=1)
    empty = np.asarray(np.isinf(boxes).any(axis=(2, 3)))
    centre = 0.5 * (local.min(axis=1) + local.max(axis=1))
    middle = np.tile(centre[:, None, None], (1, slices, 2, 1))
    return np.where(empty[..., None, None], middle, boxes)
