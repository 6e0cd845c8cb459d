"""Kernels that cast rays: what each surface sees of every lamp, and what light surfaces send it.

Everything here is in the world [m], light in linear Rec.709 lux, candela and cd/m^2.

A row of `sources`: 0 kind (0 sun, 1 point, 2 spot, 3 panel), 1 to 3 its place, or the way to the
sun, 4 to 6 the way it shines, 7 to 9 and 10 to 12 across it, half its extent long (sun: tangents),
13 the instance it is built into, 14 whether it is round, 15 whether it throws shadows, 16 whether
it has an extent, 17 and 18 a spot's edge as in `shading`, 19 least squared distance, 20 to 22 its
colour times its intensity [cd], or illuminance [lx].
"""
# pyright: basic
# ruff: noqa: ANN001, ANN201, ANN202, C901, PLR0912, PLR0913, PLR0915, PLR0917, PLR1714, RUF100
# Numba kernels: types come from the arguments, and one flat loop is what the compiler can optimise.

import math
from typing import no_type_check

import numpy as np

from groundplan.previz.backends.numba_tiles.kernel import kernel

__all__ = [
    "gather", "look_around", "scatter_points", "see_pixels", "see_points", "share_guides",
    "spread_pixels", "spread_points",
]  # fmt: skip

_0 = np.float32(0)
_1 = np.float32(1)
_2 = np.float32(2)
_3 = np.float32(3)
_HALF = np.float32(0.5)
_PI = np.float32(math.pi)
_INV_PI = np.float32(1 / math.pi)
_TINY = np.float32(1e-30)
_LOW = np.float32(1e-6)
_FLAT = np.float32(1e-12)
_BIG = np.float32(3e38)
_LIFT = np.float32(1.5e-3)  # metres above a surface that its rays start
_LIFT_FAR = np.float32(2e-5)  # and as a share of the distance to the camera
_LEAST = np.float32(0.02)  # metres about a lamp in which nothing hides it
_SLACK = np.float32(1e-4)  # triangles overlap by this share, so that no ray slips between two
_ROUND = 8  # samples on a lamp's rim, or the first four: its corners
_FIRST = 16  # samples that decide whether a lamp is neither whole nor hidden
_MOST_LEAPS = 16  # bounces of a path; what is left is below 1 %
_SURE = 2  # bounces before paths may end by chance
_KEEP = np.float32(0.95)
_RED, _GREEN, _BLUE = np.float32(0.2126), np.float32(0.7152), np.float32(0.0722)  # luminance
_FAINT = np.float32(1e-4)  # share of what a path has found below which a lamp is not asked
_CREASE = np.float32(0.85)  # least cosine between the normals of points that share light
_REACH = 2  # cells about a pixel whose points it asks
_QUARTER = np.float32(0.25)
_FEELERS = 32  # rays that tell how near other surfaces are
_NEAR = np.float32(0.7)  # a point's reach over that distance
_LEAST_SPAN = np.float32(0.75)  # its least reach, in cells
_STEEP = np.float32(0.15)  # least cosine to the view that stretches cells
_THIN = np.float32(0.05)  # least weight of points that answer for a pixel


@kernel
@no_type_check
def _meets(node, ox, oy, oz, ix, iy, iz, far):
    """Return where a ray enters a box, or a number above `far`."""
    a, b = (node[0] - ox) * ix, (node[3] - ox) * ix
    near, away = min(a, b), max(a, b)
    a, b = (node[1] - oy) * iy, (node[4] - oy) * iy
    near, away = max(near, min(a, b)), min(away, max(a, b))
    a, b = (node[2] - oz) * iz, (node[5] - oz) * iz
    near, away = max(near, min(a, b)), min(away, max(a, b))
    return max(near, _0) if near <= away and away >= _0 and near < far else _BIG


@kernel
@no_type_check
def _strikes(t, ox, oy, oz, dx, dy, dz):
    """Return how far along a ray a triangle lies, or a number that is not above 0.

    Source:
        T. Moeller, B. Trumbore, "Fast, minimum storage ray/triangle intersection", 1997.
    """
    ux, uy, uz, vx, vy, vz = t[3], t[4], t[5], t[6], t[7], t[8]
    px, py, pz = dy * vz - dz * vy, dz * vx - dx * vz, dx * vy - dy * vx
    det = ux * px + uy * py + uz * pz
    if abs(det) < _TINY:
        return -_1
    inverse = _1 / det
    sx, sy, sz = ox - t[0], oy - t[1], oz - t[2]
    a = (sx * px + sy * py + sz * pz) * inverse
    if a < -_SLACK or a > _1 + _SLACK:
        return -_1
    qx, qy, qz = sy * uz - sz * uy, sz * ux - sx * uz, sx * uy - sy * ux
    b = (dx * qx + dy * qy + dz * qz) * inverse
    if b < -_SLACK or a + b > _1 + _SLACK:
        return -_1
    return (vx * qx + vy * qy + vz * qz) * inverse


