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


@pytest.mark.parametrize(
    ("text", "noun"),
    [
        ("Watch, zoom in.", "watch"),
        ("The camera movement is static. Alhambra, static shot.", "alhambra"),
        ("Lighthouse.", "lighthouse"),
    ],
)
def test_a_word_alone_in_its_sentence_names_what_is_seen(text: str, noun: str) -> None:
    facts = read_brief(text)
    assert [e.noun for e in facts.entities] == [noun]
    assert facts.actions == ()


def test_to_watch_is_still_something_that_people_do() -> None:
    facts = read_brief("Two men watch a horse.")
    assert [(a.verb, a.agent, a.object) for a in facts.actions] == [("watch", "e1", "e2")]
