"""Rotations as unit quaternions xyzw: arrays of shape (..., 4), vectorised, pure.

`rotate(multiply(a, b), v) == rotate(a, rotate(b, v))`: the right one acts first, as with matrices.
Angles are radians; a positive angle turns counter-clockwise seen from the tip of the axis.
"""

from typing import Final

import numpy as np
from jaxtyping import Float

from groundplan.errors import InputError

__all__ = [
    "angle_between", "conjugate", "cross", "from_axis_angle", "from_euler_yxz", "from_heading",
    "from_matrix", "from_rotation_vector", "identity", "look_rotation", "multiply", "normalise",
    "rotate", "shortest_arc", "to_euler_yxz", "to_heading", "to_matrix", "to_rotation_vector",
]  # fmt: skip

_TINY: Final = 1e-12


def identity() -> Float[np.ndarray, " 4"]:
    """Return the rotation that changes nothing."""
    return np.array([0.0, 0.0, 0.0, 1.0])


def multiply(
    a: Float[np.ndarray, "*#batch 4"], b: Float[np.ndarray, "*#batch 4"]
) -> Float[np.ndarray, "... 4"]:
    """Return the rotation that does `b` first and then `a` (Hamilton product)."""
    # Written in place: stacking four arrays costs more than their numbers.
    ax, ay, az, aw = a[..., 0], a[..., 1], a[..., 2], a[..., 3]
    bx, by, bz, bw = b[..., 0], b[..., 1], b[..., 2], b[..., 3]
    result = np.empty(np.broadcast_shapes(a.shape, b.shape))
    result[..., 0] = aw * bx + ax * bw + ay * bz - az * by
    result[..., 1] = aw * by - ax * bz + ay * bw + az * bx
    result[..., 2] = aw * bz + ax * by - ay * bx + az * bw
    result[..., 3] = aw * bw - ax * bx - ay * by - az * bz
    return result


def conjugate(q: Float[np.ndarray, "*batch 4"]) -> Float[np.ndarray, "*batch 4"]:
    """Return the inverse rotation of unit quaternions."""
    return q * np.array([-1.0, -1.0, -1.0, 1.0])


def normalise(q: Float[np.ndarray, "*batch 4"]) -> Float[np.ndarray, "*batch 4"]:
    """Return quaternions of length 1.

    Raises:
        InputError: A quaternion has no length, so that it names no rotation.
    """
    length = np.linalg.norm(q, axis=-1, keepdims=True)
    if not np.all(length > _TINY):
        raise InputError("a quaternion has length 0", "give four numbers that are not all 0")
    return q / length


def from_axis_angle(
    axis: Float[np.ndarray, "*#batch 3"], angle: float | Float[np.ndarray, "*#batch"]
) -> Float[np.ndarray, "... 4"]:
    """Return the turn by `angle` [rad] about `axis`, which need not have length 1.

    Raises:
        InputError: An axis has no length.
    """
    length = np.linalg.norm(axis, axis=-1, keepdims=True)
    if not np.all(length > _TINY):
        raise InputError("a rotation axis has length 0", "give a direction")
    half = 0.5 * np.asarray(angle)[..., None]
    xyz = axis / length * np.sin(half)
    return np.concatenate([xyz, np.broadcast_to(np.cos(half), (*xyz.shape[:-1], 1))], axis=-1)


def from_heading(heading: float | Float[np.ndarray, "*batch"]) -> Float[np.ndarray, "... 4"]:
    """Return the turn about +Y that takes +Z towards +X by `heading` [rad]."""
    return from_axis_angle(np.array([0.0, 1.0, 0.0]), heading)


def to_heading(q: Float[np.ndarray, "*batch 4"]) -> Float[np.ndarray, "*batch"]:
    """Return where the turned +Z points on the ground, -pi..pi [rad]; 0 where it points up."""
    facing = rotate(q, np.array([0.0, 0.0, 1.0]))
    return np.asarray(np.arctan2(facing[..., 0], facing[..., 2]))


