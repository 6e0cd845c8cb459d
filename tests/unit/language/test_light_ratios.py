"""A lighting ratio is a number of the light, and its words name no thing."""

import pytest

from groundplan.language.reader import read_brief


@pytest.mark.parametrize(
    ("text", "ratio"),
    [
        ("Close-up of a man, key light from camera right, 4:1 ratio.", 4.0),
        ("A man, lighting ratio 8:1.", 8.0),
        ("A man, contrast ratio of 4 to 1.", 4.0),
        ("A man, 3-to-1 lighting ratio.", 3.0),
        ("A man with a 3:1 key to fill ratio.", 3.0),
        ("A man, lighting ratio of 2:1.", 2.0),
    ],
)
def test_a_ratio_belongs_to_the_light_and_is_no_entity(text: str, ratio: float) -> None:
    facts = read_brief(text)
    assert [e.noun for e in facts.entities] == ["man"]
    assert facts.actions == ()
    assert [fact.ratio for fact in facts.lights] == [ratio]
    assert [(q.value, q.role) for q in facts.quantities] == [(ratio, "light.ratio")]


def test_a_ratio_without_a_number_is_listed_and_not_drawn() -> None:
    facts = read_brief("A man in a low ratio.")
    assert [e.noun for e in facts.entities] == ["man"]
    assert any("ratio" in u.text for u in facts.unresolved)


def test_an_aspect_ratio_stays_the_picture_format() -> None:
    assert read_brief("Aspect ratio 2:1, a man walks.").shot.aspect == 2.0
