"""Kernels that turn visible triangles into truth passes, one value per pixel centre.

Inside, camera space has OpenCV axes (x right, y down, z forward); normals leave with ours.
"""

# pyright: basic
# ruff: noqa: ANN001, ANN201, ANN202, C901, PLR0912, PLR0913, PLR0915, PLR0917, PLR1714, RUF100
# Numba kernels: types come from the arguments, and one flat loop is what the compiler can optimise.

import math
from typing import Final, no_type_check

import numpy as np

from groundplan.previz.backends.numba_tiles.kernel import kernel

__all__ = ["SURFACE_COLUMNS", "flow", "label", "positions", "prepare", "resolve"]

SURFACE_COLUMNS: Final = 24
"""Per triangle: a corner (3), normal there (3), its gradient (9), barycentric gradients (6)."""

_ZERO = np.float32(0)
_ONE = np.float32(1)
_HALF = np.float32(0.5)
_INF = np.float32(np.inf)
_NAN = np.float32(np.nan)
_TINY = np.float32(1e-30)
_KEEP = np.float32(1.0 - 1e-3)  # a point is hidden when farther by more than a relative 1e-3


@kernel
@no_type_check
def _prepare(t, triangles, item, ranges, skin_first, cv, normals, posed_normals, turn, flip, out):
    a, b, c = triangles[t, 0], triangles[t, 1], triangles[t, 2]
    ax, ay, az = np.float64(cv[a, 0]), np.float64(cv[a, 1]), np.float64(cv[a, 2])
    ux, uy, uz = cv[b, 0] - ax, cv[b, 1] - ay, cv[b, 2] - az
    vx, vy, vz = cv[c, 0] - ax, cv[c, 1] - ay, cv[c, 2] - az
    uu = ux * ux + uy * uy + uz * uz
    uv = ux * vx + uy * vy + uz * vz
    vv = vx * vx + vy * vy + vz * vz
    det = uu * vv - uv * uv
    inverse = 1.0 / det if det > 0.0 else 0.0
    p, q, r = vv * inverse, uv * inverse, uu * inverse
    g1x, g1y, g1z = p * ux - q * vx, p * uy - q * vy, p * uz - q * vz
    g2x, g2y, g2z = r * vx - q * ux, r * vy - q * uy, r * vz - q * uz
    sign = 1.0
    if flip[item] != 0:
        facing = (
            (uy * vz - uz * vy) * ax + (uz * vx - ux * vz) * ay + (ux * vy - uy * vx) * az
        ) * flip[item]
        sign = -1.0 if facing > 0.0 else 1.0
    shift = skin_first[item] - ranges[item, 0]
    m = turn[item]
    n = out[t]
    for k in range(3):
        v = triangles[t, k]
        if skin_first[item] >= 0:
            s0, s1, s2 = (
                posed_normals[v + shift, 0],
                posed_normals[v + shift, 1],
                posed_normals[v + shift, 2],
            )
        else:
            s0, s1, s2 = normals[v, 0], normals[v, 1], normals[v, 2]
        nx = m[0, 0] * s0 + m[0, 1] * s1 + m[0, 2] * s2
        ny = m[1, 0] * s0 + m[1, 1] * s1 + m[1, 2] * s2
        nz = m[2, 0] * s0 + m[2, 1] * s1 + m[2, 2] * s2
        w = sign / math.sqrt(max(nx * nx + ny * ny + nz * nz, 1e-30))
        nx, ny, nz = nx * w, ny * w, nz * w
        if k == 0:
            n[0], n[1], n[2] = ax, ay, az
            n[3], n[4], n[5] = nx, ny, nz
            for j in range(6, 15):
                n[j] = _ZERO
        else:
            gx, gy, gz = (g1x, g1y, g1z) if k == 1 else (g2x, g2y, g2z)
            dx, dy, dz = nx - n[3], ny - n[4], nz - n[5]
            n[6] += dx * gx
            n[7] += dx * gy
            n[8] += dx * gz
            n[9] += dy * gx
            n[10] += dy * gy
            n[11] += dy * gz
            n[12] += dz * gx
            n[13] += dz * gy
            n[14] += dz * gz
    n[15], n[16], n[17] = g1x, g1y, g1z
    n[18], n[19], n[20] = g2x, g2y, g2z