@kernel
@no_type_check
def _hidden(boxes, links, triangles, owners, stack, ox, oy, oz, dx, dy, dz, far, skip):
    """Tell whether anything but the instance `skip` is nearer than `far` along a ray."""
    ix = _1 / (dx if abs(dx) > _FLAT else _FLAT)
    iy = _1 / (dy if abs(dy) > _FLAT else _FLAT)
    iz = _1 / (dz if abs(dz) > _FLAT else _FLAT)
    stack[0] = 0
    top = 1
    while top > 0:
        top -= 1
        node = np.uint64(stack[np.uint64(top)])
        if _meets(boxes[node], ox, oy, oz, ix, iy, iz, far) >= far:
            continue
        first, count = links[node, 0], links[node, 1]
        if count == 0:
            stack[np.uint64(top)] = first
            stack[np.uint64(top + 1)] = first + 1
            top += 2
            continue
        for k in range(first, first + count):
            t = np.uint64(k)
            if owners[t] != 0 and owners[t] != skip:
                found = _strikes(triangles[t], ox, oy, oz, dx, dy, dz)
                if found > _0 and found < far:
                    return True
    return False


@kernel
@no_type_check
def _nearest(boxes, links, triangles, stack, ox, oy, oz, dx, dy, dz):
    """Return the nearest triangle along a ray and how far it is, or -1."""
    ix = _1 / (dx if abs(dx) > _FLAT else _FLAT)
    iy = _1 / (dy if abs(dy) > _FLAT else _FLAT)
    iz = _1 / (dz if abs(dz) > _FLAT else _FLAT)
    best, far = np.int64(-1), _BIG
    stack[0] = 0
    top = 1
    while top > 0:
        top -= 1
        node = np.uint64(stack[np.uint64(top)])
        if _meets(boxes[node], ox, oy, oz, ix, iy, iz, far) >= far:
            continue
        first, count = links[node, 0], links[node, 1]
        if count == 0:
            a = _meets(boxes[np.uint64(first)], ox, oy, oz, ix, iy, iz, far)
            b = _meets(boxes[np.uint64(first + 1)], ox, oy, oz, ix, iy, iz, far)
            swap = a < b  # the nearer one comes off the stack first
            stack[np.uint64(top)] = first + 1 if swap else first
            stack[np.uint64(top + 1)] = first if swap else first + 1
            top += 2
            continue
        for k in range(first, first + count):
            found = _strikes(triangles[np.uint64(k)], ox, oy, oz, dx, dy, dz)
            if found > _0 and found < far:
                best, far = np.int64(k), found
    return best, far


@kernel
@no_type_check
def _aim(source, u, v, px, py, pz, nx, ny, nz):
    """Return the way from a point to a place on a lamp, how far it is, and what counts there.

    (u, v) is the place, -1 to 1. What counts is the cosine at the point, and a panel's own cosine
    over the squared distance.
    """
    ax, ay, az = source[7], source[8], source[9]
    bx, by, bz = source[10], source[11], source[12]
    if source[0] == _0:
        lx = source[1] + ax * u + bx * v
        ly = source[2] + ay * u + by * v
        lz = source[3] + az * u + bz * v
        w = _1 / math.sqrt(lx * lx + ly * ly + lz * lz)
        lx, ly, lz = lx * w, ly * w, lz * w
        return lx, ly, lz, _BIG, max(lx * nx + ly * ny + lz * nz, _0)
    cx, cy, cz = source[1] - px, source[2] - py, source[3] - pz
    if source[0] != _3 and source[16] > _0:
        # A ball looks like a disc that faces whoever looks.
        radius = math.sqrt(ax * ax + ay * ay + az * az)
        w = _1 / math.sqrt(max(cx * cx + cy * cy + cz * cz, _LOW))
        fx, fy, fz = cx * w, cy * w, cz * w
        if abs(fy) < np.float32(0.9):
            w = radius / math.sqrt(fx * fx + fz * fz)
            ax, ay, az = -fz * w, _0, fx * w
        else:
            w = radius / math.sqrt(fx * fx + fy * fy)
            ax, ay, az = fy * w, -fx * w, _0
        bx, by, bz = fy * az - fz * ay, fz * ax - fx * az, fx * ay - fy * ax
    lx, ly, lz = cx + ax * u + bx * v, cy + ay * u + by * v, cz + az * u + bz * v
    far2 = max(lx * lx + ly * ly + lz * lz, _LOW)
    far = math.sqrt(far2)
    w = _1 / far
    lx, ly, lz = lx * w, ly * w, lz * w
    counts = max(lx * nx + ly * ny + lz * nz, _0)
    if source[0] == _3:
        counts *= max(-(lx * source[4] + ly * source[5] + lz * source[6]), _0) / far2
    return lx, ly, lz, far, counts


