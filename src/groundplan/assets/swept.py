"""Closed skins swept along a line in the middle plane of a body: trunks, necks, beaks, feathers."""

from collections.abc import Sequence
from typing import Final

import numpy as np
from jaxtyping import Float

from groundplan.assets import solids
from groundplan.assets.solids import Solid
from groundplan.geometry import splines

__all__ = ["Station", "ball", "plank", "swept", "swept_rows"]

Station = tuple[float, float, float, float]
"""Z and Y of the middle of a ring, its half width and its half depth, all in one unit."""
_LEAST: Final = 0.003
"""Half axes of a ring are no smaller, so that no face is without area."""


def swept_rows(
    stations: Sequence[Station], *, per: int = 4, sides: int = 14
) -> tuple[Solid, Float[np.ndarray, " point"]]:
    """Return a closed skin through the stations and, for every point, its place among them.

    Rings stand across the line; widths and depths follow the same spline as the middles.
    """
    table = np.array(stations, dtype=np.float64)
    at = np.linspace(0.0, len(table) - 1.0, (len(table) - 1) * per + 1)
    line = splines.catmull_rom(table[:, :2], at)
    axes = np.stack([np.interp(at, np.arange(len(table)), table[:, k]) for k in (2, 3)], -1)
    # A moving mean rounds the corners that linear steps of the half axes leave.
    padded = np.pad(axes, ((1, 1), (0, 0)), mode="edge")
    axes = np.maximum((padded[:-2] + 2.0 * axes + padded[2:]) / 4.0, _LEAST)
    along = np.gradient(line, axis=0)
    along /= np.linalg.norm(along, axis=1, keepdims=True)
    ring = solids.circle(sides)
    x = axes[:, :1] * ring[:, 0]
    deep = axes[:, 1:] * ring[:, 1]
    z = line[:, :1] - along[:, 1:] * deep
    y = line[:, 1:] + along[:, :1] * deep
    solid, rows = solids.loft_rows(np.stack([x, y, z], axis=-1))
    return solid, at[rows]


def swept(stations: Sequence[Station], *, per: int = 4, sides: int = 14) -> Solid:
    """Return a closed skin through the stations."""
    return swept_rows(stations, per=per, sides=sides)[0]


def ball(
    middle: tuple[float, float, float], radii: tuple[float, float, float], *, sides: int = 14
) -> Solid:
    """Return an ellipsoid of half axes along X, Y, Z."""
    sphere = solids.sphere(segments=sides, rings=max(sides * 3 // 4, 6))
    return Solid(points=sphere.points * np.array(radii) + np.array(middle), faces=sphere.faces)


def plank(
    reach: Float[np.ndarray, " row"],
    front: Float[np.ndarray, " row"],
    back: Float[np.ndarray, " row"],
    *,
    thick: Float[np.ndarray, " row"],
    camber: float = 0.0,
) -> Solid:
    """Return a thin closed blade that lies flat: along +X, from `back` to `front` along Z.

    `camber` is how far its middle stands above its edges, over its width.
    """
    # Around the section: its front edge, over the top, its back edge, under the bottom.
    share = np.array([1.0, 0.72, 0.3, 0.0, 0.3, 0.72])
    side = np.array([0.0, 1.0, 0.7, 0.0, -0.7, -1.0])
    width = front - back
    z = back[:, None] + width[:, None] * share
    arch = camber * width[:, None] * (1.0 - (2.0 * share - 1.0) ** 2)
    y = arch + 0.5 * thick[:, None] * side
    x = np.broadcast_to(reach[:, None], z.shape)
    return solids.loft(np.stack([x, y, z], axis=-1))
