"""Flicker: light and texture that change where the plan's do not.

| Id | Formula | Unit |
|---|---|---|
| `flicker.warp/1` | E = mean abs(I_t - warp(I_t+1, F)) of luma outside occlusion and borders, F the plan's flow; sqrt(max(E^2 - B^2, 0)) with B the same of the previz; mean over pairs, in the series at t+1 | 0-255 |
| `flicker.luma/2` | abs(m_t+1 - m_t); m_t = mean of (warp(I_t, F) - I_t-1), the same pixels, minus the same of the previz: a second difference of brightness along the motion; mean, in the series at t | 0-255 |

A picture that is 1 px off reads like 2.2 % of flicker in the first: where the caller knows that, there
is no value. The second hardly minds, and does not see texture that boils. Version 1 of it, of the mean
of whole frames, takes what enters and leaves the picture for light (0.3 to 0.9 on clean footage with a
moving camera, against 0.1 to 0.2).
"""  # noqa: E501 (a table)

from typing import Final

import numpy as np
from jaxtyping import Float64

from groundplan.adherence.measurement import Measurement
from groundplan.adherence.picture.pairs import PictureFacts
from groundplan.adherence.picture.series import SeriesKind, mean, measured

__all__ = ["flicker"]

_WARP: Final = SeriesKind(
    definition="flicker.warp/1", unit="0-255", observer="plan-flow/1", value=mean
)
_LUMA: Final = SeriesKind(
    definition="flicker.luma/2", unit="0-255", observer="plan-flow/1", value=mean
)
_MOST_OFF_PX: Final = 1.0


def flicker(
    facts: PictureFacts, *, residual_px: Float64[np.ndarray, " frame"] | None = None
) -> tuple[Measurement, Measurement]:
    """Return both; `residual_px` is how far the clip's geometry is off, NaN where unknown."""
    frames = len(facts.seen)
    excess = np.sqrt(np.maximum(facts.clip.along**2 - facts.plan.along**2, 0.0))
    excess = np.where(facts.fresh, excess, np.nan)
    reason = "next to nothing stays in sight from frame to frame"
    if residual_px is not None:
        # A residual that nobody could measure is no sign of right geometry.
        right = residual_px <= _MOST_OFF_PX
        if len(excess) and not (right[1:] & right[:-1]).any():
            reason = f"geometry is off by more than {_MOST_OFF_PX:g} px, or unknown, everywhere"
        excess = np.where(right[1:] & right[:-1], excess, np.nan)
    brighter = np.where(facts.fresh, facts.clip.brighter - facts.plan.brighter, np.nan)
    warp, luma = np.full(frames, np.nan), np.full(frames, np.nan)
    warp[1:] = excess
    luma[1:-1] = np.abs(np.diff(brighter))
    return (
        measured(_WARP, warp, confidence=_share(excess), reason=reason),
        measured(_LUMA, luma, confidence=_share(luma[1:-1]), reason="too few frames in a row"),
    )


def _share(values: Float64[np.ndarray, " n"]) -> float:
    return float(np.isfinite(values).mean()) if len(values) else 0.0
