"""Small affine matrices in plain elementwise numpy: no BLAS, so the same bytes everywhere."""

import numpy as np
from jaxtyping import Float64

__all__ = ["compose", "determinants", "inverses", "spectral_bounds"]


def compose(
    left: Float64[np.ndarray, "*a 3 4"], right: Float64[np.ndarray, "*b 3 4"]
) -> Float64[np.ndarray, "*c 3 4"]:
    """Return left @ right, both with an implied last row 0, 0, 0, 1."""
    product = (
        left[..., :, 0:1] * right[..., 0:1, :]
        + left[..., :, 1:2] * right[..., 1:2, :]
        + left[..., :, 2:3] * right[..., 2:3, :]
    )
    product[..., 3] += left[..., 3]
    return np.ascontiguousarray(product)


def inverses(matrices: Float64[np.ndarray, "*n 3 4"]) -> Float64[np.ndarray, "*n 3 4"]:
    """Return affine inverses; a singular matrix gives zeros (nothing of it can be seen)."""
    linear = matrices[..., :3]
    a, b, c = linear[..., 0, :], linear[..., 1, :], linear[..., 2, :]
    columns = np.stack([np.cross(b, c), np.cross(c, a), np.cross(a, b)], axis=-1)
    det = (a * np.cross(b, c)).sum(-1)
    safe = np.where(det == 0.0, 1.0, det)
    scale = np.where(det == 0.0, 0.0, 1.0 / safe)
    inverse = np.empty(matrices.shape)
    inverse[..., :3] = columns * scale[..., None, None]
    inverse[..., 3] = -(inverse[..., :3] * matrices[..., None, :, 3]).sum(-1)
    return inverse


def determinants(matrices: Float64[np.ndarray, "n 3 4"]) -> Float64[np.ndarray, " n"]:
    """Return the determinants of the linear parts."""
    return (matrices[:, 0, :3] * np.cross(matrices[:, 1, :3], matrices[:, 2, :3])).sum(-1)


def spectral_bounds(matrices: Float64[np.ndarray, "n 3 4"]) -> Float64[np.ndarray, " n"]:
    """Return upper bounds of how far the linear parts stretch; exact without shear."""
    linear = matrices[:, :, :3]
    gram = (linear[:, :, :, None] * linear[:, :, None, :]).sum(1)
    return np.sqrt(np.abs(gram).sum(-1).max(-1, initial=0.0))
