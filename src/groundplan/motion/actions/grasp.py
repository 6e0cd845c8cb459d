"""Fingers of an action: hands that reach take its shape, hands that hold close around the thing."""

from typing import Final

import numpy as np
from jaxtyping import Float

from groundplan.motion.actions.spec import Action
from groundplan.motion.fingers.grip import grip_rotations
from groundplan.motion.fingers.posing import finger_rotations, lay_fingers
from groundplan.motion.frame import BodyFrames

__all__ = ["shape_hands"]

_GRIPPED_MM: Final = 14
"""Radius of what is held where nothing is stated: a handle, our engineering default."""
_CLOSING_S: Final = 0.25
"""A hand closes and opens in this time."""

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


def _holding(action: Action, own: Times) -> Times:
    """Return how closed a hand is: from the grasp on, until it lets go."""
    closed = np.ones(len(own))
    taken = action.events.get("grab", action.events.get("meet") if _takes(action) else None)
    let = action.events.get("release", action.events.get("meet") if _gives(action) else None)
    if taken is not None:
        closed = np.minimum(closed, _step(own, taken))
    if let is not None:
        closed = np.minimum(closed, 1.0 - _step(own, let))
    return closed


def _takes(action: Action) -> bool:
    return action.name == "receive"


def _gives(action: Action) -> bool:
    return action.name == "hand_over"


def _step(own: Times, at: float) -> Times:
    u = np.clip((own - at) / _CLOSING_S + 0.5, 0.0, 1.0)
    return u * u * (3.0 - 2.0 * u)
