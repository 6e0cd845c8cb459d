"""Two readings become one: whose word counts where, and never a parsed number replaced.

hybrid: the reader's facts stay; the model adds, and corrects what is no number. llm: the model's
facts come first; the reader fills what no quote of the model speaks of, and keeps its numbers.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Literal, TypeVar

from groundplan.agents.llm.claims import ActionClaim, Claims, EntityClaim, RelationClaim
from groundplan.agents.llm.given_numbers import Numbers
from groundplan.agents.llm.matching import Matches, free_span, matches
from groundplan.agents.llm.ordering import ordered
from groundplan.agents.llm.quotes import meets, overlap
from groundplan.language.facts import (
    ActionFact,
    AttributeFact,
    CameraFact,
    EntityFact,
    Facts,
    LightFact,
    ModelSaid,
    RelationFact,
    SettingFact,
    Span,
)
from groundplan.language.foreign import ENGLISH, language_of
from groundplan.language.vocabulary import vocabulary

__all__ = ["Mode", "merged"]

Mode = Literal["llm", "hybrid"]
FactT = TypeVar("FactT", CameraFact, LightFact, SettingFact)


def merged(facts: Facts, claims: Claims, *, mode: Mode) -> Facts:
    """Return the reading of both; `facts` itself when nothing of the answer is left."""
    if language_of(facts.text) != ENGLISH:
        facts = _numbers_alone(facts)
    found = matches(
        facts, claims.entities, actions=claims.actions, relations=claims.relations
    )  # fmt: skip
    merge = _Merge(facts=facts, claims=claims, found=found, numbers=Numbers(facts))
    dropped = merge.unsaid() if mode == "llm" else frozenset[str]()
    entities = merge.entities(dropped)
    actions = merge.actions(dropped)
    relations = merge.relations(dropped)
    result = replace(
        facts,
        entities=entities,
        actions=actions,
        relations=relations,
        camera=merge.camera(actions, entities),
        lights=_added(facts.lights, claims.lights, said=merge.said_spans),
        settings=_added(facts.settings, merge.settings(), said=merge.said_spans),
        shot=merge.numbers.shot(claims.shot_duration),
        quantities=merge.numbers.quantities(),
        unresolved=tuple(u for u in facts.unresolved if not merge.explains(u.span)),
    )
    if not (merge.said_keys or merge.said_spans):
        return facts
    said = ModelSaid(keys=frozenset(merge.said_keys), spans=frozenset(merge.said_spans))
    return replace(result, model_said=said)


def _numbers_alone(facts: Facts) -> Facts:
    """Return what the English reader is right about in another language: numbers with units."""
    free = tuple(replace(q, role=q.role if q.role.startswith("shot") else "")
                 for q in facts.quantities)  # fmt: skip
    return replace(
        facts, entities=(), actions=(), relations=(), camera=(), lights=(), settings=(), lines=(),
        quantities=free,
    )  # fmt: skip


@dataclass(slots=True, kw_only=True)
class _Merge:
    """One merging; what the model said gathers in `said_keys` and `said_spans`."""

    facts: Facts
    claims: Claims
    found: Matches
    numbers: Numbers
    said_keys: set[str] = field(default_factory=set[str])
    said_spans: set[Span] = field(default_factory=set[Span])

    def unsaid(self) -> frozenset[str]:
        """Return keys of the reader's facts whose words the model reads as something else."""
        kept = self.numbers.owners()
        entities = {
            f.key
            for f in self.facts.entities
            if f.key not in self.found.entities and f.key not in kept and self._quoted(f.span)
        }
        facts = (*self.facts.actions, *self.facts.relations)
        matched = self.found.actions.keys() | self.found.relations.keys()
        others = {
            f.key
            for f in facts
            if f.key not in matched and f.key not in kept and self._quoted(f.span)
        }
        used = {k for f in self.facts.actions if f.key not in others for k in _ends(f)}
        used |= {
            k for f in self.facts.relations if f.key not in others for k in (f.subject, f.object)
        }
        used |= {f.held_by for f in self.facts.entities} | {f.speaker for f in self.facts.lines}
        return frozenset(others | (entities - used))

    def entities(self, dropped: frozenset[str]) -> tuple[EntityFact, ...]:
        """Return the reader's entities as the model corrects them, and those that it adds."""
        kept = [self._corrected(f) for f in self.facts.entities if f.key not in dropped]
        return (*kept, *(self._entity(key, claim) for key, claim in self.found.new_entities))

    def actions(self, dropped: frozenset[str]) -> tuple[ActionFact, ...]:
        """Return all actions, in an order that both agree with."""
        kept = [self._acted(f) for f in self.facts.actions if f.key not in dropped]
        numbers = [int(f.key[1:]) for f in self.facts.actions if f.key[1:].isdigit()]
        first = max(numbers, default=0) + 1
        claims = self.found.new_actions
        new = [self._action(f"a{first + k}", claim) for k, claim in enumerate(claims)]
        backed = dict(self.found.actions) | {f.key: c for f, c in zip(new, claims, strict=True)}
        orders = {key: claim.said.order for key, claim in backed.items()}
        return ordered((*kept, *new), orders) if new else tuple(kept)

    def relations(self, dropped: frozenset[str]) -> tuple[RelationFact, ...]:
        """Return all relations."""
        kept = [self._related(f) for f in self.facts.relations if f.key not in dropped]
        numbers = [int(f.key[1:]) for f in self.facts.relations if f.key[1:].isdigit()]
        first = max(numbers, default=0) + 1
        known = {(f.subject, f.relation, f.object) for f in kept}
        new: list[RelationFact] = []
        for claim in self.found.new_relations:
            fact = self._relation(f"r{first + len(new)}", claim)
            if (fact.subject, fact.relation, fact.object) not in known:
                new.append(fact)
                self.said_keys.add(fact.key)
        return (*kept, *new)

    def camera(
        self, actions: tuple[ActionFact, ...], entities: tuple[EntityFact, ...]
    ) -> tuple[CameraFact, ...]:
        """Return what is said of the camera; of a facet that the reader knows, corrections only."""
        people = [a.agent for a in actions if not a.negated]
        main = next(iter([*people, *(e.key for e in entities if e.role != "place")]), "")
        claims = [
            replace(c, subject=self.found.keys.get(c.subject, "") or main)
            for c in self.claims.camera
        ]
        there = {e.key for e in entities}
        facts = tuple(
            f if f.subject in there or not f.subject else replace(f, subject=main)
            for f in self.facts.camera
        )
        known = {(f.facet, f.at) for f in facts if f.facet != "move"}
        fresh = [
            c for c in claims
            if (c.facet, c.at) not in known or meets(c.span, (f.span for f in facts))
        ]  # fmt: skip
        return _added(facts, fresh, said=self.said_spans)

    def settings(self) -> tuple[SettingFact, ...]:
        """Return what the model says of the setting, and the places among its entities."""
        places = [c for _, c in self.found.new_entities if c.said.kind == "set"]
        return (
            *self.claims.settings,
            *(SettingFact(facet="place", value=c.said.noun.lower(), span=c.spans[0])
              for c in places if not c.said.absent),
        )  # fmt: skip

    def explains(self, span: Span) -> bool:
        """Return whether what the model says speaks of half of some words or more."""
        half = (span.end - span.start) / 2
        return any(overlap(span, quote) >= half for quote in self._quotes())

    def _quotes(self) -> Iterable[Span]:
        """Return where the model's facts are quoted from."""
        for claim in (*self.claims.entities, *self.claims.actions, *self.claims.relations):
            yield from claim.spans
        for claim in self.claims.entities:
            yield from (a.span for a in claim.attributes)
        yield from (f.span for f in (*self.claims.camera, *self.claims.lights))
        yield from (f.span for f in self.claims.settings)

    def _quoted(self, span: Span) -> bool:
        return meets(span, self._quotes())

    def _corrected(self, fact: EntityFact) -> EntityFact:
        """Return an entity with what the model adds; its number stays if it is written."""
        claim = self.found.entities.get(fact.key)
        if claim is None:
            return fact
        attributes = self._attributes(fact, claim)
        garments = tuple(dict.fromkeys((*fact.garments, *claim.garments)))
        kind = claim.said.kind if fact.kind == "unknown" else fact.kind
        count, counted = fact.count, fact.count_guessed
        if claim.count is not None and (counted or count == 1) and not self.numbers.counts(fact):
            count, counted = max(1, round(claim.count.value)), False
        result = replace(
            fact, attributes=attributes, garments=garments, kind=kind, count=count,
            count_guessed=counted, gender=fact.gender or claim.said.gender,
        )  # fmt: skip
        if replace(result, attributes=fact.attributes) != fact:
            self.said_keys.add(fact.key)
        return result

    def _attributes(self, fact: EntityFact, claim: EntityClaim) -> tuple[AttributeFact, ...]:
        """Return properties, those of the model in place of the reader's of the same words."""
        added = [
            a for a in claim.attributes
            if not any(_same(a, b) for b in fact.attributes)
        ]  # fmt: skip
        kept = [
            b for b in fact.attributes
            if not any(a.name == b.name and a.of_part == b.of_part and overlap(a.span, b.span)
                       for a in added)
        ]  # fmt: skip
        self.said_keys |= {
            f"{fact.key}.{a.of_part}.{a.name}" if a.of_part else f"{fact.key}.{a.name}"
            for a in added
        }
        self.said_spans |= {a.span for a in added} - {f.span for f in self.facts.entities}
        return (*kept, *added)

    def _entity(self, key: str, claim: EntityClaim) -> EntityFact:
        """Return an entity that only the model names."""
        said = claim.said
        span = free_span(claim.spans, (f.span for f in self.facts.entities))
        self.said_keys.add(key)
        place = said.kind == "set"
        return EntityFact(
            key=key, noun=said.noun.lower(), kind=said.kind, span=span, gender=said.gender,
            words=self.facts.text[span.start : span.end], mentions=(span,), absent=said.absent,
            count=max(1, round(claim.count.value)) if claim.count else 1,
            attributes=claim.attributes, garments=claim.garments,
            role="place" if place else "subject",
        )  # fmt: skip

    def _acted(self, fact: ActionFact) -> ActionFact:
        """Return an action as the model corrects it; what it leaves open stays."""
        claim = self.found.actions.get(fact.key)
        if claim is None:
            return fact
        said, keys = claim.said, self.found.keys
        result = replace(
            fact,
            agent=keys.get(said.agent, fact.agent),
            object=keys.get(said.object, fact.object),
            source=keys.get(said.source, fact.source),
            goal=keys.get(said.goal, fact.goal),
            companion=keys.get(said.companion, fact.companion),
            direction=said.direction or fact.direction,
            negated=said.negated or fact.negated,
            action=fact.action or _action_id(said.verb, said.action),
        )
        result = self.numbers.act(result, claim.numbers)
        if result != fact:
            self.said_keys.add(fact.key)
        return result

    def _action(self, key: str, claim: ActionClaim) -> ActionFact:
        said, keys = claim.said, self.found.keys
        self.said_keys.add(key)
        goal = keys.get(said.goal, "")
        fact = ActionFact(
            key=key, agent=keys[said.agent], verb=said.verb.lower(),
            action=_action_id(said.verb, said.action), object=keys.get(said.object, ""),
            source=keys.get(said.source, ""), goal=goal, order=said.order,
            companion=keys.get(said.companion, ""), direction=said.direction,
            companion_relation="next_to" if said.companion else "", negated=said.negated,
            span=free_span(claim.spans, (f.span for f in self.facts.actions)),
        )  # fmt: skip
        return self.numbers.act(fact, claim.numbers)

    def _related(self, fact: RelationFact) -> RelationFact:
        claim = self.found.relations.get(fact.key)
        if claim is None:
            return fact
        said, keys = claim.said, self.found.keys
        result = replace(
            fact, subject=keys[said.subject], relation=said.relation, object=keys[said.object]
        )
        result = self.numbers.relate(result, claim.distance)
        if result != fact:
            self.said_keys.add(fact.key)
        return result

    def _relation(self, key: str, claim: RelationClaim) -> RelationFact:
        said, keys = claim.said, self.found.keys
        fact = RelationFact(
            key=key, subject=keys[said.subject], relation=said.relation, object=keys[said.object],
            span=free_span(claim.spans, (f.span for f in self.facts.relations)),
        )  # fmt: skip
        return self.numbers.relate(fact, claim.distance)


