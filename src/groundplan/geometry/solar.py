"""Where the sun stands: from place and time, by the equations of NOAA's solar calculator.

Source:
    Global Monitoring Laboratory, NOAA, "Solar Calculation Details" (after Meeus, Astronomical
    Algorithms): good to about 0.01 degree for 1900 to 2100, without refraction.
"""

import math
from dataclasses import dataclass
from datetime import UTC, datetime

from groundplan.units import Radians

__all__ = ["SunPosition", "sun_position"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SunPosition:
    """A direction in the sky."""

    azimuth_rad: Radians
    """From north towards east, 0..2 pi."""
    elevation_rad: Radians
    """Above the horizon; negative at night. Refraction is left out."""


def sun_position(when: datetime, *, latitude: Radians, longitude: Radians) -> SunPosition:
    """Return where the sun stands at an aware time, seen from a place (north and east positive)."""
    at = when.astimezone(UTC)
    days = (at - datetime(2000, 1, 1, 12, tzinfo=UTC)).total_seconds() / 86400.0
    declination, equation_min = _declination(days / 36525.0)
    minutes = at.hour * 60.0 + at.minute + at.second / 60.0
    true_solar_min = minutes + equation_min + 4.0 * math.degrees(longitude)
    hour = math.radians(0.25 * true_solar_min - 180.0)
    sine = math.sin(latitude) * math.sin(declination) + (
        math.cos(latitude) * math.cos(declination) * math.cos(hour)
    )
    east = -math.cos(declination) * math.sin(hour)
    north = math.cos(latitude) * math.sin(declination) - (
        math.sin(latitude) * math.cos(declination) * math.cos(hour)
    )
    return SunPosition(
        azimuth_rad=Radians(math.atan2(east, north) % math.tau),
        elevation_rad=Radians(math.asin(max(-1.0, min(1.0, sine)))),
    )


def _declination(century: float) -> tuple[float, float]:
    """Return the sun's declination [rad] and the equation of time [min], by Julian centuries."""
    t = century
    mean = math.radians((280.46646 + t * (36000.76983 + 0.0003032 * t)) % 360.0)
    anomaly = math.radians(357.52911 + t * (35999.05029 - 0.0001537 * t))
    eccentric = 0.016708634 - t * (0.000042037 + 0.0000001267 * t)
    centre = math.radians(
        math.sin(anomaly) * (1.914602 - t * (0.004817 + 0.000014 * t))
        + math.sin(2.0 * anomaly) * (0.019993 - 0.000101 * t)
        + math.sin(3.0 * anomaly) * 0.000289
    )
    node = math.radians(125.04 - 1934.136 * t)
    apparent = mean + centre - math.radians(0.00569 + 0.00478 * math.sin(node))
    seconds = 21.448 - t * (46.815 + t * (0.00059 - 0.001813 * t))
    tilt = math.radians(23.0 + (26.0 + seconds / 60.0) / 60.0 + 0.00256 * math.cos(node))
    y = math.tan(0.5 * tilt) ** 2
    equation = (
        y * math.sin(2.0 * mean)
        - 2.0 * eccentric * math.sin(anomaly)
        + 4.0 * eccentric * y * math.sin(anomaly) * math.cos(2.0 * mean)
        - 0.5 * y * y * math.sin(4.0 * mean)
        - 1.25 * eccentric * eccentric * math.sin(2.0 * anomaly)
    )
    return math.asin(math.sin(tilt) * math.sin(apparent)), 4.0 * math.degrees(equation)
