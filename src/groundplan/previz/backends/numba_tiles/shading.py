"""Kernels that shade beauty: physical lights, sky and sun shadow, in blocks of points.

Inside, camera space has OpenCV axes (x right, y down, z forward). Colours are linear Rec.709 in
units of the sensor's saturation luminance. A block is worked on in rows of one array, row k at
k * 64: constant distances let the compiler use vector instructions without checks.
"""
# pyright: basic
# ruff: noqa: ANN001, ANN201, ANN202, C901, PLR0912, PLR0913, PLR0915, PLR0917, PLR1714, RUF100
# Numba kernels: types come from the arguments, and one flat loop is what the compiler can optimise.

import math
from typing import no_type_check

import numpy as np

from groundplan.previz.backends.numba_tiles.kernel import kernel

__all__ = ["measure_pixels", "shade_pixels", "shade_points"]

_0 = np.float32(0)
_1 = np.float32(1)
_2 = np.float32(2)
_3 = np.float32(3)
_HALF = np.float32(0.5)
_INV_PI = np.float32(1 / math.pi)
_F0 = np.float32(0.04)  # reflectance of a dielectric of index 1.5 at normal incidence
_LOW = np.float32(1e-6)
_TINY = np.float32(1e-30)
_ALMOST = np.float32(1 - 1e-6)
_THIN = np.float32(4e-3)  # share of air that cannot be seen
_FADE = np.float32(-8)  # below the horizon the sky turns into the ground within 1/8 rad
_STEEP = np.float32(4)  # steepest receiver slope that the shadow bias follows
_CORE = np.float32(2)  # texels from the first shadow tap to the next four
_WIDEST = np.float32(5)  # texels: widest penumbra radius
_TOP = np.float32(4095)
_MOST = np.float32(16)
_GLOW = np.float32(2.5)  # where coloured sources clip in all channels: a flame keeps its hue
_INV_MOST = np.float32(1 / 16)
_UNCLIPPED = np.float32(1e30)
_FAR = np.float32(100)  # squared distance in panel sides from which a panel counts as a point
_PI = np.float32(math.pi)
# Angle over sine of an angle as a polynomial of its cosine in 0..1, our own Chebyshev fit: 7e-7.
_A0, _A1, _A2, _A3, _A4, _A5, _A6, _A7 = (
    np.float32(v) for v in (
        1.5707956845861728, -0.9999133388361431, 0.7834484723824747, -0.6495057685369938,
        0.5115119048725522, -0.32747450754553087, 0.1384914915684879, -0.027354401220424727,
    )
)  # fmt: skip
_RED, _GREEN, _BLUE = np.float32(0.2126), np.float32(0.7152), np.float32(0.0722)  # luminance
_TAPS = np.array(
    [
        (0.20, 0.00), (-0.22, 0.25), (0.03, -0.43), (0.31, 0.41), (-0.55, -0.10), (0.56, -0.33),
        (-0.22, 0.65), (-0.32, -0.65), (0.75, 0.26), (-0.80, 0.30), (0.35, -0.80), (0.25, 0.88),
    ],
    np.float32,
)  # fmt: skip

_B = 64  # points per block
_PX, _PY, _PZ, _NX, _NY, _NZ = 0, _B, 2 * _B, 3 * _B, 4 * _B, 5 * _B
_R, _G, _BL, _ROUGH, _METAL = 6 * _B, 7 * _B, 8 * _B, 9 * _B, 10 * _B  # surface
_OR, _OG, _OB, _LIT = 11 * _B, 12 * _B, 13 * _B, 14 * _B  # light that leaves; share of the sun
_VX, _VY, _VZ = 15 * _B, 16 * _B, 17 * _B  # towards the camera
_U, _V, _H, _GU, _GV = 18 * _B, 19 * _B, 20 * _B, 21 * _B, 22 * _B  # place in a sun map
_AIR = 23 * _B  # share of air in front of a point
_AR, _AG, _AB = 24 * _B, 25 * _B, 26 * _B  # what a white surface sends back of ambient light
_ROWS = 27


