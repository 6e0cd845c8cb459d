"""What the words let change changes: sizes in the world, other states over time in words."""

from typing import cast

import pytest

from groundplan.studio.describe import describe
from groundplan.studio.options import TakeOptions
from groundplan.studio.sampling import shot_samples
from groundplan.studio.take import plan_world
from groundplan.world.document import World


def planned(brief: str, name: str) -> tuple[World, str]:
    world = plan_world(brief, options=TakeOptions()).world
    return world, next(key for key, entity in world.entities.items() if entity.name == name)


@pytest.mark.parametrize(("brief", "name", "larger"), [
    ("A balloon grows", "balloon", True),
    ("A balloon shrinks", "balloon", False),
    ("A dog changes from small to big", "dog", True),
    ("A dog changes from big to small", "dog", False),
    ("A balloon swells and grows", "balloon", True),
    ("A mountain shrinks and changes from large to small", "mountain", False),
])  # fmt: skip
def test_what_grows_is_at_least_15_percent_larger_at_the_end(
    brief: str, name: str, *, larger: bool
) -> None:
    world, key = planned(brief, name)
    bodies = [cast("dict[str, dict[str, list[float]]]", sample["entities"])
              for sample in shot_samples(world, "s1")]  # fmt: skip
    heights = [body[key]["size_m"][1] for body in bodies]
    assert heights == sorted(heights, reverse=not larger)
    assert max(heights) > 1.15 * min(heights)


def test_states_in_between_two_times_are_told_in_order() -> None:
    world, key = planned("A leaf changes from green to brown", "leaf")
    entities = cast("list[dict[str, object]]", describe(world)["entities"])
    (leaf,) = (entity for entity in entities if entity["id"] == key)
    assert leaf["attributes_over_time"] == [
        {"t_s": 0.0, "name": "color", "value": "green"},
        {"t_s": 5.0, "name": "color", "value": "brown"},
    ]


def test_a_state_that_the_picture_does_not_show_is_told() -> None:
    found = plan_world("A leaf changes from green to brown", options=TakeOptions()).findings
    assert "motion.change-not-drawn" in {finding.code for finding in found}


def test_what_stays_has_no_states_over_time() -> None:
    world, key = planned("A green leaf lies on a table", "leaf")
    assert not [name for name in world.entities[key].channels if name.startswith("attributes")]


def test_a_part_that_changes_is_told_over_time() -> None:
    planned = plan_world("A woman's face turns from pale to red.", options=TakeOptions())
    channels = [name for e in planned.world.entities.values() for name in e.channels]
    assert any(name.startswith("attributes.face.") for name in channels), channels
