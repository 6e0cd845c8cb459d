"""The sun's place agrees with published values."""

import math
from datetime import UTC, datetime, timedelta, timezone

import pytest

from groundplan.geometry.solar import sun_position
from groundplan.units import Radians


@pytest.mark.parametrize(
    ("where", "when", "azimuth", "elevation"),
    [
        ((31.23, 121.47), datetime(2026, 6, 21, 4, 0, tzinfo=UTC), 186.9535, 82.1544),
        ((48.8566, 2.3522), datetime(2026, 6, 21, 16, 30, tzinfo=UTC), 271.2303, 30.8015),
        ((-33.87, 151.21), datetime(2026, 12, 21, 1, 0, tzinfo=UTC), 51.4677, 74.4024),
    ],
)  # fmt: skip
def test_the_sun_stands_where_astral_3_2_says(
    where: tuple[float, float], when: datetime, azimuth: float, elevation: float
) -> None:
    found = sun_position(
        when, latitude=Radians(math.radians(where[0])), longitude=Radians(math.radians(where[1]))
    )
    assert math.degrees(found.azimuth_rad) == pytest.approx(azimuth, abs=1e-3)
    assert math.degrees(found.elevation_rad) == pytest.approx(elevation, abs=1e-3)


def test_the_zone_of_a_time_does_not_matter() -> None:
    utc = datetime(2025, 3, 1, 12, 0, tzinfo=UTC)
    east = utc.astimezone(timezone(timedelta(hours=9)))
    place = {"latitude": Radians(0.6), "longitude": Radians(2.4)}
    assert sun_position(utc, **place) == sun_position(east, **place)
