"""A camera from places where it shows known points: robust least squares, focal length too."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from jaxtyping import Float64

from groundplan.adherence.camera.pose import CameraShift, moved, projected
from groundplan.geometry.quaternions import from_matrix, to_rotation_vector
from groundplan.geometry.transforms import transform_points

__all__ = [
    "ALL", "LARGEST_LOSS", "NO_PRIOR", "TOGETHER", "PoseFit", "Prior", "Sightings", "fit_pose",
    "misfit",
]  # fmt: skip

ALL: Final = (0, 1, 2, 3, 4, 5, 6)
TOGETHER: Final = 3.0
"""Patches err together where a look shifts its edges: so many times larger are deviations than
independent patches would make them (by the self-test, see `docs/protocol.md`)."""
_FRAMED: Final = (0, 1, 2, 6)
"""Rotation and focal ratio."""
_STEPS: Final = 12
_DONE: Final = 1e-7
_LEAST_SPREAD_PX: Final = 0.15
"""Residuals are never taken for better than this: matches are not."""
_TUKEY: Final = 4.685
"""Tukey's biweight at 95 % efficiency (Huber, Robust Statistics, 1981)."""
LARGEST_LOSS: Final = _TUKEY**2 / 3.0
"""Of one sighting: what `misfit` counts for one that is quite wrong."""
_MAD: Final = 1.4826
"""Median absolute deviation to standard deviation of a normal distribution."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sightings:
    """Known points and where the clip shows them; rows are points."""

    points: Float64[np.ndarray, "point 3"]
    """In the plan camera's axes [m]."""
    seen_px: Float64[np.ndarray, "point 2"]
    """Pixel centres at +0.5."""
    whitening: Float64[np.ndarray, "point 2 2"]
    """What a residual counts for: less along an edge than across it; eigenvalues 0..1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prior:
    """How strongly a fit is held to no shift at all: inverse standard deviations."""

    turn: float = 0.0
    """[1/rad]"""
    travel: float = 0.0
    """[1/m]"""
    zoom: float = 0.0
    """[1/1], of the logarithm of the focal ratio."""


NO_PRIOR: Final = Prior()


@dataclass(frozen=True, slots=True, kw_only=True)
class PoseFit:
    """The shift that explains most sightings."""

    shift: CameraShift
    weights: Float64[np.ndarray, " point"]
    """0: taken for wrong."""
    spread_px: float
    """Robust standard deviation of the residuals."""
    sigma: Float64[np.ndarray, " 7"]
    """Of rotation [rad], translation [m] and log focal ratio; `inf`: not determined."""
    framing_sigma: float
    """Of the log focal ratio where nothing travels: how well the picture's scale is known."""


def fit_pose(
    sightings: Sightings,
    start: CameraShift,
    *,
    intrinsics_px: Float64[np.ndarray, "3 3"],
    prior: Prior = NO_PRIOR,
    free: Sequence[int] = ALL,
) -> PoseFit:
    """Return the shift at which the robust sum of squares is least, near `start`.

    `free`: which of the seven may change, rotation (0 to 2), translation (3 to 5), focal ratio (6).

    Source:
        Gauss-Newton on SE(3) x log focal with left perturbations; weights by Tukey's biweight of
        the whitened residual over its median absolute deviation.
    """
    shift = start
    strength = np.repeat([prior.turn, prior.travel, prior.zoom], [3, 3, 1]) ** 2
    chosen = np.array(free, dtype=np.int64)
    weights, spread = np.zeros(len(sightings.points)), 0.0
    normal = np.zeros((7, 7))
    for _ in range(_STEPS):
        rows, residuals = _linearised(sightings, shift, intrinsics_px)
        lengths = np.sqrt(np.einsum("ni,ni->n", residuals, residuals))
        spread = max(_MAD * float(np.median(lengths)), _LEAST_SPREAD_PX)
        relative = np.minimum(lengths / (_TUKEY * spread), 1.0)
        weights = (1.0 - relative**2) ** 2
        normal = np.einsum("n,nki,nkj->ij", weights, rows, rows)
        slope = np.einsum("n,nki,nk->i", weights, rows, residuals)
        held = spread**2 * strength
        # A trace of damping: what nothing determines stays where it is.
        damped = normal + np.diag(held + 1e-9 * np.diagonal(normal) + 1e-12)
        pull = slope + held * _coordinates(shift)
        step = np.zeros(7)
        if len(chosen):
            step[chosen] = -np.linalg.solve(damped[np.ix_(chosen, chosen)], pull[chosen])
        shift = moved(shift, np.clip(step, -0.5, 0.5))
        if float(np.abs(step).max()) < _DONE:
            break
    return PoseFit(
        shift=shift,
        weights=weights,
        spread_px=spread,
        sigma=_sigma(normal, spread),
        framing_sigma=float(_sigma(normal[np.ix_(_FRAMED, _FRAMED)], spread)[3]),
    )


