"""Prompts of real worlds: limits, honesty, grammar, and a golden file that people have read.

`GROUNDPLAN_WRITE_GOLDEN=1 pytest` on this file writes the golden prompts anew: read them.
"""

import json
import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pytest
from pydantic import TypeAdapter

from groundplan.shader.brief import ShotBrief
from groundplan.shader.capabilities import PromptRule
from groundplan.shader.intents import CARRIED, INTENT_NAMES, Control, IntentName, ShotIntent
from groundplan.shader.prompt.compile import CompiledPrompt, compile_prompt
from groundplan.shader.prompt.dialects import most_pieces_of
from groundplan.shader.prompt.phrases import phrases_in
from groundplan.shader.prompt.tables import dialect_words

RULES: Final = TypeAdapter(PromptRule)
DIALECTS: Final = ("wan", "ltx", "sana", "cogvideox", "cosmos", "host")
CHOICES: Final[Mapping[str, tuple[Control, ...]]] = {
    "depth": ("depth",),
    "camera and first frame": ("camera", "keyframe"),
    "previz": ("rgb",),
    "pose": ("pose",),
    "words alone": (),
}
GOLDEN: Final = Path(__file__).parents[3] / "golden" / "prompts.json"
IN_GOLDEN: Final = (
    "01_first_take/s1", "03_red_ball/s1", "05_orbit_statue/s1", "07_pan_left/s1",
    "10_man_sits/s1", "11_close_up_cup/s1", "14_meeting/s1", "15_bird/s1", "16_dutch/s1",
    "20_five_clauses/s1", "22_handheld/s1", "25_handover/s1", "chase/s1", "chase/s4", "chase/s6",
)  # fmt: skip
DIRECTIONS: Final = ("moving to the", "coming towards", "moving away", "of the picture")


def shown_by(controls: Sequence[Control]) -> frozenset[IntentName]:
    """What can be read from some controls, focus too: as if rendered with depth of field."""
    return frozenset(name for control in controls for name in CARRIED[control])


def told(brief: ShotBrief, controls: tuple[Control, ...]) -> tuple[ShotIntent, ...]:
    shown = shown_by(controls)
    return tuple(one for one in brief.intents if one.name not in shown and one.words)


