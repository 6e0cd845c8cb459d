"""Cameras over ground that rises: a camera that would be in a hill is lifted out of it."""

from dataclasses import replace
from itertools import pairwise
from typing import Final

import numpy as np

from groundplan.agents.camera.path import CameraPath
from groundplan.geometry.landform import Landform

__all__ = ["above_ground"]

_CLEAR_M: Final = 0.25
"""Of a lens over the ground, at least: our engineering default."""
_LEAST_M: Final = 0.01
"""The same over level ground, for who looks through the eyes of something small."""
_SAMPLES: Final = 17


def above_ground(path: CameraPath, landform: Landform | None) -> CameraPath:
    """Return the path, lifted as a whole until no point of it lies in the ground; None: level."""
    if landform is None:
        sunk = _LEAST_M - min(y for _, (_, y, _) in path.positions)
        return _lifted(path, sunk) if sunk > 0.0 else path
    points = [np.array([place]) for _, place in path.positions]
    for (_, a), (_, b) in pairwise(path.positions):
        points.append(np.linspace(a, b, _SAMPLES))
    places = np.concatenate(points)
    ground = landform.height_at(places[:, 0], places[:, 2])
    short = float(np.max(ground + _CLEAR_M - places[:, 1]))
    if short <= 0.0:
        return path
    return _lifted(path, short)


def _lifted(path: CameraPath, rise_m: float) -> CameraPath:
    """Return the path, higher by `rise_m`."""
    lifted = tuple((t, (x, y + rise_m, z)) for t, (x, y, z) in path.positions)
    return replace(path, positions=lifted)
