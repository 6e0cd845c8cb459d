"""Points before a camera, and exact sightings of them by another."""

from typing import Final

import numpy as np

from groundplan.adherence.camera.pose import SAME, CameraShift, moved, projected
from groundplan.adherence.camera.solving import Sightings

__all__ = ["INTRINSICS", "points", "shifted", "sighted"]

INTRINSICS: Final = np.array([[240.0, 0.0, 104.0], [0.0, 240.0, 60.0], [0.0, 0.0, 1.0]])


def points(count: int = 120, *, near_m: float = 3.0, far_m: float = 12.0) -> np.ndarray:
    """Return points all over the picture (208 x 120 px), at depths of `near_m` to `far_m`."""
    rng = np.random.default_rng(8)
    depth = rng.uniform(near_m, far_m, count)
    x, y = rng.uniform(4, 204, count), rng.uniform(4, 116, count)
    return np.stack([(x - 104.0) / 240.0 * depth, (y - 60.0) / 240.0 * depth, depth], axis=1)


def shifted(*parts: float) -> CameraShift:
    """Return a shift by its seven parts: rotation [rad], travel [m], log focal ratio."""
    return moved(SAME, np.array(parts))


def sighted(
    shift: CameraShift, places: np.ndarray, *, noise_px: float = 0.0, wrong: float = 0.0
) -> Sightings:
    """Return where the shifted camera sees points; a share of them up to 40 px off."""
    rng = np.random.default_rng(21)
    seen = projected(places, shift, INTRINSICS) + noise_px * rng.normal(size=(len(places), 2))
    astray = rng.permutation(len(places))[: round(wrong * len(places))]
    seen[astray] += rng.uniform(8, 40, (len(astray), 2)) * rng.choice([-1, 1], (len(astray), 2))
    whitening = np.tile(np.eye(2), (len(places), 1, 1))
    return Sightings(points=places, seen_px=seen, whitening=whitening)
