"""How people and animals hold themselves: their joints in the picture, against the plan."""

from typing import Final

import numpy as np
from jaxtyping import Float64

from groundplan.adherence.measurement import Measurement
from groundplan.adherence.measures.making import Trust, measured, unmeasured
from groundplan.adherence.observation import JointsSeen, Observation

__all__ = ["pose_measurements"]

_PLACE: Final = "pose.joint_px/1"
_SHARE: Final = "pose.pck/1"
_LIMBS: Final = "pose.limb_deg/1"
_NEAR: Final = 0.1
"""Of the body's height.

Source:
    The percentage of correct keypoints, at a tenth of the body; papers take other lengths too.
"""
_LEAST_SHARE: Final = 0.1
"""Of the joints that show: fewer say nothing of a pose."""
_LEAST_LIMB: Final = 0.08
"""Of the body's height: what is seen shorter has no direction."""
_PAIRS: Final = (
    ("UpperArm", "LowerArm"), ("LowerArm", "Hand"), ("UpperLeg", "LowerLeg"), ("LowerLeg", "Foot"),
)  # fmt: skip


def pose_measurements(seen: Observation) -> list[Measurement]:
    """Return joint errors of all bodies whose joints the plan shows."""
    found: list[Measurement] = []
    for one in seen.joints:
        if one.asked.any():
            found += _of_one(seen.observer, one)
    return found


def _of_one(observer: str, one: JointsSeen) -> list[Measurement]:
    apart = np.sqrt(np.sum((one.seen_px - one.planned_px) ** 2, axis=2))
    known = one.asked & np.isfinite(apart)
    share = np.count_nonzero(known) / np.count_nonzero(one.asked)
    if share < _LEAST_SHARE:
        reason = f"{share:.0%} of its joints can be told from what is about them"
        return [
            unmeasured(name, reason, observer=observer, subject=one.entity)
            for name in (_PLACE, _SHARE, _LIMBS)
        ]
    trust = Trust(observer=observer, confidence=share)
    near = apart <= _NEAR * one.height_px[:, None]
    count = int(np.count_nonzero(known))
    rows = {_PLACE: np.where(known, apart, np.nan), _SHARE: np.where(known, near, np.nan)}
    return [
        *(
            measured(
                name, float(np.nanmean(values)), trust=trust, series=_means(values),
                samples=count, subject=one.entity,
            )
            for name, values in rows.items()
        ),
        _limbs(observer, one),
    ]  # fmt: skip


def _limbs(observer: str, one: JointsSeen) -> Measurement:
    angles = _limb_angles(one)
    known = np.isfinite(angles)
    if not known.any():
        reason = "of no limb both ends are seen"
        return unmeasured(_LIMBS, reason, observer=observer, subject=one.entity)
    told = float(np.count_nonzero(known.any(axis=1)) / np.count_nonzero(one.asked.any(axis=1)))
    return measured(
        _LIMBS, float(np.nanmean(angles)), trust=Trust(observer=observer, confidence=told),
        series=_means(angles), samples=int(known.sum()), subject=one.entity,
    )  # fmt: skip


def _limb_angles(one: JointsSeen) -> Float64[np.ndarray, "frame limb"]:
    """Return the angle of every limb to its planned direction [deg]; NaN where an end is unseen."""
    place = {name: index for index, name in enumerate(one.names)}
    ends = [
        (place[side + upper], place[side + lower])
        for side in ("left", "right")
        for upper, lower in _PAIRS
        if side + upper in place and side + lower in place
    ]
    angles = np.full((len(one.asked), len(ends)), np.nan)
    for column, (upper, lower) in enumerate(ends):
        planned, shown = (rows[:, lower] - rows[:, upper] for rows in (one.planned_px, one.seen_px))
        cross = planned[:, 0] * shown[:, 1] - planned[:, 1] * shown[:, 0]
        turned = np.degrees(np.abs(np.arctan2(cross, np.sum(planned * shown, axis=1))))
        long = np.hypot(*planned.T) >= _LEAST_LIMB * one.height_px
        asked = one.asked[:, upper] & one.asked[:, lower]
        angles[:, column] = np.where(long & asked, turned, np.nan)
    return angles


def _means(values: Float64[np.ndarray, "frame joint"]) -> Float64[np.ndarray, " frame"]:
    """Return the mean of each frame's known values; NaN where there are none."""
    known = np.isfinite(values)
    totals = np.where(known, values, 0.0).sum(axis=1)
    counts = known.sum(axis=1)
    return np.where(counts > 0, totals / np.maximum(counts, 1), np.nan)
