"""The camera of a clip against the planned one: in our definitions, frame by frame."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from jaxtyping import Float64

from groundplan.adherence.measurement import Measurement
from groundplan.adherence.measures.making import Trust, measured, unmeasured
from groundplan.adherence.observation import Observation
from groundplan.adherence.plan_view import PlanView
from groundplan.geometry.transforms import inverse_rigid

__all__ = ["camera_measurements", "path_length", "rotation_angles"]

_LEAST_PATH_M: Final = 0.1
"""A camera that travels less stands still: no share of its path means anything."""
_LEAST_FRAMES_SHARE: Final = 0.5
"""Of the frames in which the camera has to be seen."""
_VAGUE_FOCAL: Final = 0.02
"""Standard deviation of the log focal length from which on focal and travel are not told apart."""

_ROTATION: Final = ("camera.rotation.mean_deg/1", "camera.rotation.max_deg/1")
_TRAVEL: Final = (
    "camera.translation.mean_m/1",
    "camera.translation.view_pct/1",
    "camera.translation.path_pct/1",
    "camera.scale/1",
)
_FOCAL: Final = "camera.focal_pct/1"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Compared:
    """Rows of the frames in which the camera was seen; NaN elsewhere."""

    angle_deg: Float64[np.ndarray, " frame"]
    apart_m: Float64[np.ndarray, " frame"]
    focal_pct: Float64[np.ndarray, " frame"]
    trust: Trust


def camera_measurements(plan: PlanView, seen: Observation) -> list[Measurement]:
    """Return rotation, translation and focal errors; what can't be told says why."""
    camera, observer = seen.camera, seen.observer
    share = float(camera.seen.mean())
    if share < _LEAST_FRAMES_SHARE:
        reason = f"the camera was made out in {share:.0%} of the frames: too few landmarks agree"
        names = (*_ROTATION, *_TRAVEL, _FOCAL)
        return [unmeasured(name, reason, observer=observer) for name in names]
    rows = _compared(plan, seen)
    found = [
        measured(
            _ROTATION[0], float(np.nanmean(rows.angle_deg)), trust=rows.trust, series=rows.angle_deg
        ),
        measured(
            _ROTATION[1],
            float(np.nanmax(rows.angle_deg)),
            trust=rows.trust,
            samples=int(camera.seen.sum()),
        ),
    ]
    vague = float(np.median(camera.sigma_focal[camera.seen]))
    if vague > _VAGUE_FOCAL:
        reason = f"depth hardly varies: the focal length is known to {vague:.1%} alone"
        return found + [unmeasured(name, reason, observer=observer) for name in (*_TRAVEL, _FOCAL)]
    found.append(
        measured(
            _FOCAL,
            float(np.nanmean(np.abs(rows.focal_pct))),
            trust=rows.trust,
            series=rows.focal_pct,
        )
    )
    return found + _travel(plan, seen, rows)


def path_length(camera_from_world_cv: Float64[np.ndarray, "frame 4 4"]) -> float:
    """Return how far a camera travels [m]."""
    steps = np.diff(_centres(camera_from_world_cv), axis=0)
    return float(np.sum(np.sqrt(np.sum(steps * steps, axis=1))))


def rotation_angles(
    planned: Float64[np.ndarray, "frame 3 3"], seen: Float64[np.ndarray, "frame 3 3"]
) -> Float64[np.ndarray, " frame"]:
    """Return the angle between rotations, frame by frame [rad].

    Source:
        sin(angle / 2) = |R1 - R2|_F / sqrt 8: exact for small angles, where arccos is not.
    """
    apart = np.sqrt(np.sum((planned - seen) ** 2, axis=(1, 2)))
    return 2.0 * np.arcsin(np.clip(apart / np.sqrt(8.0), 0.0, 1.0))


def _compared(plan: PlanView, seen: Observation) -> _Compared:
    camera = seen.camera
    planned = plan.camera_from_world_cv
    angles = rotation_angles(planned[:, :3, :3], camera.camera_from_world_cv[:, :3, :3])
    gone = _centres(camera.camera_from_world_cv) - _centres(planned)
    return _Compared(
        angle_deg=np.degrees(angles),
        apart_m=np.sqrt(np.sum(gone * gone, axis=1)),
        focal_pct=100.0 * (camera.focal_px / plan.intrinsics_px[:, 0, 0] - 1.0),
        trust=Trust(
            observer=seen.observer,
            confidence=float(camera.confidence[camera.seen].mean() * camera.seen.mean()),
        ),
    )


def _travel(plan: PlanView, seen: Observation, rows: _Compared) -> list[Measurement]:
    mean_m = float(np.nanmean(rows.apart_m))
    depth = np.array(
        [
            float(np.median(plan.depth_m[frame][plan.static(frame)]))
            for frame in map(int, np.flatnonzero(seen.camera.seen))
        ]
    )
    share = 100.0 / float(np.median(depth))
    found = [
        measured(_TRAVEL[0], mean_m, trust=rows.trust, series=rows.apart_m),
        measured(_TRAVEL[1], share * mean_m, trust=rows.trust, series=share * rows.apart_m),
    ]
    path_m = path_length(plan.camera_from_world_cv)
    if path_m < _LEAST_PATH_M:
        reason = f"the planned camera travels {100.0 * path_m:.1f} cm: it stands still"
        return found + [unmeasured(name, reason, observer=seen.observer) for name in _TRAVEL[2:]]
    return [
        *found,
        measured(
            _TRAVEL[2],
            100.0 * mean_m / path_m,
            trust=rows.trust,
            series=100.0 * rows.apart_m / path_m,
        ),
        _scale(plan, seen, rows),
    ]


def _scale(plan: PlanView, seen: Observation, rows: _Compared) -> Measurement:
    there = seen.camera.seen
    planned = _centres(plan.camera_from_world_cv[there])
    shown = _centres(seen.camera.camera_from_world_cv[there])
    planned, shown = planned - planned[0], shown - shown[0]
    length = float(np.sum(shown * shown))
    if length < _LEAST_PATH_M**2:
        return unmeasured(_TRAVEL[3], "the clip's camera stands still", observer=seen.observer)
    return measured(
        _TRAVEL[3],
        float(np.sum(planned * shown)) / length,
        trust=rows.trust,
        samples=int(there.sum()),
    )


def _centres(camera_from_world_cv: Float64[np.ndarray, "frame 4 4"]) -> np.ndarray:
    return inverse_rigid(camera_from_world_cv)[:, :3, 3]
