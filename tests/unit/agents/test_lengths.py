"""How long pictures have to stand."""

import itertools

from groundplan.agents.blocking.timing import Clock, schedule
from groundplan.agents.camera.terms import SIZES
from groundplan.agents.lengths import READING_S, insert_s, least_s
from groundplan.language.facts import ActionFact, CameraFact, Facts, LineFact, Span

_SPAN = Span(start=0, end=1)


def _spoken(seconds: float, *, size: str = "") -> Facts:
    action = ActionFact(key="a1", agent="e1", verb="say", action="talk", span=_SPAN,
                        duration_s=seconds)  # fmt: skip
    line = LineFact(key="l1", speaker="e1", text="No.", span=_SPAN, duration_s=seconds,
                    action="a1")  # fmt: skip
    camera = CameraFact(facet="size", value=size, span=_SPAN)
    return Facts(text="x", actions=(action,), lines=(line,), camera=(camera,) if size else ())


def test_every_size_has_a_length_and_wider_takes_longer() -> None:
    assert list(READING_S) == list(SIZES)
    assert all(a < b for a, b in itertools.pairwise(READING_S.values()))
    assert least_s("") == least_s("medium")


def test_an_insert_is_as_long_as_its_words_take() -> None:
    assert insert_s() == 1.2
    assert insert_s("one two three four five six seven eight nine ten") == 4.0


def test_a_shot_of_a_short_word_stands_as_long_as_its_size_needs() -> None:
    assert schedule(_spoken(0.8, size="wide"), Clock()).length_s == least_s("wide")
    assert schedule(_spoken(0.8), Clock()).length_s == 0.8
    assert schedule(_spoken(6.0, size="wide"), Clock()).length_s == 6.0
