"""Kernels that decide which triangle covers a pixel centre, or a sample of an edge pixel.

Coverage is exact: vertices lie on a 1/256 pixel lattice, edges are integers, and a top-left rule
gives every shared edge to one side. Depth is not taken from the lattice but from the triangle's
plane in camera space, so that snapping never bends a surface.
"""

# pyright: basic
# ruff: noqa: ANN001, ANN201, ANN202, C901, PLR0912, PLR0913, PLR0915, PLR0917, PLR1714, RUF100
# Numba kernels: types come from the arguments, and one flat loop is what the compiler can optimise.

import math
from typing import no_type_check

import numpy as np

from groundplan.previz.backends.numba_tiles.kernel import kernel

__all__ = ["rasterize", "rasterize_samples"]

_OUTSIDE = -(2**31)
_SMALL = 12  # pixels: a wider row is cut by its edges first, so that its loop can be vectorised


@kernel
@no_type_check
def _clip(cv, corners, lens, poly, spare):
    """Clip a triangle to the near plane and guard band; return the count of corners in `poly`.

    A cut goes from its inside to its outside end, so both triangles of an edge get one point.
    """
    for k in range(3):
        for j in range(3):
            poly[k, j] = cv[corners[k], j]
    count = 3
    fx, fy, cx, cy, near = lens[0], lens[1], lens[2], lens[3], lens[4]
    for plane in range(5):
        a, b, c, d = 0.0, 0.0, 1.0, -near
        if plane == 1:
            a, c, d = fx, cx - lens[5], 0.0
        elif plane == 2:
            a, c, d = -fx, lens[6] - cx, 0.0
        elif plane == 3:
            a, b, c, d = 0.0, fy, cy - lens[7], 0.0
        elif plane == 4:
            a, b, c, d = 0.0, -fy, lens[8] - cy, 0.0
        kept = 0
        for k in range(count):
            n = k + 1 if k + 1 < count else 0
            dp = a * poly[k, 0] + b * poly[k, 1] + c * poly[k, 2] + d
            dq = a * poly[n, 0] + b * poly[n, 1] + c * poly[n, 2] + d
            if dp >= 0.0:
                for j in range(3):
                    spare[kept, j] = poly[k, j]
                kept += 1
            if (dp >= 0.0) != (dq >= 0.0):
                p, q = (k, n) if dp >= 0.0 else (n, k)
                dp, dq = (dp, dq) if dp >= 0.0 else (dq, dp)
                t = dp / (dp - dq)
                for j in range(3):
                    spare[kept, j] = poly[p, j] + t * (poly[q, j] - poly[p, j])
                kept += 1
        count = kept
        for k in range(count):
            for j in range(3):
                poly[k, j] = spare[k, j]
    return count


@kernel
@no_type_check
def _plane(cv, a, b, c, lens):
    """Return 1/z as an affine map of pixels, d/dx, d/dy, at (0, 0), and its least and most."""
    ax, ay, az = cv[a, 0], cv[a, 1], cv[a, 2]
    ux, uy, uz = cv[b, 0] - ax, cv[b, 1] - ay, cv[b, 2] - az
    vx, vy, vz = cv[c, 0] - ax, cv[c, 1] - ay, cv[c, 2] - az
    nx = uy * vz - uz * vy
    ny = uz * vx - ux * vz
    nz = ux * vy - uy * vx
    d = nx * ax + ny * ay + nz * az
    near = lens[4]
    most = 1.0 / max(min(az, cv[b, 2], cv[c, 2]), near)
    least = 1.0 / max(az, cv[b, 2], cv[c, 2], near)
    if d == 0.0:
        return 0.0, 0.0, -1.0, 0.0, -1.0
    gx = nx / (d * lens[0])
    gy = ny / (d * lens[1])
    return gx, gy, nz / d - gx * lens[2] - gy * lens[3], least, most


@kernel
@no_type_check
def _box(setups, k, width, height):
    """Return the first and last column, and row, of pixel centres in a triangle's bounds."""
    x0, x1, x2 = np.int64(setups[k, 1]), np.int64(setups[k, 3]), np.int64(setups[k, 5])
    y0, y1, y2 = np.int64(setups[k, 2]), np.int64(setups[k, 4]), np.int64(setups[k, 6])
    left = max((min(x0, x1, x2) + 127) >> 8, 0)
    right = min((max(x0, x1, x2) - 128) >> 8, width - 1)
    top = max((min(y0, y1, y2) + 127) >> 8, 0)
    bottom = min((max(y0, y1, y2) - 128) >> 8, height - 1)
    return left, right, top, bottom


