"""A person's proportions and joints, from height, build, age and gender.

Source:
    Fractions of standing height follow the artists' canon of an adult of seven and a half heads,
    and fewer heads for children (a common drawing rule); the rest are our engineering defaults.
    Joint names: VRM 1.0 humanoid.
"""

import math
from dataclasses import dataclass
from typing import Final

import numpy as np

from groundplan.assets.skeleton import Skeleton
from groundplan.errors import SceneError
from groundplan.geometry import quaternions

__all__ = ["ARM_DROP_RAD", "HUMAN_JOINTS", "Figure", "human_figure"]

ARM_DROP_RAD: Final = math.radians(62.0)
"""How far below the T-pose the arms hang in the pose that the surface is made in."""

_TREE: Final = (
    ("hips", ""), ("spine", "hips"), ("chest", "spine"), ("upperChest", "chest"),
    ("neck", "upperChest"), ("head", "neck"),
    *(
        joint
        for side in ("left", "right")
        for joint in (
            (f"{side}Shoulder", "upperChest"), (f"{side}UpperArm", f"{side}Shoulder"),
            (f"{side}LowerArm", f"{side}UpperArm"), (f"{side}Hand", f"{side}LowerArm"),
            (f"{side}UpperLeg", "hips"), (f"{side}LowerLeg", f"{side}UpperLeg"),
            (f"{side}Foot", f"{side}LowerLeg"), (f"{side}Toes", f"{side}Foot"),
        )
    ),
)  # fmt: skip
HUMAN_JOINTS: Final = tuple(name for name, _ in _TREE)

_ADULT_CHIN: Final = 1.0 - 1.0 / 7.5
_HEADS_BY_AGE: Final = ((0.0, 4.0), (1.0, 4.2), (4.0, 5.2), (8.0, 6.2), (13.0, 7.0), (18.0, 7.5))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Figure:
    """A person's measures [m]."""

    skeleton: Skeleton
    height: float
    head: float
    """Chin to crown."""
    unit: float
    """Body length: what stands for the height of an adult with the same legs and trunk."""
    girth: float
    """Factor of all widths."""
    shoulders: float
    waist: float
    hips: float
    """Factors of the widths there."""
    long_hair: bool


def human_figure(
    height_m: float, *, build: float = 0.5, age_years: float = 30.0, gender: str = "neutral"
) -> Figure:
    """Return the measures of a person.

    Raises:
        SceneError: The height is not between 0.3 and 3 m (0.3 m: a newborn, 3 m: a giant).
    """
    if not (math.isfinite(height_m) and 0.3 <= height_m <= 3.0):
        raise SceneError(
            f"a person {height_m:g} m tall cannot be drawn", "give a height from 0.3 m to 3 m"
        )
    ages, heads = zip(*_HEADS_BY_AGE, strict=True)
    head = height_m / float(np.interp(age_years, ages, heads))
    unit = (height_m - head) / _ADULT_CHIN
    female, male = gender == "female", gender == "male"
    grown = float(np.clip((age_years - 8.0) / 8.0, 0.0, 1.0))
    lean = (0.90 if female else 1.0 if male else 0.96) * (0.72 + 0.56 * build)
    shoulders = 1.0 + grown * (-0.06 if female else 0.08 if male else 0.0)
    return Figure(
        skeleton=_skeleton(height_m, head=head, unit=unit, shoulders=shoulders),
        height=height_m,
        head=head,
        unit=unit,
        girth=lean * (1.0 + 0.12 * (1.0 - grown)),
        shoulders=shoulders,
        waist=1.0 + grown * (-0.08 if female else 0.04) + 0.35 * max(build - 0.5, 0.0),
        hips=1.0 + grown * (0.08 if female else -0.03 if male else 0.02),
        long_hair=female,
    )


def _skeleton(height: float, *, head: float, unit: float, shoulders: float) -> Skeleton:
    half = 0.106 * unit * shoulders
    skull = height - 0.86 * head
    middle: dict[str, tuple[float, float, float]] = {
        "hips": (0.0, 0.53 * unit, 0.0),
        "spine": (0.0, 0.585 * unit, -0.008 * unit),
        "chest": (0.0, 0.655 * unit, -0.012 * unit),
        "upperChest": (0.0, 0.735 * unit, -0.012 * unit),
        "neck": (0.0, 0.825 * unit, -0.012 * unit),
        "head": (0.0, skull, 0.0),
    }
    side = {
        "Shoulder": (0.025 * unit, 0.808 * unit, -0.008 * unit),
        "UpperArm": (half, 0.808 * unit, -0.008 * unit),
        "LowerArm": (half + 0.168 * unit, 0.808 * unit, -0.008 * unit),
        "Hand": (half + 0.32 * unit, 0.808 * unit, -0.008 * unit),
        "UpperLeg": (0.05 * unit, 0.515 * unit, 0.0),
        "LowerLeg": (0.05 * unit, 0.283 * unit, 0.004 * unit),
        "Foot": (0.05 * unit, 0.046 * unit, -0.012 * unit),
        "Toes": (0.052 * unit, 0.014 * unit, 0.068 * unit),
    }
    places = [
        middle[name]
        if name in middle
        else _mirrored(side[name.removeprefix("left").removeprefix("right")], name)
        for name in HUMAN_JOINTS
    ]
    return Skeleton(
        names=HUMAN_JOINTS,
        parents=tuple(HUMAN_JOINTS.index(parent) if parent else -1 for _, parent in _TREE),
        places=np.array(places),
        bind={
            "leftUpperArm": _roll(-ARM_DROP_RAD),
            "rightUpperArm": _roll(ARM_DROP_RAD),
        },
    )


def _mirrored(place: tuple[float, float, float], name: str) -> tuple[float, float, float]:
    return place if name.startswith("left") else (-place[0], place[1], place[2])


def _roll(angle: float) -> tuple[float, float, float, float]:
    q = quaternions.from_axis_angle(np.array([0.0, 0.0, 1.0]), angle)
    return (float(q[0]), float(q[1]), float(q[2]), float(q[3]))
