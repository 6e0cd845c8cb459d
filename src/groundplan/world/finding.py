"""Findings: what is measured to be wrong, doubtful or impossible, said in words and numbers."""

from typing import Literal

from pydantic.dataclasses import dataclass

from groundplan.world.base import CLOSED
from groundplan.world.narrative import Span

__all__ = ["Finding", "Severity"]

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