@kernel
@no_type_check
def _highest(map_k, corner, stride, base, gu, gv):
    """Return how far the highest of the first five taps rises above the receiver's plane.

    `corner` is the flat texel of the first tap; the other four lie two texels away diagonally.
    """
    ahead, across = gu * _CORE, gv * _CORE
    near, far = corner - 2 * stride, corner + 2 * stride
    middle = map_k[np.uint64(corner)] - base
    a = map_k[np.uint64(near + 2)] - (base + ahead - across)
    b = map_k[np.uint64(near - 2)] - (base - ahead - across)
    c = map_k[np.uint64(far + 2)] - (base + ahead + across)
    d = map_k[np.uint64(far - 2)] - (base - ahead + across)
    return max(middle, a, b, c, d)


@kernel
@no_type_check
def _penumbra(map_k, stride, u, v, base, gu, gv, texel, breadth):
    """Return the lit share of the sun's disc at texel (u, v), where a caster may be near.

    All of the first five taps blocked mean shadow; else twelve filtered taps as wide as the
    penumbra decide.
    """
    blocked, above = 0, _0
    corner = np.int64(v) * stride + np.int64(u)
    for j in range(5):
        du = 0 if j == 0 else (2 if j & 1 else -2)
        dv = 0 if j == 0 else (2 if j < 3 else -2)
        over = map_k[np.uint64(corner + dv * stride + du)]
        over -= base + gu * np.float32(du) + gv * np.float32(dv)
        if over > _0:
            blocked += 1
            above += over
    if blocked == 5:
        return _0
    radius = min(max(_HALF * breadth * above / (np.float32(blocked) * texel), _1), _WIDEST)
    lit = _0
    for j in range(12):
        du, dv = _TAPS[j, 0] * radius, _TAPS[j, 1] * radius
        limit = base + gu * du + gv * dv
        a, b = u + du - _HALF, v + dv - _HALF
        i0, j0 = np.int64(a), np.int64(b)
        a, b = a - np.float32(i0), b - np.float32(j0)
        at = j0 * stride + i0
        t00 = _1 if map_k[np.uint64(at)] <= limit else _0
        t01 = _1 if map_k[np.uint64(at + 1)] <= limit else _0
        t10 = _1 if map_k[np.uint64(at + stride)] <= limit else _0
        t11 = _1 if map_k[np.uint64(at + stride + 1)] <= limit else _0
        top = t00 + (t01 - t00) * a
        lit += top + (t10 + (t11 - t10) * a - top) * b
    return lit * np.float32(1 / 12)


@kernel
@no_type_check
def _locate(work, count, k, lx, ly, lz, sun_from_cv, texel):
    """Find a block in map `k`: texel, height of the receiver with its bias, and its slopes."""
    m00, m01, m02 = sun_from_cv[k, 0, 0], sun_from_cv[k, 0, 1], sun_from_cv[k, 0, 2]
    m10, m11, m12 = sun_from_cv[k, 1, 0], sun_from_cv[k, 1, 1], sun_from_cv[k, 1, 2]
    m20, m21, m22 = sun_from_cv[k, 2, 0], sun_from_cv[k, 2, 1], sun_from_cv[k, 2, 2]
    m03, m13, m23 = sun_from_cv[k, 0, 3], sun_from_cv[k, 1, 3], sun_from_cv[k, 2, 3]
    steep = _STEEP * texel
    for j in range(count):
        nx, ny, nz = work[_NX + j], work[_NY + j], work[_NZ + j]
        ndl = nx * lx + ny * ly + nz * lz
        push = texel * (np.float32(1.2) - ndl)
        x = work[_PX + j] + nx * push
        y = work[_PY + j] + ny * push
        z = work[_PZ + j] + nz * push
        s = -texel * texel / max(ndl, np.float32(0.05))
        gu = min(max((m00 * nx + m01 * ny + m02 * nz) * s, -steep), steep)
        gv = min(max((m10 * nx + m11 * ny + m12 * nz) * s, -steep), steep)
        bias = texel * np.float32(0.6) + np.float32(0.3) * (abs(gu) + abs(gv))
        work[_U + j] = m00 * x + m01 * y + m02 * z + m03
        work[_V + j] = m10 * x + m11 * y + m12 * z + m13
        work[_H + j] = m20 * x + m21 * y + m22 * z + m23 + bias
        work[_GU + j] = gu
        work[_GV + j] = gv


