"""Traced light of one view: shadows by rays to all of a lamp, and what sky and surfaces send.

Ambient light is gathered at a pixel of each cell, and at pixels that none of these can answer for,
by paths that bounce until little is left; pixels blend what the points about them gathered.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from jaxtyping import Float32, Int32

from groundplan.geometry.exposure import spot_edges
from groundplan.previz.backends.numba_tiles.affine import inverses
from groundplan.previz.backends.numba_tiles.draws import (
    SECTOR_ROWS,
    TILES,
    lamp_places,
    path_aims,
    path_draws,
    sectors,
)
from groundplan.previz.backends.numba_tiles.lamp_cubes import NO_CUBES
from groundplan.previz.backends.numba_tiles.lighting import Lighting, light_up
from groundplan.previz.backends.numba_tiles.packing import Topology
from groundplan.previz.backends.numba_tiles.resolved import Resolved
from groundplan.previz.backends.numba_tiles.shares import Shares
from groundplan.previz.backends.numba_tiles.skylight import sky_from_world
from groundplan.previz.backends.numba_tiles.sun import SunShadow
from groundplan.previz.backends.numba_tiles.tracing import (
    gather,
    look_around,
    scatter_points,
    see_pixels,
    see_points,
    share_guides,
    spread_pixels,
    spread_points,
)
from groundplan.previz.backends.numba_tiles.tree import grow, place_triangles
from groundplan.previz.backends.numba_tiles.views import View
from groundplan.scene.stage import LightPose, SkyPose
from groundplan.units import Radians

__all__ = ["TracedShares", "trace_light"]

_CELLS_ACROSS: Final = 64
"""Cells in a picture's width, none smaller than 4 or larger than 16 pixels."""
_SCOUTS: Final = 128
_PATHS: Final = 1024
"""Paths from each gathering point, those that find out where light comes from and those that then
gather it; a pixel blends several of these points."""
_SOURCE_COLUMNS: Final = 23
_KINDS: Final = ("sun", "point", "spot", "area")
_LIGHTEST: Final = 0.98
_NO_HEIGHTS: Final = np.zeros((0, 1, 1), np.float32)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Scene:
    """What rays meet, in the world [m]."""

    boxes: Float32[np.ndarray, "node 6"]
    links: Int32[np.ndarray, "node 2"]
    triangles: Float32[np.ndarray, "triangle 9"]
    owners: Int32[np.ndarray, " triangle"]
    """The instance, 0 where it throws no shadow."""
    item_of: Int32[np.ndarray, " triangle"]
    albedo: Float32[np.ndarray, "item 3"]

    @property
    def tree(self) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
        """Return what all kernels of `tracing` ask for first."""
        return self.boxes, self.links, self.triangles, self.owners


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Gathered:
    """Points that gathered ambient light."""

    heads: Int32[np.ndarray, "row column"]
    nexts: Int32[np.ndarray, " n"]
    points: Float32[np.ndarray, "n 10"]
    values: Float32[np.ndarray, "n 3"]


