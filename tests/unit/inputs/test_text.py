"""Text from outside is usable, or refused in one clear line."""

import pytest

from groundplan.errors import InputError
from groundplan.inputs.text import MAX_BRIEF_CHARACTERS, check_brief, facts_from_text


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ("", "empty"),
        (b"", "empty"),
        (" \n\t ", "empty"),
        ("\x07\x1b", "empty"),
        ("\u200b\ufeff", "empty"),
        ("a\0b", "NUL"),
        (b"\x89PNG\r\n\x1a\n", "UTF-8"),
        (b"a\xff", "byte 1"),
        ("a" * (MAX_BRIEF_CHARACTERS + 1), "20,001 characters"),
        (b"a" * 1_000_000, "1,000,000 bytes"),
    ],
    ids=[
        "nothing",
        "no bytes",
        "blanks",
        "controls",
        "invisible",
        "nul",
        "picture",
        "latin",
        "long",
        "megabyte",
    ],
)
def test_what_is_no_brief_is_refused_in_one_line(data: bytes | str, words: str) -> None:
    with pytest.raises(InputError) as caught:
        check_brief(data)
    message = str(caught.value)
    assert words in message
    assert "\n" not in message


def test_the_longest_brief_is_accepted() -> None:
    assert len(check_brief("a" * MAX_BRIEF_CHARACTERS)) == MAX_BRIEF_CHARACTERS


def test_control_characters_vanish_and_line_ends_become_newlines() -> None:
    assert check_brief(b"\xef\xbb\xbfa\x07 horse\r\nruns\rfast") == "a horse\nruns\nfast"


def test_accents_and_emoji_are_kept() -> None:
    assert check_brief("café 🐎") == "café 🐎"


def test_a_brief_of_bytes_gives_facts() -> None:
    assert [e.noun for e in facts_from_text(b"a horse").entities] == ["horse"]
