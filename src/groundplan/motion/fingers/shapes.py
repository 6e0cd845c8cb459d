"""Named hand shapes: angles of the joints of fingers and thumb, in degrees, as people give them."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

__all__ = ["HAND_SHAPES", "HandShape", "ThumbShape"]

Flexion = tuple[float, float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class ThumbShape:
    """A thumb's angles [degrees]."""

    radial: float = 30.0
    """Away from the fingers in the plane of the palm."""
    palmar: float = 20.0
    """Out of the palm."""
    twist: float = 0.0
    """About itself: negative turns its pad towards the fingers."""
    flexion: tuple[float, float] = (15.0, 15.0)
    """At the knuckle and the last joint."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HandShape:
    """A hand [degrees]; fingers from the index to the little one."""

    fingers: tuple[Flexion, Flexion, Flexion, Flexion]
    spread: float = 1.0
    """Of the spread that fingers have at rest; 0: side by side."""
    thumb: ThumbShape = ThumbShape()


def _alike(knuckle: float, middle: float, last: float) -> tuple[Flexion, Flexion, Flexion, Flexion]:
    one = (knuckle, middle, last)
    return (one, one, one, one)


_CURLED: Final = (80.0, 95.0, 15.0)
_OVER_FIST: Final = ThumbShape(radial=28.0, palmar=36.0, twist=-35.0, flexion=(14.0, 72.0))
_RELAXED: Final = ((18.0, 28.0, 14.0), (24.0, 32.0, 16.0), (28.0, 34.0, 17.0), (30.0, 34.0, 18.0))
_PINCHED: Final = ThumbShape(radial=28.0, palmar=45.0, twist=-30.0, flexion=(5.0, 20.0))

HAND_SHAPES: Final[Mapping[str, HandShape]] = MappingProxyType(
    {
        "relaxed": HandShape(fingers=_RELAXED, spread=0.8,
                             thumb=ThumbShape(radial=30.0, palmar=28.0, flexion=(15.0, 15.0))),
        "fist": HandShape(fingers=_alike(*_CURLED), spread=0.1, thumb=_OVER_FIST),
        "flat": HandShape(fingers=_alike(0.0, 2.0, 2.0), spread=0.25,
                          thumb=ThumbShape(radial=22.0, palmar=10.0, flexion=(5.0, 5.0))),
        "open": HandShape(fingers=_alike(-6.0, 4.0, 4.0), spread=1.7,
                          thumb=ThumbShape(radial=55.0, palmar=12.0, flexion=(0.0, 0.0))),
        "point": HandShape(fingers=((0.0, 2.0, 2.0), _CURLED, _CURLED, _CURLED), spread=0.1,
                           thumb=_OVER_FIST),
        "pinch": HandShape(fingers=((58.0, 42.0, 22.0), (62.0, 44.0, 22.0), (48.0, 60.0, 25.0),
                                    (45.0, 60.0, 25.0)), spread=0.2, thumb=_PINCHED),
        "thumb_up": HandShape(fingers=_alike(*_CURLED), spread=0.1,
                              thumb=ThumbShape(radial=60.0, palmar=0.0, flexion=(-5.0, -8.0))),
        "clasp": HandShape(fingers=_alike(38.0, 48.0, 20.0), spread=0.3,
                           thumb=ThumbShape(radial=25.0, palmar=40.0, twist=-15.0,
                                            flexion=(20.0, 20.0))),
        "cup": HandShape(fingers=_alike(22.0, 22.0, 10.0), spread=0.5,
                         thumb=ThumbShape(radial=35.0, palmar=30.0, flexion=(10.0, 10.0))),
        "type": HandShape(fingers=_alike(32.0, 42.0, 18.0), spread=0.8,
                          thumb=ThumbShape(radial=25.0, palmar=35.0, flexion=(10.0, 15.0))),
    }
)  # fmt: skip
"""By name."""
