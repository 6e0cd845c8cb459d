"""Facts as they can be done: what is picked up lies first, what is sat on carries people."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from groundplan.agents.blocking.acts import act_of
from groundplan.agents.blocking.beyond import within_strength
from groundplan.agents.blocking.things import Thing
from groundplan.agents.spans import world_span
from groundplan.language.facts import ActionFact, Facts, RelationFact
from groundplan.world.finding import Finding

__all__ = ["possible"]

_DEEP_M: Final = 0.2
"""What is thinner cannot be sat on: our engineering default."""
_HIGH_M: Final = 1.5
_WIDER: Final = 1.8
"""An animal so much longer than a thing finds no room on it: our engineering default."""
_ON: Final = frozenset({"sit", "lie"})


def possible(facts: Facts, things: Mapping[str, Thing]) -> tuple[Facts, tuple[Finding, ...]]:
    """Return the facts without what bodies cannot do, and what is done instead."""
    facts, beyond = within_strength(facts, things)
    facts = _lying_first(facts, things)
    findings: list[Finding] = [*beyond]
    relations: list[RelationFact] = []
    for relation in facts.relations:
        action = next((a for a in facts.actions if a.agent == relation.subject and not a.negated
                       and act_of(a, facts).name in _ON), None)  # fmt: skip
        seat = things.get(relation.object)
        sitter = things.get(relation.subject)
        unfit = seat is not None and (
            _unfit(seat) or (sitter is not None and _breaks(sitter, seat))
        )
        if relation.relation == "on" and action is not None and seat and unfit:
            findings.append(_finding(action, seat))
            relations.append(replace(relation, relation="next_to"))
        else:
            relations.append(relation)
    return replace(facts, relations=tuple(relations)), tuple(findings)


def _breaks(sitter: Thing, seat: Thing) -> bool:
    """Tell whether an animal is far larger than the thing that it sits on."""
    if sitter.kind != "animal" or seat.flat or seat.kind == "set":
        return False
    return max(sitter.size[0], sitter.size[2]) > _WIDER * max(seat.size[0], seat.size[2])


def _unfit(seat: Thing) -> bool:
    """Tell whether a thing is too thin or too high to sit on."""
    if seat.seat or seat.flat or seat.kind in {"animal", "vehicle", "set"}:
        return False
    return min(seat.size[0], seat.size[2]) < _DEEP_M or seat.top[1] > _HIGH_M


def _lying_first(facts: Facts, things: Mapping[str, Thing]) -> Facts:
    """Return the facts with what is picked up at its source, and put down where it ends."""
    entities = list(facts.entities)
    relations = list(facts.relations)
    for action in facts.actions:
        name = act_of(action, facts).name
        if action.negated or action.object not in things:
            continue
        if name == "pick_up":
            entities = [replace(e, held_by="") if e.key == action.object else e for e in entities]
            placed = any(r.subject == action.object for r in relations)
            if action.source in things and not placed:
                relations.append(_on(action))
        if name == "put_down":
            relations = [
                replace(r, when="always") if r.subject == action.object else r for r in relations
            ]
    return replace(facts, entities=tuple(entities), relations=tuple(relations))


def _on(action: ActionFact) -> RelationFact:
    return RelationFact(
        key=f"{action.key}.on", subject=action.object, relation="on", object=action.source,
        span=action.span,
    )  # fmt: skip


def _finding(action: ActionFact, seat: Thing) -> Finding:
    deep = min(seat.size[0], seat.size[2])
    thin = deep < _DEEP_M
    high = seat.top[1] > _HIGH_M
    why = f"is {deep:.2g} m deep" if thin or not high else f"is {seat.top[1]:.2g} m high"
    return Finding(
        code="motion.impossible",
        severity="warning",
        message=f'"{action.verb}": a {seat.noun} {why}; it is done on the ground beside it instead',
        paths=(f"narrative/actions/{action.key}",),
        measured=round(deep if thin else seat.top[1], 3),
        expected=_DEEP_M if thin else _HIGH_M,
        unit="m",
        span=world_span(action.span),
        options=("name something to sit on", f"stand beside the {seat.noun}"),
    )
