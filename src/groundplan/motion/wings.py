"""Birds and fish: folding, flapping, hopping; swimming."""

import math
from typing import Final

import numpy as np
from jaxtyping import Float

from groundplan.assets.skeleton import Skeleton
from groundplan.errors import SceneError
from groundplan.geometry import quaternions
from groundplan.motion.animal_poses import ANIMAL_POSES
from groundplan.motion.frame import BodyFrames, resting
from groundplan.motion.limbs import pitch, roll, yaw
from groundplan.motion.path import GroundPath
from groundplan.motion.poses import HUMAN_POSES, POSE_ALIASES

__all__ = ["BIRD_POSES", "FISH_POSES", "bird_frames", "fish_frames"]

BIRD_POSES = ("fly", "glide", "flap", "hop", "idle", "perch", "walk")
FISH_POSES = ("swim", "idle")
_AT_REST = ("", "idle", "perch", "walk", "hop", "swim")
_PEOPLE = frozenset({*HUMAN_POSES, *POSE_ALIASES})
"""A bird that is asked for one of these stays perched."""
_SIDES = (("left", 1.0), ("right", -1.0))
Times = Float[np.ndarray, " time"]

_FLIPPER: Final = 0.3
"""Upper wings shorter than this, in heights of the skeleton, hang at rest and do not fold."""


def bird_frames(
    skeleton: Skeleton, path: GroundPath, seconds: Times, *, name: str, seed: float
) -> BodyFrames:
    """Return a bird: perched with folded wings, hopping along its way, flapping or gliding.

    A hop lasts as long as the body travels a body height; feet move with the body.

    Raises:
        SceneError: Birds do nothing of that name.
    """
    frames = resting(skeleton, len(seconds))
    height = float(np.ptp(skeleton.places[:, 1]))
    if name in ("fly", "glide", "flap", "run", "gallop", "trot", "soar"):
        _fly(frames, seconds, rate=0.0 if name in ("glide", "soar") else 3.0, seed=seed)
        return frames
    if name not in _AT_REST and name not in ANIMAL_POSES and name not in _PEOPLE:
        raise SceneError(f"birds have no pose {name!r}", f"use one of {', '.join(BIRD_POSES)}")
    wing = skeleton.place("leftWingTip") - skeleton.place("leftWing")
    flippers = float(np.linalg.norm(wing)) < _FLIPPER * height
    for side, sign in _SIDES:
        if flippers:
            frames.turn(f"{side}Wing", roll(np.full(len(seconds), -sign * 1.25)))
            continue
        tucked = quaternions.multiply(
            roll(np.full(len(seconds), sign * 1.3)), yaw(np.full(len(seconds), sign * 1.5))
        )
        frames.turn(f"{side}Wing", tucked)
        frames.turn(f"{side}WingTip", roll(np.full(len(seconds), sign * 3.08)))
    way = np.interp(seconds, path.times, path.way)
    speed = np.interp(seconds, path.times, path.speed)
    moving = np.clip(speed / 0.15, 0.0, 1.0)
    frames.root[:, 1] += 0.12 * height * np.abs(np.sin(math.pi * way / max(height, 1e-6))) * moving
    look = np.sin(math.tau * (seconds / 2.7 + seed))
    frames.turn(
        "head",
        quaternions.multiply(yaw(0.5 * np.sign(look) * np.abs(look) ** 0.3), pitch(0.1 * look)),
    )
    frames.turn("tail1", pitch(0.06 * np.sin(math.tau * (seconds / 1.1 + seed))))
    return frames


def _fly(frames: BodyFrames, seconds: Times, *, rate: float, seed: float) -> None:
    beat = math.tau * (rate * seconds + seed)
    strength = 1.0 if rate else 0.0
    for side, sign in _SIDES:
        frames.turn(f"{side}Wing", roll(sign * (0.12 + strength * 0.6 * np.sin(beat))))
        frames.turn(f"{side}WingTip", roll(sign * (0.05 + strength * 0.5 * np.sin(beat - 0.9))))
        frames.turn(f"{side}UpperLeg", pitch(np.full(len(seconds), 1.3)))
    frames.root[:, 1] -= (
        0.05 * float(np.ptp(frames.skeleton.places[:, 1])) * np.sin(beat) * strength
    )


def fish_frames(
    skeleton: Skeleton, path: GroundPath, seconds: Times, *, name: str, seed: float
) -> BodyFrames:
    """Return a swimmer: a wave runs from head to tail, faster while it travels."""
    del name
    frames = resting(skeleton, len(seconds))
    length = float(np.ptp(skeleton.places[:, 2])) / 0.62
    way = np.interp(seconds, path.times, path.way)
    wave = math.tau * (0.7 * seconds + seed + way / max(0.8 * length, 1e-6))
    for k, (joint, size) in enumerate(
        (("head", 0.05), ("tail1", 0.16), ("tail2", 0.24), ("tailFin", 0.3))
    ):
        frames.turn(joint, yaw(size * np.sin(wave - 0.9 * k)))
    return frames
