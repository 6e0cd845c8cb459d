"""A text is read by a language model: one question, its answer checked, merged and recorded."""

from dataclasses import dataclass
from typing import Final

from pydantic import ValidationError

from groundplan.agents.llm.answer import Answer
from groundplan.agents.llm.checking import checked
from groundplan.agents.llm.merging import Mode, merged
from groundplan.agents.llm.port import LanguageModel, Request
from groundplan.agents.llm.prompts import prompt_for
from groundplan.agents.llm.recording import Call
from groundplan.language.facts import Facts
from groundplan.world.finding import Finding

__all__ = ["ModelReading", "read_with_model"]

_OPTIONS: Final = {
    "llm.invalid": ("use a larger model", "use --planner embedded"),
    "llm.timeout": ("give --model-timeout a larger number", "use a faster model"),
    "llm.refused": ("word the brief differently", "use another model"),
    "llm.rate-limited": ("wait, and make it again", "use another model"),
    "llm.unreachable": ("check --model-url and the network", "use --planner embedded"),
    "llm.rejected": ("check the name of the model and the key", "use --planner embedded"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelReading:
    """Facts of both readers, what was found about the model's, and the call itself."""

    facts: Facts
    call: Call
    findings: tuple[Finding, ...]


def read_with_model(facts: Facts, model: LanguageModel, *, mode: Mode) -> ModelReading:
    """Return the facts of a text as the reader and a language model read it.

    Pure but for the call: the same call gives equal facts. When the call failed the reader's
    facts stand alone, and a finding says why.

    Raises:
        InputError: A replayed recording is of something else.
    """
    prompt = prompt_for(facts, mode)
    call = model.ask(Request(text=facts.text, mode=mode, prompt=prompt))
    stale = () if call.prompt_sha256 == prompt.sha256 else (_stale(call),)
    if call.outcome != "ok":
        return ModelReading(facts=facts, call=call, findings=(*stale, _failed(call)))
    answer = _answer(call)
    if answer is None:
        return ModelReading(facts=facts, call=call, findings=(*stale, _unreadable(call)))
    names = [entity.name for entity in facts.entities if entity.name]
    claims = checked(facts.text, answer, names=names)
    both = merged(facts, claims, mode=mode)
    unused = (_unused(call),) if both.model_said is None else ()
    return ModelReading(facts=both, call=call, findings=(*stale, *claims.findings, *unused))


def _answer(call: Call) -> Answer | None:
    """Return the last reply, read again: a replay goes the way that the call went."""
    if not call.replies:
        return None
    raw = call.replies[-1].raw.strip()
    if raw.startswith("```"):
        raw = raw.partition("\n")[2].rstrip("`\n ")
    try:
        return Answer.model_validate_json(raw)
    except ValidationError:
        return None


def _failed(call: Call) -> Finding:
    return Finding(
        code=call.outcome,
        severity="warning",
        message=f"{call.model} is not used: {call.detail}; the embedded planner read alone",
        options=_OPTIONS.get(call.outcome, ()),
    )


def _unreadable(call: Call) -> Finding:
    return Finding(
        code="llm.invalid",
        severity="warning",
        message=f"{call.model} is not used: its recorded reply does not fit the form; "
        "the embedded planner read alone",
        options=_OPTIONS["llm.invalid"],
    )


def _unused(call: Call) -> Finding:
    return Finding(
        code="llm.nothing-added",
        severity="info",
        message=f"{call.model} said nothing that the embedded planner had not read",
    )


def _stale(call: Call) -> Finding:
    return Finding(
        code="llm.stale-replay",
        severity="info",
        message=f"the reply of {call.model} was recorded for another prompt ({call.prompt_id})",
        options=("ask the model again",),
    )
