"""Parts of bodies, told by the joint that moves them: the same for skin, clothes and fur."""

from functools import lru_cache
from typing import Final

import numpy as np
from jaxtyping import UInt8

from groundplan.assets.meshes import TriangleMesh
from groundplan.assets.skeleton import Skeleton

__all__ = ["BODY_PARTS", "triangle_parts"]

BODY_PARTS: Final = (
    "none", "head", "neck", "torso", "left_upper_arm", "right_upper_arm", "left_lower_arm",
    "right_lower_arm", "left_hand", "right_hand", "left_upper_leg", "right_upper_leg",
    "left_lower_leg", "right_lower_leg", "left_foot", "right_foot", "tail", "left_wing",
    "right_wing",
)  # fmt: skip
"""By id. The fore legs of an animal are its arms, the paws or hooves on them its hands; `none` is
whatever has no joints."""

_WHOLE: Final = (
    ("tail", "tail"), ("neck", "neck"), ("head", "head"), ("nose", "head"), ("eye", "head"),
    ("ear", "head"), ("jaw", "head"),
)  # fmt: skip
_SIDED: Final = (
    ("wing", "wing"), ("upperarm", "upper_arm"), ("lowerarm", "lower_arm"), ("hand", "hand"),
    ("thumb", "hand"), ("index", "hand"), ("middle", "hand"), ("ring", "hand"), ("little", "hand"),
    ("upperleg", "upper_leg"),
    ("lowerleg", "lower_leg"), ("wrist", "lower_leg"), ("hock", "lower_leg"),
    ("pastern", "foot"), ("hoof", "foot"), ("paw", "foot"), ("foot", "foot"), ("toes", "foot"),
)  # fmt: skip
_FORE: Final = {"upper_leg": "upper_arm", "lower_leg": "lower_arm", "foot": "hand"}


@lru_cache(maxsize=256)
def triangle_parts(
    mesh: TriangleMesh, skeleton: Skeleton | None
) -> UInt8[np.ndarray, " triangle"] | None:
    """Return the id of each triangle's part: of the joints that move its corners, the strongest."""
    if mesh.skin is None or skeleton is None:
        return None
    part_of_joint = np.array([_part(name) for name in skeleton.names], dtype=np.uint8)
    count = len(mesh.triangles)
    parts = part_of_joint[mesh.skin.joints[mesh.triangles]].astype(np.int64)
    cells = np.arange(count)[:, None, None] * len(BODY_PARTS) + parts
    weights = mesh.skin.weights[mesh.triangles].astype(np.float64)
    share = np.bincount(
        cells.ravel(), weights=weights.ravel(), minlength=count * len(BODY_PARTS)
    ).reshape(count, -1)
    return np.argmax(share, axis=1).astype(np.uint8)


def _part(joint: str) -> int:
    name = joint.lower()
    for mark, part in _WHOLE:
        if mark in name:
            return BODY_PARTS.index(part)
    side = "left" if "left" in name else "right"
    for mark, part in _SIDED:
        if mark in name:
            own = _FORE.get(part, part) if name.startswith("front") else part
            return BODY_PARTS.index(f"{side}_{own}")
    return BODY_PARTS.index("torso")