def _same(one: AttributeFact, other: AttributeFact) -> bool:
    return (one.name, one.value, one.of_part) == (other.name, other.value, other.of_part)


def _ends(fact: ActionFact) -> tuple[str, ...]:
    return (fact.agent, fact.object, fact.source, fact.goal, fact.companion, fact.path)


def _action_id(verb: str, said: str) -> str:
    """Return the vocabulary's action for a verb that it knows, else the model's."""
    known = vocabulary().verb(verb.lower())
    return known.action if known else said


def _added(
    facts: tuple[FactT, ...], claims: Iterable[FactT], *, said: set[Span]
) -> tuple[FactT, ...]:
    """Return facts with those of the model: in place of one of the same words, else behind."""
    result = list(facts)
    for claim in claims:
        same = [k for k, f in enumerate(result) if _about(f) == _about(claim)
                and overlap(f.span, claim.span)]  # fmt: skip
        if any(f.value == claim.value and _about(f) == _about(claim) for f in result):
            continue
        said.add(claim.span)
        if same and isinstance(claim, CameraFact):
            result[same[0]] = replace(result[same[0]], value=claim.value, span=claim.span)  # pyright: ignore[reportArgumentType]  # of one kind
        elif same:
            result[same[0]] = claim
        else:
            result.append(claim)
    return tuple(result)


def _about(fact: CameraFact | LightFact | SettingFact) -> str:
    return "" if isinstance(fact, LightFact) else fact.facet