def from_euler_yxz(
    yaw: float | Float[np.ndarray, "*#batch"],
    pitch: float | Float[np.ndarray, "*#batch"],
    roll: float | Float[np.ndarray, "*#batch"],
) -> Float[np.ndarray, "... 4"]:
    """Return `yaw` about +Y after `pitch` about +X after `roll` about +Z [rad].

    For a camera (looking along -Z) a positive pitch looks up, a positive yaw looks left, and a
    positive roll lowers its left side, so that the picture turns clockwise.
    """
    turn = from_axis_angle(np.array([0.0, 1.0, 0.0]), yaw)
    tilt = from_axis_angle(np.array([1.0, 0.0, 0.0]), pitch)
    bank = from_axis_angle(np.array([0.0, 0.0, 1.0]), roll)
    return multiply(turn, multiply(tilt, bank))


def to_euler_yxz(q: Float[np.ndarray, "*batch 4"]) -> Float[np.ndarray, "*batch 3"]:
    """Return yaw, pitch and roll [rad] of `from_euler_yxz`; pitch in -pi/2..pi/2.

    Straight up or down yaw and roll are the same turn: roll is then 0.
    """
    m = to_matrix(q)
    pitch = np.arcsin(np.clip(-m[..., 1, 2], -1.0, 1.0))
    locked = np.abs(m[..., 1, 2]) > 1.0 - _TINY
    roll = np.where(locked, 0.0, np.arctan2(m[..., 1, 0], m[..., 1, 1]))
    yaw = np.where(
        locked,
        np.arctan2(-m[..., 2, 0], m[..., 0, 0]),
        np.arctan2(m[..., 0, 2], m[..., 2, 2]),
    )
    return np.stack([yaw, pitch, roll], axis=-1)


def to_matrix(q: Float[np.ndarray, "*batch 4"]) -> Float[np.ndarray, "*batch 3 3"]:
    """Return the 3x3 rotation matrices of unit quaternions (column vectors)."""
    x, y, z, w = q[..., 0], q[..., 1], q[..., 2], q[..., 3]
    rows = (
        (1 - 2 * (y * y + z * z), 2 * (x * y - z * w), 2 * (x * z + y * w)),
        (2 * (x * y + z * w), 1 - 2 * (x * x + z * z), 2 * (y * z - x * w)),
        (2 * (x * z - y * w), 2 * (y * z + x * w), 1 - 2 * (x * x + y * y)),
    )
    result = np.empty((*q.shape[:-1], 3, 3))
    for i, row in enumerate(rows):
        for j, values in enumerate(row):
            result[..., i, j] = values
    return result


def from_matrix(m: Float[np.ndarray, "*batch 3 3"]) -> Float[np.ndarray, "*batch 4"]:
    """Return unit quaternions with w >= 0 of rotation matrices.

    Source:
        Shepperd, "Quaternion from Rotation Matrix", Journal of Guidance and Control, 1978: divide
        by the largest component.
    """
    m00, m11, m22 = m[..., 0, 0], m[..., 1, 1], m[..., 2, 2]
    yz, zx, xy = m[..., 2, 1], m[..., 0, 2], m[..., 1, 0]
    zy, xz, yx = m[..., 1, 2], m[..., 2, 0], m[..., 0, 1]
    # Row k is the quaternion times four times its own component k.
    candidates = np.stack(
        [
            np.stack([1 + m00 - m11 - m22, xy + yx, zx + xz, yz - zy], axis=-1),
            np.stack([xy + yx, 1 - m00 + m11 - m22, yz + zy, zx - xz], axis=-1),
            np.stack([zx + xz, yz + zy, 1 - m00 - m11 + m22, xy - yx], axis=-1),
            np.stack([yz - zy, zx - xz, xy - yx, 1 + m00 + m11 + m22], axis=-1),
        ],
        axis=-2,
    )
    largest = np.argmax(np.diagonal(candidates, axis1=-2, axis2=-1), axis=-1)
    chosen = np.take_along_axis(candidates, largest[..., None, None], axis=-2)[..., 0, :]
    return normalise(np.where(chosen[..., 3:] < 0.0, -chosen, chosen))


def rotate(
    q: Float[np.ndarray, "*#batch 4"], v: Float[np.ndarray, "*#batch 3"]
) -> Float[np.ndarray, "... 3"]:
    """Return the vectors turned by the unit quaternions."""
    xyz, w = q[..., :3], q[..., 3:]
    twice = 2.0 * cross(xyz, v)
    return v + w * twice + cross(xyz, twice)


