"""Kernels that shade beauty: physical lights, sky, sun shadow, procedural patterns.

Inside, camera space has OpenCV axes (x right, y down, z forward). Colours are linear Rec.709 in
units of the sensor's saturation luminance.
"""

# pyright: basic
# ruff: noqa: ANN001, ANN201, ANN202, C901, PLR0912, PLR0913, PLR0915, PLR0917, PLR1714, RUF100
# Numba kernels: types come from the arguments, and one flat loop is what the compiler can optimise.

import math
from typing import no_type_check

import numpy as np

from groundplan.previz.backends.numba_tiles.kernel import kernel

__all__ = ["shade", "shade_edges"]

_0 = np.float32(0)
_1 = np.float32(1)
_2 = np.float32(2)
_3 = np.float32(3)
_HALF = np.float32(0.5)
_QUARTER = np.float32(0.25)
_THIRD = np.float32(1 / 3)
_SIXTH = np.float32(1 / 6)
_INV_PI = np.float32(1 / math.pi)
_LEVEL = np.float32(2 / (3 * math.pi))  # a vertical wall's share of a sky that grows with sin(e)
_CURVE = np.float32(1 / 3 - 2 / (3 * math.pi))
_F0 = np.float32(0.04)  # reflectance of a dielectric of index 1.5 at normal incidence
_LOW = np.float32(1e-6)
_STEEP = np.float32(4)  # steepest receiver slope that the shadow bias follows
_CORE = np.float32(2)  # texels from the first shadow tap to the next four
_WIDEST = np.float32(5)  # texels: widest penumbra radius
_TOP = np.float32(4095)
_MOST = np.float32(16)
_INV_MOST = np.float32(1 / 16)
_SAME = np.float32(0.9)  # cosine between normals that share a shade within a pixel
_TAPS = np.array(
    [
        (0.20, 0.00), (-0.22, 0.25), (0.03, -0.43), (0.31, 0.41), (-0.55, -0.10), (0.56, -0.33),
        (-0.22, 0.65), (-0.32, -0.65), (0.75, 0.26), (-0.80, 0.30), (0.35, -0.80), (0.25, 0.88),
    ],
    np.float32,
)  # fmt: skip


@kernel
@no_type_check
def _hash(x, y, z):
    """Return 0..1 from three integers. Our engineering default: xorshift-multiply mixing."""
    n = np.uint32(x) * np.uint32(0x8DA6B343)
    n = np.uint32(n ^ (np.uint32(y) * np.uint32(0xD8163841)))
    n = np.uint32(n ^ (np.uint32(z) * np.uint32(0xCB1AB31F)))
    n = np.uint32((n ^ (n >> np.uint32(15))) * np.uint32(0x2C1B3C6D))
    n = np.uint32((n ^ (n >> np.uint32(12))) * np.uint32(0x297A2D39))
    n = np.uint32(n ^ (n >> np.uint32(15)))
    return np.float32(n >> np.uint32(8)) * np.float32(1 / 16777216)


@kernel
@no_type_check
def _line(x, duty, width):
    """Return how much of [x - width/2, x + width/2] lies on lines centred on the integers."""
    w = max(width, _LOW)
    a = x - _HALF * w + _HALF * duty
    b = a + w
    fa = math.floor(a)
    fb = math.floor(b)
    return (np.float32(fb - fa) * duty + min(b - fb, duty) - min(a - fa, duty)) / w


@kernel
@no_type_check
def _square_wave(x, width):
    """Return the mean of a +-1 square wave of period 2 over [x - width/2, x + width/2]."""
    return _2 * _line(x * _HALF, _HALF, width * _HALF) - _1


@kernel
@no_type_check
def _noise(x, y, z):
    ix, iy, iz = np.int64(math.floor(x)), np.int64(math.floor(y)), np.int64(math.floor(z))
    fx, fy, fz = x - np.float32(ix), y - np.float32(iy), z - np.float32(iz)
    fx, fy, fz = fx * fx * (_3 - _2 * fx), fy * fy * (_3 - _2 * fy), fz * fz * (_3 - _2 * fz)
    total = _0
    for k in range(8):
        wx = fx if k & 1 else _1 - fx
        wy = fy if k & 2 else _1 - fy
        wz = fz if k & 4 else _1 - fz
        total += wx * wy * wz * _hash(ix + (k & 1), iy + ((k >> 1) & 1), iz + (k >> 2))
    return total


