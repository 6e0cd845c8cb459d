"""A baked animal stands on its feet: the trunk as high as they allow, the legs bent to fit.

A hind leg has one joint more than its two equations need. As in the reciprocal apparatus of the
horse, the cannon keeps its angle to the thigh, so that thigh and cannon turn as one bone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from jaxtyping import Float

from groundplan.assets.skeleton import Skeleton
from groundplan.geometry import quaternions
from groundplan.motion.animal_legs import FootTargets, Leg, hip_height, legs_of
from groundplan.motion.frame import BodyFrames
from groundplan.motion.limbs import pitch, soft_minimum, yaw

__all__ = ["stand_on"]

_REACH: Final = 0.985
"""Of its length that a leg stretches to at most."""
_GIVE: Final = 0.1
"""How far a shoulder or hip slides after its foot, at most, in leg lengths."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Placed:
    """Joints and rotations of all feet in the body's axes."""

    pasterns: Float[np.ndarray, "time 4 3"]
    pastern_turns: Float[np.ndarray, "time 4 4"]
    foot_turns: Float[np.ndarray, "time 4 4"]


def _placed(legs: tuple[Leg, ...], targets: FootTargets) -> _Placed:
    """Return where feet and pasterns belong."""
    count = len(targets.yaws)
    turn = yaw(targets.yaws.reshape(-1)).reshape(count, 4, 4)
    tipped, broken = (
        quaternions.multiply(turn, pitch(angles.reshape(-1)).reshape(count, 4, 4))
        for angles in (targets.pitches, targets.breaks)
    )
    soles = np.stack([leg.sole for leg in legs])
    low = quaternions.rotate(tipped[:, :, None], soles[None])[..., 1].min(axis=2)
    above = quaternions.rotate(broken, np.stack([leg.on_foot for leg in legs])[None])
    above[..., 1] -= low
    if targets.tips is not None:
        above = quaternions.rotate(targets.tips, above)
        tipped, broken = (quaternions.multiply(targets.tips, turn) for turn in (tipped, broken))
    pasterns = targets.grounds + above
    return _Placed(pasterns=pasterns, pastern_turns=broken, foot_turns=tipped)


def stand_on(frames: BodyFrames, targets: FootTargets, *, lower: bool = True) -> None:
    """Bend the legs so that the feet are where asked.

    The trunk must be set already; unless `lower` is False it sinks as far as the feet need.
    """
    legs = legs_of(frames.skeleton)
    placed = _placed(legs, targets)
    matrices = frames.body_from_joint()
    if lower:
        down = _sinking(frames.skeleton, matrices, placed.pasterns, free=targets.free)
        frames.root[:, 1] += down
        matrices[:, :, 1, 3] += down[:, None]
    if frames.shifts is None:
        frames.shifts = np.zeros((len(matrices), len(frames.skeleton.names), 3))
    slides = _slides(legs, placed.pasterns, hip_height(frames.skeleton))
    roots = matrices[:, [leg.upper for leg in legs]][..., :3, 3] + slides
    uppers, lowers = _bent(legs, roots, placed.pasterns)
    parents = matrices[:, [leg.parent for leg in legs]][..., :3, :3]
    above = quaternions.from_matrix(parents)
    back = quaternions.conjugate(above)
    shifts = quaternions.rotate(back, slides)
    for k, leg in enumerate(legs):
        frames.shifts[:, leg.upper] = shifts[:, k]
        whole = [(leg.upper, uppers), (leg.lower, lowers)]
        whole += [(leg.hock, uppers)] if leg.hock >= 0 else []
        whole += [(leg.pastern, placed.pastern_turns), (leg.foot, placed.foot_turns)]
        _turn_chain(frames, above[:, k], [(joint, turns[:, k]) for joint, turns in whole])


