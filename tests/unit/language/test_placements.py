"""Words about places in a room become typed placements."""

import pytest

from groundplan.language.facts import Facts
from groundplan.language.reader import read_brief


def said(text: str) -> set[tuple[str, str, str]]:
    facts = read_brief(text)
    nouns = {e.key: e.noun for e in facts.entities}
    return {(nouns[p.subject], p.kind, p.side or nouns.get(p.object, "")) for p in facts.placements}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("A bedroom with a bed against the left wall.", {("bed", "wall", "left")}),
        ("A study: a desk stands along the far wall.", {("desk", "wall", "back")}),
        ("A bedroom. The bed is against the centre of the back wall.",
         {("bed", "wall_middle", "back")}),
        ("A lounge. In the back left corner stands a piano.", {("piano", "corner", "back left")}),
        ("A kitchen with an oven, a fridge and a sink along the right wall.",
         {("oven", "wall", "right"), ("fridge", "wall", "right"), ("sink", "wall", "right")}),
        ("An office with a desk, a chair, two bookcases against the right wall.",
         {("bookcase", "wall", "right")}),
        ("A dining room with a table in the middle of the room.", {("table", "middle", "")}),
        ("A living room. A sofa faces a fireplace.", {("sofa", "facing", "fireplace")}),
        ("A living room. Two armchairs face each other, 2 m apart.",
         {("armchair", "each_other", ""), ("armchair", "apart", "")}),
        ("A classroom with twelve desks in three rows.", {("desk", "rows", "")}),
        ("A studio with eight chairs in a circle.", {("chair", "circle", "")}),
        ("A bedroom. The desk is perpendicular to the bed.", {("desk", "perpendicular", "bed")}),
        ("A cafe with four tables. Each table has two chairs.", {("chair", "each", "table")}),
        ("A bedroom: put the bed in a corner with a night stand nearby.",
         {("bed", "corner", ""), ("night stand", "near", "bed")}),
    ],
)  # fmt: skip
def test_phrases_become_placements(text: str, wanted: set[tuple[str, str, str]]) -> None:
    assert said(text) == wanted


def sizes(facts: Facts) -> set[tuple[str, float, float | None]]:
    nouns = {e.key: e.noun for e in facts.entities}
    return {
        (nouns[q.role.removeprefix("entity:").removesuffix(".size")], q.value, q.end_value)
        for q in facts.quantities
        if q.role.startswith("entity:")
    }


def test_a_size_after_a_comma_is_the_rooms() -> None:
    facts = read_brief("A bedroom with a chair and a double bed, 4 m x 5 m.")
    assert sizes(facts) == {("bedroom", 4.0, 5.0)}


def test_a_size_before_a_rug_is_the_rugs() -> None:
    facts = read_brief("A bedroom with a bed and a 3 m by 4 m rug.")
    assert sizes(facts) == {("rug", 3.0, 4.0)}


def test_walls_and_corners_of_a_room_are_no_things() -> None:
    facts = read_brief("A bedroom with a bed against the left wall and a lamp in the corner.")
    assert [e.noun for e in facts.entities] == ["bedroom", "bed", "lamp"]
    assert facts.unresolved == ()


def test_a_wall_without_a_room_stays_a_thing() -> None:
    facts = read_brief("A bicycle leans against a brick wall.")
    assert "wall" in {e.noun for e in facts.entities}
    assert facts.placements == ()


@pytest.mark.parametrize(
    ("text", "noun", "count"),
    [
        (("A dining room with a table and six chairs; two chairs stand at the ends, and four "
         "chairs on the sides."), "chair", 6),
        ("A bedroom with a queen bed and a lamp. The bed stands against the left wall.", "bed", 1),
        ("A lounge with a small sofa and a rug. It is calm, with a small sofa against one wall.",
         "sofa", 1),
    ],
)  # fmt: skip
def test_what_is_named_again_is_the_same_thing(text: str, noun: str, count: int) -> None:
    named = [e for e in read_brief(text).entities if e.noun.endswith(noun)]
    assert sum(e.count for e in named) == count


def test_words_of_style_are_no_things_in_a_room() -> None:
    facts = read_brief("A forest-inspired bedroom with a bed against the left wall, airy and calm.")
    assert {e.noun for e in facts.entities} == {"bedroom", "bed"}
