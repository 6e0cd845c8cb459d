"""The port of a language model: a request goes in, and a call comes out, whatever went wrong."""

from dataclasses import dataclass
from typing import Literal, Protocol, runtime_checkable

from groundplan.agents.llm.prompts import Prompt
from groundplan.agents.llm.recording import Call

__all__ = ["LanguageModel", "Request"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A text to read, and how it is asked."""

    text: str
    mode: Literal["llm", "hybrid"]
    prompt: Prompt


@runtime_checkable
class LanguageModel(Protocol):
    """One that answers; it may be far away, slow, wrong or hostile, and never raises for that."""

    def ask(self, request: Request) -> Call:
        """Return what came back: raw replies, tokens, and an outcome."""
        ...
