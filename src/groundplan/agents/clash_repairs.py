"""One-click repairs of a clash: edits that give one of its statements up and lay out anew."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from groundplan.agents.director import PlanOptions, prepared, world_view
from groundplan.agents.layout import LayoutAgent
from groundplan.agents.port import WorldView
from groundplan.language.facts import Facts, Span
from groundplan.world.build import PatchBuilder
from groundplan.world.document import World
from groundplan.world.edits import Edit
from groundplan.world.finding import Finding
from groundplan.world.opinion import Origin

__all__ = ["Repair", "clash_repairs"]

_RELATIONS = "narrative/relations/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Repair:
    """What a person may choose, and the edits that do it; all or none of them."""

    label: str
    edits: tuple[Edit, ...]


def clash_repairs(
    world: World, facts: Facts, finding: Finding, *, options: PlanOptions | None = None
) -> tuple[Repair, ...]:
    """Return one repair for each statement of a clash that can be given up.

    Args:
        world: as it was planned from the facts.
        facts: as they were read, before anything was planned.
        finding: a `layout.clash` or a `layout.contradiction`.
        options: as the world was planned with.
    """
    options = options or PlanOptions()
    whole = prepared(facts)[0]
    view = world_view(world, whole, options=options)
    found: list[Repair] = []
    for span, less in _without_each(whole, view, finding):
        words = " ".join(whole.text[span.start : span.end].split())
        found.append(Repair(label=f'drop "{words}"', edits=_edits(view, less, whole)))
    return tuple(found)


def _without_each(facts: Facts, view: WorldView, finding: Finding) -> Iterator[tuple[Span, Facts]]:
    """Yield the facts without each statement that a finding names."""
    for relation in facts.relations:
        if f"{_RELATIONS}{relation.key}" in finding.paths:
            kept = tuple(r for r in facts.relations if r is not relation)
            yield relation.span, replace(facts, relations=kept)
    for placement in facts.placements:
        if f"entities/{view.entity(placement.subject)}/transform" in finding.paths:
            left = tuple(p for p in facts.placements if p is not placement)
            yield placement.span, replace(facts, placements=left)


def _edits(view: WorldView, less: Facts, whole: Facts) -> tuple[Edit, ...]:
    """Return the edits that remove a statement and what it asserts, and place everything anew."""
    builder = PatchBuilder(
        view.world, actor="agent:layout", summary="give a statement up", origin=Origin.PLANNER
    )
    gone = [r for r in whole.relations if r not in less.relations]
    for relation in gone:
        path = f"{_RELATIONS}{relation.key}"
        if relation.key in view.world.narrative.relations:
            builder.remove_node(path)
        span = (relation.span.start, relation.span.end)
        for key, intent in sorted(view.world.intents.items()):
            same = intent.span is not None and (intent.span.start, intent.span.end) == span
            if same and intent.kind in {"relation", "distance"}:
                builder.remove_node(f"intents/{key}")
    return (*builder.patch().edits, *LayoutAgent().run(view, less).edits)
