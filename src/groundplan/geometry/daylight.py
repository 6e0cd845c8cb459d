"""How bright sun, sky, twilight and moon are, by how high they stand.

Source:
    Clear-day, twilight and moonlight illuminance on level ground: cubic fits of its decimal
    logarithm in the altitude over 90 degrees (the moon's with its phase and distance), as printed
    in E. Ofek's AstroPack (`sunlight`, `moonlight`), within 0.03 of the logarithm (7 %). Direct
    sun: 133.3 klx outside the air, weakened by exp(-0.27 m), m the optical air mass of F. Kasten
    and A. T. Young, Applied Optics 28, 1989, as commonly given; 0.27 lies between the extinctions
    used for clear and hazy days, so that the sky's share of the fits is 14 klx at 45 degrees: our
    engineering default. Colours: shared notes, section 6, our engineering defaults between.
"""

import math
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from groundplan.units import Kelvin, Lux, Radians

__all__ = ["Daylight", "daylight_at", "level_sunlight", "moonlight"]

_OUTSIDE_LX: Final = 133_300.0
_EXTINCTION: Final = 0.27
_STARS_LX: Final = 0.002
_LEAST_SKY: Final = 0.12
"""Least share of the sky in all light on level ground: our engineering default."""
_RISEN_DEG: Final = -0.8
"""Altitude of the sun's middle at which its upper edge rises."""

_SUN: Final = (
    (20.0, (3.74, 3.97, -4.07, 1.47)),
    (5.0, (3.05, 13.28, -45.98, 64.33)),
    (_RISEN_DEG, (2.88, 22.26, -207.64, 1034.30)),
    (-5.0, (2.88, 21.81, -258.11, -858.36)),
    (-12.0, (2.70, 12.17, -431.69, -1899.83)),
    (-18.0, (13.84, 262.72, 1447.42, 2797.93)),
)
"""Altitude above which each cubic holds [deg], and its factors from the constant up."""
_MOON: Final = (
    (20.0, (-1.95, 4.06, -4.24, 1.56)),
    (5.0, (-2.58, 12.58, -42.58, 59.06)),
    (_RISEN_DEG, (-2.79, 24.27, -252.95, 1321.29)),
)
_MEAN_PARALLAX_DEG: Final = 0.951
_SUN_K: Final = ((0.0, 2000.0), (5.0, 2900.0), (10.0, 3600.0), (20.0, 4500.0), (40.0, 5200.0),
                 (60.0, 5500.0), (90.0, 5600.0))  # fmt: skip
_SKY_K: Final = ((-12.0, 15_000.0), (-6.0, 12_000.0), (0.0, 8000.0), (5.0, 7000.0),
                 (10.0, 8000.0), (30.0, 10_000.0), (90.0, 10_000.0))  # fmt: skip
"""By altitude [deg]."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Daylight:
    """A clear sky by the sun's altitude."""

    sun_lx: Lux
    """On a plane that faces it; 0 below the horizon."""
    sun_k: Kelvin
    sky_lx: Lux
    """Of everything but the sun, on level ground."""
    sky_k: Kelvin


def daylight_at(altitude: Radians) -> Daylight:
    """Return a clear day's or twilight's light, sun and sky apart."""
    degrees = math.degrees(altitude)
    level = level_sunlight(altitude)
    direct = 0.0
    if degrees > 0.0:
        direct = _OUTSIDE_LX * math.exp(-_EXTINCTION * _air_mass(degrees))
        direct = min(direct, (1.0 - _LEAST_SKY) * level / math.sin(altitude))
    return Daylight(
        sun_lx=Lux(direct),
        sun_k=Kelvin(_between(_SUN_K, degrees)),
        sky_lx=Lux(level - direct * max(math.sin(altitude), 0.0)),
        sky_k=Kelvin(_between(_SKY_K, degrees)),
    )


def level_sunlight(altitude: Radians) -> Lux:
    """Return the light of sun and sky on level ground [lx]: of stars from 18 degrees below."""
    found = _fit(_SUN, math.degrees(altitude))
    return Lux(_STARS_LX if found is None else max(10.0**found, _STARS_LX))


def moonlight(altitude: Radians, *, phase: Radians, parallax: Radians | None = None) -> Lux:
    """Return the moon's light on level ground [lx]; 0 below the horizon.

    `phase` is the angle between sun and earth seen from the moon: 0 full, pi new.
    """
    found = _fit(_MOON, math.degrees(altitude))
    if found is None:
        return Lux(0.0)
    angle = math.degrees(phase)
    near = _MEAN_PARALLAX_DEG if parallax is None else math.degrees(parallax)
    return Lux(
        10.0 ** (found - 8.68e-3 * angle - 2.2e-9 * angle**4) * (near / _MEAN_PARALLAX_DEG) ** 2
    )


def _fit(
    table: tuple[tuple[float, tuple[float, float, float, float]], ...], degrees: float
) -> float | None:
    x = degrees / 90.0
    for above, (a, b, c, d) in table:
        if degrees > above:
            return a + x * (b + x * (c + x * d))
    return None


def _air_mass(degrees: float) -> float:
    return 1.0 / (math.sin(math.radians(degrees)) + 0.50572 * (degrees + 6.07995) ** -1.6364)


def _between(table: tuple[tuple[float, float], ...], at: float) -> float:
    """Return the value between two rows of a table, in even steps of 1/value."""
    if at <= table[0][0]:
        return table[0][1]
    for (low, first), (high, last) in pairwise(table):
        if at <= high:
            mix = (at - low) / (high - low)
            return 1.0 / ((1.0 - mix) / first + mix / last)
    return table[-1][1]
