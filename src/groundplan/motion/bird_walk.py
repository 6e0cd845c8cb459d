"""Birds on the ground: steps and hops whose feet stand still while they bear weight."""

import math
from types import MappingProxyType
from typing import Final

import numpy as np
from jaxtyping import Float

from groundplan.assets.skeleton import Skeleton
from groundplan.geometry import quaternions, transforms
from groundplan.motion.footfall import Feet, feet_at
from groundplan.motion.frame import BodyFrames
from groundplan.motion.gaits import Gait
from groundplan.motion.limbs import bend_limb, pitch, roll, soft_minimum, yaw
from groundplan.motion.path import GroundPath
from groundplan.motion.striding import Stride, stride_of

__all__ = ["bird_stride", "walk_on_two"]

_GAITS: Final = MappingProxyType(
    {
        "walk": Gait(name="walk", touchdown=(0.0, 0.5), duty=0.58, lift=0.4),
        "hop": Gait(name="hop", touchdown=(0.0, 0.0), duty=0.45, lift=0.5),
    }
)
_SIDES: Final = ("left", "right")
_STRETCH: Final = 0.985
"""Of a leg's length, that a step uses at most."""
_DROOP: Final = 0.45
"""How far the toes hang below a lifted ankle, in what it is lifted."""


def bird_stride(path: GroundPath, skeleton: Skeleton, *, name: str) -> Stride:
    """Return the stride of a walk, or of hops with both feet."""
    return stride_of(path, _GAITS[name], leg_m=_leg_m(skeleton))


def _leg_m(skeleton: Skeleton) -> float:
    hip, foot = skeleton.place("leftUpperLeg"), skeleton.place("leftFoot")
    return float(hip[1] - foot[1])


def walk_on_two(
    frames: BodyFrames,
    stride: Stride,
    seconds: Float[np.ndarray, " time"],
    *,
    body_from_world: Float[np.ndarray, "time 4 4"],
) -> None:
    """Set hips and legs so that the feet follow a stride."""
    skeleton, leg = frames.skeleton, _leg_m(frames.skeleton)
    rest = np.array([skeleton.place(f"{side}Foot") for side in _SIDES]) * [1.0, 0.0, 1.0]
    feet = feet_at(stride, seconds, rest=rest, leg_m=leg)
    hopping = stride.gait.name == "hop"
    sway = 0.0 if hopping else 0.07 * np.cos(math.tau * feet.phase) * feet.vigour
    frames.turn("hips", roll(sway * np.ones(len(seconds))))
    if not hopping:
        # The head stands still while the body goes on under it, then catches up: a bird's nod.
        frames.add("neck", pitch(0.12 * np.sin(2.0 * math.tau * feet.phase) * feet.vigour))
    ankles = transforms.transform_points(body_from_world[:, None], feet.places)
    ankles = ankles + np.array([0.0, 1.0, 0.0]) * (
        feet.lift[..., None] + skeleton.place("leftFoot")[1]
    )
    if hopping:
        frames.root[:, 1] += feet.lift.min(axis=1)
    _reach(frames, feet, ankles, body_from_world=body_from_world)


def _reach(
    frames: BodyFrames,
    feet: Feet,
    ankles: Float[np.ndarray, "time foot 3"],
    *,
    body_from_world: Float[np.ndarray, "time 4 4"],
) -> None:
    """Lower the hips to where both legs reach, and bend the legs with the heels behind."""
    skeleton, count = frames.skeleton, len(frames.root)
    bones = np.array([skeleton.place(f"left{p}") for p in ("UpperLeg", "LowerLeg", "Foot")])
    length = _STRETCH * float(np.linalg.norm(np.diff(bones, axis=0), axis=1).sum())
    room: list[Float[np.ndarray, " time"]] = [np.zeros(count)]
    for k, side in enumerate(_SIDES):
        hip = frames.place(f"{side}UpperLeg")
        flat = np.linalg.norm((hip - ankles[:, k])[:, [0, 2]], axis=1)
        high = np.sqrt(np.maximum(length**2 - np.minimum(flat, 0.95 * length) ** 2, 0.0))
        room.append(ankles[:, k, 1] + high - hip[:, 1])
    frames.root[:, 1] += soft_minimum(np.stack(room, axis=1), width=0.004 * length)
    behind = np.tile([0.0, 0.0, -1.0], (count, 1))
    for k, side in enumerate(_SIDES):
        rest = np.array([skeleton.place(f"{side}{p}") for p in ("UpperLeg", "LowerLeg", "Foot")])
        bend = bend_limb(
            rest, frames.place(f"{side}UpperLeg"), ankles[:, k], pole=behind,
            rest_pole=(0.0, 0.0, -1.0),
        )  # fmt: skip
        frames.turn_to(f"{side}UpperLeg", bend.upper)
        frames.turn_to(f"{side}LowerLeg", bend.lower)
        toe = skeleton.marks[f"{side}Toe"][1][2] - skeleton.place(f"{side}Foot")[2]
        frames.turn_to(f"{side}Foot", _sole(feet, k, body_from_world, toe_m=float(toe)))


def _sole(
    feet: Feet, k: int, body_from_world: Float[np.ndarray, "time 4 4"], *, toe_m: float
) -> Float[np.ndarray, "time 4"]:
    """Return how a foot lies: along its plant, its toes drooping as far as it is in the air."""
    heading = feet.headings[:, k]
    ahead = np.stack([np.sin(heading), np.zeros_like(heading), np.cos(heading)], axis=-1)
    own = np.einsum("tij,tj->ti", body_from_world[:, :3, :3], ahead)
    droop = np.arcsin(np.clip(_DROOP * feet.lift[:, k] / toe_m, 0.0, 0.6))
    return quaternions.multiply(yaw(np.arctan2(own[:, 0], own[:, 2])), pitch(droop))
