"""The surface of a baked animal at a size, one skinned mesh per region of its coat."""

from collections.abc import Iterable
from typing import Final

import numpy as np
from jaxtyping import UInt8

from groundplan.assets.animal_rig import AnimalRig
from groundplan.assets.mannequin import Mannequin
from groundplan.assets.meshes import TriangleMesh, Weights, shaded
from groundplan.assets.proportions import Shape, mane_weight, region, stood
from groundplan.assets.solids import Solid

__all__ = ["baked_mannequin"]

_PATCH_WEIGHT: Final = 0.5


def baked_mannequin(
    shape: Shape,
    *,
    height_m: float,
    build: float = 0.5,
    without: Iterable[str] = (),
    patches: Iterable[str] = (),
) -> Mannequin:
    """Return an animal; roles are those of its coat: `main`, `light`, `dark`, `hoof`, `hair` ...

    `without` names roles that this animal lacks, such as `horn`; `patches` names regions (`mane`,
    or those of a shape) that become roles of their own.
    """
    body = stood(shape, height_m=height_m, girth=0.82 + 0.36 * build)
    rig = body.rig
    roles, face_roles = _patched(rig, tuple(patches))
    lacks = [roles.index(role) for role in without if role in roles]
    kept = ~np.isin(face_roles, lacks)
    solid = Solid(points=body.points, faces=rig.triangles[kept].astype(np.int32))
    mesh, source = shaded(solid)
    meshes = {
        role: _part(mesh, source, face_roles[kept] == k, rig=rig)
        for k, role in enumerate(roles)
        if np.any(face_roles[kept] == k)
    }
    used = body.points[np.unique(rig.triangles[kept])]
    width, height, depth = (float(extent) for extent in np.ptp(used, axis=0))
    return Mannequin(skeleton=body.skeleton, meshes=meshes, size_m=(width, height, depth))


def _patched(
    rig: AnimalRig, patches: tuple[str, ...]
) -> tuple[tuple[str, ...], UInt8[np.ndarray, " triangle"]]:
    """Return the roles with the patches, which cover the coat only."""
    face_roles = rig.face_roles.copy()
    coat = [k for k, role in enumerate(rig.roles) if role in ("main", "light", "dark")]
    for k, patch in enumerate(patches):
        if patch == "mane":
            share = mane_weight(rig)
        else:
            rows = [j for j, name in enumerate(rig.skeleton.names) if region(name) == patch]
            share = np.sum(rig.weights * np.isin(rig.joints, rows), axis=1)
        inside = share[rig.triangles].mean(axis=1) > _PATCH_WEIGHT
        face_roles[inside & np.isin(face_roles, coat)] = len(rig.roles) + k
    return (*rig.roles, *patches), face_roles


def _part(
    mesh: TriangleMesh,
    source: np.ndarray,
    chosen: np.ndarray,
    *,
    rig: AnimalRig,
) -> TriangleMesh:
    """Return the chosen triangles with only the vertices that they use."""
    used, inverse = np.unique(mesh.triangles[chosen], return_inverse=True)
    rows = source[used]
    return TriangleMesh(
        positions=mesh.positions[used],
        normals=mesh.normals[used],
        triangles=inverse.reshape(-1, 3).astype(np.int32),
        skin=Weights(
            joints=rig.joints[rows].astype(np.uint16),
            weights=rig.weights[rows].astype(np.float32),
        ),
    )
