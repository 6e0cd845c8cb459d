"""How hair is worn: hairlines, thickness, and what hangs or is tied, by style."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Literal

import numpy as np

__all__ = ["BEARD_STYLES", "HAIR_LINES", "HAIR_STYLES", "STYLES", "HairStyle", "habitual_style"]


@dataclass(frozen=True, slots=True, kw_only=True)
class HairStyle:
    """A style; lengths are those of a body of 1.7 m."""

    crown_m: float
    """How much it adds to the height."""
    side_m: float
    """Thickness at the sides and behind; 0 for the bald."""
    line: str = "man"
    """Its hairline, a name of `HAIR_LINES`."""
    bump_m: float = 0.0
    """Height of curls."""
    quiff_m: float = 0.0
    """More hair above the forehead."""
    hung: Literal["", "chin", "back"] = ""
    """How far down hair hangs behind the ears."""
    waves: float = 0.0
    """Of what hangs: 0 straight, 1 strong waves."""
    tied: Literal["", "bun", "ponytail", "braids", "knot"] = ""
    most: float = 1.2
    """Nothing grows above this, from 0 the chin to 1 the crown."""


def _woman(crown_m: float, side_m: float, **more: object) -> HairStyle:
    return HairStyle(crown_m=crown_m, side_m=side_m, line="woman", **more)  # pyright: ignore[reportArgumentType]  # checked by the dataclass


STYLES: Final[Mapping[str, HairStyle]] = MappingProxyType(
    {
        "bald": HairStyle(crown_m=0.0, side_m=0.0),
        "balding": HairStyle(crown_m=0.0, side_m=0.009, line="receding", most=0.80),
        "buzz": HairStyle(crown_m=0.003, side_m=0.002),
        "cropped": HairStyle(crown_m=0.009, side_m=0.003),
        "short": HairStyle(crown_m=0.02, side_m=0.008, bump_m=0.002),
        "side_part": HairStyle(crown_m=0.024, side_m=0.007, quiff_m=0.010),
        "quiff": HairStyle(crown_m=0.026, side_m=0.005, quiff_m=0.022),
        "receding": HairStyle(crown_m=0.010, side_m=0.007, line="receding"),
        "fringe": HairStyle(crown_m=0.02, side_m=0.014, line="fringe", bump_m=0.002),
        "curly": HairStyle(crown_m=0.034, side_m=0.022, bump_m=0.009),
        "afro": HairStyle(crown_m=0.062, side_m=0.055, bump_m=0.006),
        "bob": _woman(0.018, 0.016, hung="chin"),
        "bob_fringe": HairStyle(crown_m=0.018, side_m=0.016, line="fringe", hung="chin"),
        "long": _woman(0.016, 0.012, hung="back"),
        "wavy": _woman(0.022, 0.018, hung="back", waves=1.0, bump_m=0.003),
        "long_fringe": HairStyle(crown_m=0.016, side_m=0.013, line="fringe", hung="back"),
        "bun": _woman(0.011, 0.006, tied="bun"),
        "top_knot": _woman(0.012, 0.006, tied="knot"),
        "ponytail": _woman(0.011, 0.006, tied="ponytail"),
        "braids": _woman(0.012, 0.008, tied="braids"),
    }
)
HAIR_STYLES: Final = tuple(STYLES)
BEARD_STYLES: Final = ("none", "stubble", "moustache", "goatee", "full", "long")

_AROUND: Final = (0.0, 0.3, 0.62, 0.85, 1.12, 1.30, 1.55, 1.80, 2.15, 2.6, float(np.pi))
HAIR_LINES: Final[Mapping[str, tuple[tuple[float, ...], tuple[float, ...]]]] = MappingProxyType(
    {
        "man": (_AROUND, (0.855, 0.865, 0.875, 0.78, 0.53, 0.50, 0.66, 0.62, 0.30, 0.16, 0.12)),
        "woman": (_AROUND, (0.85, 0.845, 0.82, 0.74, 0.62, 0.58, 0.64, 0.58, 0.28, 0.14, 0.10)),
        "fringe": (_AROUND, (0.655, 0.65, 0.65, 0.64, 0.58, 0.54, 0.64, 0.58, 0.28, 0.14, 0.10)),
        "receding": (_AROUND, (0.93, 0.955, 0.985, 0.90, 0.58, 0.53, 0.66, 0.62, 0.32, 0.18, 0.14)),
    }
)  # fmt: skip
"""By line: azimuths [rad] from ahead, and the height there (0 chin, 1 crown)."""


def habitual_style(age_years: float, gender: str) -> str:
    """Return how somebody wears their hair when nothing is said."""
    if age_years < 2.5:
        return "cropped"
    if gender == "female":
        return "ponytail" if age_years < 13.0 else "bun" if age_years > 62.0 else "long"
    return "receding" if age_years > 68.0 and gender == "male" else "short"
