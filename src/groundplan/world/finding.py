"""Findings: what is measured to be wrong, doubtful or impossible, said in words and numbers."""

from dataclasses import field
from typing import Literal

from pydantic.dataclasses import dataclass

from groundplan.world.base import CLOSED
from groundplan.world.narrative import Span

__all__ = ["Finding", "LintRules", "Severity", "Waiver"]

Severity = Literal["error", "warning", "info"]


@dataclass(frozen=True, slots=True, kw_only=True, config=CLOSED)
class Finding:
    """One statement about a world; never changes it."""

    code: str
    """Stable, dotted: `camera.size-contradicts-distance`."""
    severity: Severity
    message: str
    """One sentence for a person, with the numbers in it."""
    paths: tuple[str, ...] = ()
    measured: float | str | None = None
    expected: float | str | None = None
    unit: str = ""
    span: Span | None = None
    options: tuple[str, ...] = ()
    """What would resolve it, one choice each."""


@dataclass(frozen=True, slots=True, kw_only=True, config=CLOSED)
class Waiver:
    """A person accepts what a rule finds."""

    code: str
    """Of the rule: `GP214`, or a family, `GP2`."""
    reason: str
    """Never empty: a waiver says why."""
    shot: str = ""
    """Id of the shot that it is for; empty: all."""
    path: str = ""
    """Of the field, entity or branch that it is for; empty: all."""


@dataclass(frozen=True, slots=True, kw_only=True, config=CLOSED)
class LintRules:
    """What `groundplan lint` looks for in this world."""

    off: tuple[str, ...] = ()
    """Codes or families (`GP3`) that are not checked."""
    severities: dict[str, Severity] = field(default_factory=dict[str, Severity])
    """By code, instead of the rule's own."""
    limits: dict[str, float] = field(default_factory=dict[str, float])
    """By code: the number that the rule compares with, in its own unit."""
