"""Whatever is written: facts or one clear error, the same each time, with spans inside the text."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groundplan.errors import GroundplanError
from groundplan.inputs.text import check_brief
from groundplan.language.facts import Facts
from groundplan.language.parser import load_tagger
from groundplan.language.reader import read_brief

_WORDS = (
    "a", "the", "woman", "dog", "walks", "running", "her", "it", "and", ",", ".", ";", "left", "of",
    "to", "from", "camera", "pans", "zoom", "in", "4", "m", "4 m", "-3 s", "35mm", "lens", "light",
    "while", "then", "after", "before", "not", "one", "another", "each", "other", "is", "by",
    "with", "red", "coat", "wearing", "close-up",
    "night", "style", "1/0 s", "0:1", "f/", "T2.0", "°", "'s",
    "n't", "two", "hundred", "half", "who", "that", "there", "away", "apart", "tall", "two dogs",
    "nobody", "both", "16:9", "99999999999999999999 m", "5'10\"", "couple of", "behind", "group of",
)  # fmt: skip


@pytest.fixture(scope="module", autouse=True)
def _model() -> None:  # pyright: ignore[reportUnusedFunction] - pytest calls it
    """Load the model first: the deadline is for reading."""
    load_tagger()
    read_brief("a horse")


def _read(text: str) -> Facts | None:
    try:
        return read_brief(check_brief(text))
    except GroundplanError:
        return None


def _check(text: str) -> None:
    facts = _read(text)
    assert facts == _read(text)
    if facts is None:
        return
    keys = {e.key for e in facts.entities}
    for action in facts.actions:
        named = {action.object, action.source, action.goal, action.companion, action.path}
        assert action.agent in keys
        assert named <= keys | {""}
    for relation in facts.relations:
        assert {relation.subject, relation.object} <= keys
        assert relation.subject != relation.object
    for span in (
        x.span for x in (*facts.entities, *facts.actions, *facts.camera, *facts.unresolved)
    ):
        assert 0 <= span.start < span.end <= len(facts.text)


@settings(max_examples=150, deadline=2000)
@given(st.text(max_size=200))
def test_any_text_gives_facts_or_a_groundplan_error(text: str) -> None:
    _check(text)


@settings(max_examples=300, deadline=2000)
@given(st.lists(st.sampled_from(_WORDS), max_size=25))
def test_any_order_of_brief_words_gives_facts(words: list[str]) -> None:
    _check(" ".join(words))


@settings(max_examples=100, deadline=2000)
@given(st.binary(max_size=100))
def test_any_bytes_are_text_or_a_groundplan_error(data: bytes) -> None:
    try:
        text = check_brief(data)
    except GroundplanError:
        return
    _check(text)
