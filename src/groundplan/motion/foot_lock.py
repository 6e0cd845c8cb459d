"""Feet that bear weight stand still: found by height and speed, held by bending the legs."""

from collections.abc import Mapping
from typing import Final

import numpy as np
from jaxtyping import Bool, Float

from groundplan.assets.skeleton import Skeleton, posed_joint
from groundplan.geometry import quaternions
from groundplan.motion.clips import JointMotion
from groundplan.motion.frame import BodyFrames
from groundplan.motion.limbs import bend_limb

__all__ = ["feet_held"]

_LOW_M: Final = 0.05
_SLOW_MPS: Final = 0.35
_BLEND_S: Final = 0.12
_GROUND_SHARE: Final = 0.05
"""Of all frames lie a foot's lowest ones below the ground that is found: single spikes do not."""
_SIDES: Final = ("left", "right")
_LEG: Final = ("UpperLeg", "LowerLeg", "Foot", "Toes")

Legs = Mapping[str, Float[np.ndarray, "frame 4 4"]]
"""`body_from_joint` of the joints of both legs, by name."""


def feet_held(motion: JointMotion, skeleton: Skeleton) -> JointMotion:
    """Return the motion with its lowest feet on the ground, held where they stand.

    Source:
        Thresholds are our engineering defaults.
    """
    frames = BodyFrames(skeleton, len(motion.root))
    frames.rotations, frames.root = motion.rotations.copy(), motion.root.copy()
    legs = _legs(frames)
    heights = np.stack([_sole(skeleton, legs, side) for side in _SIDES], axis=1)
    lowest = float(np.quantile(heights.min(axis=1), _GROUND_SHARE))
    frames.root[:, 1] -= lowest
    for matrices in legs.values():
        matrices[:, 1, 3] -= lowest
    targets: list[Float[np.ndarray, "frame 3"]] = []
    for k, side in enumerate(_SIDES):
        ankles = legs[f"{side}Foot"][:, :3, 3]
        planted = _planted(ankles, heights[:, k] - lowest, fps=motion.fps)
        targets.append(_held(ankles, planted, blend=max(1, round(_BLEND_S * motion.fps))))
    for side, ankles in zip(_SIDES, targets, strict=True):
        _reach(frames, legs, ankles, side=side)
    return JointMotion(
        fps=motion.fps, joint_names=skeleton.names, rotations=frames.rotations, root=frames.root
    )


def _legs(frames: BodyFrames) -> Legs:
    """Return where the legs are; the other joints of a long file would take its memory again."""
    names = [f"{side}{part}" for side in _SIDES for part in _LEG]
    return {
        name: posed_joint(frames.skeleton, frames.rotations, frames.root, joint=name)
        for name in names
        if name in frames.skeleton.names
    }


def _sole(skeleton: Skeleton, legs: Legs, side: str) -> Float[np.ndarray, " frame"]:
    """Return the height of the lower end of a foot, ankle or ball, over where it stands at rest."""
    ends = [
        legs[name][:, 1, 3] - skeleton.place(name)[1]
        for name in (f"{side}Foot", f"{side}Toes")
        if name in legs
    ]
    return np.min(ends, axis=0)


def _planted(
    ankles: Float[np.ndarray, "frame 3"], height: Float[np.ndarray, " frame"], *, fps: float
) -> Bool[np.ndarray, " frame"]:
    if len(ankles) < 2:
        return height < _LOW_M
    speed = np.linalg.norm(np.gradient(ankles, axis=0)[:, [0, 2]], axis=1) * fps
    return (height < _LOW_M) & (speed < _SLOW_MPS)


def _held(
    ankles: Float[np.ndarray, "frame 3"], planted: Bool[np.ndarray, " frame"], *, blend: int
) -> Float[np.ndarray, "frame 3"]:
    """Return the places of an ankle, still over each stance, led in and out over `blend` frames."""
    edges = np.flatnonzero(np.diff(np.concatenate([[0], planted.astype(np.int64), [0]])))
    shift = np.zeros_like(ankles)
    for first, end in zip(edges[::2], edges[1::2], strict=True):
        if end - first < 2:
            continue
        middle = ankles[first:end].mean(axis=0)
        shift[first:end, [0, 2]] = (middle - ankles[first:end])[:, [0, 2]]
    fixed = planted | (np.abs(shift).max(axis=1) > 0.0)
    return ankles + _faded(shift, fixed, blend=blend)


def _faded(
    shift: Float[np.ndarray, "frame 3"], fixed: Bool[np.ndarray, " frame"], *, blend: int
) -> Float[np.ndarray, "frame 3"]:
    """Return the shifts of the fixed frames, fading out on both sides of them."""
    rows = np.flatnonzero(fixed)
    if len(rows) == 0:
        return shift
    frames = np.arange(len(shift))
    after = np.clip(np.searchsorted(rows, frames), 0, len(rows) - 1)
    before = np.clip(np.searchsorted(rows, frames, side="right") - 1, 0, len(rows) - 1)
    result = np.zeros_like(shift)
    for near in (rows[before], rows[after]):
        away = np.abs(frames - near)
        u = np.clip(1.0 - away / blend, 0.0, 1.0)
        share = u * u * (3.0 - 2.0 * u)
        result += shift[near] * share[:, None] * np.where(fixed, 0.5, 1.0)[:, None]
    return result


def _reach(
    frames: BodyFrames, legs: Legs, ankles: Float[np.ndarray, "frame 3"], *, side: str,
) -> None:  # fmt: skip
    """Bend a leg so that its ankle is where asked; the foot keeps its turn."""
    skeleton = frames.skeleton
    names = [f"{side}{part}" for part in ("UpperLeg", "LowerLeg", "Foot")]
    rest = np.array([skeleton.place(name) for name in names])
    hip, knee, ankle = (legs[name][:, :3, 3] for name in names)
    foot = quaternions.from_matrix(legs[names[2]][:, :3, :3])
    ahead = quaternions.rotate(
        frames.turned("hips"), np.broadcast_to(np.array([0.0, 0.0, 1.0]), hip.shape)
    )
    bent = knee - 0.5 * (hip + ankle)
    far = np.linalg.norm(bent, axis=1, keepdims=True)
    pole = np.where(far > 0.02, bent, ahead)
    moved = np.linalg.norm(ankles - ankle, axis=1) > 1e-9
    if not np.any(moved):
        return
    bend = bend_limb(rest, hip, ankles, pole=pole)
    for name, wanted in zip(names, (bend.upper, bend.lower, foot), strict=True):
        before = frames.rotations[:, skeleton.index(name)].copy()
        frames.turn_to(name, wanted)
        row = skeleton.index(name)
        frames.rotations[:, row] = np.where(moved[:, None], frames.rotations[:, row], before)
