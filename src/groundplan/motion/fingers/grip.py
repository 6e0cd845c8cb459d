"""Hands closed around a round thing: fingers lie along it, the thumb against it.

The thing's axis runs across the palm, from the thumb's side to the little finger's, and touches
the palm below the knuckles.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
from jaxtyping import Float

from groundplan.assets.skeleton import Skeleton
from groundplan.motion.fingers.anatomy import Hand, hand_of
from groundplan.motion.fingers.limits import FINGER_RAD, THUMB_RAD
from groundplan.motion.fingers.posing import Pose, posed_rotations, thumb_points

__all__ = ["MOST_RADIUS_M", "Grip", "grip_axis", "grip_rotations", "hollow"]

MOST_RADIUS_M: Final = 0.045
"""What is thicker is laid on an opened hand, not enclosed."""
_LEAST_RADIUS_M: Final = 0.004
_FINGER_FLESH: Final = (0.142, 0.103, 0.092)
"""From each of a finger's bones to its skin on the palm's side, in palm lengths, a little pressed.
"""
_PALM_FLESH: Final = 0.192
"""From the line of the knuckles to the palm's skin, in palm lengths, a little pressed."""
_THUMB_FLESH: Final = 0.097
_BESIDE: Final = 0.3
"""From the index's knuckle to a thumb that stands aside, in palm lengths."""
_STEPS: Final = 9
_DIGITS: Final = 4
_SPREAD: Final = 0.1
_TWIST: Final = -0.5
"""Of the thumb: its pad towards the fingers [rad]."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Grip:
    """A round thing in the hand's axes, from the wrist [m]."""

    centre: Float[np.ndarray, " 2"]
    """Along the fingers and out of the palm: its axis crosses here, level with the palm."""
    radius: float


def grip_axis(hand: Hand, radius_m: float) -> Grip:
    """Return where a thing of a radius lies in a closed hand."""
    radius = float(np.clip(radius_m, _LEAST_RADIUS_M, MOST_RADIUS_M))
    knuckles = hand.points[1:, 0]
    out = float(knuckles[:, 2].mean()) + _PALM_FLESH * hand.palm_m + radius
    return Grip(centre=np.array([float(knuckles[1:3, 0].mean()), out]), radius=radius)


def hollow(hand: Hand, radius_m: float) -> Float[np.ndarray, " 3"]:
    """Return where the axis of a thing of any radius lies on the palm: from the wrist, body's axes.

    The thing touches the palm; what is thicker than a fist encloses lies on it all the same.
    """
    centre = grip_axis(hand, radius_m).centre
    out = centre[1] + max(0.0, radius_m - MOST_RADIUS_M)
    level = float(hand.points[1:, 0, 1].mean())
    return np.array([centre[0], level, out]) @ hand.axes


@lru_cache(maxsize=512)
def grip_rotations(skeleton: Skeleton, side: str, radius_mm: int) -> Float[np.ndarray, "joint 4"]:
    """Return local rotations (xyzw) of a hand's fifteen joints around a thing of a radius [mm].

    They are read-only.
    """
    hand = hand_of(skeleton, side)
    grip = grip_axis(hand, radius_mm / 1000.0)
    fingers = np.array([_finger(hand, k, grip) for k in range(1, 1 + _DIGITS)])
    turns = posed_rotations(hand, _with_thumb(hand, grip, fingers))
    turns.setflags(write=False)
    return turns


def _finger(hand: Hand, digit: int, grip: Grip) -> Float[np.ndarray, " 3"]:
    """Return flexion [rad] that lays each bone along the thing, from the knuckle on.

    Source:
        A tangent from a point at distance d to a circle of radius r leaves the line to its centre
        by asin(r / d).
    """
    lengths = np.linalg.norm(np.diff(hand.points[digit], axis=0), axis=1)
    place, angle = hand.points[digit, 0, [0, 2]].copy(), 0.0
    near = grip.radius + hand.palm_m * np.array(_FINGER_FLESH)
    flexion = np.empty(3)
    for bone, length in enumerate(lengths):
        way = grip.centre - place
        far = float(np.hypot(*way))
        wanted = np.arctan2(way[1], way[0]) - np.arcsin(min(1.0, near[bone] / far))
        turn = (wanted - angle + np.pi) % (2.0 * np.pi) - np.pi
        flexion[bone] = np.clip(turn, *FINGER_RAD[bone])
        angle += flexion[bone]
        place += length * np.array([np.cos(angle), np.sin(angle)])
    return flexion


def _with_thumb(hand: Hand, grip: Grip, fingers: Float[np.ndarray, "finger 3"]) -> Pose:
    """Return the hand with the thumb that lies best against the thing, of many that are tried."""
    radial, palmar, knuckle, last = np.meshgrid(
        np.linspace(0.1, THUMB_RAD[0][1], _STEPS), np.linspace(0.2, THUMB_RAD[1][1], _STEPS),
        np.linspace(0.0, 0.9, _STEPS), np.linspace(0.0, 1.2, _STEPS),
    )  # fmt: skip
    angles = np.stack([radial, palmar, knuckle, last], axis=-1).reshape(-1, 4)
    cost = _thumb_cost(hand, grip, thumb_points(hand, angles, twist=_TWIST))
    return fingers, _SPREAD, angles[int(np.argmin(cost))], _TWIST


def _thumb_cost(
    hand: Hand, grip: Grip, points: Float[np.ndarray, "thumb point 3"]
) -> Float[np.ndarray, " thumb"]:
    """Return how badly thumbs hold [m].

    What is inside the thing counts most, then a tip far from its surface, then one that does not
    come round to the side that faces away from the palm, against the fingers.
    """
    gap = np.hypot(points[..., 0] - grip.centre[0], points[..., 2] - grip.centre[1])
    gap = gap - grip.radius - _THUMB_FLESH * hand.palm_m
    inside = np.sum(np.maximum(-gap, 0.0), axis=1)
    tip: Float[np.ndarray, "thumb 3"] = points[:, -1]
    # A thumb too short to come round a thick thing lies along its side, never behind it.
    short: Float[np.ndarray, " thumb"] = (tip[:, 2] < grip.centre[1]).astype(np.float64)
    beside = np.abs(tip[:, 1] - hand.points[1, 0, 1] - _BESIDE * hand.palm_m)
    middle = np.abs(tip[:, 1] - hand.points[2, 0, 1])
    across = middle + short * (2.0 * beside - middle)
    return 20.0 * inside + np.abs(gap[:, -1]) + 0.3 * across + 0.01 * short
