"""Shoulders follow their arms: the collarbone rises and comes forward as the hand does."""

from typing import Final

import numpy as np
from jaxtyping import Float

from groundplan.geometry import quaternions
from groundplan.geometry.easing import ease
from groundplan.motion.actions.places import SIDES, Places
from groundplan.motion.frame import BodyFrames
from groundplan.motion.limbs import roll, yaw

__all__ = ["follow_hand", "shrug"]

_RISE_RAD: Final = 0.42
"""Of a shoulder whose hand is straight above it: our engineering default."""
_FORWARD_RAD: Final = 0.24
"""Of a shoulder whose arm is stretched ahead or across: our engineering default."""
_LEVEL: Final = 0.25
"""Below this height of the hand, as a share of its way, the collarbone rests."""

Points = Float[np.ndarray, "time 3"]
Times = Float[np.ndarray, " time"]


def follow_hand(
    frames: BodyFrames, side: str, *, target: Points, arm_m: float, places: Places
) -> None:
    """Turn a collarbone towards where the palm goes; a hanging arm leaves it at rest."""
    chest = quaternions.conjugate(places.axes("upperChest"))
    way = quaternions.rotate(chest, target - places.joint(f"{side}UpperArm")) / arm_m
    far = np.linalg.norm(way, axis=1)
    along = way / np.maximum(far, 1e-6)[:, None]
    stretched = np.clip(far, 0.0, 1.0)
    rise = _RISE_RAD * stretched * ease("ease_in_out", (along[:, 1] + _LEVEL) / (1.0 + _LEVEL))
    across = np.maximum(along[:, 2], -SIDES[side] * along[:, 0])
    forward = _FORWARD_RAD * ease("ease_in_out", stretched * across)
    turn = quaternions.multiply(yaw(-SIDES[side] * forward), roll(SIDES[side] * rise))
    frames.add(f"{side}Shoulder", turn)


def shrug(frames: BodyFrames, angle: Times) -> None:
    """Raise both collarbones [rad]."""
    for side, sign in SIDES.items():
        if side and np.any(angle):
            frames.add(f"{side}Shoulder", roll(sign * angle))
