"""What a rule is, and what a check of it yields."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from groundplan.agents.critic.filmed import Filmed
from groundplan.world.document import World
from groundplan.world.finding import Severity
from groundplan.world.narrative import Span

__all__ = ["Cut", "CutCheck", "Hit", "Rule", "Scope", "ShotCheck", "WorldCheck"]

Scope = Literal["shot", "cut", "world", "intent", "reported"]
"""What a rule looks at; `reported`: what planning or opening has found is given its code."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule, as people read it; the number it compares with is `limit`."""

    code: str
    """Stable: `GP214`. A code is never given to another rule."""
    slug: str
    """The dotted code of its finding: `cut.line-crossed`."""
    also: tuple[str, ...] = ()
    """Further dotted codes of findings that it stands for; a final `*` stands for any ending."""
    title: str
    severity: Severity
    scope: Scope
    unit: str = ""
    limit: float | None = None
    what: str
    """What it checks, and why."""
    cure: str
    source: str
    """Of its number."""
    fixable: bool = False
    """Whether `groundplan lint --fix` knows edits that may cure it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One place where a rule is broken."""

    message: str
    at_s: float | None = None
    """From the first frame of the shot; None: it holds for all of it."""
    paths: tuple[str, ...] = ()
    measured: float | str | None = None
    expected: float | str | None = None
    options: tuple[str, ...] = ()
    span: Span | None = None
    severity: Severity | None = None
    """Instead of the rule's own."""
    slug: str = ""
    """Instead of the rule's own: one of its `also`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """Two shots that follow one another in one scene."""

    before: Filmed
    after: Filmed


ShotCheck = Callable[[Filmed, float], Iterator[Hit]]
"""A measured shot and the limit; the limit is 0 for rules without a number."""
CutCheck = Callable[[Cut, float], Iterator[Hit]]
WorldCheck = Callable[[World, float], Iterator[Hit]]
