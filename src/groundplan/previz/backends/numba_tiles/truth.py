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

__all__ = ["SURFACE_COLUMNS", "flow", "halve", "label", "positions", "prepare", "resolve"]

SURFACE_COLUMNS: Final = 24
"""Per listed triangle: a corner (3), normal there (3), its gradient (9), barycentric ones (6)."""

_ZERO = np.float32(0)
_ONE = np.float32(1)
_TWO = np.float32(2)
_HALF = np.float32(0.5)
_NAN = np.float32(np.nan)
_TINY = np.float32(1e-30)
_B = 64  # points per block: rows at constant distances vectorise without checks
_KEEP = np.float32(1.0 - 1e-3)  # a point is hidden when farther by more than a relative 1e-3


@kernel
@no_type_check
def _fetch(work, j, t, triangles, shift, cv, normals):
    """Gather a triangle's corners (rows 0 to 8) and their normals (rows 9 to 17)."""
    for k in range(3):
        v = np.int64(triangles[t, k])
        n = v + shift
        work[3 * k * _B + j] = cv[v, 0]
        work[(3 * k + 1) * _B + j] = cv[v, 1]
        work[(3 * k + 2) * _B + j] = cv[v, 2]
        work[(3 * k + 9) * _B + j] = normals[n, 0]
        work[(3 * k + 10) * _B + j] = normals[n, 1]
        work[(3 * k + 11) * _B + j] = normals[n, 2]


@kernel
@no_type_check
def _turned(work, k, m, sign):
    s0, s1, s2 = np.float32(work[k]), np.float32(work[k + _B]), np.float32(work[k + 2 * _B])
    nx = m[0, 0] * s0 + m[0, 1] * s1 + m[0, 2] * s2
    ny = m[1, 0] * s0 + m[1, 1] * s1 + m[1, 2] * s2
    nz = m[2, 0] * s0 + m[2, 1] * s1 + m[2, 2] * s2
    w = sign / math.sqrt(max(nx * nx + ny * ny + nz * nz, _TINY))
    return nx * w, ny * w, nz * w


@kernel
@no_type_check
def _fill(work, j, m, flip, out):
    """Fill a row of `surface` from a column that `_fetch` filled; `m` turns normals."""
    ax, ay, az = work[j], work[_B + j], work[2 * _B + j]
    ux, uy, uz = work[3 * _B + j] - ax, work[4 * _B + j] - ay, work[5 * _B + j] - az
    vx, vy, vz = work[6 * _B + j] - ax, work[7 * _B + j] - ay, work[8 * _B + j] - az
    uu = ux * ux + uy * uy + uz * uz
    uv = ux * vx + uy * vy + uz * vz
    vv = vx * vx + vy * vy + vz * vz
    det = uu * vv - uv * uv
    inverse = 1.0 / det if det > 0.0 else 0.0
    p, q, r = vv * inverse, uv * inverse, uu * inverse
    g1x, g1y, g1z = p * ux - q * vx, p * uy - q * vy, p * uz - q * vz
    g2x, g2y, g2z = r * vx - q * ux, r * vy - q * uy, r * vz - q * uz
    sign = _ONE
    if flip != 0:
        facing = (
            (uy * vz - uz * vy) * ax + (uz * vx - ux * vz) * ay + (ux * vy - uy * vx) * az
        ) * flip
        sign = -_ONE if facing > 0.0 else _ONE
    n0 = _turned(work, 9 * _B + j, m, sign)
    n1 = _turned(work, 12 * _B + j, m, sign)
    n2 = _turned(work, 15 * _B + j, m, sign)
    out[0], out[1], out[2] = ax, ay, az
    out[3], out[4], out[5] = n0[0], n0[1], n0[2]
    d1, d2 = n1[0] - n0[0], n2[0] - n0[0]
    out[6] = d1 * g1x + d2 * g2x
    out[7] = d1 * g1y + d2 * g2y
    out[8] = d1 * g1z + d2 * g2z
    d1, d2 = n1[1] - n0[1], n2[1] - n0[1]
    out[9] = d1 * g1x + d2 * g2x
    out[10] = d1 * g1y + d2 * g2y
    out[11] = d1 * g1z + d2 * g2z
    d1, d2 = n1[2] - n0[2], n2[2] - n0[2]
    out[12] = d1 * g1x + d2 * g2x
    out[13] = d1 * g1y + d2 * g2y
    out[14] = d1 * g1z + d2 * g2z
    out[15], out[16], out[17] = g1x, g1y, g1z
    out[18], out[19], out[20] = g2x, g2y, g2z


