"""A first guess of a camera that is far from the plan's: whole pictures slid over one another."""

from collections.abc import Sequence
from typing import Final

import numpy as np

from groundplan.adherence.camera.pose import SAME, CameraShift, moved
from groundplan.adherence.camera.sighting import Landmarks
from groundplan.adherence.patches import Patches, correlate
from groundplan.adherence.structure import Structure

__all__ = ["slid"]

_LEVEL: Final = 3
_REACH_SHARE: Final = 0.3
"""Of the picture's width: how far is looked."""
_MARGIN_SHARE: Final = 0.3
_SAMPLES: Final = 1500
_LEAST: Final = 50


def slid(plan: Landmarks, clip: Sequence[Structure]) -> CameraShift:
    """Return the turn of the camera that lays most of the still structure onto the clip's.

    A shift of the picture is read as pan and tilt; where too little stands still, there is none.
    """
    small = plan.level(_LEVEL)
    structure, wide = small.pyramid[0], clip[_LEVEL]
    rows, columns = np.nonzero(small.still)
    if len(rows) < _LEAST:
        return SAME
    every = max(1, len(rows) // _SAMPLES)
    samples = np.stack([columns, rows], axis=1)[::every].astype(np.int64)
    reach = int(_REACH_SHARE * structure.shape[1])
    # Room about the clip, so that what slides out of it still counts. Its mean speaks neither for
    # a place nor against it; zeros would hold every picture at home.
    room = np.pad(wide, reach + 2, mode="constant", constant_values=float(wide.mean()))
    whole = Patches(
        centres=samples[:1], samples=samples, starts=np.array([0, len(samples)], dtype=np.int64)
    )
    matches = correlate(
        structure, room, whole, expected_px=samples.astype(np.float64) + reach + 2, reach=reach
    )
    across, down = matches.shift_px[0]
    focal_x, focal_y = small.intrinsics_px[0, 0], small.intrinsics_px[1, 1]
    turn = [-np.arctan(down / focal_y), np.arctan(across / focal_x)]
    return moved(SAME, np.array([*turn, 0.0, 0.0, 0.0, 0.0, 0.0]))
