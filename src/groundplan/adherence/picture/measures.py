"""All measurements of the picture of one clip."""

import numpy as np
from jaxtyping import Float64

from groundplan.adherence.clip.aligned import AlignedClip
from groundplan.adherence.measurement import Measurement
from groundplan.adherence.picture.cuts import cuts
from groundplan.adherence.picture.flicker import flicker
from groundplan.adherence.picture.pairs import picture_facts
from groundplan.adherence.picture.repeats import repeats
from groundplan.adherence.picture.sharpness import sharpness
from groundplan.adherence.plan_view import PlanView

__all__ = ["picture_measurements"]


def picture_measurements(
    plan: PlanView,
    clip: AlignedClip,
    *,
    residual_px: Float64[np.ndarray, " frame"] | None = None,
) -> tuple[Measurement, ...]:
    """Return flicker, sharpness, repeated frames and cuts.

    `residual_px` is how far the clip's geometry is off the plan's in each frame, where known; NaN
    reads as off.

    Raises:
        PackError: The pack is damaged.
    """
    facts = picture_facts(plan, clip)
    return (
        *flicker(facts, residual_px=residual_px),
        sharpness(facts),
        *repeats(facts),
        cuts(facts),
    )
