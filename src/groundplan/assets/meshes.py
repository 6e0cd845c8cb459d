"""Triangle meshes with normals, as a renderer takes them: float32, int32, outside is the front."""

import math
from dataclasses import dataclass
from typing import Final

import numpy as np
from jaxtyping import Float, Float32, Float64, Int, Int32, Int64, UInt16

from groundplan.assets.solids import Solid

__all__ = [
    "CREASE_RAD", "Morphs", "TriangleMesh", "Weights", "bounds", "morphs_of", "point_normals",
    "shaded", "smooth",
]  # fmt: skip

CREASE_RAD: Final = math.radians(61.0)
"""Faces that meet at more than this angle keep a hard edge (our engineering default)."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Weights:
    """Four joints per vertex; weights of a vertex sum to 1."""

    joints: UInt16[np.ndarray, "vertex 4"]
    weights: Float32[np.ndarray, "vertex 4"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Morphs:
    """Shapes that a mesh is mixed with: offsets of some vertices at weight 1, unit by unit."""

    vertices: Int32[np.ndarray, " moved"]
    offsets: Float32[np.ndarray, "unit moved 3"]
    """[m]."""
    normals: Float32[np.ndarray, "unit moved 3"]
    """What is added to normals."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class TriangleMesh:
    """Triangles [m], counter-clockwise seen from outside, with unit outward normals."""

    positions: Float32[np.ndarray, "vertex 3"]
    normals: Float32[np.ndarray, "vertex 3"]
    triangles: Int32[np.ndarray, "triangle 3"]
    skin: Weights | None = None
    morphs: Morphs | None = None


def bounds(
    positions: Float32[np.ndarray, "vertex 3"],
) -> tuple[Float64[np.ndarray, " 3"], Float64[np.ndarray, " 3"]]:
    """Return the lowest and highest corner of the box around the points [m]."""
    wide = positions.astype(np.float64)
    return wide.min(axis=0), wide.max(axis=0)


def point_normals(
    points: Float[np.ndarray, "point 3"], faces: Int[np.ndarray, "face 3"]
) -> Float64[np.ndarray, "point 3"]:
    """Return area-weighted unit normals of shared points; ahead (+Z) where there is no area."""
    a, b, c = (points[faces[:, k]] for k in range(3))
    area = np.cross(b - a, c - a)
    corner = faces.reshape(-1)
    each = np.repeat(area, 3, axis=0)
    total = np.stack(
        [np.bincount(corner, weights=each[:, k], minlength=len(points)) for k in range(3)], axis=1
    )
    length = np.linalg.norm(total, axis=1, keepdims=True)
    return np.where(length > 1e-30, total / np.maximum(length, 1e-30), [0.0, 0.0, 1.0])


def morphs_of(
    points: Float[np.ndarray, "point 3"],
    faces: Int[np.ndarray, "face 3"],
    offsets: Float[np.ndarray, "point unit 3"],
) -> Morphs | None:
    """Return the shapes of a mesh whose points move by `offsets` [m]; None where none move."""
    rows = np.flatnonzero(np.any(offsets != 0.0, axis=(1, 2)))
    if not len(rows):
        return None
    near = faces[np.isin(faces, rows).any(axis=1)]
    used, dense = np.unique(near, return_inverse=True)
    dense, place = dense.reshape(-1, 3), np.searchsorted(used, rows)
    still = points[used].astype(np.float64)
    rest = point_normals(still, dense)[place]
    moved = offsets[rows].transpose(1, 0, 2).astype(np.float32)
    turned = np.zeros_like(moved)
    for unit in np.flatnonzero(moved.any(axis=(1, 2))):
        turned[unit] = point_normals(still + offsets[used, unit], dense)[place] - rest
    return Morphs(vertices=rows.astype(np.int32), offsets=moved, normals=turned)


def smooth(solid: Solid) -> TriangleMesh:
    """Return the solid without hard edges, normals straight out of the origin (a ball)."""
    length = np.linalg.norm(solid.points, axis=1, keepdims=True)
    return TriangleMesh(
        positions=solid.points.astype(np.float32),
        normals=(solid.points / length).astype(np.float32),
        triangles=solid.faces,
    )


def shaded(
    solid: Solid, *, crease: float = CREASE_RAD
) -> tuple[TriangleMesh, Int64[np.ndarray, " vertex"]]:
    """Return the solid with area-weighted normals, split at edges sharper than `crease` [rad].

    The second array names, for every vertex, the point of the solid that it came from.
    """
    points, faces = solid.points, solid.faces.astype(np.int64)
    a, b, c = (points[faces[:, k]] for k in range(3))
    area = np.cross(b - a, c - a)
    doubled = np.linalg.norm(area, axis=1, keepdims=True)
    unit = area / np.maximum(doubled, 1e-30)
    normals = _corner_normals(faces, (area, unit), math.cos(crease))
    owner = faces.reshape(-1)
    grid = np.rint(normals * 400.0).astype(np.int64) + 512
    key = ((owner * 1024 + grid[:, 0]) * 1024 + grid[:, 1]) * 1024 + grid[:, 2]
    _, first, inverse = np.unique(key, return_index=True, return_inverse=True)
    mesh = TriangleMesh(
        positions=points[owner[first]].astype(np.float32),
        normals=normals[first].astype(np.float32),
        triangles=inverse.reshape(-1, 3).astype(np.int32),
    )
    return mesh, owner[first]


def _corner_normals(
    faces: Int64[np.ndarray, "face 3"],
    vectors: tuple[Float[np.ndarray, "face 3"], Float[np.ndarray, "face 3"]],
    least_cosine: float,
) -> Float64[np.ndarray, "corner 3"]:
    """Sum, for each corner, the area vectors of the faces on its side of a crease."""
    area, unit = vectors
    owner = faces.reshape(-1)
    order = np.argsort(owner, kind="stable")
    face_of = order // 3
    counts = np.bincount(owner)
    counts = counts[counts > 0]
    starts = np.cumsum(counts) - counts
    each = np.repeat(counts, counts)
    left = np.repeat(np.arange(len(order)), each)
    within = np.arange(len(left)) - np.repeat(np.cumsum(each) - each, each)
    right = np.repeat(np.repeat(starts, counts), each) + within
    alike = np.sum(unit[face_of[left]] * unit[face_of[right]], axis=1) >= least_cosine
    alike |= left == right
    sums = np.zeros((len(order), 3))
    for axis in range(3):
        part = np.where(alike, area[face_of[right], axis], 0.0)
        sums[:, axis] = np.bincount(left, weights=part, minlength=len(order))
    result = np.empty_like(sums)
    result[order] = sums
    length = np.linalg.norm(result, axis=1, keepdims=True)
    return np.where(length > 1e-30, result / np.maximum(length, 1e-30), unit.repeat(3, axis=0))
