"""How a thing lies in the hand: upright, along the fist, or along the line between both hands."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Literal

import numpy as np
from jaxtyping import Float

from groundplan.agents.blocking.things import Thing
from groundplan.assets.skeleton import Skeleton
from groundplan.geometry import quaternions
from groundplan.motion.fingers.anatomy import Hand, hand_of
from groundplan.motion.fingers.grip import hollow

__all__ = ["Lie", "lie_of", "two_handed"]

_FIST: Final[Mapping[str, float]] = MappingProxyType(
    {
        word: share
        for share, words in {
            0.12: "sword longsword broadsword rapier dagger katana sabre lightsaber knife wand "
            "baseball_bat bat baton racket screwdriver wrench spatula spoon whisk ladle "
            "toothbrush hairbrush",
            0.25: "axe hammer mallet hatchet torch club stick",
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
"""Whose upper end is in the left hand, and whose strings are before the right one."""
_STRINGS: Final = 0.35
"""From the middle of such a thing to its strings and neck, in its depth."""
_CHIN: Final = frozenset({"violin", "viola", "fiddle"})
"""What runs from the neck to the left hand."""
_NUT: Final = 0.8
"""Where the left hand holds that, in its length."""
_CHIN_REST_M: Final = 0.08
"""From the middle of the neck to its lower end."""
_ROLLED_RAD: Final = -1.1
"""About its length: its strings look up and a little to the right."""
_AGAINST_PALM: Final = frozenset({"phone", "smartphone", "cellphone", "mobile", "walkie_talkie"})
"""What lies flat on the palm along the fingers, its front away from the palm."""
_EAR: Final = 0.62
"""Where the palm is along it: its lower end comes out towards the mouth."""
_READ: Final = frozenset({"book", "magazine", "newspaper", "notebook", "tablet", "letter", "map"})
"""What both hands hold at its edges, its upper side to the face."""
_LEANT_RAD: Final = -1.05
"""About the reader's left to right: 0 is flat, a right angle is upright."""
_HANDLE_M: Final = 0.03
"""What a fist closes on is no thicker: our engineering default."""
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


def lie_of(thing: Thing, *, skeleton: Skeleton, both: bool, share: float) -> Lie:
    """Return how somebody holds a thing; `share` of its height is at the palm."""
    if thing.noun in _CHIN:
        return _under_chin(thing)
    if both and thing.noun in _BETWEEN:
        neck = thing.noun in _NECK
        upper, lower = ("leftHand", "rightHand") if neck else ("rightHand", "leftHand")
        low = round(-_BETWEEN[thing.noun] * thing.size[1], 4)
        back = round(-_STRINGS * thing.size[2], 4) if neck else 0.0
        return Lie(position_m=(0.0, low, back), joint=upper, other_joint=lower, upright=False)
    if both and thing.noun in _READ:
        return _leant(thing)
    if not both and thing.noun in _FIST:
        return _in_fist(thing, hand_of(skeleton, "right"))
    if not both and thing.noun in _AGAINST_PALM:
        return _on_palm(thing, hand_of(skeleton, "right"))
    low = round(-share * thing.size[1], 4)
    return Lie(position_m=(0.0, low, 0.0), other_joint="leftHand" if both else "")


def _under_chin(thing: Thing) -> Lie:
    """Return a thing whose lower end is at the collarbone; the other is at the left palm."""
    turn = (0.0, math.sin(0.5 * _ROLLED_RAD), 0.0, math.cos(0.5 * _ROLLED_RAD))
    low = round(0.5 * (_CHIN_REST_M - _NUT * thing.size[1]), 4)
    return Lie(position_m=(0.0, low, 0.0), rotation=_short(turn), joint="leftHand",
               other_joint="neck", upright=False)  # fmt: skip


def _leant(thing: Thing) -> Lie:
    """Return a thing between both palms, held at the middle of its edges."""
    turn = (math.sin(0.5 * _LEANT_RAD), 0.0, 0.0, math.cos(0.5 * _LEANT_RAD))
    middle = 0.5 * thing.size[1]
    place = (
        0.0,
        round(-middle * math.cos(_LEANT_RAD), 4),
        round(-middle * math.sin(_LEANT_RAD), 4),
    )
    return Lie(position_m=place, rotation=_short(turn), other_joint="leftHand")


def _in_fist(thing: Thing, hand: Hand) -> Lie:
    """Return a thing whose long axis comes out of the fist at the thumb, its front ahead.

    A hand's axes: along the fingers, towards the thumb, out of the palm.
    """
    width, height, depth = thing.size
    share = _FIST[thing.noun]
    long = depth > height
    centre = hollow(hand, 0.5 * (min(width, height) if long else min(width, depth, _HANDLE_M)))
    along, thumb, palm = hand.axes
    ahead = np.stack([-along, -palm, thumb] if long else [palm, thumb, along], axis=-1)
    return _placed(ahead, centre, held=(0.0, 0.5 * height, (share - 0.5) * depth) if long else (
        0.0, share * height, 0.0))  # fmt: skip


def _on_palm(thing: Thing, hand: Hand) -> Lie:
    """Return a thing that lies with its back on the palm."""
    along, thumb, palm = hand.axes
    turn = np.stack([thumb, along, palm], axis=-1)
    return _placed(turn, hollow(hand, 0.5 * thing.size[2]), held=(0.0, _EAR * thing.size[1], 0.0))


def _placed(
    turn: Float[np.ndarray, "3 3"], centre: Float[np.ndarray, " 3"],
    *, held: tuple[float, float, float],
) -> Lie:  # fmt: skip
    """Return a thing turned (columns: its axes in the hand's joint), held at a point of its own."""
    x, y, z = (round(float(v), 4) for v in centre - turn @ np.array(held))
    return Lie(
        position_m=(x, y, z), rotation=_short(quaternions.from_matrix(turn[None])[0].tolist()),
        upright=False,
    )  # fmt: skip


def _short(turn: Sequence[float]) -> tuple[float, float, float, float]:
    x, y, z, w = (round(float(v), 7) for v in turn)
    return (x, y, z, w)
