"""Who reads a brief: the embedded planner, and a language model where one is asked for."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Final

from groundplan.agents.director import Planned
from groundplan.agents.llm.recording import Call, calls_at
from groundplan.language.facts import Facts
from groundplan.language.foreign import ENGLISH, language_of
from groundplan.studio.options import PlannerMode, PlannerOptions
from groundplan.world.finding import Finding

if TYPE_CHECKING:
    from groundplan.agents.llm.port import LanguageModel

__all__ = ["Reader"]


_FRUITLESS: Final = frozenset(
    {"llm.timeout", "llm.unreachable", "llm.rate-limited", "llm.rejected"}
)
"""Outcomes after which the next scene of a script would only be waited for in vain."""


class Reader:
    """Reads texts one after another, and keeps what was found and what was asked."""

    def __init__(self, planner: PlannerOptions) -> None:
        """Choose who reads; nobody is asked yet.

        Raises:
            InputError: The model's name, its address or the recording cannot be used.
            MissingExtraError: A language model is asked for without its extra.
        """
        self._mode: PlannerMode = planner.mode
        self._model = None if planner.mode == "embedded" else _model(planner)
        self.findings: list[Finding] = []
        self.calls: list[Call] = []

    def read(self, facts: Facts) -> Facts:
        """Return the facts of a text, with those of a language model where one reads along.

        Raises:
            InputError: The recording is of another text or planner.
        """
        if self._model is None or self._mode == "embedded" or self._in_vain():
            self.findings += _unsupported(facts)
            return facts
        from groundplan.agents.llm.reading import read_with_model  # noqa: PLC0415  # costs time

        reading = read_with_model(facts, self._model, mode=self._mode)
        self.calls.append(reading.call)
        if reading.facts.model_said is None:
            self.findings += _unsupported(facts)
        self.findings += reading.findings
        return reading.facts

    def noted(self, planned: Planned) -> Planned:
        """Return what was planned, with what reading found and asked."""
        findings = tuple(dict.fromkeys((*self.findings, *planned.findings)))
        return replace(planned, findings=findings, calls=tuple(self.calls))

    def _in_vain(self) -> bool:
        return bool(self.calls) and self.calls[-1].outcome in _FRUITLESS


def _model(planner: PlannerOptions) -> "LanguageModel":
    """Return who is asked: a recording, or the model that is named."""
    if planner.replay is not None:
        from groundplan.agents.llm.backends.recorded import RecordedModel  # noqa: PLC0415

        return RecordedModel(calls=calls_at(planner.replay))
    from groundplan.agents.llm.model_choice import choose_model  # noqa: PLC0415

    choice = choose_model(planner.model, planner.model_url)
    from groundplan.agents.llm.backends.chat import ChatModel  # noqa: PLC0415  # an extra

    return ChatModel(choice=choice, timeout_s=planner.timeout_s, today=_today())


def _today() -> date:
    """Return the day in UTC: it chooses a price, and nothing else."""
    return datetime.now(tz=UTC).date()


def _unsupported(facts: Facts) -> tuple[Finding, ...]:
    """Return that a brief is in a language that the embedded planner cannot read."""
    language = language_of(facts.text)
    if language == ENGLISH:
        return ()
    return (
        Finding(
            code="language.unsupported",
            severity="warning",
            message=f"the brief looks like {language}: the embedded planner reads English; numbers "
            "with SI units are read in any language, other words may be missed or mistaken",
            measured=language,
            expected=ENGLISH,
            options=("write it in English", "add --planner llm with a model that reads it"),
        ),
    )
