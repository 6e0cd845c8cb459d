"""Kernels that pose vertices: linear blend skinning, and projection to fixed-point pixels."""

# pyright: basic
# ruff: noqa: ANN001, ANN201, ANN202, C901, PLR0912, PLR0913, PLR0915, PLR0917, PLR1714, RUF100
# Numba kernels: types come from the arguments, and one flat loop is what the compiler can optimise.

import math
from typing import Final, no_type_check

import numpy as np

from groundplan.previz.backends.numba_tiles.kernel import kernel

__all__ = ["OUTSIDE", "bounds", "mix", "project", "project_sun", "skin"]

_ZERO = np.float32(0)
_HALF = np.float32(0.5)

OUTSIDE: Final = np.int32(-(2**31))
"""Marks a vertex that lies behind the near plane or beyond the guard band: clip its triangles."""


@kernel
@no_type_check
def mix(source, rows, offsets, weights, mixed):
    """Write rows of `source`, moved by the offsets of every unit whose weight is not 0."""
    for i in range(rows.shape[0]):
        v = rows[i]
        for k in range(3):
            mixed[v, k] = source[v, k]
    for unit in range(offsets.shape[0]):
        w = weights[unit]
        if w == _ZERO:
            continue
        for i in range(rows.shape[0]):
            v = rows[i]
            for k in range(3):
                mixed[v, k] += w * offsets[unit, i, k]


@kernel
@no_type_check
def skin(positions, normals, source, joints, weights, bones, posed, posed_normals):
    """Blend four bone matrices (rows of 12) per vertex; normals take the blended 3x3 as it is."""
    for i in range(source.shape[0]):
        a0 = a1 = a2 = a3 = _ZERO
        b0 = b1 = b2 = b3 = _ZERO
        c0 = c1 = c2 = c3 = _ZERO
        for k in range(4):
            w = weights[i, k]
            if w == _ZERO:
                continue
            j = joints[i, k]
            a0 += w * bones[j, 0]
            a1 += w * bones[j, 1]
            a2 += w * bones[j, 2]
            a3 += w * bones[j, 3]
            b0 += w * bones[j, 4]
            b1 += w * bones[j, 5]
            b2 += w * bones[j, 6]
            b3 += w * bones[j, 7]
            c0 += w * bones[j, 8]
            c1 += w * bones[j, 9]
            c2 += w * bones[j, 10]
            c3 += w * bones[j, 11]
        v = source[i]
        x = positions[v, 0]
        y = positions[v, 1]
        z = positions[v, 2]
        posed[i, 0] = a0 * x + a1 * y + a2 * z + a3
        posed[i, 1] = b0 * x + b1 * y + b2 * z + b3
        posed[i, 2] = c0 * x + c1 * y + c2 * z + c3
        x = normals[v, 0]
        y = normals[v, 1]
        z = normals[v, 2]
        posed_normals[i, 0] = a0 * x + a1 * y + a2 * z
        posed_normals[i, 1] = b0 * x + b1 * y + b2 * z
        posed_normals[i, 2] = c0 * x + c1 * y + c2 * z


@kernel
@no_type_check
def project(order, ranges, skin_first, positions, posed, matrices, lens, cv, screen):
    """Write camera-space positions (OpenCV axes) and 24.8 pixels of the items in `order`.

    `lens` is fx, fy, cx, cy, near, guard band: least x, greatest x, least y, greatest y.
    """
    fx, fy, cx, cy, near = lens[0], lens[1], lens[2], lens[3], lens[4]
    lx, hx, ly, hy = lens[5], lens[6], lens[7], lens[8]
    for o in range(order.shape[0]):
        item = order[o]
        m = matrices[item]
        m00, m01, m02, m03 = m[0, 0], m[0, 1], m[0, 2], m[0, 3]
        m10, m11, m12, m13 = m[1, 0], m[1, 1], m[1, 2], m[1, 3]
        m20, m21, m22, m23 = m[2, 0], m[2, 1], m[2, 2], m[2, 3]
        first = ranges[item, 0]
        shift = skin_first[item] - first
        skinned = skin_first[item] >= 0
        for v in range(first, ranges[item, 1]):
            if skinned:
                x, y, z = posed[v + shift, 0], posed[v + shift, 1], posed[v + shift, 2]
            else:
                x, y, z = positions[v, 0], positions[v, 1], positions[v, 2]
            px = m00 * x + m01 * y + m02 * z + m03
            py = m10 * x + m11 * y + m12 * z + m13
            pz = m20 * x + m21 * y + m22 * z + m23
            cv[v, 0] = px
            cv[v, 1] = py
            cv[v, 2] = pz
            screen[v, 0] = OUTSIDE
            if pz >= near:
                inverse = 1.0 / pz
                u = fx * px * inverse + cx
                w = fy * py * inverse + cy
                if u > lx and u < hx and w > ly and w < hy:
                    screen[v, 0] = np.int32(math.floor(u * 256.0 + 0.5))
                    screen[v, 1] = np.int32(math.floor(w * 256.0 + 0.5))


@kernel
@no_type_check
def project_sun(order, ranges, skin_first, positions, posed, matrices, height, screen):
    """Write 24.8 texels and the height towards the sun [m]; `matrices` give texels and metres."""
    scale = np.float32(256.0)
    limit = np.float32(2.0**28)
    for o in range(order.shape[0]):
        item = order[o]
        m = matrices[item]
        m00, m01, m02, m03 = m[0, 0], m[0, 1], m[0, 2], m[0, 3]
        m10, m11, m12, m13 = m[1, 0], m[1, 1], m[1, 2], m[1, 3]
        m20, m21, m22, m23 = m[2, 0], m[2, 1], m[2, 2], m[2, 3]
        first = ranges[item, 0]
        shift = skin_first[item] - first
        skinned = skin_first[item] >= 0
        for v in range(first, ranges[item, 1]):
            if skinned:
                x, y, z = posed[v + shift, 0], posed[v + shift, 1], posed[v + shift, 2]
            else:
                x, y, z = positions[v, 0], positions[v, 1], positions[v, 2]
            u = (m00 * x + m01 * y + m02 * z + m03) * scale + _HALF
            w = (m10 * x + m11 * y + m12 * z + m13) * scale + _HALF
            height[v] = m20 * x + m21 * y + m22 * z + m23
            screen[v, 0] = np.int32(math.floor(min(max(u, -limit), limit)))
            screen[v, 1] = np.int32(math.floor(min(max(w, -limit), limit)))


@kernel
@no_type_check
def bounds(points, first, end, low, high):
    """Write the least and greatest coordinates of a range of points."""
    for k in range(3):
        low[k] = np.inf
        high[k] = -np.inf
    for i in range(first, end):
        for k in range(3):
            low[k] = min(low[k], points[i, k])
            high[k] = max(high[k], points[i, k])
