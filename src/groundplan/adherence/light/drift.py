"""Drift of exposure, colour temperature and contrast against frame 0, beyond the plan's own.

| Id | Formula | Unit |
|---|---|---|
| `light.exposure_stops/2` | d[t] - d[0], d: drift of log2 luminance in `look_fit`; of an instance: the weighted median of its residuals in place of d, in its own first good frame in place of 0 | stops |
| `light.cct_mired/2` | McCamy mired of white whose red and blue gain what they drift, minus that of white; above 0 is warmer | mired |
| `light.contrast_stops/1` | (s[t] - s[0]) * range; s: slope of a frame's residuals over the luminance that is expected, range: of expected luminance from its 10 % darkest to its 10 % brightest cells | stops |

They are version 2 because version 1, the plain difference of two drifts, takes every look that maps
colours for a drift, and because the temperature of a red coat's mean colour means nothing.
"""  # noqa: E501 (a table)

from collections.abc import Iterator
from typing import Final

import numpy as np
from jaxtyping import Float64

from groundplan.adherence.light.look_fit import LookFit, weighted_median
from groundplan.adherence.light.tones import ToneBands, ToneRows
from groundplan.adherence.light.white import WHITE_MIRED, mired_of_gains
from groundplan.adherence.measurement import Measurement
from groundplan.adherence.picture.series import SeriesKind, largest, measured, unseen

__all__ = ["LIGHT_OBSERVER", "instance_drifts", "picture_drifts"]

LIGHT_OBSERVER: Final = "tone-bands/1"
_EXPOSURE: Final = SeriesKind(
    definition="light.exposure_stops/2", unit="stops", observer=LIGHT_OBSERVER, value=largest
)
_MIRED: Final = SeriesKind(
    definition="light.cct_mired/2", unit="mired", observer=LIGHT_OBSERVER, value=largest
)
_CONTRAST: Final = SeriesKind(
    definition="light.contrast_stops/1", unit="stops", observer=LIGHT_OBSERVER, value=largest
)
_DARK: Final = "no part of the picture is well exposed in both plan and clip"
_LITTLE: Final = "less than a tenth of the picture is well exposed in both, and its colours jump"
_FEW_TONES: Final = "the picture holds too few tones to tell contrast from exposure"
_LEAST_RANGE: Final = 0.5
"""Stops between dark and bright below which contrast means nothing (our engineering choice)."""
_LEAST_TELLING: Final = 0.1
"""Share of the picture that has to be in cells: a look's bands of colour drift by 78 mired below
(the self-test's `posterised`)."""
_LEAST_STEADY: Final = 6
"""Frames that a drift in so little of a picture has to be followed through, and ..."""
_MOST_STEP: Final = 1.0 / 3.0
"""... the largest share of it that may come at once."""
_MOST_COLOURED: Final = 0.8
"""Saturation above which a surface does not show the light's colour (our engineering choice)."""
_LEAST_SHARE: Final = 0.01
"""Of the picture, below which an instance is too noisy (our engineering choice)."""
_MOST_GROWN: Final = 2.0
"""Times in area by which an instance may grow or shrink: beyond, other parts of it are seen."""


def picture_drifts(fit: LookFit) -> tuple[Measurement, ...]:
    """Return drift of exposure, colour temperature and contrast of the picture."""
    drift = _since_first(fit.drift)
    known = np.isfinite(drift[:, 0])
    confidence = float(fit.share[known].mean()) if known.any() else 0.0
    mired = _mired(drift)
    return (
        measured(_EXPOSURE, drift[:, 0], confidence=confidence, reason=_DARK),
        measured(_MIRED, mired, confidence=confidence, reason=_DARK)
        if confidence >= _LEAST_TELLING or _steady(mired)
        else unseen(_MIRED, reason=_LITTLE),
        _contrast(fit, confidence=confidence),
    )


