"""Rigid and affine 4x4 transforms, named `target_from_source`; column vectors; vectorised, pure.

Leading axes broadcast element by element, as in numpy: one matrix with shape (4, 4) moves any
array of points (..., 3); a stack (n, 4, 4) moves one point each of (n, 3), and needs
`matrices[:, None]` to move a whole set each.
Sums are written out instead of handed to a BLAS, whose order of summation depends on its threads.
"""

from typing import Final

import numpy as np
from jaxtyping import Float

from groundplan.errors import InputError
from groundplan.geometry import quaternions

__all__ = [
    "CV_FROM_GL", "camera_from_world_cv", "compose", "decompose", "inverse_affine",
    "inverse_rigid", "look_at", "multiply", "transform_directions", "transform_normals",
    "transform_points",
]  # fmt: skip

CV_FROM_GL: Final[Float[np.ndarray, "4 4"]] = np.diag([1.0, -1.0, -1.0, 1.0])
"""Camera axes of OpenCV (x right, y down, z forward) from ours (x right, y up, z back)."""
CV_FROM_GL.setflags(write=False)


def compose(
    position: Float[np.ndarray, "*#batch 3"],
    quaternion: Float[np.ndarray, "*#batch 4"],
    scale: float | Float[np.ndarray, "*#batch 3"] = 1.0,
) -> Float[np.ndarray, "... 4 4"]:
    """Return translation [m] times rotation times scale (scale acts first)."""
    factors = np.asarray(scale, dtype=np.float64)
    columns = factors[..., None, :] if factors.ndim else factors
    linear = quaternions.to_matrix(quaternion) * columns
    batch = np.broadcast_shapes(linear.shape[:-2], position.shape[:-1])
    matrix = np.zeros((*batch, 4, 4))
    matrix[..., :3, :3] = linear
    matrix[..., :3, 3] = position
    matrix[..., 3, 3] = 1.0
    return matrix


def decompose(
    matrix: Float[np.ndarray, "*batch 4 4"],
) -> tuple[
    Float[np.ndarray, "*batch 3"], Float[np.ndarray, "*batch 4"], Float[np.ndarray, "*batch 3"]
]:
    """Return position [m], unit quaternion and positive scale of `compose`d matrices.

    Raises:
        InputError: A matrix is sheared, mirrored or flattened, so that no such parts exist.
    """
    linear = matrix[..., :3, :3]
    scale = np.sqrt(np.sum(linear * linear, axis=-2))
    if not np.all(scale > 0.0):
        raise InputError("a transform has scale 0", "give a scale above 0 on all axes")
    rotation = linear / scale[..., None, :]
    x, y, z = np.moveaxis(rotation, -1, 0)
    if not np.all(np.abs(np.cross(x, y) - z) < 1e-6):
        raise InputError(
            "a transform is sheared or mirrored", "give position, rotation and positive scale only"
        )
    return matrix[..., :3, 3].copy(), quaternions.from_matrix(rotation), scale


def multiply(
    a: Float[np.ndarray, "*#batch 4 4"], b: Float[np.ndarray, "*#batch 4 4"]
) -> Float[np.ndarray, "... 4 4"]:
    """Return the matrix product `a @ b`, which does `b` first and then `a`."""
    first = a[..., :, 0, None] * b[..., None, 0, :] + a[..., :, 1, None] * b[..., None, 1, :]
    last = a[..., :, 2, None] * b[..., None, 2, :] + a[..., :, 3, None] * b[..., None, 3, :]
    return first + last


def inverse_rigid(matrix: Float[np.ndarray, "*batch 4 4"]) -> Float[np.ndarray, "*batch 4 4"]:
    """Return the inverse of rotation and translation; the matrix must hold nothing else."""
    linear = np.swapaxes(matrix[..., :3, :3], -1, -2)
    return _affine(linear, -_linear(linear, matrix[..., :3, 3]))


