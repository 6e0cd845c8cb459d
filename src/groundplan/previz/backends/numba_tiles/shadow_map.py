"""Kernel that draws casters into the sun's height map: the highest surface above every texel."""

# pyright: basic
# ruff: noqa: ANN001, ANN201, ANN202, C901, PLR0912, PLR0913, PLR0915, PLR0917, PLR1714, RUF100
# Numba kernels: types come from the arguments, and one flat loop is what the compiler can optimise.

from typing import Final, no_type_check

import numpy as np

from groundplan.previz.backends.numba_tiles.kernel import kernel

__all__ = ["NOTHING", "rasterize_sun"]

NOTHING: Final = np.float32(-1e30)
"""Height of a texel without a caster."""

_SMALL = 12  # texels: a wider row is cut by its edges first, so that its loop can be vectorised


@kernel
@no_type_check
def rasterize_sun(order, ranges, facing, triangles, height, screen, unread, out):
    """Draw the sides of the items in `order` that face the sun; heights grow towards it [m].

    `unread` is a rectangle that nobody looks up (least and most column and row, in 1/256 texel).
    """
    rows, columns = out.shape
    skip_left, skip_right, skip_top, skip_bottom = unread[0], unread[1], unread[2], unread[3]
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
            left, right = min(x0, x1, x2), max(x0, x1, x2)
            top, bottom = min(y0, y1, y2), max(y0, y1, y2)
            if (left >= skip_left and right <= skip_right) and (
                top >= skip_top and bottom <= skip_bottom
            ):
                continue
            left, right = max((left + 127) >> 8, 0), min((right - 128) >> 8, columns - 1)
            top, bottom = max((top + 127) >> 8, 0), min((bottom - 128) >> 8, rows - 1)
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
