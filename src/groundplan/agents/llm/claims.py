"""What is left of an answer once it is checked: facts with spans of their own in the text."""

from dataclasses import dataclass, field

from groundplan.agents.llm.answer import ActionSaid, EntitySaid, RelationSaid
from groundplan.agents.llm.numbers import Number
from groundplan.language.facts import AttributeFact, CameraFact, LightFact, SettingFact, Span
from groundplan.world.finding import Finding

__all__ = ["ActionClaim", "Claims", "EntityClaim", "RelationClaim"]


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityClaim:
    """A thing that the model names, and where it may stand in the text."""

    said: EntitySaid
    spans: tuple[Span, ...]
    """Every place of its quote, in order; at least one."""
    count: Number | None = None
    attributes: tuple[AttributeFact, ...] = ()
    garments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionClaim:
    """An action whose agent the model names; numbers by field ("distance", "duration", "speed")."""

    said: ActionSaid
    spans: tuple[Span, ...]
    numbers: dict[str, Number] = field(default_factory=dict[str, Number])


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationClaim:
    """A relation between two things that the model names."""

    said: RelationSaid
    spans: tuple[Span, ...]
    distance: Number | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Claims:
    """A checked answer. Subjects of camera facts are ids of the answer, not keys."""

    entities: tuple[EntityClaim, ...] = ()
    actions: tuple[ActionClaim, ...] = ()
    relations: tuple[RelationClaim, ...] = ()
    camera: tuple[CameraFact, ...] = ()
    lights: tuple[LightFact, ...] = ()
    settings: tuple[SettingFact, ...] = ()
    shot_duration: Number | None = None
    findings: tuple[Finding, ...] = ()
