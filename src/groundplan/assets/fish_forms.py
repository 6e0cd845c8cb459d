"""The shapes of swimmers: along the length (-0.5 tail, 0.5 nose), across in heights of the body.

Drawn by eye to the proportions of adult animals; our engineering defaults.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final

__all__ = ["FISH_FORMS", "Fin", "FishForm"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fin:
    """A blade that narrows to its tip."""

    at: tuple[float, float]
    """Place of its middle along the length, and height of its root, 0 the belly and 1 the back."""
    base: float
    """Width at its root, in heights."""
    reach: float
    """In heights."""
    sweep: float
    """How far its tip lies behind its root, in heights."""
    tip: float = 0.15
    """Width at the tip over that at the root."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FishForm:
    """One skin from tail to nose, and its fins."""

    body: tuple[tuple[float, float, float, float], ...]
    """Place along the length, height of the middle, half width, half height."""
    back: tuple[Fin, ...]
    """Upright, on the middle line."""
    sides: tuple[Fin, ...]
    """One of each pair."""
    flukes: bool
    """A tail that lies flat and beats up and down."""
    tail: tuple[Fin, ...]
    """The lobes of the tail: the upper and the lower, or the left one of a pair."""
    eye: tuple[float, float]
    """Place along the length, and height."""
    eye_size: float
    """Radius of the eyeball, in heights."""


_FISH: Final = FishForm(
    body=((-0.44, 0.5, 0.03, 0.08), (-0.32, 0.5, 0.07, 0.15), (-0.14, 0.5, 0.17, 0.36),
          (0.06, 0.5, 0.23, 0.5), (0.24, 0.49, 0.22, 0.42), (0.38, 0.47, 0.16, 0.27),
          (0.47, 0.46, 0.08, 0.12), (0.5, 0.46, 0.03, 0.04)),
    back=(Fin(at=(0.04, 0.94), base=0.85, reach=0.3, sweep=0.38, tip=0.55),),
    sides=(Fin(at=(0.2, 0.36), base=0.2, reach=0.36, sweep=0.26, tip=0.6),
           Fin(at=(0.02, 0.06), base=0.2, reach=0.22, sweep=0.2, tip=0.4)),
    flukes=False,
    tail=(Fin(at=(-0.42, 0.5), base=0.22, reach=0.46, sweep=0.5, tip=0.4),
          Fin(at=(-0.42, 0.5), base=0.22, reach=-0.46, sweep=0.5, tip=0.4)),
    eye=(0.38, 0.57), eye_size=0.055,
)  # fmt: skip
_SHARK: Final = FishForm(
    body=((-0.45, 0.56, 0.05, 0.06), (-0.34, 0.54, 0.1, 0.12), (-0.18, 0.5, 0.25, 0.32),
          (0.02, 0.5, 0.42, 0.49), (0.2, 0.5, 0.44, 0.5), (0.34, 0.53, 0.34, 0.36),
          (0.44, 0.57, 0.2, 0.19), (0.5, 0.6, 0.05, 0.05)),
    back=(Fin(at=(0.07, 0.93), base=0.75, reach=0.66, sweep=0.55),
          Fin(at=(-0.27, 0.74), base=0.28, reach=0.16, sweep=0.2)),
    sides=(Fin(at=(0.17, 0.24), base=0.55, reach=0.95, sweep=0.6),
           Fin(at=(-0.16, 0.26), base=0.28, reach=0.3, sweep=0.22)),
    flukes=False,
    tail=(Fin(at=(-0.44, 0.57), base=0.3, reach=0.95, sweep=0.62),
          Fin(at=(-0.44, 0.55), base=0.26, reach=-0.55, sweep=0.3)),
    eye=(0.41, 0.62), eye_size=0.04,
)  # fmt: skip
_DOLPHIN: Final = FishForm(
    body=((-0.46, 0.5, 0.06, 0.08), (-0.34, 0.5, 0.12, 0.18), (-0.16, 0.5, 0.3, 0.38),
          (0.04, 0.5, 0.42, 0.49), (0.2, 0.5, 0.42, 0.48), (0.32, 0.5, 0.36, 0.41),
          (0.385, 0.5, 0.28, 0.33), (0.415, 0.45, 0.15, 0.17), (0.45, 0.4, 0.1, 0.09),
          (0.5, 0.38, 0.05, 0.05)),
    back=(Fin(at=(-0.01, 0.94), base=0.6, reach=0.5, sweep=0.56),),
    sides=(Fin(at=(0.2, 0.24), base=0.36, reach=0.62, sweep=0.5),),
    flukes=True,
    tail=(Fin(at=(-0.46, 0.5), base=0.3, reach=0.62, sweep=0.42),),
    eye=(0.36, 0.46), eye_size=0.045,
)  # fmt: skip
_WHALE: Final = FishForm(
    body=((-0.46, 0.52, 0.05, 0.06), (-0.36, 0.51, 0.1, 0.13), (-0.2, 0.5, 0.28, 0.32),
          (0.0, 0.5, 0.46, 0.48), (0.18, 0.5, 0.5, 0.5), (0.32, 0.5, 0.46, 0.46),
          (0.43, 0.48, 0.36, 0.36), (0.49, 0.46, 0.22, 0.2), (0.51, 0.45, 0.06, 0.05)),
    back=(Fin(at=(-0.16, 0.84), base=0.34, reach=0.18, sweep=0.3),),
    sides=(Fin(at=(0.22, 0.22), base=0.34, reach=0.95, sweep=0.6, tip=0.4),),
    flukes=True,
    tail=(Fin(at=(-0.46, 0.52), base=0.34, reach=0.85, sweep=0.45),),
    eye=(0.34, 0.36), eye_size=0.025,
)  # fmt: skip
_ORCA: Final = replace(
    _DOLPHIN,
    body=((-0.46, 0.5, 0.06, 0.07), (-0.34, 0.5, 0.12, 0.16), (-0.16, 0.5, 0.32, 0.36),
          (0.04, 0.5, 0.45, 0.49), (0.22, 0.5, 0.46, 0.5), (0.36, 0.5, 0.38, 0.4),
          (0.45, 0.49, 0.24, 0.25), (0.5, 0.48, 0.08, 0.08)),
    back=(Fin(at=(0.03, 0.94), base=0.55, reach=0.9, sweep=0.4),),
    sides=(Fin(at=(0.22, 0.22), base=0.45, reach=0.6, sweep=0.35, tip=0.55),),
    eye=(0.4, 0.46), eye_size=0.035,
)  # fmt: skip

_SNAKE: Final = FishForm(
    body=((-0.5, 0.12, 0.04, 0.06), (-0.4, 0.22, 0.2, 0.2), (-0.2, 0.4, 0.4, 0.39),
          (0.1, 0.48, 0.5, 0.47), (0.32, 0.42, 0.42, 0.41), (0.44, 0.36, 0.32, 0.33),
          (0.47, 0.4, 0.5, 0.36), (0.49, 0.4, 0.4, 0.3), (0.505, 0.38, 0.12, 0.12)),
    back=(), sides=(), flukes=False, tail=(), eye=(0.485, 0.58), eye_size=0.1,
)  # fmt: skip

FISH_FORMS: Final[Mapping[str, FishForm]] = MappingProxyType(
    {
        "fish": _FISH,
        "shark": _SHARK,
        "dolphin": _DOLPHIN,
        "whale": _WHALE,
        "orca": _ORCA,
        "snake": _SNAKE,
    }
)
"""By name."""
