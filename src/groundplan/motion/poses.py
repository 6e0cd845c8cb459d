"""Held poses of four-legged bodies, and of people: their actions, settled."""

import math
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

import numpy as np
from jaxtyping import Float

from groundplan.errors import SceneError
from groundplan.motion.actions.library import ACTIONS, action_named
from groundplan.motion.actions.perform import perform
from groundplan.motion.biped import hang_arms
from groundplan.motion.frame import BodyFrames
from groundplan.motion.limbs import pitch
from groundplan.motion.quadruped import LEGS, leg_names, reach_paws

__all__ = ["HUMAN_POSES", "POSE_ALIASES", "QUADRUPED_POSES", "human_pose", "quadruped_pose"]

Seconds = Float[np.ndarray, " time"]
_ELBOW_RAD: Final = 0.18
Setter = Callable[[BodyFrames, Seconds], None]


def _still(seconds: Seconds, value: float) -> Seconds:
    return np.full(len(seconds), value)


HUMAN_POSES: Final = tuple(ACTIONS)
"""What people can be posed as: every action, settled."""


def _dog_sit(frames: BodyFrames, seconds: Seconds) -> None:
    tilt = 0.62
    height = frames.skeleton.places[0, 1]
    frames.turn("hips", pitch(_still(seconds, -tilt)))
    frames.root[:, 1] = 0.36 * height
    frames.turn("neck", pitch(_still(seconds, 0.3)))
    frames.turn("head", pitch(_still(seconds, 0.3)))
    _settle(frames, seconds, hind_ahead=0.3 * height)


def _settle(frames: BodyFrames, seconds: Seconds, *, hind_ahead: float) -> None:
    """Put the paws on the ground under the shoulders, and hind paws ahead of the hips."""
    matrices = frames.body_from_joint()
    skeleton = frames.skeleton
    places = np.empty((len(seconds), 4, 3))
    for k, leg in enumerate(LEGS):
        names = leg_names(skeleton, leg)
        root = matrices[:, skeleton.index(names[0]), :3, 3]
        places[:, k] = root * [1.25 if leg.startswith("hind") else 1.0, 0.0, 1.0]
        places[:, k, 1] = skeleton.place(names[3])[1]
        places[:, k, 2] += hind_ahead if leg.startswith("hind") else 0.0
    reach_paws(frames, places, fold=np.zeros((len(seconds), 4)))


def _dog_lie(frames: BodyFrames, seconds: Seconds) -> None:
    height = frames.skeleton.places[0, 1]
    frames.root[:, 1] = 0.42 * height
    _settle(frames, seconds, hind_ahead=0.3 * height)


def _graze(frames: BodyFrames, seconds: Seconds) -> None:
    nod = 0.08 * np.sin(math.tau * seconds / 1.5)
    frames.turn("neck", pitch(1.25 + nod))
    frames.turn("head", pitch(_still(seconds, 0.15)))


QUADRUPED_POSES: Final[Mapping[str, Setter]] = MappingProxyType(
    {"sit": _dog_sit, "lie": _dog_lie, "graze": _graze, "drink": _graze}
)
POSE_ALIASES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "sleep": "lie", "rest": "sit", "squat": "crouch", "cook": "stir", "play": "play_guitar",
        "celebrate": "cheer", "float": "float", "dive": "swim", "surf": "skate", "ski": "skate",
        "look": "look_at", "watch": "look_at", "wait": "stand", "stand_still": "stand",
    }
)  # fmt: skip
"""Names in documents from before there were actions."""


def human_pose(name: str, frames: BodyFrames, seconds: Seconds) -> None:
    """Set a person's pose: an action once it is settled.

    Raises:
        SceneError: No such action.
    """
    action = action_named(POSE_ALIASES.get(name, name))
    none = _still(seconds, 0.0)
    hang_arms(frames, swing=none, elbow=none + _ELBOW_RAD)
    start = action.duration_s if action.loop_from is None else action.loop_from
    done = perform(frames, action, seconds + start)
    frames.rotations, frames.root = done.rotations, done.root


def quadruped_pose(name: str, frames: BodyFrames, seconds: Seconds) -> bool:
    """Set an animal's pose; False when it has none of that name, so that it stands.

    Raises:
        SceneError: Neither animals nor people know such a pose.
    """
    wanted = POSE_ALIASES.get(name, name)
    if wanted in QUADRUPED_POSES:
        QUADRUPED_POSES[wanted](frames, seconds)
        return True
    if wanted not in HUMAN_POSES:
        raise SceneError(f"there is no pose {name!r}", f"use one of {', '.join(QUADRUPED_POSES)}")
    return False