def cross(
    a: Float[np.ndarray, "*#batch 3"], b: Float[np.ndarray, "*#batch 3"]
) -> Float[np.ndarray, "... 3"]:
    """Return the cross product: numpy's own spends most of its time on axes, not on numbers."""
    result = np.empty(np.broadcast_shapes(a.shape, b.shape))
    result[..., 0] = a[..., 1] * b[..., 2] - a[..., 2] * b[..., 1]
    result[..., 1] = a[..., 2] * b[..., 0] - a[..., 0] * b[..., 2]
    result[..., 2] = a[..., 0] * b[..., 1] - a[..., 1] * b[..., 0]
    return result


def angle_between(
    a: Float[np.ndarray, "*#batch 4"], b: Float[np.ndarray, "*#batch 4"]
) -> Float[np.ndarray, "..."]:
    """Return the angle of the turn from `a` to `b`, 0..pi [rad]; exact for tiny angles too."""
    minus = np.linalg.norm(a - b, axis=-1)
    plus = np.linalg.norm(a + b, axis=-1)
    return np.asarray(4.0 * np.arctan2(np.minimum(minus, plus), np.maximum(minus, plus)))


def to_rotation_vector(q: Float[np.ndarray, "*batch 4"]) -> Float[np.ndarray, "*batch 3"]:
    """Return axis times angle [rad], angle in 0..pi: the logarithm of the rotation, doubled."""
    q = np.where(q[..., 3:] < 0.0, -q, q)
    sine = np.linalg.norm(q[..., :3], axis=-1, keepdims=True)
    angle = 2.0 * np.arctan2(sine, q[..., 3:])
    factor = np.where(sine > _TINY, angle / np.maximum(sine, _TINY), 2.0)
    return q[..., :3] * factor


def from_rotation_vector(v: Float[np.ndarray, "*batch 3"]) -> Float[np.ndarray, "*batch 4"]:
    """Return the turn about `v` by its length [rad]."""
    angle = np.linalg.norm(v, axis=-1, keepdims=True)
    # np.sinc is sin(pi x) / (pi x) and 1 at 0.
    return np.concatenate(
        [v * (0.5 * np.sinc(angle / (2.0 * np.pi))), np.cos(0.5 * angle)], axis=-1
    )


def look_rotation(
    forward: Float[np.ndarray, "*#batch 3"], up: Float[np.ndarray, "*#batch 3"]
) -> Float[np.ndarray, "... 4"]:
    """Return the rotation of a camera whose own -Z looks along `forward` and whose +Y is near `up`.

    Raises:
        InputError: A direction has no length, or `up` is parallel to `forward`.
    """
    depth = np.linalg.norm(forward, axis=-1, keepdims=True)
    height = np.linalg.norm(up, axis=-1, keepdims=True)
    right = np.cross(forward, up)
    width = np.linalg.norm(right, axis=-1, keepdims=True)
    if not (np.all(depth > _TINY) and np.all(width > 1e-9 * depth * height)):
        raise InputError(
            "a camera cannot look along its own up direction or along a vector of length 0",
            "give a forward and an up direction at an angle to each other",
        )
    back = np.broadcast_to(-forward / depth, right.shape)
    right = right / width
    return from_matrix(np.stack([right, np.cross(back, right), back], axis=-1))


def shortest_arc(
    start: Float[np.ndarray, "*#batch 3"], end: Float[np.ndarray, "*#batch 3"]
) -> Float[np.ndarray, "... 4"]:
    """Return the smallest turn that takes direction `start` to `end`, which may be of any length.

    Opposite directions leave the axis open: it is then perpendicular to the smallest part of
    `start`, so that the answer is always the same.

    Raises:
        InputError: A direction has no length.
    """
    lengths = [np.linalg.norm(v, axis=-1, keepdims=True) for v in (start, end)]
    if not (np.all(lengths[0] > _TINY) and np.all(lengths[1] > _TINY)):
        raise InputError("a direction has length 0", "give two directions")
    a, b = np.broadcast_arrays(start / lengths[0], end / lengths[1])
    smallest = np.eye(3)[np.argmin(np.abs(a), axis=-1)]
    sideways = np.cross(a, smallest)
    half_way = a + b
    opposite = np.sum(half_way * half_way, axis=-1, keepdims=True) < _TINY
    # With the unit half-way direction h the turn is (a x h, a . h).
    h = np.where(opposite, sideways, half_way)
    h = h / np.linalg.norm(h, axis=-1, keepdims=True)
    return normalise(np.concatenate([np.cross(a, h), np.sum(a * h, axis=-1, keepdims=True)], -1))
