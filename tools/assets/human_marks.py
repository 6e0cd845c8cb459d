"""Marks on the base body: parts, coordinates along body and arms, tagged vertices."""

from dataclasses import dataclass

import numpy as np
from human_face_marks import face_tags
from human_rig import Rig

__all__ = ["PARTS", "Marks", "marks"]

_SIDES = ("left", "right")
PARTS = (
    "head", "neck", "torso", "hips",
    *(f"{s}{p}" for s in _SIDES
      for p in ("UpperArm", "LowerArm", "Hand", "UpperLeg", "LowerLeg", "Foot")),
)  # fmt: skip
_TORSO = {"spine", "chest", "upperChest", "leftShoulder", "rightShoulder"}
_HEIGHTS = (0.0, 0.046, 0.283, 0.515, 0.585, 0.655, 0.735, 0.825, 0.867, 1.0)
"""What the garments call the sole, ankle, knee, hip, spine, chest, upper chest, neck, head, crown:
fractions of a body whose head is a seventh and a half of it (our convention)."""
_ARM = (0.0, 0.168, 0.32, 0.43)
"""Shoulder, elbow, wrist, fingertip on the same scale."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """Per vertex of the base mesh."""

    part: np.ndarray
    height: np.ndarray
    arm: np.ndarray
    arm_share: np.ndarray
    tags: dict[str, int]


def _part_of(joint: str) -> str:
    if joint in {"hips", "neck", "head"}:
        return joint
    if joint.endswith("Eye"):
        return "head"
    if joint in _TORSO:
        return "torso"
    side = "left" if joint.startswith("left") else "right"
    rest = joint.removeprefix(side)
    if rest in {"UpperArm", "LowerArm", "UpperLeg", "LowerLeg", "Foot"}:
        return joint
    return side + ("Foot" if rest == "Toes" else "Hand")


def marks(
    points: np.ndarray, rig: Rig, *, skin: np.ndarray, eyes: np.ndarray, mirror: np.ndarray
) -> Marks:
    """Return the marks; `skin` and `eyes` are the vertices of the skin and the eyeballs.

    `mirror` has the twin of every vertex on the other side.
    """
    heads = np.array([points[source].mean(axis=0) for source in rig.sources])
    place = dict(zip(rig.names, heads, strict=True))
    share = np.zeros((len(points), len(rig.names)))
    np.put_along_axis(share, rig.skin_joint, rig.skin_share, axis=1)
    parts = [_part_of(name) for name in rig.names]
    by_part = np.stack(
        [share[:, [k for k, p in enumerate(parts) if p == part]].sum(axis=1) for part in PARTS],
        axis=1,
    )
    on_arm = by_part[:, [k for k, p in enumerate(PARTS) if "Arm" in p or "Hand" in p]].sum(axis=1)
    arm = np.max([_along(points, place, side) for side in _SIDES], axis=0)
    height = _height(points, place, ground=float(points[skin, 1].min()))
    part = by_part.argmax(axis=1)
    drawn = np.zeros(len(points), dtype=bool)
    drawn[skin] = True
    return Marks(
        part=part,
        height=height + (0.79 - height) * _smooth(on_arm),
        arm=np.where(on_arm > 0.0, arm, np.minimum(arm, -0.005)),
        arm_share=on_arm,
        tags={
            **_tags(points, rig, place=place, part=np.where(drawn, part, -1), eyes=eyes),
            **face_tags(mirror),
        },
    )


def _smooth(u: np.ndarray) -> np.ndarray:
    return u * u * (3.0 - 2.0 * u)


def _height(points: np.ndarray, place: dict[str, np.ndarray], *, ground: float) -> np.ndarray:
    names = (
        "leftFoot",
        "leftLowerLeg",
        "leftUpperLeg",
        "spine",
        "chest",
        "upperChest",
        "neck",
        "head",
    )
    body = points[:, 1]
    known = [ground, *(place[name][1] for name in names), body.max()]
    # The spine's joints start low in this rig: keep the scale rising.
    return np.interp(body, np.maximum.accumulate(known), _HEIGHTS)


def _along(points: np.ndarray, place: dict[str, np.ndarray], side: str) -> np.ndarray:
    """Return how far along an arm points lie, joined smoothly at the elbow's bisector."""
    tip = place[f"{side}MiddleDistal"] * 1.35 - place[f"{side}MiddleIntermediate"] * 0.35
    chain = np.array([place[f"{side}{p}"] for p in ("UpperArm", "LowerArm", "Hand")] + [tip])
    sign = 1.0 if side == "left" else -1.0
    nodes = []
    for k in range(len(chain)):
        ahead = chain[min(k + 1, len(chain) - 1)] - chain[max(k - 1, 0)]
        nodes.append((points - chain[k]) @ (ahead / np.linalg.norm(ahead)))
    result = np.full(len(points), -1.0)
    for k in range(len(chain) - 1):
        span = _ARM[k + 1] - _ARM[k]
        gap = np.maximum(nodes[k] - nodes[k + 1], 1e-9)
        inside = _ARM[k] + span * nodes[k] / gap
        first = (k == 0) & (nodes[0] <= 0.0)
        result = np.where(
            (nodes[k] > 0.0) | first, np.where(nodes[k + 1] <= 0.0, inside, result), result
        )
        result = np.where((nodes[k + 1] > 0.0) & (k == len(chain) - 2), _ARM[-1], result)
    return np.where(points[:, 0] * sign > 0.0, np.clip(result, -0.3, _ARM[-1]), -1.0)