@kernel
@no_type_check
def prepare(
    wanted, triangles, tri_item, ranges, skin_first, cv, normals, posed_normals, turn, flip, used,
    listed, rows, surface,
):  # fmt: skip
    """Give the triangles in `wanted` that have none yet a row of `surface`, and fill it.

    `used[0]` counts the rows, `listed` says whose they are, `rows` where a triangle's is (or -1).
    Listing, fetching and filling take turns: short loops let the processor wait for the memory of
    many triangles at once.
    """
    first = used[0]
    count = first
    last = np.int32(-1)
    for k in range(wanted.shape[0]):
        t = wanted[k]
        if t != last and t >= 0 and rows[t] < 0:
            rows[t] = np.int32(count)
            listed[count] = t
            count += 1
        last = t
    used[0] = count
    work = np.empty(18 * _B, np.float64)
    for start in range(first, count, _B):
        end = min(start + _B, count)
        for row in range(start, end):
            t = listed[row]
            item = tri_item[t]
            if skin_first[item] >= 0:
                shift = skin_first[item] - ranges[item, 0]
                _fetch(work, row - start, t, triangles, shift, cv, posed_normals)
            else:
                _fetch(work, row - start, t, triangles, 0, cv, normals)
        for row in range(start, end):
            item = tri_item[listed[row]]
            _fill(work, row - start, turn[item], flip[item], surface[row])


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
def _normalise(nx, ny, nz):
    for i in range(nx.shape[0]):
        a, b, c = nx[i], ny[i], nz[i]
        w = _ONE / math.sqrt(a * a + b * b + c * c + _TINY)
        nx[i] = a * w
        ny[i] = -(b * w)
        nz[i] = -(c * w)


@kernel
@no_type_check
def resolve(tri, iz, rays_x, rays_y, rows, surface, depth, normal):
    """Write depth [m] and unit normals (+X right, +Y up, +Z to the viewer), one plane per axis."""
    height, width = tri.shape
    for y in range(height):
        ry = rays_y[y]
        for x in range(width):
            depth[y, x] = _ONE / iz[y, x]  # 1 / 0 is inf: sky
        x = 0
        while x < width:
            t = tri[y, x]
            end = x + 1
            while end < width and tri[y, end] == t:
                end += 1
            if t < 0:
                for i in range(x, end):
                    normal[0, y, i] = _ZERO
                    normal[1, y, i] = _ZERO
                    normal[2, y, i] = _ZERO
                x = end
                continue
            s = surface[rows[t]]
            px, py, pz = s[0], s[1], s[2]
            nx, ny, nz = s[3], s[4], s[5]
            xx, xy, xz = s[6], s[7], s[8]
            yx, yy, yz = s[9], s[10], s[11]
            zx, zy, zz = s[12], s[13], s[14]
            for i in range(x, end):
                z = depth[y, i]
                dx, dy, dz = rays_x[i] * z - px, ry * z - py, z - pz
                normal[0, y, i] = nx + xx * dx + xy * dy + xz * dz
                normal[1, y, i] = ny + yx * dx + yy * dy + yz * dz
                normal[2, y, i] = nz + zx * dx + zy * dy + zz * dz
            x = end
        _normalise(normal[0, y], normal[1, y], normal[2, y])