class TracedShares:
    """Answers for one view; pixels have to be asked for before points."""

    def __init__(self, view: View, scene: _Scene, *, lighting: Lighting) -> None:
        """Use `trace_light` instead."""
        self.lighting = lighting
        self._view = view
        self._scene = scene
        self._world_from_cv = inverses(view.cv_from_world).astype(np.float32)
        self._sources = np.zeros((0, _SOURCE_COLUMNS), np.float32)
        self._gathered: _Gathered | None = None

    def light_by(self, sources: Float32[np.ndarray, "light 23"]) -> "TracedShares":
        """Set the lamps, and return itself."""
        self._sources = sources
        return self

    def of_pixels(self, resolved: Resolved) -> Shares:
        """Return what every pixel's surface sees; unset where there is none."""
        item_at = resolved.view.buffers.item_at
        place = (
            item_at, resolved.depth, resolved.normal, resolved.rays_x, resolved.rays_y,
            self._world_from_cv,
        )  # fmt: skip
        lit = np.empty((len(self._sources), *item_at.shape), np.float32)
        see_pixels(*place, *self._scene.tree, self._sources, lamp_places(), lit)
        self._gathered = self._gather(place, shape=item_at.shape)
        around = np.empty((3, *item_at.shape), np.float32)
        spread_pixels(*place, *self._grid(self._gathered), around)
        return Shares(lit, around)

    def of_points(
        self, items: Int32[np.ndarray, " n"], points: Float32[np.ndarray, "n 6"]
    ) -> Shares:
        """Return the same of points: rows of position and normal in camera space (OpenCV axes)."""
        assert self._gathered is not None  # noqa: S101  (pixels come first)
        lit = np.empty((len(self._sources), len(items)), np.float32)
        see_points(
            items, points, self._world_from_cv, *self._scene.tree, self._sources, lamp_places(), lit
        )
        around = np.empty((3, len(items)), np.float32)
        spread_points(
            items, points, self._world_from_cv, self._view.lens.astype(np.float32),
            *self._grid(self._gathered), around,
        )  # fmt: skip
        return Shares(lit, around)

    def _gather(self, place: tuple[np.ndarray, ...], *, shape: tuple[int, int]) -> _Gathered:
        cell = int(self._cell()[0])
        rows, columns = -(-shape[0] // cell), -(-shape[1] // cell)
        heads = np.empty((rows, columns), np.int32)
        nexts = np.empty(rows * columns * 64, np.int32)
        points = np.empty((len(nexts), 10), np.float32)
        draws, sky = path_draws(_PATHS), self._view.pose.sky
        count = scatter_points(
            *place, *self._cell(), *self._scene.tree[:3], draws[0], heads, nexts, points
        )
        points, values = points[:count], np.empty((count, 3), np.float32)
        tiles = (points[:, 7:9] // cell).astype(np.int64) % 4
        tiles = (tiles[:, 1] * 4 + tiles[:, 0]) % TILES
        lit_scene = (
            *self._scene.tree, self._scene.item_of, self._scene.albedo, self._sources,
            lamp_places(), _sky(sky), _cube(sky), draws,
        )  # fmt: skip
        guides = np.empty((count, len(sectors())), np.float32)
        look_around(*lit_scene, _SCOUTS, points, tiles, SECTOR_ROWS, guides)
        sums = np.empty_like(guides)
        share_guides(points, np.float32(cell), heads, nexts, guides, SECTOR_ROWS, sums)
        gather(
            *lit_scene, path_aims(_PATHS // 2), sectors(), SECTOR_ROWS, sums, points, tiles, values,
        )  # fmt: skip
        return _Gathered(heads=heads, nexts=nexts[:count], points=points, values=values)

    def _cell(self) -> tuple[np.float32, np.float32]:
        """Return a cell's width [px], and a pixel's at a distance of 1."""
        width = self._view.buffers.iz.shape[1]
        cell = min(max(round(width / _CELLS_ACROSS), 4), 16)
        return np.float32(cell), np.float32(1.0 / self._view.lens[0])

    def _grid(self, gathered: _Gathered) -> tuple[object, ...]:
        nit = self._view.pose.camera.exposure.saturation_luminance_nit
        return (
            *self._cell(), gathered.heads, gathered.nexts, gathered.points, gathered.values,
            np.float32(1.0 / nit),
        )  # fmt: skip


def trace_light(view: View, topology: Topology, *, instance_of: Mapping[str, int]) -> TracedShares:
    """Make ready for the rays of one view; `instance_of` finds what lamps are built into."""
    lighting = light_up(view, shadow=SunShadow(maps=(), heights=_NO_HEIGHTS), lamps=NO_CUBES)
    lights = lighting.lights.copy()
    lights[:, 13] = 2 + np.arange(len(lights))
    sources = [_source(lamp, holder=instance_of.get(lamp.holder, 0)) for lamp in view.pose.lights]
    shares = TracedShares(view, _scene(view, topology), lighting=replace(lighting, lights=lights))
    return shares.light_by(np.array(sources, np.float32).reshape(-1, _SOURCE_COLUMNS))


def _scene(view: View, topology: Topology) -> _Scene:
    count = len(topology.triangles)
    placed = np.empty((count, 9), np.float32)
    place_triangles(
        topology.triangles, topology.tri_item, topology.ranges, topology.skin_first,
        view.buffers.positions, view.buffers.posed, view.world_from_item, placed,
    )  # fmt: skip
    order = np.empty(count, np.int32)
    boxes = np.zeros((2 * count + 1, 6), np.float32)
    links = np.zeros((2 * count + 1, 2), np.int32)
    nodes = grow(placed, np.empty((count, 6), np.float32), order, boxes, links)
    item_of = topology.tri_item[order]
    owners = np.where(topology.casts != 0, topology.ids.astype(np.int32), 0).astype(np.int32)
    return _Scene(
        boxes=boxes[:nodes], links=links[:nodes], triangles=placed[order],
        owners=owners[item_of], item_of=item_of, albedo=_albedo(topology),
    )  # fmt: skip


def _albedo(topology: Topology) -> Float32[np.ndarray, "item 3"]:
    """Return how much of each channel an item sends back; a pattern counts half its colours."""
    m = topology.materials
    patterned = (m[:, 8] != 0)[:, None]
    mixed = np.where(patterned, 0.5 * (m[:, :3] + m[:, 9:12]), m[:, :3])
    return np.clip(mixed, 0.0, _LIGHTEST).astype(np.float32)


def _source(lamp: LightPose, *, holder: int) -> list[float]:
    """Return a row as `tracing` describes it."""
    travel, right = np.array(lamp.direction), np.array(lamp.right)
    place = np.array(lamp.position)
    strength = lamp.intensity_cd
    full, dark = spot_edges(Radians(lamp.beam_angle_rad))
    least = max((0.5 * max(lamp.size_m)) ** 2, 1e-6)
    if lamp.kind == "area":
        across = 0.5 * lamp.size_m[0] * right
        along = 0.5 * lamp.size_m[1] * np.cross(travel, right)
        extent = 0.5 * math.hypot(*lamp.size_m)
    elif lamp.kind == "sun":
        strength = lamp.illuminance_lx
        place = -travel
        extent = math.tan(0.5 * lamp.angular_diameter_rad)
        across = np.cross(travel, (0.0, 0.0, 1.0) if abs(travel[1]) > 0.9 else (0.0, 1.0, 0.0))
        across *= extent / math.sqrt(float((across * across).sum()))
        along = np.cross(travel, across)
    else:
        extent = 0.5 * max(lamp.size_m)
        across, along = extent * np.array([1.0, 0.0, 0.0]), np.zeros(3)
    return [
        _KINDS.index(lamp.kind), *place, *travel, *across, *along, holder,
        lamp.kind != "area", lamp.casts_shadow, extent, 1.0 / max(full - dark, 1e-6), dark, least,
        *(channel * strength for channel in lamp.color),
    ]  # fmt: skip


def _sky(sky: SkyPose) -> Float32[np.ndarray, "21"]:
    picture = sky.picture
    turn = sky_from_world(picture.heading_rad if picture is not None else 0.0)
    gains = picture.gain_lx if picture is not None else (0.0, 0.0, 0.0)
    return np.array(
        [*turn.reshape(-1), *sky.zenith_nit, *sky.horizon_nit, *sky.ground_nit, *gains], np.float32
    )


def _cube(sky: SkyPose) -> Float32[np.ndarray, "face side side 3"]:
    return sky.picture.cube if sky.picture is not None else np.zeros((0, 2, 2, 3), np.float32)
