"""The resting body: legs straight below the hips, arms hanging away, soles on y = 0, facing +Z."""

from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Final

import numpy as np
from jaxtyping import Float32, Float64

from groundplan.assets.human_joints import DIGITS, digit_joints
from groundplan.assets.human_shape.data import body_data, shape_basis
from groundplan.assets.human_shape.shape import HumanShape, points_of, solved
from groundplan.geometry import quaternions

__all__ = ["HAND_TAGS", "RestBody", "Rotation", "rest_body"]

Rotation = tuple[float, float, float, float]
_SIDES: Final = (("left", 1.0), ("right", -1.0))
HAND_TAGS: Final = tuple(
    f"{side}{part}" for side, _ in _SIDES for part in (*(f"{d}Tip" for d in DIGITS), "Palm")
)
"""Tagged vertices that move with a hand."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class RestBody:
    """Points [m] of the coarse mesh, and where joints are in this pose and in the T-pose."""

    points: Float32[np.ndarray, "vertex 3"]
    joints: dict[str, Float64[np.ndarray, " 3"]]
    """In the pose of the points."""
    t_pose: dict[str, Float64[np.ndarray, " 3"]]
    """With the arms level along X; also of the tagged vertices of the hands."""
    bind: dict[str, Rotation]
    """Local rotations that take the T-pose to the pose of the points."""


@lru_cache(maxsize=64)
def rest_body(shape: HumanShape) -> RestBody:
    """Return somebody's resting body."""
    phenotype, factor = solved(shape)
    data = body_data()
    found = points_of(shape_basis(), phenotype).astype(np.float64) * factor
    points, places = found[: len(data.template)], found[len(data.template) :]
    joints = dict(zip(data.joints, places, strict=True))
    points, joints = _straightened(points, joints)
    factor = shape.height_m / float(np.ptp(points[:, 1]))
    low = float(points[:, 1].min())
    middle = np.array([0.0, low, 0.5 * (joints["leftFoot"][2] + joints["rightFoot"][2])])
    middle[2] += 0.02 * shape.height_m
    points = (points - middle) * factor
    joints = {name: (place - middle) * factor for name, place in joints.items()}
    t_pose, bind = _level_arms({**joints, **{name: points[data.tags[name]] for name in HAND_TAGS}})
    return RestBody(
        points=points.astype(np.float32),
        joints=joints,
        t_pose=t_pose,
        bind=bind,
    )


def _straightened(
    points: Float64[np.ndarray, "vertex 3"], joints: dict[str, Float64[np.ndarray, " 3"]]
) -> tuple[Float64[np.ndarray, "vertex 3"], dict[str, Float64[np.ndarray, " 3"]]]:
    """Turn both legs about the hips in the frontal plane until the ankles are below them."""
    moved, places = points.copy(), dict(joints)
    for side, _ in _SIDES:
        hip, ankle = joints[f"{side}UpperLeg"], joints[f"{side}Foot"]
        angle = np.arctan2(ankle[0] - hip[0], hip[1] - ankle[1])
        turn = quaternions.from_axis_angle(np.array([0.0, 0.0, 1.0]), -angle)
        shift = hip + quaternions.rotate(turn, ankle - hip) - ankle
        leg = _share(f"{side}UpperLeg") + _share(f"{side}LowerLeg")
        foot = _share(f"{side}Foot") + _share(f"{side}Toes")
        turned = hip + quaternions.rotate(turn, points - hip)
        moved += leg[:, None] * (turned - points) + foot[:, None] * shift
        places[f"{side}LowerLeg"] = hip + quaternions.rotate(turn, joints[f"{side}LowerLeg"] - hip)
        for name in (f"{side}Foot", f"{side}Toes"):
            places[name] = joints[name] + shift
    return moved, places


def _share(joint: str) -> Float64[np.ndarray, " vertex"]:
    data = body_data()
    return data.joint_shares[:, data.joints.index(joint)].astype(np.float64)


def _level_arms(
    joints: dict[str, Float64[np.ndarray, " 3"]],
) -> tuple[dict[str, Float64[np.ndarray, " 3"]], dict[str, Rotation]]:
    """Return the T-pose, and the arms' rotations away from it; the hands keep their wrists."""
    places, bind = dict(joints), dict[str, Rotation]()
    for side, sign in _SIDES:
        names = [f"{side}{part}" for part in ("UpperArm", "LowerArm", "Hand")]
        out = np.array([sign, 0.0, 0.0])
        turned = np.array([0.0, 0.0, 0.0, 1.0])
        for near, far in pairwise(names):
            bone = joints[far] - joints[near]
            arc = _arc(out, bone / np.linalg.norm(bone))
            local = quaternions.multiply(quaternions.conjugate(turned), arc)
            bind[near] = (float(local[0]), float(local[1]), float(local[2]), float(local[3]))
            places[far] = places[near] + out * np.linalg.norm(bone)
            turned = arc
        # The hand keeps its wrist, and so do the fingers on it.
        level, hand = quaternions.conjugate(turned), f"{side}Hand"
        fingers = [name for digit in DIGITS for name in digit_joints(side, digit)]
        for name in (*fingers, *(tag for tag in HAND_TAGS if tag.startswith(side))):
            places[name] = places[hand] + quaternions.rotate(level, joints[name] - joints[hand])
    return places, bind


def _arc(start: Float64[np.ndarray, " 3"], end: Float64[np.ndarray, " 3"]) -> np.ndarray:
    """Return the shortest rotation between two unit directions."""
    cross, dot = np.cross(start, end), float(start @ end)
    q = np.array([*cross, 1.0 + dot])
    return q / np.linalg.norm(q)