@kernel
@no_type_check
def _share(boxes, links, triangles, owners, stack, source, spots, px, py, pz, nx, ny, nz, lift):
    """Return how much of a lamp's light on a surface is not hidden, 0 to 1.

    Rim and first samples decide whether all or nothing is hidden; if neither, all samples count.
    The rim's rows of `spots` come first; then square or round samples.
    """
    ox, oy, oz = px + nx * lift, py + ny * lift, pz + nz * lift
    skip = np.int64(source[13])
    if source[16] == _0:
        lx, ly, lz, far, counts = _aim(source, _0, _0, px, py, pz, nx, ny, nz)
        if counts <= _0:
            return _1
        return (
            _0
            if _hidden(
                boxes, links, triangles, owners, stack, ox, oy, oz, lx, ly, lz, far - _LEAST, skip
            )
            else _1
        )  # fmt: skip
    table = spots[1] if source[14] > _0 else spots[0]
    open_, shut = False, False
    seen, total = _0, _0
    for k in range(table.shape[0]):
        if k == _ROUND + _FIRST and not (open_ and shut):
            break
        lx, ly, lz, far, counts = _aim(source, table[k, 0], table[k, 1], px, py, pz, nx, ny, nz)
        if counts <= _0:
            continue
        free = not _hidden(
            boxes, links, triangles, owners, stack, ox, oy, oz, lx, ly, lz, far - _LEAST, skip
        )
        open_ |= free
        shut |= not free
        if k >= _ROUND:
            total += counts
            seen += counts if free else _0
    if not shut:
        return _1
    return seen / max(total, _TINY) if open_ else _0


@kernel
@no_type_check
def _spread(source, lx, ly, lz):
    """Return a spot's intensity along a way to it over that on its axis, and 1 for other lamps."""
    if source[0] != _2:
        return _1
    beam = -(lx * source[4] + ly * source[5] + lz * source[6])
    k = min(max((beam - source[18]) * source[17], _0), _1)
    return k * k * (_3 - _2 * k)


@kernel
@no_type_check
def _dark(source, px, py, pz, nx, ny, nz):
    """Tell whether a lamp gives a surface nothing, whatever is in between."""
    if source[0] == _0:
        return source[1] * nx + source[2] * ny + source[3] * nz <= -source[16]
    dx, dy, dz = source[1] - px, source[2] - py, source[3] - pz
    far2 = dx * dx + dy * dy + dz * dz
    if source[0] == _2:
        w = _1 / math.sqrt(max(far2, _LOW))
        if _spread(source, dx * w, dy * w, dz * w) <= _0:
            return True
    if source[0] == _3 and dx * source[4] + dy * source[5] + dz * source[6] >= _0:
        return True  # behind a panel
    reach = source[16] * source[16]
    over = dx * nx + dy * ny + dz * nz
    return over <= _0 and over * over >= reach


@kernel
@no_type_check
def _toward_world(m, x, y, z):
    return (
        m[0, 0] * x + m[0, 1] * y + m[0, 2] * z,
        m[1, 0] * x + m[1, 1] * y + m[1, 2] * z,
        m[2, 0] * x + m[2, 1] * y + m[2, 2] * z,
    )


@kernel
@no_type_check
def see_pixels(
    item_at, depth, normal, rays_x, rays_y, world_from_cv, boxes, links, triangles, owners, sources,
    spots, out,
):  # fmt: skip
    """Write the share of every lamp that each pixel's surface sees."""
    height, width = depth.shape
    stack = np.empty(256, np.int32)
    m = world_from_cv
    for n in range(sources.shape[0]):
        source = sources[n]
        for y in range(height):
            for x in range(width):
                if item_at[y, x] < 0:
                    continue
                out[n, y, x] = _1
                if source[15] == _0:
                    continue
                z = depth[y, x]
                px, py, pz = _toward_world(m, rays_x[x] * z, rays_y[y] * z, z)
                px, py, pz = px + m[0, 3], py + m[1, 3], pz + m[2, 3]
                nx, ny, nz = _toward_world(m, normal[0, y, x], -normal[1, y, x], -normal[2, y, x])
                if not _dark(source, px, py, pz, nx, ny, nz):
                    lift = _LIFT + _LIFT_FAR * z
                    out[n, y, x] = _share(
                        boxes, links, triangles, owners, stack, source, spots, px, py, pz, nx, ny,
                        nz, lift,
                    )  # fmt: skip


