"""What stands for a noun that the catalogue lacks is agreed, real, and never claimed to be it."""

import pytest

from groundplan.assets import catalogue
from groundplan.assets.likeness import BY_HYPERNYM, LIKENESSES, SIZES_M, nearest, stand_in_size
from groundplan.language.vocabulary import vocabulary


def test_every_likeness_is_an_entry() -> None:
    for name in (*LIKENESSES, *BY_HYPERNYM.values()):
        assert name in catalogue.ENTRIES


def test_no_likeness_has_an_entry_of_its_own() -> None:
    said = [noun.strip() for nouns in LIKENESSES.values() for noun in nouns.split(",")]
    assert [noun for noun in said if catalogue.find(noun) is not None] == []
    assert len(said) == len(set(said))


def test_hypernyms_are_those_of_the_vocabulary() -> None:
    known = {group["hypernym"].text() for group in vocabulary().sheets["nouns"].items()}
    assert {*BY_HYPERNYM, *SIZES_M} <= known


@pytest.mark.parametrize(
    ("noun", "hypernym", "expected"),
    [("yacht", "", "sailboat"), ("yachts", "", "sailboat"), ("davenport", "seat", "chair"),
     ("courthouse", "building", "building")],
)  # fmt: skip
def test_the_nearest_is_by_noun_then_by_kind(noun: str, hypernym: str, expected: str) -> None:
    found = nearest(noun, hypernym=hypernym)
    assert found is not None
    assert found.id == expected


def test_nothing_stands_for_an_unknown_tool() -> None:
    assert nearest("zorblax", hypernym="tool") is None


def test_a_stand_in_is_as_large_as_its_kind_of_thing() -> None:
    assert max(stand_in_size("prop", hypernym="cutlery")) < 0.3
    assert stand_in_size("prop") == catalogue.placeholder_size("prop")