@kernel
@no_type_check
def _sunlight(work, count, lx, ly, lz, maps, sun_from_cv, env):
    """Write the lit share of the sun, which stands towards (lx, ly, lz), into a block's `_LIT`."""
    stride = np.int64(maps.shape[1])
    edge = np.float32(stride - 8)
    waiting = 0
    for j in range(count):
        ndl = work[_NX + j] * lx + work[_NY + j] * ly + work[_NZ + j] * lz
        work[_LIT + j] = _0 if ndl <= _0 else -_1
        waiting += ndl > _0
    for k in range(np.int64(env[14])):
        if waiting == 0:
            break
        texel = env[16 + k]
        _locate(work, count, k, lx, ly, lz, sun_from_cv, texel)
        map_k = maps[k].reshape(-1)
        for j in range(count):
            u, v = work[_U + j], work[_V + j]
            if work[_LIT + j] >= _0 or not (
                u > np.float32(8) and v > np.float32(8) and u < edge and v < edge
            ):
                continue
            base, gu, gv = work[_H + j], work[_GU + j], work[_GV + j]
            waiting -= 1
            corner = np.int64(v) * stride + np.int64(u)
            if _highest(map_k, corner, stride, base, gu, gv) <= _0:
                work[_LIT + j] = _1
            else:
                work[_LIT + j] = _penumbra(map_k, stride, u, v, base, gu, gv, texel, env[15])
    if waiting > 0:
        for j in range(count):
            work[_LIT + j] = abs(work[_LIT + j])  # outside every map nothing casts a shadow


@kernel
@no_type_check
def _surface(work, first, end, item, share, materials, scale, clip):
    """Load an item's material into block columns, its emission into what leaves them.

    `share` is the pattern's, from column `first` on; where it is empty there are no patterns.
    Emission is dimmed, its hue kept, so that its colour stays below `clip`.
    """
    r, g, b = materials[item, 0], materials[item, 1], materials[item, 2]
    rough, metal = materials[item, 3], materials[item, 4]
    er, eg, eb = materials[item, 5], materials[item, 6], materials[item, 7]
    most = max(er, eg, eb, _LOW)
    pure = max(most - min(er, eg, eb), most * np.float32(0.1))
    glow = min(scale, clip / pure)
    er, eg, eb = er * glow, eg * glow, eb * glow
    for j in range(first, end):
        work[_R + j], work[_G + j], work[_BL + j] = r, g, b
        work[_ROUGH + j], work[_METAL + j] = rough, metal
        work[_OR + j], work[_OG + j], work[_OB + j] = er, eg, eb
    if share.shape[0] > 0 and materials[item, 8] != _0:
        r2, g2, b2 = materials[item, 9] - r, materials[item, 10] - g, materials[item, 11] - b
        for j in range(first, end):
            part = share[j - first]
            work[_R + j], work[_G + j], work[_BL + j] = r + r2 * part, g + g2 * part, b + b2 * part


@kernel
@no_type_check
def _sent_back(f, x, y, z):
    """Return the radiance of a white surface with normal (x, y, z): a form of xx ... 1."""
    square = f[0] * x * x + f[1] * y * y + f[2] * z * z + f[3] * x * y + f[4] * y * z + f[5] * z * x
    return max(square + f[6] * x + f[7] * y + f[8] * z + f[9], _0)


@kernel
@no_type_check
def _around(work, count, form, around):
    """Write what white surfaces send back of ambient light: as given, or as a form of the normal.

    `around` has a row per channel, or none.
    """
    if around.shape[0] > 0:
        for j in range(count):
            work[_AR + j], work[_AG + j], work[_AB + j] = around[0, j], around[1, j], around[2, j]
        return
    red, green, blue = form[0], form[1], form[2]
    for j in range(count):
        nx, ny, nz = work[_NX + j], work[_NY + j], work[_NZ + j]
        work[_AR + j] = _sent_back(red, nx, ny, nz)
        work[_AG + j] = _sent_back(green, nx, ny, nz)
        work[_AB + j] = _sent_back(blue, nx, ny, nz)


