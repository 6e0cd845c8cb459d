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

__all__ = ["back_luminance", "back_pixels", "back_points"]

_0 = np.float32(0)
_1 = np.float32(1)
_HALF = np.float32(0.5)
_FADE = np.float32(-8)  # below the horizon the sky turns into the ground within 1/8 rad
_TOP = np.float32(4095)
_MOST = np.float32(16)
_INV_MOST = np.float32(1 / 16)
_SHORT = np.float32(1e-5)
_RED, _GREEN, _BLUE = np.float32(0.2126), np.float32(0.7152), np.float32(0.0722)  # luminance


@kernel
@no_type_check
def _seen(cube, x, y, z):
    """Return the cube's radiance along a direction of any length."""
    side = cube.shape[1]
    ax, ay, az = abs(x), abs(y), abs(z)
    if ax >= ay and ax >= az:
        face, u, v, w = 0 if x > _0 else 1, z, y, ax
    elif ay >= az:
        face, u, v, w = 2 if y > _0 else 3, x, z, ay
    else:
        face, u, v, w = 4 if z > _0 else 5, x, y, az
    half = _HALF * np.float32(side - 1)
    w = half / w
    a, b = u * w + half, v * w + half
    i, j = min(np.int64(a), side - 2), min(np.int64(b), side - 2)
    a, b = a - np.float32(i), b - np.float32(j)
    p, q = cube[face, np.uint64(j)], cube[face, np.uint64(j + 1)]
    m, n = np.uint64(i), np.uint64(i + 1)
    c00, c01, c10, c11 = (_1 - a) * (_1 - b), a * (_1 - b), (_1 - a) * b, a * b
    red = p[m, 0] * c00 + p[n, 0] * c01 + q[m, 0] * c10 + q[n, 0] * c11
    green = p[m, 1] * c00 + p[n, 1] * c01 + q[m, 1] * c10 + q[n, 1] * c11
    blue = p[m, 2] * c00 + p[n, 2] * c01 + q[m, 2] * c10 + q[n, 2] * c11
    return red, green, blue


@kernel
@no_type_check
def _gradient(rows, rx, ry, count, sky):
    """Put the gradient seen along rays (rx, ry, 1) into rows of red, green and blue."""
    ax, ay, az = sky[3], sky[4] * ry + sky[5], ry * ry + _1
    for j in range(count):
        up = (ax * rx[j] + ay) / math.sqrt(rx[j] * rx[j] + az)
        below = min(max(up * _FADE, _0), _1)
        above = _1 - max(up, _0)
        above *= above
        above = _1 - above * above
        rows[0, j] = sky[12] + (sky[9] - sky[12]) * above + (sky[15] - sky[12]) * below
        rows[1, j] = sky[13] + (sky[10] - sky[13]) * above + (sky[16] - sky[13]) * below
        rows[2, j] = sky[14] + (sky[11] - sky[14]) * above + (sky[17] - sky[14]) * below


@kernel
@no_type_check
def _pictured(rows, rx, ry, count, sky, cube):
    """Put the cube seen along rays (rx, ry, 1) into rows of red, green and blue."""
    bx, by, bz = sky[1] * ry + sky[2], sky[4] * ry + sky[5], sky[7] * ry + sky[8]
    for j in range(count):
        x = rx[j]
        red, green, blue = _seen(cube, sky[0] * x + bx, sky[3] * x + by, sky[6] * x + bz)
        rows[0, j], rows[1, j], rows[2, j] = red * sky[18], green * sky[19], blue * sky[20]


