"""Geometry that a user brings: a mesh file, checked, with the skeleton that moves it.

An .npz of `positions_m` (vertex, 3), `normals` (vertex, 3) and `triangles` (triangle, 3); for a
skinned one also `joints` and `weights` (vertex, 4), `joint_names` and `joint_parents` (joint) and
`joint_places_m` (joint, 3): at rest every joint's axes are the body's own. +Y up, facing +Z, the
origin at the footprint's centre; triangles counter-clockwise seen from outside.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np

from groundplan.assets.meshes import TriangleMesh, Weights
from groundplan.assets.skeleton import Skeleton
from groundplan.errors import SceneError, StoreError
from groundplan.world.arrays import Arrays, read_arrays, write_arrays
from groundplan.world.attachments import LARGEST_BYTES

__all__ = ["BroughtMesh", "check_joint_names", "column", "read_mesh", "write_mesh"]

_MOST_VERTICES: Final = 4_000_000
_MOST_TRIANGLES: Final = 8_000_000
_MOST_JOINTS: Final = 1024
_FARTHEST_M: Final = 1e5
_TOLERANCE: Final = 1e-3
"""How far a normal's length or the sum of a vertex's weights may be from 1; they are mended."""
_SHAPE: Final = ("positions_m", "normals", "triangles")
_RIG: Final = ("joints", "weights", "joint_names", "joint_parents", "joint_places_m")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class BroughtMesh:
    """A mesh, and its skeleton when it has a skin."""

    mesh: TriangleMesh
    skeleton: Skeleton | None = None


def write_mesh(brought: BroughtMesh) -> bytes:
    """Return the bytes of a mesh file: the same mesh, the same bytes."""
    mesh, skeleton = brought.mesh, brought.skeleton
    arrays: Arrays = {
        "positions_m": mesh.positions,
        "normals": mesh.normals,
        "triangles": mesh.triangles,
    }
    if mesh.skin is not None and skeleton is not None:
        arrays |= {
            "joints": mesh.skin.joints,
            "weights": mesh.skin.weights,
            "joint_names": np.array(skeleton.names),
            "joint_parents": np.array(skeleton.parents, dtype=np.int32),
            "joint_places_m": skeleton.places,
        }
    return write_arrays(arrays)


def read_mesh(data: bytes) -> BroughtMesh:
    """Return the mesh of a file, every number checked.

    Raises:
        SceneError: The file is damaged, or something in it cannot be drawn.
    """
    try:
        arrays = read_arrays(data, limit_bytes=LARGEST_BYTES)
    except StoreError as error:
        raise SceneError(f"a mesh can't be read: {error.problem}", error.remedy) from None
    unknown = sorted(set(arrays) - {*_SHAPE, *_RIG})
    if unknown or not set(_SHAPE) <= set(arrays):
        raise SceneError(
            f"a mesh has the arrays {', '.join(sorted(arrays))[:200] or 'none'}",
            f"it needs {', '.join(_SHAPE)}; a skinned one also {', '.join(_RIG)}",
        )
    mesh = _triangle_mesh(arrays)
    if not set(_RIG) & set(arrays):
        return BroughtMesh(mesh=mesh)
    skeleton = _skeleton(arrays)
    skin = _skin(arrays, vertices=len(mesh.positions), joints=len(skeleton.names))
    skinned = TriangleMesh(
        positions=mesh.positions, normals=mesh.normals, triangles=mesh.triangles, skin=skin
    )
    return BroughtMesh(mesh=skinned, skeleton=skeleton)


def column(arrays: Arrays, name: str, *, kinds: str, width: int, most: int) -> np.ndarray:
    """Return an array of 1 to `most` rows; `width` 0 means one number a row.

    Raises:
        SceneError: It is missing, of another type or shape, too long, or has NaN or infinity.
    """
    array = arrays.get(name)
    wanted = f"give it 1 to {most} rows" + (f" of {width}" if width else "")
    if array is None:
        raise SceneError(f"{name} is missing", wanted)
    fits = array.ndim == (2 if width else 1) and (not width or array.shape[1] == width)
    if not fits or not 1 <= len(array) <= most or array.dtype.kind not in kinds:
        raise SceneError(f"{name} is {array.dtype} of shape {array.shape}", wanted)
    if array.dtype.kind == "f" and not np.all(np.isfinite(array)):
        raise SceneError(f"{name} has numbers that are not finite", "give finite numbers")
    return array


def _triangle_mesh(arrays: Arrays) -> TriangleMesh:
    positions = column(arrays, "positions_m", kinds="f", width=3, most=_MOST_VERTICES)
    normals = column(arrays, "normals", kinds="f", width=3, most=_MOST_VERTICES)
    triangles = column(arrays, "triangles", kinds="iu", width=3, most=_MOST_TRIANGLES)
    if np.abs(positions).max() > _FARTHEST_M:
        raise SceneError(
            f"a vertex lies {np.abs(positions).max():g} m away", f"stay within {_FARTHEST_M:g} m"
        )
    if len(normals) != len(positions):
        raise SceneError(f"{len(normals)} normals for {len(positions)} vertices", "give one each")
    least, most = int(triangles.min()), int(triangles.max())
    if least < 0 or most >= len(positions):
        raise SceneError(
            f"a triangle names vertex {least if least < 0 else most}",
            f"there are vertices 0 to {len(positions) - 1}",
        )
    length = np.linalg.norm(normals.astype(np.float64), axis=1)
    _check_one(length, "a normal's length")
    return TriangleMesh(
        positions=positions.astype(np.float32),
        normals=(normals / length[:, None]).astype(np.float32),
        triangles=triangles.astype(np.int32),
    )


def _check_one(values: np.ndarray, what: str) -> None:
    worst = values[int(np.argmax(np.abs(values - 1.0)))]
    if abs(worst - 1.0) > _TOLERANCE:
        raise SceneError(f"{what} is {worst:g}", f"it must be 1 within {_TOLERANCE:g}")


def check_joint_names(names: np.ndarray) -> tuple[str, ...]:
    """Return the names of joints.

    Raises:
        SceneError: Two are the same, or one is empty.
    """
    found = tuple(str(name) for name in names)
    if len(set(found)) != len(found) or not all(found):
        raise SceneError("two joints have the same name, or one has none", "name each joint")
    return found


def _skeleton(arrays: Arrays) -> Skeleton:
    names = check_joint_names(column(arrays, "joint_names", kinds="U", width=0, most=_MOST_JOINTS))
    parents = column(arrays, "joint_parents", kinds="iu", width=0, most=_MOST_JOINTS)
    places = column(arrays, "joint_places_m", kinds="f", width=3, most=_MOST_JOINTS)
    if not len(names) == len(parents) == len(places):
        raise SceneError(
            f"{len(names)} joint names, {len(parents)} parents, {len(places)} places",
            "give one of each per joint",
        )
    rows = np.arange(len(parents))
    if parents[0] != -1 or np.any(parents[1:] < 0) or np.any(parents >= rows):
        raise SceneError(
            "the joints are no tree that starts at its root",
            "the first joint has parent -1, and every other comes after its own",
        )
    if np.abs(places).max() > _FARTHEST_M:
        raise SceneError("a joint lies too far away", f"stay within {_FARTHEST_M:g} m")
    return Skeleton(
        names=names,
        parents=tuple(int(parent) for parent in parents),
        places=places.astype(np.float64),
    )


def _skin(arrays: Arrays, *, vertices: int, joints: int) -> Weights:
    index = column(arrays, "joints", kinds="iu", width=4, most=_MOST_VERTICES)
    weights = column(arrays, "weights", kinds="f", width=4, most=_MOST_VERTICES)
    if not len(index) == len(weights) == vertices:
        raise SceneError(
            f"{len(index)} joints and {len(weights)} weights for {vertices} vertices",
            "give four of each per vertex",
        )
    if index.min() < 0 or index.max() >= joints:
        raise SceneError("a vertex hangs on a joint that isn't there", f"use 0 to {joints - 1}")
    if weights.min() < 0.0:
        raise SceneError(f"a weight is {weights.min():g}", "weights are 0 to 1")
    whole = weights.astype(np.float64).sum(axis=1)
    _check_one(whole, "the sum of a vertex's weights")
    return Weights(
        joints=index.astype(np.uint16),
        weights=(weights / whole[:, None]).astype(np.float32),
    )
