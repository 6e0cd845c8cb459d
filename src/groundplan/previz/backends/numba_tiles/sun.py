"""The sun's height maps, fitted to what the camera sees and to what can throw a shadow on it."""

from dataclasses import dataclass, replace

import numpy as np
from jaxtyping import Float32, Float64, Int64

from groundplan.previz.backends.numba_tiles.affine import compose
from groundplan.previz.backends.numba_tiles.packing import Topology
from groundplan.previz.backends.numba_tiles.shadow_map import rasterize_sun
from groundplan.previz.backends.numba_tiles.vertices import project_sun
from groundplan.previz.backends.numba_tiles.views import View

__all__ = ["CASCADES", "SunMap", "SunShadow", "draw_sun", "map_size"]

CASCADES = 2
_MARGIN = 16  # texels kept free around what is fitted, for penumbra taps
_EDGE = 8  # texels at a map's border that shading leaves to the next map
_REACH = 16  # texels between a receiver and the farthest texel that it looks at, with its bias
_FARTHEST_M = 400.0  # shadows beyond are not drawn
_LONGEST = 8.0  # longest shadow that is looked for, in caster sizes


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SunMap:
    """One fitted map."""

    texels_from_world: Float64[np.ndarray, "3 4"]
    """Texel column and row, and the height towards the sun [m]."""
    texel_m: float
    casters: Int64[np.ndarray, " n"]
    unread: Float64[np.ndarray, "4"]
    """Texels that a finer map answers for: least and most column, least and most row."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SunShadow:
    """All maps of one time, the finest first."""

    maps: tuple[SunMap, ...]
    heights: Float32[np.ndarray, "cascade size size"]


def map_size(size_px: tuple[int, int]) -> int:
    """Return texels per side: about 1.2 per picture column, in steps of 256."""
    return min(max(-(-int(1.2 * max(size_px)) // 256) * 256, 512), 2048)


def draw_sun(
    view: View,
    topology: Topology,
    *,
    direction: tuple[float, float, float],
    heights: Float32[np.ndarray, "cascade size size"],
) -> SunShadow:
    """Fit and draw the maps of a sun whose light travels along `direction`."""
    basis = _basis(np.array(direction))
    maps = _fit(view, topology, basis=basis, size=heights.shape[1])
    facing = np.where(topology.two_sided != 0, 0, view.side).astype(np.int8)
    count = len(topology.positions)
    screen, height = np.empty((count, 2), np.int32), np.empty(count, np.float32)
    for n, sun_map in enumerate(maps):
        matrices = compose(sun_map.texels_from_world, view.world_from_item).astype(np.float32)
        project_sun(
            sun_map.casters, topology.ranges, topology.skin_first, topology.positions,
            view.buffers.posed, matrices, height, screen,
        )  # fmt: skip
        rasterize_sun(
            sun_map.casters, topology.ranges, facing, topology.triangles, height, screen,
            np.rint(sun_map.unread * 256).astype(np.int64), heights[n],
        )  # fmt: skip
    return SunShadow(maps=maps, heights=heights)


def _basis(travel: Float64[np.ndarray, "3"]) -> Float64[np.ndarray, "3 3"]:
    """Return rows u (right), v (down) and towards the sun; u, v and travel are right-handed."""
    travel = travel / np.sqrt((travel * travel).sum())
    other = np.array([0.0, 0.0, 1.0]) if abs(travel[1]) > 0.9 else np.array([0.0, 1.0, 0.0])
    u = np.cross(travel, other)
    u = u / np.sqrt((u * u).sum())
    return np.stack([u, np.cross(travel, u), -travel])


def _fit(
    view: View, topology: Topology, *, basis: Float64[np.ndarray, "3 3"], size: int
) -> tuple[SunMap, ...]:
    casters = np.flatnonzero((topology.casts != 0) & (view.radii > 0.0))
    if not len(casters):
        return ()
    centers = (basis * view.centers[casters, None, :]).sum(-1)
    radii = view.radii[casters]
    row = view.cv_from_world[2]
    ahead = (row[:3] * view.centers[casters]).sum(-1) + row[3]
    rise = max(float(basis[2, 1]), 1.0 / _LONGEST)
    far = float(np.clip((ahead + radii * (1.0 + 1.0 / rise)).max(), view.lens[4] * 2, _FARTHEST_M))
    split = min(float(np.sqrt(max(view.lens[4], 1.0) * far)), far)
    maps: list[SunMap] = []
    for reach in (split, far):
        corners = (basis * _frustum(view, far=reach)[:, None, :]).sum(-1)
        low, high = corners.min(0), corners.max(0)
        meets = (centers[:, 2] + radii > low[2]) & (
            (centers[:, :2] + radii[:, None] > low[:2])
            & (centers[:, :2] - radii[:, None] < high[:2])
        ).all(1)
        if meets.any():
            low = np.maximum(low[:2], (centers[meets, :2] - radii[meets, None]).min(0))
            high = np.minimum(high[:2], (centers[meets, :2] + radii[meets, None]).max(0))
            fitted = _map(basis, low, high=high, size=size, casters=casters[meets])
            maps.append(_outside(fitted, maps[0], view=view, size=size) if maps else fitted)
    return tuple(maps)


def _outside(sun_map: SunMap, finer: SunMap, *, view: View, size: int) -> SunMap:
    """Return the map without casters that can only shade what the finer map answers for."""
    ratio = finer.texel_m / sun_map.texel_m
    corner = sun_map.texels_from_world[:2, 3] - finer.texels_from_world[:2, 3] * ratio
    low, high = corner + _EDGE * ratio + _REACH, corner + (size - _EDGE) * ratio - _REACH
    m = sun_map.texels_from_world[:2]
    centers = (m[:, :3] * view.centers[sun_map.casters, None, :]).sum(-1) + m[:, 3]
    radii = view.radii[sun_map.casters, None] / sun_map.texel_m
    inside = ((centers - radii >= low) & (centers + radii <= high)).all(1)
    unread = np.array([low[0], high[0], low[1], high[1]])
    return replace(sun_map, casters=sun_map.casters[~inside], unread=unread)


def _map(
    basis: Float64[np.ndarray, "3 3"],
    low: Float64[np.ndarray, "2"],
    *,
    high: Float64[np.ndarray, "2"],
    size: int,
    casters: Int64[np.ndarray, " n"],
) -> SunMap:
    """Return a map over a rectangle, in steps of extent and whole texels: shadows do not crawl."""
    extent = max(float((high - low).max()), 1e-3)
    extent = float(np.exp2(np.ceil(4.0 * np.log2(extent)) / 4.0))
    texel = extent / (size - 2 * _MARGIN - 1)
    origin = (np.floor(low / texel) - _MARGIN) * texel
    matrix = np.zeros((3, 4))
    matrix[:2, :3] = basis[:2] / texel
    matrix[:2, 3] = -origin / texel
    matrix[2, :3] = basis[2]
    return SunMap(
        texels_from_world=matrix, texel_m=texel, casters=casters.astype(np.int64),
        unread=np.array([1.0, -1.0, 1.0, -1.0]),
    )  # fmt: skip


def _frustum(view: View, *, far: float) -> Float64[np.ndarray, "8 3"]:
    """Return the corners of the seen volume up to `far`, in the world [m]."""
    fx, fy, cx, cy, near = (float(v) for v in view.lens[:5])
    height, width = view.buffers.iz.shape
    points = np.array(
        [
            ((x - cx) / fx * z, (y - cy) / fy * z, z)
            for z in (near, far) for y in (0, height) for x in (0, width)
        ]
    )  # fmt: skip
    rotation = view.cv_from_world[:, :3]
    return ((points - view.cv_from_world[:, 3])[:, :, None] * rotation[None]).sum(1)