def compiled(
    brief: ShotBrief, dialect: str, controls: tuple[Control, ...], *,
    most: int = 2000, negative: bool = True,
) -> CompiledPrompt:  # fmt: skip
    rule = RULES.validate_python(
        {"dialect": dialect, "most_characters": most, "negative": negative}
    )
    return compile_prompt(brief.words, rule, shown=shown_by(controls), say=told(brief, controls))


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One prompt of one shot."""

    key: str
    dialect: str
    choice: str
    brief: ShotBrief
    prompt: CompiledPrompt

    @property
    def text(self) -> str:
        """Return the prompt."""
        return self.prompt.positive

    @property
    def told(self) -> tuple[ShotIntent, ...]:
        """Return what no control shows."""
        return told(self.brief, CHOICES[self.choice])


@pytest.fixture(scope="session")
def cases(example_briefs: Mapping[str, ShotBrief]) -> tuple[Case, ...]:
    """Return the prompts of every shot in every dialect for every choice of controls."""
    return tuple(
        Case(
            key=key, dialect=dialect, choice=choice, brief=brief,
            prompt=compiled(brief, dialect, controls),
        )
        for key, brief in example_briefs.items()
        for dialect in DIALECTS
        for choice, controls in CHOICES.items()
    )  # fmt: skip


def test_the_prompts_of_the_examples_are_those_that_people_have_read(
    example_briefs: Mapping[str, ShotBrief],
) -> None:
    """A golden file of sentences: a change is explained in its commit."""
    found = {
        key: {
            f"{dialect}, {choice}": compiled(example_briefs[key], dialect, CHOICES[choice]).positive
            for dialect, choice in (
                ("wan", "depth"), ("ltx", "words alone"), ("sana", "camera and first frame"),
                ("cogvideox", "depth"), ("cosmos", "depth"), ("host", "previz"),
            )
        }
        for key in IN_GOLDEN
    }  # fmt: skip
    if os.environ.get("GROUNDPLAN_WRITE_GOLDEN"):
        GOLDEN.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", "utf-8")
    assert found == json.loads(GOLDEN.read_text("utf-8"))


@pytest.mark.parametrize("most", [120, 30])
def test_no_prompt_is_over_its_limits(example_briefs: Mapping[str, ShotBrief], most: int) -> None:
    for key in IN_GOLDEN[::4]:
        for dialect in DIALECTS:
            found = compiled(example_briefs[key], dialect, (), most=most)
            assert len(found.positive) <= most, (key, dialect)
            assert found.left_out, (key, dialect)


def test_no_prompt_is_over_the_limits_of_its_dialect(cases: tuple[Case, ...]) -> None:
    for case in cases:
        words = dialect_words()[case.dialect]
        assert most_pieces_of(case.text) <= words.pieces, case.key
        assert words.words is None or len(case.text.split()) <= words.words, case.key


def test_only_what_was_asked_for_is_said_and_nothing_goes_missing_in_silence(
    example_briefs: Mapping[str, ShotBrief],
) -> None:
    for key in IN_GOLDEN:
        brief = example_briefs[key]
        asked = told(brief, ())
        found = compiled(brief, "wan", (), most=300)
        assert found.said <= {one.name for one in asked}, key
        for one in asked:
            if one.name not in found.said and one.name != "identity":
                assert [p for p in found.left_out if p.startswith(phrases_in(one.words))], one


def test_what_is_called_said_stands_in_the_prompt(cases: tuple[Case, ...]) -> None:
    """The clause itself, or its predicate where sentences share a subject."""
    for case in cases:
        again = case.brief.words.again
        plain = case.text.lower()
        for first in sorted(again, key=len, reverse=True):
            plain = re.sub(rf"\b{re.escape(first.lower())}\b", again[first], plain)
        for one in case.told:
            if one.name in case.prompt.said and one.name != "identity":
                for phrase in phrases_in(one.words):
                    bare = phrase.lower()
                    for name in sorted(again.values(), key=len, reverse=True):
                        bare = bare.removeprefix(name).strip()
                    assert phrase.lower() in plain or bare in plain, (case.key, phrase)


def test_identity_is_said_where_every_look_is(cases: tuple[Case, ...]) -> None:
    for case in cases:
        for one in case.told:
            if one.name == "identity" and "identity" in case.prompt.said:
                for look in phrases_in(one.words):
                    assert look.lower() in case.text.lower(), (case.key, look)


def test_a_prompt_does_not_say_where_things_go_when_the_picture_shows_it(
    cases: tuple[Case, ...],
) -> None:
    for case in cases:
        if case.choice == "depth":
            assert not [word for word in DIRECTIONS if word in case.text], case.text
            assert "The camera" not in case.text, case.text
            assert "mm lens" not in case.text, case.text


def test_nobody_is_called_by_name_and_no_code_of_a_colour_is_said(
    cases: tuple[Case, ...],
) -> None:
    names = re.compile(r"\b(dex|voss|inspector)\b|#", re.IGNORECASE)
    for case in cases:
        assert not names.search(case.text), case.text


def test_spoken_lines_are_never_in_a_prompt(cases: tuple[Case, ...]) -> None:
    speaking = [case for case in cases if case.key == "chase/s5"]
    assert speaking[0].brief.words.lines == ("the man says: It was never mine.",)
    for case in speaking:
        assert "never mine" not in case.text
        assert "speaks" in case.text


def test_every_prompt_is_made_of_whole_clean_sentences(cases: tuple[Case, ...]) -> None:
    for case in cases:
        text = case.text
        assert text.endswith("."), (case.key, case.dialect, case.choice)
        assert text == text.strip()
        assert not re.search(r"  |_|\.\.|,\.|,,| \.| ,|;|\n", text), text
        assert re.search(r"\ba [aeio]\w+", text) is None, text
        assert re.search(r"\ban (?![aeiouh])", text) is None, text
        for one in re.split(r"(?<=\.) (?=\D)", text):
            assert one[0].isupper() or one[0].isdigit(), one


def test_everybody_is_introduced_once_and_with_looks(cases: tuple[Case, ...]) -> None:
    for case in cases:
        for first in case.brief.words.subjects:
            found = re.findall(rf"\b{re.escape(first)}\b", case.text, re.IGNORECASE)
            assert len(found) == 1, (first, case.text)


def test_shots_of_a_film_say_only_what_happens_in_them(cases: tuple[Case, ...]) -> None:
    texts = {
        case.key: case.text for case in cases
        if case.key.startswith("chase/") and (case.dialect, case.choice) == ("wan", "depth")
    }  # fmt: skip
    assert "runs and carries a suitcase" in texts["chase/s1"]
    assert [key for key, text in texts.items() if "laughs" in text] == ["chase/s7"]
    assert [key for key, text in texts.items() if "puts down" in text] == ["chase/s4"]
    assert all("on a street at night in the rain" in text for text in texts.values())


def test_a_prompt_is_the_same_every_time(cases: tuple[Case, ...]) -> None:
    for case in cases[::7]:
        assert case.prompt == compiled(case.brief, case.dialect, CHOICES[case.choice])


def test_a_model_that_reads_no_words_gets_none(example_briefs: Mapping[str, ShotBrief]) -> None:
    found = compiled(example_briefs["03_red_ball/s1"], "none", ())
    assert (found.positive, found.negative, found.said) == ("", "", frozenset())


@pytest.mark.parametrize("dialect", DIALECTS)
def test_negative_prompts_are_given_only_where_they_are_read(
    example_briefs: Mapping[str, ShotBrief], dialect: str
) -> None:
    brief = example_briefs["03_red_ball/s1"]
    assert "flicker" in compiled(brief, dialect, ()).negative
    assert compiled(brief, dialect, (), negative=False).negative == ""


def test_every_intent_of_the_examples_has_its_place_in_a_prompt(cases: tuple[Case, ...]) -> None:
    said = {name for case in cases if case.choice == "words alone" for name in case.prompt.said}
    # None of the examples asks for a style.
    assert said == set(INTENT_NAMES) - {"look"}
