"""Named keypoints of people and animals in the orders that pose estimators are trained on.

Source:
    COCO-17: MMPose `configs/_base_/datasets/coco.py`; OpenPose-18: OpenPose
    `POSE_BODY_18_BODY_PARTS`; AP-10K: MMPose `configs/_base_/datasets/ap10k.py`; COCO-WholeBody:
    see `whole_body`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal, NamedTuple

import numpy as np
from jaxtyping import Float

from groundplan.assets.animal_keypoints import AP10K
from groundplan.assets.skeleton import Skeleton
from groundplan.assets.whole_body import FACE_TAGS, FEET, WHOLE_BODY, hand_carriers
from groundplan.geometry import transforms

__all__ = [
    "COCO17", "FACE_POINTS", "OPENPOSE18", "SCHEMES", "Keypoints", "SchemeName", "keypoints_of",
]  # fmt: skip

SchemeName = Literal["coco17", "openpose18", "wholebody133", "ap10k"]

COCO17: Final = (
    "nose", "left_eye", "right_eye", "left_ear", "right_ear", "left_shoulder", "right_shoulder",
    "left_elbow", "right_elbow", "left_wrist", "right_wrist", "left_hip", "right_hip", "left_knee",
    "right_knee", "left_ankle", "right_ankle",
)  # fmt: skip
OPENPOSE18: Final = (
    "nose", "neck", "right_shoulder", "right_elbow", "right_wrist", "left_shoulder", "left_elbow",
    "left_wrist", "right_hip", "right_knee", "right_ankle", "left_hip", "left_knee", "left_ankle",
    "right_eye", "left_eye", "right_ear", "left_ear",
)  # fmt: skip
SCHEMES: Final[Mapping[SchemeName, tuple[str, ...]]] = {
    "coco17": COCO17, "openpose18": OPENPOSE18, "wholebody133": WHOLE_BODY, "ap10k": AP10K,
}  # fmt: skip
_PERSON_SCHEMES: Final[tuple[SchemeName, ...]] = ("coco17", "openpose18", "wholebody133")
_ANIMAL_SCHEMES: Final[tuple[SchemeName, ...]] = ("ap10k",)
FACE_POINTS: Final = frozenset({"nose", "left_eye", "right_eye", "left_ear", "right_ear"})
"""Points of the surface; all others lie inside the body."""


class _Carrier(NamedTuple):
    """Where a keypoint lies: joints or marks to try in turn, and how deep below the surface."""

    names: tuple[str, ...]
    depth: float
    """Most that the body's own surface is nearer to a viewer who sees the point, over the body's
    height at rest (our engineering defaults, clothes included)."""


_PERSON_LIMBS: Final = {
    "shoulder": ("UpperArm", 0.07), "elbow": ("LowerArm", 0.05), "wrist": ("Hand", 0.05),
    "hip": ("UpperLeg", 0.105), "knee": ("LowerLeg", 0.07), "ankle": ("Foot", 0.06),
}  # fmt: skip
_ANIMAL_LIMBS: Final = {
    "shoulder": (("{side}ShoulderPoint", "front{Side}UpperLeg"), 0.13),
    "elbow": (("{side}ElbowPoint", "front{Side}LowerLeg"), 0.10),
    "front_paw": (("front{Side}Paw", "front{Side}Hoof"), 0.06),
    "hip": (("hind{Side}UpperLeg", "{side}UpperLeg"), 0.16),
    "knee": (("hind{Side}LowerLeg", "{side}LowerLeg"), 0.11),
    "back_paw": (("hind{Side}Paw", "hind{Side}Hoof", "{side}Foot"), 0.06),
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Keypoints:
    """The keypoints of one body by one scheme, at many times."""

    points: Float[np.ndarray, "time point 3"]
    """In the body's space [m]; NaN where the body has no such point."""
    depth_m: Float[np.ndarray, " point"]
    """How far below the body's surface a point that shows may lie."""


