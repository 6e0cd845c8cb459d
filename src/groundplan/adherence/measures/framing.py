"""How the clip frames what stands still: place and size, whatever moved the camera or the lens.

Where depth hardly varies, a zoom and a step ahead look alike, and so do a pan and a step aside.
Which of them it was nobody can tell, yet how much the picture changed is plain.
"""

from typing import Final

import numpy as np
from jaxtyping import Float64

from groundplan.adherence.camera.pose import CameraShift, lifted, projected
from groundplan.adherence.measurement import Measurement
from groundplan.adherence.measures.making import Trust, measured, unmeasured
from groundplan.adherence.observation import Observation
from groundplan.adherence.plan_view import PlanView
from groundplan.geometry.transforms import inverse_rigid, multiply

__all__ = ["framing_measurements", "still_places"]

_NAMES: Final = ("camera.framing_scale_pct/1", "camera.framing_shift_pct/1")
_EVERY_PX: Final = 12
_LEAST_POINTS: Final = 12
_LEAST_SEEN_SHARE: Final = 0.5
_KNOWN: Final = 0.0045
"""Standard deviation of the log scale up to which any framing is known."""
_PLAIN_SIGMAS: Final = 12.0
"""An error so many times larger is one, however little stands out."""
_VAGUE: Final = 0.0125
"""Standard deviation of the log scale from which on the framing is not known."""


def framing_measurements(plan: PlanView, seen: Observation) -> list[Measurement]:
    """Return how far size and place of the still surroundings are from the plan."""
    told = seen.camera.seen & (seen.camera.sigma_framing < _VAGUE)
    there = np.flatnonzero(told)
    if len(there) < _LEAST_SEEN_SHARE * plan.frame_count:
        reason = "too little stands still, or too much in a row, to tell in most frames"
        return [unmeasured(name, reason, observer=seen.observer) for name in _NAMES]
    rows = np.full((plan.frame_count, 2), np.nan)
    for frame in there.tolist():
        rows[frame] = _framed(plan, seen, frame)
        if not _plain(rows[frame], float(seen.camera.sigma_framing[frame])):
            rows[frame] = np.nan
    if np.isfinite(rows[:, 0]).sum() < _LEAST_SEEN_SHARE * plan.frame_count:
        reason = "hardly anything stands still in the picture, or too little tells its scale"
        return [unmeasured(name, reason, observer=seen.observer) for name in _NAMES]
    trust = Trust(observer=seen.observer, confidence=float(seen.camera.confidence[there].mean()))
    return [
        measured(name, float(np.nanmean(np.abs(series))), trust=trust, series=series)
        for name, series in zip(_NAMES, rows.T, strict=True)
    ]


def still_places(
    plan: PlanView, seen: Observation, frame: int
) -> tuple[Float64[np.ndarray, "n 2"], Float64[np.ndarray, "n 2"]] | None:
    """Return where points of what stands still are planned and shown [px]; None: too few.

    Pixel centres at +0.5; the shown ones are where the clip's camera, which has to be seen in this
    frame, puts them.
    """
    still = plan.static(frame)[::_EVERY_PX, ::_EVERY_PX]
    rows, columns = np.nonzero(still)
    if len(rows) < _LEAST_POINTS:
        return None
    places = np.stack([columns, rows], axis=1) * _EVERY_PX + 0.5
    depth = plan.depth_m[frame][rows * _EVERY_PX, columns * _EVERY_PX]
    intrinsics = plan.intrinsics_px[frame]
    shift = CameraShift(
        clip_from_plan=multiply(
            seen.camera.camera_from_world_cv[frame],
            inverse_rigid(plan.camera_from_world_cv[frame]),
        ),
        focal=float(seen.camera.focal_px[frame] / intrinsics[0, 0]),
    )
    return places, projected(lifted(places, depth, intrinsics), shift, intrinsics)


def _plain(row: Float64[np.ndarray, " 2"], sigma: float) -> bool:
    """Tell whether an error is known well enough for its size: a small one has to be known best."""
    return sigma <= max(_KNOWN, float(np.abs(row).max()) / (100.0 * _PLAIN_SIGMAS))


def _framed(plan: PlanView, seen: Observation, frame: int) -> Float64[np.ndarray, " 2"]:
    """Return scale error [%] and mean shift [% of the width]; NaN where too little stands still."""
    found = still_places(plan, seen, frame)
    if found is None:
        return np.full(2, np.nan)
    places, shown = found
    away, there = places - np.median(places, axis=0), shown - np.median(shown, axis=0)
    # Along each point's own ray from the middle; a turn of the picture leaves lengths alone.
    lengths = np.hypot(*away.T)
    far = lengths > float(np.median(lengths))
    reached = np.hypot(*there.T)
    scale = float(np.median(reached[far] / lengths[far]))
    moved = float(np.hypot(*(shown - places).T).mean())
    return np.array([100.0 * (scale - 1.0), 100.0 * moved / plan.size_px[0]])
