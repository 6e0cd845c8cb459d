"""How things move against the plan: path, speed and delay, the camera's own error taken out."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from jaxtyping import Float64

from groundplan.adherence.camera.pose import lifted
from groundplan.adherence.measurement import Measurement
from groundplan.adherence.measures.making import Trust, measured, unmeasured
from groundplan.adherence.observation import InstanceSeen, Observation
from groundplan.adherence.plan_view import PlanView
from groundplan.geometry.transforms import inverse_rigid, transform_points

__all__ = ["SeenPath", "motion_measurements", "seen_path"]

_LEAST_PATH_SHARE: Final = 0.01
"""Of the picture's width: what moves less across it has no timing."""
_LEAST_FRAMES: Final = 5
_LAG_SHARE: Final = 0.5
"""Delays are looked for up to this share of the frames."""
_CLEARER: Final = 0.6
"""A delay counts where it leaves at most this share of the error that no delay leaves."""
_SLIGHT_SHARE: Final = 0.015
"""Of the picture's width: less error than that is explained by much else than a delay."""
_CLEARER_IF_SLIGHT: Final = 0.3


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenPath:
    """The way of one thing, planned and seen, in the plan's world; NaN where it was not found."""

    planned_m: Float64[np.ndarray, "frame 3"]
    """Middle of what shows of it."""
    seen_m: Float64[np.ndarray, "frame 3"]
    """The same at the depth that was planned."""
    pixel_m: Float64[np.ndarray, " frame"]
    """What a pixel is at its depth."""


def seen_path(plan: PlanView, one: InstanceSeen) -> SeenPath:
    """Return planned and seen places of a thing, frame by frame."""
    planned, seen = (np.full((plan.frame_count, 3), np.nan) for _ in range(2))
    pixel = np.full(plan.frame_count, np.nan)
    for frame in np.flatnonzero(one.asked):
        rows, columns = np.nonzero(plan.instance[frame] == one.instance)
        depth = float(np.median(plan.depth_m[frame][rows, columns]))
        intrinsics = plan.intrinsics_px[frame]
        world_from_camera = inverse_rigid(plan.camera_from_world_cv[frame])
        centre = np.array([columns.mean() + 0.5, rows.mean() + 0.5])
        offset = one.own_offset_px[frame] if one.found[frame] else np.full(2, np.nan)
        places = lifted(np.stack([centre, centre + offset]), np.full(2, depth), intrinsics)
        planned[frame], seen[frame] = transform_points(world_from_camera, places)
        pixel[frame] = depth / intrinsics[0, 0]
    return SeenPath(planned_m=planned, seen_m=seen, pixel_m=pixel)


def motion_measurements(plan: PlanView, seen: Observation) -> list[Measurement]:
    """Return path, speed and delay of everything that moves in the world."""
    found: list[Measurement] = []
    for one in seen.instances:
        if one.instance in plan.moving and one.found.any():
            found += _of_one(plan, seen, one)
    return found


def _of_one(plan: PlanView, seen: Observation, one: InstanceSeen) -> list[Measurement]:
    path = seen_path(plan, one)
    trust = Trust(observer=seen.observer, confidence=float(np.mean(one.likeness[one.found])))
    gone = path.seen_m - path.planned_m
    apart: Float64[np.ndarray, " frame"] = np.sqrt(np.sum(gone * gone, axis=1))
    found = [
        measured("trajectory.across_m/1", float(np.nanmean(apart)), trust=trust, series=apart,
                 subject=one.entity)
    ]  # fmt: skip
    there = np.flatnonzero(np.isfinite(path.seen_m[:, 0]))
    width_m = plan.size_px[0] * float(np.nanmedian(path.pixel_m))
    least = _LEAST_PATH_SHARE * width_m
    length = _length(path.planned_m[there])
    names = ("motion.speed_pct/1", "timing.lag/1")
    if len(there) < _LEAST_FRAMES or length < least:
        reason = f"it moves {length:.2f} m in {len(there)} frames: too little to time"
        return found + [
            unmeasured(name, reason, observer=seen.observer, subject=one.entity) for name in names
        ]
    speed = 100.0 * abs(_length(path.seen_m[there]) / length - 1.0)
    found.append(measured(names[0], speed, trust=trust, samples=len(there), subject=one.entity))
    lag = _lag(path, slight_m=_SLIGHT_SHARE * width_m)
    if lag is None:
        reason = f"it was found in {len(there)} frames alone"
        return [*found, unmeasured(names[1], reason, observer=seen.observer, subject=one.entity)]
    sure = Trust(observer=seen.observer, confidence=lag[1])
    return [
        *found,
        measured(names[1], lag[0], trust=sure, samples=len(there), subject=one.entity),
    ]


def _lag(path: SeenPath, *, slight_m: float) -> tuple[float, float] | None:
    """Return the delay [frames] at which the seen path fits the planned one, and how surely.

    None: it was seen in too few frames. `slight_m`: an error below it is explained by much else.
    """
    count = len(path.planned_m)
    most = int(_LAG_SHARE * count)
    errors = {lag: _misfit(path, lag) for lag in range(-most, most + 1)}
    known = {lag: error for lag, error in errors.items() if np.isfinite(error)}
    if 0 not in known:
        return None
    best = min(known, key=lambda lag: (known[lag], abs(lag)))
    clearer = _CLEARER_IF_SLIGHT if known[0] < slight_m else _CLEARER
    if best == 0 or known[best] > clearer * known[0]:
        return 0.0, 1.0
    return float(best), 1.0 - known[best] / known[0]


def _misfit(path: SeenPath, lag: int) -> float:
    """Return the mean distance of the seen path from the planned one, `lag` frames earlier."""
    count = len(path.planned_m)
    frames = np.arange(max(lag, 0), count + min(lag, 0))
    apart = path.seen_m[frames] - path.planned_m[frames - lag]
    length: Float64[np.ndarray, " frame"] = np.sqrt(np.sum(apart * apart, axis=1))
    known = np.isfinite(length)
    if np.count_nonzero(known) < max(_LEAST_FRAMES - 1, count // 4):
        return np.inf
    return float(np.mean(length[known]))


def _length(places: Float64[np.ndarray, "frame 3"]) -> float:
    steps = np.diff(places, axis=0)
    return float(np.sum(np.sqrt(np.sum(steps * steps, axis=1))))
