"""Bends the body towards what the hands are to reach, no more than needed."""

from typing import Final

import numpy as np
from jaxtyping import Float

from groundplan.motion.actions.measures import Measures
from groundplan.motion.actions.places import Places
from groundplan.motion.actions.spec import Action
from groundplan.motion.frame import BodyFrames

__all__ = ["Stoop", "stoops"]

_FULL: Final = 0.97
"""Of the arm's length: a hand is not stretched further while the trunk can still bend."""
_MOST_PITCH: Final = 1.5
_FROM_AFAR: Final = frozenset({"point"})
"""What is aimed at a thing and does not touch it."""
_MOST_DROP: Final = 0.34
_MOST_AHEAD: Final = 0.1
"""Of a body length."""

Shares = Float[np.ndarray, "time key"]
Points = Float[np.ndarray, "time 3"]
Times = Float[np.ndarray, " time"]


class Stoop:
    """How far a body bends down, drops its hips and shifts ahead, found step by step."""

    def __init__(self, count: int, measures: Measures) -> None:
        """Start upright."""
        self._measures = measures
        self.pitch = np.zeros(count)
        self.drop = np.zeros(count)
        self.ahead = np.zeros(count)

    def improve(
        self, frames: BodyFrames, action: Action, shares: Shares, *, places: Places
    ) -> bool:
        """Bend further where a hand is short of what it shall reach; False when none is."""
        short = False
        unit, full = self._measures.unit, _FULL * (self._measures.arm + self._measures.palm)
        for side in ("left", "right"):
            shoulder = frames.place(f"{side}UpperArm")
            point, share = _wanted(action, side, shares, places=places, rest=shoulder)
            line = point - shoulder
            far = np.linalg.norm(line, axis=1)
            lack = np.maximum(far - full, 0.0)
            if np.max(lack * (share > 0.99), initial=0.0) < 1e-3:
                continue
            short = True
            below = np.clip(-line[:, 1] / np.maximum(far, 1e-6), 0.0, 1.0)
            step = lack / unit
            self.pitch = np.minimum(self.pitch + 1.6 * share * step, _MOST_PITCH * share)
            self.drop = np.minimum(self.drop + 0.7 * share * step * below**3, _MOST_DROP * share)
            more = 0.3 * share * step * (1.0 - below)
            self.ahead = np.minimum(self.ahead + more, _MOST_AHEAD * share)
        return short


def _wanted(
    action: Action, side: str, shares: Shares, *, places: Places, rest: Points
) -> tuple[Points, Times]:
    """Return the mean of what the keys reach for in the world, and how much they count."""
    point, share = np.zeros_like(rest), np.zeros(len(rest))
    for k, key in enumerate(action.keys):
        reach = key.left if side == "left" else key.right
        if reach is None or places.found(reach).frame not in {"object", "handle", "side", "ground"}:
            continue
        point += shares[:, k : k + 1] * places.point(reach, side, rest=rest)
        share += shares[:, k]
    sure = share > 1e-3
    point = np.where(sure[:, None], point / np.where(sure, share, 1.0)[:, None], rest)
    return point, np.clip(share, 0.0, 1.0)


def stoops(action: Action) -> bool:
    """Tell whether the hands of an action reach for something in the world."""
    return action.name not in _FROM_AFAR and any(
        reach is not None and reach.frame in {"object", "handle", "side"}
        for key in action.keys
        for reach in (key.left, key.right)
    )
