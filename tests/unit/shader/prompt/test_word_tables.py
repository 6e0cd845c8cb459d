"""The tables of words agree with what they stand for; grammar and colours are right."""

from typing import get_args

import pytest

from groundplan.agents.camera.move_table import move_table
from groundplan.language.vocabulary import vocabulary
from groundplan.shader.capabilities import PromptRule
from groundplan.shader.prompt.colours import colour_word
from groundplan.shader.prompt.dialects import most_pieces_of
from groundplan.shader.prompt.grammar import (
    counted,
    joined,
    plain,
    present,
    sentence,
    with_article,
)
from groundplan.shader.prompt.tables import dialect_words, move_words, setting_words


def test_every_camera_move_has_words_and_its_plain_id() -> None:
    known = {key: entry.told_as or key for key, entry in move_table().items()}
    assert {key: entry.plain for key, entry in move_words().items()} == known


def test_every_dialect_of_a_prompt_rule_has_its_row() -> None:
    dialects = get_args(PromptRule.__annotations__["dialect"])
    assert set(dialect_words()) == set(dialects) - {"none"}


def test_no_row_of_a_dialect_names_a_part_twice() -> None:
    for row in dialect_words().values():
        assert len(set(row.order)) == len(row.order)
        assert {"deeds", "setting", "layout", "camera", "light", "style"} <= set(row.order)


def test_every_word_of_settings_and_framing_that_can_be_read_can_be_said() -> None:
    table, sheets = setting_words(), vocabulary().sheets
    read = sheets["settings"]
    for name in ("time_of_day", "weather", "style"):
        assert set(read[name].mapping()) == set(getattr(table, name)), name
    assert set(sheets["camera"]["sizes"].mapping()) == set(table.size)
    # At eye level is how everything is seen: it is not said.
    assert set(sheets["camera"]["angles"].mapping()) == set(table.angle) | {"eye_level"}


@pytest.mark.parametrize(
    ("phrase", "told"),
    [
        ("old man", "an old man"), ("uniform", "a uniform"), ("hour", "an hour"),
        ("blue jeans", "blue jeans"), ("red dress", "a red dress"), ("armor", "armor"),
        ("umbrella", "an umbrella"), ("glasses", "glasses"), ("bus", "a bus"),
    ],
)  # fmt: skip
def test_articles_follow_sound_and_number(phrase: str, told: str) -> None:
    assert with_article(phrase) == told


@pytest.mark.parametrize(
    ("verb", "one", "several"),
    [
        ("pick up the cup", "picks up the cup", "pick up the cup"),
        ("carry a bucket", "carries a bucket", "carry a bucket"),
        ("be on the table", "is on the table", "are on the table"),
        ("have", "has", "have"), ("watch", "watches", "watch"), ("lie", "lies", "lie"),
    ],
)  # fmt: skip
def test_verbs_agree_with_who_does_it(verb: str, one: str, several: str) -> None:
    assert present(verb, many=False) == one
    assert present(verb, many=True) == several


def test_lists_counts_and_sentences() -> None:
    assert joined(["a", "b", "c"]) == "a, b and c"
    assert counted(3, "red apple") == "three red apples"
    assert counted(2, "child") == "two children"
    assert sentence("the  man walks . ") == "The man walks."
    assert plain("street_lamp; old.") == "street lamp old"


@pytest.mark.parametrize(
    ("code", "said", "told"),
    [
        ("#ff0000", "red", "red"), ("#000080", "dark blue", "dark blue"),
        ("#0000ff", "red", "blue"), ("#2f3338", "", "dark grey"), ("#ffffff", "", "white"),
        ("#123456", "crimson", "crimson"),
    ],
)  # fmt: skip
def test_a_said_colour_holds_until_the_surface_has_another(code: str, said: str, told: str) -> None:
    assert colour_word(code, said=said) == told


def test_pieces_are_reckoned_from_above() -> None:
    # Three usual words, one piece each; a full stop and the end mark.
    assert most_pieces_of("the red car.") >= 5
    assert most_pieces_of("a") == 2
