"""Kernel that draws casters into the sun's height map: the highest surface above every texel."""

# pyright: basic
# ruff: noqa: ANN001, ANN201, ANN202, C901, PLR0912, PLR0913, PLR0915, PLR0917, PLR1714, RUF100
# Numba kernels: types come from the arguments, and one flat loop is what the compiler can optimise.

from typing import Final, no_type_check

import numpy as np

from groundplan.previz.backends.numba_tiles.kernel import kernel

__all__ = ["BLOCK", "NOTHING", "find_tops", "rasterize_sun"]

NOTHING: Final = np.float32(-1e30)
"""Height of a texel without a caster."""

BLOCK: Final = 16
"""Texels per side of a block of `find_tops`."""

_SMALL = 12  # texels: a wider row is cut by its edges first, so that its loop can be vectorised


@kernel
@no_type_check
def rasterize_sun(order, ranges, facing, triangles, height, screen, out):
    """Draw the sides of the items in `order` that face the sun; heights grow towards it [m]."""
    rows, columns = out.shape
    out[:, :] = NOTHING
    for o in range(order.shape[0]):
        item = order[o]
        side = np.int64(facing[item])
        for t in range(ranges[item, 2], ranges[item, 3]):
            a, b, c = triangles[t, 0], triangles[t, 1], triangles[t, 2]
            x0, y0 = np.int64(screen[a, 0]), np.int64(screen[a, 1])
            x1, y1 = np.int64(screen[b, 0]), np.int64(screen[b, 1])
            x2, y2 = np.int64(screen[c, 0]), np.int64(screen[c, 1])
            area = (x1 - x0) * (y2 - y0) - (x2 - x0) * (y1 - y0)
            if area == 0 or area * side > 0:
                continue
            left = max((min(x0, x1, x2) + 127) >> 8, 0)
            right = min((max(x0, x1, x2) - 128) >> 8, columns - 1)
            top = max((min(y0, y1, y2) + 127) >> 8, 0)
            bottom = min((max(y0, y1, y2) - 128) >> 8, rows - 1)
            if left > right or top > bottom:
                continue
            h0, h1, h2 = np.float64(height[a]), np.float64(height[b]), np.float64(height[c])
            if area < 0:
                x1, x2, y1, y2, h1, h2 = x2, x1, y2, y1, h2, h1
                area = -area
            most = max(h0, h1, h2)
            least = min(h0, h1, h2)
            a0, b0 = y1 - y2, x2 - x1
            a1, b1 = y2 - y0, x0 - x2
            a2, b2 = y0 - y1, x1 - x0
            bx, by = left * 256 + 128, top * 256 + 128
            e0 = a0 * (bx - x1) + b0 * (by - y1)
            e1 = a1 * (bx - x2) + b1 * (by - y2)
            e2 = a2 * (bx - x0) + b2 * (by - y0)
            inverse = 1.0 / area
            gx = ((h1 - h0) * a1 + (h2 - h0) * a2) * inverse
            gy = ((h1 - h0) * b1 + (h2 - h0) * b2) * inverse
            hr = h0 + gx * (bx - x0) + gy * (by - y0)
            gx, gy = gx * 256.0, gy * 256.0
            a0, a1, a2 = a0 * 256, a1 * 256, a2 * 256
            b0, b1, b2 = b0 * 256, b1 * 256, b2 * 256
            small = right - left < _SMALL
            for y in range(top, bottom + 1):
                if small:
                    f0, f1, f2 = e0, e1, e2
                    z = hr
                    for x in range(left, right + 1):
                        if (f0 | f1 | f2) >= 0:
                            value = np.float32(min(max(z, least), most))
                            out[y, x] = max(out[y, x], value)
                        z += gx
                        f0 += a0
                        f1 += a1
                        f2 += a2
                else:
                    lo, hi = 0, right - left
                    for e, g in ((e0, a0), (e1, a1), (e2, a2)):
                        if g > 0:
                            if e < 0:
                                lo = max(lo, (-e + g - 1) // g)
                        elif e < 0:
                            hi = -1
                        elif g < 0:
                            hi = min(hi, e // -g)
                    for j in range(lo, hi + 1):
                        value = np.float32(min(max(hr + gx * j, least), most))
                        out[y, left + j] = max(out[y, left + j], value)
                e0 += b0
                e1 += b1
                e2 += b2
                hr += gy


@kernel
@no_type_check
def find_tops(heights, tops):
    """Write the greatest height in every block of 16 x 16 texels and the eight around it."""
    blocks = tops.shape[0]
    row = np.empty(heights.shape[1], np.float32)
    own = np.empty((blocks, blocks), np.float32)
    for by in range(blocks):
        row[:] = NOTHING
        for y in range(by * BLOCK, by * BLOCK + BLOCK):
            line = heights[y]
            for x in range(line.shape[0]):
                row[x] = max(row[x], line[x])
        for bx in range(blocks):
            top = NOTHING
            for x in range(bx * BLOCK, bx * BLOCK + BLOCK):
                top = max(top, row[x])
            own[by, bx] = top
    for by in range(blocks):
        for bx in range(blocks):
            top = NOTHING
            for y in range(max(by - 1, 0), min(by + 2, blocks)):
                for x in range(max(bx - 1, 0), min(bx + 2, blocks)):
                    top = max(top, own[y, x])
            tops[by, bx] = top
