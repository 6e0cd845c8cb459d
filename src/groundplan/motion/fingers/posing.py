"""Hand shapes become local rotations of the joints of a hand."""

from functools import lru_cache

import numpy as np
from jaxtyping import Float

from groundplan.assets.skeleton import Skeleton
from groundplan.errors import SceneError
from groundplan.geometry import quaternions
from groundplan.motion.fingers.anatomy import Hand, hand_of
from groundplan.motion.fingers.limits import SPREAD_RAD, clamped_finger, clamped_thumb
from groundplan.motion.fingers.shapes import HAND_SHAPES, HandShape
from groundplan.motion.frame import BodyFrames

__all__ = [
    "Pose", "finger_rotations", "hand_pose", "lay_fingers", "posed_rotations",
    "thumb_points", "thumb_turns",
]  # fmt: skip

Pose = tuple[Float[np.ndarray, "finger 3"], float, Float[np.ndarray, " 4"], float]
"""Flexion of the four fingers, spread (1 at rest), angles of the thumb as in `THUMB_RAD`, and its
twist [rad]."""


def hand_pose(shape: HandShape) -> Pose:
    """Return a shape's angles, within what joints allow."""
    thumb = shape.thumb
    angles = np.radians([thumb.radial, thumb.palmar, *thumb.flexion])
    fingers = clamped_finger(np.radians(np.array(shape.fingers)))
    return fingers, shape.spread, clamped_thumb(angles), float(np.radians(thumb.twist))


@lru_cache(maxsize=512)
def finger_rotations(skeleton: Skeleton, side: str, name: str) -> Float[np.ndarray, "joint 4"]:
    """Return local rotations (xyzw) of a hand's fifteen joints, digit by digit; read-only.

    Raises:
        SceneError: No shape is called that.
    """
    shape = HAND_SHAPES.get(name)
    if shape is None:
        raise SceneError(f"no hand shape is {name!r}", f"use one of {', '.join(HAND_SHAPES)}")
    turns = posed_rotations(hand_of(skeleton, side), hand_pose(shape))
    turns.setflags(write=False)
    return turns


def posed_rotations(hand: Hand, pose: Pose) -> Float[np.ndarray, "joint 4"]:
    """Return local rotations of the joints for angles."""
    return _in_body(hand, _turns(hand, pose).reshape(15, 4))


def _turns(hand: Hand, pose: Pose) -> Float[np.ndarray, "5 3 4"]:
    """Return the joints' turns in the hand's axes."""
    flexion, spread, thumb, twist = pose
    turns = np.empty((5, 3, 4))
    turns[0] = thumb_turns(hand, thumb, twist=twist)
    turns[1:] = quaternions.from_axis_angle(hand.bend[1:, None], flexion - hand.flexion[1:])
    for k in range(1, 5):
        turns[k, 0] = quaternions.multiply(_spread(hand, k, spread), turns[k, 0])
    return turns


def _spread(hand: Hand, digit: int, spread: float) -> Float[np.ndarray, " 4"]:
    """Return the turn about the palm's normal that changes how far a finger stands aside."""
    line = hand.points[digit, 2] - hand.points[digit, 0]
    angle = (spread - 1.0) * np.arctan2(line[1], line[0])
    angle = float(np.clip(angle, *SPREAD_RAD))
    return quaternions.from_axis_angle(np.array([0.0, 0.0, 1.0]), np.array(angle))


def thumb_turns(
    hand: Hand, angles: Float[np.ndarray, "*batch 4"], *, twist: float
) -> Float[np.ndarray, "*batch 3 4"]:
    """Return the turns of a thumb's joints, in the hand's axes.

    The first brings its first bone where the abductions say, and twists it about itself.
    """
    rest = hand.points[0, 1] - hand.points[0, 0]
    radial, palmar = angles[..., 0], angles[..., 1]
    line = np.stack(
        [np.cos(palmar) * np.cos(radial), np.cos(palmar) * np.sin(radial), np.sin(palmar)], axis=-1
    )
    arc = quaternions.shortest_arc(rest / np.linalg.norm(rest), line)
    own = quaternions.from_axis_angle(line, np.full(radial.shape, twist))
    bent = angles[..., 2:] - hand.flexion[0, 1:]
    return np.concatenate(
        [
            quaternions.multiply(own, arc)[..., None, :],
            quaternions.from_axis_angle(hand.bend[0], bent),
        ],
        axis=-2,
    )


def _in_body(hand: Hand, turns: Float[np.ndarray, "joint 4"]) -> Float[np.ndarray, "joint 4"]:
    """Return turns in the hand's axes as turns in the body's; mirrored axes turn the other way."""
    result = turns.copy()
    result[:, :3] = hand.handedness * (turns[:, :3] @ hand.axes)
    return result


def lay_fingers(
    frames: BodyFrames,
    side: str,
    turns: Float[np.ndarray, "joint 4"],
    *,
    share: Float[np.ndarray, " time"] | float = 1.0,
) -> None:
    """Turn a hand's joints a share (0..1) of the way to local rotations of its fifteen joints."""
    rows = hand_of(frames.skeleton, side).rows.ravel()
    if isinstance(share, float):
        frames.rotations[:, rows] = turns
        return
    w = np.clip(share, 0.0, 1.0)[:, None, None]
    own = frames.rotations[:, rows]
    near = np.where(np.sum(own * turns, axis=-1, keepdims=True) < 0.0, -turns, turns)
    frames.rotations[:, rows] = quaternions.normalise(own * (1.0 - w) + near * w)


def thumb_points(
    hand: Hand, angles: Float[np.ndarray, "*batch 4"], *, twist: float
) -> Float[np.ndarray, "*batch 8 3"]:
    """Return points along the thumb's two outer bones, in the hand's axes from the wrist [m]."""
    turns = thumb_turns(hand, angles, twist=twist)
    place, turn = np.broadcast_to(hand.points[0, 0], (*angles.shape[:-1], 3)), turns[..., 0, :]
    joints = [place]
    for k, bone in enumerate(np.diff(hand.points[0], axis=0)):
        turn = turn if k == 0 else quaternions.multiply(turn, turns[..., k, :])
        place = place + quaternions.rotate(turn, bone)
        joints.append(place)
    shares = np.linspace(0.0, 1.0, 4)[:, None]
    return np.concatenate(
        [
            joints[k][..., None, :] + shares * (joints[k + 1] - joints[k])[..., None, :]
            for k in (1, 2)
        ],
        axis=-2,
    )
