"""The simplest camera that explains a frame: what nothing calls for is not changed.

A turn of the camera and a step aside move a far scene alike; so do zooming and stepping in. Where
the picture can't tell, the answer is the change with fewer parts, not a mixture of all.
"""

from typing import Final

import numpy as np
from jaxtyping import Float64

from groundplan.adherence.camera.pose import SAME
from groundplan.adherence.camera.solving import (
    ALL,
    LARGEST_LOSS,
    TOGETHER,
    PoseFit,
    Prior,
    Sightings,
    fit_pose,
    misfit,
)

__all__ = ["simplest_pose"]

_TURN: Final = (0, 1, 2)
_MODELS: Final = ((), _TURN, (*_TURN, 6), ALL[:6])
"""Nothing; turning; turning and zooming; turning and travelling. The last is all of it."""
_PER_PART: Final = 3.0 * TOGETHER**2
"""Loss that a part has to save: as in the Akaike criterion, of patches that err together."""
_BENT_PX: Final = 0.25
"""So much may a look bend all that it draws alike: a part has to explain more."""
_MOST_SHARE: Final = 0.5
"""Of the largest loss that there can be: all parts together cost no more, or few patches could
never call for any, however wrong the rest is."""


def simplest_pose(
    sightings: Sightings,
    whole: PoseFit,
    *,
    intrinsics_px: Float64[np.ndarray, "3 3"],
    prior: Prior,
) -> PoseFit:
    """Return the fit with the fewest parts that explains the sightings as `whole` does.

    Source:
        Penalised likelihood as in the Akaike criterion; the penalty per parameter is our choice.
    """

    def loss(fit: PoseFit) -> float:
        return misfit(sightings, fit.shift, intrinsics_px=intrinsics_px, spread_px=whole.spread_px)

    most = _MOST_SHARE * LARGEST_LOSS * len(sightings.points)
    bent = len(sightings.points) * (_BENT_PX / whole.spread_px) ** 2
    per_part = min(_PER_PART + bent, most / len(ALL))
    best, least = whole, loss(whole) + per_part * len(ALL)
    for model in _MODELS:
        fit = fit_pose(sightings, SAME, intrinsics_px=intrinsics_px, prior=prior, free=model)
        paid = loss(fit) + per_part * len(model)
        if paid < least:
            best, least = fit, paid
    return _with_sigma(best, whole)


def _with_sigma(best: PoseFit, whole: PoseFit) -> PoseFit:
    """Return a fit with the uncertainty of all parts: leaving one out does not make it known."""
    return PoseFit(
        shift=best.shift,
        weights=best.weights,
        spread_px=best.spread_px,
        sigma=np.maximum(best.sigma, whole.sigma),
        framing_sigma=max(best.framing_sigma, whole.framing_sigma),
    )
