"""Motion of another skeleton put on ours: joints by name, bones by direction, feet held.

The other skeleton may have any size, any unit, and any of the three axes up; its bones are taken
as they lie at rest.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile
from types import MappingProxyType
from typing import Final

import numpy as np
from jaxtyping import Float

from groundplan.assets.human_joints import BODY_JOINTS, HUMAN_JOINTS
from groundplan.assets.skeleton import Skeleton
from groundplan.errors import InputError
from groundplan.geometry import quaternions
from groundplan.motion.bvh import BvhMotion
from groundplan.motion.clips import JointMotion
from groundplan.motion.foot_lock import feet_held

__all__ = ["humanoid_names", "is_same_skeleton", "retargeted", "taken"]

_SAME_M: Final = 1e-4
_CENTRE: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "hips": ("hips", "pelvis", "root", "hip"),
        "spine": ("spine", "lowerback", "abdomen", "tospine"),
        "chest": ("spine1", "chest"),
        "upperChest": ("spine2", "spine3", "upperchest", "chest2"),
        "neck": ("neck", "neck1"),
        "head": ("head",),
    }
)
_SIDED: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "Shoulder": ("shoulder", "collar", "clavicle"),
        "UpperArm": ("arm", "upperarm", "uparm"),
        "LowerArm": ("forearm", "lowerarm", "lowarm", "elbow"),
        "Hand": ("hand", "wrist"),
        "UpperLeg": ("upleg", "upperleg", "thigh"),
        "LowerLeg": ("leg", "lowerleg", "lowleg", "shin", "knee", "calf"),
        "Foot": ("foot", "ankle"),
        "Toes": ("toebase", "toes", "toe", "ball"),
    }
)
"""VRM joints, and how Mixamo, ACCAD, CMU and others call them without side, in lower case."""
_NEEDED: Final = ("hips", "leftUpperLeg", "rightUpperLeg", "leftLowerLeg", "rightLowerLeg",
                  "leftFoot", "rightFoot")  # fmt: skip
_BONES: Final[Mapping[str, str]] = MappingProxyType(
    {
        f"{side}{joint}": f"{side}{child}"
        for side in ("left", "right")
        for joint, child in (("Shoulder", "UpperArm"), ("UpperArm", "LowerArm"),
                             ("LowerArm", "Hand"), ("UpperLeg", "LowerLeg"),
                             ("LowerLeg", "Foot"))
    }
)  # fmt: skip
_LIKE: Final[Mapping[str, str]] = MappingProxyType(
    {f"{side}Hand": f"{side}LowerArm" for side in ("left", "right")}
)  # fmt: skip
"""Joints without a bone of their own lie as their neighbour does; feet are flat in both."""


def humanoid_names(names: Sequence[str]) -> dict[str, str]:
    """Return the file's joint for every VRM joint that it has."""
    # Names in order: what the first and the last begin with alike, all do.
    pairs = zip(min(names), max(names), strict=False)
    shared = "".join(a for a, _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
    start = max(shared.rfind(mark) for mark in ":|_") + 1
    plain = {_plain(name[start:]): name for name in reversed(names)}
    found = {vrm: name for name in names for vrm in [_vrm(name)] if vrm}
    for vrm, words in _CENTRE.items():
        name = next((plain[word] for word in words if word in plain), None)
        if name is not None:
            found.setdefault(vrm, name)
    for side in ("left", "right"):
        for part, words in _SIDED.items():
            forms = (f for w in words for f in (side + w, w + side, side[0] + w, w + side[0]))
            name = next((plain[form] for form in forms if form in plain), None)
            if name is not None:
                found.setdefault(side + part, name)
    return found


def _plain(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.lower())


def _vrm(name: str) -> str:
    known = {*_CENTRE, *(f"{s}{p}" for s in ("left", "right") for p in _SIDED)}
    return name if name in known else ""


def is_same_skeleton(motion: BvhMotion, skeleton: Skeleton) -> bool:
    """Tell whether a file has our joints with our bones, within 0.1 mm.

    Files from before bodies had fingers and eyes lack these.
    """
    names, own_names = set(motion.names), set(skeleton.names)
    if not names <= own_names or not own_names - names <= set(HUMAN_JOINTS) - set(BODY_JOINTS):
        return False
    kept = [row for row, name in enumerate(skeleton.names) if name in names]
    rows = [motion.names.index(skeleton.names[row]) for row in kept]
    parents = [
        motion.names[motion.parents[row]] if motion.parents[row] >= 0 else "" for row in rows
    ]
    above = [skeleton.parents[row] for row in kept]
    own = [skeleton.names[p] if p >= 0 else "" for p in above]
    offsets = skeleton.places[kept] - skeleton.places[np.maximum(above, 0)]
    same = np.abs(motion.offsets[rows][1:] - offsets[1:]).max(initial=0.0) <= _SAME_M
    return parents == own and bool(same)


def taken(motion: BvhMotion) -> JointMotion:
    """Return the motion of a file whose skeleton is ours, as it is."""
    return JointMotion(
        fps=motion.fps, joint_names=motion.names, rotations=motion.rotations, root=motion.root
    )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Source:
    """The file's joints in our axes, by our names."""

    rest: dict[str, Float[np.ndarray, " 3"]]
    turns: dict[str, Float[np.ndarray, "frame 4"]]
    """Of each joint against its rest, in the body's axes."""
    root: Float[np.ndarray, "frame 3"]


def retargeted(motion: BvhMotion, skeleton: Skeleton) -> JointMotion:
    """Return the motion on our skeleton, its first frame over the origin, feet on the ground.

    Raises:
        InputError: The file lacks joints that a body needs, or its rest pose is no standing body.
    """
    source = _source(motion)
    rotations = np.tile(quaternions.identity(), (len(motion.root), len(skeleton.names), 1))
    world: dict[int, Float[np.ndarray, "frame 4"]] = {}
    for joint, name in enumerate(skeleton.names):
        parent = skeleton.parents[joint]
        above = world[parent] if parent >= 0 else np.tile(
            quaternions.identity(), (len(rotations), 1)
        )  # fmt: skip
        turn = source.turns.get(name)
        world[joint] = above if turn is None else quaternions.multiply(
            turn, _lying(name, source, skeleton)
        )  # fmt: skip
        rotations[:, joint] = quaternions.multiply(quaternions.conjugate(above), world[joint])
    height = source.rest["hips"][1] - min(source.rest[f"{s}Foot"][1] for s in ("left", "right"))
    own = skeleton.place("hips")[1] - skeleton.place("leftFoot")[1]
    scale = own / max(height, 1e-6)
    root = (source.root - source.root[0] * [1.0, 0.0, 1.0]) * scale
    joints = JointMotion(
        fps=motion.fps, joint_names=skeleton.names, rotations=quaternions.normalise(rotations),
        root=root,
    )  # fmt: skip
    return feet_held(joints, skeleton)


def _lying(name: str, source: _Source, skeleton: Skeleton) -> Float[np.ndarray, " 4"]:
    """Return the turn from our bone's direction at rest to the file's."""
    bone = _LIKE.get(name, name)
    child = _BONES.get(bone, "")
    if not {bone, child} <= source.rest.keys() or child not in skeleton.names:
        return quaternions.identity()
    ours = skeleton.place(child) - skeleton.place(bone)
    theirs = source.rest[child] - source.rest[bone]
    if np.linalg.norm(theirs) < 1e-6 * max(float(np.abs(source.rest["hips"]).max()), 1e-6):
        return quaternions.identity()
    return quaternions.shortest_arc(_unit(ours), _unit(theirs))


def _unit(vector: Float[np.ndarray, " 3"]) -> Float[np.ndarray, " 3"]:
    return vector / np.linalg.norm(vector)


def _source(motion: BvhMotion) -> _Source:
    names = humanoid_names(motion.names)
    missing = [name for name in _NEEDED if name not in names]
    if missing:
        raise InputError(
            f"the BVH file has no joint for {', '.join(missing)}",
            "name its joints as VRM, Mixamo, ACCAD or CMU do",
        )
    places = np.empty_like(motion.offsets)
    turns = np.empty_like(motion.rotations)
    for joint, parent in enumerate(motion.parents):
        above = parent >= 0
        places[joint] = motion.offsets[joint] + (places[parent] if above else 0.0)
        own = motion.rotations[:, joint]
        turns[:, joint] = quaternions.multiply(turns[:, parent], own) if above else own
    rows = {vrm: motion.names.index(name) for vrm, name in names.items()}
    rest = {vrm: places[row] for vrm, row in rows.items()}
    axes = _axes(rest)
    turn = quaternions.from_matrix(axes)
    back = quaternions.conjugate(turn)
    hips = places[rows["hips"]] - places[0]
    root = motion.root + quaternions.rotate(motion.rotations[:, 0], np.broadcast_to(
        hips, motion.root.shape))  # fmt: skip
    return _Source(
        rest={vrm: axes @ place for vrm, place in rest.items()},
        turns={
            vrm: quaternions.multiply(quaternions.multiply(turn, turns[:, row]), back)
            for vrm, row in rows.items()
        },
        root=root @ axes.T,
    )


def _axes(rest: Mapping[str, Float[np.ndarray, " 3"]]) -> Float[np.ndarray, "3 3"]:
    """Return the turn that takes the file's axes to ours: up is up, its left is +X.

    Raises:
        InputError: Hips and feet show neither up nor left.
    """
    feet = 0.5 * (rest["leftFoot"] + rest["rightFoot"])
    up, left = rest["hips"] - feet, rest["leftUpperLeg"] - rest["rightUpperLeg"]
    rows: list[Float[np.ndarray, " 3"]] = []
    for vector in (left, up):
        axis = int(np.argmax(np.abs(vector)))
        if abs(vector[axis]) < 0.8 * np.linalg.norm(vector) or abs(vector[axis]) < 1e-9:
            raise InputError(
                "the BVH file's rest pose is no standing body", "export it in a T-pose or A-pose"
            )
        rows.append(np.eye(3)[axis] * np.sign(vector[axis]))
    if rows[0] @ rows[1] != 0.0:
        raise InputError(
            "the BVH file's rest pose is no standing body", "export it in a T-pose or A-pose"
        )
    return np.stack([rows[0], rows[1], np.cross(rows[0], rows[1])])
