"""Whether the clip shows the plan's scene at all, whatever its camera and its subjects do."""

from typing import Final

import numpy as np

from groundplan.adherence.measurement import Measurement
from groundplan.adherence.measures.making import Trust, measured, unmeasured
from groundplan.adherence.observation import Observation

__all__ = ["UNLIKE", "recognition_measurements"]

UNLIKE: Final = "scene.unlike/1"
_LEAST_LANDMARKS: Final = 24
"""A few agree anywhere, and nothing shows if a few do not."""
_LEAST_SEEN_SHARE: Final = 0.5


def recognition_measurements(seen: Observation) -> list[Measurement]:
    """Return the share of the plan's still landmarks that the clip does not show."""
    camera = seen.camera
    told = camera.landmark_count >= _LEAST_LANDMARKS
    if told.mean() < _LEAST_SEEN_SHARE:
        reason = "too little that stands still shows, or half of the clip's frames are missing"
        return [unmeasured(UNLIKE, reason, observer=seen.observer)]
    unlike = np.where(told, 1.0 - camera.confidence, np.nan)
    trust = Trust(observer=seen.observer, confidence=float(told.mean()))
    return [measured(UNLIKE, float(np.nanmedian(unlike)), trust=trust, series=unlike)]
