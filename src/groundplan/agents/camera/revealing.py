"""A view in which bodies do not hide one another, where there is one: higher up or more aside."""

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import numpy as np
from jaxtyping import Float

from groundplan.agents.camera.clear import entry_fractions, sights
from groundplan.agents.camera.framing import fitted
from groundplan.agents.camera.setup import Setup
from groundplan.agents.camera.situation import Situation
from groundplan.agents.figures import Figure

__all__ = ["hidden_count", "revealed"]

_ENOUGH: Final = 0.4
"""How much of a body has to be seen past others to know it: our engineering default."""
_MOST: Final = 16
"""Of more bodies some hide others, as in any crowd."""
_STEPS_RAD: Final = tuple(math.radians(a) for a in (0, 8, 16, 24, 32))
_LOWEST_PITCH_RAD: Final = math.radians(-44.0)
_AZIMUTHS_RAD: Final = tuple(math.radians(a) for a in (0, 10, -10, 20, -20, 35, -35))


def revealed(setup: Setup, situation: Situation, *, points: Float[np.ndarray, "point 3"]) -> Setup:
    """Return the set-up, raised and turned about its aim as little as shows all bodies.

    `points` [m] stay in frame. Where no view shows all, the one that shows most.
    """
    bodies = [f for f in situation.figures.values() if f.kind != "set"]
    if not 1 < len(bodies) <= _MOST:
        return setup
    boxes = _boxes(bodies)
    best, least = setup, hidden_count(setup.position, boxes)
    for step in _STEPS_RAD:
        for azimuth in _AZIMUTHS_RAD:
            if not least:
                return best
            if abs(azimuth) > situation.azimuth_limit + 1e-9:
                continue
            pitch = max(setup.pitch - step, _LOWEST_PITCH_RAD)
            tried = fitted(
                points, gate=situation.gate, focal_mm=setup.focal_mm,
                azimuth=setup.azimuth + azimuth, pitch=pitch,
            )  # fmt: skip
            tried = replace(tried, roll=setup.roll)
            hidden = hidden_count(tried.position, boxes)
            if hidden < least:
                best, least = tried, hidden
    return best


def hidden_count(
    position: Float[np.ndarray, " 3"], boxes: Float[np.ndarray, "body time 2 3"]
) -> int:
    """Return how many bodies a lens [m] does not see enough of past the boxes of the others.

    A body counts over all times. What holds a body's middle in its own box does not hide it: one
    is in or on the other.
    """
    targets = np.stack([sights(box) for box in boxes])
    middles = 0.5 * (boxes[:, :, 0] + boxes[:, :, 1])
    within = np.all(
        (middles[:, None] >= boxes[None, :, :, 0]) & (middles[:, None] <= boxes[None, :, :, 1]),
        axis=-1,
    )
    ways = entry_fractions(position, targets[:, None], boxes[None, :, :, None])
    hides = (ways < 0.98) & ~within[..., None]
    share = hides.any(axis=1).mean(axis=(1, 2))
    return int(np.sum(share > 1.0 - _ENOUGH))


def _boxes(bodies: Sequence[Figure]) -> Float[np.ndarray, "body time 2 3"]:
    """Return the boxes of bodies in the first, middle and last sample [m]."""
    found: list[np.ndarray] = []
    for body in bodies:
        corners = body.corners()
        corners = corners[[0, len(corners) // 2, -1]]
        found.append(np.stack([corners.min(axis=1), corners.max(axis=1)], axis=1))
    return np.stack(found)
