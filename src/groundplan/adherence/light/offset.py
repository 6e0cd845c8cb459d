"""Exposure and colour temperature of the clip against the plan itself, where the look keeps them.

| Id | Formula | Unit |
|---|---|---|
| `light.exposure_offset_stops/1` | weighted median over cells of log2 luminance, clip minus plan; of each frame in the series | stops |
| `light.cct_kelvin/1` | 1e6 / McCamy mired of white whose red and blue gain the weighted medians of the same differences; 6505 K: the clip is as warm as the plan, whose white is D65 | K |

A look with tones or colours of its own has an offset that says nothing about the light. So: not
observable unless the clip's tones (or red and blue against green) follow the plan's within frames,
with a correlation of 0.9 or more and a slope of 0.8 to 1.25.
"""  # noqa: E501 (a table)

from typing import Final

import numpy as np
from jaxtyping import Float64

from groundplan.adherence.light.drift import LIGHT_OBSERVER
from groundplan.adherence.light.look_fit import Likeness, LookFit, weighted_median
from groundplan.adherence.light.white import mired_of_gains
from groundplan.adherence.measurement import Measurement
from groundplan.adherence.picture.series import SeriesKind, measured, median, unseen

__all__ = ["offsets"]

_EXPOSURE: Final = SeriesKind(
    definition="light.exposure_offset_stops/1",
    unit="stops",
    observer=LIGHT_OBSERVER,
    value=median,
)
_KELVIN: Final = SeriesKind(
    definition="light.cct_kelvin/1", unit="K", observer=LIGHT_OBSERVER, value=median
)


def offsets(fit: LookFit) -> tuple[Measurement, ...]:
    """Return exposure and colour temperature against the plan."""
    tone, red, blue = fit.likeness
    return (_exposure(fit, tone), _kelvin(fit, red, blue))


def _exposure(fit: LookFit, tone: Likeness) -> Measurement:
    if not tone.kept:
        return unseen(_EXPOSURE, reason=tone.says("tones"))
    return measured(_EXPOSURE, _medians(fit)[:, 0], confidence=tone.correlation)


def _kelvin(fit: LookFit, red: Likeness, blue: Likeness) -> Measurement:
    for name, likeness in (("reds", red), ("blues", blue)):
        if not likeness.kept:
            return unseen(_KELVIN, reason=likeness.says(name))
    gains = _medians(fit)
    series = 1e6 / mired_of_gains(gains[:, 1], gains[:, 2])
    return measured(_KELVIN, series, confidence=min(red.correlation, blue.correlation))


def _medians(fit: LookFit) -> Float64[np.ndarray, "frame 3"]:
    """Return the median difference of each frame; NaN where nothing is seen."""
    found = np.full(fit.drift.shape, np.nan)
    starts = np.searchsorted(fit.frame, np.arange(len(found) + 1))
    for frame in np.unique(fit.frame).tolist():
        part = slice(starts[frame], starts[frame + 1])
        weight = fit.weight[part]
        found[frame] = [weighted_median(fit.raw[part, k], weight) for k in range(3)]
    return found
