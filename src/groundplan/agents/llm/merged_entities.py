"""Entities of two readings: the reader's as the model corrects them, and those that it adds."""

from dataclasses import dataclass, replace

from groundplan.agents.llm.claims import Claims, EntityClaim
from groundplan.agents.llm.given_numbers import Numbers
from groundplan.agents.llm.matching import Matches, free_span
from groundplan.agents.llm.quotes import meets, overlap, words_of
from groundplan.agents.llm.said import Said
from groundplan.language.facts import AttributeFact, EntityFact, Facts, Span

__all__ = ["Entities"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entities:
    """One merging of entities."""

    facts: Facts
    claims: Claims
    found: Matches
    said: Said
    numbers: Numbers

    def all(self, dropped: frozenset[str]) -> tuple[EntityFact, ...]:
        """Return every entity but the dropped ones, the reader's first."""
        kept = [self._corrected(f) for f in self.facts.entities if f.key not in dropped]
        return (*kept, *(self._new(key, claim) for key, claim in self.found.new_entities))

    def _corrected(self, fact: EntityFact) -> EntityFact:
        """Return an entity with what the model adds; its number stays if it is written."""
        claim = self.found.entities.get(fact.key)
        if claim is None:
            return fact
        named = self._renamed(fact, claim)
        count, counted = named.count, named.count_guessed
        if claim.count is not None and (counted or count == 1) and not self.numbers.counts(fact):
            count, counted = max(1, round(claim.count.value)), False
        result = replace(
            named,
            garments=tuple(dict.fromkeys((*fact.garments, *claim.garments))),
            kind=claim.said.kind if fact.kind == "unknown" else fact.kind,
            count=count, count_guessed=counted, gender=fact.gender or claim.said.gender,
        )  # fmt: skip
        if result != fact:
            self.said.keys.add(fact.key)
        return replace(result, attributes=self._attributes(fact, claim))

    def _renamed(self, fact: EntityFact, claim: EntityClaim) -> EntityFact:
        """Return an entity without the words of its name that the model reads as other facts."""
        noun = claim.said.noun.lower()
        own = [span for span in claim.spans if meets(span, (fact.span,))]
        if not own or not set(words_of(noun)) < set(words_of(fact.noun)):
            return fact
        others = [s for s in self._elsewhere() if meets(s, (fact.span,)) and not meets(s, own)]
        if not others:
            return fact
        words = self.facts.text[own[0].start : own[0].end]
        count = 1 if fact.count_guessed else fact.count
        return replace(
            fact, noun=noun, words=words, span=own[0], kind=claim.said.kind, count=count,
            count_guessed=False,
        )  # fmt: skip

    def _elsewhere(self) -> list[Span]:
        """Return the words that the model reads as actions, or as things the reader has not."""
        claims = (*self.claims.actions, *(claim for _, claim in self.found.new_entities))
        return [span for claim in claims for span in claim.spans]

    def _attributes(self, fact: EntityFact, claim: EntityClaim) -> tuple[AttributeFact, ...]:
        """Return properties, those of the model in place of the reader's of the same words."""
        added = [
            a
            for a in claim.attributes
            if not any(_same(a, own) for own in fact.attributes)
        ]  # fmt: skip
        kept = [
            own
            for own in fact.attributes
            if not any(_slot(a) == _slot(own) and overlap(a.span, own.span) for a in added)
            and not meets(own.span, self._elsewhere())
        ]
        self.said.keys |= {f"{fact.key}.{_slot(a)}" for a in added}
        self.said.spans |= {a.span for a in added} - {f.span for f in self.facts.entities}
        return (*kept, *added)

    def _new(self, key: str, claim: EntityClaim) -> EntityFact:
        """Return an entity that only the model names."""
        said = claim.said
        span = free_span(claim.spans, (f.span for f in self.facts.entities))
        self.said.keys.add(key)
        return EntityFact(
            key=key, noun=said.noun.lower(), kind=said.kind, span=span, gender=said.gender,
            words=self.facts.text[span.start : span.end], mentions=(span,), absent=said.absent,
            count=max(1, round(claim.count.value)) if claim.count else 1,
            attributes=claim.attributes, garments=claim.garments,
            role="place" if said.kind == "set" else "subject",
        )  # fmt: skip


def _same(one: AttributeFact, other: AttributeFact) -> bool:
    return (one.name, one.value, one.of_part) == (other.name, other.value, other.of_part)


def _slot(attribute: AttributeFact) -> str:
    """Return the name under which a property is kept: `color`, or `coat.color`."""
    part = f"{attribute.of_part}." if attribute.of_part else ""
    return f"{part}{attribute.name}"
