"""Kernel that finds the pixels whose beauty needs coverage samples."""

# pyright: basic
# ruff: noqa: ANN001, ANN201, ANN202, C901, PLR0912, PLR0913, PLR0915, PLR0917, PLR1714, RUF100
# Numba kernels: types come from the arguments, and one flat loop is what the compiler can optimise.

from typing import no_type_check

import numpy as np

from groundplan.previz.backends.numba_tiles.kernel import kernel

__all__ = ["find_edges", "mark_thin"]

_TWO = np.float32(2)
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
        key = np.float32(1.001) / max(cv[triangles[t, 0], 2], np.float32(1e-6))
        for y in range(top, bottom + 1):
            for x in range(left, right + 1):
                if key > iz[y, x]:
                    mask[y, x] = 1


@kernel
@no_type_check
def find_edges(item_at, normal, iz, mask, edge_index, row_first, edge_x):
    """Number the edge pixels row by row; return their count. `mask` may hold marks already.

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
            edge_index[y, x] = np.int32(-1)
            if mask[y, x] != 0:
                edge_index[y, x] = np.int32(count)
                edge_x[count] = np.int32(x)
                count += 1
    row_first[height] = count
    return count