def keypoints_of(
    skeleton: Skeleton,
    body_from_joint: Float[np.ndarray, "time joint 4 4"],
    *,
    face: Float[np.ndarray, "time unit"] | None = None,
) -> dict[SchemeName, Keypoints]:
    """Return a person's schemes, or an animal's AP-10K; nothing of other bodies.

    `face` has the weights of a person's units of expression. Bodies that were brought lack feet,
    face and hands where their surface has no such points.
    """
    if "leftUpperArm" in skeleton.names:
        table, schemes = _PERSON, _PERSON_SCHEMES
    elif "neck" in skeleton.names or "head" in skeleton.names:
        table, schemes = _ANIMAL, _ANIMAL_SCHEMES
    else:
        return {}
    surface = _surface(skeleton, body_from_joint, face=face)
    return {
        scheme: _placed(
            skeleton, body_from_joint, [table[name] for name in SCHEMES[scheme]], surface=surface
        )
        for scheme in schemes
    }


def _surface(
    skeleton: Skeleton,
    body_from_joint: Float[np.ndarray, "time joint 4 4"],
    *,
    face: Float[np.ndarray, "time unit"] | None,
) -> dict[str, Float[np.ndarray, "time 3"]]:
    if skeleton.surface is None:
        return {}
    unbind = transforms.inverse_rigid(skeleton.body_from_bind_joint())
    posed = skeleton.surface.posed(transforms.multiply(body_from_joint, unbind), face=face)
    return {name: posed[:, k] for k, name in enumerate(skeleton.surface.names)}


def _placed(
    skeleton: Skeleton,
    body_from_joint: Float[np.ndarray, "time joint 4 4"],
    carriers: Sequence[Sequence[_Carrier]],
    *,
    surface: Mapping[str, Float[np.ndarray, "time 3"]],
) -> Keypoints:
    points = np.full((len(body_from_joint), len(carriers), 3), np.nan)
    for k, parts in enumerate(carriers):
        found = [
            surface[part.names[0]]
            if part.names[0] in surface
            else _carried(skeleton, body_from_joint, part.names)
            for part in parts
        ]
        points[:, k] = np.mean(found, axis=0)
    height = float(np.ptp(skeleton.places[:, 1]))
    depth = height * np.array([max(part.depth for part in parts) for parts in carriers])
    return Keypoints(points=points, depth_m=depth)


def _carried(
    skeleton: Skeleton,
    body_from_joint: Float[np.ndarray, "time joint 4 4"],
    names: Sequence[str],
) -> Float[np.ndarray, "time 3"]:
    """Return the first mark or joint that the body has; NaN where it has none."""
    for name in names:
        if name in skeleton.marks:
            joint, place = skeleton.marks[name]
            row = skeleton.index(joint)
            offset = np.array(place) - skeleton.places[row]
            return transforms.transform_points(body_from_joint[:, row], offset[None])
        if name in skeleton.names:
            return body_from_joint[:, skeleton.index(name), :3, 3]
    return np.full((len(body_from_joint), 3), np.nan)


def _person() -> dict[str, tuple[_Carrier, ...]]:
    table: dict[str, tuple[_Carrier, ...]] = {"nose": (_Carrier(("nose",), 0.015),)}
    for side in ("left", "right"):
        table[f"{side}_eye"] = (_Carrier((f"{side}Eye",), 0.015),)
        table[f"{side}_ear"] = (_Carrier((f"{side}Ear",), 0.02),)
        for part, (joint, depth) in _PERSON_LIMBS.items():
            table[f"{side}_{part}"] = (_Carrier((f"{side}{joint}",), depth),)
    table["neck"] = (*table["left_shoulder"], *table["right_shoulder"])
    for tags, depth in ((FEET, 0.06), (FACE_TAGS, 0.012)):
        table |= {name: (_Carrier((tag,), depth),) for name, tag in tags.items()}
    for side in ("left", "right"):
        table |= {name: (_Carrier((own,), 0.015),) for name, own in hand_carriers(side).items()}
    return table


def _animal() -> dict[str, tuple[_Carrier, ...]]:
    table: dict[str, tuple[_Carrier, ...]] = {
        "nose": (_Carrier(("nose",), 0.03),),
        "neck": (_Carrier(("neck",), 0.16),),
        "root_of_tail": (_Carrier(("tail1",), 0.10),),
    }
    for side in ("left", "right"):
        table[f"{side}_eye"] = (_Carrier((f"{side}Eye",), 0.03),)
        for part, (forms, depth) in _ANIMAL_LIMBS.items():
            names = tuple(form.format(side=side, Side=side.title()) for form in forms)
            table[f"{side}_{part}"] = (_Carrier(names, depth),)
    return table


_PERSON: Final = _person()
_ANIMAL: Final = _animal()
