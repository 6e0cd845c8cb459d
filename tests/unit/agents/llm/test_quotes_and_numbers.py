"""A quote stands in the text as whole words, or it is false; a number is what its quote says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundplan.agents.llm.answer import NumberSaid
from groundplan.agents.llm.numbers import read_number, written_numbers
from groundplan.agents.llm.quotes import quoted_spans
from groundplan.agents.llm.said_in_english import noun_said, value_said, verb_said

TEXT = "A Red fox runs past two foxes; the fox-hole is 5 m deep."


@pytest.mark.parametrize(
    ("quote", "places"),
    [("fox", [6, 35]), ("a red fox", [0]), ("two foxes", [20]), ("5 m", [47]), (" fox ", [6, 35])],
)
def test_a_quote_is_found_wherever_it_stands(quote: str, places: list[int]) -> None:
    assert [span.start for span in quoted_spans(TEXT, quote)] == places


@pytest.mark.parametrize("quote", ["", "  ", "wolf", "ox", "fox runs", "foxe", "the", "red  fox"])
def test_words_that_do_not_stand_there_are_no_quote(quote: str) -> None:
    found = quoted_spans(TEXT, quote)
    assert found == () if quote != "fox runs" else [s.start for s in found] == [6]


def test_scripts_without_blanks_have_words_within_words() -> None:
    assert [s.start for s in quoted_spans("一个女人走向长椅", "女人")] == [2]


@given(st.text(max_size=60), st.text(max_size=20))
def test_every_place_of_a_quote_reads_like_it(text: str, quote: str) -> None:
    for span in quoted_spans(text, quote):
        assert text[span.start : span.end].casefold() == quote.strip().casefold()


@pytest.mark.parametrize(
    ("words", "numbers"),
    [("5 m", (5.0,)), ("2,5 Meter", (2.5,)), ("zwei Hunde", (2.0,)), ("两只狗", (2.0,)),
     ("三人", (3.0,)), ("twelve men", (12.0,)), ("the dogs", ()), ("½ m", (0.5,))],
)  # fmt: skip
def test_a_written_number_is_read_in_any_language(words: str, numbers: tuple[float, ...]) -> None:
    assert written_numbers(words) == numbers


def test_a_number_comes_in_si_units() -> None:
    number = read_number(TEXT, NumberSaid(value=5, unit="ft", quote="5 m deep"))
    assert number is not None
    assert number.value == pytest.approx(1.524)


@pytest.mark.parametrize(
    ("value", "quote"), [(6.0, "5 m"), (5.0, "past two"), (5.0, "5 km"), (float("inf"), "5 m"),
                         (-5.0, "5 m")],
)  # fmt: skip
def test_a_number_that_its_quote_does_not_say_is_none(value: float, quote: str) -> None:
    assert read_number(TEXT, NumberSaid(value=value, unit="m", quote=quote)) is None


def test_english_quotes_must_say_what_is_made_of_them() -> None:
    assert noun_said("fox", "two foxes")
    assert noun_said("dog", "a puppy")
    assert not noun_said("bomb", "the old bench")
    assert verb_said("run", "is running")
    assert verb_said("go", "went home")
    assert not verb_said("explode", "sits down")
    assert value_said("dark red", "a dark-red coat")
    assert not value_said("green", "a red coat")
