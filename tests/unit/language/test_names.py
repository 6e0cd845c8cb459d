"""Names of people are people; other words with a capital are not."""

import pytest

from groundplan.language.names import NameIndex, Person, find_names
from groundplan.language.reader import read_brief


def people(text: str) -> list[tuple[str, str, str]]:
    """Return name, noun and gender of everybody who has a name."""
    return [(e.name, e.noun, e.gender) for e in read_brief(text).entities if e.name]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Jane sits. She looks at Tom.", [("Jane", "woman", "female"), ("Tom", "man", "male")]),
        ("Alex waves. He smiles.", [("Alex", "man", "male")]),
        ("Rose smiles at Mark.", [("Rose", "woman", "female"), ("Mark", "man", "male")]),
        ("Dr. Anna Berg sits. Berg waves.", [("Dr. Anna Berg", "woman", "female")]),
        ("Maria Lopez and her dog walk.", [("Maria Lopez", "woman", "female")]),
        ("Jane, an old doctor in a red coat, walks.", [("Jane", "doctor", "female")]),
        ("A girl in a blue dress, Maya, runs.", [("Maya", "girl", "female")]),
        ("A young man named Oscar waves.", [("Oscar", "man", "male")]),
        ("The pilot Lucas waves.", [("Lucas", "pilot", "male")]),
        ("A rose stands in a vase.", []),
        ("Rose petals fall on the mark.", []),
        ("Mickey Mouse dances.", []),
        ("A cat in the style of Vincent van Gogh.", []),
        ("A Tiffany lamp. The Eiffel Tower. Will it rain?", []),
        ("A BIG RED BALL ROLLS TO JANE AND TOM.", []),
    ],
)  # fmt: skip
def test_names_are_people(text: str, found: list[tuple[str, str, str]]) -> None:
    assert people(text) == found


def test_somebody_with_a_name_acts_once_and_is_one_body() -> None:
    facts = read_brief("Jane, a tall woman in a red coat, walks to the bench. Jane sits.")
    (jane,) = [e for e in facts.entities if e.kind == "character"]
    assert [(a.verb, a.agent) for a in facts.actions] == [("walk", jane.key), ("sit", jane.key)]
    assert jane.garments == ("coat",)


def test_in_a_list_behind_a_name_are_others() -> None:
    facts = read_brief("Jane, a man and a dog walk.")
    assert [e.noun for e in facts.entities] == ["woman", "man", "dog"]


def test_known_people_are_found_by_any_of_their_forms() -> None:
    known = [
        Person(name="Sky Reyes", also=("Sky", "Reyes"), gender="female", age_years=9.0),
        Person(name="Guard 2", noun="guard"),
        Person(name="Old Man", noun="man", common=True),
    ]
    facts = read_brief("Sky runs. Reyes waves at Guard 2. The old man smiles at the sky.", known)
    assert [(e.noun, e.name) for e in facts.entities if e.kind == "character"] == [
        ("girl", "Sky Reyes"), ("guard", "Guard 2"), ("man", ""),
    ]  # fmt: skip


def test_the_longest_of_many_names_is_found_as_a_whole_word() -> None:
    index = NameIndex(["Ann", "Ann Lee", "Lee", "O'Neill"])
    text = "Ann Lee met Anna, Ann, O'Neill and Leeds."
    assert [(text[at : at + len(form)], form) for at, form in index.find(text)] == [
        ("Ann Lee", "Ann Lee"), ("Ann", "Ann"), ("O'Neill", "O'Neill"),
    ]  # fmt: skip


def test_names_are_found_in_the_order_of_the_text() -> None:
    text = "Tom hands Maria a cup. Maria thanks Tom."
    assert [text[n.span.start : n.span.end] for n in find_names(text)] == [
        "Tom", "Maria", "Maria", "Tom",
    ]  # fmt: skip