@kernel
@no_type_check
def see_points(
    items, points, world_from_cv, boxes, links, triangles, owners, sources, spots, out
):  # fmt: skip
    """Write the same for points: rows of position and normal in camera space."""
    stack = np.empty(256, np.int32)
    m = world_from_cv
    for n in range(sources.shape[0]):
        source = sources[n]
        for i in range(items.shape[0]):
            if items[i] < 0:
                continue
            out[n, i] = _1
            if source[15] == _0:
                continue
            p = points[i]
            px, py, pz = _toward_world(m, p[0], p[1], p[2])
            px, py, pz = px + m[0, 3], py + m[1, 3], pz + m[2, 3]
            nx, ny, nz = _toward_world(m, p[3], p[4], p[5])
            if not _dark(source, px, py, pz, nx, ny, nz):
                lift = _LIFT + _LIFT_FAR * p[2]
                out[n, i] = _share(
                    boxes, links, triangles, owners, stack, source, spots, px, py, pz, nx, ny, nz,
                    lift,
                )  # fmt: skip


@kernel
@no_type_check
def _across(nx, ny, nz):
    """Return two unit ways that are square to a unit way and to each other."""
    if abs(ny) < np.float32(0.9):
        w = _1 / math.sqrt(nx * nx + nz * nz)
        ax, ay, az = -nz * w, _0, nx * w
    else:
        w = _1 / math.sqrt(nx * nx + ny * ny)
        ax, ay, az = ny * w, -nx * w, _0
    return ax, ay, az, ny * az - nz * ay, nz * ax - nx * az, nx * ay - ny * ax


@kernel
@no_type_check
def _cosine(x, y, nx, ny, nz):
    """Return the way above a surface whose foot on the unit disc is (x, y)."""
    z = math.sqrt(max(_1 - x * x - y * y, _0))
    ax, ay, az, bx, by, bz = _across(nx, ny, nz)
    return ax * x + bx * y + nx * z, ay * x + by * y + ny * z, az * x + bz * y + nz * z


@kernel
@no_type_check
def _dome(sky, cube, x, y, z, out):
    """Write the sky's radiance along a unit way; below the horizon it is the ground's.

    `sky` has nine numbers that turn the world into the cube's axes, nine of the gradient's zenith,
    horizon and ground, and three of the cube's gains.
    """
    if y < _0:
        out[0], out[1], out[2] = sky[15], sky[16], sky[17]
        return
    if cube.shape[0] == 0:
        above = _1 - y
        above *= above
        above *= above
        for k in range(3):
            out[k] = sky[9 + k] + (sky[12 + k] - sky[9 + k]) * above
        return
    dx = sky[0] * x + sky[1] * y + sky[2] * z
    dy = sky[3] * x + sky[4] * y + sky[5] * z
    dz = sky[6] * x + sky[7] * y + sky[8] * z
    ax, ay, az = abs(dx), abs(dy), abs(dz)
    if ax >= ay and ax >= az:
        face, u, v, w = 0 if dx > _0 else 1, dz, dy, ax
    elif ay >= az:
        face, u, v, w = 2 if dy > _0 else 3, dx, dz, ay
    else:
        face, u, v, w = 4 if dz > _0 else 5, dx, dy, az
    side = cube.shape[1]
    half = _HALF * np.float32(side - 1)
    i = min(np.int64(u * half / w + half + _HALF), side - 1)
    j = min(np.int64(v * half / w + half + _HALF), side - 1)
    for k in range(3):
        out[k] = cube[face, j, i, k] * sky[18 + k]


@kernel
@no_type_check
def _lit_by(
    boxes, links, triangles, owners, stack, sources, u, v, spots, px, py, pz, nx, ny, nz, known, out
):  # fmt: skip
    """Add to `out` the lamps' light on a surface [lx], each seen through one of its places.

    Lamps that would add less than a share of `known` are not asked.
    """
    for n in range(sources.shape[0]):
        source = sources[n]
        if _dark(source, px, py, pz, nx, ny, nz):
            continue
        a, b = u, v
        if source[14] > _0:
            row = _ROUND + np.int64((u + _1) * _HALF * np.float32(63.99))
            a, b = spots[1, row, 0], spots[1, row, 1]
        lx, ly, lz, far, counts = _aim(source, a, b, px, py, pz, nx, ny, nz)
        light = counts * _spread(source, lx, ly, lz)
        if source[0] == _1 or source[0] == _2:
            light /= max(far * far, source[19])
        bright = light * (_RED * source[20] + _GREEN * source[21] + _BLUE * source[22])
        if bright <= _FAINT * known:
            continue
        if source[15] > _0 and _hidden(
            boxes, links, triangles, owners, stack, px + nx * _LIFT, py + ny * _LIFT,
            pz + nz * _LIFT, lx, ly, lz, far - _LEAST, np.int64(source[13]),
        ):  # fmt: skip
            continue
        known += bright
        for k in range(3):
            out[k] += light * source[20 + k]