def instance_drifts(fit: LookFit, *, clip: ToneBands, rows: ToneRows) -> Iterator[Measurement]:
    """Yield drift of exposure and colour temperature of every instance that shows enough."""
    for row, one in enumerate(rows.instances, start=1):
        residual = _row_residuals(fit, row)
        size = clip.pixel_count[:, row] / np.maximum(clip.pixel_count.sum(axis=1), 1.0)
        seen = np.isfinite(residual[:, 0]) & (size >= _LEAST_SHARE)
        if not seen.any():
            reason = f"{one.name} is too small (below 1 %), too dark or burnt out in every frame"
            yield unseen(_EXPOSURE, reason=reason, subject=one.entity)
            yield unseen(_MIRED, reason=reason, subject=one.entity)
            continue
        area = np.where(seen, size, 0.0)
        first = int(np.argmax(area >= area.max() / _MOST_GROWN))
        alike = (area >= area[first] / _MOST_GROWN) & (area <= area[first] * _MOST_GROWN)
        drift = np.where(alike[:, None], residual - residual[first], np.nan)
        share = float(alike.sum() / seen.sum())
        yield measured(_EXPOSURE, drift[:, 0], confidence=share, subject=one.entity)
        inside = fit.row == row
        if weighted_median(fit.saturation[inside], fit.weight[inside]) > _MOST_COLOURED:
            reason = f"{one.name} is too strongly coloured to show the light's colour"
            yield unseen(_MIRED, reason=reason, subject=one.entity)
        else:
            yield measured(_MIRED, _mired(drift), confidence=share, subject=one.entity)


def _steady(series: Float64[np.ndarray, " frame"]) -> bool:
    """Tell whether a drift comes about step by step: what few cells show by chance jumps."""
    if len(series) < _LEAST_STEADY or not np.isfinite(series).all():
        return False
    return float(np.abs(np.diff(series)).max()) <= _MOST_STEP * float(np.ptp(series))


def _contrast(fit: LookFit, *, confidence: float) -> Measurement:
    """Return drift of contrast."""
    slopes = np.full(len(fit.drift), np.nan)
    span = float(np.subtract(*np.quantile(fit.expected, (0.9, 0.1)))) if len(fit.expected) else 0.0
    if span < _LEAST_RANGE:
        return unseen(_CONTRAST, reason=_FEW_TONES)
    for frame in np.unique(fit.frame).tolist():
        inside = fit.frame == frame
        weight = fit.weight[inside]
        across = fit.expected[inside] - np.average(fit.expected[inside], weights=weight)
        spread = float(np.sum(weight * across * across) / weight.sum())
        if spread > (0.1 * span) ** 2:
            slopes[frame] = np.sum(weight * across * fit.residual[inside, 0]) / (
                spread * weight.sum()
            )
    series = _since_first(slopes[:, None])[:, 0] * span
    return measured(_CONTRAST, series, confidence=confidence, reason=_FEW_TONES)


def _row_residuals(fit: LookFit, row: int) -> Float64[np.ndarray, "frame 3"]:
    """Return the median residual of an instance in every frame; NaN where it is not seen."""
    found = np.full(fit.drift.shape, np.nan)
    inside = fit.row == row
    frames, residual, weight = fit.frame[inside], fit.residual[inside], fit.weight[inside]
    starts = np.searchsorted(frames, np.arange(len(found) + 1))
    for frame in np.unique(frames).tolist():
        part = slice(starts[frame], starts[frame + 1])
        found[frame] = [weighted_median(residual[part, k], weight[part]) for k in range(3)]
    return found


def _since_first(values: Float64[np.ndarray, "frame n"]) -> Float64[np.ndarray, "frame n"]:
    """Return values minus those of the first frame that has any."""
    known = np.flatnonzero(np.isfinite(values[:, 0]))
    return values - values[known[0]] if len(known) else values


def _mired(drift: Float64[np.ndarray, "frame 3"]) -> Float64[np.ndarray, " frame"]:
    """Return how much warmer white looks."""
    return mired_of_gains(drift[:, 1], drift[:, 2]) - WHITE_MIRED
