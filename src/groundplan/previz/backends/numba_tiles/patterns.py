"""Kernels for procedural patterns, filtered by a pixel's extent so that nothing shimmers."""
# pyright: basic
# ruff: noqa: ANN001, ANN201, ANN202, C901, PLR0912, PLR0913, PLR0915, PLR0917, PLR1714, RUF100
# Numba kernels: types come from the arguments, and one flat loop is what the compiler can optimise.

import math
from typing import no_type_check

import numpy as np

from groundplan.previz.backends.numba_tiles.kernel import kernel

__all__ = ["paint_pixels", "paint_points"]

_0 = np.float32(0)
_1 = np.float32(1)
_2 = np.float32(2)
_3 = np.float32(3)
_HALF = np.float32(0.5)
_QUARTER = np.float32(0.25)
_LOW = np.float32(1e-6)
_SIDE = 512  # texels of a patch: `ground_noise.SIDE`
_FIRST_GROUND = 7  # the first pattern that is laid flat on the ground
_TILES = 13
_LARGER = np.float32(1 / 9.7)
_TURN_C, _TURN_S = np.float32(0.8), np.float32(0.6)
_FAR_SHARE = np.float32(0.6)


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
    fa = np.floor(np.float64(a))  # `math.floor` would go through an integer and back
    fb = np.floor(np.float64(b))
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
        if fade == _0:
            return _HALF
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
def _texel(patch, start, side, x, z):
    """Return a level of a patch, mixed between its four texels about a place in texels."""
    ix, iz = np.int64(x), np.int64(z)
    ix -= x < np.float32(ix)
    iz -= z < np.float32(iz)
    fx, fz = x - np.float32(ix), z - np.float32(iz)
    mask = side - 1
    x0, x1 = ix & mask, (ix + 1) & mask
    z0, z1 = start + (iz & mask) * side, start + ((iz + 1) & mask) * side
    a, b = patch[np.uint64(z0 + x0)], patch[np.uint64(z1 + x0)]
    top = a + (patch[np.uint64(z0 + x1)] - a) * fx
    low = b + (patch[np.uint64(z1 + x1)] - b) * fx
    return top + (low - top) * fz


