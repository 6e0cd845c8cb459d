"""A measurement from a value per frame, or the reason why there is none."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from jaxtyping import Float64

from groundplan.adherence.measurement import Measurement

__all__ = ["SeriesKind", "largest", "mean", "measured", "median", "unseen"]

_DIGITS: Final = 6
"""Decimals that are kept: more is noise of the last bits, and would differ between machines."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesKind:
    """A definition, and how a series of it becomes one value."""

    definition: str
    unit: str
    observer: str
    value: Callable[[Float64[np.ndarray, " n"]], float]
    """Of the frames that have one."""


def largest(values: Float64[np.ndarray, " n"]) -> float:
    """Return the largest size."""
    return float(np.abs(values).max())


def mean(values: Float64[np.ndarray, " n"]) -> float:
    """Return the mean."""
    return float(values.mean())


def median(values: Float64[np.ndarray, " n"]) -> float:
    """Return the median."""
    return float(np.median(values))


def measured(
    kind: SeriesKind,
    series: Float64[np.ndarray, " frame"],
    *,
    confidence: float,
    subject: str = "",
    reason: str = "",
) -> Measurement:
    """Return a measurement; NaN: no value there. `reason` is said where there is none at all."""
    known = series[np.isfinite(series)]
    if not len(known):
        return unseen(kind, reason=reason, subject=subject)
    return Measurement(
        definition=kind.definition,
        value=round(kind.value(known), _DIGITS),
        unit=kind.unit,
        sample_count=len(known),
        confidence=round(min(max(confidence, 0.0), 1.0), _DIGITS),
        observer=kind.observer,
        subject=subject,
        series=_rounded(series.tolist()),
    )


def unseen(kind: SeriesKind, *, reason: str, subject: str = "") -> Measurement:
    """Return a measurement of what is not observable."""
    return Measurement(
        definition=kind.definition,
        value=None,
        unit=kind.unit,
        sample_count=0,
        confidence=0.0,
        observer=kind.observer,
        subject=subject,
        reason=reason,
    )


def _rounded(values: Sequence[float]) -> tuple[float | None, ...]:
    return tuple(round(value, _DIGITS) if np.isfinite(value) else None for value in values)
