"""How much two camera set-ups of one subject differ: direction, size, and the jump between them.

Source:
    The 30-degree rule (the next shot of a subject differs by 30 degrees or by two size steps) as
    commonly taught; the bands of sizes are those of the camera's vocabulary, our engineering
    defaults.
"""

import math
from typing import Final

import numpy as np
from jaxtyping import Float

__all__ = [
    "LEAST_STEPS", "LEAST_TURN_RAD", "SIZE_EDGES", "azimuth_between", "jump_cut", "size_index",
    "size_mismatch", "size_steps", "turn_between",
]  # fmt: skip

LEAST_TURN_RAD: Final = math.radians(30.0)
LEAST_STEPS: Final = 2
SIZE_EDGES: Final = (0.18, 0.32, 0.47, 0.65, 0.90, 1.40, 4.00)
"""Upper edges of the bands of sizes, extreme close-up first: visible height at the subject over
the subject's height. What is above the last is an extreme long shot."""

Points = Float[np.ndarray, "*#batch 3"]


def azimuth_between(first: Points, second: Points, subject: Points) -> Float[np.ndarray, "..."]:
    """Return the angle over the ground at a subject between two cameras [rad], 0..pi.

    0 where a camera stands right above or below the subject: it has no direction then.
    """
    a, b = first - subject, second - subject
    cross = a[..., 2] * b[..., 0] - a[..., 0] * b[..., 2]
    level = a[..., 0] * b[..., 0] + a[..., 2] * b[..., 2]
    return np.asarray(np.abs(np.arctan2(cross, level)))


def turn_between(first: Points, second: Points, subject: Points) -> Float[np.ndarray, "..."]:
    """Return the angle in space at a subject between two cameras [rad], 0..pi."""
    a, b = first - subject, second - subject
    cross = np.linalg.norm(np.cross(a, b), axis=-1)
    return np.asarray(np.arctan2(cross, np.sum(a * b, axis=-1)))


def size_index(fraction: float, *, edges: tuple[float, ...] = SIZE_EDGES) -> int:
    """Return which band a visible height over the subject's height is in, 0 for the tightest."""
    return int(np.searchsorted(edges, fraction, side="right"))


def size_steps(first: float, second: float, *, edges: tuple[float, ...] = SIZE_EDGES) -> int:
    """Return how many size steps lie between two visible heights over the subject's height."""
    return abs(size_index(first, edges=edges) - size_index(second, edges=edges))


def size_mismatch(first: float, second: float) -> float:
    """Return by which share two heights in the frame differ: 0 for reverse angles that match.

    The larger over the smaller, less 1; `inf` where one is not above 0.
    """
    low, high = sorted((first, second))
    return high / low - 1.0 if low > 0.0 else math.inf


def jump_cut(turn_rad: float, steps: float) -> float:
    """Return how much a cut between two set-ups of one subject jumps, 0..1.

    1: it is the same set-up. 0: it differs by 30 degrees or by two size steps, or by more.
    """
    return max(0.0, 1.0 - max(abs(turn_rad) / LEAST_TURN_RAD, abs(steps) / LEAST_STEPS))
