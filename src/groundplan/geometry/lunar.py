"""Where the moon stands and how full it is: the low-precision formulae of the almanac.

Source:
    "The Astronomical Almanac", page D46, low-precision formulae for geocentric coordinates of the
    moon, as commonly given: 0.3 degrees in longitude, 0.2 in latitude, 0.003 in parallax. The sun:
    mean longitude and the equation of the centre to two terms, from the same book.
"""

import math
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from groundplan.units import Radians

__all__ = ["MoonPosition", "moon_ecliptic", "moon_position"]

_LONGITUDE: Final = (
    (6.29, 135.0, 477198.87), (-1.27, 259.3, -413335.36), (0.66, 235.7, 890534.22),
    (0.21, 269.9, 954397.74), (-0.19, 357.5, 35999.05), (-0.11, 186.5, 966404.03),
)  # fmt: skip
_LATITUDE: Final = (
    (5.13, 93.3, 483202.02), (0.28, 228.2, 960400.89), (-0.28, 318.3, 6003.15),
    (-0.17, 217.6, -407332.21),
)  # fmt: skip
_PARALLAX: Final = (
    (0.0518, 135.0, 477198.87), (0.0095, 259.3, -413335.36), (0.0078, 235.7, 890534.22),
    (0.0028, 269.9, 954397.74),
)  # fmt: skip
"""Amplitude [deg], phase [deg], rate [deg a century]; the first two are of sines."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MoonPosition:
    """The moon in the sky of a place."""

    azimuth_rad: Radians
    """From north towards east, 0..2 pi."""
    elevation_rad: Radians
    """Above the horizon, seen from the place; refraction is left out."""
    phase_rad: Radians
    """Angle between sun and earth seen from the moon: 0 full, pi new."""
    parallax_rad: Radians


def moon_ecliptic(when: datetime) -> tuple[float, float, float]:
    """Return ecliptic longitude, latitude and horizontal parallax of an aware time [deg]."""
    t = _century(when)
    longitude = 218.32 + 481267.881 * t + _sines(_LONGITUDE, t)
    parallax = 0.9508 + sum(a * _cos(p + r * t) for a, p, r in _PARALLAX)
    return longitude % 360.0, _sines(_LATITUDE, t), parallax


def moon_position(when: datetime, *, latitude: Radians, longitude: Radians) -> MoonPosition:
    """Return where the moon stands at an aware time, seen from a place (north, east positive)."""
    t = _century(when)
    along, aside, parallax = moon_ecliptic(when)
    tilt = math.radians(23.439 - 0.013 * t)
    x, y, z = _equatorial(math.radians(along), math.radians(aside), tilt=tilt)
    days = t * 36525.0
    sidereal = math.radians((280.46062 + 360.98564737 * days) % 360.0) + longitude
    hour = sidereal - math.atan2(y, x)
    level = math.hypot(x, y)
    sine = math.sin(latitude) * z + math.cos(latitude) * level * math.cos(hour)
    east = -level * math.sin(hour)
    north = math.cos(latitude) * z - math.sin(latitude) * level * math.cos(hour)
    seen = math.asin(max(-1.0, min(1.0, sine)))
    return MoonPosition(
        azimuth_rad=Radians(math.atan2(east, north) % math.tau),
        elevation_rad=Radians(seen - math.radians(parallax) * math.cos(seen)),
        phase_rad=Radians(math.pi - _elongation(along, aside, t=t)),
        parallax_rad=Radians(math.radians(parallax)),
    )


def _elongation(along: float, aside: float, *, t: float) -> float:
    """Return the angle between moon and sun, seen from the earth [rad]."""
    mean = 280.460 + 36000.771 * t
    anomaly = 357.528 + 35999.050 * t
    sun = mean + 1.915 * _sin(anomaly) + 0.020 * _sin(2.0 * anomaly)
    return math.acos(max(-1.0, min(1.0, _cos(aside) * _cos(along - sun))))


def _equatorial(along: float, aside: float, *, tilt: float) -> tuple[float, float, float]:
    x = math.cos(aside) * math.cos(along)
    y, z = math.cos(aside) * math.sin(along), math.sin(aside)
    return x, y * math.cos(tilt) - z * math.sin(tilt), y * math.sin(tilt) + z * math.cos(tilt)


def _century(when: datetime) -> float:
    start = datetime(2000, 1, 1, 12, tzinfo=UTC)
    return (when.astimezone(UTC) - start).total_seconds() / 86400.0 / 36525.0


def _sines(rows: tuple[tuple[float, float, float], ...], t: float) -> float:
    return sum(a * _sin(p + r * t) for a, p, r in rows)


def _sin(degrees: float) -> float:
    return math.sin(math.radians(degrees % 360.0))


def _cos(degrees: float) -> float:
    return math.cos(math.radians(degrees % 360.0))
