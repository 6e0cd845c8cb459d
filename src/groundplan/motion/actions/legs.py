"""Ankles to targets: hip, knee and foot."""

from typing import Final

import numpy as np
from jaxtyping import Float

from groundplan.geometry import quaternions
from groundplan.motion.actions.places import SIDES, Places
from groundplan.motion.actions.spec import Action
from groundplan.motion.frame import BodyFrames
from groundplan.motion.limbs import bend_limb, between, pitch

__all__ = ["Footing", "footing_of", "reach_ankles"]

_AHEAD: Final = (0.0, 0.0, 1.0)

Shares = Float[np.ndarray, "time key"]
Points = Float[np.ndarray, "time 3"]


class Footing:
    """Where the feet stand before the hips move."""

    def __init__(self, frames: BodyFrames) -> None:
        """Look at the body's feet."""
        self.places = {side: frames.place(f"{side}Foot") for side in ("left", "right")}
        self.turns = {side: frames.turned(f"{side}Foot") for side in ("left", "right")}


def footing_of(frames: BodyFrames) -> Footing:
    """Return where the feet stand."""
    return Footing(frames)


def reach_ankles(
    frames: BodyFrames, action: Action, shares: Shares, *, places: Places, footing: Footing
) -> None:
    """Bend the legs: ankles where the keys want them, else where they stood."""
    for side in ("left", "right"):
        rest = footing.places[side]
        found = [k.left_foot if side == "left" else k.right_foot for k in action.keys]
        target, pole, tilt = np.zeros_like(rest), np.zeros_like(rest), np.zeros(len(rest))
        loose = np.zeros(len(rest))
        hips = places.axes("hips")
        for k, reach in enumerate(found):
            share = shares[:, k : k + 1]
            knee = np.array(_AHEAD)
            if reach is None:
                target += share * rest
            else:
                chosen = places.found(reach)
                target += share * places.point(reach, side, rest=rest)
                loose += shares[:, k] * (chosen.frame == "hips")
                tilt += shares[:, k] * chosen.tilt
                x, y, z = chosen.elbow or _AHEAD
                knee = np.array([SIDES[side] * x, y, z])
            pole += share * quaternions.rotate(hips, knee)
        # A foot that goes with the hips points where they do; one on the ground keeps its turn.
        sole = between(footing.turns[side], hips, np.clip(loose, 0.0, 1.0))
        turned = quaternions.multiply(sole, pitch(tilt))
        target[:, 1] += _sunk(frames, side, target, turned=turned) * (
            1.0 - np.clip(loose, 0.0, 1.0)
        )
        _bend(frames, side, target=target, pole=pole)
        frames.turn_to(f"{side}Foot", turned)


def _sunk(
    frames: BodyFrames, side: str, target: Points, *, turned: Float[np.ndarray, "time 4"]
) -> Float[np.ndarray, " time"]:
    """Return how far the ball of a turned foot would be in the ground [m]."""
    ankle, ball = frames.skeleton.place(f"{side}Foot"), frames.skeleton.place(f"{side}Toes")
    low = target[:, 1] + quaternions.rotate(turned, ball - ankle)[:, 1]
    return np.maximum(0.9 * ball[1] - low, 0.0)


def _bend(frames: BodyFrames, side: str, *, target: Points, pole: Points) -> None:
    names = (f"{side}UpperLeg", f"{side}LowerLeg", f"{side}Foot")
    rest = np.array([frames.skeleton.place(name) for name in names])
    bend = bend_limb(rest, frames.place(names[0]), target, pole=pole, rest_pole=_AHEAD)
    frames.turn_to(names[0], bend.upper)
    frames.turn_to(names[1], bend.lower)
