"""Stated lengths are exact, lead to the field that they set, and what is left is a guess."""

import pytest

from groundplan.studio.options import TakeOptions
from groundplan.studio.provenance import guessed_fields
from groundplan.studio.take import plan_world
from groundplan.world.document import World
from groundplan.world.paths import lookup


def world_of(brief: str) -> World:
    return plan_world(brief, options=TakeOptions()).world


def lengths_guessed(world: World, name: str) -> list[str]:
    return [field for field in guessed_fields(world)[name] if field.startswith("size_m")]


@pytest.mark.parametrize(("brief", "name", "guessed"), [
    ("A 2 m wide table", "table", ["size_m.depth", "size_m.height"]),
    ("A box 2 m wide and 1 m tall", "box", ["size_m.depth"]),
    ("A table", "table", ["size_m"]),
])  # fmt: skip
def test_lengths_that_nobody_stated_are_guesses(brief: str, name: str, guessed: list[str]) -> None:
    assert lengths_guessed(world_of(brief), name) == guessed


def test_every_stated_length_is_exact() -> None:
    world = world_of("A box 2 m wide and 1 m tall")
    box = next(entity for entity in world.entities.values() if entity.name == "box")
    assert box.size_m is not None
    assert box.size_m[:2] == (2.0, 1.0)


def test_a_persons_height_leads_to_the_body() -> None:
    world = world_of("A man 1.9 m tall stands")
    (quantity,) = world.narrative.quantities.values()
    assert quantity.path.endswith("/body/height_m")
    assert lookup(world, quantity.path) == quantity.value == 1.9
