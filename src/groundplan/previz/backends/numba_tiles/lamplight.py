"""Kernels that tell how much of a lamp each surface sees, from depth cubes about the lamps.

A row of `lamps`: 0 to 8 world from camera axes (OpenCV), 9 to 11 the camera's place seen from the
lamp [m], 12 texels from the middle of a face to its 45 degree line, 13 the lamp's radius [m], 14
texels per side, 15 how far it reaches [m], 16 to 19 the way it shines and the least cosine to it.
"""
# pyright: basic
# ruff: noqa: ANN001, ANN201, ANN202, C901, PLR0912, PLR0913, PLR0915, PLR0917, PLR1714, RUF100
# Numba kernels: types come from the arguments, and one flat loop is what the compiler can optimise.

import math
from typing import no_type_check

import numpy as np

from groundplan.previz.backends.numba_tiles.kernel import kernel

__all__ = ["lit_pixels", "lit_points"]

_0 = np.float32(0)
_1 = np.float32(1)
_2 = np.float32(2)
_HALF = np.float32(0.5)
_STEEP = np.float32(60)  # steepest receiver that taps follow, depth over width
_NEARER = np.float32(1.003)  # a caster is this much nearer to the lamp than what it shades
_LOW = np.float32(1e-4)
_LEAST = np.float32(0.02)  # metres: what is nearer to a lamp than this is not shaded
_WIDEST = np.float32(6)  # texels: widest penumbra radius
_TAPS = np.array(
    [
        (0.20, 0.00), (-0.22, 0.25), (0.03, -0.43), (0.31, 0.41), (-0.55, -0.10), (0.56, -0.33),
        (-0.22, 0.65), (-0.32, -0.65), (0.75, 0.26), (-0.80, 0.30), (0.35, -0.80), (0.25, 0.88),
    ],
    np.float32,
)  # fmt: skip


@kernel
@no_type_check
def _share(lamp, cube, stride, px, py, pz, nx, ny, nz):
    """Return the share of a lamp that a point with a normal sees, both in camera space.

    As in the sun's maps: five taps find the casters, and when some but not all block, twelve
    filtered taps as wide as the penumbra decide. Its radius: that of the lamp times the distance
    behind the caster over the caster's own distance.
    """
    x = lamp[0] * px + lamp[1] * py + lamp[2] * pz + lamp[9]
    y = lamp[3] * px + lamp[4] * py + lamp[5] * pz + lamp[10]
    z = lamp[6] * px + lamp[7] * py + lamp[8] * pz + lamp[11]
    far2 = x * x + y * y + z * z
    if far2 < _LEAST * _LEAST or far2 > lamp[15] * lamp[15]:
        return _1
    far = math.sqrt(far2)
    mx = lamp[0] * nx + lamp[1] * ny + lamp[2] * nz
    my = lamp[3] * nx + lamp[4] * ny + lamp[5] * nz
    mz = lamp[6] * nx + lamp[7] * ny + lamp[8] * nz
    facing = -(mx * x + my * y + mz * z) / far
    if far2 >= lamp[15] * lamp[15] * facing:
        return _1  # as good as unlit, whatever is in the way
    if x * lamp[16] + y * lamp[17] + z * lamp[18] < lamp[19] * far:
        return _1
    texel = _1 / lamp[12]
    push = far * texel * (np.float32(1.2) - facing)
    x, y, z = x + mx * push, y + my * push, z + mz * push
    ax, ay, az = abs(x), abs(y), abs(z)
    if ax >= ay and ax >= az:
        face, deep, u, v, mu, mv = 0 if x > _0 else 1, ax, z / ax, y / ax, mz, my
    elif ay >= az:
        face, deep, u, v, mu, mv = 2 if y > _0 else 3, ay, x / ay, z / ay, mx, mz
    else:
        face, deep, u, v, mu, mv = 4 if z > _0 else 5, az, x / az, y / az, mx, my
    middle = _HALF * lamp[14]
    u, v = u * lamp[12] + middle, v * lamp[12] + middle
    tilt = texel / min(mx * x + my * y + mz * z, -_LOW * far)  # 1/depth of a plane is affine
    most = _STEEP * texel / deep
    gu = min(max(mu * tilt, -most), most)
    gv = min(max(mv * tilt, -most), most)
    limit = _NEARER / deep
    first = face * stride * stride
    corner = first + np.int64(v) * stride + np.int64(u)
    low, high = corner - 2 * stride, corner + 2 * stride
    ahead, across = gu + gu, gv + gv
    n0, n1, n2 = cube[np.uint64(corner)], cube[np.uint64(low - 2)], cube[np.uint64(low + 2)]
    n3, n4 = cube[np.uint64(high - 2)], cube[np.uint64(high + 2)]
    d0, d1, d2 = n0 - limit, n1 - limit + ahead + across, n2 - limit - ahead + across
    d3, d4 = n3 - limit + ahead - across, n4 - limit - ahead - across
    if max(d0, d1, d2, d3, d4) <= _0:
        return _1
    blocked, above = 0, _0
    for near, over in ((n0, d0), (n1, d1), (n2, d2), (n3, d3), (n4, d4)):
        if over > _0:
            blocked += 1
            above += near
    behind = deep * above / np.float32(blocked) - _1
    radius = min(max(lamp[13] * behind * lamp[12] / deep, _1), _WIDEST)
    if blocked == 5 and radius < _2:
        return _0
    total = _0
    for k in range(12):
        du, dv = _TAPS[k, 0] * radius, _TAPS[k, 1] * radius
        edge = limit + gu * du + gv * dv
        a, b = u + du - _HALF, v + dv - _HALF
        i, j = np.int64(a), np.int64(b)
        a, b = a - np.float32(i), b - np.float32(j)
        at = first + j * stride + i
        t00 = _1 if cube[np.uint64(at)] <= edge else _0
        t01 = _1 if cube[np.uint64(at + 1)] <= edge else _0
        t10 = _1 if cube[np.uint64(at + stride)] <= edge else _0
        t11 = _1 if cube[np.uint64(at + stride + 1)] <= edge else _0
        top = t00 + (t01 - t00) * a
        total += top + (t10 + (t11 - t10) * a - top) * b
    return total * np.float32(1 / 12)


@kernel
@no_type_check
def lit_pixels(item_at, depth, normal, rays_x, rays_y, lamps, cubes, out):
    """Write the share of every lamp that each pixel sees."""
    height, width = depth.shape
    stride = cubes.shape[2]
    for n in range(lamps.shape[0]):
        lamp, cube = lamps[n], cubes[n].reshape(-1)
        for y in range(height):
            for x in range(width):
                if item_at[y, x] >= 0:
                    z = depth[y, x]
                    out[n, y, x] = _share(
                        lamp, cube, stride, rays_x[x] * z, rays_y[y] * z, z, normal[0, y, x],
                        -normal[1, y, x], -normal[2, y, x],
                    )  # fmt: skip


@kernel
@no_type_check
def lit_points(items, points, lamps, cubes, out):
    """Write the same for points: rows of position (3) and normal (3)."""
    stride = cubes.shape[2]
    for n in range(lamps.shape[0]):
        cube = cubes[n].reshape(-1)
        for i in range(items.shape[0]):
            if items[i] >= 0:
                out[n, i] = _share(
                    lamps[n], cube, stride, points[i, 0], points[i, 1], points[i, 2],
                    points[i, 3], points[i, 4], points[i, 5],
                )  # fmt: skip