@kernel
@no_type_check
def _sun(rows, rx, ry, count, sky):
    """Add the sun's halo and disc.

    Source:
        L. Henyey, J. Greenstein, "Diffuse radiation in the Galaxy", 1941: the halo's fall-off,
        (1 - g^2) / (4 pi (1 + g^2 - 2 g cos)^(3/2)), at the mean cosine g that `sky` carries.
    """
    sx, sy, sz = sky[21], sky[22], sky[23]
    cx = sky[0] * sx + sky[3] * sy + sky[6] * sz
    cy = (sky[1] * sx + sky[4] * sy + sky[7] * sz) * ry
    cy += sky[2] * sx + sky[5] * sy + sky[8] * sz
    ax, ay, az = sky[3], sky[4] * ry + sky[5], ry * ry + _1
    for j in range(count):
        w = _1 / math.sqrt(rx[j] * rx[j] + az)
        up = (ax * rx[j] + ay) * w
        cosine = (cx * rx[j] + cy) * w
        wide = max(sky[27] - sky[28] * cosine, _SHORT)
        spread = (_1 - min(max(up * _FADE, _0), _1)) / (wide * math.sqrt(wide))
        disc = min(max((cosine - sky[32]) * sky[33], _0), _1) * (_1 if up > _0 else _0)
        rows[0, j] += sky[24] * spread + sky[29] * disc
        rows[1, j] += sky[25] * spread + sky[30] * disc
        rows[2, j] += sky[26] * spread + sky[31] * disc


@kernel
@no_type_check
def _radiance(rows, rx, ry, count, sky, cube):
    """Put the sky seen along rays into rows of red, green and blue."""
    if cube.shape[0] > 0:
        _pictured(rows, rx, ry, count, sky, cube)
    else:
        _gradient(rows, rx, ry, count, sky)
    if sky[29] > _0:
        _sun(rows, rx, ry, count, sky)


@kernel
@no_type_check
def _back(rows, rx, ry, count, sky, cube):
    """Put the sky seen along rays into rows, as indices of the tables of `display`."""
    _radiance(rows, rx, ry, count, sky, cube)
    for k in range(3):
        row = rows[k]
        for j in range(count):
            row[j] = math.sqrt(min(max(row[j], _0), _MOST) * _INV_MOST) * _TOP + _HALF


@kernel
@no_type_check
def back_pixels(item_at, rays_x, rays_y, sky, cube, picture, out):
    """Write sRGB bytes of every pixel that shows no item."""
    height, width = item_at.shape
    rows = np.zeros((3, width), np.float32)
    for y in range(height):
        items = item_at[y]
        x = 0
        while x < width:
            while x < width and items[x] >= 0:
                x += 1
            first = x
            while x < width and items[x] < 0:
                x += 1
            _back(rows, rays_x[first:], rays_y[y], x - first, sky, cube)
            for j in range(x - first):
                out[y, first + j, 0] = picture[np.uint64(rows[0, j])]
                out[y, first + j, 1] = picture[np.uint64(rows[1, j])]
                out[y, first + j, 2] = picture[np.uint64(rows[2, j])]


@kernel
@no_type_check
def back_points(items, points, sky, cube, tone, out):
    """Write display-linear colours of the points that are rays into the sky."""
    rows = np.zeros((3, 1), np.float32)
    rx = np.zeros(1, np.float32)
    for i in range(items.shape[0]):
        if items[i] < 0:
            rx[0] = points[i, 0]
            _back(rows, rx, points[i, 1], 1, sky, cube)
            for k in range(3):
                out[i, k] = tone[np.uint64(rows[k, 0])]


@kernel
@no_type_check
def back_luminance(item_at, rays_x, rays_y, sky, cube, nit, out):
    """Write the luminance of pixels that show no item [cd/m^2]; `nit` is the unit of `sky`."""
    height, width = item_at.shape
    rows = np.zeros((3, width), np.float32)
    for y in range(height):
        items = item_at[y]
        x = 0
        while x < width:
            while x < width and items[x] >= 0:
                x += 1
            first = x
            while x < width and items[x] < 0:
                x += 1
            _radiance(rows, rays_x[first:], rays_y[y], x - first, sky, cube)
            for j in range(x - first):
                out[y, first + j] = nit * (
                    _RED * rows[0, j] + _GREEN * rows[1, j] + _BLUE * rows[2, j]
                )
