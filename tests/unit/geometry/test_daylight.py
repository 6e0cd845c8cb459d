"""Light of the sky by altitude, and where the moon stands."""

import math
from datetime import UTC, datetime
from itertools import pairwise

import pytest

from groundplan.geometry.daylight import daylight_at, level_sunlight, moonlight
from groundplan.geometry.lunar import moon_ecliptic, moon_position
from groundplan.units import Radians


def radians(degrees: float) -> Radians:
    return Radians(math.radians(degrees))


@pytest.mark.parametrize(
    ("altitude", "low", "high"),
    [
        (90.0, 110_000, 135_000),  # bright sun overhead
        (45.0, 70_000, 90_000),
        (0.0, 300, 900),  # sunrise, sunset: 400 lx and more
        (-6.0, 1.5, 5.0),  # end of civil twilight: 3.4 lx
        (-12.0, 0.004, 0.02),
        (-30.0, 0.001, 0.003),  # starlight
    ],
)
def test_level_light_lies_in_the_published_ranges(altitude: float, low: float, high: float) -> None:
    assert low < level_sunlight(radians(altitude)) < high


def test_light_falls_with_the_sun_and_has_no_steps() -> None:
    levels = [level_sunlight(radians(a / 10.0)) for a in range(-180, 901)]
    for lower, higher in pairwise(levels):
        assert higher > 0.97 * lower
        assert higher < 1.35 * lower


@pytest.mark.parametrize("altitude", [1.0, 3.0, 8.0, 20.0, 45.0, 75.0, 90.0])
def test_sun_and_sky_together_are_the_whole(altitude: float) -> None:
    there = daylight_at(radians(altitude))
    whole = there.sun_lx * math.sin(math.radians(altitude)) + there.sky_lx
    assert whole == pytest.approx(level_sunlight(radians(altitude)), rel=1e-9)
    assert there.sky_lx > 0.1 * whole
    assert 1900.0 < there.sun_k < 5700.0


def test_a_high_sun_gives_a_hundred_thousand_lux_and_the_shade_fifteen() -> None:
    there = daylight_at(radians(60.0))
    assert 85_000 < there.sun_lx < 111_000
    assert 8_000 < there.sky_lx < 25_000


def test_below_the_horizon_there_is_no_sun() -> None:
    assert daylight_at(radians(-3.0)).sun_lx == 0.0


def test_a_full_moon_high_up_gives_a_quarter_of_a_lux_and_a_half_moon_a_tenth_of_it() -> None:
    full = moonlight(radians(70.0), phase=radians(0.0))
    half = moonlight(radians(70.0), phase=radians(90.0))
    assert 0.2 < full < 0.35
    assert 0.05 < half / full < 0.2
    assert moonlight(radians(-3.0), phase=radians(0.0)) == 0.0


def test_the_moon_stands_where_the_textbook_has_it() -> None:
    """Meeus, "Astronomical Algorithms", example 47.a: 133.162655, -3.229126 and 0.991990 deg."""
    longitude, latitude, parallax = moon_ecliptic(datetime(1992, 4, 12, 0, 0, tzinfo=UTC))
    assert longitude == pytest.approx(133.1627, abs=0.35)
    assert latitude == pytest.approx(-3.2291, abs=0.25)
    assert parallax == pytest.approx(0.99199, abs=0.004)


@pytest.mark.parametrize(
    ("when", "full"),
    [
        (datetime(2025, 3, 14, 7, tzinfo=UTC), True),  # total lunar eclipse
        (datetime(2024, 4, 8, 18, tzinfo=UTC), False),  # total solar eclipse
    ],
)
def test_eclipses_are_full_and_new_moons(when: datetime, *, full: bool) -> None:
    there = moon_position(when, latitude=radians(40.0), longitude=radians(-100.0))
    phase = math.degrees(there.phase_rad)
    assert phase < 2.0 if full else phase > 178.0


def test_a_solar_eclipse_has_the_moon_at_the_suns_place() -> None:
    from groundplan.geometry.solar import sun_position  # noqa: PLC0415  (only here)

    when = datetime(2024, 4, 8, 18, 20, tzinfo=UTC)  # near greatest eclipse, over Mexico
    place = {"latitude": radians(25.3), "longitude": radians(-104.1)}
    moon, sun = moon_position(when, **place), sun_position(when, **place)
    assert moon.elevation_rad == pytest.approx(sun.elevation_rad, abs=math.radians(0.7))
    assert moon.azimuth_rad == pytest.approx(sun.azimuth_rad, abs=math.radians(2.5))
