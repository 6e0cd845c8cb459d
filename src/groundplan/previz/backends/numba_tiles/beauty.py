"""The picture for people: shaded at pixel centres, then anti-aliased where surfaces meet.

Light is measured by the same kernels, at the pixel centres and before it is exposed.
"""

from typing import Final, NamedTuple

import numpy as np
from jaxtyping import Float32, Int32, Int64, UInt8

from groundplan.errors import RenderError
from groundplan.previz.backends.numba_tiles.backdrop import (
    back_luminance,
    back_pixels,
    back_points,
)
from groundplan.previz.backends.numba_tiles.coverage import rasterize_samples
from groundplan.previz.backends.numba_tiles.edges import (
    average,
    find_edges,
    gather_surfaces,
    mark_thin,
)
from groundplan.previz.backends.numba_tiles.ground_noise import ground_patches
from groundplan.previz.backends.numba_tiles.lighting import Lighting
from groundplan.previz.backends.numba_tiles.packing import Topology
from groundplan.previz.backends.numba_tiles.patterns import paint_pixels, paint_points
from groundplan.previz.backends.numba_tiles.resolved import Resolved
from groundplan.previz.backends.numba_tiles.shading import (
    measure_pixels,
    shade_pixels,
    shade_points,
)
from groundplan.previz.backends.numba_tiles.shares import LightShares, Shares
from groundplan.previz.display import (
    decode_table,
    encode_table,
    picture_table,
    tone_table,
)

__all__ = ["Wanted", "develop", "measure"]


class Wanted(NamedTuple):
    """Which of the two measures a frame needs."""

    luminance: bool
    illuminance: bool


_FOUR: Final = ((-32, -96), (96, -32), (32, 96), (-96, 32))
_EIGHT: Final = (
    (16, -48), (-16, 48), (80, 16), (-48, -80), (-80, 80), (-112, -16), (48, 112), (112, -112),
)  # fmt: skip


def develop(
    resolved: Resolved,
    topology: Topology,
    *,
    lighting: Lighting,
    shares: LightShares,
    edge_samples: int,
) -> UInt8[np.ndarray, "height width 3"]:
    """Return sRGB bytes.

    Raises:
        RenderError: `edge_samples` is not 1, 4 or 8.
    """
    buffers = resolved.view.buffers
    picture = np.empty((*buffers.iz.shape, 3), np.uint8)
    seen = shares.of_pixels(resolved)
    shade_pixels(
        buffers.item_at, resolved.depth, resolved.normal,
        _painted(resolved, topology, lighting=lighting), resolved.rays_x, resolved.rays_y,
        topology.materials, lighting.lights, lighting.env, lighting.form, lighting.ring,
        lighting.heights, lighting.sun_from_cv, seen.lit, seen.around, picture_table(), picture,
    )  # fmt: skip
    back_pixels(
        buffers.item_at, resolved.rays_x, resolved.rays_y, lighting.sky, lighting.cube,
        picture_table(), picture,
    )  # fmt: skip
    offsets = _offsets(edge_samples)
    if len(offsets):
        _soften(
            resolved, topology, lighting=lighting, shares=shares, offsets=offsets, picture=picture
        )
    return picture


def measure(
    resolved: Resolved, topology: Topology, *, lighting: Lighting, seen: Shares, wanted: Wanted
) -> tuple[Float32[np.ndarray, "height width"] | None, Float32[np.ndarray, "height width"] | None]:
    """Return luminance [cd/m^2] and illuminance [lx], None where not `wanted`.

    Both are photometric sums of linear Rec.709. The sky has its luminance, and NaN lux.
    """
    buffers = resolved.view.buffers
    shape, none = buffers.iz.shape, np.empty((0, 0), np.float32)
    luminance = np.empty(shape, np.float32) if wanted.luminance else none
    illuminance = np.full(shape, np.nan, np.float32) if wanted.illuminance else none
    measure_pixels(
        buffers.item_at, resolved.depth, resolved.normal,
        _painted(resolved, topology, lighting=lighting), resolved.rays_x, resolved.rays_y,
        topology.materials, lighting.lights, lighting.env, lighting.form, lighting.ring,
        lighting.heights, lighting.sun_from_cv, seen.lit, seen.around, luminance, illuminance,
    )  # fmt: skip
    if wanted.luminance:
        nit = np.float32(resolved.view.pose.camera.exposure.saturation_luminance_nit)
        back_luminance(
            buffers.item_at, resolved.rays_x, resolved.rays_y, lighting.sky, lighting.cube, nit,
            luminance,
        )  # fmt: skip
    return (
        luminance if wanted.luminance else None,
        illuminance if wanted.illuminance else None,
    )


def _painted(
    resolved: Resolved, topology: Topology, *, lighting: Lighting
) -> Float32[np.ndarray, "rows columns"]:
    """Return the share of the pattern's second colour, empty where nothing has a pattern."""
    if not topology.materials[:, 8].any():
        return np.empty((0, 0), np.float32)
    buffers = resolved.view.buffers
    share = np.empty(buffers.iz.shape, np.float32)
    paint_pixels(
        buffers.item_at, resolved.depth, resolved.normal, resolved.rays_x, resolved.rays_y,
        topology.materials, ground_patches(), lighting.pattern_from_cv, lighting.env[12:14],
        share,
    )  # fmt: skip
    return share


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
    shares: LightShares,
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
    items, points = items[:found], points[:found]
    seen = shares.of_points(items, points)
    colors = _colors(items, points, topology=topology, lighting=lighting, seen=seen)
    average(row_first, edge_x, slots, colors, decode_table(), encode_table(), picture)


def _colors(
    items: Int32[np.ndarray, " n"],
    points: Float32[np.ndarray, "n 6"],
    *,
    topology: Topology,
    lighting: Lighting,
    seen: Shares,
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
    shade_points(
        items, points, share, topology.materials, lighting.lights, lighting.env, lighting.form,
        lighting.ring, lighting.heights, lighting.sun_from_cv, seen.lit, seen.around,
        tone_table(), colors,
    )  # fmt: skip
    back_points(items, points, lighting.sky, lighting.cube, tone_table(), colors)
    return colors
