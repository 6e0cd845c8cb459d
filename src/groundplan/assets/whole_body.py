"""COCO-WholeBody: the 133 points of a person's body, feet, face and hands, in order.

Source:
    COCO-WholeBody `data_format.md`; order and names: MMPose
    `configs/_base_/datasets/coco_wholebody.py`. Points of a hand: wrist, then each digit from its
    root to its tip.
"""

from typing import Final

from groundplan.assets.human_joints import DIGITS, digit_joints

__all__ = ["FACE_TAGS", "FEET", "HAND_LINKS", "WHOLE_BODY", "WHOLE_BODY_PARTS", "hand_carriers"]

_BODY: Final = (
    "nose", "left_eye", "right_eye", "left_ear", "right_ear", "left_shoulder", "right_shoulder",
    "left_elbow", "right_elbow", "left_wrist", "right_wrist", "left_hip", "right_hip", "left_knee",
    "right_knee", "left_ankle", "right_ankle",
)  # fmt: skip
FEET: Final = {
    f"{side}_{name}": f"{side}{tag}"
    for side in ("left", "right")
    for name, tag in (("big_toe", "BigToe"), ("small_toe", "SmallToe"), ("heel", "Heel"))
}
"""Tagged vertices of the points of feet."""
FACE_TAGS: Final = {f"face-{number}": f"face{number}" for number in range(68)}
"""Tagged vertices of the points of a face."""
_FINGERS: Final = ("thumb", "forefinger", "middle_finger", "ring_finger", "pinky_finger")


def _hand(side: str) -> tuple[str, ...]:
    return (
        f"{side}_hand_root", *(f"{side}_{finger}{k}" for finger in _FINGERS for k in range(1, 5)),
    )  # fmt: skip


def hand_carriers(side: str) -> dict[str, str]:
    """Return the joint, or the tagged vertex of a tip, of every point of a hand."""
    carriers = {f"{side}_hand_root": f"{side}Hand"}
    for finger, digit in zip(_FINGERS, DIGITS, strict=True):
        along = (*digit_joints(side, digit), f"{side}{digit}Tip")
        carriers |= {f"{side}_{finger}{k}": name for k, name in enumerate(along, start=1)}
    return carriers


WHOLE_BODY: Final = (*_BODY, *FEET, *FACE_TAGS, *_hand("left"), *_hand("right"))
WHOLE_BODY_PARTS: Final = {
    "keypoints": slice(0, 17), "foot": slice(17, 23), "face": slice(23, 91),
    "lefthand": slice(91, 112), "righthand": slice(112, 133),
}  # fmt: skip
"""Where each part lies among the points."""
HAND_LINKS: Final = tuple(
    (0 if k == 0 else 4 * finger + k, 4 * finger + k + 1) for finger in range(5) for k in range(4)
)
"""Lines between the points of a hand: from the wrist along every digit."""
