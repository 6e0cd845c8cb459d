"""Brown-Conrady lens distortion on normalised image points in OpenCV axes (x right, y down).

Source:
    Brown, "Decentering Distortion of Lenses", Photogrammetric Engineering, 1966; the sign and
    order of the coefficients are those of OpenCV's camera calibration documentation.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from jaxtyping import Float

from groundplan.errors import InputError

__all__ = ["NO_DISTORTION", "Distortion", "distort", "undistort"]

_TOLERANCE: Final = 1e-12
_STEPS: Final = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Distortion:
    """Radial k1, k2, k3 and tangential p1, p2; all 0 is a perfect lens, k1 below 0 a barrel."""

    k1: float = 0.0
    k2: float = 0.0
    k3: float = 0.0
    p1: float = 0.0
    p2: float = 0.0

    @property
    def opencv(self) -> tuple[float, float, float, float, float]:
        """Return k1, k2, p1, p2, k3: the order of OpenCV."""
        return (self.k1, self.k2, self.p1, self.p2, self.k3)


NO_DISTORTION: Final = Distortion()
"""A perfect lens."""


def distort(
    points_cv: Float[np.ndarray, "*batch 2"], lens: Distortion
) -> Float[np.ndarray, "*batch 2"]:
    """Return where the lens puts ideal points (x/z, y/z, no unit)."""
    x, y = points_cv[..., 0], points_cv[..., 1]
    r2 = x * x + y * y
    radial = 1.0 + r2 * (lens.k1 + r2 * (lens.k2 + r2 * lens.k3))
    return np.stack(
        [
            x * radial + 2.0 * lens.p1 * x * y + lens.p2 * (r2 + 2.0 * x * x),
            y * radial + lens.p1 * (r2 + 2.0 * y * y) + 2.0 * lens.p2 * x * y,
        ],
        axis=-1,
    )


def undistort(
    points_cv: Float[np.ndarray, "*batch 2"], lens: Distortion
) -> Float[np.ndarray, "*batch 2"]:
    """Return the ideal points that the lens puts at `points_cv`.

    Newton's method from the distorted point, until the residual is below 1e-12, at most 50 steps.
    A point that has converged rests, so that its answer does not depend on the others. NaN stays
    NaN.

    Raises:
        InputError: It does not converge: there the model folds the picture or reaches no point.
    """
    ideal = np.array(points_cv, dtype=np.float64)
    known = ~np.any(np.isnan(ideal), axis=-1)
    for _ in range(_STEPS):
        with np.errstate(over="ignore", invalid="ignore"):
            residual = distort(ideal, lens) - points_cv
            away = known & ~np.all(np.abs(residual) <= _TOLERANCE, axis=-1)
            if not np.any(away):
                return ideal
            step = _solve(_jacobian(ideal, lens), residual)
        ideal = np.where(away[..., None], ideal - step, ideal)
    raise InputError(
        "the lens distortion cannot be undone everywhere in the picture",
        "give smaller distortion coefficients or a longer lens",
    )


def _jacobian(
    points_cv: Float[np.ndarray, "*batch 2"], lens: Distortion
) -> Float[np.ndarray, "*batch 3"]:
    """Return d(x')/dx, d(x')/dy = d(y')/dx, d(y')/dy: the matrix is symmetric."""
    x, y = points_cv[..., 0], points_cv[..., 1]
    r2 = x * x + y * y
    radial = 1.0 + r2 * (lens.k1 + r2 * (lens.k2 + r2 * lens.k3))
    slope = 2.0 * (lens.k1 + r2 * (2.0 * lens.k2 + r2 * 3.0 * lens.k3))
    return np.stack(
        [
            radial + slope * x * x + 2.0 * lens.p1 * y + 6.0 * lens.p2 * x,
            slope * x * y + 2.0 * lens.p1 * x + 2.0 * lens.p2 * y,
            radial + slope * y * y + 6.0 * lens.p1 * y + 2.0 * lens.p2 * x,
        ],
        axis=-1,
    )


def _solve(
    symmetric: Float[np.ndarray, "*batch 3"], right: Float[np.ndarray, "*batch 2"]
) -> Float[np.ndarray, "*batch 2"]:
    a, b, d = np.moveaxis(symmetric, -1, 0)
    determinant = a * d - b * b
    # A fold has determinant 0: step nowhere, so that the caller reports it.
    inverse = np.where(determinant > 1e-9, 1.0, 0.0) / np.where(
        determinant > 1e-9, determinant, 1.0
    )
    x, y = right[..., 0], right[..., 1]
    return np.stack([(d * x - b * y) * inverse, (a * y - b * x) * inverse], axis=-1)
