"""A baked animal over planted feet: its trunk, neck and tail from clips, its legs by footfall."""

import math
from dataclasses import replace
from typing import Final

import numpy as np
from jaxtyping import Float

from groundplan.assets.skeleton import Skeleton
from groundplan.geometry import quaternions
from groundplan.geometry.easing import ease
from groundplan.motion.animal_clips import clip_frames, clip_named, touchdown_phase
from groundplan.motion.animal_legs import FootTargets, Leg, hip_height, legs_of
from groundplan.motion.animal_stance import stand_on
from groundplan.motion.footfall import Feet, feet_at
from groundplan.motion.frame import BodyFrames, mixed
from groundplan.motion.gaits import ROTARY_GALLOP, Gait
from groundplan.motion.leaning import lean_body
from groundplan.motion.limbs import pitch
from groundplan.motion.path import GroundPath
from groundplan.motion.striding import Stride, stride_of

__all__ = ["animal_frames", "animal_stride", "standing"]

_SWEEP: Final = 0.78
"""How far a foot on the ground travels under the body at most, in hip heights (our default)."""
_TRUNKS: Final = {
    # clip, share of its motion over standing, hind feet that set its phase
    "walk": ("walk", 1.0, (2,)), "trot": ("walk", 0.55, (2,)), "pace": ("walk", 0.8, (2,)),
    "canter": ("gallop", 0.6, (2, 3)), "gallop": ("gallop", 1.0, (2, 3)),
}  # fmt: skip
_ROTARY: Final = frozenset({"wolf", "fox", "husky", "shibainu"})
"""Baked bodies, and those made from them, that gallop as dogs do."""
_FLEX_RAD: Final = {"walk": 0.75, "trot": 0.95, "pace": 0.9, "canter": 1.0, "gallop": 1.1}
_HEEL_OFF_RAD: Final = 0.55
_CLEARANCE: Final = 0.5
"""How much higher a folded foot is carried, in its own lengths: big paws on short legs."""
_ROLL_S: Final = 0.14
"""Time on the ground that a whole roll over the toe takes: our engineering default."""
_LIFTED: Final = 0.2
"""Height that a swing takes, in hip heights, and what part of a leg's room it may use."""
_ROOM: Final = 0.8
_RAMP: Final = 0.16
"""Of a swing: short, so that a fast body does not outrun the foot that it lifts."""


def animal_stride(path: GroundPath, gait: Gait, *, skeleton: Skeleton, lead: float = 0.0) -> Stride:
    """Return the phase along a path; `lead` is that of its first move [strides].

    Fast feet leave the ground before they trail too far.
    """
    height = hip_height(skeleton)
    if gait.name == "gallop" and skeleton.base in _ROTARY:
        gait = replace(gait, touchdown=ROTARY_GALLOP)
    stride = stride_of(path, gait, leg_m=height)
    limit = min(gait.duty, _SWEEP * height / max(stride.length, 1e-6))
    return stride_of(path, replace(gait, duty=limit), leg_m=height, lead=lead)


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
    tips = None
    if stride.path.landform is not None:
        tips = lean_body(frames, feet, body_from_world)
    targets = _targets(stride, feet, body_from_world, legs=legs_of(skeleton), tips=tips)
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
    stride: Stride,
    feet: Feet,
    body_from_world: Float[np.ndarray, "time 4 4"],
    *,
    legs: tuple[Leg, ...],
    tips: Float[np.ndarray, "time 4 4"] | None,
) -> FootTargets:
    """Return the feet in the body's space: down while planted, folded back in the swing."""
    ground = feet.places_in_body(body_from_world)
    up = np.stack([0.0 * feet.lift, feet.lift, 0.0 * feet.lift], axis=-1)
    ground = ground + (up if tips is None else quaternions.rotate(tips, up))
    body_heading = -np.arctan2(body_from_world[:, 0, 2], body_from_world[:, 2, 2])
    apart = feet.headings - body_heading[:, None]
    yaws = (apart + math.pi) % math.tau - math.pi
    flex = _FLEX_RAD[stride.gait.name]
    swing = np.where(feet.planted, 0.0, feet.progress)
    vigour = feet.vigour[:, None] * np.array([_foldable(leg) for leg in legs])
    # Folded most in the first half of the swing, straight again before it ends.
    fold = np.sin(math.pi * np.minimum(swing / 0.85, 1.0) ** 0.8) * flex * vigour
    late = np.where(feet.planted, ease("ease_in_out", (feet.progress - 0.55) / 0.45), 0.0)
    after = np.where(feet.planted, 0.0, np.clip(1.0 - swing / 0.3, 0.0, 1.0))
    heel = _HEEL_OFF_RAD * _unhurried(stride) * vigour * (late + after * after)
    # Before it lifts, a foot rolls over its toe as one: skin that bears weight is not drawn.
    tipped = fold + heel
    ahead = _over_the_toe(tipped, yaws, legs)
    ground = ground + (ahead if tips is None else quaternions.rotate(tips, ahead))
    ground[..., 1] += _CLEARANCE * np.array([_length(leg) for leg in legs]) * np.sin(fold)
    free = np.where(feet.planted, 0.0, 4.0 * np.minimum(swing, 1.0 - swing))
    return FootTargets(
        grounds=ground, yaws=yaws, pitches=tipped, breaks=tipped, tips=tips,
        free=ease("ease_in_out", free),
    )  # fmt: skip


def _unhurried(stride: Stride) -> float:
    """Return how far feet roll over their toes: 1, less where they are down for a short while."""
    down_s = stride.duty * stride.length / max(stride.path.cruise, 1e-6)
    return min(down_s / _ROLL_S, 1.0)


def _length(leg: Leg) -> float:
    """Return the length of a sole [m]."""
    return float(np.linalg.norm(leg.sole[0] - leg.sole[1]))


def _foldable(leg: Leg) -> float:
    """Return how much of a fold a leg has room for: 1, less for big paws on short legs."""
    down = float(np.linalg.norm(leg.root - leg.foot_rest - leg.on_foot))
    nearest = abs(float(np.linalg.norm(leg.first)) - float(np.linalg.norm(leg.second)))
    wanted = float(leg.sole[0, 2]) + _LIFTED * float(leg.root[1])
    return float(np.clip(_ROOM * (down - nearest) / wanted, 0.2, 1.0))


def _over_the_toe(
    pitches: Float[np.ndarray, "time 4"], yaws: Float[np.ndarray, "time 4"], legs: tuple[Leg, ...]
) -> Float[np.ndarray, "time 4 3"]:
    """Return how far the foot's joint goes ahead so that a tipped foot turns about its toe [m]."""
    toe = np.stack([leg.sole[0] for leg in legs])
    ahead = toe[:, 2] - (toe[:, 2] * np.cos(pitches) + toe[:, 1] * np.sin(pitches))
    return ahead[..., None] * np.stack([np.sin(yaws), np.zeros_like(yaws), np.cos(yaws)], axis=-1)