@kernel
@no_type_check
def _pattern(kind, u, v, w, fu, fv, fw):
    """Return the share of the pattern's second colour at (u, v) on a face, w across it.

    Coordinates are in units of the pattern's scale; fu, fv, fw is the pixel's extent there.
    """
    if kind == 1:
        thin = max(_line(u, np.float32(0.02), fu), _line(v, np.float32(0.02), fv))
        bold_u = _line(u * np.float32(0.2), np.float32(0.012), fu * np.float32(0.2))
        bold_v = _line(v * np.float32(0.2), np.float32(0.012), fv * np.float32(0.2))
        return max(thin * np.float32(0.6), bold_u, bold_v)
    if kind == 2:
        return _HALF - _HALF * _square_wave(u - _HALF, fu) * _square_wave(v - _HALF, fv)
    if kind == 3:
        return _HALF - _HALF * _square_wave(u - _HALF, fu)
    if kind == 4:
        fade = min(max(np.float32(1.5) - fu - fv - fw, _0), _1)
        n = _noise(u, v, w) + _HALF * _noise(u * _2, v * _2, w * _2)
        return _HALF + (n * np.float32(1 / 1.5) - _HALF) * fade
    course = np.int64(math.floor(v))
    if kind == 5:
        along = u * _QUARTER + _hash(course, 7, 3)
        joint = max(_line(v, np.float32(0.03), fv), _line(along, np.float32(0.006), fu * _QUARTER))
        tint = _hash(course, np.int64(math.floor(along)), 11) * np.float32(0.35)
    else:
        along = u * _HALF + (_HALF if course & 1 else _0)
        joint = max(_line(v, np.float32(0.12), fv), _line(along, np.float32(0.06), fu * _HALF))
        tint = _hash(course, np.int64(math.floor(along)), 13) * np.float32(0.25)
    fade = min(max(np.float32(1.5) - fu - fv, _0), _1)
    mean = np.float32(0.15)
    return max(joint, mean + (tint - mean) * fade)


@kernel
@no_type_check
def _pattern_share(m, q, px, py, pz, nx, ny, nz, env):
    """Return the pattern's share at a camera-space point; `q` maps it to pattern space [m]."""
    scale = _1 / m[12]
    facing = nx * px + ny * py + nz * pz
    facing = min(facing, _LOW - _LOW * pz) if facing < _0 else max(facing, _LOW + _LOW * pz)
    ax, ay = pz * env[12], pz * env[13]  # extent of a pixel at this depth, facing us [m]
    kx, ky = -nx * ax / facing, -ny * ay / facing
    a = b = c = fa = fb = fc = g0 = g1 = g2 = _0
    for k in range(3):
        value = (q[k, 0] * px + q[k, 1] * py + q[k, 2] * pz + q[k, 3]) * scale
        forward = q[k, 0] * px + q[k, 1] * py + q[k, 2] * pz
        wide = abs(q[k, 0] * ax + forward * kx) + abs(q[k, 1] * ay + forward * ky)
        wide *= scale
        n = abs(q[k, 0] * nx + q[k, 1] * ny + q[k, 2] * nz)
        if k == 0:
            a, fa, g0 = value, wide, n
        elif k == 1:
            b, fb, g1 = value, wide, n
        else:
            c, fc, g2 = value, wide, n
    kind = np.int64(m[8])
    if kind == 4:
        return _pattern(kind, a, b, c, fa, fb, fc)
    if g1 >= g0 and g1 >= g2:
        return _pattern(kind, a, c, b, fa, fc, fb)
    if g0 >= g2:
        return _pattern(kind, c, b, a, fc, fb, fa)
    return _pattern(kind, a, b, c, fa, fb, fc)


