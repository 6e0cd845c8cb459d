"""A baked animal over planted feet: its trunk, neck and tail from clips, its legs by footfall."""

import math
from dataclasses import replace
from typing import Final

import numpy as np
from jaxtyping import Float

from groundplan.assets.skeleton import Skeleton
from groundplan.geometry import quaternions
from groundplan.motion.animal_clips import clip_frames, clip_named, touchdown_phase
from groundplan.motion.animal_legs import FootTargets, hip_height, legs_of
from groundplan.motion.animal_stance import stand_on
from groundplan.motion.footfall import Feet, Stride, feet_at, stride_of
from groundplan.motion.frame import BodyFrames, mixed
from groundplan.motion.gaits import Gait
from groundplan.motion.limbs import pitch
from groundplan.motion.path import GroundPath

__all__ = ["animal_frames", "animal_stride", "standing"]

_SWEEP: Final = 0.78
"""How far a foot on the ground travels under the body at most, in hip heights (our default)."""
_TRUNKS: Final = {
    # clip, share of its motion over standing, hind feet that set its phase
    "walk": ("walk", 1.0, (2,)), "trot": ("walk", 0.55, (2,)), "pace": ("walk", 0.8, (2,)),
    "canter": ("gallop", 0.6, (2, 3)), "gallop": ("gallop", 1.0, (2, 3)),
}  # fmt: skip
_FLEX_RAD: Final = {"walk": 0.75, "trot": 0.95, "pace": 0.9, "canter": 1.0, "gallop": 1.1}
_HEEL_OFF_RAD: Final = 0.55
_RAMP: Final = 0.16
"""Of a swing: short, so that a fast body does not outrun the foot that it lifts."""


def animal_stride(path: GroundPath, gait: Gait, *, skeleton: Skeleton) -> Stride:
    """Return the phase along a path; fast feet leave the ground before they trail too far."""
    height = hip_height(skeleton)
    stride = stride_of(path, gait, leg_m=height)
    limit = min(gait.duty, _SWEEP * height / max(stride.length, 1e-6))
    return stride_of(path, replace(gait, duty=limit), leg_m=height)


def animal_frames(
    skeleton: Skeleton,
    stride: Stride,
    seconds: Float[np.ndarray, " time"],
    *,
    body_from_world: Float[np.ndarray, "time 4 4"],
    seed: float,
) -> BodyFrames:
    """Return the body along its stride; `seed` in 0..1 sets its breathing apart from others'."""
    height = hip_height(skeleton)
    rest = np.stack([leg.foot_rest for leg in legs_of(skeleton)]) * [1.0, 0.0, 1.0]
    feet = feet_at(stride, seconds, rest=rest, leg_m=height, ramp=_RAMP)
    frames = standing(skeleton, seconds, seed=seed)
    if np.any(feet.vigour > 0.0):
        frames = mixed(frames, _moving(stride, feet, frames), feet.vigour)
    targets = _targets(stride, feet, body_from_world)
    stand_on(frames, targets)
    return frames


def standing(skeleton: Skeleton, seconds: Float[np.ndarray, " time"], *, seed: float) -> BodyFrames:
    """Return the body at ease: it breathes, shifts and looks; legs are not set."""
    clip = clip_named(skeleton, "idle")
    frames = clip_frames(skeleton, "idle", seconds + seed * clip.length_s)
    mean = clip.shifts[:-1, 0].mean(axis=0) * skeleton.base_scale
    frames.root[:, [0, 2]] -= mean[[0, 2]]
    return frames


def _moving(stride: Stride, feet: Feet, still: BodyFrames) -> BodyFrames:
    """Return the trunk in its gait, the clip in step with the hind feet."""
    gait, skeleton = stride.gait, still.skeleton
    name, share, hind = _TRUNKS[gait.name]
    clip = clip_named(skeleton, name)
    down = float(np.mean([gait.touchdown[k] for k in hind]))
    offset = touchdown_phase(skeleton, name, hind) - down
    frames = clip_frames(skeleton, name, (feet.phase + offset) * clip.length_s)
    mean = clip.shifts[:-1, 0].mean(axis=0) * skeleton.base_scale
    frames.root -= mean * [1.0, 0.0, 1.0]
    frames = mixed(still, frames, np.full(len(feet.phase), share))
    wave = math.tau * feet.phase
    if gait.name in ("trot", "pace"):
        # Highest while no foot is down, in the middle between two touchdowns.
        frames.root[:, 1] -= (
            gait.bounce
            * hip_height(skeleton)
            * np.cos(2.0 * (wave - math.tau * 0.5 * stride.duty) + math.pi)
        )
        k = skeleton.index("neck")
        frames.rotations[:, k] = quaternions.multiply(
            pitch(0.03 * np.sin(2.0 * wave)), frames.rotations[:, k]
        )
    return frames


def _targets(
    stride: Stride, feet: Feet, body_from_world: Float[np.ndarray, "time 4 4"]
) -> FootTargets:
    """Return the feet in the body's space: flat while planted, folded back in the swing."""
    ground = (body_from_world[:, None, :3, :3] @ feet.places[..., None])[..., 0]
    ground = ground + body_from_world[:, None, :3, 3]
    ground[..., 1] += feet.lift
    body_heading = -np.arctan2(body_from_world[:, 0, 2], body_from_world[:, 2, 2])
    apart = feet.headings - body_heading[:, None]
    yaws = (apart + math.pi) % math.tau - math.pi
    flex = _FLEX_RAD[stride.gait.name]
    swing = np.where(feet.planted, 0.0, feet.progress)
    vigour = feet.vigour[:, None]
    # Folded most in the first half of the swing, straight again before it ends.
    fold = np.sin(math.pi * np.minimum(swing / 0.85, 1.0) ** 0.8) * flex * vigour
    late = np.where(feet.planted, np.clip((feet.progress - 0.55) / 0.45, 0.0, 1.0), 0.0)
    after = np.where(feet.planted, 0.0, np.clip(1.0 - swing / 0.3, 0.0, 1.0))
    heel = _HEEL_OFF_RAD * vigour * (late * late * (3.0 - 2.0 * late) + after * after)
    free = np.where(feet.planted, 0.0, np.clip(4.0 * np.minimum(swing, 1.0 - swing), 0.0, 1.0))
    return FootTargets(
        grounds=ground, yaws=yaws, pitches=fold, breaks=fold + heel,
        free=free * free * (3.0 - 2.0 * free),
    )  # fmt: skip
