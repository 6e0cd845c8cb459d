"""A person's body and joints, from height, build, age and gender.

Source:
    The shape is the baked body of `human_shape`; joint names: VRM 1.0 humanoid.
"""

import math
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

import numpy as np
from jaxtyping import Bool, Float32, Float64

from groundplan.assets.human_joints import HUMAN_JOINTS, HUMAN_PARENTS
from groundplan.assets.human_shape.data import body_data
from groundplan.assets.human_shape.face_units import face_units
from groundplan.assets.human_shape.rest import HAND_TAGS, RestBody, rest_body
from groundplan.assets.human_shape.shape import HumanShape
from groundplan.assets.meshes import point_normals
from groundplan.assets.skeleton import Skeleton
from groundplan.assets.surface_points import surface_points
from groundplan.assets.whole_body import FACE_TAGS, FEET
from groundplan.errors import SceneError

__all__ = ["Figure", "human_figure"]

_LEVELS: Final = (0.0, 0.046, 0.283, 0.515, 0.585, 0.655, 0.735, 0.825, 0.867, 1.0)
"""What the baked heights call sole, ankle, knee, hip, spine, chest, upper chest, neck, head and
crown; the joints between them are those of `_LEVEL_JOINTS`."""
_LEVEL_JOINTS: Final = (
    "leftFoot", "leftLowerLeg", "leftUpperLeg", "spine", "chest", "upperChest", "neck", "head",
)  # fmt: skip
_FACE_MARKS: Final = ("nose", "leftEye", "rightEye", "leftEar", "rightEar")
"""Vertices that follow the head alone."""
_SURFACE: Final = (
    *FACE_TAGS.values(), *FEET.values(), *(tag for tag in HAND_TAGS if tag.endswith("Tip")),
)  # fmt: skip
"""Vertices that are followed exactly."""
_HIP_SHARE: Final = 0.53
"""Height of the hips in body lengths: what makes `unit` an adult's height."""
_LEAST_M: Final = 0.295
"""A newborn of 0.3 m, without their hair."""
_HANG: Final = math.cos(math.radians(79.0))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Figure:
    """A person's resting body [m], facing +Z with the soles on y = 0."""

    skeleton: Skeleton
    points: Float64[np.ndarray, "vertex 3"]
    normals: Float64[np.ndarray, "vertex 3"]
    shares: Float64[np.ndarray, "vertex joint"]
    height: float
    """Sole to crown, without hair."""
    head: float
    """Chin to crown."""
    head_middle: tuple[float, float]
    """Height and place ahead of the skull's middle."""
    head_half: tuple[float, float]
    """Half width and half depth of the skull."""
    unit: float
    """Body length: what stands for the height of an adult with the same legs and trunk."""
    levels: tuple[float, ...]
    """Heights of the marks that garments are cut by."""
    size_m: tuple[float, float, float]
    """Width, height, depth when standing with hanging arms."""
    age_years: float
    gender: str

    def unit_offsets(self) -> Float32[np.ndarray, "vertex unit 3"]:
        """Return how far the units of expression move each vertex at weight 1 [m]."""
        return _unit_offsets(self.head)

    def level(self, height: float) -> float:
        """Return the height [m] of a mark on the garments' scale (0.515 the hip)."""
        return float(np.interp(height, _LEVELS, self.levels))

    def near(self, height: float, *, within: float = 0.012) -> Bool[np.ndarray, " vertex"]:
        """Return which vertices of trunk and legs lie near a height of that scale."""
        data = body_data()
        return (np.abs(data.height - height) < within) & (data.arm < 0.0)

    def surface(self, height: float) -> tuple[float, float]:
        """Return how far ahead the middle of the front and of the back are [m] at a height."""
        band = self.near(height, within=0.02)
        band &= np.abs(self.points[:, 0]) < 0.05 * self.unit
        depth = self.points[band, 2]
        return float(depth.max()), float(depth.min())


def human_figure(
    height_m: float, *, build: float = 0.5, age_years: float = 30.0, gender: str = "neutral"
) -> Figure:
    """Return a person's body.

    Raises:
        SceneError: The height is not between 0.3 and 3 m (0.3 m: a newborn, 3 m: a giant).
    """
    if not (math.isfinite(height_m) and _LEAST_M <= height_m <= 3.0):
        raise SceneError(
            f"a person {height_m:g} m tall cannot be drawn", "give a height from 0.3 m to 3 m"
        )
    shape = HumanShape(height_m=height_m, age_years=age_years, gender=gender, build=build)
    return _figure(shape)


