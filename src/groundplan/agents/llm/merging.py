"""Two readings become one: whose word counts where, and never a parsed number replaced.

hybrid: the reader's facts stay; the model adds, and corrects what is no number. llm: the model's
facts come first; the reader fills what no quote of the model speaks of, and keeps its numbers.
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import Literal, TypeVar

from groundplan.agents.llm.claims import Claims
from groundplan.agents.llm.given_numbers import Numbers
from groundplan.agents.llm.matching import Matches, matches
from groundplan.agents.llm.merged_deeds import Deeds
from groundplan.agents.llm.merged_entities import Entities
from groundplan.agents.llm.quotes import meets, overlap
from groundplan.agents.llm.said import Said
from groundplan.language.facts import (
    ActionFact,
    CameraFact,
    EntityFact,
    Facts,
    LightFact,
    ModelSaid,
    SettingFact,
    Span,
    UnresolvedFact,
)
from groundplan.language.foreign import ENGLISH, language_of

__all__ = ["Mode", "merged"]

Mode = Literal["llm", "hybrid"]
FactT = TypeVar("FactT", CameraFact, LightFact, SettingFact)


def merged(facts: Facts, claims: Claims, *, mode: Mode) -> Facts:
    """Return the reading of both; `facts` itself when nothing of the answer is left."""
    own, facts = facts, _numbers_alone(facts) if language_of(facts.text) != ENGLISH else facts
    found = matches(
        facts, claims.entities, actions=claims.actions, relations=claims.relations
    )  # fmt: skip
    said, numbers = Said(), Numbers(facts)
    dropped = _unsaid(facts, claims, found=found, kept=numbers.owners())
    dropped = dropped if mode == "llm" else dropped & _misread(facts, claims)
    entities = Entities(facts=facts, claims=claims, found=found, said=said, numbers=numbers)
    deeds = Deeds(facts=facts, found=found, said=said, numbers=numbers)
    things, actions = entities.all(dropped), deeds.actions(dropped)
    result = replace(
        facts,
        entities=things,
        actions=actions,
        relations=deeds.relations(dropped),
        camera=_camera(facts, claims, found=found, actions=actions, things=things, said=said),
        lights=_added(facts.lights, claims.lights, said=said),
        settings=_added(facts.settings, _settings(claims, found), said=said),
        shot=numbers.shot(claims.shot_duration),
        quantities=numbers.quantities(),
        unresolved=_unexplained(facts.unresolved, tuple(_quotes(claims))),
    )
    if not (said.keys or said.spans):
        return own
    keys, spans = frozenset(said.keys), frozenset(said.spans)
    return replace(result, model_said=ModelSaid(keys=keys, spans=spans))


def _numbers_alone(facts: Facts) -> Facts:
    """Return what the English reader is right about in another language: numbers with units."""
    free = tuple(
        replace(q, role=q.role if q.role.startswith("shot") else "") for q in facts.quantities
    )
    return replace(
        facts, entities=(), actions=(), relations=(), camera=(), lights=(), settings=(), lines=(),
        quantities=free,
    )  # fmt: skip


def _quotes(claims: Claims) -> Iterable[Span]:
    """Return where the model's facts are quoted from."""
    for claim in (*claims.entities, *claims.actions, *claims.relations):
        yield from claim.spans
    for claim in claims.entities:
        yield from (a.span for a in claim.attributes)
    yield from (f.span for f in (*claims.camera, *claims.lights, *claims.settings))


def _unsaid(
    facts: Facts, claims: Claims, *, found: Matches, kept: frozenset[str]
) -> frozenset[str]:
    """Return keys of the reader's facts whose words the model reads as something else.

    What a parsed number belongs to, and what is referred to by what stays, is not among them.
    """
    quotes = tuple(_quotes(claims))
    matched = found.actions.keys() | found.relations.keys() | kept
    others = {
        f.key
        for f in (*facts.actions, *facts.relations)
        if f.key not in matched and meets(f.span, quotes)
    }
    used = {f.held_by for f in facts.entities} | {f.speaker for f in facts.lines}
    for action in facts.actions:
        ends = (action.agent, action.object, action.source, action.goal, action.companion)
        used |= {*ends, action.path} if action.key not in others else set()
    for relation in facts.relations:
        used |= {relation.subject, relation.object} if relation.key not in others else set()
    entities = {
        f.key
        for f in facts.entities
        if f.key not in found.entities.keys() | kept | used and meets(f.span, quotes)
    }
    return frozenset(others | entities)


def _misread(facts: Facts, claims: Claims) -> frozenset[str]:
    """Return keys of things that nobody knows and the model reads as actions ("zorbs")."""
    acts = tuple(span for claim in claims.actions for span in claim.spans)
    unknown = (f for f in facts.entities if f.kind == "unknown")
    return frozenset(f.key for f in unknown if meets(f.span, acts))


def _unexplained(
    unresolved: tuple[UnresolvedFact, ...], quotes: tuple[Span, ...]
) -> tuple[UnresolvedFact, ...]:
    """Return the words of which the model speaks of less than half."""
    return tuple(
        fact
        for fact in unresolved
        if 2 * sum(any(q.start <= at < q.end for q in quotes) for at in _places(fact.span))
        < fact.span.end - fact.span.start
    )


def _places(span: Span) -> range:
    return range(span.start, span.end)


def _camera(  # keywords, each one part of a reading
    facts: Facts, claims: Claims, *, found: Matches, actions: tuple[ActionFact, ...],
    things: tuple[EntityFact, ...], said: Said,
) -> tuple[CameraFact, ...]:  # fmt: skip
    """Return what is said of the camera; of a facet that the reader knows, corrections only."""
    there = {e.key for e in things}
    acting = [a.agent for a in actions if not a.negated]
    main = next(iter([*acting, *(e.key for e in things if e.role != "place")]), "")
    own = tuple(
        f if f.subject in there or not f.subject else replace(f, subject=main)
        for f in facts.camera
    )  # fmt: skip
    known = {(f.facet, f.at) for f in own if f.facet != "move"}
    claimed = [replace(c, subject=found.keys.get(c.subject, "") or main) for c in claims.camera]
    fresh = [
        c for c in claimed if (c.facet, c.at) not in known or meets(c.span, (f.span for f in own))
    ]
    return _added(own, fresh, said=said)


def _settings(claims: Claims, found: Matches) -> tuple[SettingFact, ...]:
    """Return what the model says of the setting, and the places among its entities."""
    places = [c for _, c in found.new_entities if c.said.kind == "set" and not c.said.absent]
    return (
        *claims.settings,
        *(SettingFact(facet="place", value=c.said.noun.lower(), span=c.spans[0]) for c in places),
    )


def _added(
    facts: tuple[FactT, ...], claims: Iterable[FactT], *, said: Said
) -> tuple[FactT, ...]:  # fmt: skip
    """Return facts with those of the model: in place of one of the same words, else behind."""
    result = list(facts)
    for claim in claims:
        alike = [(k, f) for k, f in enumerate(result) if _about(f) == _about(claim)]
        if any(f.value == claim.value for _, f in alike):
            continue
        said.spans.add(claim.span)
        same = [k for k, f in alike if overlap(f.span, claim.span)]
        if same:
            result[same[0]] = replace(result[same[0]], value=claim.value, span=claim.span)
        else:
            result.append(claim)
    return tuple(result)


def _about(fact: CameraFact | LightFact | SettingFact) -> str:
    return "" if isinstance(fact, LightFact) else fact.facet