def inverse_affine(matrix: Float[np.ndarray, "*batch 4 4"]) -> Float[np.ndarray, "*batch 4 4"]:
    """Return the inverse of any affine matrix whose last row is 0 0 0 1.

    Raises:
        InputError: A matrix flattens space, so that it has no inverse.
    """
    adjugate = np.swapaxes(_cofactors(matrix[..., :3, :3]), -1, -2)
    determinant = np.sum(matrix[..., 0, :3] * adjugate[..., :, 0], axis=-1)
    if not np.all(np.abs(determinant) > 0.0):
        raise InputError("a transform with scale 0 has no inverse", "give a scale other than 0")
    linear = adjugate / determinant[..., None, None]
    return _affine(linear, -_linear(linear, matrix[..., :3, 3]))


def transform_points(
    target_from_source: Float[np.ndarray, "*#batch 4 4"],
    points: Float[np.ndarray, "*#batch 3"],
) -> Float[np.ndarray, "... 3"]:
    """Return the points [m] in the target space."""
    return _linear(target_from_source[..., :3, :3], points) + target_from_source[..., :3, 3]


def transform_directions(
    target_from_source: Float[np.ndarray, "*#batch 4 4"],
    directions: Float[np.ndarray, "*#batch 3"],
) -> Float[np.ndarray, "... 3"]:
    """Return the directions in the target space, stretched as the space is."""
    return _linear(target_from_source[..., :3, :3], directions)


def transform_normals(
    target_from_source: Float[np.ndarray, "*#batch 4 4"],
    normals: Float[np.ndarray, "*#batch 3"],
) -> Float[np.ndarray, "... 3"]:
    """Return unit surface normals in the target space (inverse transpose).

    A mirrored matrix keeps normals pointing out of the surface.
    """
    cofactors = _cofactors(target_from_source[..., :3, :3])
    determinant = np.sum(target_from_source[..., 0, :3] * cofactors[..., 0, :], axis=-1)
    turned = _linear(cofactors, normals) * np.sign(determinant)[..., None]
    length = np.linalg.norm(turned, axis=-1, keepdims=True)
    if not np.all(length > 0.0):
        raise InputError("a normal vanishes", "give normals and scales other than 0")
    return turned / length


def look_at(
    eye: Float[np.ndarray, "*#batch 3"],
    target: Float[np.ndarray, "*#batch 3"],
    *,
    up: Float[np.ndarray, "*#batch 3"] | None = None,
) -> Float[np.ndarray, "... 4 4"]:
    """Return `world_from_camera` of a camera at `eye` that looks at `target` [m].

    Raises:
        InputError: Eye and target coincide, or the camera looks along `up` (+Y if not given).
    """
    sky = np.array([0.0, 1.0, 0.0]) if up is None else up
    return compose(eye, quaternions.look_rotation(target - eye, sky))


def camera_from_world_cv(
    world_from_camera: Float[np.ndarray, "*batch 4 4"],
) -> Float[np.ndarray, "*batch 4 4"]:
    """Return the extrinsics that OpenCV and COLMAP expect, of a rigid camera pose in our axes.

    The one place where camera axes change.
    """
    return multiply(CV_FROM_GL, inverse_rigid(world_from_camera))


def _linear(
    matrix: Float[np.ndarray, "*#batch 3 3"], vector: Float[np.ndarray, "*#batch 3"]
) -> Float[np.ndarray, "... 3"]:
    return (
        matrix[..., :, 0] * vector[..., 0:1]
        + matrix[..., :, 1] * vector[..., 1:2]
        + matrix[..., :, 2] * vector[..., 2:3]
    )


def _affine(
    linear: Float[np.ndarray, "*batch 3 3"], position: Float[np.ndarray, "*batch 3"]
) -> Float[np.ndarray, "*batch 4 4"]:
    matrix = np.zeros((*linear.shape[:-2], 4, 4))
    matrix[..., :3, :3] = linear
    matrix[..., :3, 3] = position
    matrix[..., 3, 3] = 1.0
    return matrix


def _cofactors(linear: Float[np.ndarray, "*batch 3 3"]) -> Float[np.ndarray, "*batch 3 3"]:
    x, y, z = linear[..., 0, :], linear[..., 1, :], linear[..., 2, :]
    return np.stack([np.cross(y, z), np.cross(z, x), np.cross(x, y)], axis=-2)
