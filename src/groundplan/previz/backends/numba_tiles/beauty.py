"""The picture for people: shaded at pixel centres, then anti-aliased where surfaces meet."""

from typing import Final

import numpy as np
from jaxtyping import Float32, Int32, Int64, UInt8

from groundplan.errors import RenderError
from groundplan.previz.backends.numba_tiles.backdrop import back_pixels, back_points
from groundplan.previz.backends.numba_tiles.coverage import rasterize_samples
from groundplan.previz.backends.numba_tiles.edges import (
    average,
    find_edges,
    gather_surfaces,
    mark_thin,
)
from groundplan.previz.backends.numba_tiles.ground_noise import ground_patches
from groundplan.previz.backends.numba_tiles.lamplight import lit_pixels, lit_points
from groundplan.previz.backends.numba_tiles.lighting import Lighting
from groundplan.previz.backends.numba_tiles.packing import Topology
from groundplan.previz.backends.numba_tiles.patterns import paint_pixels, paint_points
from groundplan.previz.backends.numba_tiles.resolved import Resolved
from groundplan.previz.backends.numba_tiles.shading import shade_pixels, shade_points
from groundplan.previz.display import (
    decode_table,
    encode_table,
    picture_table,
    tone_table,
)

__all__ = ["develop"]

_FOUR: Final = ((-32, -96), (96, -32), (32, 96), (-96, 32))
_EIGHT: Final = (
    (16, -48), (-16, 48), (80, 16), (-48, -80), (-80, 80), (-112, -16), (48, 112), (112, -112),
)  # fmt: skip


def develop(
    resolved: Resolved, topology: Topology, *, lighting: Lighting, edge_samples: int
) -> UInt8[np.ndarray, "height width 3"]:
    """Return sRGB bytes.

    Raises:
        RenderError: `edge_samples` is not 1, 4 or 8.
    """
    buffers = resolved.view.buffers
    picture = np.empty((*buffers.iz.shape, 3), np.uint8)
    share = np.empty((0, 0), np.float32)
    if topology.materials[:, 8].any():
        share = np.empty(buffers.iz.shape, np.float32)
        paint_pixels(
            buffers.item_at, resolved.depth, resolved.normal, resolved.rays_x, resolved.rays_y,
            topology.materials, ground_patches(), lighting.pattern_from_cv, lighting.env[12:14],
            share,
        )  # fmt: skip
    lamps = lighting.lamps
    lit = np.empty((len(lamps.lamps), *buffers.iz.shape), np.float32)
    lit_pixels(
        buffers.item_at, resolved.depth, resolved.normal, resolved.rays_x, resolved.rays_y,
        lamps.lamps, lamps.cubes, lit,
    )  # fmt: skip
    shade_pixels(
        buffers.item_at, resolved.depth, resolved.normal, share, resolved.rays_x, resolved.rays_y,
        topology.materials, lighting.lights, lighting.env, lighting.form, lighting.ring,
        lighting.heights, lighting.sun_from_cv, lit, picture_table(), picture,
    )  # fmt: skip
    back_pixels(
        buffers.item_at, resolved.rays_x, resolved.rays_y, lighting.sky, lighting.cube,
        picture_table(), picture,
    )  # fmt: skip
    offsets = _offsets(edge_samples)
    if len(offsets):
        _soften(resolved, topology, lighting=lighting, offsets=offsets, picture=picture)
    return picture


def _offsets(edge_samples: int) -> Int64[np.ndarray, "sample 2"]:
    """Return sample positions in 1/256 pixel from the centre: rotated grids."""
    if edge_samples not in (1, 4, 8):
        raise RenderError(f"{edge_samples} edge samples are not a pattern", "ask for 1, 4 or 8")
    patterns = {1: (), 4: _FOUR, 8: _EIGHT}
    return np.array(patterns[edge_samples], np.int64).reshape(-1, 2)


def _soften(
    resolved: Resolved,
    topology: Topology,
    *,
    lighting: Lighting,
    offsets: Int64[np.ndarray, "sample 2"],
    picture: UInt8[np.ndarray, "height width 3"],
) -> None:
    view, buffers = resolved.view, resolved.view.buffers
    height, width = buffers.iz.shape
    mask = np.zeros((height, width), np.uint8)
    mark_thin(
        buffers.setups, view.setup_count, topology.tri_item, topology.triangles, buffers.cv,
        buffers.item_at, buffers.iz, mask,
    )  # fmt: skip
    edge_first = np.empty((height, width + 1), np.int32)
    row_first, edge_x = np.empty(height + 1, np.int64), np.empty(height * width, np.int32)
    count = find_edges(
        buffers.item_at, resolved.normal, buffers.iz, mask, edge_first, row_first, edge_x
    )
    sample_iz = np.zeros((count, len(offsets)), np.float32)
    sample_tri = np.full((count, len(offsets)), -1, np.int32)
    rasterize_samples(
        buffers.setups, view.setup_count, topology.triangles, buffers.cv, view.lens, offsets,
        edge_first, edge_x, sample_iz, sample_tri,
    )  # fmt: skip
    resolved.prepare(topology, sample_tri.reshape(-1))
    slots = np.empty(sample_tri.shape, np.int32)
    items = np.empty(sample_tri.size, np.int32)
    points = np.empty((sample_tri.size, 6), np.float32)
    found = gather_surfaces(
        row_first, edge_x, offsets, lighting.env[12:14], sample_iz, sample_tri, topology.tri_item,
        resolved.scratch.rows, resolved.scratch.surface, buffers.item_at, resolved.normal,
        resolved.rays_x, resolved.rays_y, slots, items, points,
    )  # fmt: skip
    colors = _colors(items[:found], points[:found], topology=topology, lighting=lighting)
    average(row_first, edge_x, slots, colors, decode_table(), encode_table(), picture)


def _colors(
    items: Int32[np.ndarray, " n"],
    points: Float32[np.ndarray, "n 6"],
    *,
    topology: Topology,
    lighting: Lighting,
) -> Float32[np.ndarray, "n 3"]:
    """Return display-linear colours of points."""
    share = np.empty(0, np.float32)
    if topology.materials[:, 8].any():
        share = np.empty(len(items), np.float32)
        paint_points(
            items, points, topology.materials, ground_patches(), lighting.pattern_from_cv,
            lighting.env[12:14], share,
        )  # fmt: skip
    colors = np.empty((len(items), 3), np.float32)
    lit = np.empty((len(lighting.lamps.lamps), len(items)), np.float32)
    lit_points(items, points, lighting.lamps.lamps, lighting.lamps.cubes, lit)
    shade_points(
        items, points, share, topology.materials, lighting.lights, lighting.env, lighting.form,
        lighting.ring, lighting.heights, lighting.sun_from_cv, lit, tone_table(), colors,
    )  # fmt: skip
    back_points(items, points, lighting.sky, lighting.cube, tone_table(), colors)
    return colors