@lru_cache(maxsize=64)
def _figure(shape: HumanShape) -> Figure:
    rest = rest_body(shape)
    data = body_data()
    points = rest.points.astype(np.float64)
    tag = {name: points[row] for name, row in data.tags.items()}
    head = float(tag["crown"][1] - tag["chin"][1])
    skull = points[(data.part == data.parts.index("head")) & _above_eyes(points, tag)]
    levels = (0.0, *(float(rest.joints[name][1]) for name in _LEVEL_JOINTS), shape.height_m)
    return Figure(
        skeleton=_skeleton(rest, head=head),
        points=points,
        normals=point_normals(points, np.concatenate([data.skin, data.eyes, data.teeth])),
        shares=_shares(),
        height=shape.height_m,
        head=head,
        head_middle=(
            float(tag["crown"][1]) - 0.4 * head,
            0.5 * float(skull[:, 2].max() + skull[:, 2].min()),
        ),
        head_half=(float(skull[:, 0].max()), 0.5 * float(np.ptp(skull[:, 2]))),
        unit=float(rest.joints["hips"][1]) / _HIP_SHARE,
        levels=tuple(np.maximum.accumulate(levels)),
        size_m=_size(rest, points, shape.height_m),
        age_years=shape.age_years,
        gender=shape.gender,
    )


def _above_eyes(
    points: Float64[np.ndarray, "vertex 3"], tag: dict[str, Float64[np.ndarray, " 3"]]
) -> Bool[np.ndarray, " vertex"]:
    low = tag["leftEye"][1] + 0.12 * (tag["crown"][1] - tag["chin"][1])
    return points[:, 1] > low


@cache
def _shares() -> Float64[np.ndarray, "vertex joint"]:
    """Return skin weights on the joints."""
    data = body_data()
    columns = [data.joints.index(name) for name in HUMAN_JOINTS]
    shares = data.joint_shares[:, columns].astype(np.float64)
    return shares / shares.sum(axis=1, keepdims=True)


def _unit_offsets(head: float) -> Float32[np.ndarray, "vertex unit 3"]:
    units = face_units()
    return units.offsets * np.float32(head / units.head_m)


def _skeleton(rest: RestBody, *, head: float) -> Skeleton:
    return Skeleton(
        names=HUMAN_JOINTS,
        parents=HUMAN_PARENTS,
        places=np.array([rest.t_pose[name] for name in HUMAN_JOINTS]),
        bind=rest.bind,
        surface=surface_points(
            body_data().tags,
            _SURFACE,
            points=rest.points.astype(np.float64),
            shares=_shares(),
            offsets=_unit_offsets(head),
        ),
        marks={
            **{name: ("head", _place(rest, name)) for name in _FACE_MARKS},
            **{name: (_hand_carrier(name), _plain(rest.t_pose[name])) for name in HAND_TAGS},
        },
    )


def _hand_carrier(tag: str) -> str:
    """Return the joint that a tagged vertex of a hand follows."""
    return tag.replace("Palm", "Hand").replace("Tip", "Distal")


def _plain(place: Float64[np.ndarray, " 3"]) -> tuple[float, float, float]:
    x, y, z = place.tolist()
    return (x, y, z)


def _place(rest: RestBody, tag: str) -> tuple[float, float, float]:
    """Return where a tagged vertex of the head is: the same in the T-pose."""
    return _plain(rest.points[body_data().tags[tag]].astype(np.float64))


def _size(
    rest: RestBody, points: Float64[np.ndarray, "vertex 3"], height: float
) -> tuple[float, float, float]:
    shoulder, hand = rest.t_pose["leftUpperArm"][0], rest.t_pose["leftHand"][0]
    width = 2.0 * (shoulder + _HANG * (hand - shoulder) + 0.03 * height)
    data = body_data()
    trunk = np.isin(data.part, [data.parts.index("torso"), data.parts.index("hips")])
    depth = np.ptp(points[trunk, 2]) + 0.02
    return (float(width), height, float(depth))
