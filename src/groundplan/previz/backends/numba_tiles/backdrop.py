"""Kernels that show the sky where nothing stands: a gradient or a cube, the sun and its halo.

`sky` holds, in units of the sensor's saturation luminance: 0 to 8 the rows that turn camera space
(OpenCV axes) into the sky's axes, 9 to 17 the gradient's zenith, horizon and ground, 18 to 20 the
cube's gains, 21 to 23 the way to the sun, 24 to 26 its halo, 27 and 28 the halo's 1 + g^2 and 2 g,
29 to 31 its disc, 32 and 33 the cosine of the disc's edge and 1 over the edge's width in cosines.
"""
# pyright: basic
# ruff: noqa: ANN001, ANN201, ANN202, C901, PLR0912, PLR0913, PLR0915, PLR0917, PLR1714, RUF100
# Numba kernels: types come from the arguments, and one flat loop is what the compiler can optimise.

import math
from typing import no_type_check

import numpy as np

from groundplan.previz.backends.numba_tiles.kernel import kernel

__all__ = ["back_pixels", "back_points"]

_0 = np.float32(0)
_1 = np.float32(1)
_HALF = np.float32(0.5)
_FADE = np.float32(-8)  # below the horizon the sky turns into the ground within 1/8 rad
_TOP = np.float32(4095)
_MOST = np.float32(16)
_INV_MOST = np.float32(1 / 16)
_SHORT = np.float32(1e-5)


@kernel
@no_type_check
def _seen(cube, x, y, z, out):
    """Put the cube's radiance along a direction into `out`."""
    side = cube.shape[1]
    ax, ay, az = abs(x), abs(y), abs(z)
    if ax >= ay and ax >= az:
        face, u, v = 0 if x > _0 else 1, z / ax, y / ax
    elif ay >= az:
        face, u, v = 2 if y > _0 else 3, x / ay, z / ay
    else:
        face, u, v = 4 if z > _0 else 5, x / az, y / az
    half = _HALF * np.float32(side - 1)
    a, b = (u + _1) * half, (v + _1) * half
    i, j = min(np.int64(a), side - 2), min(np.int64(b), side - 2)
    a, b = a - np.float32(i), b - np.float32(j)
    for k in range(3):
        top = cube[face, j, i, k] + (cube[face, j, i + 1, k] - cube[face, j, i, k]) * a
        low = cube[face, j + 1, i, k] + (cube[face, j + 1, i + 1, k] - cube[face, j + 1, i, k]) * a
        out[k] = top + (low - top) * b


@kernel
@no_type_check
def _back(sky, cube, rx, ry, out):
    """Put the sky seen along (rx, ry, 1) into `out`, as indices of the tables of `display`.

    Source:
        L. Henyey, J. Greenstein, "Diffuse radiation in the Galaxy", 1941: the halo's fall-off,
        (1 - g^2) / (4 pi (1 + g^2 - 2 g cos)^(3/2)), at the mean cosine g that `sky` carries.
    """
    w = _1 / math.sqrt(rx * rx + ry * ry + _1)
    rx, ry, rz = rx * w, ry * w, w
    x = sky[0] * rx + sky[1] * ry + sky[2] * rz
    y = sky[3] * rx + sky[4] * ry + sky[5] * rz
    z = sky[6] * rx + sky[7] * ry + sky[8] * rz
    below = min(max(y * _FADE, _0), _1)
    if cube.shape[0] > 0:
        _seen(cube, x, y, z, out)
        for k in range(3):
            out[k] *= sky[18 + k]
    else:
        above = _1 - max(y, _0)
        above *= above
        above = _1 - above * above
        for k in range(3):
            horizon = sky[12 + k]
            out[k] = horizon + (sky[9 + k] - horizon) * above + (sky[15 + k] - horizon) * below
    if sky[29] > _0 and below < _1:
        cosine = x * sky[21] + y * sky[22] + z * sky[23]
        wide = max(sky[27] - sky[28] * cosine, _SHORT)
        spread = (_1 - below) / (wide * math.sqrt(wide))
        disc = min(max((cosine - sky[32]) * sky[33], _0), _1) if y > _0 else _0
        for k in range(3):
            out[k] += sky[24 + k] * spread + sky[29 + k] * disc
    for k in range(3):
        out[k] = math.sqrt(min(max(out[k], _0), _MOST) * _INV_MOST) * _TOP + _HALF


@kernel
@no_type_check
def back_pixels(item_at, rays_x, rays_y, sky, cube, picture, out):
    """Write sRGB bytes of every pixel that shows no item."""
    height, width = item_at.shape
    seen = np.zeros(3, np.float32)
    for y in range(height):
        ry = rays_y[y]
        for x in range(width):
            if item_at[y, x] < 0:
                _back(sky, cube, rays_x[x], ry, seen)
                for k in range(3):
                    out[y, x, k] = picture[np.int64(seen[k])]


@kernel
@no_type_check
def back_points(items, points, sky, cube, tone, out):
    """Write display-linear colours of the points that are rays into the sky."""
    seen = np.zeros(3, np.float32)
    for i in range(items.shape[0]):
        if items[i] < 0:
            _back(sky, cube, points[i, 0], points[i, 1], seen)
            for k in range(3):
                out[i, k] = tone[np.int64(seen[k])]