@kernel
@no_type_check
def prepare(
    wanted,
    triangles,
    tri_item,
    ranges,
    skin_first,
    cv,
    normals,
    posed_normals,
    turn,
    flip,
    ready,
    surface,
):
    """Fill the `surface` rows of the triangles in `wanted` that are not `ready` yet."""
    for k in range(wanted.shape[0]):
        t = wanted[k]
        if t >= 0 and not ready[t]:
            ready[t] = 1
            _prepare(
                t, triangles, tri_item[t], ranges, skin_first, cv, normals, posed_normals, turn,
                flip,
                surface,
            )  # fmt: skip


@kernel
@no_type_check
def label(tri, tri_item, ids, item_at, instance):
    """Write the item (-1 for sky) and the instance (0 for sky) of every pixel."""
    height, width = tri.shape
    for y in range(height):
        for x in range(width):
            t = tri[y, x]
            item = tri_item[t] if t >= 0 else np.int32(-1)
            item_at[y, x] = item
            instance[y, x] = ids[item] if t >= 0 else np.uint16(0)


@kernel
@no_type_check
def resolve(
    tri, iz, triangles, tri_item, ranges, skin_first, cv, normals, posed_normals, turn, flip,
    rays_x,
    rays_y, ready, surface, depth, normal,
):  # fmt: skip
    """Write depth [m] and unit normals (+X right, +Y up, +Z to the viewer)."""
    height, width = tri.shape
    for y in range(height):
        ry = rays_y[y]
        x = 0
        while x < width:
            t = tri[y, x]
            end = x + 1
            while end < width and tri[y, end] == t:
                end += 1
            if t < 0:
                for i in range(x, end):
                    depth[y, i] = _INF
                    normal[y, i, 0] = _ZERO
                    normal[y, i, 1] = _ZERO
                    normal[y, i, 2] = _ZERO
                x = end
                continue
            item = tri_item[t]
            if not ready[t]:
                ready[t] = 1
                _prepare(
                    t,
                    triangles,
                    item,
                    ranges,
                    skin_first,
                    cv,
                    normals,
                    posed_normals,
                    turn,
                    flip,
                    surface,
                )
            s = surface[t]
            px, py, pz, nx, ny, nz = s[0], s[1], s[2], s[3], s[4], s[5]
            xx, xy, xz, yx, yy, yz = s[6], s[7], s[8], s[9], s[10], s[11]
            zx, zy, zz = s[12], s[13], s[14]
            for i in range(x, end):
                z = _ONE / iz[y, i]
                depth[y, i] = z
                dx, dy, dz = rays_x[i] * z - px, ry * z - py, z - pz
                a = nx + xx * dx + xy * dy + xz * dz
                b = ny + yx * dx + yy * dy + yz * dz
                c = nz + zx * dx + zy * dy + zz * dz
                w = _ONE / math.sqrt(a * a + b * b + c * c + _TINY)
                normal[y, i, 0] = a * w
                normal[y, i, 1] = -(b * w)
                normal[y, i, 2] = -(c * w)
            x = end


@kernel
@no_type_check
def _hidden(u, v, z, number, iz, instance):
    """Return 1 when a point at pixel (u, v), depth z, is not what the other frame shows there.

    The nearest pixel decides; on a slope the farthest of the four around may still admit it.
    """
    height, width = iz.shape
    if not (u >= _ZERO and v >= _ZERO and u < width and v < height):
        return np.uint8(1)
    x, y = np.int64(u), np.int64(v)
    if instance[y, x] != number:
        return np.uint8(1)
    if number == 0:
        return np.uint8(0)
    key = _ONE / z
    if key >= iz[y, x] * _KEEP:
        return np.uint8(0)
    x0 = np.int64(math.floor(u - _HALF))
    y0 = np.int64(math.floor(v - _HALF))
    for j in range(max(y0, 0), min(y0 + 2, height)):
        for i in range(max(x0, 0), min(x0 + 2, width)):
            if instance[j, i] == number and key >= iz[j, i] * _KEEP:
                return np.uint8(0)
    return np.uint8(1)