@kernel
@no_type_check
def _ambient(work, count, env):
    """Add ambient light: its diffuse part, from `_around`, and a metal's mirror image.

    The mirror image is that of the gradient; rough metal blurs it towards the diffuse light.
    """
    e0, e1, e2 = env[0], env[1], env[2]
    zr, zg, zb, hr, hg, hb, gr, gg, gb = (
        env[3], env[4], env[5], env[6], env[7], env[8], env[9], env[10], env[11]
    )  # fmt: skip
    thin = env[20]
    for j in range(count):
        px, py, pz = work[_PX + j], work[_PY + j], work[_PZ + j]
        nx, ny, nz = work[_NX + j], work[_NY + j], work[_NZ + j]
        far2 = px * px + py * py + pz * pz
        work[_AIR + j] = far2 / (far2 + thin)
        s = -_1 / math.sqrt(far2)
        vx, vy, vz = px * s, py * s, pz * s
        work[_VX + j], work[_VY + j], work[_VZ + j] = vx, vy, vz
        up = nx * e0 + ny * e1 + nz * e2
        ar, ag, ab = work[_AR + j], work[_AG + j], work[_AB + j]
        away = _2 * (nx * vx + ny * vy + nz * vz) * up - (vx * e0 + vy * e1 + vz * e2)
        above = _1 - min(max(away, _0), _1)
        above *= above
        above = _1 - above * above
        below = min(max(away * _FADE, _0), _1)
        metal = work[_METAL + j]
        clear = metal * (_1 - work[_ROUGH + j])
        keep = _1 - clear
        mr = hr + (zr - hr) * above + (gr - hr) * below
        mg = hg + (zg - hg) * above + (gg - hg) * below
        mb = hb + (zb - hb) * above + (gb - hb) * below
        work[_OR + j] += work[_R + j] * (ar * keep + mr * clear)
        work[_OG + j] += work[_G + j] * (ag * keep + mg * clear)
        work[_OB + j] += work[_BL + j] * (ab * keep + mb * clear)


@kernel
@no_type_check
def _edge(ax, ay, az, bx, by, bz, nx, ny, nz):
    """Return an edge's angle times the cosine between its plane's normal and a surface's."""
    w = _1 / math.sqrt(max((ax * ax + ay * ay + az * az) * (bx * bx + by * by + bz * bz), _TINY))
    x = min(max((ax * bx + ay * by + az * bz) * w, -_ALMOST), _ALMOST)
    t = abs(x)
    ratio = _A7
    for k in (_A6, _A5, _A4, _A3, _A2, _A1, _A0):
        ratio = ratio * t + k
    if x < _0:
        ratio = _PI / math.sqrt(_1 - t * t) - ratio
    turn = (ay * bz - az * by) * nx + (az * bx - ax * bz) * ny + (ax * by - ay * bx) * nz
    return turn * w * ratio


@kernel
@no_type_check
def _panel(light, px, py, pz, nx, ny, nz):
    """Return an unhidden panel's illuminance over its intensity straight ahead [1/m^2].

    Source:
        The form factor of a polygon cut at the horizon, as in `groundplan.geometry.form_factors`.
    """
    dx, dy, dz = light[1] - px, light[2] - py, light[3] - pz
    tx, ty, tz = light[4], light[5], light[6]
    if dx * tx + dy * ty + dz * tz >= _0:
        return _0  # behind it
    rx, ry, rz = light[14], light[15], light[16]
    width, height = light[17], light[18]
    ux, uy, uz = (
        (ty * rz - tz * ry) * height,
        (tz * rx - tx * rz) * height,
        ((tx * ry - ty * rx) * height),
    )
    rx, ry, rz = rx * width, ry * width, rz * width
    total = _0
    out_x, out_y, out_z, in_x, in_y, in_z = _0, _0, _0, _0, _0, _0
    cut = False
    for k in range(4):
        s0 = -_1 if k == 0 or k == 3 else _1
        s1 = -_1 if k < 2 else _1
        e0 = -_1 if k > 1 else _1
        e1 = _1 if k == 1 or k == 2 else -_1
        ax, ay, az = dx + s0 * rx + s1 * ux, dy + s0 * ry + s1 * uy, dz + s0 * rz + s1 * uz
        bx, by, bz = dx + e0 * rx + e1 * ux, dy + e0 * ry + e1 * uy, dz + e0 * rz + e1 * uz
        ha, hb = ax * nx + ay * ny + az * nz, bx * nx + by * ny + bz * nz
        if ha <= _0 and hb <= _0:
            continue
        if ha > _0 and hb > _0:
            total += _edge(ax, ay, az, bx, by, bz, nx, ny, nz)
            continue
        t = ha / (ha - hb)
        cx, cy, cz = ax + t * (bx - ax), ay + t * (by - ay), az + t * (bz - az)
        cut = True
        if ha > _0:
            total += _edge(ax, ay, az, cx, cy, cz, nx, ny, nz)
            out_x, out_y, out_z = cx, cy, cz
        else:
            total += _edge(cx, cy, cz, bx, by, bz, nx, ny, nz)
            in_x, in_y, in_z = cx, cy, cz
    if cut:
        total += _edge(out_x, out_y, out_z, in_x, in_y, in_z, nx, ny, nz)
    return abs(total) * _HALF / (_2 * width * _2 * height)


