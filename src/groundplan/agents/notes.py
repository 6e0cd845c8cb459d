"""What casting has to say about one person, before it becomes a finding."""

from dataclasses import dataclass
from typing import Literal

from groundplan.language.facts import Span

__all__ = ["Note"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """Words that could not be shown as they stand."""

    code: str
    message: str
    below: str
    """Path below the entity's."""
    severity: Literal["info", "warning"] = "warning"
    options: tuple[str, ...] = ()
    measured: str | None = None
    expected: str | None = None
    span: Span | None = None
