"""Turns of joints about their own axes, many at once: what poses are written in.

A turn is three angles [rad] about x, y and z; z acts first, then y, then x. Seen on a body at rest:
+x pitches forward, +y turns to its left, +z raises its left side.
"""

import numpy as np
from jaxtyping import Float

__all__ = ["pitched", "product", "rotated", "turned", "undone"]


def turned(turns: Float[np.ndarray, "*batch 3"]) -> Float[np.ndarray, "*batch 4"]:
    """Return quaternions (xyzw) of turns [rad]."""
    half = 0.5 * turns
    sine, cosine = np.sin(half), np.cos(half)
    sx, sy, sz = sine[..., 0], sine[..., 1], sine[..., 2]
    cx, cy, cz = cosine[..., 0], cosine[..., 1], cosine[..., 2]
    result = np.empty((*turns.shape[:-1], 4))
    result[..., 0] = sx * cy * cz + cx * sy * sz
    result[..., 1] = cx * sy * cz - sx * cy * sz
    result[..., 2] = cx * cy * sz + sx * sy * cz
    result[..., 3] = cx * cy * cz - sx * sy * sz
    return result


def pitched(angle: Float[np.ndarray, "*batch"]) -> Float[np.ndarray, "*batch 4"]:
    """Return quaternions of turns about +X [rad]."""
    result = np.zeros((*angle.shape, 4))
    result[..., 0] = np.sin(0.5 * angle)
    result[..., 3] = np.cos(0.5 * angle)
    return result


def product(
    a: Float[np.ndarray, "*#batch 4"], b: Float[np.ndarray, "*#batch 4"]
) -> Float[np.ndarray, "... 4"]:
    """Return the turns that do `b` first and then `a` (Hamilton product)."""
    ax, ay, az, aw = a[..., 0], a[..., 1], a[..., 2], a[..., 3]
    bx, by, bz, bw = b[..., 0], b[..., 1], b[..., 2], b[..., 3]
    x = aw * bx + ax * bw + ay * bz - az * by
    result = np.empty((*x.shape, 4))
    result[..., 0] = x
    result[..., 1] = aw * by - ax * bz + ay * bw + az * bx
    result[..., 2] = aw * bz + ax * by - ay * bx + az * bw
    result[..., 3] = aw * bw - ax * bx - ay * by - az * bz
    return result


def undone(q: Float[np.ndarray, "*batch 4"]) -> Float[np.ndarray, "*batch 4"]:
    """Return the inverse turns."""
    result = q.copy()
    result[..., :3] *= -1.0
    return result


def rotated(
    q: Float[np.ndarray, "*#batch 4"], v: Float[np.ndarray, "*#batch 3"]
) -> Float[np.ndarray, "... 3"]:
    """Return vectors turned by unit quaternions."""
    x, y, z, w = q[..., 0], q[..., 1], q[..., 2], q[..., 3]
    vx, vy, vz = v[..., 0], v[..., 1], v[..., 2]
    tx = 2.0 * (y * vz - z * vy)
    ty = 2.0 * (z * vx - x * vz)
    tz = 2.0 * (x * vy - y * vx)
    first = vx + w * tx + y * tz - z * ty
    result = np.empty((*first.shape, 3))
    result[..., 0] = first
    result[..., 1] = vy + w * ty + z * tx - x * tz
    result[..., 2] = vz + w * tz + x * ty - y * tx
    return result