@kernel
@no_type_check
def _lamp(work, count, lights, i):
    """Add one light, of which `_LIT` holds the unshadowed share.

    A panel's form factor is exact near it; ten sides away it counts as a point: 0.4 %.

    Source:
        Lambert, and a GGX lobe with the visibility term 1 / (4 (l.h)^2 (roughness + 1/2)): our
        engineering default. Roughness 1 is exactly Lambert.
    """
    kind = lights[i, 0]
    ax, ay, az = lights[i, 1], lights[i, 2], lights[i, 3]
    tx, ty, tz = -lights[i, 4], -lights[i, 5], -lights[i, 6]
    cr, cg, cb = lights[i, 7] * _INV_PI, lights[i, 8] * _INV_PI, lights[i, 9] * _INV_PI
    slope, outer, least = lights[i, 10], lights[i, 11], lights[i, 12]
    sun, spot, area = kind == _0, kind == _2, kind == _3
    side = _2 * max(lights[i, 17], lights[i, 18])
    close = side * side * _FAR if lights[i, 17] * lights[i, 18] > _0 else _0
    for j in range(count):
        nx, ny, nz = work[_NX + j], work[_NY + j], work[_NZ + j]
        lx, ly, lz = tx, ty, tz
        power = work[_LIT + j]
        if not sun:
            dx, dy, dz = ax - work[_PX + j], ay - work[_PY + j], az - work[_PZ + j]
            d2 = dx * dx + dy * dy + dz * dz
            w = _1 / math.sqrt(max(d2, _LOW))
            lx, ly, lz = dx * w, dy * w, dz * w
            beam = lx * tx + ly * ty + lz * tz
            if d2 < close:
                power *= _panel(
                    lights[i], work[_PX + j], work[_PY + j], work[_PZ + j], nx, ny, nz
                )  # fmt: skip
            else:
                power *= max(nx * lx + ny * ly + nz * lz, _0) / max(d2, least)
            if spot:
                k = min(max((beam - outer) * slope, _0), _1)
                power *= k * k * (_3 - _2 * k)
            if area and d2 >= close:
                power *= max(beam, _0)
        else:
            power *= max(nx * lx + ny * ly + nz * lz, _0)
        rough, metal = work[_ROUGH + j], work[_METAL + j]
        hx, hy, hz = lx + work[_VX + j], ly + work[_VY + j], lz + work[_VZ + j]
        h2 = max(hx * hx + hy * hy + hz * hz, _LOW)
        ndh = nx * hx + ny * hy + nz * hz
        a2 = max(rough * rough * rough * rough, np.float32(1e-3))
        t = h2 + ndh * ndh * (a2 - _1)
        shine = a2 * h2 / (t * t * (rough + _HALF))
        dielectric = _1 - metal
        gloss = _F0 * dielectric * min(_1, _2 - _2 * rough) * shine
        body = dielectric + metal * shine
        work[_OR + j] += (work[_R + j] * body + gloss) * power * cr
        work[_OG + j] += (work[_G + j] * body + gloss) * power * cg
        work[_OB + j] += (work[_BL + j] * body + gloss) * power * cb