@kernel
@no_type_check
def _sunlit(px, py, pz, nx, ny, nz, ndl, maps, sun_from_cv, env):
    """Return the lit share of the sun's disc at a camera-space point.

    Five taps decide when they agree; else twelve filtered taps as wide as the penumbra.
    """
    size = maps.shape[1]
    edge = np.float32(size - 8)
    for k in range(np.int64(env[14])):
        m = sun_from_cv[k]
        texel = env[16 + k]
        push = texel * (np.float32(1.2) - ndl)
        x, y, z = px + nx * push, py + ny * push, pz + nz * push
        u = m[0, 0] * x + m[0, 1] * y + m[0, 2] * z + m[0, 3]
        v = m[1, 0] * x + m[1, 1] * y + m[1, 2] * z + m[1, 3]
        if not (u > np.float32(8) and v > np.float32(8) and u < edge and v < edge):
            continue
        h = m[2, 0] * x + m[2, 1] * y + m[2, 2] * z + m[2, 3]
        s = -texel / max(ndl, np.float32(0.05))
        gu = (m[0, 0] * nx + m[0, 1] * ny + m[0, 2] * nz) * texel * s
        gv = (m[1, 0] * nx + m[1, 1] * ny + m[1, 2] * nz) * texel * s
        steep = _STEEP * texel
        gu, gv = min(max(gu, -steep), steep), min(max(gv, -steep), steep)
        base = h + texel * np.float32(0.6) + np.float32(0.3) * (abs(gu) + abs(gv))
        blocked, above = 0, _0
        for j in range(5):
            du = _0 if j == 0 else (_CORE if j & 1 else -_CORE)
            dv = _0 if j == 0 else (_CORE if j < 3 else -_CORE)
            over = maps[k, np.int64(v + dv), np.int64(u + du)] - (base + gu * du + gv * dv)
            if over > _0:
                blocked += 1
                above += over
        if blocked == 0:
            return _1
        if blocked == 5:
            return _0
        radius = _HALF * env[15] * above / (np.float32(blocked) * texel)
        radius = min(max(radius, _1), _WIDEST)
        lit = _0
        for j in range(12):
            du, dv = _TAPS[j, 0] * radius, _TAPS[j, 1] * radius
            limit = base + gu * du + gv * dv
            a, b = u + du - _HALF, v + dv - _HALF
            i0, j0 = np.int64(a), np.int64(b)
            a, b = a - np.float32(i0), b - np.float32(j0)
            t00 = _1 if maps[k, j0, i0] <= limit else _0
            t01 = _1 if maps[k, j0, i0 + 1] <= limit else _0
            t10 = _1 if maps[k, j0 + 1, i0] <= limit else _0
            t11 = _1 if maps[k, j0 + 1, i0 + 1] <= limit else _0
            top = t00 + (t01 - t00) * a
            lit += top + (t10 + (t11 - t10) * a - top) * b
        return lit * np.float32(1 / 12)
    return _1


@kernel
@no_type_check
def _sky(up, env, k):
    """Return the sky's channel `k` in a direction whose sine of elevation is `up`."""
    if up >= _0:
        return env[6 + k] + (env[3 + k] - env[6 + k]) * up
    return env[6 + k] + (env[9 + k] - env[6 + k]) * min(up * np.float32(-8), _1)