@kernel
@no_type_check
def _compare(work, places, count, number, iz, instance, width, height):
    """Write to row 6 whether a point is what the other frame shows at its pixel: 0 yes, 1 no.

    2 means: of the right instance, yet farther than the nearest pixel there.
    """
    right, bottom = np.float32(width), np.float32(height)
    sky = number == 0
    for j in range(count):
        u, v = work[3 * _B + j], work[4 * _B + j]
        inside = (u >= _ZERO) & (v >= _ZERO) & (u < right) & (v < bottom)
        at = np.int32(v if inside else _ZERO) * width + np.int32(u if inside else _ZERO)
        places[j] = at if inside else np.int32(-1)
    for j in range(count):
        at = places[j]
        work[6 * _B + j] = _ONE
        if at >= 0 and instance[at] == number:
            work[6 * _B + j] = _ZERO if sky or work[5 * _B + j] >= iz[at] * _KEEP else _TWO


@kernel
@no_type_check
def _on_slope(u, v, key, number, iz, instance, width, height):
    """Return 0 when a point is as near as any of the four pixels around, 1 when it is hidden."""
    x0 = np.int64(math.floor(u - _HALF))
    y0 = np.int64(math.floor(v - _HALF))
    for y in range(max(y0, 0), min(y0 + 2, height)):
        for x in range(max(x0, 0), min(x0 + 2, width)):
            at = y * width + x
            if instance[at] == number and key >= iz[at] * _KEEP:
                return np.uint8(0)
    return np.uint8(1)


@kernel
@no_type_check
def _project(work, count, matrices, item):
    """Replace points (rows 0 to 2) by depth in row 2, pixels in rows 3 and 4, 1/depth in row 5."""
    m00, m01, m02 = matrices[item, 0, 0], matrices[item, 0, 1], matrices[item, 0, 2]
    m10, m11, m12 = matrices[item, 1, 0], matrices[item, 1, 1], matrices[item, 1, 2]
    m20, m21, m22 = matrices[item, 2, 0], matrices[item, 2, 1], matrices[item, 2, 2]
    m03, m13, m23 = matrices[item, 0, 3], matrices[item, 1, 3], matrices[item, 2, 3]
    for j in range(count):
        px, py, pz = work[j], work[_B + j], work[2 * _B + j]
        qz = m20 * px + m21 * py + m22 * pz + m23
        w = _ONE / qz
        w = w if qz > _ZERO else _NAN
        work[2 * _B + j] = qz
        work[3 * _B + j] = (m00 * px + m01 * py + m02 * pz + m03) * w
        work[4 * _B + j] = (m10 * px + m11 * py + m12 * pz + m13) * w
        work[5 * _B + j] = w


@kernel
@no_type_check
def _repose(work, first, end, s, a, b, c, posed):
    """Replace points of a skinned triangle by where they are in the other pose.

    `s` is the triangle's row of `surface`; a, b and c its corners in `posed`.
    """
    px, py, pz = s[0], s[1], s[2]
    g1x, g1y, g1z, g2x, g2y, g2z = s[15], s[16], s[17], s[18], s[19], s[20]
    ax, ay, az = posed[a, 0], posed[a, 1], posed[a, 2]
    bx, by, bz = posed[b, 0], posed[b, 1], posed[b, 2]
    cx, cy, cz = posed[c, 0], posed[c, 1], posed[c, 2]
    for j in range(first, end):
        dx, dy, dz = work[j] - px, work[_B + j] - py, work[2 * _B + j] - pz
        b1 = dx * g1x + dy * g1y + dz * g1z
        b2 = dx * g2x + dy * g2y + dz * g2z
        b0 = _ONE - b1 - b2
        work[j] = b0 * ax + b1 * bx + b2 * cx
        work[_B + j] = b0 * ay + b1 * by + b2 * cy
        work[2 * _B + j] = b0 * az + b1 * bz + b2 * cz