@kernel
@no_type_check
def _air(work, count, env, ring):
    """Mix in the horizon's light, as much as the air in front of a point hides."""
    quarter = np.float32(ring.shape[0] - 1) * np.float32(0.25)
    most = _0
    for j in range(count):
        most = max(most, work[_AIR + j])
    if most < _THIN:
        return
    for j in range(count):
        air = work[_AIR + j]
        px, py, pz = work[_PX + j], work[_PY + j], work[_PZ + j]
        x = env[21] * px + env[22] * py + env[23] * pz
        z = env[27] * px + env[28] * py + env[29] * pz
        t = x / max(abs(x) + abs(z), _LOW)
        a = ((_1 - t) if z >= _0 else (_3 + t)) * quarter
        i = np.int64(a)
        a -= np.float32(i)
        for k, row in ((0, _OR), (1, _OG), (2, _OB)):
            horizon = ring[i, k] + (ring[i + 1, k] - ring[i, k]) * a
            work[row + j] += (horizon - work[row + j]) * air


@kernel
@no_type_check
def _light(work, count, lights, env, form, maps, sun_from_cv, lit, around):
    """Turn the first `count` columns of a block into the light that leaves them.

    `around` is as in `_around`; `lit` has a row per light that a row of `lights` refers to as 2
    and more: the share of it that each column sees.
    """
    _around(work, count, form, around)
    _ambient(work, count, env)
    for i in range(lights.shape[0]):
        shadow = np.int64(lights[i, 13])
        if shadow == 0:
            for j in range(count):
                work[_LIT + j] = _1
        elif shadow == 1:
            lx, ly, lz = -lights[i, 4], -lights[i, 5], -lights[i, 6]
            _sunlight(work, count, lx, ly, lz, maps, sun_from_cv, env)
        else:
            for j in range(count):
                work[_LIT + j] = lit[shadow - 2, j]
        _lamp(work, count, lights, i)


@kernel
@no_type_check
def _finish(work, count):
    """Replace what leaves by its index in the tables of `display`."""
    for j in range(count):
        for k in (_OR, _OG, _OB):
            value = min(max(work[k + j], _0), _MOST)
            work[k + j] = math.sqrt(value * _INV_MOST) * _TOP + _HALF


@kernel
@no_type_check
def _place(work, count, rays_x, ry, depth, nx, ny, nz):
    """Load positions and normals of pixels that lie side by side."""
    for j in range(count):
        z = depth[j]
        work[_PX + j] = rays_x[j] * z
        work[_PY + j] = ry * z
        work[_PZ + j] = z
        work[_NX + j] = nx[j]
        work[_NY + j] = -ny[j]
        work[_NZ + j] = -nz[j]


@kernel
@no_type_check
def shade_pixels(
    item_at, depth, normal, share, rays_x, rays_y, materials, lights, env, form, ring, maps,
    sun_from_cv, lit, around, picture, out,
):  # fmt: skip
    """Write sRGB bytes of every pixel with an item, shaded at its centre.

    `share` may be empty: no patterns; so may `around`: the sky's light as a form.
    """
    height, width = depth.shape
    painted = share.shape[0] > 0
    plain = share.reshape(-1)[:0]
    work = np.zeros(_ROWS * _B, np.float32)
    for y in range(height):
        ry = rays_y[y]
        x = 0
        while x < width:
            sky = item_at[y, x] < 0
            most = min(width - x, _B)
            count = 1
            while count < most and (item_at[y, x + count] < 0) == sky:
                count += 1
            if sky:
                x += count
                continue
            _place(
                work, count, rays_x[x:], ry, depth[y, x:], normal[0, y, x:], normal[1, y, x:],
                normal[2, y, x:],
            )  # fmt: skip
            j = 0
            while j < count:
                item = item_at[y, x + j]
                end = j + 1
                while end < count and item_at[y, x + end] == item:
                    end += 1
                part = share[y, x + j :] if painted else plain
                _surface(work, j, end, item, part, materials, env[19], _GLOW)
                j = end
            _light(
                work, count, lights, env, form, maps, sun_from_cv, lit[:, y, x:], around[:, y, x:]
            )  # fmt: skip
            _air(work, count, env, ring)
            _finish(work, count)
            for j in range(count):
                out[y, x + j, 0] = picture[np.int64(work[_OR + j])]
                out[y, x + j, 1] = picture[np.int64(work[_OG + j])]
                out[y, x + j, 2] = picture[np.int64(work[_OB + j])]
            x += count


