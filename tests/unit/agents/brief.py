"""Facts built by hand, and the planning roles without camera, light, critic and repair."""

from collections.abc import Sequence

from groundplan.agents.casting import CastingAgent
from groundplan.agents.director import Planned, PlanOptions, plan
from groundplan.agents.ingest import IngestAgent
from groundplan.agents.layout import LayoutAgent
from groundplan.agents.motion import MotionAgent
from groundplan.agents.narrative import NarrativeAgent
from groundplan.agents.port import Agent, Proposal, WorldView
from groundplan.agents.quantity import QuantityAgent
from groundplan.language.facts import (
    ActionFact,
    AttributeFact,
    EntityFact,
    EntityKind,
    Facts,
    RelationFact,
    Span,
)
from groundplan.world.document import World
from groundplan.world.entity import Entity

SPAN = Span(start=0, end=4)
TEXT = "once upon a time there was a director who knew what she wanted to see"


class Silent:
    """A role that has nothing to say."""

    name = "silent"
    territory = ()

    def run(self, view: WorldView, facts: Facts) -> Proposal:  # noqa: ARG002  # the port's signature
        """Return the proposal."""
        return Proposal()


PLANNING: tuple[Agent, ...] = (
    IngestAgent(), QuantityAgent(), NarrativeAgent(), CastingAgent(), LayoutAgent(), MotionAgent(),
    Silent(), Silent(),
)  # fmt: skip


def thing(key: str, noun: str, kind: EntityKind = "prop", *, count: int = 1) -> EntityFact:
    return EntityFact(key=key, noun=noun, words=noun, kind=kind, span=SPAN, count=count)


def woman_in_red() -> EntityFact:
    return EntityFact(
        key="e1", noun="woman", words="woman in a red coat", kind="character", span=SPAN,
        gender="female", garments=("coat",),
        attributes=(AttributeFact(name="color", value="red", span=SPAN, of_part="coat"),),
    )  # fmt: skip


def relation(
    subject: str, name: str, other: str, *, distance_m: float | None = None, key: str = "r1",
    at: int = 0,
) -> RelationFact:  # fmt: skip
    return RelationFact(
        key=key, subject=subject, relation=name, object=other, distance_m=distance_m,
        span=Span(start=at, end=at + 4),
    )  # fmt: skip


def told(
    entities: Sequence[EntityFact], *, actions: Sequence[ActionFact] = (),
    relations: Sequence[RelationFact] = (),
) -> Facts:  # fmt: skip
    return Facts(
        text=TEXT, entities=tuple(entities), actions=tuple(actions), relations=tuple(relations)
    )


def planned(facts: Facts, *, seed: int = 0, seconds: float = 5.0) -> Planned:
    return plan(facts, seed=seed, options=PlanOptions(roles=PLANNING, seconds=seconds))


def called(world: World, name: str) -> Entity:
    return next(entity for entity in world.entities.values() if entity.name == name)


def way(entity: Entity) -> list[tuple[int, tuple[float, ...]]]:
    """Return the keys of the position channel in the order of time."""
    channel = entity.channels["transform.position_m"]
    keys = sorted(channel.keys.values(), key=lambda key: key.t)
    return [(key.t, key.v) for key in keys if isinstance(key.v, tuple)]


def codes(result: Planned) -> set[str]:
    return {finding.code for finding in result.findings}