@kernel
@no_type_check
def _path(
    boxes, links, triangles, owners, item_of, albedo, stack, sources, spots, sky, cube, table, px,
    py, pz, nx, ny, nz, lift, dx, dy, dz, work,
):  # fmt: skip
    """Follow one path that leaves a surface along (dx, dy, dz).

    What it brings back is written to the first three of `work`.
    """
    work[0], work[1], work[2] = _0, _0, _0
    work[3], work[4], work[5] = _1, _1, _1
    for leap in range(_MOST_LEAPS):
        draw = table[leap % table.shape[0]]
        if leap > 0:
            dx, dy, dz = _cosine(draw[0], draw[1], nx, ny, nz)
        ox, oy, oz = px + nx * lift, py + ny * lift, pz + nz * lift
        t, far = _nearest(boxes, links, triangles, stack, ox, oy, oz, dx, dy, dz)
        if t < 0:
            _dome(sky, cube, dx, dy, dz, work[6:9])
            for k in range(3):
                work[k] += work[3 + k] * work[6 + k]
            return
        px, py, pz = ox + dx * far, oy + dy * far, oz + dz * far
        row = triangles[t]
        nx = row[4] * row[8] - row[5] * row[7]
        ny = row[5] * row[6] - row[3] * row[8]
        nz = row[3] * row[7] - row[4] * row[6]
        w = _1 / math.sqrt(max(nx * nx + ny * ny + nz * nz, _TINY))
        if nx * dx + ny * dy + nz * dz > _0:
            w = -w
        nx, ny, nz, lift = nx * w, ny * w, nz * w, _LIFT
        paint = albedo[item_of[t]]
        for k in range(3):
            work[3 + k] *= paint[k]
            work[6 + k] = _0
        bright = _RED * work[0] + _GREEN * work[1] + _BLUE * work[2]
        carry = _RED * work[3] + _GREEN * work[4] + _BLUE * work[5]
        _lit_by(
            boxes, links, triangles, owners, stack, sources, draw[2], draw[3], spots, px, py, pz,
            nx, ny, nz, bright / max(carry, _LOW), work[6:9],
        )  # fmt: skip
        for k in range(3):
            work[k] += work[3 + k] * work[6 + k] * _INV_PI
        if leap >= _SURE:
            stay = min(max(paint[0], paint[1], paint[2]), _KEEP)
            if draw[4] >= stay:
                return
            for k in range(3):
                work[3 + k] /= stay


@kernel
@no_type_check
def _sector(x, y, z, guide_rows, guide_columns):
    """Return the part of the sphere that a unit way lies in: a row of heights, a part of a turn."""
    t = x / max(abs(x) + abs(z), _TINY)
    a = (_1 - t) if z >= _0 else (_3 + t)
    column = min(np.int64(a * _QUARTER * np.float32(guide_columns)), guide_columns - 1)
    row = min(np.int64((y + _1) * _HALF * np.float32(guide_rows)), guide_rows - 1)
    return max(row, 0) * guide_columns + column


@kernel
@no_type_check
def look_around(
    boxes, links, triangles, owners, item_of, albedo, sources, spots, sky, cube, tables, count,
    points, cells, rows, guides,
):  # fmt: skip
    """Write how much light comes to points from every part of the sphere, by `count` paths each."""
    stack = np.empty(256, np.int32)
    work = np.zeros(9, np.float32)
    columns = guides.shape[1] // rows
    guides[:, :] = _0
    for i in range(points.shape[0]):
        p = points[i]
        for s in range(count):
            table = tables[cells[i], s]
            dx, dy, dz = _cosine(table[0, 0], table[0, 1], p[3], p[4], p[5])
            _path(
                boxes, links, triangles, owners, item_of, albedo, stack, sources, spots, sky, cube,
                table, p[0], p[1], p[2], p[3], p[4], p[5], _LIFT + _LIFT_FAR * p[6], dx, dy, dz,
                work,
            )  # fmt: skip
            bright = _RED * work[0] + _GREEN * work[1] + _BLUE * work[2]
            guides[i, _sector(dx, dy, dz, rows, columns)] += bright


