"""How a thing lies in the hand: upright, along the fist, or along the line between both hands."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Literal

import numpy as np

from groundplan.agents.blocking.things import Thing
from groundplan.geometry import quaternions

__all__ = ["Lie", "lie_of", "two_handed"]

_PALM: Final = 0.05
"""From the wrist to the palm, in body heights."""
_FIST: Final[Mapping[str, float]] = MappingProxyType(
    {
        word: share
        for share, words in {
            0.12: "sword longsword broadsword rapier dagger katana sabre lightsaber knife wand "
            "baton racket screwdriver wrench spatula spoon whisk ladle toothbrush hairbrush",
            0.25: "hammer mallet hatchet torch club stick",
            0.4: "paintbrush brush pen pencil",
        }.items()
        for word in words.split()
    }
)
"""What a fist holds across the palm, and where along its length."""
_BETWEEN: Final[Mapping[str, float]] = MappingProxyType(
    {
        "broom": 0.72, "mop": 0.72, "rake": 0.72, "shovel": 0.66, "spade": 0.66, "axe": 0.28,
        "baseball_bat": 0.12, "bat": 0.12, "oar": 0.7, "paddle": 0.7, "guitar": 0.58,
        "ukulele": 0.58, "banjo": 0.58, "spear": 0.5, "pole": 0.5, "sledgehammer": 0.3,
    }
)  # fmt: skip
"""What lies along the line between both hands, and where their middle is along it."""
_NECK: Final = frozenset({"guitar", "ukulele", "banjo"})
"""Whose upper end is in the left hand."""
_IDENTITY: Final = (0.0, 0.0, 0.0, 1.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lie:
    """What a grip says of how a thing is held."""

    position_m: tuple[float, float, float]
    rotation: tuple[float, float, float, float] = _IDENTITY
    joint: Literal["rightHand", "leftHand"] = "rightHand"
    other_joint: str = ""
    upright: bool = True


def two_handed(thing: Thing) -> bool:
    """Tell whether work with a thing takes both hands."""
    return thing.noun in _BETWEEN


def lie_of(thing: Thing, *, tall_m: float, both: bool, share: float) -> Lie:
    """Return how somebody `tall_m` tall holds a thing; `share` of its height is at the palm."""
    if both and thing.noun in _BETWEEN:
        upper, lower = ("leftHand", "rightHand") if thing.noun in _NECK else (
            "rightHand", "leftHand")  # fmt: skip
        low = round(-_BETWEEN[thing.noun] * thing.size[1], 4)
        return Lie(position_m=(0.0, low, 0.0), joint=upper, other_joint=lower, upright=False)
    if not both and thing.noun in _FIST:
        return _in_fist(thing, palm_m=_PALM * tall_m)
    low = round(-share * thing.size[1], 4)
    return Lie(position_m=(0.0, low, 0.0), other_joint="leftHand" if both else "")


def _in_fist(thing: Thing, *, palm_m: float) -> Lie:
    """Return a thing whose long axis comes out of the fist at the thumb, its front ahead.

    The right hand's axes: fingers along -X, the thumb along +Z, the palm along -Y.
    """
    _, height, depth = thing.size
    share = _FIST[thing.noun]
    if depth > height:
        ahead = round((0.5 - share) * depth, 4)
        return Lie(position_m=(-palm_m, round(-0.5 * height, 4), ahead), upright=False)
    turn = np.array([[0.0, 0.0, -1.0], [-1.0, 0.0, 0.0], [0.0, 1.0, 0.0]])
    x, y, z, w = (round(float(v), 7) for v in quaternions.from_matrix(turn[None])[0])
    low = round(-share * height, 4)
    return Lie(position_m=(-palm_m, 0.0, low), rotation=(x, y, z, w), upright=False)