@kernel
@no_type_check
def flow(
    depth, item_at, tri, rows, surface, rays_x, rays_y, motion, other_from_item, triangles, ranges,
    skin_first, posed, iz, instance, ids, out, hidden,
):  # fmt: skip
    """Write pixel motion to the other frame, and whether the point is hidden or outside there.

    `motion` maps camera-space points of now to homogeneous pixels of the other frame, per item;
    its last row is the sky's. `other_from_item` does so from posed item space, for skinned items.
    `iz` and `instance` are the other frame's, flat.
    """
    height, width = depth.shape
    work = np.zeros(7 * _B, np.float32)
    places = np.empty(_B, np.int32)
    for y in range(height):
        ry = rays_y[y]
        centre = np.float32(y) + _HALF
        x = 0
        while x < width:
            item = item_at[y, x]
            end = x + 1
            while end < width and end - x < _B and item_at[y, end] == item:
                end += 1
            count = end - x
            number = np.uint16(0)
            if item < 0:
                for j in range(count):
                    work[j], work[_B + j], work[2 * _B + j] = rays_x[x + j], ry, _ONE
                _project(work, count, motion, motion.shape[0] - 1)
            else:
                number = ids[item]
                for j in range(count):
                    z = depth[y, x + j]
                    work[j], work[_B + j], work[2 * _B + j] = rays_x[x + j] * z, ry * z, z
                if skin_first[item] < 0:
                    _project(work, count, motion, item)
                else:
                    shift = skin_first[item] - ranges[item, 0]
                    j = 0
                    while j < count:
                        t = tri[y, x + j]
                        n = j + 1
                        while n < count and tri[y, x + n] == t:
                            n += 1
                        a, b, c = triangles[t, 0], triangles[t, 1], triangles[t, 2]
                        _repose(
                            work, j, n, surface[rows[t]], a + shift, b + shift, c + shift, posed
                        )
                        j = n
                    _project(work, count, other_from_item, item)
            for j in range(count):
                out[y, x + j, 0] = work[3 * _B + j] - (np.float32(x + j) + _HALF)
                out[y, x + j, 1] = work[4 * _B + j] - centre
            _compare(work, places, count, number, iz, instance, np.int32(width), np.int32(height))
            for j in range(count):
                hidden[y, x + j] = np.uint8(work[6 * _B + j])
                if work[6 * _B + j] == _TWO:
                    hidden[y, x + j] = _on_slope(
                        work[3 * _B + j], work[4 * _B + j], work[5 * _B + j], number, iz, instance,
                        width, height,
                    )  # fmt: skip
            x = end


@kernel
@no_type_check
def _half(value, bits):
    """Return the bits of the nearest 16-bit float of a value within -1..1, ties to even."""
    size = bits & np.int32(0x7FFFFFFF)
    tie = (size >> np.int32(13)) & np.int32(1)
    normal = (size - np.int32(0x37FFF001) + tie) >> np.int32(13)
    small = np.float32(abs(value) + _HALF)  # subnormal halves: let the adder round
    tiny = np.float32(small).view(np.int32) - np.int32(0x3F000000)
    half = normal if size >= np.int32(0x38800000) else tiny
    return np.uint16(half | ((bits >> np.int32(16)) & np.int32(0x8000)))


@kernel
@no_type_check
def halve(values, bits, out):
    """Write three planes of values within -1..1 as rows of three 16-bit floats, by their bits.

    `bits` is `values`, seen as integers.
    """
    work = np.empty(3 * _B, np.uint16)
    for start in range(0, values.shape[1], _B):
        count = min(values.shape[1] - start, _B)
        for k in range(3):
            row, row_bits = values[k, start:], bits[k, start:]
            for i in range(count):
                work[k * _B + i] = _half(row[i], row_bits[i])
        block = out[start:]
        for i in range(count):
            block[i, 0], block[i, 1], block[i, 2] = work[i], work[_B + i], work[2 * _B + i]


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