@kernel
@no_type_check
def _soften(own, soft, tall):
    """Write how much light comes from every part, with some of the parts beside it."""
    wide = own.shape[0] // tall
    for r in range(tall):
        up, down = min(r + 1, tall - 1) * wide, max(r - 1, 0) * wide
        for c in range(wide):
            left, right = r * wide + (c + wide - 1) % wide, r * wide + (c + 1) % wide
            beside = own[left] + own[right] + own[up + c] + own[down + c]
            soft[r * wide + c] = _HALF * own[r * wide + c] + np.float32(0.125) * beside


@kernel
@no_type_check
def share_guides(points, cell, heads, nexts, guides, tall, sums):
    """Write running sums to 1 of what points and those about them saw in every part.

    `tall` is the count of rows of parts.
    """
    rows, columns = heads.shape
    parts = guides.shape[1]
    soft = np.empty(parts, np.float32)
    for n in range(points.shape[0]):
        p = points[n]
        i, j = np.int64(p[8] / cell), np.int64(p[7] / cell)
        own = sums[n]
        own[:] = _0
        for a in range(max(i - 1, 0), min(i + 2, rows)):
            for b in range(max(j - 1, 0), min(j + 2, columns)):
                k = heads[a, b]
                while k >= 0:
                    q = points[k]
                    turn = p[3] * q[3] + p[4] * q[4] + p[5] * q[5]
                    if turn > _HALF:
                        for m in range(parts):
                            own[m] += guides[k, m]
                    k = nexts[k]
        _soften(own, soft, tall)
        total = np.float64(0)
        for m in range(parts):
            total += soft[m]
        run = np.float64(0)
        for m in range(parts):
            run += soft[m] / total if total > 0.0 else 1.0 / parts
            own[m] = run
        own[parts - 1] = _1


@kernel
@no_type_check
def _pick(sums, chance):
    """Return the first part whose running sum is above a chance within 0..1."""
    low, high = 0, sums.shape[0] - 1
    while low < high:
        middle = (low + high) // 2
        if sums[middle] > chance:
            high = middle
        else:
            low = middle + 1
    return low


@kernel
@no_type_check
def _within(sector, u, v):
    """Return a unit way in a sector of the sphere, evenly for u and v within 0..1."""
    turn = (_2 * u - _1) * sector[2]
    square = turn * turn
    cos = _1 - square * (_HALF - square * np.float32(1 / 24))
    sin = turn * (_1 - square * (np.float32(1 / 6) - square * np.float32(1 / 120)))
    y = sector[3] + v * sector[4]
    flat = math.sqrt(max(_1 - y * y, _0))
    return (
        flat * (sector[0] * cos - sector[1] * sin),
        y,
        flat * (sector[1] * cos + sector[0] * sin),
    )


