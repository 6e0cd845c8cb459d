"""Fingers of an action: hands that reach take its shape, hands that hold close around the thing."""

from typing import Final

import numpy as np
from jaxtyping import Float

from groundplan.assets.human_joints import DIGITS
from groundplan.geometry import quaternions
from groundplan.geometry.easing import ease
from groundplan.motion.actions.spec import Action
from groundplan.motion.fingers.grip import grip_rotations
from groundplan.motion.fingers.posing import finger_rotations, lay_fingers
from groundplan.motion.frame import BodyFrames

__all__ = ["clear_ground", "shape_hands"]

_GRIPPED_MM: Final = 14
"""Radius of what is held where nothing is stated: a handle, our engineering default."""
_CLOSING_S: Final = 0.25
"""A hand closes and opens in this time."""
_IN_WATER: Final = frozenset({"swim", "float"})
"""Actions whose hands go below y = 0, where no ground is."""
_SKIN_M: Final = 0.012
"""A finger's joints stay this far above the ground."""

Times = Float[np.ndarray, " time"]


def shape_hands(
    frames: BodyFrames, action: Action, shares: Float[np.ndarray, "time key"], *, own: Times
) -> None:
    """Set the fingers of both hands; `own` is the action's own time [s]."""
    for side in ("left", "right"):
        asked = [key.left if side == "left" else key.right for key in action.keys]
        share = shares @ np.array([reach is not None for reach in asked], dtype=np.float64)
        shape = action.left_shape if side == "left" else action.right_shape
        if shape:
            lay_fingers(frames, side, finger_rotations(frames.skeleton, side, shape), share=share)
        elif action.holds in {side, "both"}:
            closed = grip_rotations(frames.skeleton, side, _GRIPPED_MM)
            lay_fingers(frames, side, finger_rotations(frames.skeleton, side, "cup"), share=share)
            lay_fingers(frames, side, closed, share=_holding(action, own))


def clear_ground(frames: BodyFrames, action: Action) -> bool:
    """Bend wrists back where fingers would go into the ground; tell whether any did."""
    if action.name in _IN_WATER:
        return False
    bent = False
    for side, sign in (("left", 1.0), ("right", -1.0)):
        hand = frames.body_from(f"{side}Hand")
        tips = [frames.skeleton.place(f"{side}{digit}Distal") for digit in DIGITS]
        reach = float(np.linalg.norm(tips - frames.skeleton.place(f"{side}Hand"), axis=1).max())
        near = hand[:, 1, 3] < reach
        if not np.any(near):
            continue
        rows = [frames.skeleton.index(f"{side}{digit}Distal") for digit in DIGITS]
        deep = _SKIN_M - frames.body_from_joint()[:, rows, 1, 3].min(axis=1)
        angle = np.arcsin(np.clip(deep / reach, 0.0, 1.0))
        if not np.any(near & (angle > 0.0)):
            continue
        bent = True
        across = np.cross(sign * hand[:, :3, 0], [0.0, 1.0, 0.0])
        across /= np.maximum(np.linalg.norm(across, axis=1, keepdims=True), 1e-6)
        turn = quaternions.from_axis_angle(across, np.where(near, angle, 0.0))
        frames.turn_to(f"{side}Hand", quaternions.multiply(turn, frames.turned(f"{side}Hand")))
    return bent


def _holding(action: Action, own: Times) -> Times:
    """Return how closed a hand is (0..1): from the grasp on, until it lets go."""
    closed = np.ones(len(own))
    # Where two hands meet over a thing, one of them takes it and the other lets it go.
    meet = action.events.get("meet")
    taken = action.events.get("grab", meet if action.name == "receive" else None)
    let = action.events.get("release", meet if action.name == "hand_over" else None)
    if taken is not None:
        closed = np.minimum(closed, _step(own, taken))
    if let is not None:
        closed = np.minimum(closed, 1.0 - _step(own, let))
    return closed


def _step(own: Times, at: float) -> Times:
    return ease("ease_in_out", (own - at) / _CLOSING_S + 0.5)
