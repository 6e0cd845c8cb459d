"""Who is who: things of one kind that changed places, by where they stand or by their colours."""

from collections.abc import Iterator
from itertools import combinations
from typing import Final

import numpy as np
from jaxtyping import Bool, Float64

from groundplan.adherence.clip.aligned import AlignedClip
from groundplan.adherence.colour_bands import Standing, colour_misfits
from groundplan.adherence.measurement import Measurement
from groundplan.adherence.measures.making import Trust, measured, unmeasured
from groundplan.adherence.observation import InstanceSeen, Observation
from groundplan.adherence.plan_view import PlanView

__all__ = ["SWAPPED", "identity_measurements", "stands_for"]

SWAPPED: Final = "layout.swapped/1"
_KINDS: Final = frozenset({"character", "animal", "vehicle"})
_THERE_SHARE: Final = 0.35
"""Of the distance of two things: who is so near to a planned place has it."""
# Of what a map of colours leaves, each being itself over each being the other; our own engineering
# choice: clips without a swap reach 1.10 in the self-test's looks, swaps begin at 1.29.
_IS_OTHER: Final = 1.2
_IS_ITSELF: Final = 0.9
_TOLD_SHARE: Final = 0.3
"""Of the frames that show both, in which it has to be told."""

Series = Float64[np.ndarray, " frame"]


def identity_measurements(
    plan: PlanView, clip: AlignedClip, seen: Observation
) -> list[Measurement]:
    """Return for all things of a kind that the plan has several of, whether they changed places."""
    worst: dict[str, Series] = {}
    told: dict[str, bool] = {}
    for one, other in _pairs(plan, seen):
        rows = _swapped(plan, clip, seen, pair=(one, other))
        both = one.asked & other.asked & one.in_view & other.in_view
        least = max(_TOLD_SHARE * np.count_nonzero(both), 1.0)
        known = np.count_nonzero(np.isfinite(rows)) >= least
        for each in (one, other):
            told[each.entity] = told.get(each.entity, False) or bool(known)
            before = worst.get(each.entity, np.full(plan.frame_count, np.nan))
            worst[each.entity] = np.fmax(before, rows if known else np.nan)
    return [
        _measured(seen.observer, entity, rows, told=told[entity]) for entity, rows in worst.items()
    ]


def stands_for(
    plan: PlanView, one: InstanceSeen, other: InstanceSeen
) -> Bool[np.ndarray, " frame"]:
    """Tell in which frames `one` is where `other` was planned."""
    found = np.zeros(plan.frame_count, dtype=np.bool_)
    for frame in np.flatnonzero(one.found & other.asked).tolist():
        apart = _middle(plan, frame, other) - _middle(plan, frame, one)
        off = one.offset_px[frame] - apart
        found[frame] = float(np.hypot(*off)) < _THERE_SHARE * float(np.hypot(*apart))
    return found


def _measured(observer: str, entity: str, rows: Series, *, told: bool) -> Measurement:
    if not told:
        reason = "it was not found beside others of its kind, or this look hides their colours"
        return unmeasured(SWAPPED, reason, observer=observer, subject=entity)
    known = float(np.isfinite(rows).mean())
    trust = Trust(observer=observer, confidence=known)
    return measured(SWAPPED, float(np.nanmean(rows)), trust=trust, series=rows, subject=entity)


def _pairs(plan: PlanView, seen: Observation) -> Iterator[tuple[InstanceSeen, InstanceSeen]]:
    kinds = {one.instance: one.kind for one in plan.instances}
    for one, other in combinations(seen.instances, 2):
        kind = kinds[one.instance]
        if kind in _KINDS and kind == kinds[other.instance] and (one.asked & other.asked).any():
            yield one, other


def _swapped(
    plan: PlanView,
    clip: AlignedClip,
    seen: Observation,
    *,
    pair: tuple[InstanceSeen, InstanceSeen],
) -> Series:
    """Return 1 where two have changed places, 0 where they have not, NaN where none can tell."""
    one, other = pair
    rows = np.full(plan.frame_count, np.nan)
    rows[stands_for(plan, one, other) & stands_for(plan, other, one)] = 1.0
    for frame in np.flatnonzero(one.found & other.found & np.isnan(rows)).tolist():
        apart = float(np.hypot(*(_middle(plan, frame, other) - _middle(plan, frame, one))))
        away = max(float(np.hypot(*each.offset_px[frame])) for each in pair)
        if away < _THERE_SHARE * apart:
            rows[frame] = _by_colour(plan, clip, seen, frame=frame, pair=pair)
    return rows


def _by_colour(
    plan: PlanView,
    clip: AlignedClip,
    seen: Observation,
    *,
    frame: int,
    pair: tuple[InstanceSeen, InstanceSeen],
) -> float:
    one, other = (each.instance for each in pair)
    planned, shown = plan.instance[frame], seen.masks[frame]
    misfits = colour_misfits(
        Standing(picture=plan.beauty[frame], one=planned == one, other=planned == other),
        Standing(picture=clip.frames[frame], one=shown == one, other=shown == other),
    )
    if misfits is None or misfits[1] == 0.0:
        return np.nan
    ratio = misfits[0] / misfits[1]
    return 1.0 if ratio > _IS_OTHER else 0.0 if ratio < _IS_ITSELF else np.nan


def _middle(plan: PlanView, frame: int, one: InstanceSeen) -> Float64[np.ndarray, " 2"]:
    rows, columns = np.nonzero(plan.instance[frame] == one.instance)
    return np.array([columns.mean() + 0.5, rows.mean() + 0.5])