@kernel
@no_type_check
def _patch(patch, x, z, wide):
    """Return a patch at a place, in patch widths, as a pixel `wide` sees it (trilinear)."""
    side, start = _SIDE, 0
    texel = _1 / np.float32(_SIDE)
    while wide > texel * _2 and side > 2:
        start += side * side
        side //= 2
        texel *= _2
    if side <= 4:
        return _HALF
    n = np.float32(side)
    fine = _texel(patch, start, side, x * n - _HALF, z * n - _HALF)
    more = min(max(wide * n - _1, _0), _1)
    if more <= _0:
        return fine
    n *= _HALF
    coarse = _texel(patch, start + side * side, side // 2, x * n - _HALF, z * n - _HALF)
    return fine + (coarse - fine) * more


@kernel
@no_type_check
def _ground(kind, patches, x, z, fx, fz):
    """Return the share of the second colour on level ground, in patch widths.

    The patch is laid twice, the second time turned and much larger, so that its repeats do not
    show. Pixels are longer than wide on ground far away: three quarters of the longer side is what
    they are filtered by.
    """
    if kind == _TILES:
        joint = max(_line(x, np.float32(0.03), fx), _line(z, np.float32(0.03), fz))
        tint = _hash(np.int64(math.floor(x + _HALF)), np.int64(math.floor(z + _HALF)), 17)
        fade = min(max(np.float32(1.5) - fx - fz, _0), _1)
        return (_1 - joint) * (np.float32(0.85) + np.float32(0.3) * (tint - _HALF) * fade)
    patch = patches[kind - _FIRST_GROUND]
    wide = np.float32(0.75) * max(fx, fz) + np.float32(0.25) * min(fx, fz)
    near = _patch(patch, x, z, wide)
    tx, tz = _TURN_C * x - _TURN_S * z, _TURN_S * x + _TURN_C * z
    far = _patch(patch, tx * _LARGER, tz * _LARGER, wide * _LARGER)
    return min(max(near + _FAR_SHARE * (far - _HALF), _0), _1)


@kernel
@no_type_check
def _share(item, materials, patches, q, px, py, pz, nx, ny, nz, pixel_x, pixel_y):
    """Return the second colour's share at a camera-space point; `q` maps to pattern space [m].

    `pixel_x` and `pixel_y` are the extents of a pixel at depth 1.
    """
    scale = _1 / materials[item, 12]
    facing = nx * px + ny * py + nz * pz
    facing = min(facing, _LOW - _LOW * pz) if facing < _0 else max(facing, _LOW + _LOW * pz)
    ax, ay = pz * pixel_x, pz * pixel_y  # extent of a pixel at this depth, facing us [m]
    kx, ky = -nx * ax / facing, -ny * ay / facing
    kind = np.int64(materials[item, 8])
    if kind >= _FIRST_GROUND:
        m = q[item]
        ux = m[0, 0] * px + m[0, 1] * py + m[0, 2] * pz
        uz = m[2, 0] * px + m[2, 1] * py + m[2, 2] * pz
        wide_x = abs(m[0, 0] * ax + ux * kx) + abs(m[0, 1] * ay + ux * ky)
        wide_z = abs(m[2, 0] * ax + uz * kx) + abs(m[2, 1] * ay + uz * ky)
        return _ground(
            kind, patches, (ux + m[0, 3]) * scale, (uz + m[2, 3]) * scale, wide_x * scale,
            wide_z * scale,
        )  # fmt: skip
    a = b = c = fa = fb = fc = g0 = g1 = g2 = _0
    for k in range(3):
        value = (
            q[item, k, 0] * px + q[item, k, 1] * py + q[item, k, 2] * pz + q[item, k, 3]
        ) * scale
        forward = q[item, k, 0] * px + q[item, k, 1] * py + q[item, k, 2] * pz
        wide = abs(q[item, k, 0] * ax + forward * kx) + abs(q[item, k, 1] * ay + forward * ky)
        wide *= scale
        n = abs(q[item, k, 0] * nx + q[item, k, 1] * ny + q[item, k, 2] * nz)
        if k == 0:
            a, fa, g0 = value, wide, n
        elif k == 1:
            b, fb, g1 = value, wide, n
        else:
            c, fc, g2 = value, wide, n
    if kind == 4:
        return _pattern(kind, a, b, c, fa, fb, fc)
    if g1 >= g0 and g1 >= g2:
        return _pattern(kind, a, c, b, fa, fc, fb)
    if g0 >= g2:
        return _pattern(kind, c, b, a, fc, fb, fa)
    return _pattern(kind, a, b, c, fa, fb, fc)


@kernel
@no_type_check
def paint_pixels(
    item_at, depth, normal, rays_x, rays_y, materials, patches, pattern_from_cv, pixel, share
):  # fmt: skip
    """Write the share of every pixel's second colour, 0 where its item has no pattern."""
    height, width = depth.shape
    for y in range(height):
        for x in range(width):
            item = item_at[y, x]
            share[y, x] = _0
            if item >= 0 and materials[item, 8] != _0:
                z = depth[y, x]
                share[y, x] = _share(
                    item, materials, patches, pattern_from_cv, rays_x[x] * z, rays_y[y] * z, z,
                    normal[0, y, x], -normal[1, y, x], -normal[2, y, x], pixel[0], pixel[1],
                )  # fmt: skip


@kernel
@no_type_check
def paint_points(items, points, materials, patches, pattern_from_cv, pixel, share):
    """Write the same for points: rows of position (3) and normal (3)."""
    for i in range(items.shape[0]):
        item = items[i]
        share[i] = _0
        if item >= 0 and materials[item, 8] != _0:
            share[i] = _share(
                item, materials, patches, pattern_from_cv, points[i, 0], points[i, 1], points[i, 2],
                points[i, 3], points[i, 4], points[i, 5], pixel[0], pixel[1],
            )  # fmt: skip
