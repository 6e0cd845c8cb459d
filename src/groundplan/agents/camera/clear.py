"""Whether a camera stands clear of things, and sees its subject past them."""

from collections.abc import Sequence
from typing import Final

import numpy as np
from jaxtyping import Float

from groundplan.agents.figures import Figure

__all__ = ["CLEAR_M", "blocked_fraction", "collides", "entry_fractions", "shows_all", "sights"]

CLEAR_M: Final = 0.3
"""Room that a camera needs around it: our engineering default."""
_ENOUGH: Final = 0.4
"""How much of a body has to be seen past others to know it: our engineering default."""
_GRID: Final = (-0.35, 0.0, 0.35)
"""Where across a body it is looked at, as fractions of its extent along x from its middle."""
_HEIGHTS: Final = (0.5, 0.75, 0.93)
"""Where on a body it is looked at, as fractions of its height."""


def collides(
    positions: Float[np.ndarray, "time 3"], obstacles: Sequence[Float[np.ndarray, "time 2 3"]]
) -> bool:
    """Return whether the camera comes nearer than `CLEAR_M` to a box."""
    for box in obstacles:
        outside = np.maximum(np.maximum(box[:, 0] - positions, positions - box[:, 1]), 0.0)
        if np.linalg.norm(outside, axis=1).min() < CLEAR_M:
            return True
    return False


def blocked_fraction(
    positions: Float[np.ndarray, "time 3"],
    subject: Figure,
    obstacles: Sequence[Float[np.ndarray, "time 2 3"]],
) -> float:
    """Return how much of the lines of sight to the subject's upper body is blocked, 0..1."""
    if not obstacles:
        return 0.0
    lifts = np.array([[0.0, h * subject.height_m, 0.0] for h in _HEIGHTS])
    targets = subject.positions[:, None, :] + lifts
    hit = np.zeros(targets.shape[:2], dtype=bool)
    for box in obstacles:
        entry = entry_fractions(positions[:, None, :], targets, box[:, None, :, :])
        hit |= entry < 0.98
    return float(hit.mean())


def shows_all(position: Float[np.ndarray, " 3"], figures: Sequence[Figure]) -> bool:
    """Tell whether a still camera sees enough of every body past the boxes of the others.

    `position`: of the lens [m]. A body counts over the whole time; places are no bodies.
    """
    bodies = [f for f in figures if f.kind != "set"]
    corners = [f.corners() for f in bodies]
    boxes = [np.stack([c.min(axis=1), c.max(axis=1)], axis=1)[:, None] for c in corners]
    for number, own in enumerate(boxes):
        targets = sights(own[:, 0])
        hidden = np.zeros(targets.shape[:2], dtype=bool)
        for other, box in enumerate(boxes):
            if other != number:
                hidden |= entry_fractions(position, targets, box) < 0.98
        if float(hidden.mean()) > 1.0 - _ENOUGH:
            return False
    return True


def sights(box: Float[np.ndarray, "time 2 3"]) -> Float[np.ndarray, "time point 3"]:
    """Return the points that a body is looked at in: a grid through its middle [m]."""
    extent, middle = box[:, 1] - box[:, 0], 0.5 * (box[:, 0] + box[:, 1])
    middle[:, 1] = box[:, 0, 1]
    grid = np.array([[x, h, 0.0] for x in _GRID for h in _HEIGHTS])
    return middle[:, None] + grid * extent[:, None]


def entry_fractions(
    origins: Float[np.ndarray, "*#batch 3"],
    targets: Float[np.ndarray, "*#batch 3"],
    boxes: Float[np.ndarray, "*#batch 2 3"],
) -> Float[np.ndarray, "..."]:
    """Return where on the way (0 at the origin, 1 at the target) a line enters a box, or `inf`.

    Source:
        Slab method: a line is inside a box between the last slab entered and the first one left.
    """
    way = targets - origins
    step = np.where(np.abs(way) > 1e-12, way, 1e-12)
    to_low = (boxes[..., 0, :] - origins) / step
    to_high = (boxes[..., 1, :] - origins) / step
    enter = np.minimum(to_low, to_high).max(axis=-1)
    leave = np.maximum(to_low, to_high).min(axis=-1)
    hits = (enter <= leave) & (leave > 0.0)
    return np.where(hits, np.maximum(enter, 0.0), np.inf)
