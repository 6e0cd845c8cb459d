"""What baked animals do in place: stand, sit, lie, graze, look, jump, strike, fall."""

import math
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

import numpy as np
from jaxtyping import Float

from groundplan.assets.skeleton import Skeleton
from groundplan.errors import SceneError
from groundplan.geometry import quaternions
from groundplan.motion.animal_clips import clip_feet, clip_frames, feeding_span_s
from groundplan.motion.animal_gait import standing
from groundplan.motion.animal_legs import FootTargets, hip_height, legs_of
from groundplan.motion.animal_stance import stand_on
from groundplan.motion.frame import BodyFrames
from groundplan.motion.limbs import pitch, yaw
from groundplan.motion.poses import HUMAN_POSES, POSE_ALIASES

__all__ = ["ANIMAL_POSES", "animal_pose"]

Seconds = Float[np.ndarray, " time"]
Setter = Callable[[Skeleton, Seconds, float], BodyFrames]


def _feet_at(
    skeleton: Skeleton, count: int, *, hind_ahead: float = 0.0, front_ahead: float = 0.0,
    apart: float = 1.0, hind_break: float = 0.0,
) -> FootTargets:  # fmt: skip
    """Return flat feet near their rest places, moved ahead [m]."""
    grounds = np.stack([leg.foot_rest for leg in legs_of(skeleton)]) * [1.0, 0.0, 1.0]
    grounds[:2, 2] += front_ahead
    grounds[2:, 2] += hind_ahead
    grounds[2:, 0] *= apart
    breaks = np.array([0.0, 0.0, hind_break, hind_break])
    none = np.zeros((count, 4))
    return FootTargets(
        grounds=np.tile(grounds, (count, 1, 1)), yaws=none, pitches=none,
        breaks=np.tile(breaks, (count, 1)),
    )  # fmt: skip


def _stand(skeleton: Skeleton, seconds: Seconds, seed: float) -> BodyFrames:
    frames = standing(skeleton, seconds, seed=seed)
    targets = _feet_at(skeleton, len(seconds))
    stand_on(frames, targets)
    return frames


def _on_clip_feet(skeleton: Skeleton, name: str, seconds: Seconds, *, cyclic: bool) -> BodyFrames:
    """Return a clip with the feet of this body where the clip's would be."""
    frames = clip_frames(skeleton, name, seconds, cyclic=cyclic)
    grounds, pitches, breaks = clip_feet(skeleton, name, seconds, cyclic=cyclic)
    targets = FootTargets(
        grounds=grounds, yaws=np.zeros_like(pitches), pitches=pitches, breaks=breaks
    )
    stand_on(frames, targets)
    return frames


def _graze(skeleton: Skeleton, seconds: Seconds, seed: float) -> BodyFrames:
    """Return the part of the eating clip where the head is down, back and forth."""
    del seed
    first, last = feeding_span_s(skeleton.base)
    span = max(last - first, 1e-3)
    swing = span * (0.5 - 0.5 * np.cos(math.pi * seconds / span))
    frames = clip_frames(skeleton, "eat", first + swing)
    targets = _feet_at(skeleton, len(seconds))
    stand_on(frames, targets)
    return frames


def _look(skeleton: Skeleton, seconds: Seconds, seed: float) -> BodyFrames:
    """Return a standing body whose head turns from side to side."""
    frames = _stand(skeleton, seconds, seed)
    swing = np.sin(math.tau * (seconds / 4.0 + seed))
    angle = 0.28 * np.sign(swing) * np.abs(swing) ** 0.4
    for joint in ("neckMiddle", "neckUpper", "head"):
        frames.add(joint, yaw(angle))
    return frames


def _sit(skeleton: Skeleton, seconds: Seconds, seed: float) -> BodyFrames:
    """Return a body on its haunches: rump low, fore legs straight, head level."""
    frames = standing(skeleton, seconds, seed=seed)
    height = hip_height(skeleton)
    legs = legs_of(skeleton)
    tilt = 0.72
    turn = pitch(np.full(len(seconds), -tilt))
    frames.rotations[:, 0] = quaternions.multiply(turn, frames.rotations[:, 0])
    hip, shoulder = legs[2].root, legs[0].root
    seat = 0.42 * height
    arm = quaternions.rotate(turn[:1], (hip - skeleton.places[0])[None])[0]
    frames.root[:, 1] += seat - (frames.root[:, 1] + arm[1])
    span = quaternions.rotate(turn[:1], (shoulder - hip)[None])[0]
    frames.root[:, 2] += shoulder[2] - span[2] - hip[2] - 0.12 * height
    for joint in ("neck", "neckMiddle", "head"):
        frames.add(joint, pitch(np.full(len(seconds), 0.8 * tilt / 3.0)))
    ahead = shoulder[2] - span[2] - hip[2] + 0.22 * height
    targets = _feet_at(skeleton, len(seconds), hind_ahead=ahead, apart=1.25, hind_break=0.9)
    stand_on(frames, targets)
    return frames


def _lie(skeleton: Skeleton, seconds: Seconds, seed: float) -> BodyFrames:
    """Return a body on its chest, feet folded beside and ahead of it."""
    frames = standing(skeleton, seconds, seed=seed)
    height = hip_height(skeleton)
    belly = _belly_height(skeleton)
    frames.root[:, 1] -= 0.94 * belly
    breaks = {"front_ahead": 0.3 * height, "hind_ahead": 0.32 * height, "apart": 1.5}
    targets = _feet_at(skeleton, len(seconds), hind_break=1.2, **breaks)
    stand_on(frames, targets, lower=False)
    return frames


def _belly_height(skeleton: Skeleton) -> float:
    """Return how far the breast stands above the ground [m]."""
    withers = skeleton.marks["withers"][1][1]
    return 0.47 * withers


def _jump(skeleton: Skeleton, seconds: Seconds, seed: float) -> BodyFrames:
    """Return one leap, then standing."""
    del seed
    return _on_clip_feet(skeleton, "land", seconds, cyclic=False)


def _once(name: str) -> Setter:
    def play(skeleton: Skeleton, seconds: Seconds, seed: float) -> BodyFrames:
        del seed
        return clip_frames(skeleton, name, seconds, cyclic=False)

    return play


def _again(name: str) -> Setter:
    def play(skeleton: Skeleton, seconds: Seconds, seed: float) -> BodyFrames:
        del seed
        return _on_clip_feet(skeleton, name, seconds, cyclic=True)

    return play


ANIMAL_POSES: Final[Mapping[str, Setter]] = MappingProxyType(
    {
        "stand": _stand, "sit": _sit, "lie": _lie, "graze": _graze, "drink": _graze, "eat": _graze,
        "look": _look, "watch": _look, "jump": _jump, "attack": _again("attack"),
        "fight": _again("attack"), "kick": _again("kick"), "fall": _once("die"),
        "die": _once("die"), "flinch": _once("flinch"),
    }
)  # fmt: skip


def animal_pose(
    name: str, skeleton: Skeleton, seconds: Seconds, *, seed: float
) -> BodyFrames | None:
    """Return an animal's pose; None when it has none of that name, so that it goes on as it was.

    Raises:
        SceneError: Neither animals nor people know such a pose.
    """
    wanted = name if name in ANIMAL_POSES else POSE_ALIASES.get(name, name)
    if wanted in ANIMAL_POSES:
        return ANIMAL_POSES[wanted](skeleton, seconds, seed)
    if wanted not in HUMAN_POSES:
        raise SceneError(f"there is no pose {name!r}", f"use one of {', '.join(ANIMAL_POSES)}")
    return None
