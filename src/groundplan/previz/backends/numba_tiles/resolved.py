"""A view resolved to surfaces: depth and normals per pixel, and motion to another view."""

from dataclasses import dataclass

import numpy as np
from jaxtyping import Float16, Float32, Float64, Int8, Int32, Int64, UInt8

from groundplan.previz.backends.numba_tiles.affine import compose, inverses
from groundplan.previz.backends.numba_tiles.packing import Topology
from groundplan.previz.backends.numba_tiles.truth import (
    SURFACE_COLUMNS,
    flow,
    halve,
    positions,
    prepare,
    resolve,
)
from groundplan.previz.backends.numba_tiles.views import View

__all__ = ["Resolved", "Scratch", "half_normals", "motion", "resolve_view", "world_positions"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Resolved:
    """Surfaces of one view."""

    view: View
    rays_x: Float32[np.ndarray, " width"]
    """Camera-space x of the ray through a pixel centre, at depth 1."""
    rays_y: Float32[np.ndarray, " height"]
    turn: Float32[np.ndarray, "item 3 3"]
    """Normal matrices."""
    flip: Int8[np.ndarray, " item"]
    """For two-sided items the winding of their outside, else 0."""
    scratch: "Scratch"
    depth: Float32[np.ndarray, "height width"]
    normal: Float32[np.ndarray, "3 height width"]

    def prepare(self, topology: Topology, wanted: Int32[np.ndarray, " n"]) -> None:
        """Fill `surface` for more triangles (-1 is skipped)."""
        buffers = self.view.buffers
        prepare(
            wanted, topology.triangles, topology.tri_item, topology.ranges, topology.skin_first,
            buffers.cv, topology.normals, buffers.posed_normals, self.turn, self.flip,
            self.scratch.used, self.scratch.listed, self.scratch.rows, self.scratch.surface,
        )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Scratch:
    """What is worked in and not delivered; reused by later views of the same call."""

    used: Int64[np.ndarray, "1"]
    """How many rows of `surface` are filled."""
    listed: Int32[np.ndarray, " triangle"]
    """The triangle of each of these rows."""
    rows: Int32[np.ndarray, " triangle"]
    """The row of each triangle, -1 where it has none: most are not seen."""
    surface: Float32[np.ndarray, "triangle 24"]
    normal: Float32[np.ndarray, "3 height width"]

    @classmethod
    def empty(cls, topology: Topology, *, size_px: tuple[int, int]) -> "Scratch":
        """Return arrays of the right shapes, their content unset."""
        count = len(topology.triangles)
        return cls(
            used=np.zeros(1, np.int64),
            listed=np.empty(count, np.int32),
            rows=np.empty(count, np.int32),
            surface=np.empty((count, SURFACE_COLUMNS), np.float32),
            normal=np.empty((3, size_px[1], size_px[0]), np.float32),
        )


def resolve_view(view: View, topology: Topology, *, scratch: Scratch) -> Resolved:
    """Return depth and normals at the pixel centres; valid until `scratch` is used again."""
    scratch.used.fill(0)
    scratch.rows.fill(-1)
    buffers = view.buffers
    height, width = buffers.iz.shape
    fx, fy, cx, cy = (float(v) for v in view.lens[:4])
    resolved = Resolved(
        view=view,
        rays_x=_rays(width, center=cx, focal=fx),
        rays_y=_rays(height, center=cy, focal=fy),
        turn=np.ascontiguousarray(
            inverses(view.cv_from_item)[:, :, :3].transpose(0, 2, 1), np.float32
        ),
        flip=(topology.two_sided * view.side).astype(np.int8),
        scratch=scratch,
        depth=np.empty((height, width), np.float32),
        normal=scratch.normal,
    )
    resolved.prepare(topology, buffers.tri.reshape(-1))
    resolve(
        buffers.tri, buffers.iz, resolved.rays_x, resolved.rays_y, scratch.rows, scratch.surface,
        resolved.depth, resolved.normal,
    )  # fmt: skip
    return resolved


def motion(
    resolved: Resolved, topology: Topology, *, other: View
) -> tuple[Float32[np.ndarray, "height width 2"], UInt8[np.ndarray, "height width"]]:
    """Return pixel motion to the other view, and where the point is hidden or outside there."""
    view, buffers = resolved.view, resolved.view.buffers
    height, width = buffers.iz.shape
    pixels = _pixels_from_cv(other)
    other_from_item = compose(pixels, other.cv_from_item)
    moved = np.empty((len(topology.ids) + 1, 3, 4))
    moved[:-1] = compose(other_from_item, inverses(view.cv_from_item))
    turned = compose(other.cv_from_world, inverses(view.cv_from_world))
    turned[:, 3] = 0.0
    moved[-1] = compose(pixels, turned)
    out = np.empty((height, width, 2), np.float32)
    hidden = np.empty((height, width), np.uint8)
    flow(
        resolved.depth, buffers.item_at, buffers.tri, resolved.scratch.rows,
        resolved.scratch.surface, resolved.rays_x, resolved.rays_y, moved.astype(np.float32),
        other_from_item.astype(np.float32), topology.triangles, topology.ranges,
        topology.skin_first, other.buffers.posed, other.buffers.iz.reshape(-1),
        other.buffers.instance.reshape(-1), topology.ids, out, hidden,
    )  # fmt: skip
    return out, hidden


def world_positions(resolved: Resolved) -> Float32[np.ndarray, "height width 3"]:
    """Return world positions [m]; NaN for sky."""
    out = np.empty((*resolved.depth.shape, 3), np.float32)
    world_from_cv = inverses(resolved.view.cv_from_world)
    positions(resolved.depth, resolved.rays_x, resolved.rays_y, world_from_cv, out)
    return out


def half_normals(resolved: Resolved) -> Float16[np.ndarray, "height width 3"]:
    """Return the normals as 16-bit floats."""
    out = np.empty((*resolved.depth.shape, 3), np.uint16)
    planes = resolved.normal.reshape(3, -1)
    halve(planes, planes.view(np.int32), out.reshape(-1, 3))
    return out.view(np.float16)


def _pixels_from_cv(view: View) -> Float64[np.ndarray, "3 4"]:
    fx, fy, cx, cy = view.lens[:4]
    return np.array([[fx, 0.0, cx, 0.0], [0.0, fy, cy, 0.0], [0.0, 0.0, 1.0, 0.0]])


def _rays(count: int, *, center: float, focal: float) -> Float32[np.ndarray, " n"]:
    return ((np.arange(count, dtype=np.float64) + (0.5 - center)) / focal).astype(np.float32)
