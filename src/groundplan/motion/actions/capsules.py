"""How deep limbs run through the own body: capsules around bones, measured pair by pair."""

from typing import Final

import numpy as np
from jaxtyping import Float

from groundplan.motion.actions.measures import measures_of
from groundplan.motion.frame import BodyFrames

__all__ = ["self_overlap"]

_BONES: Final = (
    ("leftForearm", "leftLowerArm", "leftHand", 0.018),
    ("rightForearm", "rightLowerArm", "rightHand", 0.018),
    ("leftShin", "leftLowerLeg", "leftFoot", 0.026),
    ("rightShin", "rightLowerLeg", "rightFoot", 0.026),
    ("leftThigh", "leftUpperLeg", "leftLowerLeg", 0.036),
    ("rightThigh", "rightUpperLeg", "rightLowerLeg", 0.036),
    ("trunk", "hips", "upperChest", 0.052),
    ("skull", "neck", "head", 0.032),
)  # fmt: skip
"""Name, ends and radius [body lengths]: a thin core, since clothes and flesh give way."""
_PAIRS: Final = (
    *(
        (f"{side}Forearm", other)
        for side in ("left", "right")
        for other in ("trunk", "skull", "leftThigh", "rightThigh")
    ),
    ("leftForearm", "rightForearm"), ("leftShin", "rightShin"), ("leftThigh", "rightThigh"),
    ("leftShin", "trunk"), ("rightShin", "trunk"), ("leftShin", "rightThigh"),
    ("rightShin", "leftThigh"),
)  # fmt: skip

Points = Float[np.ndarray, "time 3"]
Segment = tuple[Points, Points]


def self_overlap(frames: BodyFrames) -> dict[str, Float[np.ndarray, " time"]]:
    """Return by pair of limbs how deep they run through each other [m]; 0 where they do not."""
    unit = measures_of(frames.skeleton).unit
    matrices = frames.body_from_joint()
    ends = {
        name: (
            matrices[:, frames.skeleton.index(first), :3, 3],
            matrices[:, frames.skeleton.index(last), :3, 3],
        )
        for name, first, last, _ in _BONES
    }
    radius = {name: size * unit for name, _, _, size in _BONES}
    return {
        f"{one} {other}": np.maximum(
            radius[one] + radius[other] - _distance(ends[one], ends[other]), 0.0
        )
        for one, other in _PAIRS
    }


def _distance(one: Segment, other: Segment) -> Float[np.ndarray, " time"]:
    """Return the least distance between two segments.

    Source:
        Closest points of two lines, then clamped to either segment in turn.
    """
    (a, b), (c, d) = one, other
    u, v, w = b - a, d - c, a - c
    uu, vv, uv = (np.sum(p * q, axis=1) for p, q in ((u, u), (v, v), (u, v)))
    uw, vw = np.sum(u * w, axis=1), np.sum(v * w, axis=1)
    flat = np.maximum(uu * vv - uv * uv, 1e-12)
    s = np.clip((uv * vw - vv * uw) / flat, 0.0, 1.0)
    t = np.clip((uv * s + vw) / np.maximum(vv, 1e-12), 0.0, 1.0)
    s = np.clip((uv * t - uw) / np.maximum(uu, 1e-12), 0.0, 1.0)
    gap = w + u * s[:, None] - v * t[:, None]
    return np.linalg.norm(gap, axis=1)