def _sinking(
    skeleton: Skeleton,
    matrices: Float[np.ndarray, "time joint 4 4"],
    pasterns: Float[np.ndarray, "time 4 3"],
    *,
    free: Float[np.ndarray, "time 4"] | None,
) -> Float[np.ndarray, " time"]:
    """Return how far down (negative) the trunk must come until every foot can be reached [m]."""
    legs, height = legs_of(skeleton), hip_height(skeleton)
    root = matrices[:, [leg.upper for leg in legs]][..., :3, 3] + _slides(legs, pasterns, height)
    flat = np.sum((pasterns - root)[..., [0, 2]] ** 2, axis=-1)
    full = _REACH * np.array([leg.length for leg in legs])
    reach = np.sqrt(np.maximum(full * full - flat, (0.3 * full) ** 2))
    spare = pasterns[..., 1] + reach - root[..., 1]
    if free is not None:
        spare = spare + height * free
    none = np.zeros((len(spare), 1))
    down = soft_minimum(np.concatenate([none, spare], axis=1), width=0.012 * height)
    return np.minimum(down, 0.0)


def _slides(
    legs: tuple[Leg, ...], pasterns: Float[np.ndarray, "time 4 3"], height: float
) -> Float[np.ndarray, "time 4 3"]:
    """Return how far each leg's root slides along the body after its foot."""
    most = _GIVE * height
    rest = np.array([(leg.foot_rest + leg.on_foot)[2] for leg in legs])
    result = np.zeros_like(pasterns)
    result[..., 2] = most * np.tanh(0.3 * (pasterns[..., 2] - rest) / most)
    return result


def _bent(
    legs: tuple[Leg, ...],
    roots: Float[np.ndarray, "time 4 3"],
    targets: Float[np.ndarray, "time 4 3"],
) -> tuple[Float[np.ndarray, "time 4 4"], Float[np.ndarray, "time 4 4"]]:
    """Return rotations in the body's axes of upper and lower bones that reach from root to target.

    Source:
        Law of cosines.
    """
    bones = [np.stack([leg.first for leg in legs]), np.stack([leg.second for leg in legs])]
    first, second = (np.linalg.norm(bone, axis=-1) for bone in bones)
    pole = np.array([[0.0, 0.0, leg.away] for leg in legs])
    line = targets - roots
    distance = np.linalg.norm(line, axis=-1)
    reach = np.clip(distance, 1.001 * np.abs(first - second), (1.0 - 1e-9) * (first + second))
    along = line / np.maximum(distance, 1e-9)[..., None]
    across = pole - along * np.sum(pole * along, axis=-1, keepdims=True)
    across /= np.maximum(np.linalg.norm(across, axis=-1, keepdims=True), 1e-9)
    near = (first * first - second * second + reach * reach) / (2.0 * reach)
    off = np.sqrt(np.maximum(first * first - near * near, 0.0))
    middle = near[..., None] * along + off[..., None] * across
    ends = (middle, reach[..., None] * along - middle)
    upper, lower = (
        quaternions.from_matrix(np.einsum("tkij,klj->tkil", _axes(end, across), _axes(bone, pole)))
        for end, bone in zip(ends, bones, strict=True)
    )
    return upper, lower


def _axes(
    bone: Float[np.ndarray, "*batch 3"], pole: Float[np.ndarray, "*batch 3"]
) -> Float[np.ndarray, "*batch 3 3"]:
    """Return axes whose Y lies along a bone and whose Z is nearest to a pole."""
    y = bone / np.maximum(np.linalg.norm(bone, axis=-1, keepdims=True), 1e-12)
    z = pole - y * np.sum(pole * y, axis=-1, keepdims=True)
    z = z / np.maximum(np.linalg.norm(z, axis=-1, keepdims=True), 1e-12)
    return np.stack([quaternions.cross(y, z), y, z], axis=-1)


def _turn_chain(
    frames: BodyFrames,
    above: Float[np.ndarray, "time 4"],
    chain: Sequence[tuple[int, Float[np.ndarray, "time 4"]]],
) -> None:
    """Set local rotations from rotations in the body's axes; only the first joint keeps a shift."""
    before = above
    for place, (joint, whole) in enumerate(chain):
        frames.rotations[:, joint] = quaternions.multiply(quaternions.conjugate(before), whole)
        if place and frames.shifts is not None:
            frames.shifts[:, joint] = 0.0
        before = whole