@kernel
@no_type_check
def shade_points(
    items, points, share, materials, lights, env, form, ring, maps, sun_from_cv, lit, around,
    tone, out,
):  # fmt: skip
    """Write the display-linear colours of points on items: rows of position (3) and normal (3)."""
    total = items.shape[0]
    painted = share.shape[0] > 0
    work = np.zeros(_ROWS * _B, np.float32)
    i = 0
    while i < total:
        count = 0
        sky = items[i] < 0
        while i < total and count < _B and (items[i] < 0) == sky:
            if not sky:
                for k in range(6):
                    work[k * _B + count] = points[i, k]
                part = share[i:] if painted else share[:0]
                _surface(work, count, count + 1, items[i], part, materials, env[19], _GLOW)
            count += 1
            i += 1
        if sky:
            continue
        first = i - count
        _light(
            work, count, lights, env, form, maps, sun_from_cv, lit[:, first:], around[:, first:]
        )  # fmt: skip
        _air(work, count, env, ring)
        _finish(work, count)
        for j in range(count):
            out[i - count + j, 0] = tone[np.int64(work[_OR + j])]
            out[i - count + j, 1] = tone[np.int64(work[_OG + j])]
            out[i - count + j, 2] = tone[np.int64(work[_OB + j])]


@kernel
@no_type_check
def _whiten(work, count):
    """Make the surfaces of a block white and matte: what leaves them is illuminance over pi."""
    for j in range(count):
        work[_R + j], work[_G + j], work[_BL + j] = _1, _1, _1
        work[_ROUGH + j], work[_METAL + j] = _1, _0
        work[_OR + j], work[_OG + j], work[_OB + j] = _0, _0, _0


@kernel
@no_type_check
def measure_pixels(
    item_at, depth, normal, share, rays_x, rays_y, materials, lights, env, form, ring, maps,
    sun_from_cv, lit, around, luminance, illuminance,
):  # fmt: skip
    """Write luminance [cd/m^2] and illuminance [lx] of every pixel with an item, at its centre.

    Either may be empty: not wanted. The rest is as in `shade_pixels`, without its clipping.
    """
    height, width = depth.shape
    painted = share.shape[0] > 0
    plain = share.reshape(-1)[:0]
    nit = _1 / env[19]
    work = np.zeros(_ROWS * _B, np.float32)
    for y in range(height):
        x = 0
        while x < width:
            sky = item_at[y, x] < 0
            most = min(width - x, _B)
            count = 1
            while count < most and (item_at[y, x + count] < 0) == sky:
                count += 1
            if sky:
                x += count
                continue
            _place(
                work, count, rays_x[x:], rays_y[y], depth[y, x:], normal[0, y, x:],
                normal[1, y, x:], normal[2, y, x:],
            )  # fmt: skip
            if illuminance.shape[0] > 0:
                _whiten(work, count)
                _light(
                    work, count, lights, env, form, maps, sun_from_cv, lit[:, y, x:],
                    around[:, y, x:],
                )  # fmt: skip
                for j in range(count):
                    illuminance[y, x + j] = (
                        _PI
                        * nit
                        * (_RED * work[_OR + j] + _GREEN * work[_OG + j] + _BLUE * work[_OB + j])
                    )
            if luminance.shape[0] > 0:
                j = 0
                while j < count:
                    item = item_at[y, x + j]
                    end = j + 1
                    while end < count and item_at[y, x + end] == item:
                        end += 1
                    part = share[y, x + j :] if painted else plain
                    _surface(work, j, end, item, part, materials, env[19], _UNCLIPPED)
                    j = end
                _light(
                    work, count, lights, env, form, maps, sun_from_cv, lit[:, y, x:],
                    around[:, y, x:],
                )  # fmt: skip
                _air(work, count, env, ring)
                for j in range(count):
                    luminance[y, x + j] = nit * (
                        _RED * work[_OR + j] + _GREEN * work[_OG + j] + _BLUE * work[_OB + j]
                    )
            x += count
