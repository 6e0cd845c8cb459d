"""Where a body's weight is, and what it stands on."""

from typing import Final

import numpy as np
from jaxtyping import Float

from groundplan.motion.actions.measures import measures_of
from groundplan.motion.frame import BodyFrames

__all__ = ["centre_of_mass", "lean_over_support", "support_points"]

_SEGMENTS: Final = (
    ("hips", "upperChest", 0.43), ("upperChest", "neck", 0.06), ("neck", "head", 0.08),
    *(
        (f"{side}{start}", f"{side}{end}", share)
        for side in ("left", "right")
        for start, end, share in (
            ("UpperArm", "LowerArm", 0.028), ("LowerArm", "Hand", 0.022),
            ("UpperLeg", "LowerLeg", 0.112), ("LowerLeg", "Foot", 0.048), ("Foot", "Toes", 0.005),
        )
    ),
)  # fmt: skip
"""Ends and share of the mass, taken to be in the middle: our engineering defaults, rounded."""
_LOW: Final = 0.075
"""A joint below this, in body lengths, rests on the ground."""
_SOLE: Final = 0.035
"""Half the width of what a joint rests on, in body lengths."""

Points = Float[np.ndarray, "time 3"]


def centre_of_mass(frames: BodyFrames) -> Points:
    """Return the middle of the body's mass [m]."""
    matrices = frames.body_from_joint()
    total = sum(share for _, _, share in _SEGMENTS)
    result = np.zeros((len(matrices), 3))
    for start, end, share in _SEGMENTS:
        ends = [matrices[:, frames.skeleton.index(name), :3, 3] for name in (start, end)]
        result += share / total * 0.5 * (ends[0] + ends[1])
    return result


def support_points(frames: BodyFrames, k: int) -> Float[np.ndarray, "point 2"]:
    """Return the corners (x, z) of what rests on the ground at the k-th time [m]."""
    unit = measures_of(frames.skeleton).unit
    places = frames.body_from_joint()[k, :, :3, 3]
    low = places[places[:, 1] < _LOW * unit][:, [0, 2]]
    size = _SOLE * unit
    corners = np.array([[-size, -size], [-size, size], [size, -size], [size, size]])
    return (low[:, None] + corners).reshape(-1, 2)


def lean_over_support(frames: BodyFrames, k: int) -> float:
    """Return how far the weight lies outside of the support at the k-th time [m]; 0 inside.

    The distance from the convex hull, by the directions of 64 lines.
    """
    points = support_points(frames, k)
    if len(points) == 0:
        return float("inf")
    weight = centre_of_mass(frames)[k, [0, 2]]
    angles = np.arange(64) * (2.0 * np.pi / 64.0)
    ways = np.stack([np.cos(angles), np.sin(angles)], axis=1)
    beyond = ways @ weight - np.max(ways @ points.T, axis=1)
    return float(max(np.max(beyond), 0.0))
