"""The outermost points of an entity's drawn surface over time: what decides where it ends in frame.

A drawn body has some ten thousand vertices, and only those on its convex hull can be the highest or
leftmost in any picture. They are found as the farthest ones in a thousand directions, at a few
times, and then only these are moved.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
from jaxtyping import Bool, Float, Int

from groundplan.assets.body_parts import BODY_PARTS
from groundplan.geometry import transforms
from groundplan.scene.acting import Actor, entity_from_joint_at
from groundplan.scene.dressing import Dressed
from groundplan.scene.placing import world_from_entity_at
from groundplan.scene.stage import Mesh
from groundplan.world.document import World

__all__ = ["Surface", "surface_at"]

Times = Float[np.ndarray, " time"]

_DIRECTIONS: Final = 1000
_CHOSEN_AT: Final = 3
"""At how many of the times the outermost vertices are looked for."""
_FILL: Final = 12
"""Every twelfth vertex is kept besides: for how thick a body is at each height."""
_HEAD: Final = BODY_PARTS.index("head")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Surface:
    """Points of a surface in the world [m], the same vertices at every time."""

    points: Float[np.ndarray, "time point 3"]
    outer: Bool[np.ndarray, " point"]
    """True for those that can be outermost; the others lie between."""
    head: Bool[np.ndarray, " point"]
    """True for those of the head: hair, hat and face."""


def surface_at(world: World, entity_id: str, times: Times, *, look: Dressed, actor: Actor | None
               ) -> Surface:  # fmt: skip
    """Return the surface of a drawn entity at times [subframes]."""
    placed = world_from_entity_at(world, entity_id, times)
    bones = np.zeros((len(times), 0, 4, 4))
    if actor is not None:
        unbind = transforms.inverse_rigid(actor.skeleton.body_from_bind_joint())
        bones = transforms.multiply(entity_from_joint_at(world, actor, times), unbind)
    meshes = [mesh for mesh, _ in look.pieces]
    chosen_at = np.unique(np.linspace(0, len(times) - 1, _CHOSEN_AT).round().astype(np.int64))
    whole = np.concatenate([_posed(m, bones[chosen_at], rows=None) for m in meshes], axis=1)
    outer = np.unique(np.concatenate([_farthest(frame) for frame in whole]))
    head = np.concatenate([_of_head(m) for m in meshes])
    crown = np.flatnonzero(head)
    if len(crown):
        own = [crown[_farthest(frame[crown])] for frame in whole]
        outer = np.union1d(outer, np.concatenate(own))
    fill = np.arange(0, whole.shape[1], _FILL, dtype=np.int64)
    kept = np.union1d(outer, fill)
    points = _rows_posed(meshes, bones, kept)
    return Surface(
        points=transforms.transform_points(placed[:, None], points),
        outer=np.isin(kept, outer), head=head[kept],
    )  # fmt: skip


def _rows_posed(
    meshes: list[Mesh], bones: Float[np.ndarray, "time bone 4 4"], kept: Int[np.ndarray, " point"]
) -> Float[np.ndarray, "time point 3"]:
    first, found = 0, list[Float[np.ndarray, "time piece 3"]]()
    for mesh in meshes:
        count = len(mesh.positions)
        rows = kept[(kept >= first) & (kept < first + count)] - first
        found.append(_posed(mesh, bones, rows=rows))
        first += count
    return np.concatenate(found, axis=1)


def _posed(
    mesh: Mesh, bones: Float[np.ndarray, "time bone 4 4"], *, rows: Int[np.ndarray, " row"] | None
) -> Float[np.ndarray, "time vertex 3"]:
    """Return vertices in the entity's space: linear blend skinning; still ones as they are."""
    own = slice(None) if rows is None else rows
    points = mesh.positions[own].astype(np.float64)
    if mesh.skin is None or not bones.shape[1]:
        return np.broadcast_to(points, (len(bones), *points.shape))
    joints, weights = mesh.skin.joints[own], mesh.skin.weights[own].astype(np.float64)
    moved = np.zeros((len(bones), *points.shape))
    for k in range(joints.shape[1]):
        turned = bones[:, joints[:, k], :3, :]
        reached = np.einsum("tvij,vj->tvi", turned[..., :3], points) + turned[..., 3]
        moved += weights[:, k, None] * reached
    return moved


def _of_head(mesh: Mesh) -> Bool[np.ndarray, " vertex"]:
    found = np.zeros(len(mesh.positions), dtype=np.bool_)
    if mesh.parts is not None:
        found[mesh.triangles[mesh.parts == _HEAD].ravel()] = True
    return found


def _farthest(points: Float[np.ndarray, "point 3"]) -> Int[np.ndarray, " found"]:
    """Return which points are the farthest in some direction."""
    reach = _directions() @ points.astype(np.float32).T
    return np.unique(np.argmax(reach, axis=1))


@lru_cache(maxsize=1)
def _directions() -> Float[np.ndarray, "direction 3"]:
    """Return directions spread evenly over the sphere, upright and level ones among them.

    Source:
        Fibonacci lattice: equal steps of height, each turned by the golden angle.
    """
    k = np.arange(_DIRECTIONS) + 0.5
    up = 1.0 - 2.0 * k / _DIRECTIONS
    turn = np.pi * (1.0 + 5.0**0.5) * k
    level = np.sqrt(1.0 - up * up)
    spread = np.stack([level * np.cos(turn), up, level * np.sin(turn)], axis=1)
    axes = np.concatenate([np.eye(3), -np.eye(3)])
    return np.concatenate([axes, spread]).astype(np.float32)
