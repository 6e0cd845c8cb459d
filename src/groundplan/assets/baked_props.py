"""Props that were baked from CC0 meshes: read once, drawn like any other shape.

A file holds 16-bit points over the prop's box and triangles by material role, one role after
another; `tools/assets/bake_props.py` writes it.
"""

from collections.abc import Callable
from functools import cache
from importlib.resources import files
from typing import Final

import numpy as np

from groundplan.assets.draft import Draft, Point
from groundplan.assets.solids import Solid
from groundplan.errors import SceneError
from groundplan.world.arrays import read_arrays

__all__ = ["baked"]

_MOST_BYTES: Final = 4 << 20
_STEPS: Final = 65535.0


def baked(name: str, *, stated: Point | None = None, **places: Point) -> Callable[[Draft], None]:
    """Return how to draw a baked prop, with named places on it.

    A place (`seat`, `light` …) is measured from the middle of the footprint, as baked [m].
    `stated` is the size of the source where decimation took thin ends away: the mesh is stretched
    to it [m].
    """

    def draw(draft: Draft) -> None:
        solids = _solids(name)
        points = np.concatenate([solid.points for _, solid in solids])
        grow = np.ones(3) if stated is None else np.array(stated) / np.ptp(points, axis=0)
        for role, solid in solids:
            draft.add(Solid(points=solid.points * grow, faces=solid.faces), role)
        for anchor, place in places.items():
            x, y, z = (float(v) for v in np.array(place) * grow)
            draft.anchor(anchor, (x, y, z))

    return draw


@cache
def _solids(name: str) -> tuple[tuple[str, Solid], ...]:
    """Return the parts of a prop by role, standing on y = 0 around the origin [m]."""
    source = files("groundplan.assets") / "data" / "props" / f"{name}.npz"
    try:
        data = source.read_bytes()
    except FileNotFoundError:
        raise SceneError(f"no baked prop is called {name!r}", "install the package anew") from None
    arrays = read_arrays(data, limit_bytes=_MOST_BYTES)
    extent = arrays["extent_m"]
    points = arrays["steps"].astype(np.float64) / _STEPS * extent
    points -= np.array([0.5, 0.0, 0.5]) * extent
    faces = arrays["faces"].astype(np.int32)
    point_ends = np.cumsum(arrays["point_counts"])
    face_ends = np.cumsum(arrays["face_counts"])
    roles = [str(role) for role in arrays["roles"]]
    return tuple(
        (
            role,
            Solid(
                points=points[point_ends[k] - arrays["point_counts"][k] : point_ends[k]],
                faces=faces[face_ends[k] - arrays["face_counts"][k] : face_ends[k]],
            ),
        )
        for k, role in enumerate(roles)
    )