def misfit(
    sightings: Sightings,
    shift: CameraShift,
    *,
    intrinsics_px: Float64[np.ndarray, "3 3"],
    spread_px: float,
) -> float:
    """Return the robust sum of squares of a shift, in units of the spread's square.

    Source:
        Tukey's biweight loss, c^2/3 (1 - (1 - (r/c)^2)^3), which is r^2 for small r.
    """
    off = projected(sightings.points, shift, intrinsics_px) - sightings.seen_px
    whitened = np.einsum("nij,nj->ni", sightings.whitening, off)
    squares = np.einsum("ni,ni->n", whitened, whitened) / spread_px**2
    relative = np.minimum(squares / _TUKEY**2, 1.0)
    return float(np.sum(LARGEST_LOSS * (1.0 - (1.0 - relative) ** 3)))


def _linearised(
    sightings: Sightings, shift: CameraShift, intrinsics_px: Float64[np.ndarray, "3 3"]
) -> tuple[Float64[np.ndarray, "point 2 7"], Float64[np.ndarray, "point 2"]]:
    x, y, z = transform_points(shift.clip_from_plan, sightings.points).T
    z = np.maximum(z, 1e-3)
    across, down = (shift.focal * intrinsics_px[i, i] for i in range(2))
    rows = np.zeros((len(x), 2, 7))
    u, v = x / z, y / z
    rows[:, 0, :3] = across * np.stack([-u * v, 1.0 + u * u, -v], axis=1)
    rows[:, 1, :3] = down * np.stack([-1.0 - v * v, u * v, u], axis=1)
    rows[:, 0, 3], rows[:, 0, 5] = across / z, -across * u / z
    rows[:, 1, 4], rows[:, 1, 5] = down / z, -down * v / z
    rows[:, 0, 6], rows[:, 1, 6] = across * u, down * v
    off = projected(sightings.points, shift, intrinsics_px) - sightings.seen_px
    whitening = sightings.whitening
    return (
        np.einsum("nij,njk->nik", whitening, rows),
        np.einsum("nij,nj->ni", whitening, off),
    )


def _coordinates(shift: CameraShift) -> Float64[np.ndarray, " 7"]:
    turn = to_rotation_vector(from_matrix(shift.clip_from_plan[:3, :3]))
    return np.array([*turn, *shift.clip_from_plan[:3, 3], np.log(shift.focal)])


def _sigma(normal: Float64[np.ndarray, "part part"], spread: float) -> Float64[np.ndarray, " part"]:
    """Return standard deviations of the parts of a normal matrix; `inf`: not determined."""
    scale = np.sqrt(np.maximum(np.diagonal(normal), 1e-30))
    values, axes = np.linalg.eigh(normal / np.outer(scale, scale))
    if values[0] < 1e-9:
        return np.full(len(scale), np.inf)
    variance = np.einsum("ij,j,ij->i", axes, 1.0 / values, axes)
    return TOGETHER * spread * np.sqrt(variance) / scale
