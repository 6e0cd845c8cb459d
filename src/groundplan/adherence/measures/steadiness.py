"""Does the clip's camera shake where the plan's does not?

A camera that jumps to and fro in every frame may be near its place on the whole. What a viewer sees
is how far each frame lies from halfway between its neighbours, beyond the plan's own movement:
slow errors, however large, and a single jump have none of it in most frames.
"""

from typing import Final

import numpy as np
from jaxtyping import Float64, Int64

from groundplan.adherence.measurement import Measurement
from groundplan.adherence.measures.framing import still_places
from groundplan.adherence.measures.making import Trust, measured, unmeasured
from groundplan.adherence.observation import Observation
from groundplan.adherence.plan_view import PlanView

__all__ = ["steadiness_measurements"]

_SHAKE: Final = "camera.shake_pct/1"
# Our engineering choices, tried on the built-in looks: clean clips read 0.33 % of the width at most
# where the framing is known this well, and up to 2 % where it is not.
_VAGUE: Final = 0.01
"""Standard deviation of the log scale from which on the framing is not known."""
_LEAST_TOLD: Final = 5
"""Frames, with both neighbours seen: of fewer, one jump would be the median."""


def steadiness_measurements(
    plan: PlanView, seen: Observation, *, source: Int64[np.ndarray, " frame"] | None = None
) -> list[Measurement]:
    """Return how much the clip's camera shakes, beyond the plan's.

    `source`: number of the clip's frame that stands for each of the plan's; of those that stand
    for two, as in a clip that plays too fast, nobody can tell. None: each has its own.
    """
    camera = seen.camera
    told = camera.seen & (camera.sigma_framing < _VAGUE)
    if source is not None:
        told[1:] &= np.diff(source) != 0
    shifts = np.full((plan.frame_count, 2), np.nan)
    for frame in np.flatnonzero(told).tolist():
        shifts[frame] = _shift(plan, seen, frame)
    series = np.full(plan.frame_count, np.nan)
    jumps = shifts[1:-1] - 0.5 * (shifts[:-2] + shifts[2:])
    series[1:-1] = 100.0 * np.hypot(*jumps.T) / plan.size_px[0]
    known = np.isfinite(series)
    if int(known.sum()) < _LEAST_TOLD:
        reason = "the framing is not known well enough in enough frames in a row"
        return [unmeasured(_SHAKE, reason, observer=seen.observer)]
    trust = Trust(
        observer=seen.observer,
        confidence=float(camera.confidence[known].mean() * known.mean()),
    )
    return [measured(_SHAKE, float(np.median(series[known])), trust=trust, series=series)]


def _shift(plan: PlanView, seen: Observation, frame: int) -> Float64[np.ndarray, " 2"]:
    """Return by how much what stands still lies elsewhere in the picture [px], x right, y down."""
    found = still_places(plan, seen, frame)
    if found is None:
        return np.full(2, np.nan)
    places, shown = found
    return np.median(shown - places, axis=0)
