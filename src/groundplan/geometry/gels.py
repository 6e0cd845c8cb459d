"""Gels before lamps: what they do to temperature, tint and amount of light.

A conversion gel shifts the temperature by a fixed amount of reciprocal kelvin (mired); a plus- or
minus-green and a party colour multiply the light's colour; all let through a share of the light.

Source:
    Conversion gels: what LEE Filters publish of their numbers 201 to 206, 218 and 223 (kelvin
    before and after, and transmission of daylight), as quoted in public gel lists. Neutral density:
    10^-density, its definition. Plus- and minus-green and party colours: our engineering defaults,
    near makers' swatches.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

import numpy as np

from groundplan.errors import InputError
from groundplan.geometry import colour
from groundplan.geometry.white_point import shifted_kelvin

__all__ = ["GELS", "Gel", "Gelled", "gelled"]

_COLDEST_K: Final = 1667.0
_HOTTEST_K: Final = 25_000.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Gel:
    """One sheet."""

    mired: float = 0.0
    """Added to 1e6 / kelvin: positive warms."""
    transmission: float
    """Share of the luminous flux that it lets through."""
    tint: str = "#ffffff"
    """Multiplies the colour, as sRGB; its own lightness is not counted."""
    maker: str = ""
    """Number of the sheet that the figures are of; empty: typical."""


def _density(density: float) -> Gel:
    return Gel(transmission=10.0**-density)


GELS: Final = MappingProxyType(
    {
        "full_cto": Gel(mired=159.0, transmission=0.554, maker="LEE 204"),
        "half_cto": Gel(mired=109.0, transmission=0.708, maker="LEE 205"),
        "quarter_cto": Gel(mired=64.0, transmission=0.791, maker="LEE 206"),
        "eighth_cto": Gel(mired=26.0, transmission=0.852, maker="LEE 223"),
        "full_ctb": Gel(mired=-137.0, transmission=0.34, maker="LEE 201"),
        "half_ctb": Gel(mired=-78.0, transmission=0.549, maker="LEE 202"),
        "quarter_ctb": Gel(mired=-35.0, transmission=0.693, maker="LEE 203"),
        "eighth_ctb": Gel(mired=-18.0, transmission=0.813, maker="LEE 218"),
        "plus_green": Gel(transmission=0.75, tint="#d7ffd0"),
        "half_plus_green": Gel(transmission=0.84, tint="#e7ffe3"),
        "quarter_plus_green": Gel(transmission=0.88, tint="#f2fff0"),
        "minus_green": Gel(transmission=0.58, tint="#ffd2f2"),
        "half_minus_green": Gel(transmission=0.72, tint="#ffe3f7"),
        "quarter_minus_green": Gel(transmission=0.82, tint="#fff0fa"),
        "nd3": _density(0.3),
        "nd6": _density(0.6),
        "nd9": _density(0.9),
        "nd12": _density(1.2),
        "red": Gel(transmission=0.10, tint="#ff2418"),
        "orange": Gel(transmission=0.35, tint="#ff8a1c"),
        "amber": Gel(transmission=0.55, tint="#ffb347"),
        "yellow": Gel(transmission=0.80, tint="#ffe63b"),
        "green": Gel(transmission=0.25, tint="#3ddc4a"),
        "teal": Gel(transmission=0.35, tint="#35d0c0"),
        "cyan": Gel(transmission=0.45, tint="#5fe6ff"),
        "blue": Gel(transmission=0.07, tint="#2a4bff"),
        "lavender": Gel(transmission=0.40, tint="#c7a6ff"),
        "purple": Gel(transmission=0.10, tint="#9a3dff"),
        "magenta": Gel(transmission=0.20, tint="#ff3fc8"),
        "pink": Gel(transmission=0.45, tint="#ff8fc0"),
    }
)  # fmt: skip
"""By name, as `Light.gel` spells it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gelled:
    """Light behind gels."""

    temperature_k: float
    tint: str
    transmission: float


def gelled(temperature_k: float, names: Iterable[str], *, tint: str = "#ffffff") -> Gelled:
    """Return what is left of a lamp's light behind all gels named.

    Temperatures stay between 1667 and 25 000 K.

    Raises:
        InputError: There is no such gel.
    """
    kelvin, share, rgb = temperature_k, 1.0, np.array(colour.linear_from_hex(tint))
    for name in names:
        gel = GELS.get(name)
        if gel is None:
            raise InputError(f"there is no gel {name!r}", f"choose from: {', '.join(GELS)}")
        kelvin = shifted_kelvin(kelvin, gel.mired)
        share *= gel.transmission
        rgb = rgb * np.array(colour.linear_from_hex(gel.tint))
    return Gelled(
        temperature_k=min(max(kelvin, _COLDEST_K), _HOTTEST_K),
        tint=colour.hex_from_linear(rgb / max(float(rgb.max()), 1e-9)),
        transmission=share,
    )
