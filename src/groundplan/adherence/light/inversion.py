"""Are tones the wrong way round, as in a photographic negative?

| Id | Formula | Unit |
|---|---|---|
| `light.inverted/1` | max(0, -max(r, q)), r: correlation of the luma of cells of 8 px that keep still, clip and plan; q: the same after each instance's own mean is taken off both; median over frames | 1 |

A look maps tones, and a model paints a wall as it likes: r alone may be anything where few things
are large. Shading and shadow within things (q) go with the plan's, or with nothing, as long as the
picture is no negative. Over the built-in looks max(r, q) is -0.16 at least, of negatives of them
-0.98 (film) to -0.3 (pencil): a negative of lines on paper is not told.
"""  # noqa: E501 (a table)

from typing import Final

import numpy as np
from jaxtyping import Float32, Float64, Int64, UInt8

from groundplan.adherence.clip.aligned import AlignedClip
from groundplan.adherence.light.drift import LIGHT_OBSERVER
from groundplan.adherence.measurement import Measurement
from groundplan.adherence.picture.kernels import luma_of
from groundplan.adherence.picture.series import SeriesKind, measured, median
from groundplan.adherence.plan_view import PlanView

__all__ = ["inversion"]

_INVERTED: Final = SeriesKind(
    definition="light.inverted/1", unit="1", observer=LIGHT_OBSERVER, value=median
)
_CELL: Final = 8
_WHOLE: Final = 0.99
"""Share of a cell that has to keep still."""
_LEAST_CELLS: Final = 50
_LEAST_SPREAD: Final = 3.0
"""Standard deviation of luma, 0..255, in which there are tones (our engineering choices)."""
_NOTHING: Final = 1e-9
_FEW: Final = "too little stands still, or it has too few tones"


def inversion(plan: PlanView, clip: AlignedClip) -> Measurement:
    """Return how far the clip's tones run against the plan's."""
    series = np.full(plan.frame_count, np.nan)
    for frame in np.flatnonzero(clip.source >= 0).tolist():
        series[frame] = _against(plan, clip, frame)
    share = float(np.isfinite(series).mean())
    return measured(_INVERTED, series, confidence=share, reason=_FEW)


def _against(plan: PlanView, clip: AlignedClip, frame: int) -> float:
    """Return max(0, -max(r, q)) of a frame; NaN: nobody can tell."""
    still = _cells(plan.static(frame).astype(np.float32)) > _WHOLE
    if int(still.sum()) < _LEAST_CELLS:
        return float("nan")
    ids = plan.instance[frame][_CELL // 2 :: _CELL, _CELL // 2 :: _CELL]
    whose = np.unique(ids[: still.shape[0], : still.shape[1]][still], return_inverse=True)[1]
    own, other = _tones(plan.beauty[frame])[still], _tones(clip.frames[frame])[still]
    if min(float(own.std()), float(other.std())) < _LEAST_SPREAD:
        return float("nan")
    whole = _correlation(own, other)
    within = _correlation(_in_things(own, whose), _in_things(other, whose))
    return max(0.0, -max(whole, within))


def _tones(picture: UInt8[np.ndarray, "height width 3"]) -> Float64[np.ndarray, "row column"]:
    luma = np.empty(picture.shape[:2], np.float32)
    luma_of(picture, luma)
    return _cells(luma)


def _cells(values: Float32[np.ndarray, "height width"]) -> Float64[np.ndarray, "row column"]:
    """Return the mean of every whole cell."""
    rows, columns = (side // _CELL for side in values.shape)
    whole = values[: rows * _CELL, : columns * _CELL].astype(np.float64)
    return whole.reshape(rows, _CELL, columns, _CELL).mean(axis=(1, 3))


def _in_things(
    tones: Float64[np.ndarray, " cell"], whose: Int64[np.ndarray, " cell"]
) -> Float64[np.ndarray, " cell"]:
    """Return tones minus the mean of the instance that each is of."""
    means = np.bincount(whose, tones) / np.bincount(whose)
    return tones - means[whose]


def _correlation(one: Float64[np.ndarray, " n"], other: Float64[np.ndarray, " n"]) -> float:
    """Return Pearson's correlation; 0 where one of them is flat."""
    one, other = one - one.mean(), other - other.mean()
    size = float(np.sqrt(np.sum(one * one) * np.sum(other * other)))
    return float(np.sum(one * other)) / size if size > _NOTHING else 0.0
