"""Who is who: things of one kind that changed places, by where they stand or by their colours."""

from collections.abc import Iterator
from itertools import combinations
from typing import Final

import numpy as np
from jaxtyping import Bool, Float64

from groundplan.adherence.clip.aligned import AlignedClip
from groundplan.adherence.colour_bands import FrameColours, Labelled
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
Places = Float64[np.ndarray, "frame 2"]


def identity_measurements(
    plan: PlanView, clip: AlignedClip, seen: Observation
) -> list[Measurement]:
    """Return for all things of a kind that the plan has several of, whether they changed places."""
    worst: dict[str, Series] = {}
    told: dict[str, bool] = {}
    comparing = _Comparing(plan, clip, seen)
    for one, other in _pairs(plan, seen):
        rows = comparing.swapped(one, other)
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
    return _in_place_of(one, _middles(plan, other) - _middles(plan, one))


class _Comparing:
    """Compares things by two; what is read of a frame or a thing is read once."""

    def __init__(self, plan: PlanView, clip: AlignedClip, seen: Observation) -> None:
        self._plan, self._clip, self._seen = plan, clip, seen
        self._things = [one.instance for one in plan.instances if one.kind in _KINDS]
        self._planned: dict[int, Places] = {}
        self._colours: dict[int, FrameColours] = {}

    def swapped(self, one: InstanceSeen, other: InstanceSeen) -> Series:
        """Return 1 where two have changed places, 0 where they have not, NaN where none tells."""
        apart = self._middles(other) - self._middles(one)
        rows = np.full(self._plan.frame_count, np.nan)
        rows[_in_place_of(one, apart) & _in_place_of(other, -apart)] = 1.0
        away = np.maximum(*(np.hypot(*each.offset_px.T) for each in (one, other)))
        home = one.found & other.found & (away < _THERE_SHARE * np.hypot(*apart.T))
        for frame in np.flatnonzero(home & np.isnan(rows)).tolist():
            rows[frame] = self._by_colour(frame, one.instance, other.instance)
        return rows

    def _by_colour(self, frame: int, one: int, other: int) -> float:
        if frame not in self._colours:
            planned = Labelled(picture=self._plan.beauty[frame], ids=self._plan.instance[frame])
            shown = Labelled(picture=self._clip.frames[frame], ids=self._seen.masks[frame])
            self._colours[frame] = FrameColours(planned, shown, things=self._things)
        misfits = self._colours[frame].misfits(one, other)
        if misfits is None or misfits[1] == 0.0:
            return np.nan
        ratio = misfits[0] / misfits[1]
        return 1.0 if ratio > _IS_OTHER else 0.0 if ratio < _IS_ITSELF else np.nan

    def _middles(self, one: InstanceSeen) -> Places:
        if one.instance not in self._planned:
            self._planned[one.instance] = _middles(self._plan, one)
        return self._planned[one.instance]


def _in_place_of(one: InstanceSeen, apart: Places) -> Bool[np.ndarray, " frame"]:
    """Tell in which frames a thing is off by `apart`, the way to where another was planned [px]."""
    off, distance = np.hypot(*(one.offset_px - apart).T), np.hypot(*apart.T)
    there: Bool[np.ndarray, " frame"] = one.found & (off < _THERE_SHARE * distance)
    return there


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


def _middles(plan: PlanView, one: InstanceSeen) -> Places:
    """Return the middle of what the plan shows of a thing [px]; NaN where it shows too little."""
    found = np.full((plan.frame_count, 2), np.nan)
    for frame in np.flatnonzero(one.asked).tolist():
        rows, columns = np.nonzero(plan.instance[frame] == one.instance)
        found[frame] = columns.mean() + 0.5, rows.mean() + 0.5
    return found
