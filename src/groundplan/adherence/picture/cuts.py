"""Cuts that the plan does not have.

| Id | Formula | Unit |
|---|---|---|
| `picture.cuts/1` | pairs whose structure is alike less than 0.6 of what it is around them; series: 1 in the first frame of the new picture | cuts |

Two drops near to each other with the same picture before and after are a flash where the frames
between show little, or are brighter or darker by a fifth and still somewhat alike; else they are two
cuts: a picture was put in. Three drops or more in a row are fast motion: nobody can tell. So is a pair that is
not alike in the plan itself, of which one picture is flat, or about which even neighbours are hardly
alike: noise, which no two frames share, then hides what they show.
"""  # noqa: E501 (a table)

from typing import Final

import numpy as np
from jaxtyping import Bool, Float64

from groundplan.adherence.measurement import Measurement
from groundplan.adherence.picture.pairs import PictureFacts
from groundplan.adherence.picture.series import SeriesKind, measured
from groundplan.adherence.picture.structure import likeness, warped

__all__ = ["cuts"]

_CUTS: Final = SeriesKind(
    definition="picture.cuts/1",
    unit="cuts",
    observer="edge-structure/1",
    value=lambda values: float(values.sum()),
)
# Our engineering choices, tried on the built-in looks: neighbours are alike by 0.70 or more, frames
# ten apart by 0.5 or less.
_DROP: Final = 0.6
_TELLING: Final = 0.4
"""Of neighbours: other pictures are alike by up to 0.25, which has to be a drop."""
_AROUND: Final = 4
_PLAN_ALIKE: Final = 0.5
_FLAT: Final = 0.5
_BRIDGE: Final = 0.5
_FARTHEST: Final = 4
_FOREIGN: Final = 0.25
_STRONG: Final = 0.3
_FLASH: Final = 1.2


def cuts(facts: PictureFacts) -> Measurement:
    """Return how often the clip cuts."""
    series = np.full(len(facts.seen), np.nan)
    strength = np.array([one.strength for one in facts.structures])
    telling = facts.fresh & (facts.plan_likeness >= _PLAN_ALIKE)
    usual = _usual(np.where(facts.fresh, facts.likeness, np.nan))
    clear = usual >= _TELLING
    low = facts.fresh & (facts.likeness < _DROP * usual)
    flat = (strength[1:] < _FLAT) | (strength[:-1] < _FLAT)
    telling &= clear & ~_long_runs(low) & ~(flat & ~low)
    found = low & telling
    for first, last in _episodes(found):
        if not _same_across(facts, first, last, least=_BRIDGE * float(usual[first])):
            continue
        if _flashes(facts, first, last):
            found[[first, last]] = False
    found &= ~flat
    series[1:] = np.where(telling, found, np.nan)
    sure = float(telling.mean()) if len(telling) else 0.0
    reason = "no two frames could be compared"
    if facts.fresh.any() and not clear[facts.fresh & ~flat].any():
        alike = float(np.median(usual[facts.fresh]))
        reason = (
            f"noise hides the picture: neighbours are alike by {alike:.2f} ({_TELLING:g} or more)"
        )
    return measured(_CUTS, series, confidence=sure, reason=reason)


def _flashes(facts: PictureFacts, first: int, last: int) -> bool:
    """Return whether what is between two drops is light rather than another picture."""
    before, after = facts.structures[first], facts.structures[last + 1]
    between = facts.structures[first + 1 : last + 1]
    shown = float(np.mean([one.strength for one in between]))
    if shown < _STRONG * min(before.strength, after.strength):
        return True
    bright = float(np.mean([one.brightness for one in between])) + 1.0
    change = bright / (0.5 * (before.brightness + after.brightness) + 1.0)
    alike = max(facts.likeness[first], facts.likeness[last])
    return max(change, 1.0 / change) >= _FLASH and bool(alike >= _FOREIGN)


def _usual(alike: Float64[np.ndarray, " pair"]) -> Float64[np.ndarray, " pair"]:
    """Return the median of what is around each pair, itself left out; at least 0."""
    found = np.zeros(len(alike))
    for pair in range(len(alike)):
        near = np.r_[alike[max(0, pair - _AROUND) : pair], alike[pair + 1 : pair + 1 + _AROUND]]
        known = near[np.isfinite(near)]
        found[pair] = max(float(np.median(known)), 0.0) if len(known) else 0.0
    return found


def _long_runs(low: Bool[np.ndarray, " pair"]) -> Bool[np.ndarray, " pair"]:
    """Return pairs in runs of three or more."""
    found = np.zeros_like(low)
    for pair in range(len(low) - 2):
        if low[pair : pair + 3].all():
            found[pair : pair + 3] = True
    return found


def _episodes(found: Bool[np.ndarray, " pair"]) -> list[tuple[int, int]]:
    """Return pairs of drops that are near to each other, each drop in one at most."""
    drops = np.flatnonzero(found).tolist()
    episodes: list[tuple[int, int]] = []
    while len(drops) >= 2:
        first = drops.pop(0)
        if drops[0] - first <= _FARTHEST:
            episodes.append((first, drops.pop(0)))
    return episodes


def _same_across(facts: PictureFacts, first: int, last: int, *, least: float) -> bool:
    """Return whether the picture before the first drop is the one after the last."""
    cells = facts.structures[last + 1].cells
    for pair in range(last, first, -1):
        cells, _ = warped(cells, facts.cell_flow[pair])
    here = facts.structures[first].cells
    flow, hidden = facts.cell_flow[first], facts.cell_hidden[first]
    return likeness(here, cells, flow=flow, hidden=hidden) >= least
