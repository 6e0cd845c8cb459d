"""Named frames become points: where a reach leads, at every time."""

import numpy as np
from jaxtyping import Float

from groundplan.geometry import quaternions
from groundplan.motion.actions.measures import Measures
from groundplan.motion.actions.spec import Reach
from groundplan.motion.actions.surroundings import Surroundings
from groundplan.motion.frame import BodyFrames
from groundplan.motion.limbs import yaw

__all__ = ["SIDES", "Places"]

SIDES = {"left": 1.0, "right": -1.0, "": 1.0}
"""Sign of outward."""

Points = Float[np.ndarray, "time 3"]


class Places:
    """Resolves reaches against a body whose trunk is set."""

    def __init__(self, frames: BodyFrames, measures: Measures, around: Surroundings) -> None:
        """Look at a body and what surrounds it."""
        self._frames = frames
        self._measures = measures
        self._around = around
        self._joints: dict[str, Points] = {}
        self._axes: dict[str, Float[np.ndarray, "time 4"]] = {}
        self.palms: dict[str, Points] = {}
        """Of hands that are set already, by side."""

    def joint(self, name: str) -> Points:
        """Return where a joint is [m]."""
        if name not in self._joints:
            self._joints[name] = self._frames.place(name)
        return self._joints[name]

    def axes(self, name: str) -> Float[np.ndarray, "time 4"]:
        """Return the rotation of a joint's axes."""
        if name not in self._axes:
            self._axes[name] = self._frames.turned(name)
        return self._axes[name]

    def refresh(self) -> None:
        """Look again: the trunk has moved."""
        self._joints.clear()
        self._axes.clear()

    def found(self, reach: Reach) -> Reach:
        """Return the reach, or what it says to do without a target or partner."""
        around = self._around
        there = {
            "object": around.grasp is not None,
            "handle": around.handle is not None,
            "side": around.grasp is not None,
            "seat": around.seat is not None,
            "top": around.top is not None,
            "partner": reach.joint in around.partner,
            "between": bool(around.partner),
        }.get(reach.frame, True)
        return reach if there or reach.otherwise is None else self.found(reach.otherwise)

    def point(self, reach: Reach, side: str, *, rest: Points) -> Points:
        """Return where a reach leads [m]; `rest` is where the part stands."""
        chosen = self.found(reach)
        x, y, z = chosen.at
        own = np.array([SIDES[side] * x, y, z]) * self._scale(chosen)
        if chosen.frame == "held":
            own[0] = SIDES[side] * (self._around.half_width or abs(own[0]))
        top = self._around.top
        if chosen.frame == "rest" or (chosen.frame == "top" and top is None):
            return rest + own
        if chosen.frame == "top" and top is not None:
            return self._on_top(own, top + y)
        if chosen.frame == "ground":
            return np.broadcast_to(own, rest.shape)
        if chosen.frame in {"object", "handle", "side", "seat", "partner", "between"}:
            return self._outer(chosen, side, own=own, rest=rest)
        if chosen.frame == "other":
            return self.palms["right" if side == "left" else "left"] + own
        start, axes = {
            "hips": ("hips", "hips"), "head": ("head", "head"), "chest": ("upperChest",) * 2,
            "held": ("upperChest",) * 2,
        }.get(chosen.frame, (f"{side or 'right'}UpperArm", "upperChest"))  # fmt: skip
        return self.joint(start) + quaternions.rotate(self.axes(axes), own)

    def _on_top(self, own: Float[np.ndarray, " 3"], height: Float[np.ndarray, " time"]) -> Points:
        """Return a point at a height [m] beside and before the chest, level in its axes."""
        level = quaternions.rotate(self.axes("upperChest"), own * np.array([1.0, 0.0, 1.0]))
        point = self.joint("upperChest") + level
        point[:, 1] = height
        return point

    def _scale(self, reach: Reach) -> float:
        """Return the length that a reach counts in [m]."""
        if reach.frame in {"chest", "held", "shoulder", "top"}:
            return self._measures.arm
        return 1.0 if reach.frame in {"object", "handle", "side"} else self._measures.unit

    def _outer(
        self, reach: Reach, side: str, *, own: Float[np.ndarray, " 3"], rest: Points
    ) -> Points:
        """Return a point on what surrounds the body; `rest` where that is not there."""
        around = self._around
        taken = {"object": around.grasp, "handle": around.handle}.get(reach.frame)
        if taken is not None:
            return taken + own
        if reach.frame == "side" and around.grasp is not None:
            return around.grasp + own + np.array([SIDES[side] * around.half_width, 0.0, 0.0])
        if reach.frame == "seat" and around.seat is not None:
            return around.seat + own
        if reach.frame == "between" and around.partner:
            theirs = 0.5 * (around.partner["leftUpperArm"] + around.partner["rightUpperArm"])
            mine = self._measures.shoulder if around.shoulders is None else around.shoulders
            return 0.5 * (theirs + mine) + own
        if reach.frame == "partner" and around.partner_heading is not None:
            # Outward is to the own side: the other one of a partner who faces the body.
            facing = yaw(around.partner_heading)
            step = own * np.array([-1.0, 1.0, 1.0])
            return around.partner[reach.joint] + quaternions.rotate(facing, step)
        return rest
