"""Clips of baked animals on a body of any size and shape, and where in a clip a foot comes down."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
from jaxtyping import Float

from groundplan.assets.animal_rig import Clip, animal_rig
from groundplan.assets.skeleton import Skeleton, posed
from groundplan.geometry import quaternions
from groundplan.motion.animal_legs import LEG_NAMES, legs_of
from groundplan.motion.frame import BodyFrames
from groundplan.motion.limbs import pitch

__all__ = ["clip_feet", "clip_frames", "clip_named", "feeding_span_s", "touchdown_phase"]

_SPELLINGS: Final = {
    "idle": ("Idle",), "look": ("Idle_2",), "head_low": ("Idle_Headlow", "Idle_2_HeadLow"),
    "walk": ("Walk",), "gallop": ("Gallop",), "jump": ("Gallop_Jump",),
    "land": ("Jump_toIdle", "Jump_ToIdle"), "eat": ("Eating",),
    "attack": ("Attack", "Attack_Headbutt"), "kick": ("Attack_Kick", "Attack"),
    "die": ("Death",), "flinch": ("Idle_HitReact1",),
}  # fmt: skip


def clip_named(skeleton: Skeleton, name: str) -> Clip:
    """Return a clip of the body's base by our name for it."""
    clips = animal_rig(skeleton.base).clips
    return next(clips[form] for form in _SPELLINGS[name] if form in clips)


def clip_frames(
    skeleton: Skeleton, name: str, seconds: Float[np.ndarray, " time"], *, cyclic: bool = True
) -> BodyFrames:
    """Return a body that does what the clip says, as far as its own proportions go."""
    turns, moves = clip_named(skeleton, name).at(seconds, cyclic=cyclic)
    frames = BodyFrames(skeleton, len(seconds))
    frames.rotations = turns
    frames.shifts = moves * skeleton.base_scale
    frames.root = skeleton.places[0] + frames.shifts[:, 0]
    return frames


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Feet:
    """Of all keys of a clip."""

    moved: Float[np.ndarray, "key 4 3"]
    """Of the foot joints from their rest places, in the baked body's metres."""
    pitches: Float[np.ndarray, "key 4"]
    breaks: Float[np.ndarray, "key 4"]


@lru_cache(maxsize=256)
def _feet(base: str, clip: str) -> _Feet:
    rig = animal_rig(base)
    found = rig.clips[clip]
    skeleton = rig.skeleton
    root = skeleton.places[0] + found.shifts[:, 0]
    body = posed(skeleton, found.rotations, root, shifts=found.shifts)
    legs = [_rows(skeleton, name) for name in LEG_NAMES]
    feet = [foot for foot, _ in legs]
    return _Feet(
        moved=body[:, feet][..., :3, 3] - skeleton.places[feet],
        pitches=_pitches(body, feet),
        breaks=_pitches(body, [pastern for _, pastern in legs]),
    )


def _pitches(
    body: Float[np.ndarray, "key joint 4 4"], joints: Sequence[int]
) -> Float[np.ndarray, "key 4"]:
    """Return how far joints lean ahead [rad]."""
    return np.stack([np.arctan2(body[:, j, 2, 1], body[:, j, 1, 1]) for j in joints], axis=1)


def _rows(skeleton: Skeleton, leg: str) -> tuple[int, int]:
    foot = next(n for n in (f"{leg}Paw", f"{leg}Hoof") if n in skeleton.names)
    return skeleton.index(foot), skeleton.index(f"{leg}Pastern")


def clip_feet(
    skeleton: Skeleton, name: str, seconds: Float[np.ndarray, " time"], *, cyclic: bool = True
) -> tuple[Float[np.ndarray, "time 4 3"], Float[np.ndarray, "time 4"], Float[np.ndarray, "time 4"]]:
    """Return ground points under the feet [m], pitches of feet and of pasterns [rad] in a clip."""
    clip = clip_named(skeleton, name)
    feet = _feet(skeleton.base, clip.name)
    last = len(feet.moved) - 1
    place = np.asarray(seconds) * clip.fps
    place = np.mod(place, last) if cyclic else np.clip(place, 0.0, last)
    k = np.minimum(place.astype(np.int64), last - 1)
    u = (place - k)[:, None]
    moved = feet.moved[k] * (1.0 - u[..., None]) + feet.moved[k + 1] * u[..., None]
    pitches, breaks = (a[k] * (1.0 - u) + a[k + 1] * u for a in (feet.pitches, feet.breaks))
    ground = moved * skeleton.base_scale
    for row, leg in enumerate(legs_of(skeleton)):
        turn = pitch(pitches[:, row])
        low = np.minimum(*(quaternions.rotate(turn, point)[:, 1] for point in leg.sole))
        ground[:, row] += leg.foot_rest
        ground[:, row, 1] = np.maximum(ground[:, row, 1] + low, 0.0)
    return ground, pitches, breaks


def touchdown_phase(skeleton: Skeleton, name: str, feet: Sequence[int]) -> float:
    """Return the mean phase of a cyclic clip at which feet come down: they are farthest ahead."""
    clip = clip_named(skeleton, name)
    ahead = _feet(skeleton.base, clip.name).moved[:-1, :, 2]
    phases = np.argmax(ahead[:, list(feet)], axis=0) / len(ahead)
    x, y = float(np.cos(math.tau * phases).mean()), float(np.sin(math.tau * phases).mean())
    return (math.atan2(y, x) / math.tau) % 1.0


@lru_cache(maxsize=16)
def feeding_span_s(base: str) -> tuple[float, float]:
    """Return from when to when the nose stays low in the eating clip [s]."""
    rig = animal_rig(base)
    clip = next(rig.clips[form] for form in _SPELLINGS["eat"] if form in rig.clips)
    skeleton = rig.skeleton
    root = skeleton.places[0] + clip.shifts[:, 0]
    body = posed(skeleton, clip.rotations, root, shifts=clip.shifts)
    nose = body[:, skeleton.index("nose"), 1, 3]
    low = nose < nose.min() + 0.2 * float(np.ptp(nose))
    first = last = int(np.argmin(nose))
    while first > 0 and low[first - 1]:
        first -= 1
    while last < len(low) - 1 and low[last + 1]:
        last += 1
    return first / clip.fps, last / clip.fps
