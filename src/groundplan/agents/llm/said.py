"""What a merge takes from a language model, gathered while it is put together."""

from dataclasses import dataclass, field

from groundplan.language.facts import Span

__all__ = ["Said"]


@dataclass(slots=True, kw_only=True)
class Said:
    """Keys and spans, as `groundplan.language.facts.ModelSaid` has them."""

    keys: set[str] = field(default_factory=set[str])
    spans: set[Span] = field(default_factory=set[Span])
