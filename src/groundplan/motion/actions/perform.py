"""One pure function: a body as its gait has it and an action; out comes the body doing it."""

from dataclasses import replace
from typing import Final

import numpy as np
from jaxtyping import Float

from groundplan.motion.actions.arms import HandTask, reach_hand
from groundplan.motion.actions.girdle import shrug
from groundplan.motion.actions.grasp import clear_ground, shape_hands
from groundplan.motion.actions.legs import footing_of, reach_ankles
from groundplan.motion.actions.limits import limited
from groundplan.motion.actions.measures import measures_of
from groundplan.motion.actions.places import Places
from groundplan.motion.actions.spec import Action
from groundplan.motion.actions.stoop import Stoop, stoops
from groundplan.motion.actions.surroundings import ALONE, Surroundings
from groundplan.motion.actions.timing import key_shares, sway_values, wrapped
from groundplan.motion.actions.trunk import gaze, move_pelvis, turn_trunk
from groundplan.motion.frame import BodyFrames
from groundplan.motion.physics.port import GRAVITY_MPS2

__all__ = ["moves_legs", "perform"]

_STOOPS: Final = 8
_PACE: Final = 0.05
"""How much faster or slower than another one body repeats an action (a fraction)."""

Times = Float[np.ndarray, " time"]


def moves_legs(action: Action) -> bool:
    """Tell whether an action needs the whole body, so that it cannot be done while walking."""
    return not action.braced and _sets_legs(action)


def _sets_legs(action: Action) -> bool:
    return any(
        key.pelvis is not None or key.left_foot is not None or key.right_foot is not None
        or any(key.turn)
        for key in action.keys
    ) or any(sway.channel in {"pelvis", "turn"} for sway in action.sways)  # fmt: skip


def perform(
    base: BodyFrames,
    action: Action,
    seconds: Times,
    *,
    around: Surroundings = ALONE,
    seed: float = 0.0,
) -> BodyFrames:
    """Return the body doing an action since 0 s; `seed` in 0..1 sets it apart from others.

    What the action does not ask for stays as `base` has it: the legs of a walker who waves.
    """
    own = _own_time(action, seconds, around=around, seed=seed, unit=measures_of(base.skeleton).unit)
    if around.partner:
        # Both of a pair count from how they stand, so that they agree where their hands meet.
        shoulders = [base.place(f"{side}UpperArm") for side in ("left", "right")]
        around = replace(around, shoulders=0.5 * (shoulders[0] + shoulders[1]))
    act = _Act(action, base, around=around, seed=seed, seconds=seconds, own=own)
    frames = act.body()
    if stoops(action) and around.way is None:
        stoop = Stoop(len(seconds), act.measures)
        for _ in range(_STOOPS):
            if not stoop.improve(
                frames, action, act.shares, places=Places(frames, act.measures, around)
            ):
                break
            frames = act.body(stoop)
    places = Places(frames, act.measures, around)
    for side in _order(action):
        task = HandTask(side=side, keys=action.keys, shares=act.shares, sway=act.sways[side])
        reach_hand(frames, task, places=places, measures=act.measures)
    shape_hands(frames, action, act.shares, own=wrapped(action, own))
    if action.airborne is not None:
        frames.root[:, 1] += _flight(action.airborne, wrapped(action, own))
    frames = limited(frames)
    return limited(frames) if clear_ground(frames, action) else frames


class _Act:
    """An action at the times that are asked: what every solver of it reads."""

    def __init__(
        self, action: Action, base: BodyFrames, *, around: Surroundings, seed: float,
        seconds: Times, own: Times,
    ) -> None:  # fmt: skip
        self.action, self.base, self.around = action, base, around
        self.measures = measures_of(base.skeleton)
        self.shares = key_shares(action, wrapped(action, own))
        self.sways = _sways(action, seconds, seed=seed, unit=self.measures.unit)
        self._footing = footing_of(base)

    def body(self, stoop: Stoop | None = None) -> BodyFrames:
        """Return the body with trunk, head and legs set, bent as far as `stoop` says."""
        frames = self.base.copied()
        action, shares = self.action, self.shares
        places = Places(frames, self.measures, self.around)
        turn, spine = self._angles("turn"), self._angles("spine")
        walks = action.braced and self.around.way is not None
        legs = (_sets_legs(action) and not walks) or stoop is not None
        if legs:
            move_pelvis(frames, action, shares, places=places)
            frames.root += self.sways["pelvis"]
        if stoop is not None:
            turn[:, 0] += 0.45 * stoop.pitch
            spine[:, 0] += 0.55 * stoop.pitch
            frames.root[:, 1] -= self.measures.unit * (stoop.drop + 0.01 * stoop.pitch)
            frames.root[:, 2] += self.measures.unit * (stoop.ahead - 0.05 * stoop.pitch)
        if walks:
            turn[:] = 0.0
        turn_trunk(frames, turn=turn, spine=spine, head=self._angles("head"))
        shrug(frames, shares @ np.array([key.shrug for key in action.keys]))
        places.refresh()
        if legs:
            reach_ankles(frames, action, shares, places=places, footing=self._footing)
        gaze(frames, action, shares, places=places)
        return frames

    def _angles(self, channel: str) -> Float[np.ndarray, "time 3"]:
        keyed = np.array([getattr(key, channel) for key in self.action.keys])
        return self.shares @ keyed + self.sways[channel]


def _flight(span: tuple[float, float], own: Times) -> Times:
    """Return the height of a free flight between two times [m]."""
    up = np.clip(own - span[0], 0.0, span[1] - span[0])
    return 0.5 * GRAVITY_MPS2 * up * (span[1] - span[0] - up)


def _own_time(
    action: Action, seconds: Times, *, around: Surroundings, seed: float, unit: float
) -> Times:
    """Return the action's own time: in step with the way, or a little faster than others."""
    if action.loop_from is None:
        return seconds
    start = action.loop_from
    if action.stride is not None and around.way is not None:
        cycle = action.duration_s - start
        stride = action.stride * unit
        return start + around.way / stride * cycle
    # Two who do it with each other keep the same time, and so does what is thrown and caught.
    keeps = around.partner or "release" in action.events
    pace = 1.0 if keeps else 1.0 + _PACE * (2.0 * seed - 1.0)
    return np.where(seconds < start, seconds, start + (seconds - start) * pace)


def _sways(
    action: Action, seconds: Times, *, seed: float, unit: float
) -> dict[str, Float[np.ndarray, "time 3"]]:
    names = ("pelvis", "turn", "spine", "head", "left", "right")
    total = {name: np.zeros((len(seconds), 3)) for name in names}
    for sway in action.sways:
        scale = unit if sway.channel in {"pelvis", "left", "right"} else 1.0
        total[sway.channel] += scale * sway_values(sway, seconds, seed=seed)
    return total


def _order(action: Action) -> tuple[str, str]:
    """Return the sides so that a hand that is guided by the other comes after it."""
    follows = any(key.left is not None and _guided(key.left) for key in action.keys)
    return ("right", "left") if follows else ("left", "right")


def _guided(reach: object) -> bool:
    frame = getattr(reach, "frame", "")
    other = getattr(reach, "otherwise", None)
    return frame == "other" or (other is not None and _guided(other))
