"""The sun from place and date: "Paris, 21 June, 18:30" says where it stands.

The ground's -Z is north and its +X is east. All three must be said, else nothing follows from them.
"""

import math
import re
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from groundplan.agents.cities import CITIES, utc_of
from groundplan.geometry.lunar import MoonPosition, moon_position
from groundplan.geometry.solar import sun_position
from groundplan.language.facts import Span
from groundplan.units import Radians

__all__ = ["SunSaid", "sun_said"]

_YEAR: Final = 2025
"""Of a date without one: between years the sun moves by 0.3 degree at most."""
_MONTHS: Final = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
_MONTH: Final = "|".join(rf"{name[:3]}(?:{name[3:]})?" if name[3:] else name for name in _MONTHS)
_CITY: Final = re.compile(
    r"\b(?:" + "|".join(re.escape(name.title()) for name in CITIES) + r")\b", re.IGNORECASE
)
_DATES: Final = (
    re.compile(rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? (?P<month>{_MONTH})\b"
               r"(?:,? (?P<year>\d{4})\b)?", re.IGNORECASE),
    re.compile(rf"\b(?P<month>{_MONTH}) (?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b"
               r"(?:,? (?P<year>\d{4})\b)?", re.IGNORECASE),
    re.compile(r"\b(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})\b"),
)  # fmt: skip
_TIMES: Final = (
    re.compile(r"\b(?P<hour>\d{1,2})[:.](?P<minute>\d{2}) ?(?P<half>[ap])\.?m\b", re.IGNORECASE),
    re.compile(r"\b(?P<hour>\d{1,2}) ?(?P<half>[ap])\.?m\b", re.IGNORECASE),
    re.compile(r"\b(?P<hour>\d{1,2}):(?P<minute>\d{2})\b"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SunSaid:
    """Where the sun stands at the place and time that the words give."""

    azimuth_rad: Radians
    """From +Z towards +X, as lights are placed."""
    elevation_rad: Radians
    span: Span
    moon: MoonPosition
    """At the same place and time; its azimuth counts from north."""

    @property
    def moon_azimuth_rad(self) -> float:
        """Return the moon's direction from +Z towards +X."""
        return _from_north(self.moon.azimuth_rad)


def sun_said(text: str) -> SunSaid | None:
    """Return the sun of a text; None unless it names a known city, a date and a time."""
    city = next((m for m in _CITY.finditer(text) if m[0][0].isupper()), None)
    date = next((m for rule in _DATES if (m := rule.search(text))), None)
    time = next((m for rule in _TIMES if (m := rule.search(text))), None)
    if city is None or date is None or time is None:
        return None
    local = _local(date.groupdict(), time.groupdict())
    if local is None:
        return None
    place = CITIES[city[0].lower()]
    when = utc_of(place, local)
    latitude = Radians(math.radians(place.latitude_deg))
    longitude = Radians(math.radians(place.longitude_deg))
    found = sun_position(when, latitude=latitude, longitude=longitude)
    ends = [end for match in (city, date, time) for end in match.span()]
    return SunSaid(
        azimuth_rad=Radians(_from_north(found.azimuth_rad)),
        elevation_rad=found.elevation_rad,
        span=Span(start=min(ends), end=max(ends)),
        moon=moon_position(when, latitude=latitude, longitude=longitude),
    )


def _from_north(azimuth: float) -> float:
    """Return a compass direction as headings count: north is -Z, east +X [rad]."""
    return math.remainder(math.pi - azimuth, math.tau)


def _local(date: dict[str, str | None], time: dict[str, str | None]) -> datetime | None:
    """Return what the clock shows, or None for a day or an hour that does not exist."""
    month = date["month"] or ""
    hour, half = int(time["hour"] or 0), (time.get("half") or "").lower()
    if half and not 1 <= hour <= 12:
        return None
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    names = [name[:3] for name in _MONTHS]
    number = int(month) if month.isdigit() else names.index(month[:3].lower()) + 1
    try:
        return datetime(  # noqa: DTZ001 - local time; `utc_of` knows the zone
            int(date.get("year") or _YEAR), number, int(date["day"] or 0), hour,
            int(time.get("minute") or 0),
        )  # fmt: skip
    except ValueError:
        return None
