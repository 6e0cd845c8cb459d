"""Frames that stand still where the plan moves.

| Id | Formula | Unit |
|---|---|---|
| `picture.duplicates/1` | frames that repeat the one before; series: 1 or 0 | frames |
| `picture.frozen/1` | longest run of them without a new one between; series: length of the run so far | frames |
| `picture.stutter_pct/1` | share of such frames among those of which it can be told, 8 or more; series: 100 or 0 | % |

A frame repeats the one before where pixels that should move by 1 px or more change less than half as
much in place as along the plan's flow, and less than a move by a quarter of a pixel would change
them: slower motion than planned is no repeat. Where the plan has too little motion to show, or the
mapping of clocks shows one frame twice, nobody can tell: such a frame counts as new. A clip whose
every frame is held for two repeats half of them and never stands still for long.
"""  # noqa: E501 (a table)

from typing import Final

import numpy as np
from jaxtyping import Float64

from groundplan.adherence.measurement import Measurement
from groundplan.adherence.picture.pairs import PictureFacts
from groundplan.adherence.picture.series import SeriesKind, largest, mean, measured, unseen

__all__ = ["repeats"]

_DUPLICATES: Final = SeriesKind(
    definition="picture.duplicates/1",
    unit="frames",
    observer="plan-flow/1",
    value=lambda values: float(values.sum()),
)
_FROZEN: Final = SeriesKind(
    definition="picture.frozen/1", unit="frames", observer="plan-flow/1", value=largest
)
_STUTTER: Final = SeriesKind(
    definition="picture.stutter_pct/1", unit="%", observer="plan-flow/1", value=mean
)
_STILL: Final = "the plan moves too little, or has too little texture, to tell a repeated frame"
# Our engineering choices, tried on the built-in looks, H.264 at CRF 18 and 32: repeated frames have
# ratios of 0.02 and moves of 0.05 px at most, clean ones 0.96 and 0.87 px at least.
_REPEATED: Final = 0.5
_REPEATED_PX: Final = 0.25
_MOST_CHANGE: Final = 24.0
"""In a hundredth of the picture: where more changes, something moves, though the paper of a drawn
look stands still. Frames held and coded at CRF 32 change by less than 10."""
_LEAST_MOVING: Final = 0.02
_LEAST_CHANGE: Final = 0.5
_PLAN_SHOWS: Final = 1.5
_LEAST_TOLD: Final = 8
"""Frames that a share needs: of fewer, two may repeat by chance."""


def repeats(facts: PictureFacts) -> tuple[Measurement, Measurement, Measurement]:
    """Return all three."""
    plan, clip = facts.plan, facts.clip
    telling = facts.fresh & (plan.moving_share >= _LEAST_MOVING)
    telling &= plan.moving_in_place >= np.maximum(_PLAN_SHOWS * plan.moving_along, _LEAST_CHANGE)
    telling &= np.maximum(clip.moving_in_place, clip.moving_along) >= _LEAST_CHANGE
    per_px = 0.5 * np.array([one.strength for one in facts.structures[:-1]])
    repeated = clip.moving_in_place < np.minimum(
        _REPEATED * clip.moving_along, _REPEATED_PX * per_px
    )
    repeated &= facts.most_change <= _MOST_CHANGE
    series = np.full(len(facts.seen), np.nan)
    series[1:] = np.where(telling, repeated, np.nan)
    sure = float(telling.mean()) if len(telling) else 0.0
    return (
        measured(_DUPLICATES, series, confidence=sure, reason=_STILL),
        measured(_FROZEN, _runs(series), confidence=sure, reason=_STILL),
        _stutter(series, confidence=sure),
    )


def _stutter(repeated: Float64[np.ndarray, " frame"], *, confidence: float) -> Measurement:
    """Return the share of frames that repeat, where enough can be told."""
    if int(np.isfinite(repeated).sum()) < _LEAST_TOLD:
        return unseen(_STUTTER, reason=_STILL)
    return measured(_STUTTER, 100.0 * repeated, confidence=confidence)


def _runs(repeated: Float64[np.ndarray, " frame"]) -> Float64[np.ndarray, " frame"]:
    """Return for each frame how many have repeated in a row up to it."""
    runs = repeated.copy()
    for frame in range(1, len(runs)):
        if runs[frame] > 0.0 and runs[frame - 1] > 0.0:
            runs[frame] += runs[frame - 1]
    return runs