@kernel
@no_type_check
def _radiance(px, py, pz, nx, ny, nz, m, q, lights, env, maps, sun_from_cv):
    """Return linear R, G, B that leave a camera-space point towards the camera."""
    r, g, b = m[0], m[1], m[2]
    if m[8] != _0:
        share = _pattern_share(m, q, px, py, pz, nx, ny, nz, env)
        r, g, b = r + (m[9] - r) * share, g + (m[10] - g) * share, b + (m[11] - b) * share
    rough, metal = m[3], m[4]
    s = -_1 / math.sqrt(px * px + py * py + pz * pz)
    vx, vy, vz = px * s, py * s, pz * s
    up = nx * env[0] + ny * env[1] + nz * env[2]
    ground = _HALF - _HALF * up
    zenith = _CURVE * up * up + _THIRD * up + _LEVEL
    horizon = _1 - ground - zenith
    ar = ground * env[9] + zenith * env[3] + horizon * env[6]
    ag = ground * env[10] + zenith * env[4] + horizon * env[7]
    ab = ground * env[11] + zenith * env[5] + horizon * env[8]
    dielectric = _1 - metal
    dr, dg, db = r * dielectric, g * dielectric, b * dielectric
    out_r, out_g, out_b = (
        m[5] * env[19] + dr * ar,
        m[6] * env[19] + dg * ag,
        m[7] * env[19] + db * ab,
    )
    if metal > _0:
        ndv = nx * vx + ny * vy + nz * vz
        reflected = _2 * ndv * up - (vx * env[0] + vy * env[1] + vz * env[2])
        out_r += metal * r * (_sky(reflected, env, 0) * (_1 - rough) + ar * rough)
        out_g += metal * g * (_sky(reflected, env, 1) * (_1 - rough) + ag * rough)
        out_b += metal * b * (_sky(reflected, env, 2) * (_1 - rough) + ab * rough)
    gloss = _F0 * dielectric * min(_1, _2 - _2 * rough)
    fr, fg, fb = gloss + r * metal, gloss + g * metal, gloss + b * metal
    a2 = max(rough * rough * rough * rough, np.float32(1e-3))
    for i in range(lights.shape[0]):
        kind = lights[i, 0]
        power = _1
        lx, ly, lz = -lights[i, 4], -lights[i, 5], -lights[i, 6]
        if kind != _0:
            dx, dy, dz = lights[i, 1] - px, lights[i, 2] - py, lights[i, 3] - pz
            d2 = dx * dx + dy * dy + dz * dz
            w = _1 / math.sqrt(max(d2, _LOW))
            dx, dy, dz = dx * w, dy * w, dz * w
            beam = dx * lx + dy * ly + dz * lz
            lx, ly, lz = dx, dy, dz
            power = _1 / max(d2, lights[i, 12])
            if kind == _2:
                k = min(max((beam - lights[i, 11]) * lights[i, 10], _0), _1)
                power *= k * k * (_3 - _2 * k)
            elif kind == _3:
                power *= max(beam, _0)
        ndl = nx * lx + ny * ly + nz * lz
        if ndl <= _0 or power == _0:
            continue
        if lights[i, 13] != _0:
            power *= _sunlit(px, py, pz, nx, ny, nz, ndl, maps, sun_from_cv, env)
            if power == _0:
                continue
        hx, hy, hz = lx + vx, ly + vy, lz + vz
        h2 = max(hx * hx + hy * hy + hz * hz, _LOW)
        ndh = nx * hx + ny * hy + nz * hz
        t = (ndh * ndh / h2) * (a2 - _1) + _1
        shine = a2 / (t * t * h2 * (rough + _HALF))
        power *= ndl * _INV_PI
        out_r += (dr + fr * shine) * power * lights[i, 7]
        out_g += (dg + fg * shine) * power * lights[i, 8]
        out_b += (db + fb * shine) * power * lights[i, 9]
    return out_r, out_g, out_b


@kernel
@no_type_check
def _index(value):
    return np.int64(math.sqrt(min(max(value, _0), _MOST) * _INV_MOST) * _TOP + _HALF)


@kernel
@no_type_check
def _background(rx, ry, env):
    """Return linear R, G, B of the sky seen along (rx, ry, 1)."""
    up = (rx * env[0] + ry * env[1] + env[2]) / math.sqrt(rx * rx + ry * ry + _1)
    return _sky(up, env, 0), _sky(up, env, 1), _sky(up, env, 2)


