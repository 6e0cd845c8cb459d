"""Words choose the sky and the ground, and too many lamps are told."""

from dataclasses import replace
from fractions import Fraction

import pytest

from groundplan.agents.critic.light_checks import light_findings
from groundplan.agents.critic.observation import observe
from groundplan.agents.director import Planned, PlanOptions, plan
from groundplan.inputs.text import facts_from_text
from groundplan.scene.stage import SHADOWED_LAMPS
from groundplan.world.document import World
from groundplan.world.entity import Entity, Light


def planned(sentence: str) -> Planned:
    options = PlanOptions(width_px=128, height_px=72, fps=Fraction(16), seconds=1.0)
    return plan(facts_from_text(sentence), seed=0, options=options)


def sky(world: World) -> str:
    lights = [e.light for e in world.entities.values() if e.light is not None]
    return next(light.environment for light in lights if light.type == "sky")


def ground(world: World) -> tuple[str, ...]:
    grounds = [e for e in world.entities.values() if e.asset and e.asset.catalogue_id == "ground"]
    return tuple(sorted({e.appearance.material for e in grounds if e.appearance is not None}))


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("A woman walks through a park at noon.", "park"),
        ("A deer stands in a forest in the morning.", "forest"),
        ("A horse gallops across a meadow at sunrise.", "sunrise"),
        ("A man walks along a street at sunset.", "sunset"),
        ("A cyclist rides through the city under an overcast sky.", "city"),
        ("A wolf walks across a meadow at night.", "night"),
        ("A man walks through the desert at dawn.", "dawn"),
        ("A man sits in a kitchen at night.", "analytic"),
        ("A woman stands in Paris on a meadow on 21 June at 18:30.", "analytic"),
        ("A dog runs.", "analytic"),
    ],
)
def test_the_sky_follows_from_hour_weather_and_place(sentence: str, expected: str) -> None:
    assert sky(planned(sentence).world) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("A woman walks through a park.", "grass"),
        ("A man walks along a street.", "tiles"),
        ("A woman walks along the beach.", "sand"),
        ("A deer stands in a forest.", "soil"),
        ("A fox runs across a snow field.", "snow"),
        ("A dog runs on the grass.", "grass"),
        ("A man stands on wet asphalt.", "asphalt"),
        ("A dog runs.", "clay"),
    ],
)
def test_the_ground_is_what_is_said_of_it_or_what_its_place_has(
    sentence: str, expected: str
) -> None:
    assert ground(planned(sentence).world) == (expected,)


def _with_lamps(count: int) -> World:
    world = planned("A man stands in a room.").world
    plain = {k: e for k, e in world.entities.items() if e.light is None}
    lamp = Entity(name="l", kind="light", light=Light(type="point", luminous_flux_lm=100.0))
    lamps = {f"{k:026d}": replace(lamp, name=f"l{k}") for k in range(count)}
    return replace(world, entities=plain | lamps)


@pytest.mark.parametrize(("count", "told"), [(SHADOWED_LAMPS, 0), (SHADOWED_LAMPS + 2, 1)])
def test_lamps_beyond_those_with_shadows_are_told(count: int, told: int) -> None:
    world = _with_lamps(count)
    seen = observe(world, min(world.shots))
    assert seen is not None
    found = [f for f in light_findings(seen) if f.code == "light.lamps-without-shadow"]
    assert len(found) == told
    assert all(f.measured == count and len(f.paths) == count - SHADOWED_LAMPS for f in found)