@kernel
@no_type_check
def gather(
    boxes, links, triangles, owners, item_of, albedo, sources, spots, sky, cube, tables, aims,
    sectors, rows, sums, points, cells, out,
):  # fmt: skip
    """Write what white surfaces at points send back of the light of the sky and of surfaces.

    A row of `points`: position, normal, distance to the camera. `cells` says which of the `tables`
    of draws each uses. The first half of the paths sets out by the cosine, the others to
    `sectors` of the sphere as often as light came from there, by `sums`.

    Source:
        Both kinds of paths weighted by the chance that either had: E. Veach, L. J. Guibas,
        "Optimally combining sampling techniques for Monte Carlo rendering", 1995.
    """
    stack = np.empty(256, np.int32)
    work = np.zeros(9, np.float32)
    columns = sums.shape[1] // rows
    for i in range(points.shape[0]):
        p = points[i]
        nx, ny, nz = p[3], p[4], p[5]
        own = sums[i]
        red, green, blue = np.float64(0), np.float64(0), np.float64(0)
        paths = tables.shape[1]
        for s in range(paths):
            table = tables[cells[i], s]
            if s < paths // 2:
                dx, dy, dz = _cosine(table[0, 0], table[0, 1], nx, ny, nz)
                part = _sector(dx, dy, dz, rows, columns)
            else:
                aim = aims[cells[i], s - paths // 2]
                part = _pick(own, aim[0])
                before = own[part - 1] if part > 0 else _0
                inside = (aim[0] - before) / max(own[part] - before, _TINY)
                dx, dy, dz = _within(sectors[part], min(max(inside, _0), _1), aim[1])
            level = (nx * dx + ny * dy + nz * dz) * _INV_PI
            if level <= _0:
                continue
            likely = (own[part] - (own[part - 1] if part > 0 else _0)) / sectors[part, 5]
            _path(
                boxes, links, triangles, owners, item_of, albedo, stack, sources, spots, sky, cube,
                table, p[0], p[1], p[2], nx, ny, nz, _LIFT + _LIFT_FAR * p[6], dx, dy, dz, work,
            )  # fmt: skip
            weight = level / (_HALF * (level + likely))
            red += weight * work[0]
            green += weight * work[1]
            blue += weight * work[2]
        out[i, 0], out[i, 1], out[i, 2] = red / paths, green / paths, blue / paths


@kernel
@no_type_check
def _weight(point, dx, dy, cell, px, py, pz, nx, ny, nz, wide):
    """Return how well a gathered point stands for a surface: 0 to 1.

    (dx, dy) is how far it is in the picture [px]; `wide` is a cell's width at the surface [m]. A
    point reaches as far as it says: not far where other surfaces are near.

    Source:
        Reach by the harmonic mean of the distances to what is around: G. J. Ward, F. M.
        Rubinstein, R. D. Clear, "A ray tracing solution for diffuse interreflection", 1988.
    """
    span = np.float32(_REACH) * cell
    tent = (_1 - abs(dx) / span) * (_1 - abs(dy) / span)
    if abs(dx) >= span or abs(dy) >= span:
        return _0
    turn = nx * point[3] + ny * point[4] + nz * point[5]
    if turn <= _CREASE:
        return _0
    off = abs(nx * (px - point[0]) + ny * (py - point[1]) + nz * (pz - point[2]))
    level = _1 - off / (_HALF * wide)
    ax, ay, az = px - point[0], py - point[1], pz - point[2]
    close = _1 - math.sqrt(ax * ax + ay * ay + az * az) / point[9]
    if level <= _0 or close <= _0:
        return _0
    return tent * close * level * (turn - _CREASE) / (_1 - _CREASE)


@kernel
@no_type_check
def _blend(heads, nexts, points, values, u, v, cell, px, py, pz, nx, ny, nz, wide, out):
    """Write the blend of the gathered points about pixel (u, v); return their weight.

    Without `values` only the weight is worked out.
    """
    rows, columns = heads.shape
    i, j = np.int64(v / cell), np.int64(u / cell)
    total = _0
    out[0], out[1], out[2] = _0, _0, _0
    for a in range(max(i - _REACH, 0), min(i + _REACH + 1, rows)):
        for b in range(max(j - _REACH, 0), min(j + _REACH + 1, columns)):
            n = heads[a, b]
            while n >= 0:
                p = points[n]
                w = _weight(p, u - p[7], v - p[8], cell, px, py, pz, nx, ny, nz, wide)
                total += w
                if values.shape[0] > 0 and w > _0:
                    for k in range(3):
                        out[k] += w * values[n, k]
                n = nexts[n]
    if total > _0:
        for k in range(3):
            out[k] /= total
    return total


@kernel
@no_type_check
def _room(boxes, links, triangles, stack, table, p):
    """Return the harmonic mean of the distances to what is above a surface [m]."""
    nearness = _0
    lift = _LIFT + _LIFT_FAR * p[6]
    for s in range(_FEELERS):
        dx, dy, dz = _cosine(table[s, 0, 0], table[s, 0, 1], p[3], p[4], p[5])
        ox, oy, oz = p[0] + p[3] * lift, p[1] + p[4] * lift, p[2] + p[5] * lift
        t, far = _nearest(boxes, links, triangles, stack, ox, oy, oz, dx, dy, dz)
        if t >= 0:
            nearness += _1 / max(far, _LEAST)
    return np.float32(_FEELERS) / nearness if nearness > _0 else _BIG


@kernel
@no_type_check
def scatter_points(
    item_at, depth, normal, rays_x, rays_y, world_from_cv, cell, pixel, boxes, links, triangles,
    table, heads, nexts, points,
):  # fmt: skip
    """Choose the pixels that gather for those around, and return how many there are.

    One in the middle of each cell, and in picture order every other that none answers for. `heads`
    has the first of each cell, `nexts` the next of the same cell. `pixel` is a pixel's width at a
    distance of 1.
    """
    height, width = depth.shape
    m = world_from_cv
    none, blend = np.empty((0, 3), np.float32), np.empty(3, np.float32)
    stack = np.empty(256, np.int32)
    heads[:, :] = -1
    count = 0
    wide = np.int64(cell)
    for stage in range(2):
        for y in range(height):
            for x in range(width):
                middle = x % wide == wide // 2 and y % wide == wide // 2
                if item_at[y, x] < 0 or middle != (stage == 0):
                    continue
                z = depth[y, x]
                px, py, pz = _toward_world(m, rays_x[x] * z, rays_y[y] * z, z)
                px, py, pz = px + m[0, 3], py + m[1, 3], pz + m[2, 3]
                nx, ny, nz = _toward_world(m, normal[0, y, x], -normal[1, y, x], -normal[2, y, x])
                u, v = np.float32(x) + _HALF, np.float32(y) + _HALF
                if stage == 1:
                    weight = _blend(
                        heads, nexts, points, none, u, v, cell, px, py, pz, nx, ny, nz,
                        cell * pixel * z, blend,
                    )  # fmt: skip
                    if weight > _THIN or count >= points.shape[0]:
                        continue
                p = points[count]
                p[0], p[1], p[2], p[3], p[4], p[5] = px, py, pz, nx, ny, nz
                p[6], p[7], p[8] = z, u, v
                rx, ry = rays_x[x], rays_y[y]
                slant = abs(
                    normal[0, y, x] * rx - normal[1, y, x] * ry - normal[2, y, x]
                ) / math.sqrt(rx * rx + ry * ry + _1)
                span = cell * pixel * z / max(slant, _STEEP)
                room = _room(boxes, links, triangles, stack, table, p)
                p[9] = min(max(_NEAR * room, _LEAST_SPAN * span), np.float32(2 * _REACH) * span)
                i, j = np.int64(v / cell), np.int64(u / cell)
                nexts[count] = heads[i, j]
                heads[i, j] = count
                count += 1
    return count


@kernel
@no_type_check
def spread_pixels(
    item_at, depth, normal, rays_x, rays_y, world_from_cv, cell, pixel, heads, nexts, points,
    values, scale, out,
):  # fmt: skip
    """Write what gathered points give every pixel with an item, times `scale`."""
    height, width = depth.shape
    m = world_from_cv
    blend = np.empty(3, np.float32)
    for y in range(height):
        for x in range(width):
            if item_at[y, x] < 0:
                continue
            z = depth[y, x]
            px, py, pz = _toward_world(m, rays_x[x] * z, rays_y[y] * z, z)
            px, py, pz = px + m[0, 3], py + m[1, 3], pz + m[2, 3]
            nx, ny, nz = _toward_world(m, normal[0, y, x], -normal[1, y, x], -normal[2, y, x])
            _blend(
                heads, nexts, points, values, np.float32(x) + _HALF, np.float32(y) + _HALF, cell,
                px, py, pz, nx, ny, nz, cell * pixel * z, blend,
            )  # fmt: skip
            for k in range(3):
                out[k, y, x] = blend[k] * scale


@kernel
@no_type_check
def spread_points(
    items, points_cv, world_from_cv, lens, cell, pixel, heads, nexts, points, values, scale, out
):  # fmt: skip
    """Write the same for points: rows of position and normal in camera space.

    Where no gathered point stands for one, the nearest by direction in its cells does.
    """
    m = world_from_cv
    blend = np.empty(3, np.float32)
    rows, columns = heads.shape
    right, low = np.float32(columns) * cell - _1, np.float32(rows) * cell - _1
    for n in range(items.shape[0]):
        if items[n] < 0:
            continue
        c = points_cv[n]
        px, py, pz = _toward_world(m, c[0], c[1], c[2])
        px, py, pz = px + m[0, 3], py + m[1, 3], pz + m[2, 3]
        nx, ny, nz = _toward_world(m, c[3], c[4], c[5])
        u = min(max(lens[0] * c[0] / c[2] + lens[2], _0), right)
        v = min(max(lens[1] * c[1] / c[2] + lens[3], _0), low)
        weight = _blend(
            heads, nexts, points, values, u, v, cell, px, py, pz, nx, ny, nz, cell * pixel * c[2],
            blend,
        )  # fmt: skip
        if weight <= _0:
            best = -_2
            i, j = np.int64(v / cell), np.int64(u / cell)
            for a in range(max(i - 1, 0), min(i + 2, rows)):
                for b in range(max(j - 1, 0), min(j + 2, columns)):
                    k = heads[a, b]
                    while k >= 0:
                        p = points[k]
                        turn = nx * p[3] + ny * p[4] + nz * p[5]
                        if turn > best:
                            best = turn
                            blend[0], blend[1], blend[2] = values[k, 0], values[k, 1], values[k, 2]
                        k = nexts[k]
        for k in range(3):
            out[k, n] = blend[k] * scale
