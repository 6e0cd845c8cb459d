"""A baked animal in other proportions: regions of it stretched, turned, and stood on the ground."""

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

import numpy as np
from jaxtyping import Float

from groundplan.assets.animal_rig import AnimalRig, animal_rig
from groundplan.assets.skeleton import Skeleton
from groundplan.geometry import quaternions

__all__ = ["REGIONS", "Shape", "Stood", "mane_weight", "region", "stood"]

Scale = tuple[float, float, float]
REGIONS: Final = ("trunk", "belly", "neck", "head", "ears", "legs", "feet", "tail")
_SAME: Final = (1.0, 1.0, 1.0)
_PARTS: Final = (
    ("ears", ("Ear",)), ("neck", ("neck",)), ("head", ("head", "Eye", "nose")), ("tail", ("tail",)),
    ("feet", ("Pastern", "Paw", "Hoof")), ("legs", ("UpperLeg", "LowerLeg", "Hock")),
    ("belly", ("belly",)),
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """How an animal differs from the one it is made from; scales are along left, up, ahead."""

    base: str
    """Id of the baked animal."""
    trunk: Scale = _SAME
    belly: Scale = _SAME
    """Of what hangs under the trunk: an udder."""
    neck: Scale = _SAME
    head: Scale = _SAME
    ears: Scale = _SAME
    legs: Scale = _SAME
    feet: Scale = _SAME
    tail: Scale = _SAME
    snout: Scale = _SAME
    """Of what lies ahead of the eyes."""
    round_head: float = 0.0
    """0 keeps the head, 1 makes it a ball."""
    mane: float = 0.0
    """How far the hair of neck and nape stands out, in shoulder heights."""
    turns: tuple[tuple[str, float], ...] = ()
    """Joints that rest bent forward by an angle [rad]."""
    bumps: tuple[tuple[float, float, float], ...] = ()
    """Swellings of the back: place from rump 0 to withers 1, height and half length in shoulder
    heights."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Stood:
    """The body at its size, soles at height 0 [m]."""

    rig: AnimalRig
    skeleton: Skeleton
    points: Float[np.ndarray, "vertex 3"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Warp:
    """What becomes of every joint: its turn, the stretch around it, and its new place."""

    before: Float[np.ndarray, "joint 3"]
    turns: Float[np.ndarray, "joint 4"]
    scales: Float[np.ndarray, "joint 3"]
    places: Float[np.ndarray, "joint 3"]

    def carried(
        self, points: Float[np.ndarray, "point 3"], joint: np.ndarray
    ) -> Float[np.ndarray, "point 3"]:
        """Return points that follow one joint each."""
        local = (points - self.before[joint]) * self.scales[joint]
        return self.places[joint] + quaternions.rotate(self.turns[joint], local)


def region(joint: str) -> str:
    """Return the region that a joint carries."""
    found = (name for name, parts in _PARTS if any(part in joint for part in parts))
    return next(found, "trunk")


@lru_cache(maxsize=64)
def stood(shape: Shape, *, height_m: float, girth: float = 1.0) -> Stood:
    """Return the animal of a shape with its withers at `height_m` [m]."""
    rig = animal_rig(shape.base)
    skeleton = rig.skeleton
    warp = _warp(shape, skeleton, girth)
    source = _headed(shape, rig)
    points = np.zeros_like(source)
    for k in range(4):
        points += rig.weights[:, k, None] * warp.carried(source, rig.joints[:, k].astype(np.int64))
    on = np.array([skeleton.index(joint) for joint, _ in skeleton.marks.values()])
    spots = warp.carried(np.array([place for _, place in skeleton.marks.values()]), on)
    low = np.array([0.0, points[:, 1].min(), 0.0])
    row = list(skeleton.marks).index("withers")
    withers = spots[row] = _carried_on_skin(skeleton.marks["withers"][1], source, points)
    size = height_m / float(withers[1] - low[1])
    points, spots, places = ((each - low) * size for each in (points, spots, warp.places))
    points = _haired(points, shape, rig, places=places, height_m=height_m)
    ends_z = (float(places[0, 2]), float(size * withers[2]))
    points = _bumped(points, shape, ends_z=ends_z, height_m=height_m)
    marks = {
        name: (joint, (float(x), float(y), float(z)))
        for (name, (joint, _)), (x, y, z) in zip(skeleton.marks.items(), spots, strict=True)
    }
    placed = replace(skeleton, places=places, marks=marks, base_scale=size)
    return Stood(rig=rig, skeleton=placed, points=points)


def _carried_on_skin(
    mark: tuple[float, float, float],
    source: Float[np.ndarray, "vertex 3"],
    points: Float[np.ndarray, "vertex 3"],
) -> Float[np.ndarray, " 3"]:
    """Return where a mark goes that moves with the skin next to it, not with one joint alone."""
    place = np.array(mark)
    nearest = int(np.argmin(((source - place) ** 2).sum(axis=1)))
    return points[nearest] + place - source[nearest]


def _warp(shape: Shape, skeleton: Skeleton, girth: float) -> _Warp:
    own = {name: np.array(getattr(shape, name)) for name in REGIONS}
    own["trunk"] = own["trunk"] * [girth, 1.0, 1.0]
    scales = np.array([own[region(name)] for name in skeleton.names])
    bent = dict(shape.turns)
    turns = np.tile(quaternions.identity(), (len(scales), 1))
    places = skeleton.places.copy()
    ahead = np.array([1.0, 0.0, 0.0])
    for k, parent in enumerate(skeleton.parents):
        turns[k] = quaternions.from_axis_angle(ahead, bent.get(skeleton.names[k], 0.0))
        if parent >= 0:
            turns[k] = quaternions.multiply(turns[parent], turns[k])
            offset = (skeleton.places[k] - skeleton.places[parent]) * scales[parent]
            places[k] = places[parent] + quaternions.rotate(turns[parent], offset)
    return _Warp(before=skeleton.places, turns=turns, scales=scales, places=places)


def _on_head(rig: AnimalRig) -> Float[np.ndarray, " vertex"]:
    return np.sum(rig.weights * (rig.joints == rig.skeleton.index("head")), axis=1)


def _headed(shape: Shape, rig: AnimalRig) -> Float[np.ndarray, "vertex 3"]:
    """Return the bind points with the muzzle stretched away from the eyes, and the head rounded."""
    points = rig.positions.copy()
    eye = 0.5 * (rig.skeleton.place("leftEye") + rig.skeleton.place("rightEye"))
    tip = rig.skeleton.place("nose")
    weight = _on_head(rig)
    if shape.snout != _SAME:
        share = np.clip((points[:, 2] - eye[2]) / max(tip[2] - eye[2], 1e-6), 0.0, 1.0)
        centre = np.array([0.0, 0.5 * (eye[1] + tip[1]), eye[2]])
        wide = centre + (points - centre) * np.array([*shape.snout[:2], 1.0])
        points += (share * share * (3.0 - 2.0 * share) * weight)[:, None] * (wide - points)
        points[:, 2] += weight * (shape.snout[2] - 1.0) * np.maximum(points[:, 2] - eye[2], 0.0)
    if shape.round_head > 0.0:
        skull = rig.skeleton.place("head")
        centre = np.array(
            [0.0, eye[1] - 0.1 * (eye[2] - skull[2]), 0.55 * eye[2] + 0.45 * skull[2]]
        )
        radius = 1.1 * float(np.abs(rig.positions[weight > 0.9, 0]).max())
        out = points - centre
        far = np.linalg.norm(out, axis=1, keepdims=True)
        ball = centre + out * (radius / np.maximum(far, 1e-9))
        points += shape.round_head * (weight**2)[:, None] * (ball - points)
    return points


def mane_weight(rig: AnimalRig) -> Float[np.ndarray, " vertex"]:
    """Return how much each vertex belongs to neck and nape, 0..1."""
    names = rig.skeleton.names
    neck = [k for k, name in enumerate(names) if name.startswith("neck")]
    on_neck = np.sum(rig.weights * np.isin(rig.joints, neck), axis=1)
    z = rig.positions[:, 2]
    skull, eye = rig.skeleton.place("head")[2], rig.skeleton.place("leftEye")[2]
    behind = np.clip((eye - z) / max(0.8 * (eye - skull), 1e-6), 0.0, 1.0)
    chest, breast = rig.skeleton.place("upperChest")[2], rig.skeleton.place("neck")[2]
    ahead = np.clip((z - chest) / max(breast - chest, 1e-6), 0.0, 1.0)
    high = rig.positions[:, 1] > rig.skeleton.place("frontLeftLowerLeg")[1]
    trunk = [names.index(name) for name in ("chest", "upperChest")]
    on_chest = np.sum(rig.weights * np.isin(rig.joints, trunk), axis=1)
    return np.clip(on_neck + _on_head(rig) * behind + on_chest * ahead * high, 0.0, 1.0)


def _haired(
    points: Float[np.ndarray, "vertex 3"],
    shape: Shape,
    rig: AnimalRig,
    *,
    places: Float[np.ndarray, "joint 3"],
    height_m: float,
) -> Float[np.ndarray, "vertex 3"]:
    """Return the points with a mane that stands away from the line of the neck."""
    if shape.mane <= 0.0:
        return points
    start, end = (places[rig.skeleton.index(name)] for name in ("neck", "head"))
    line = (end - start) / np.linalg.norm(end - start)
    out = points - start
    out -= line * (out @ line)[:, None]
    out /= np.maximum(np.linalg.norm(out, axis=1, keepdims=True), 1e-9)
    return points + shape.mane * height_m * mane_weight(rig)[:, None] * out


def _bumped(
    points: Float[np.ndarray, "vertex 3"],
    shape: Shape,
    *,
    ends_z: tuple[float, float],
    height_m: float,
) -> Float[np.ndarray, "vertex 3"]:
    """Return the points with the swellings of the back."""
    result = points.copy()
    for along, height, half in shape.bumps:
        z = ends_z[0] + along * (ends_z[1] - ends_z[0])
        near = np.exp(-(((points[:, 2] - z) / (half * height_m)) ** 2))
        top = np.clip((points[:, 1] / height_m - 0.75) / 0.25, 0.0, 1.0)
        result[:, 1] += height * height_m * near * top * top
    return result
