"""Where things are in the picture against where they were planned: masks, boxes, places, sizes."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import numpy as np
from jaxtyping import Bool, Float64

from groundplan.adherence.measurement import Measurement
from groundplan.adherence.measures.making import Trust, measured, unmeasured
from groundplan.adherence.observation import InstanceSeen, Observation
from groundplan.adherence.plan_view import PlanView

__all__ = ["layout_measurements", "mask_ious"]

_WHERE_FOUND: Final = (
    "layout.iou_frame/1", "layout.iou_volume/1", "layout.box_iou/1", "layout.size_pct/1",
    "trajectory.px/1", "trajectory.pct/1", "trajectory.max_pct/1",
)  # fmt: skip

_TOLD_SHARE: Final = 0.5
"""Of the frames in which it has to be clear whether a thing is there."""
_FOUND_SHARE: Final = 0.3
"""Of those frames in which it has to be found for its place to be told."""


def layout_measurements(plan: PlanView, seen: Observation) -> list[Measurement]:
    """Return measures of every thing that the plan shows well enough, then of all together."""
    found: list[Measurement] = [_extra(seen)]
    for one in seen.instances:
        found += _of_one(plan, seen, one)
    if not seen.instances:
        reason = "the plan shows nothing large enough to look for"
        return [*found, unmeasured("layout.iou_frame/1", reason, observer=seen.observer)]
    ious = [one.value for one in found if one.definition == "layout.iou_frame/1"]
    known = [value for value in ious if value is not None]
    told = [one.asked & one.in_view & (one.found | one.absent) for one in seen.instances]
    asked = np.sum(told, axis=0)
    shown = np.sum([one.found for one in seen.instances], axis=0)
    rows = (shown - asked).astype(np.float64)
    trust = Trust(observer=seen.observer, confidence=len(known) / len(ious))
    found.append(measured("layout.count/1", float(rows.mean()), trust=trust, series=rows))
    if known:
        mean = float(np.mean(known))
        found.append(measured("layout.iou_frame/1", mean, trust=trust, samples=len(known)))
    return found


def _extra(seen: Observation) -> Measurement:
    rows = 100.0 * seen.unexplained
    told = float(np.isfinite(rows).mean())
    if told == 0.0:
        reason = "the camera is not where it was planned"
        return unmeasured("layout.extra_pct/1", reason, observer=seen.observer)
    trust = Trust(observer=seen.observer, confidence=min(1.0, 2.0 * told))
    return measured("layout.extra_pct/1", float(np.nanmedian(rows)), trust=trust, series=rows)


def mask_ious(plan: PlanView, seen: Observation, instance: int) -> Float64[np.ndarray, "2 frame"]:
    """Return intersection and union of planned and observed mask per frame [px]."""
    planned, shown = plan.instance == instance, seen.masks == instance
    both = np.count_nonzero(planned & shown, axis=(1, 2))
    return np.stack([both, np.count_nonzero(planned | shown, axis=(1, 2))]).astype(np.float64)


def _of_one(plan: PlanView, seen: Observation, one: InstanceSeen) -> list[Measurement]:
    frames = one.asked & one.in_view
    if not frames.any():
        reason = "the clip's camera does not show where it would be"
        return _untold(seen, one, reason, names=(*_WHERE_FOUND, "layout.missing/1"))
    if one.instance not in plan.animate and one.instance not in plan.moving:
        known = seen.camera.seen
        if not known[frames].any():
            reason = "it stands still, and the camera was not seen: nobody knows where it would be"
            return _untold(seen, one, reason, names=(*_WHERE_FOUND, "layout.missing/1"))
        one = replace(one, found=one.found & known, absent=one.absent & known)
    share = float(np.count_nonzero(one.found) / np.count_nonzero(frames))
    if share < _FOUND_SHARE:
        reason = f"it was found in {share:.0%} of the frames" if share else "it was found nowhere"
        return [_missing(seen, one), *_untold(seen, one, reason, names=_WHERE_FOUND)]
    return [_missing(seen, one), *_of_found(plan, seen, one)]


def _untold(
    seen: Observation, one: InstanceSeen, reason: str, *, names: Sequence[str]
) -> list[Measurement]:
    return [unmeasured(name, reason, observer=seen.observer, subject=one.entity) for name in names]


def _missing(seen: Observation, one: InstanceSeen) -> Measurement:
    """Return the share of frames in which it is not there, of those in which it can be told."""
    frames, told = one.asked & one.in_view, one.found | one.absent
    share = float(np.count_nonzero(told & frames) / np.count_nonzero(frames))
    if share < _TOLD_SHARE:
        reason = (
            f"in {1.0 - share:.0%} of the frames nobody can tell: this look draws it too unlike"
        )
        return unmeasured("layout.missing/1", reason, observer=seen.observer, subject=one.entity)
    missing = np.where(told & frames, one.absent.astype(np.float64), np.nan)
    confidence = share * float(np.count_nonzero(frames) / np.count_nonzero(one.asked))
    return measured(
        "layout.missing/1", float(np.nanmean(missing)), series=missing, subject=one.entity,
        trust=Trust(observer=seen.observer, confidence=confidence),
    )  # fmt: skip


def _of_found(plan: PlanView, seen: Observation, one: InstanceSeen) -> list[Measurement]:
    both, either = mask_ious(plan, seen, one.instance)[:, one.found]
    likeness = float(np.mean(one.likeness[one.found]))
    trust = Trust(observer=seen.observer, confidence=likeness)
    apart = np.where(one.found, np.sqrt(np.sum(one.offset_px**2, axis=1)), np.nan)
    share = 100.0 * apart / plan.size_px[0]
    iou, boxes, size = (np.full(plan.frame_count, np.nan) for _ in range(3))
    iou[one.found] = both / np.maximum(either, 1.0)
    for frame in np.flatnonzero(one.found):
        boxes[frame] = _box_iou(
            plan.instance[frame] == one.instance, seen.masks[frame] == one.instance
        )
    size[one.found] = 100.0 * np.abs(one.scale[one.found] - 1.0)
    series = {
        "layout.iou_frame/1": iou, "layout.box_iou/1": boxes, "layout.size_pct/1": size,
        "trajectory.px/1": apart, "trajectory.pct/1": share,
    }  # fmt: skip
    found = [
        measured(name, float(np.nanmean(rows)), trust=trust, series=rows, subject=one.entity)
        for name, rows in series.items()
    ]
    count = int(one.found.sum())
    single = {
        "layout.iou_volume/1": float(both.sum() / max(either.sum(), 1.0)),
        "trajectory.max_pct/1": float(np.nanmax(share)),
    }
    return found + [
        measured(name, value, trust=trust, samples=count, subject=one.entity)
        for name, value in single.items()
    ]


def _box_iou(
    planned: Bool[np.ndarray, "height width"], shown: Bool[np.ndarray, "height width"]
) -> float:
    if not planned.any() or not shown.any():
        return 0.0
    corners = [_box(mask) for mask in (planned, shown)]
    low = np.maximum(corners[0][:2], corners[1][:2])
    high = np.minimum(corners[0][2:], corners[1][2:])
    both = float(np.prod(np.maximum(high - low, 0.0)))
    areas = [float(np.prod(one[2:] - one[:2])) for one in corners]
    return both / (areas[0] + areas[1] - both)


def _box(mask: Bool[np.ndarray, "height width"]) -> Float64[np.ndarray, " 4"]:
    """Return left, top, right and bottom of what a mask holds [px], edges of pixels."""
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    return np.array([columns[0], rows[0], columns[-1] + 1, rows[-1] + 1], dtype=np.float64)
