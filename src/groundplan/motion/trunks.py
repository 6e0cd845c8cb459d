"""How trunk, head, arms and tail go with the steps of a body on legs, and breathe between them."""

import math
from dataclasses import dataclass
from typing import Final

import numpy as np
from jaxtyping import Float

from groundplan.motion.repertoire import Gait
from groundplan.motion.rigs import Rig

__all__ = ["ARM_DOWN", "Beat", "trunk_at"]

ARM_DOWN: Final = math.radians(80.0)
"""How far an arm hangs below the T-pose."""
_ELBOW: Final = 0.2


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Beat:
    """Where in its stride a body is, at many times."""

    phase: Float[np.ndarray, " time"]
    """In strides."""
    vigour: Float[np.ndarray, " time"]
    """0 standing, 1 under way."""
    seconds: Float[np.ndarray, " time"]
    salt: float
    """0..1: sets one body's breathing apart from another's."""


def trunk_at(
    rig: Rig, gait: Gait, beat: Beat
) -> tuple[Float[np.ndarray, "time joint 3"], Float[np.ndarray, "time 3"]]:
    """Return the turns of all joints [rad] (legs at rest) and the root's shift [m]."""
    return _human(rig, gait, beat) if rig.kind == "human" else _animal(rig, gait, beat)


def _human(
    rig: Rig, gait: Gait, beat: Beat
) -> tuple[Float[np.ndarray, "time joint 3"], Float[np.ndarray, "time 3"]]:
    at, leg, go = rig.index, rig.leg_m, beat.vigour
    wave = 2.0 * np.pi * beat.phase
    sine, cosine, twice = np.sin(wave), np.cos(wave), np.cos(2.0 * wave)
    breath = np.sin(2.0 * np.pi * (beat.seconds / 4.2 + beat.salt))
    shift = np.sin(2.0 * np.pi * (beat.seconds / 7.3 + 3.0 * beat.salt)) * (1.0 - go)
    turns = np.zeros((len(wave), len(at), 3))
    twist, lean = gait.twist * sine * go, gait.lean * go
    limp = gait.limp * go * np.maximum(-cosine, 0.0)
    turns[:, at["hips"], 1] = twist
    turns[:, at["hips"], 2] = 0.045 * cosine * go + 0.02 * shift
    turns[:, at["spine"], 0] = 0.6 * lean + 0.012 * twice * go
    turns[:, at["spine"], 1] = -0.7 * twist
    turns[:, at["spine"], 2] = -0.045 * cosine * go - 0.02 * shift - 2.0 * limp
    turns[:, at["chest"], 0] = 0.4 * lean - 0.008 * breath
    turns[:, at["chest"], 1] = -0.9 * twist
    turns[:, at["upperChest"], 0] = -0.006 * breath
    turns[:, at["neck"], 0] = -0.45 * lean
    turns[:, at["neck"], 1] = 0.3 * twist
    turns[:, at["head"], 0] = -0.5 * lean + 0.012 * breath - 0.012 * twice * go
    turns[:, at["head"], 1] = 0.3 * twist + 0.05 * shift
    _arms(turns, rig, gait, forward=gait.swing * sine * go, go=go)
    root = np.zeros((len(wave), 3))
    root[:, 0] = leg * (gait.sway * cosine * go + 0.014 * shift)
    root[:, 1] = leg * (gait.bob * twice * go - gait.crouch * go - limp - 0.002 * (1.0 - go))
    return turns, root


def _arms(
    turns: Float[np.ndarray, "time joint 3"],
    rig: Rig,
    gait: Gait,
    *,
    forward: Float[np.ndarray, " time"],
    go: Float[np.ndarray, " time"],
) -> None:
    """Swing the left arm `forward` [rad] and the right one back."""
    elbow = _ELBOW + (gait.elbow - _ELBOW) * go
    for side, sign in (("left", 1.0), ("right", -1.0)):
        turns[:, rig.index[f"{side}UpperArm"], 0] = -sign * forward
        turns[:, rig.index[f"{side}UpperArm"], 2] = -sign * ARM_DOWN
        # An arm that comes forward bends more.
        turns[:, rig.index[f"{side}LowerArm"], 1] = -sign * elbow - 0.4 * forward


def _animal(
    rig: Rig, gait: Gait, beat: Beat
) -> tuple[Float[np.ndarray, "time joint 3"], Float[np.ndarray, "time 3"]]:
    at, leg, go = rig.index, rig.leg_m, beat.vigour
    wave = 2.0 * np.pi * beat.phase
    hind = wave - 2.0 * np.pi * 0.5 * (gait.offsets[2] + gait.offsets[3])
    rock = gait.rock * np.cos(hind) * go
    flex = gait.rock * np.cos(hind + 0.9) * go
    twice = np.cos(2.0 * wave)
    breath = np.sin(2.0 * np.pi * (beat.seconds / 3.4 + beat.salt)) * (1.0 - go)
    wag = np.sin(2.0 * np.pi * (beat.seconds / 1.4 + beat.salt)) * (1.0 - go)
    turns = np.zeros((len(wave), len(at), 3))
    turns[:, at["hips"], 0] = -0.9 * rock - 0.8 * flex
    turns[:, at["hips"], 1] = gait.sway * 2.0 * np.sin(wave) * go
    turns[:, at["spine"], 0] = 0.9 * flex + 0.004 * breath
    turns[:, at["spine"], 1] = -gait.sway * 2.0 * np.sin(wave) * go
    turns[:, at["chest"], 0] = 0.7 * flex
    turns[:, at["neck"], 0] = 0.7 * rock + 0.03 * breath + 0.035 * np.sin(2.0 * wave) * go
    turns[:, at["head"], 0] = 0.2 * rock - 0.02 * breath - 0.03 * np.sin(2.0 * wave) * go
    for k, joint in enumerate(("tail1", "tail2", "tail3")):
        lag = np.sin(wave - 0.6 * (k + 1)) * go
        turns[:, at[joint], 1] = 0.1 * (1.0 + 0.4 * k) * (wag + lag)
        turns[:, at[joint], 0] = 0.8 * gait.rock * np.sin(hind - 0.7 * k) * go
    root = np.zeros((len(wave), 3))
    root[:, 0] = leg * gait.sway * np.sin(wave) * go
    rise = gait.bob * twice + gait.leap * np.cos(hind - 0.6 * np.pi) - gait.crouch
    root[:, 1] = leg * rise * go
    return turns, root
