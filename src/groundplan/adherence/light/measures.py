"""All measurements of light of one clip."""

import numpy as np
from jaxtyping import UInt16

from groundplan.adherence.clip.aligned import AlignedClip
from groundplan.adherence.light.drift import instance_drifts, picture_drifts
from groundplan.adherence.light.inversion import inversion
from groundplan.adherence.light.key_light import key_light
from groundplan.adherence.light.look_fit import fit_look
from groundplan.adherence.light.offset import offsets
from groundplan.adherence.light.tones import tone_bands, tone_rows
from groundplan.adherence.measurement import Measurement
from groundplan.adherence.plan_view import PlanView

__all__ = ["light_measurements"]


def light_measurements(
    plan: PlanView,
    clip: AlignedClip,
    *,
    masks: UInt16[np.ndarray, "frame height width"] | None = None,
) -> tuple[Measurement, ...]:
    """Return drift of exposure, colour, contrast and key light, offsets to the plan, and inversion.

    `masks` are ids as observed in the clip, by default the plan's.

    Raises:
        PackError: The pack is damaged.
    """
    observed = plan.instance if masks is None else masks
    seen = clip.source >= 0
    rows = tone_rows(plan.instance, instances=plan.instances)
    own = tone_bands(plan.beauty, plan.instance, rows=rows)
    tones = tone_bands(clip.frames, observed, rows=rows)
    fit = fit_look(own, tones, seen=seen)
    return (
        *picture_drifts(fit),
        *offsets(fit),
        inversion(plan, clip),
        *key_light(plan, clip.frames, observed, seen=seen, tone=fit.likeness[0]),
        *instance_drifts(fit, clip=tones, rows=rows),
    )
