"""Place, date and time of day set the sun; anything less leaves it to the words about light."""

import dataclasses
import math
from datetime import UTC, datetime

import pytest
from tests.unit.agents.studio_set import Set, shoot

from groundplan.agents.cast_list import cast_list
from groundplan.agents.cities import CITIES, utc_of
from groundplan.agents.lighting import LightingAgent
from groundplan.agents.port import Proposal
from groundplan.agents.sun_clock import sun_said
from groundplan.inputs.text import facts_from_text
from groundplan.world.apply import apply
from groundplan.world.document import World
from groundplan.world.edits import Patch, identified


def test_a_summer_evening_in_paris_has_the_sun_low_in_the_west() -> None:
    said = sun_said("A bench. Paris, 21 June, 18:30.")
    assert said is not None
    assert math.degrees(said.elevation_rad) == pytest.approx(30.8, abs=0.2)
    assert math.degrees(said.azimuth_rad) == pytest.approx(-91.2, abs=0.3)
    assert (said.span.start, said.span.end) == (9, 30)


@pytest.mark.parametrize(
    "text", ["Paris, June 21st, 6:30 pm", "in Paris on 2025-06-21 at 18:30", "Paris 21 jun 18:30"]
)
def test_dates_and_times_may_be_written_otherwise(text: str) -> None:
    said, plain = sun_said(text), sun_said("Paris, 21 June, 18:30")
    assert said is not None
    assert plain is not None
    assert (said.azimuth_rad, said.elevation_rad) == (plain.azimuth_rad, plain.elevation_rad)


@pytest.mark.parametrize(
    "text",
    ["Paris, 21 June", "Paris at 18:30", "21 June, 18:30", "Paris, 31 June, 18:30",
     "Paris, 21 June, 13 pm", "plaster of paris, 21 June, 18:30", ""],
)  # fmt: skip
def test_less_than_all_three_says_nothing(text: str) -> None:
    assert sun_said(text) is None


@pytest.mark.parametrize(
    ("city", "local", "utc"),
    [("paris", (2025, 7, 1, 12), (2025, 7, 1, 10)),
     ("paris", (2025, 1, 1, 12), (2025, 1, 1, 11)),
     ("new york", (2025, 3, 8, 12), (2025, 3, 8, 17)),
     ("new york", (2025, 3, 9, 12), (2025, 3, 9, 16)),
     ("sydney", (2025, 12, 1, 12), (2025, 12, 1, 1)),
     ("tokyo", (2025, 7, 1, 12), (2025, 7, 1, 3))],
)  # fmt: skip
def test_clocks_follow_summer_time(
    city: str, local: tuple[int, int, int, int], utc: tuple[int, int, int, int]
) -> None:
    shown = datetime(*local, tzinfo=UTC).replace(tzinfo=None)
    assert utc_of(CITIES[city], shown) == datetime(*utc, tzinfo=UTC)


def _lit(text: str) -> tuple[World, Proposal, str]:
    scene = Set().put("e1", "character", (0.5, 1.7, 0.3))
    take = shoot(scene)
    view = dataclasses.replace(take.view, world=take.world)
    proposal = LightingAgent().run(view, dataclasses.replace(scene.facts, text=text))
    patch = Patch(
        base_revision=take.world.revision, actor="agent:lighting", summary="", edits=proposal.edits
    )
    return apply(take.world, identified(patch)).world, proposal, take.view.entity("sun")


def test_the_world_s_sun_stands_where_the_clock_says() -> None:
    world, _, key = _lit("Paris, 21 June, 18:30.")
    sun = world.entities[key].light
    assert sun is not None
    assert sun.elevation_rad == pytest.approx(math.radians(30.8), abs=0.004)
    assert world.opinions[f"entities/{key}/light/elevation_rad"][0].basis == "extracted"


def test_a_sun_below_the_horizon_is_said() -> None:
    _, proposal, _ = _lit("Paris, 21 June, 2 am.")
    assert [f.code for f in proposal.findings] == ["light.sun-below-horizon"]


def test_the_light_is_as_strong_as_the_sun_stands_high() -> None:
    levels: list[tuple[float, float]] = []
    for time in ("13:00", "20:00", "21:40"):
        world, _, key = _lit(f"Paris, 21 June, {time}.")
        sun = world.entities[key].light
        sky = next(e.light for e in world.entities.values() if e.light and e.light.type == "sky")
        assert sun is not None
        levels.append((sun.illuminance_lx or 0.0, sky.illuminance_lx or 0.0))
    (noon, noon_sky), (evening, _), (last, last_sky) = levels
    assert 85_000 < noon < 111_000
    assert 8_000 < noon_sky < 25_000
    assert 30_000 < evening < 65_000
    assert last < 3_000
    assert last_sky < 3_000


def test_a_full_moon_lights_the_night_from_where_it_stands() -> None:
    world, _, key = _lit("Paris, 14 March 2025, 2 am.")  # hours before a lunar eclipse
    moon = world.entities[key].light
    assert moon is not None
    assert 0.1 < (moon.illuminance_lx or 0.0) < 0.4
    assert 20.0 < math.degrees(moon.elevation_rad or 0.0) < 50.0


def test_a_new_moon_leaves_the_stars() -> None:
    world, _, key = _lit("Paris, 29 March 2025, 2 am.")  # hours before a solar eclipse
    sun = world.entities[key].light
    assert sun is not None
    assert (sun.illuminance_lx or 0.0) < 0.01


def test_twilight_has_no_sun_and_a_blue_sky() -> None:
    world, proposal, key = _lit("Paris, 21 June, 22:30.")
    sun = world.entities[key].light
    sky = next(e.light for e in world.entities.values() if e.light and e.light.type == "sky")
    assert sun is not None
    assert sun.illuminance_lx == 0.0
    assert 1.0 < (sky.illuminance_lx or 0.0) < 100.0
    assert sky.temperature_k > 9000.0
    assert [f.code for f in proposal.findings] == ["light.sun-below-horizon"]


def test_a_place_and_a_date_are_no_things() -> None:
    facts = facts_from_text("A bench. Paris, 21 June, 18:30.")
    assert [member.fact.noun for member in cast_list(facts).members] == ["bench"]
