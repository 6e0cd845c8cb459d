"""The surface of ground that is not level, as it is drawn."""

from functools import lru_cache
from typing import Final

import numpy as np

from groundplan.assets.meshes import TriangleMesh
from groundplan.world.entity import Terrain
from groundplan.world.terrain import landform_of

__all__ = ["landform_mesh"]

_REACH_M: Final = 400.0


@lru_cache(maxsize=8)
def landform_mesh(terrain: Terrain) -> TriangleMesh:
    """Return a sheet 800 m wide whose rows lie across the rise."""
    landform = landform_of(terrain)
    rows, heights = landform.rows(_REACH_M)
    dx, dz = landform.direction
    across = np.array([-_REACH_M, -60.0, -20.0, 20.0, 60.0, _REACH_M])
    x = rows[:, None] * dx + across[None] * dz
    z = rows[:, None] * dz - across[None] * dx
    points = np.stack([x, np.broadcast_to(heights[:, None], x.shape), z], axis=-1)
    normals = landform.normal_at(x, z)
    count = len(across)
    k = np.arange(len(rows) - 1)[:, None] * count + np.arange(count - 1)[None]
    low = np.stack([k, k + 1, k + count], axis=-1).reshape(-1, 3)
    high = np.stack([k + 1, k + count + 1, k + count], axis=-1).reshape(-1, 3)
    triangles = np.concatenate([low, high])
    flat = points.reshape(-1, 3)
    a, b, c = (flat[triangles[0, i]] for i in range(3))
    if np.cross(b - a, c - a)[1] < 0.0:
        triangles = triangles[:, ::-1]
    return TriangleMesh(
        positions=flat.astype(np.float32),
        normals=normals.reshape(-1, 3).astype(np.float32),
        triangles=np.ascontiguousarray(triangles).astype(np.int32),
    )