@kernel
@no_type_check
def flow(
    depth, item_at, tri, surface, rays_x, rays_y, motion, other_from_item, triangles, ranges,
    skin_first,
    posed, iz, instance, ids, out, hidden,
):  # fmt: skip
    """Write pixel motion to the other frame, and whether the point is hidden or outside there.

    `motion` maps camera-space points of now to homogeneous pixels of the other frame, per item;
    its last row is the sky's. `other_from_item` does so from posed item space, for skinned items.
    """
    height, width = depth.shape
    for y in range(height):
        ry = rays_y[y]
        centre_y = np.float32(y) + _HALF
        x = 0
        while x < width:
            item = item_at[y, x]
            end = x + 1
            while end < width and item_at[y, end] == item:
                end += 1
            number = ids[item] if item >= 0 else np.uint16(0)
            skinned = item >= 0 and skin_first[item] >= 0
            m = other_from_item[item] if skinned else motion[item]
            m00, m01, m02, m03 = m[0, 0], m[0, 1], m[0, 2], m[0, 3]
            m10, m11, m12, m13 = m[1, 0], m[1, 1], m[1, 2], m[1, 3]
            m20, m21, m22, m23 = m[2, 0], m[2, 1], m[2, 2], m[2, 3]
            for i in range(x, end):
                z = depth[y, i] if item >= 0 else _ONE
                px, py, pz = rays_x[i] * z, ry * z, z
                if skinned:
                    t = tri[y, i]
                    s = surface[t]
                    dx, dy, dz = px - s[0], py - s[1], pz - s[2]
                    b1 = dx * s[15] + dy * s[16] + dz * s[17]
                    b2 = dx * s[18] + dy * s[19] + dz * s[20]
                    b0 = _ONE - b1 - b2
                    shift = skin_first[item] - ranges[item, 0]
                    a, b, c = (
                        triangles[t, 0] + shift,
                        triangles[t, 1] + shift,
                        triangles[t, 2] + shift,
                    )
                    px = b0 * posed[a, 0] + b1 * posed[b, 0] + b2 * posed[c, 0]
                    py = b0 * posed[a, 1] + b1 * posed[b, 1] + b2 * posed[c, 1]
                    pz = b0 * posed[a, 2] + b1 * posed[b, 2] + b2 * posed[c, 2]
                qx = m00 * px + m01 * py + m02 * pz + m03
                qy = m10 * px + m11 * py + m12 * pz + m13
                qz = m20 * px + m21 * py + m22 * pz + m23
                w = _ONE / qz
                u, v = qx * w, qy * w
                if qz > _ZERO:
                    out[y, i, 0] = u - (np.float32(i) + _HALF)
                    out[y, i, 1] = v - centre_y
                else:
                    out[y, i, 0] = _NAN
                    out[y, i, 1] = _NAN
                    u = _NAN
                hidden[y, i] = _hidden(u, v, qz, number, iz, instance)
            x = end


@kernel
@no_type_check
def positions(depth, rays_x, rays_y, world_from_cv, out):
    """Write world positions [m]; NaN for sky."""
    height, width = depth.shape
    m = world_from_cv
    for y in range(height):
        for x in range(width):
            z = np.float64(depth[y, x])
            px, py = rays_x[x] * z, rays_y[y] * z
            for k in range(3):
                value = m[k, 0] * px + m[k, 1] * py + m[k, 2] * z + m[k, 3]
                out[y, x, k] = value if z < np.inf else np.nan
