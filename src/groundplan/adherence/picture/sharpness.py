"""How sharp the clip is beside the plan.

| Id | Formula | Unit |
|---|---|---|
| `picture.sharpness/1` | S of the clip / S of the previz, S = sqrt(sum of squared luma differences over 2 px / over 8 px, both ways); median over frames | 1 |

S does not depend on contrast. Below 1: softer than the previz; above 1: with finer grain.
"""  # noqa: E501 (a table)

from typing import Final

import numpy as np

from groundplan.adherence.measurement import Measurement
from groundplan.adherence.picture.pairs import PictureFacts
from groundplan.adherence.picture.series import SeriesKind, measured, median

__all__ = ["sharpness"]

_SHARPNESS: Final = SeriesKind(
    definition="picture.sharpness/1", unit="1", observer="edge-energy/1", value=median
)


def sharpness(facts: PictureFacts) -> Measurement:
    """Return the clip's sharpness."""
    share = float(np.isfinite(facts.sharpness).mean())
    return measured(
        _SHARPNESS, facts.sharpness, confidence=share, reason="the picture is flat or missing"
    )
