"""Who is between two things stands in the middle, and walks without meeting either."""

import pytest

from groundplan.studio.options import TakeOptions
from groundplan.studio.take import plan_world
from groundplan.world.document import World


def _x(world: World, name: str) -> float:
    entity = next(e for e in world.entities.values() if e.name == name)
    return entity.transform.position_m[0]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("A man stands between two columns.", ("column", "man", "column_2")),
        ("A dog sits between a man and a woman.", ("man", "dog", "woman")),
        ("A red ball lies between a bench and a tree.", ("bench", "ball", "tree")),
    ],
)
def test_the_middle_of_two_things_is_where_it_stands(
    text: str, names: tuple[str, str, str]
) -> None:
    planned = plan_world(text, options=TakeOptions())
    left, middle, right = (_x(planned.world, name) for name in names)
    assert left < middle < right
    assert middle - left == pytest.approx(right - middle, abs=0.1)
    assert "layout.relation-violated" not in {f.code for f in planned.findings}


def test_who_walks_between_two_columns_meets_neither() -> None:
    planned = plan_world("A woman walks between two columns.", options=TakeOptions())
    assert not {"layout.relation-violated", "layout.interpenetration"} & {
        f.code for f in planned.findings
    }


def test_a_stated_lighting_ratio_has_the_path_of_the_fill() -> None:
    world = plan_world("A man, key light from the left, 4:1 ratio.", options=TakeOptions()).world
    quantity = next(iter(world.narrative.quantities.values()))
    sky = next(key for key, e in world.entities.items() if e.name == "sky")
    assert (quantity.value, quantity.path) == (4.0, f"entities/{sky}/light/illuminance_lx")


def test_a_subject_with_more_sides_than_two_is_planned() -> None:
    planned = plan_world(
        "A cat sits right of a box, left of a chair, left of a lamp and right of a bench.",
        options=TakeOptions(),
    )
    assert "layout.relation-violated" not in {f.code for f in planned.findings}
