"""Patches of a thing become its place and size: robust, so that limbs may differ."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from jaxtyping import Float64

from groundplan.adherence.patches import Matches

__all__ = ["Similarity", "fit_similarity"]

_STEPS: Final = 10
_TUKEY: Final = 4.685
_MAD: Final = 1.4826
"""See `camera.solving`."""
_LEAST_SPREAD_PX: Final = 0.2
_FIT: Final = 0.3
_SCALE_PATCHES: Final = 12
"""Fewer patches tell a place, and no size."""
_LARGEST_STEP: Final = 0.25


@dataclass(frozen=True, slots=True, kw_only=True)
class Similarity:
    """Offset and scale about a centre."""

    offset_px: Float64[np.ndarray, " 2"]
    scale: float
    spread_px: float


def fit_similarity(
    away_px: Float64[np.ndarray, "patch 2"],
    matches: Matches,
    start: Similarity,
    *,
    spread: Float64[np.ndarray, "2 2"],
) -> Similarity:
    """Return offset and scale at which most patches agree.

    `away_px`: centres of the patches from the thing's own, in the plan. `spread`: clip pixels per
    plan pixel. Patches count for less along an edge than across it.

    Source:
        Iterated least squares with Tukey's biweight, as in `camera.solving`.
    """
    good = (matches.correlation > _FIT) & ~matches.on_border
    if np.count_nonzero(good) < 4:
        return start
    lever = np.einsum("ij,nj->ni", spread, away_px[good])
    wanted = matches.shift_px[good]
    strengths, axes = np.linalg.eigh(matches.tensor[good])
    share = np.sqrt(np.clip(strengths / np.maximum(strengths[:, 1:], 1e-12), 0.0, 1.0))
    trust = np.sqrt(np.clip(matches.correlation[good], 0.0, 1.0))
    whitening = np.einsum("n,nik,nk,njk->nij", trust, axes, share, axes)
    rows = np.zeros((len(wanted), 2, 3))
    rows[:, 0, 0] = rows[:, 1, 1] = 1.0
    rows[:, :, 2] = lever if len(wanted) >= _SCALE_PATCHES else 0.0
    rows = np.einsum("nij,njk->nik", whitening, rows)
    aims = np.einsum("nij,nj->ni", whitening, wanted)
    found, noise = np.zeros(3), 0.0
    for _ in range(_STEPS):
        off = np.einsum("nij,j->ni", rows, found) - aims
        lengths = np.sqrt(np.einsum("ni,ni->n", off, off))
        noise = max(_MAD * float(np.median(lengths)), _LEAST_SPREAD_PX)
        weights = (1.0 - np.minimum(lengths / (_TUKEY * noise), 1.0) ** 2) ** 2
        normal = np.einsum("n,nki,nkj->ij", weights, rows, rows)
        slope = np.einsum("n,nki,nk->i", weights, rows, aims)
        held = np.diag([1e-6, 1e-6, 1e-6 + 1e-3 * normal[2, 2]])
        found[:] = np.linalg.solve(normal + held, slope)
    grown = float(np.clip(found[2], -_LARGEST_STEP, _LARGEST_STEP))
    return Similarity(
        offset_px=start.offset_px + found[:2], scale=start.scale * (1.0 + grown), spread_px=noise
    )
