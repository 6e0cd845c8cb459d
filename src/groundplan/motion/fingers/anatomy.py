"""A hand in its own axes: along the fingers, towards the thumb, out of the palm."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from jaxtyping import Float, Int64

from groundplan.assets.human_joints import DIGITS, digit_joints
from groundplan.assets.skeleton import Skeleton

__all__ = ["Hand", "hand_of"]

Vector = Float[np.ndarray, " 3"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Hand:
    """One hand of a skeleton at rest (T-pose, the body's axes)."""

    rows: Int64[np.ndarray, "digit 3"]
    """Joints of thumb, index, middle, ring and little finger."""
    axes: Float[np.ndarray, "3 3"]
    """Rows: along the fingers, towards the thumb, out of the palm; unit."""
    points: Float[np.ndarray, "digit 4 3"]
    """Joints and tip in the hand's axes, from the wrist [m]."""
    bend: Float[np.ndarray, "digit 3"]
    """Unit axis about which a digit flexes, in the hand's axes: the same for all its joints."""
    flexion: Float[np.ndarray, "digit 3"]
    """At rest [rad]; a finger's first against the palm, a thumb's first is 0."""
    palm_m: float
    """From the wrist to the line of the knuckles."""
    handedness: float
    """1 where the hand's axes are right-handed (the left hand), else -1."""


@lru_cache(maxsize=128)
def hand_of(skeleton: Skeleton, side: str) -> Hand:
    """Return a hand of a person's skeleton."""
    names = [digit_joints(side, digit) for digit in DIGITS]
    wrist = skeleton.place(f"{side}Hand")
    tips = [np.array(skeleton.marks[f"{side}{digit}Tip"][1]) for digit in DIGITS]
    places = np.array(
        [[*(skeleton.place(n) for n in row), tip] for row, tip in zip(names, tips, strict=True)]
    )
    axes = _axes(places[:, 0] - wrist, sign=1.0 if side == "left" else -1.0)
    points = (places - wrist) @ axes.T
    bend = np.array([_thumb_axis(points), *(_finger_axis(row) for row in points[1:])])
    return Hand(
        rows=np.array([[skeleton.index(n) for n in row] for row in names], dtype=np.int64),
        axes=axes,
        points=points,
        bend=bend,
        flexion=_flexion(points, bend),
        palm_m=float(points[1:, 0, 0].mean()),
        handedness=1.0 if side == "left" else -1.0,
    )


def _axes(knuckles: Float[np.ndarray, "digit 3"], *, sign: float) -> Float[np.ndarray, "3 3"]:
    along = _unit(knuckles[1:].mean(axis=0))
    thumbward = knuckles[1] - knuckles[4]
    thumbward = _unit(thumbward - along * (thumbward @ along))
    return np.stack([along, thumbward, sign * np.cross(along, thumbward)])


def _finger_axis(points: Float[np.ndarray, "4 3"]) -> Vector:
    """Return the axis in the plane of the palm, across the finger; turning about it bends it."""
    ahead = (points[2] - points[0]) * [1.0, 1.0, 0.0]
    return _unit(np.cross(ahead, [0.0, 0.0, 1.0]))


def _thumb_axis(points: Float[np.ndarray, "digit 4 3"]) -> Vector:
    """Return the axis about which a thumb bends towards the root of the little finger."""
    thumb, across = points[0, 3] - points[0, 1], points[4, 0] - points[0, 1]
    return _unit(np.cross(thumb, across))


def _flexion(
    points: Float[np.ndarray, "digit 4 3"], bend: Float[np.ndarray, "digit 3"]
) -> Float[np.ndarray, "digit 3"]:
    bones = np.diff(points, axis=1)
    ahead = np.cross([0.0, 0.0, 1.0], bend)
    ahead[0] = bones[0, 0] - bend[0] * (bones[0, 0] @ bend[0])
    ahead /= np.linalg.norm(ahead, axis=1, keepdims=True)
    side = np.cross(bend, ahead)
    angle = np.arctan2(np.einsum("dbi,di->db", bones, side), np.einsum("dbi,di->db", bones, ahead))
    return np.diff(angle, axis=1, prepend=0.0)


def _unit(vector: Vector) -> Vector:
    return vector / np.linalg.norm(vector)
