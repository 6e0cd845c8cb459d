"""The port that every role implements: look at the world and the facts, propose edits."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol, runtime_checkable

from groundplan.language.facts import Facts
from groundplan.world.document import World
from groundplan.world.edits import Edit
from groundplan.world.finding import Finding
from groundplan.world.ids import entity_id

__all__ = ["Agent", "Proposal", "Question", "SceneContext", "WorldView"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SceneContext:
    """What a scene of a script has from the scenes before it."""

    id: str = ""
    """Its own id; two scenes of equal words are two scenes."""
    known: Mapping[str, str] = field(default_factory=dict[str, str])
    """World ids of who comes back, by fact key."""
    draws: Mapping[str, int] = field(default_factory=dict[str, int])
    """Their numbers among the people of the film, by fact key: they look as they did."""
    first_draw: int = 0
    """Number of the first person who is new."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WorldView:
    """What a role may read."""

    world: World
    seed: int
    brief_hash: str
    """sha256 of the brief's text: ids are derived from it."""
    seconds: float = 5.0
    """Length of a shot whose text states none [s]."""
    findings: tuple[Finding, ...] = ()
    """What the critic found last: for repair."""
    scene: SceneContext = field(default_factory=SceneContext)
    """Of a scene among others; empty for a brief."""

    def entity(self, key: str) -> str:
        """Return the stable entity id for a fact's key (`"e1"`) or a role word (`"camera"`)."""
        return self.scene.known.get(key) or entity_id(self.seed, self.brief_hash, key)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Something only a person can decide; `default` is what was assumed meanwhile."""

    path: str
    reason: str
    choices: tuple[str, ...]
    default: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What a role wants changed, and what it found."""

    edits: tuple[Edit, ...] = ()
    findings: tuple[Finding, ...] = ()
    questions: tuple[Question, ...] = ()


@runtime_checkable
class Agent(Protocol):
    """One role; pure: the same view and facts give the same proposal."""

    @property
    def name(self) -> str:
        """Return the role's name ("layout"); its edits are signed `agent:<name>`."""
        ...

    @property
    def territory(self) -> tuple[str, ...]:
        """Return the path patterns (`entities/*/transform`) that it may touch; nothing else."""
        ...

    def run(self, view: WorldView, facts: Facts) -> Proposal:
        """Return what this role proposes."""
        ...
