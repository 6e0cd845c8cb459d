"""Baked animals: surface, joints and clips of a species' base, read once when first asked for.

The clips are those that came with the model (see `data/animals/manifest.json`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Final

import numpy as np
from jaxtyping import Float, Int64, UInt8

from groundplan.assets.animal_codec import read_arrays, restored, unpacked
from groundplan.assets.skeleton import Skeleton
from groundplan.errors import SceneError

__all__ = ["BASES", "AnimalRig", "Clip", "animal_rig", "rig_from_bytes"]

BASES: Final = (
    "alpaca", "bull", "cow", "deer", "donkey", "fox", "horse", "horse_white", "husky", "shibainu",
    "stag", "wolf",
)  # fmt: skip
_HEAD_MARKS: Final = ("leftEye", "rightEye", "nose")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Clip:
    """Local rotations and shifts of all joints, evenly spaced in time."""

    name: str
    fps: float
    rotations: Float[np.ndarray, "key joint 4"]
    shifts: Float[np.ndarray, "key joint 3"]
    """Beyond the rest offset, in the parent's axes; of the root from its place [m]."""

    @property
    def length_s(self) -> float:
        """Return how long the clip lasts; a cycle begins again there [s]."""
        return (len(self.rotations) - 1) / self.fps

    def at(
        self, seconds: Float[np.ndarray, " time"], *, cyclic: bool = False
    ) -> tuple[Float[np.ndarray, "time joint 4"], Float[np.ndarray, "time joint 3"]]:
        """Return rotations and shifts at times [s]: held at both ends, or around and around."""
        last = len(self.rotations) - 1
        place = np.asarray(seconds) * self.fps
        place = np.mod(place, last) if cyclic else np.clip(place, 0.0, last)
        k = np.minimum(place.astype(np.int64), last - 1)
        u = (place - k)[:, None, None]
        # Keys are close together and signs continuous: normalised linear mixing is exact at keys.
        turned = self.rotations[k] * (1.0 - u) + self.rotations[k + 1] * u
        turned /= np.linalg.norm(turned, axis=-1, keepdims=True)
        return turned, self.shifts[k] * (1.0 - u) + self.shifts[k + 1] * u


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class AnimalRig:
    """One baked animal, in the bind pose [m]."""

    id: str
    skeleton: Skeleton
    """All joints; eyes and nose are joints too. Marks are toes and heels, at the sole."""
    shoulder_m: float
    positions: Float[np.ndarray, "vertex 3"]
    triangles: Int64[np.ndarray, "triangle 3"]
    face_roles: UInt8[np.ndarray, " triangle"]
    roles: tuple[str, ...]
    palette: Mapping[str, tuple[float, float, float]]
    """Linear Rec.709 of each role."""
    joints: UInt8[np.ndarray, "vertex 4"]
    weights: Float[np.ndarray, "vertex 4"]
    clips: Mapping[str, Clip]


@cache
def animal_rig(base: str) -> AnimalRig:
    """Return a baked animal by its id.

    Raises:
        SceneError: No animal of that id was baked.
    """
    if base not in BASES:
        raise SceneError(f"there is no baked animal {base!r}", f"use one of {', '.join(BASES)}")
    folder = resources.files("groundplan.assets") / "data" / "animals"
    return rig_from_bytes((folder / f"{base}.npz").read_bytes())


def rig_from_bytes(data: bytes) -> AnimalRig:
    """Return the animal that a baked file holds."""
    arrays, facts = read_arrays(data)
    names, parents = list(facts["names"]), list(facts["parents"])
    places = arrays["places"].astype(np.float64)
    marks = {name: (on, tuple(place)) for name, (on, place) in facts["marks"].items()}
    for name in _HEAD_MARKS:
        on, place = marks.pop(name)
        parents.append(names.index(on))
        names.append(name)
        places = np.concatenate([places, np.array(place)[None]])
    weights = arrays["weights"].astype(np.float64)
    return AnimalRig(
        id=facts["id"],
        skeleton=Skeleton(
            names=tuple(names), parents=tuple(parents), places=places, marks=marks, base=facts["id"]
        ),
        shoulder_m=facts["shoulder_m"],
        positions=restored(arrays["positions"], facts["position_span_m"]),
        triangles=arrays["triangles"].astype(np.int64),
        face_roles=arrays["face_roles"],
        roles=tuple(facts["roles"]),
        palette={role: tuple(color) for role, color in facts["palette"].items()},
        joints=arrays["joints"],
        weights=weights / weights.sum(axis=1, keepdims=True),
        clips=_clips(arrays, facts, len(names)),
    )


def _clips(
    arrays: Mapping[str, np.ndarray], facts: Mapping[str, Any], count: int
) -> dict[str, Clip]:
    """Return all clips; joints that were added at reading keep still."""
    total = sum(clip["count"] for clip in facts["clips"].values())
    stored = len(facts["names"])
    turns = np.zeros((total, count, 4))
    turns[..., 3] = 1.0
    turns[:, :stored] = restored(unpacked(arrays["rotations"], (total, stored, 4)), 1.0)
    turns /= np.linalg.norm(turns, axis=-1, keepdims=True)
    moves = np.zeros((total, count, 3))
    shifting = facts["shift_joints"]
    steps = unpacked(arrays["shifts"], (total, len(shifting), 3))
    moves[:, shifting] = restored(steps, np.array(facts["shift_span_m"])[None, :, None])
    return {
        name: Clip(
            name=name,
            fps=clip["fps"],
            rotations=turns[clip["first"] : clip["first"] + clip["count"]],
            shifts=moves[clip["first"] : clip["first"] + clip["count"]],
        )
        for name, clip in facts["clips"].items()
    }