@kernel
@no_type_check
def shade(
    item_at, depth, normal, rays_x, rays_y, materials, pattern_from_cv, lights, env, maps,
    sun_from_cv,
    picture, out,
):  # fmt: skip
    """Write sRGB bytes of every pixel, shaded at its centre."""
    height, width = depth.shape
    for y in range(height):
        ry = rays_y[y]
        for x in range(width):
            item = item_at[y, x]
            if item < 0:
                r, g, b = _background(rays_x[x], ry, env)
            else:
                z = depth[y, x]
                r, g, b = _radiance(
                    rays_x[x] * z, ry * z, z, normal[y, x, 0], -normal[y, x, 1], -normal[y, x, 2],
                    materials[item], pattern_from_cv[item], lights, env, maps, sun_from_cv,
                )  # fmt: skip
            out[y, x, 0] = picture[_index(r)]
            out[y, x, 1] = picture[_index(g)]
            out[y, x, 2] = picture[_index(b)]


@kernel
@no_type_check
def shade_edges(
    row_first, edge_x, offsets, sample_iz, sample_tri, tri_item, surface, item_at, normal, rays_x,
    rays_y,
    materials, pattern_from_cv, lights, env, maps, sun_from_cv, tone, decode, encode, out,
):  # fmt: skip
    """Replace edge pixels by the mean of their samples, taken in display-linear light.

    Every distinct surface of a pixel is shaded once; the one at the centre is already there.
    """
    samples = offsets.shape[0]
    colors = np.empty((samples, 3), np.float32)
    normals = np.empty((samples, 3), np.float32)
    items = np.empty(samples, np.int32)
    share = _1 / np.float32(samples)
    step = np.float32(1 / 256)
    for y in range(row_first.shape[0] - 1):
        for e in range(row_first[y], row_first[y + 1]):
            x = np.int64(edge_x[e])
            r = g = b = _0
            for s in range(samples):
                t = sample_tri[e, s]
                rx = rays_x[x] + np.float32(offsets[s, 0]) * step * env[12]
                ry = rays_y[y] + np.float32(offsets[s, 1]) * step * env[13]
                item = np.int32(-1)
                nx = ny = nz = _0
                px = py = pz = _1
                if t >= 0:
                    item = tri_item[t]
                    pz = _1 / sample_iz[e, s]
                    px, py = rx * pz, ry * pz
                    n = surface[t]
                    dx, dy, dz = px - n[0], py - n[1], pz - n[2]
                    nx = n[3] + n[6] * dx + n[7] * dy + n[8] * dz
                    ny = n[4] + n[9] * dx + n[10] * dy + n[11] * dz
                    nz = n[5] + n[12] * dx + n[13] * dy + n[14] * dz
                    w = _1 / math.sqrt(max(nx * nx + ny * ny + nz * nz, _LOW * _LOW))
                    nx, ny, nz = nx * w, ny * w, nz * w
                items[s] = item
                normals[s, 0], normals[s, 1], normals[s, 2] = nx, ny, nz
                found = False
                if item == item_at[y, x]:
                    dot = nx * normal[y, x, 0] - ny * normal[y, x, 1] - nz * normal[y, x, 2]
                    if item < 0 or dot > _SAME:
                        found = True
                        for k in range(3):
                            colors[s, k] = decode[out[y, x, k]]
                if not found:
                    for j in range(s):
                        dot = nx * normals[j, 0] + ny * normals[j, 1] + nz * normals[j, 2]
                        if items[j] == item and (item < 0 or dot > _SAME):
                            found = True
                            for k in range(3):
                                colors[s, k] = colors[j, k]
                            break
                if not found:
                    if item < 0:
                        cr, cg, cb = _background(rx, ry, env)
                    else:
                        cr, cg, cb = _radiance(
                            px, py, pz, nx, ny, nz, materials[item], pattern_from_cv[item], lights,
                            env,
                            maps, sun_from_cv,
                        )  # fmt: skip
                    colors[s, 0] = tone[_index(cr)]
                    colors[s, 1] = tone[_index(cg)]
                    colors[s, 2] = tone[_index(cb)]
                r += colors[s, 0]
                g += colors[s, 1]
                b += colors[s, 2]
            out[y, x, 0] = encode[np.int64(math.sqrt(r * share) * _TOP + _HALF)]
            out[y, x, 1] = encode[np.int64(math.sqrt(g * share) * _TOP + _HALF)]
            out[y, x, 2] = encode[np.int64(math.sqrt(b * share) * _TOP + _HALF)]
