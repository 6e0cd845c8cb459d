"""What a person types becomes ids: whoever is named in a setting is looked up in the world."""

import pytest
from tests.unit.studio.small_film import ANNA, BEN, small_film

from groundplan.errors import PathError
from groundplan.studio.shading.wishing import WishWords, wish_of
from groundplan.world.document import World


@pytest.fixture(scope="module")
def world() -> World:
    return small_film()


@pytest.mark.parametrize("typed", ["NAMES", "ids", "both"])
def test_entities_of_a_setting_may_be_named_as_people_call_them(world: World, typed: str) -> None:
    anna, ben = world.entities[ANNA].name, world.entities[BEN].name
    text = {"NAMES": f"{anna.upper()}, {ben}", "ids": f"{ANNA},{BEN}", "both": f"{ANNA},{ben},"}
    words = WishWords(settings=(f"mask_entities={text[typed]}",))
    assert wish_of(words, world).options == (("mask_entities", f"{ANNA},{BEN}"),)


def test_nobody_of_that_name_is_refused_before_anything_is_rendered(world: World) -> None:
    name = world.entities[ANNA].name
    with pytest.raises(PathError, match=f"no entity is called 'x{name}'.*{name}"):
        wish_of(WishWords(settings=(f"mask_entities=x{name}",)), world)


def test_other_settings_are_left_as_they_were_typed(world: World) -> None:
    name = world.entities[ANNA].name
    words = WishWords(settings=(f" model ={name}, a=b",))
    assert wish_of(words, world).options == (("model", f"{name}, a=b"),)
