"""Kernels for edges of beauty: which pixels need coverage samples, and what these add up to."""

# pyright: basic
# ruff: noqa: ANN001, ANN201, ANN202, C901, PLR0912, PLR0913, PLR0915, PLR0917, PLR1714, RUF100
# Numba kernels: types come from the arguments, and one flat loop is what the compiler can optimise.

import math
from typing import no_type_check

import numpy as np

from groundplan.previz.backends.numba_tiles.kernel import kernel

__all__ = ["average", "find_edges", "gather_surfaces", "mark_thin"]

_HALF = np.float32(0.5)
_TWO = np.float32(2)
_TOP = np.float32(4095)
_TINY = np.float32(1e-12)
_CREASE = np.float32(0.9)  # cosine between normals of neighbours: a visible fold below
_BEND = np.float32(0.02)  # relative second difference of 1/z, which is 0 on any plane


@kernel
@no_type_check
def mark_thin(setups, count, tri_item, triangles, cv, item_at, iz, mask):
    """Mark pixels touched by a small triangle in front whose item shows at no centre near it."""
    height, width = item_at.shape
    for k in range(count):
        x0, y0, x1 = setups[k, 1], setups[k, 2], setups[k, 3]
        y1, x2, y2 = setups[k, 4], setups[k, 5], setups[k, 6]
        left = max(min(x0, x1, x2) >> 8, 0)
        right = min(max(x0, x1, x2) >> 8, width - 1)
        top = max(min(y0, y1, y2) >> 8, 0)
        bottom = min(max(y0, y1, y2) >> 8, height - 1)
        if right - left > 2 and bottom - top > 2:
            continue
        t = setups[k, 0]
        item = tri_item[t]
        seen = False
        for y in range(top, bottom + 1):
            for x in range(left, right + 1):
                if item_at[y, x] == item:
                    seen = True
                    break
            if seen:
                break
        if seen:
            continue
        key = 1.001 / max(cv[triangles[t, 0], 2], 1e-6)
        for y in range(top, bottom + 1):
            for x in range(left, right + 1):
                if key > iz[y, x]:
                    mask[y, x] = 1


@kernel
@no_type_check
def find_edges(item_at, normal, iz, mask, edge_first, row_first, edge_x):
    """List the edge pixels row by row; return their count. `mask` may hold marks already.

    `edge_first` gets, for every pixel and the end of every row, how many come before it.
    An edge is where the item changes, the surface folds, or the depth jumps.
    """
    height, width = item_at.shape
    for y in range(height):
        for x in range(width):
            item = item_at[y, x]
            z = iz[y, x]
            if x + 1 < width:
                if item_at[y, x + 1] != item:
                    mask[y, x] = 1
                    mask[y, x + 1] = 1
                elif item >= 0:
                    dot = (
                        normal[y, x, 0] * normal[y, x + 1, 0]
                        + normal[y, x, 1] * normal[y, x + 1, 1]
                        + normal[y, x, 2] * normal[y, x + 1, 2]
                    )
                    if dot < _CREASE:
                        mask[y, x] = 1
                        mask[y, x + 1] = 1
                    if x > 0 and abs(iz[y, x - 1] + iz[y, x + 1] - _TWO * z) > _BEND * z:
                        mask[y, x] = 1
            if y + 1 < height:
                if item_at[y + 1, x] != item:
                    mask[y, x] = 1
                    mask[y + 1, x] = 1
                elif item >= 0:
                    dot = (
                        normal[y, x, 0] * normal[y + 1, x, 0]
                        + normal[y, x, 1] * normal[y + 1, x, 1]
                        + normal[y, x, 2] * normal[y + 1, x, 2]
                    )
                    if dot < _CREASE:
                        mask[y, x] = 1
                        mask[y + 1, x] = 1
                    if y > 0 and abs(iz[y - 1, x] + iz[y + 1, x] - _TWO * z) > _BEND * z:
                        mask[y, x] = 1
    count = 0
    for y in range(height):
        row_first[y] = count
        for x in range(width):
            edge_first[y, x] = np.int32(count)
            if mask[y, x] != 0:
                edge_x[count] = np.int32(x)
                count += 1
        edge_first[y, width] = np.int32(count)
    row_first[height] = count
    return count


@kernel
@no_type_check
def gather_surfaces(
    row_first, edge_x, offsets, pixel, sample_iz, sample_tri, tri_item, rows, surface, item_at,
    normal, rays_x, rays_y, slots, items, points,
):  # fmt: skip
    """List the distinct surfaces of the edge pixels' samples that their centre does not show.

    `slots` gets each sample's row in `items` and `points` (position, normal), -1 for the centre's
    own surface. A sky point is its ray. Returns the count of rows.
    """
    count = 0
    step = np.float32(1 / 256)
    for y in range(row_first.shape[0] - 1):
        for e in range(row_first[y], row_first[y + 1]):
            x = np.int64(edge_x[e])
            first = count
            for s in range(offsets.shape[0]):
                t = sample_tri[e, s]
                item = tri_item[t] if t >= 0 else np.int32(-1)
                px = rays_x[x] + np.float32(offsets[s, 0]) * step * pixel[0]
                py = rays_y[y] + np.float32(offsets[s, 1]) * step * pixel[1]
                pz = np.float32(1)
                nx = ny = nz = np.float32(0)
                if t >= 0:
                    pz = np.float32(1) / sample_iz[e, s]
                    px, py = px * pz, py * pz
                    g = surface[rows[t]]
                    dx, dy, dz = px - g[0], py - g[1], pz - g[2]
                    nx = g[3] + g[6] * dx + g[7] * dy + g[8] * dz
                    ny = g[4] + g[9] * dx + g[10] * dy + g[11] * dz
                    nz = g[5] + g[12] * dx + g[13] * dy + g[14] * dz
                    w = np.float32(1) / math.sqrt(max(nx * nx + ny * ny + nz * nz, _TINY))
                    nx, ny, nz = nx * w, ny * w, nz * w
                slots[e, s] = -2
                if item == item_at[y, x]:
                    dot = nx * normal[y, x, 0] - ny * normal[y, x, 1] - nz * normal[y, x, 2]
                    if item < 0 or dot > _CREASE:
                        slots[e, s] = -1
                for j in range(first, count):
                    if slots[e, s] == -2 and items[j] == item:
                        dot = nx * points[j, 3] + ny * points[j, 4] + nz * points[j, 5]
                        if item < 0 or dot > _CREASE:
                            slots[e, s] = j
                if slots[e, s] == -2:
                    slots[e, s] = count
                    items[count] = item
                    points[count, 0], points[count, 1], points[count, 2] = px, py, pz
                    points[count, 3], points[count, 4], points[count, 5] = nx, ny, nz
                    count += 1
    return count


@kernel
@no_type_check
def average(row_first, edge_x, slots, colors, decode, encode, out):
    """Replace edge pixels by the mean of their samples, taken in display-linear light."""
    samples = slots.shape[1]
    share = np.float32(1) / np.float32(samples)
    for y in range(row_first.shape[0] - 1):
        for e in range(row_first[y], row_first[y + 1]):
            x = np.int64(edge_x[e])
            for k in range(3):
                total = np.float32(0)
                for s in range(samples):
                    j = slots[e, s]
                    total += colors[j, k] if j >= 0 else decode[out[y, x, k]]
                out[y, x, k] = encode[np.int64(math.sqrt(total * share) * _TOP + _HALF)]
