"""What is said, what is not said twice, and what goes first when there is no room."""

from dataclasses import replace

import pytest

from groundplan.shader.capabilities import PromptRule
from groundplan.shader.intents import IntentName, ShotIntent
from groundplan.shader.prompt.compile import CompiledPrompt, compile_prompt
from groundplan.shader.prompt.words import ShotWords

WORDS = ShotWords(
    subjects=("a woman in a red coat", "a woman in a green dress"),
    things=("a bench",),
    again={
        "a woman in a red coat": "the woman in the red coat",
        "a woman in a green dress": "the woman in the green dress",
        "a bench": "the bench",
    },
    actions=("the woman in the red coat walks to the bench", "the woman in the red coat waves"),
    links=("", "then"),
    place="in a park",
    time_of_day="at dusk",
    style=("film noir",),
)


def wan(words: ShotWords, *say: ShotIntent, most: int = 2000) -> CompiledPrompt:
    rule = PromptRule(dialect="wan", most_characters=most)
    return compile_prompt(words, rule, shown=frozenset(), say=say)


def intent(name: IntentName, words: str) -> ShotIntent:
    return ShotIntent(name=name, says="1 m", words=words)


def test_two_women_are_told_apart_and_introduced_once() -> None:
    assert wan(WORDS).positive == (
        "A woman in a red coat walks to a bench, then waves. A woman in a green dress is there "
        "too. The scene is set in a park at dusk. Film noir."
    )


def test_a_longer_clause_takes_the_place_of_the_clause_that_it_begins_with() -> None:
    way = "the woman in the red coat walks to the bench, moving to the left"
    found = wan(WORDS, intent("trajectory", way), intent("skeleton", WORDS.actions[0]))
    assert found.positive.startswith(
        "A woman in a red coat walks to a bench, moving to the left, then waves."
    )
    assert found.said == {"trajectory", "skeleton"}


def test_what_is_shown_is_not_said_even_when_it_is_asked_for() -> None:
    lens = intent("focal_length", "35 mm lens")
    rule = PromptRule(dialect="wan")
    found = compile_prompt(WORDS, rule, shown=frozenset({"focal_length"}), say=(lens,))
    assert "lens" not in found.positive
    assert found.said == frozenset()


def test_style_is_not_said_where_a_control_shows_the_look() -> None:
    rule = PromptRule(dialect="wan")
    found = compile_prompt(WORDS, rule, shown=frozenset({"look"}), say=())
    assert "noir" not in found.positive


@pytest.mark.parametrize("most", range(20, 420, 20))
def test_phrases_go_in_whole_or_are_left_out(most: int) -> None:
    lens = intent("focal_length", "35 mm lens")
    move = intent("camera_path", "wide shot; the camera slowly pans left")
    whole = wan(WORDS, lens, move)
    found = wan(WORDS, lens, move, most=most)
    assert len(found.positive) <= most
    for one in found.left_out:
        assert one not in found.positive.lower()
    if len(whole.positive) <= most:
        assert found == whole
    else:
        assert found.left_out


def test_details_go_first_and_what_happens_goes_last() -> None:
    words = replace(WORDS, details=("the woman in the red coat wears blue jeans",))
    lens = intent("focal_length", "35 mm lens")
    order: list[str] = []
    for most in range(400, 40, -1):
        for one in wan(words, lens, most=most).left_out:
            if one not in order:
                order.append(one)
    assert order.index(words.details[0]) < order.index("35 mm lens")
    assert order.index("35 mm lens") < order.index("film noir")
    assert order.index("film noir") < order.index("in a park at dusk")
    assert order.index("in a park at dusk") < order.index(WORDS.actions[1])


def test_an_intent_is_said_only_when_all_its_phrases_are() -> None:
    move = intent("camera_path", "wide shot; the camera slowly pans left")
    said = {most: wan(WORDS, move, most=most) for most in range(100, 300)}
    for found in said.values():
        both = "Wide shot" in found.positive and "slowly pans left" in found.positive
        assert ("camera_path" in found.said) == both


@pytest.mark.parametrize(
    ("place", "told"),
    [
        ("park", "in a park"), ("street", "on a street"), ("an empty beach", "on an empty beach"),
        ("office", "in an office"), ("lake", "at a lake"), ("outdoors", "outdoors"),
        ("space", "in space"), ("under the bridge", "under the bridge"), ("Paris", "in Paris"),
    ],
)  # fmt: skip
def test_a_place_has_its_preposition(place: str, told: str) -> None:
    words = ShotWords(subjects=("a fox",), again={"a fox": "the fox"}, place=place)
    assert wan(words).positive == f"A fox. The scene is set {told}."


def test_words_without_later_names_are_said_as_they_are() -> None:
    assert wan(ShotWords(subjects=("a horse", "a cart"))).positive == "A horse and a cart."


def test_nothing_to_say_is_no_prompt() -> None:
    assert wan(ShotWords()).positive == ""
