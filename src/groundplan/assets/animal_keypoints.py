"""The 17 keypoints of AP-10K on any four-legged body.

Source:
    Names and order as in MMPose `configs/_base_/datasets/ap10k.py`.
"""

from typing import Final

import numpy as np
from jaxtyping import Float

from groundplan.assets.skeleton import Skeleton
from groundplan.errors import SceneError
from groundplan.geometry import transforms

__all__ = ["AP10K", "ap10k_points"]

AP10K: Final[tuple[str, ...]] = (
    "left_eye", "right_eye", "nose", "neck", "root_of_tail", "left_shoulder", "left_elbow",
    "left_front_paw", "right_shoulder", "right_elbow", "right_front_paw", "left_hip", "left_knee",
    "left_back_paw", "right_hip", "right_knee", "right_back_paw",
)  # fmt: skip
_MIDDLE: Final = {
    "left_eye": "leftEye", "right_eye": "rightEye", "nose": "nose", "neck": "neck",
    "root_of_tail": "tail1",
}  # fmt: skip
_LIMBS: Final = {
    "shoulder": "shoulderPoint", "elbow": "elbowPoint", "front_paw": "front", "hip": "UpperLeg",
    "knee": "LowerLeg", "back_paw": "hind",
}  # fmt: skip


def ap10k_points(
    skeleton: Skeleton, body_from_joint: Float[np.ndarray, "time joint 4 4"]
) -> Float[np.ndarray, "time 17 3"]:
    """Return the keypoints in the body's space [m].

    Raises:
        SceneError: The body is not a baked four-legged animal.
    """
    found = [_joint_and_place(skeleton, name) for name in AP10K]
    rows = [skeleton.index(joint) for joint, _ in found]
    offsets = np.array([place for _, place in found]) - skeleton.places[rows]
    return transforms.transform_points(body_from_joint[:, rows], offsets[None])


def _joint_and_place(skeleton: Skeleton, keypoint: str) -> tuple[str, tuple[float, ...]]:
    """Return the joint that carries a keypoint, and where it lies at rest."""
    if keypoint in _MIDDLE:
        return _at(skeleton, _MIDDLE[keypoint])
    side, _, part = keypoint.partition("_")
    limb = _LIMBS[part]
    if limb in ("front", "hind"):
        foot = "Hoof" if f"{limb}{side.title()}Hoof" in skeleton.names else "Paw"
        return _at(skeleton, f"{limb}{side.title()}{foot}")
    if limb.endswith("Point"):
        mark = skeleton.marks.get(f"{side}{limb[0].upper()}{limb[1:]}")
        if mark is None:
            raise SceneError("the body has no AP-10K keypoints", "use a baked animal")
        return mark
    return _at(skeleton, f"hind{side.title()}{limb}")


def _at(skeleton: Skeleton, joint: str) -> tuple[str, tuple[float, ...]]:
    return joint, tuple(float(x) for x in skeleton.place(joint))
