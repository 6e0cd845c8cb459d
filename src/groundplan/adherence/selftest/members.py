"""Where an entity's items, bones and shapes stand in the poses of a stage."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from jaxtyping import Float64, Int64

from groundplan.errors import InputError
from groundplan.scene.stage import CameraPose, Pose, Stage

__all__ = ["Member", "depth_of", "member_of"]

_LEAST_DEPTH_M = 0.1


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Member:
    """An entity, with what moves along."""

    rows: Int64[np.ndarray, " item"]
    """Of `Stage.items` and `Pose.world_from_item`."""
    bones: Int64[np.ndarray, " bone"]
    """Of `Pose.skin_from_bind`."""
    weights: Int64[np.ndarray, " weight"]
    """Of `Pose.morph_weights`."""
    middle: Float64[np.ndarray, " 3"]
    """Of the box about its own items, in the space of the first of them [m]."""


def member_of(stage: Stage, entity: str, carried: Iterable[str] = ()) -> Member:
    """Return where an entity is; what it carries moves along.

    Raises:
        InputError: The stage does not draw it.
    """
    ids = [i.instance for name in (entity, *carried) for i in stage.instances if i.entity == name]
    rows = [row for row, item in enumerate(stage.items) if item.instance in ids]
    own = [row for row in rows if stage.items[row].instance == ids[0]]
    if not own:
        raise InputError(f"the shot draws no {entity!r}", "name an entity of its instances")
    corners = np.concatenate([stage.items[row].mesh.positions for row in own])
    return Member(
        rows=np.array(rows),
        bones=_bones(stage, rows),
        weights=_weights(stage, rows),
        middle=0.5 * (corners.min(axis=0) + corners.max(axis=0)).astype(np.float64),
    )


def depth_of(member: Member, pose: Pose) -> float:
    """Return the depth of a member's middle in the picture [m], 0.1 at least."""
    placed = pose.world_from_item[member.rows[0]].astype(np.float64)
    return max(_depth(placed[:3, :3] @ member.middle + placed[:3, 3], pose.camera), _LEAST_DEPTH_M)


def _depth(point: Float64[np.ndarray, " 3"], camera: CameraPose) -> float:
    back, eye = camera.world_from_camera[:3, 2], camera.world_from_camera[:3, 3]
    return -float(back @ (point - eye))


def _bones(stage: Stage, rows: list[int]) -> Int64[np.ndarray, " bone"]:
    """Return rows of bones: joints of items with a skin, from their first on."""
    found = set[int]()
    for row in rows:
        item = stage.items[row]
        if item.mesh.skin is not None:
            found |= set(range(item.first_bone, item.first_bone + _joints(stage, item.first_bone)))
    return np.array(sorted(found), dtype=np.int64)


def _joints(stage: Stage, first: int) -> int:
    """Return how many bones the items that start at `first` read."""
    skins = (i.mesh.skin for i in stage.items if i.mesh.skin is not None and i.first_bone == first)
    return max(int(skin.joints.max()) for skin in skins) + 1


def _weights(stage: Stage, rows: list[int]) -> Int64[np.ndarray, " weight"]:
    found = set[int]()
    for row in rows:
        item = stage.items[row]
        if item.mesh.morphs is not None:
            found |= set(range(item.first_morph, item.first_morph + len(item.mesh.morphs.offsets)))
    return np.array(sorted(found), dtype=np.int64)
