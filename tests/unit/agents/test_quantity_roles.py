"""What a quantity of a newer kind sets in the world: delays, comparisons, areas, times of day."""

import math

import pytest

from groundplan.agents.director import PlanOptions, plan
from groundplan.inputs.text import facts_from_text
from groundplan.world.document import World
from groundplan.world.entity import Entity


def world_of(brief: str) -> World:
    return plan(facts_from_text(brief), seed=0, options=PlanOptions()).world


def entity(world: World, name: str) -> Entity:
    return next(e for e in world.entities.values() if e.name == name)


@pytest.mark.parametrize("brief", [
    "After 3 seconds, a woman sits down.", "At 3 seconds a woman sits down.",
    "A woman sits down after 3 seconds.",
])  # fmt: skip
def test_a_delay_is_when_the_action_begins(brief: str) -> None:
    world = world_of(brief)
    (action,) = world.narrative.actions.values()
    frames_per_second = world.timebase.fps_num / world.timebase.fps_den
    assert action.start / 1000 / frames_per_second == pytest.approx(3.0, abs=0.001)
    (quantity,) = world.narrative.quantities.values()
    assert quantity.path.endswith("/start")


@pytest.mark.parametrize(("brief", "height"), [
    ("A man is 1.8 m tall. A woman is 10 cm shorter than the man.", 1.7),
    ("A woman is 1.6 m tall. A boy is half as tall as the woman.", 0.8),
])  # fmt: skip
def test_a_comparison_with_a_stated_height_is_one(brief: str, height: float) -> None:
    world = world_of(brief)
    heights = [e.body.height_m for e in world.entities.values() if e.body is not None]
    assert any(math.isclose(h, height, abs_tol=1e-6) for h in heights)


def test_a_comparison_with_what_nobody_stated_is_told() -> None:
    planned = plan(facts_from_text("A tree is twice as tall as a house."), seed=0,
                   options=PlanOptions())  # fmt: skip
    assert "quantity.unclaimed" in {f.code for f in planned.findings}


def test_an_area_of_a_thing_is_its_width_and_depth() -> None:
    size = entity(world_of("A rug 4 m by 3 m lies on the floor."), "rug").size_m
    assert size is not None
    assert (size[0], size[2]) == (4.0, 3.0)
    assert size[1] < 0.5


@pytest.mark.parametrize(("words", "part"), [
    ("at 7:30 am", "morning"), ("at 22:30", "night"), ("at 15:00", "afternoon"),
])  # fmt: skip
def test_a_time_of_day_chooses_the_light(words: str, part: str) -> None:
    facts = facts_from_text(f"A man stands in a street {words}.")
    assert part in {s.value for s in facts.settings if s.facet == "time_of_day"}