@kernel
@no_type_check
def _draw(setups, k, left, right, top, bottom, plane, iz, tri):
    """Write the pixels of one screen triangle (of positive area) that are nearer than before."""
    t = setups[k, 0]
    x0, y0 = np.int64(setups[k, 1]), np.int64(setups[k, 2])
    x1, y1 = np.int64(setups[k, 3]), np.int64(setups[k, 4])
    x2, y2 = np.int64(setups[k, 5]), np.int64(setups[k, 6])
    gx, gy, g0, least, most = plane
    if most <= 0.0:
        return
    a0, b0 = y1 - y2, x2 - x1
    a1, b1 = y2 - y0, x0 - x2
    a2, b2 = y0 - y1, x1 - x0
    bx, by = left * 256 + 128, top * 256 + 128
    e0 = a0 * (bx - x1) + b0 * (by - y1) - (0 if (a0 > 0 or (a0 == 0 and b0 > 0)) else 1)
    e1 = a1 * (bx - x2) + b1 * (by - y2) - (0 if (a1 > 0 or (a1 == 0 and b1 > 0)) else 1)
    e2 = a2 * (bx - x0) + b2 * (by - y0) - (0 if (a2 > 0 or (a2 == 0 and b2 > 0)) else 1)
    a0, a1, a2 = a0 * 256, a1 * 256, a2 * 256
    b0, b1, b2 = b0 * 256, b1 * 256, b2 * 256
    small = right - left < _SMALL
    for y in range(top, bottom + 1):
        zr = g0 + gy * (y + 0.5) + gx * 0.5
        if small:
            f0, f1, f2 = e0, e1, e2
            for x in range(left, right + 1):
                if (f0 | f1 | f2) >= 0:
                    z = np.float32(min(max(zr + gx * x, least), most))
                    if z > iz[y, x]:
                        iz[y, x] = z
                        tri[y, x] = t
                f0 += a0
                f1 += a1
                f2 += a2
        else:
            lo, hi = 0, right - left
            for e, a in ((e0, a0), (e1, a1), (e2, a2)):
                if a > 0:
                    if e < 0:
                        lo = max(lo, (-e + a - 1) // a)
                elif e < 0:
                    hi = -1
                elif a < 0:
                    hi = min(hi, e // -a)
            for x in range(left + lo, left + hi + 1):
                z = np.float32(min(max(zr + gx * x, least), most))
                if z > iz[y, x]:
                    iz[y, x] = z
                    tri[y, x] = t
        e0 += b0
        e1 += b1
        e2 += b2


@kernel
@no_type_check
def _keep(setups, k, t, x0, y0, x1, y1, x2, y2, facing, width, height):
    """Append a screen triangle that faces us and touches the frame; return the new count.

    `facing` is 1 for items seen from outside, -1 for mirrored ones, 0 for both sides.
    """
    area = (x1 - x0) * (y2 - y0) - (x2 - x0) * (y1 - y0)
    if area == 0 or area * facing > 0:
        return k
    if max(x0, x1, x2) < 0 or max(y0, y1, y2) < 0:
        return k
    if min(x0, x1, x2) >= width * 256 or min(y0, y1, y2) >= height * 256:
        return k
    setups[k, 0] = t
    setups[k, 1] = x0
    setups[k, 2] = y0
    if area > 0:
        setups[k, 3], setups[k, 4], setups[k, 5], setups[k, 6] = x1, y1, x2, y2
    else:
        setups[k, 3], setups[k, 4], setups[k, 5], setups[k, 6] = x2, y2, x1, y1
    return k + 1


@kernel
@no_type_check
def rasterize(order, ranges, facing, triangles, cv, screen, lens, setups, iz, tri):
    """Draw the items in `order`; return how many screen triangles were kept in `setups`.

    `iz` takes 1/z [1/m], 0 where nothing is; `tri` the triangle, -1 where nothing is.
    """
    height, width = iz.shape
    iz[:, :] = np.float32(0)
    tri[:, :] = np.int32(-1)
    poly = np.empty((9, 3), np.float64)
    spare = np.empty((9, 3), np.float64)
    corner = np.empty((9, 2), np.int64)
    corners = np.empty(3, np.int64)
    k = 0
    plane = (0.0, 0.0, 0.0, 0.0, 0.0)
    for o in range(order.shape[0]):
        item = order[o]
        side = np.int64(facing[item])
        for t in range(ranges[item, 2], ranges[item, 3]):
            a, b, c = triangles[t, 0], triangles[t, 1], triangles[t, 2]
            x0, x1, x2 = np.int64(screen[a, 0]), np.int64(screen[b, 0]), np.int64(screen[c, 0])
            first = k
            if x0 != _OUTSIDE and x1 != _OUTSIDE and x2 != _OUTSIDE:
                y0, y1, y2 = np.int64(screen[a, 1]), np.int64(screen[b, 1]), np.int64(screen[c, 1])
                k = _keep(setups, k, t, x0, y0, x1, y1, x2, y2, side, width, height)
            elif cv[a, 2] > lens[4] or cv[b, 2] > lens[4] or cv[c, 2] > lens[4]:
                corners[0], corners[1], corners[2] = a, b, c
                count = _clip(cv, corners, lens, poly, spare)
                for j in range(count):
                    u = lens[0] * poly[j, 0] / poly[j, 2] + lens[2]
                    v = lens[1] * poly[j, 1] / poly[j, 2] + lens[3]
                    corner[j, 0] = np.int64(math.floor(u * 256.0 + 0.5))
                    corner[j, 1] = np.int64(math.floor(v * 256.0 + 0.5))
                for j in range(1, count - 1):
                    k = _keep(
                        setups, k, t, corner[0, 0], corner[0, 1], corner[j, 0], corner[j, 1],
                        corner[j + 1, 0], corner[j + 1, 1], side, width, height,
                    )  # fmt: skip
            ready = False
            for j in range(first, k):
                left, right, top, bottom = _box(setups, j, width, height)
                if left <= right and top <= bottom:
                    if not ready:
                        plane = _plane(cv, a, b, c, lens)
                        ready = True
                    _draw(setups, j, left, right, top, bottom, plane, iz, tri)
    return k


@kernel
@no_type_check
def rasterize_samples(
    setups, count, triangles, cv, lens, offsets, edge_first, edge_x, sample_iz, sample_tri
):  # fmt: skip
    """Find the nearest triangle at every sample of the edge pixels.

    `offsets` are the samples in 1/256 pixel from the centre; `edge_x` lists the edge pixels row by
    row, and `edge_first` says per pixel how many of the list come before it (`find_edges`).
    """
    height, width = edge_first.shape[0], edge_first.shape[1] - 1
    samples = offsets.shape[0]
    shifts = np.empty((samples, 3), np.int64)
    for k in range(count):
        x0, y0 = np.int64(setups[k, 1]), np.int64(setups[k, 2])
        x1, y1 = np.int64(setups[k, 3]), np.int64(setups[k, 4])
        x2, y2 = np.int64(setups[k, 5]), np.int64(setups[k, 6])
        left = max(min(x0, x1, x2) >> 8, 0)
        right = min(max(x0, x1, x2) >> 8, width - 1) + 1
        top = max(min(y0, y1, y2) >> 8, 0)
        bottom = min(max(y0, y1, y2) >> 8, height - 1)
        while top <= bottom and edge_first[top, left] == edge_first[top, right]:
            top += 1
        if top > bottom:
            continue
        ready = False
        gx = gy = g0 = least = most = 0.0
        a0, b0 = y1 - y2, x2 - x1
        a1, b1 = y2 - y0, x0 - x2
        a2, b2 = y0 - y1, x1 - x0
        c0 = -a0 * x1 - b0 * y1 - (0 if (a0 > 0 or (a0 == 0 and b0 > 0)) else 1)
        c1 = -a1 * x2 - b1 * y2 - (0 if (a1 > 0 or (a1 == 0 and b1 > 0)) else 1)
        c2 = -a2 * x0 - b2 * y0 - (0 if (a2 > 0 or (a2 == 0 and b2 > 0)) else 1)
        m0, m1, m2 = (
            128 * (abs(a0) + abs(b0)), 128 * (abs(a1) + abs(b1)), 128 * (abs(a2) + abs(b2)),
        )  # fmt: skip
        for s in range(samples):
            px, py = offsets[s, 0], offsets[s, 1]
            shifts[s, 0], shifts[s, 1] = a0 * px + b0 * py, a1 * px + b1 * py
            shifts[s, 2] = a2 * px + b2 * py
        for y in range(top, bottom + 1):
            py = y * 256 + 128
            r0, r1, r2 = b0 * py + c0, b1 * py + c1, b2 * py + c2
            for e in range(np.int64(edge_first[y, left]), np.int64(edge_first[y, right])):
                px = np.int64(edge_x[e]) * 256 + 128
                e0, e1, e2 = a0 * px + r0, a1 * px + r1, a2 * px + r2
                if ((e0 + m0) | (e1 + m1) | (e2 + m2)) < 0:
                    continue
                for s in range(samples):
                    if ((e0 + shifts[s, 0]) | (e1 + shifts[s, 1]) | (e2 + shifts[s, 2])) < 0:
                        continue
                    if not ready:
                        t = setups[k, 0]
                        gx, gy, g0, least, most = _plane(
                            cv, triangles[t, 0], triangles[t, 1], triangles[t, 2], lens
                        )
                        ready = True
                    qx, qy = px + offsets[s, 0], py + offsets[s, 1]
                    z = g0 + gx * (qx * 0.00390625) + gy * (qy * 0.00390625)
                    z32 = np.float32(min(max(z, least), most))
                    if z32 > sample_iz[e, s] and most > 0.0:
                        sample_iz[e, s] = z32
                        sample_tri[e, s] = setups[k, 0]