def _tags(
    points: np.ndarray,
    rig: Rig,
    *,
    place: dict[str, np.ndarray],
    part: np.ndarray,
    eyes: np.ndarray,
) -> dict[str, int]:
    ball = np.zeros(len(points), dtype=bool)
    ball[eyes] = True
    head = (part == PARTS.index("head")) & ~ball
    tags = {
        "nose": _extreme(points[:, 2], head & (np.abs(points[:, 0]) < 1e-3)),
        "crown": _extreme(points[:, 1], head),
    }
    chin = head & (np.abs(points[:, 0]) < 1e-3) & (points[:, 2] > points[tags["nose"], 2] - 0.05)
    tags["chin"] = _extreme(-points[:, 1], chin)
    strongest = rig.skin_joint[:, 0]
    for side, sign in (("left", 1.0), ("right", -1.0)):
        own = points[:, 0] * sign > 0.0
        skin = own & (part >= 0)
        tags[f"{side}Ear"] = _extreme(points[:, 0] * sign, head & own)
        tags[f"{side}Eye"] = _extreme(points[:, 2], ball & own)
        foot = (part == PARTS.index(f"{side}Foot")) & own
        low = foot & (points[:, 1] < points[foot, 1].min() + 0.012)
        tags[f"{side}Heel"] = _extreme(-points[:, 2], low)
        tags[f"{side}Toe"] = _extreme(points[:, 2], foot)
        toes = place[f"{side}Toes"]
        ahead = foot & (points[:, 2] > toes[2])
        tags[f"{side}BigToe"] = _extreme(points[:, 2] - 0.6 * sign * points[:, 0], ahead)
        tags[f"{side}SmallToe"] = _extreme(0.3 * points[:, 2] + sign * points[:, 0], ahead)
        tags[f"{side}Sole"] = _extreme(-np.linalg.norm(points - toes * [1, 0, 1], axis=1), low)
        for finger in ("Thumb", "Index", "Middle", "Ring", "Little"):
            joint = rig.names.index(f"{side}{finger}Distal")
            away = np.linalg.norm(points - place[rig.names[joint]], axis=1)
            tags[f"{side}{finger}Tip"] = _extreme(away, (strongest == joint) & skin)
        tags[f"{side}Palm"] = _palm(points, place, side, skin=skin)
    return tags


def _extreme(value: np.ndarray, among: np.ndarray) -> int:
    return int(np.argmax(np.where(among, value, -np.inf)))


def _palm(points: np.ndarray, place: dict[str, np.ndarray], side: str, *, skin: np.ndarray) -> int:
    wrist, index, little = (
        place[f"{side}{p}"] for p in ("Hand", "IndexProximal", "LittleProximal")
    )
    normal = np.cross(index - wrist, little - wrist) * (1.0 if side == "left" else -1.0)
    centre = (wrist + index + little) / 3.0
    palm = centre - 0.02 * normal / np.linalg.norm(normal)
    return _extreme(-np.linalg.norm(points - palm, axis=1), skin)
