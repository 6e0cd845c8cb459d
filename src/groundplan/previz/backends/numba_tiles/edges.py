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
def _part(item, other, ax, ay, az, bx, by, bz, parts):
    """Tell where neighbours are of two items, or folded."""
    for x in range(item.shape[0]):
        dot = ax[x] * bx[x] + ay[x] * by[x] + az[x] * bz[x]
        folded = (item[x] >= 0) & (dot < _CREASE)
        parts[x] = (item[x] != other[x]) | folded


@kernel
@no_type_check
def _bend(item, other, before, z, after, bends):
    """Tell where depth bends within an item."""
    for x in range(item.shape[0]):
        bend = abs(before[x] + after[x] - _TWO * z[x]) > _BEND * z[x]
        bends[x] = bend & (item[x] == other[x]) & (item[x] >= 0)


@kernel
@no_type_check
def _mark(mask, found, count):
    for x in range(count):
        mask[x] |= found[x]


@kernel
@no_type_check
def find_edges(item_at, normal, iz, mask, edge_first, row_first, edge_x):
    """List the edge pixels row by row; return their count. `mask` may hold marks already.

    `edge_first` gets, for every pixel and the end of every row, how many come before it.
    An edge is where the item changes, the surface folds, or the depth jumps.
    """
    height, width = item_at.shape
    parts = np.zeros(width, np.uint8)
    bends = np.zeros(width, np.uint8)
    last = width - 1
    for y in range(height):
        item, z = item_at[y], iz[y]
        nx, ny, nz = normal[0, y], normal[1, y], normal[2, y]
        _part(item[:last], item[1:], nx[:last], ny[:last], nz[:last], nx[1:], ny[1:], nz[1:], parts)
        if width > 2:
            _bend(item[1:last], item[2:], z[: last - 1], z[1:last], z[2:], bends)
        _mark(mask[y], parts, last)
        _mark(mask[y, 1:], parts, last)
        _mark(mask[y, 1:], bends, width - 2)
        if y + 1 == height:
            break
        below = item_at[y + 1]
        _part(item, below, nx, ny, nz, normal[0, y + 1], normal[1, y + 1], normal[2, y + 1], parts)
        _mark(mask[y], parts, width)
        _mark(mask[y + 1], parts, width)
        if y > 0:
            _bend(item, below, iz[y - 1], z, iz[y + 1], bends)
            _mark(mask[y], bends, width)
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
                    dot = nx * normal[0, y, x] - ny * normal[1, y, x] - nz * normal[2, y, x]
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
