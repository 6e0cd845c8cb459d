"""Between two things: right of one and left of the other, and two of a pair are two entities."""

import pytest

from groundplan.language.facts import Facts
from groundplan.language.reader import read_brief


def relations(facts: Facts) -> set[tuple[str, str, str]]:
    nouns = {e.key: f"{e.noun} {e.key}" for e in facts.entities}
    return {(nouns[r.subject], r.relation, nouns[r.object]) for r in facts.relations}


@pytest.mark.parametrize(
    "text", ["A man stands between two columns.", "A man walks between the two columns."]
)
def test_the_columns_of_a_pair_are_two_entities_with_the_subject_between_them(text: str) -> None:
    facts = read_brief(text)
    assert [(e.noun, e.count) for e in facts.entities] == [("man", 1), ("column", 1), ("column", 1)]
    assert relations(facts) == {
        ("man e1", "right_of", "column e2"), ("man e1", "left_of", "column e3")
    }  # fmt: skip


def test_what_is_named_first_stands_left() -> None:
    facts = read_brief("A ball lies between the bench and the tree.")
    assert relations(facts) == {
        ("ball e1", "right_of", "bench e2"), ("ball e1", "left_of", "tree e3")
    }  # fmt: skip


def test_two_things_said_before_their_subject_hold_it_between_them() -> None:
    facts = read_brief("Between a bench and a lamp stands a man.")
    assert relations(facts) == {
        ("man e3", "right_of", "bench e1"), ("man e3", "left_of", "lamp e2")
    }  # fmt: skip


def test_three_things_or_one_have_no_between() -> None:
    assert relations(read_brief("A cat sits between three chairs.")) == {
        ("cat e1", "next_to", "chair e2")
    }


def test_a_subject_behind_its_verb_keeps_the_relation_said_before_it() -> None:
    assert relations(read_brief("On a table stands a vase.")) == {("vase e2", "on", "table e1")}
