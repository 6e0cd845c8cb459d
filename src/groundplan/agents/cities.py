"""Cities that people name with a date: where they lie and what their clocks show.

Latitude and longitude in degrees (north and east positive), hours ahead of UTC in winter, and the
rule of summer time. Rounded to 0.01 degree, which moves the sun by as little.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from types import MappingProxyType
from typing import Final, Literal

__all__ = ["CITIES", "City", "utc_of"]

Rule = Literal["none", "eu", "us", "au", "nz", "cl"]


@dataclass(frozen=True, slots=True)
class City:
    """A place with a clock."""

    latitude_deg: float
    longitude_deg: float
    winter_utc_h: float
    summer_time: Rule = "none"


CITIES: Final[Mapping[str, City]] = MappingProxyType({
    "amsterdam": City(52.37, 4.90, 1, "eu"), "athens": City(37.98, 23.73, 2, "eu"),
    "auckland": City(-36.85, 174.76, 12, "nz"), "bangkok": City(13.76, 100.50, 7),
    "barcelona": City(41.39, 2.17, 1, "eu"), "beijing": City(39.90, 116.41, 8),
    "berlin": City(52.52, 13.41, 1, "eu"), "bogota": City(4.71, -74.07, -5),
    "boston": City(42.36, -71.06, -5, "us"), "brussels": City(50.85, 4.35, 1, "eu"),
    "budapest": City(47.50, 19.04, 1, "eu"), "buenos aires": City(-34.60, -58.38, -3),
    "cape town": City(-33.92, 18.42, 2), "chicago": City(41.88, -87.63, -6, "us"),
    "copenhagen": City(55.68, 12.57, 1, "eu"), "delhi": City(28.61, 77.21, 5.5),
    "denver": City(39.74, -104.99, -7, "us"), "dubai": City(25.20, 55.27, 4),
    "dublin": City(53.35, -6.26, 0, "eu"), "edinburgh": City(55.95, -3.19, 0, "eu"),
    "florence": City(43.77, 11.26, 1, "eu"), "geneva": City(46.20, 6.14, 1, "eu"),
    "havana": City(23.11, -82.37, -5, "us"), "helsinki": City(60.17, 24.94, 2, "eu"),
    "hong kong": City(22.32, 114.17, 8), "istanbul": City(41.01, 28.98, 3),
    "jakarta": City(-6.21, 106.85, 7), "johannesburg": City(-26.20, 28.05, 2),
    "kyoto": City(35.01, 135.77, 9), "lagos": City(6.52, 3.38, 1),
    "lima": City(-12.05, -77.04, -5), "lisbon": City(38.72, -9.14, 0, "eu"),
    "london": City(51.51, -0.13, 0, "eu"), "los angeles": City(34.05, -118.24, -8, "us"),
    "madrid": City(40.42, -3.70, 1, "eu"), "manila": City(14.60, 120.98, 8),
    "melbourne": City(-37.81, 144.96, 10, "au"), "mexico city": City(19.43, -99.13, -6),
    "miami": City(25.76, -80.19, -5, "us"), "milan": City(45.46, 9.19, 1, "eu"),
    "montreal": City(45.50, -73.57, -5, "us"), "moscow": City(55.76, 37.62, 3),
    "mumbai": City(19.08, 72.88, 5.5), "munich": City(48.14, 11.58, 1, "eu"),
    "nairobi": City(-1.29, 36.82, 3), "naples": City(40.85, 14.27, 1, "eu"),
    "new york": City(40.71, -74.01, -5, "us"), "oslo": City(59.91, 10.75, 1, "eu"),
    "paris": City(48.86, 2.35, 1, "eu"), "prague": City(50.08, 14.44, 1, "eu"),
    "reykjavik": City(64.15, -21.94, 0), "rio de janeiro": City(-22.91, -43.17, -3),
    "rome": City(41.90, 12.50, 1, "eu"), "san francisco": City(37.77, -122.42, -8, "us"),
    "santiago": City(-33.45, -70.67, -4, "cl"), "sao paulo": City(-23.55, -46.63, -3),
    "seattle": City(47.61, -122.33, -8, "us"), "seoul": City(37.57, 126.98, 9),
    "shanghai": City(31.23, 121.47, 8), "singapore": City(1.35, 103.82, 8),
    "stockholm": City(59.33, 18.07, 1, "eu"), "sydney": City(-33.87, 151.21, 10, "au"),
    "tokyo": City(35.68, 139.69, 9), "toronto": City(43.65, -79.38, -5, "us"),
    "vancouver": City(49.28, -123.12, -8, "us"), "venice": City(45.44, 12.32, 1, "eu"),
    "vienna": City(48.21, 16.37, 1, "eu"), "warsaw": City(52.23, 21.01, 1, "eu"),
    "washington": City(38.91, -77.04, -5, "us"), "zurich": City(47.37, 8.54, 1, "eu"),
})  # fmt: skip
"""By lower-case name."""


def utc_of(city: City, local: datetime) -> datetime:
    """Return the instant at which the city's clocks show a naive local time.

    The rules are today's and change at midnight, an hour or two early: only a take that is shot in
    the very night of a change would see it.
    """
    hours = city.winter_utc_h + (1.0 if _summer(city.summer_time, local.date()) else 0.0)
    return local.replace(tzinfo=UTC) - timedelta(hours=hours)


def _summer(rule: Rule, day: date) -> bool:
    year = day.year
    if rule == "eu":
        return _sunday(year, 3, -1) <= day < _sunday(year, 10, -1)
    if rule == "us":
        return _sunday(year, 3, 1) <= day < _sunday(year, 11, 0)
    if rule == "au":
        return not _sunday(year, 4, 0) <= day < _sunday(year, 10, 0)
    if rule == "nz":
        return not _sunday(year, 4, 0) <= day < _sunday(year, 9, -1)
    if rule == "cl":
        return not _sunday(year, 4, 0) <= day < _sunday(year, 9, 0)
    return False


def _sunday(year: int, month: int, which: int) -> date:
    """Return a Sunday of a month, counted from 0; -1 is the last."""
    if which < 0:
        last = date(year, month + 1, 1) - timedelta(days=1)
        return last - timedelta(days=(last.weekday() + 1) % 7)
    first = date(year, month, 1)
    return first + timedelta(days=(6 - first.weekday()) % 7 + 7 * which)
