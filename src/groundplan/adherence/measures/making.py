"""Measurements from series, with their sample counts."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from jaxtyping import Float64

from groundplan.adherence.definitions import DEFINITIONS
from groundplan.adherence.measurement import Measurement

__all__ = ["Trust", "measured", "unmeasured"]

_DIGITS: Final = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Trust:
    """Who saw it, and how well."""

    observer: str
    confidence: float
    """0..1."""


def measured(
    definition: str,
    value: float,
    *,
    trust: Trust,
    series: Float64[np.ndarray, " frame"] | None = None,
    samples: int | None = None,
    subject: str = "",
) -> Measurement:
    """Return a measurement; NaN of a series are frames without a value."""
    rows = np.array([], dtype=np.float64) if series is None else series
    known = int(np.count_nonzero(np.isfinite(rows)))
    return Measurement(
        definition=definition,
        value=round(value, _DIGITS) + 0.0,
        unit=DEFINITIONS[definition].unit,
        sample_count=known if samples is None else samples,
        confidence=round(min(max(trust.confidence, 0.0), 1.0), 4),
        observer=trust.observer,
        subject=subject,
        series=_rows(rows.tolist()),
    )


def unmeasured(definition: str, reason: str, *, observer: str, subject: str = "") -> Measurement:
    """Return what is not observable, with the reason."""
    return Measurement(
        definition=definition, value=None, unit=DEFINITIONS[definition].unit, sample_count=0,
        confidence=0.0, observer=observer, subject=subject, reason=reason,
    )  # fmt: skip


def _rows(values: Sequence[float]) -> tuple[float | None, ...]:
    return tuple(round(one, _DIGITS) + 0.0 if np.isfinite(one) else None for one in values)
