"""The surface of one source file: welded points, faces with the region of the coat, weights."""

from dataclasses import dataclass

import numpy as np
import quaternius
from animal_rig import Rig
from glb_reader import Glb
from numpy.typing import NDArray

__all__ = ["Surface", "surface_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Surface:
    """In the bind pose [m]."""

    points: NDArray[np.float64]
    faces: NDArray[np.int64]
    face_roles: NDArray[np.int64]
    joints: NDArray[np.int64]
    weights: NDArray[np.float64]
    roles: list[str]
    palette: dict[str, list[float]]
    """Linear Rec.709 of each role."""
    span_m: float


def surface_of(animal: str, glb: Glb, rig: Rig) -> Surface:
    """Return the surface of a file, all meshes together."""
    roles: list[str] = []
    palette: dict[str, list[float]] = {}
    parts: list[tuple[NDArray[np.float64], NDArray[np.int64]]] = []
    faces, face_roles, count = [], [], 0
    for horns, mesh in enumerate(glb.json["meshes"]):
        for primitive in mesh["primitives"]:
            material = glb.json["materials"][primitive["material"]]
            role = quaternius.role_of(animal, material["name"], horns=bool(horns))
            color = material["pbrMetallicRoughness"].get("baseColorFactor", [1.0] * 4)[:3]
            points, skin = _vertices(glb, primitive, rig)
            triangles = glb.accessor(primitive["indices"]).reshape(-1, 3).astype(np.int64)
            for name, chosen in _split(role, points, triangles):
                if name not in roles:
                    roles.append(name)
                    palette[name] = [round(float(c), 4) for c in color]
                faces.append(chosen + count)
                face_roles.append(np.full(len(chosen), roles.index(name)))
            parts.append((points, skin))
            count += len(points)
    points = np.concatenate([p for p, _ in parts])
    weights = np.concatenate([w for _, w in parts])
    return _welded(
        (points, weights),
        (np.concatenate(faces), np.concatenate(face_roles)),
        roles=roles,
        palette=palette,
    )


def _vertices(
    glb: Glb, primitive: dict[str, dict[str, int]], rig: Rig
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return points [m] and weights on all our joints."""
    attributes = primitive["attributes"]
    points = glb.accessor(attributes["POSITION"]).astype(np.float64) * rig.scale
    used = glb.accessor(attributes["JOINTS_0"]).astype(np.int64)
    share = glb.accessor(attributes["WEIGHTS_0"]).astype(np.float64)
    weights = np.zeros((len(points), 1 + int(max(used.max(), rig.source_rows.max()))))
    for k in range(4):
        np.add.at(weights, (np.arange(len(points)), used[:, k]), share[:, k])
    weights /= weights.sum(axis=1, keepdims=True)
    return points, weights[:, rig.source_rows]


def _split(
    role: str, points: NDArray[np.float64], faces: NDArray[np.int64]
) -> list[tuple[str, NDArray[np.int64]]]:
    """Tell noses from hooves that share a material: they are not at the ground."""
    if role != "hoof":
        return [(role, faces)]
    high = points[faces].mean(axis=1)[:, 1] > 0.25
    pairs = (("hoof", faces[~high]), ("muzzle", faces[high]))
    return [(name, chosen) for name, chosen in pairs if len(chosen)]


def _welded(
    vertices: tuple[NDArray[np.float64], NDArray[np.float64]],
    triangles: tuple[NDArray[np.int64], NDArray[np.int64]],
    *,
    roles: list[str],
    palette: dict[str, list[float]],
) -> Surface:
    """Return the surface with vertices of one place and one weight as one."""
    (points, weights), (faces, face_roles) = vertices, triangles
    key = np.concatenate([np.rint(points * 1e5), np.rint(weights * 1e4)], axis=1)
    _, first, inverse = np.unique(key, axis=0, return_index=True, return_inverse=True)
    faces = inverse.reshape(-1)[faces]
    whole = (
        (faces[:, 0] != faces[:, 1]) & (faces[:, 1] != faces[:, 2]) & (faces[:, 2] != faces[:, 0])
    )
    points, weights = points[first], weights[first]
    best = np.argsort(-weights, axis=1, kind="stable")[:, :4]
    kept = np.take_along_axis(weights, best, axis=1)
    return Surface(
        points=points, faces=faces[whole], face_roles=face_roles[whole], joints=best,
        weights=kept / kept.sum(axis=1, keepdims=True), roles=roles, palette=palette,
        span_m=float(np.abs(points).max()),
    )  # fmt: skip
