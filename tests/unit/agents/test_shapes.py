"""Words of shape, size and pattern change what is drawn, or are listed as lost."""

import pytest

from groundplan.assets import catalogue
from groundplan.scene.build import build_stage
from groundplan.studio.options import TakeOptions
from groundplan.studio.take import plan_world
from groundplan.world.document import World
from groundplan.world.entity import Entity


def told(text: str) -> World:
    return plan_world(text, options=TakeOptions()).world


def named(world: World, name: str) -> Entity:
    return next(e for e in world.entities.values() if e.name == name)


def lost(world: World) -> set[str]:
    return {u.text for u in world.narrative.unresolved.values()}


def test_a_round_table_is_round() -> None:
    table = named(told("A cup on a round table."), "table")
    assert table.asset is not None
    assert table.asset.catalogue_id == "round_table"
    assert table.size_m is not None
    assert table.size_m[0] == table.size_m[2]
    assert table.attributes["shape"] == "round"


def test_a_square_table_has_the_area_of_a_usual_one() -> None:
    size = named(told("A square table."), "table").size_m
    width, _, depth = catalogue.ENTRIES["table"].size_m
    assert size is not None
    assert size[0] == size[2]
    assert size[0] * size[2] == pytest.approx(width * depth, rel=1e-4)


@pytest.mark.parametrize(
    ("text", "name", "factors"),
    [
        ("A tall narrow building.", "building", (0.75, 1.25, 1.0)),
        ("A long bench.", "bench", (1.4, 1.0, 1.0)),
        ("A long road.", "road", (1.0, 1.0, 1.4)),
        ("A tiny house.", "house", (0.5, 0.5, 0.5)),
        ("A thick column.", "column", (1.4, 1.0, 1.4)),
    ],
)
def test_every_size_word_scales_its_own_axes(
    text: str, name: str, factors: tuple[float, float, float]
) -> None:
    size, usual = named(told(text), name).size_m, catalogue.ENTRIES[name].size_m
    assert size is not None
    assert size == pytest.approx([f * u for f, u in zip(factors, usual, strict=True)])


def test_a_shape_that_cannot_be_drawn_is_listed() -> None:
    world = told("A triangular box and a round ball.")
    assert lost(world) == {"triangular"}


@pytest.mark.parametrize("pattern", ["checkered", "plaid", "striped", "camouflage", "patterned"])
def test_a_thing_of_any_pattern_can_be_drawn(pattern: str) -> None:
    world = told(f"A {pattern} box.")
    assert build_stage(world, next(iter(world.shots)))
    assert (pattern in lost(world)) == (pattern in {"camouflage", "patterned"})
