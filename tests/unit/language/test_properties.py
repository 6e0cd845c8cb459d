"""Words of shape and other properties, hyphens included."""

import pytest

from groundplan.language.reader import read_brief


@pytest.mark.parametrize(
    ("text", "noun", "name", "value"),
    [
        ("A round table.", "table", "shape", "round"),
        ("A heart-shaped box.", "box", "shape", "heart-shaped"),
        ("A polka-dot vase.", "vase", "pattern", "polka-dot"),
        ("A middle-aged man.", "man", "age", "middle-aged"),
        ("A snow-covered hill.", "hill", "state", "snow-covered"),
        ("A king-size bed.", "bed", "size", "king-size"),
        ("A half-open door.", "door", "state", "half-open"),
    ],
)
def test_a_property_is_named_and_makes_no_entity(
    text: str, noun: str, name: str, value: str
) -> None:
    facts = read_brief(text)
    assert [e.noun for e in facts.entities] == [noun]
    assert [(a.name, a.value) for a in facts.entities[0].attributes] == [(name, value)]
    assert facts.unresolved == ()
