"""Actions and relations of two readings: the reader's as the model corrects them, and new ones."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from groundplan.agents.llm.claims import ActionClaim, RelationClaim
from groundplan.agents.llm.given_numbers import Numbers
from groundplan.agents.llm.matching import Matches, free_span
from groundplan.agents.llm.ordering import ordered
from groundplan.agents.llm.said import Said
from groundplan.language.facts import ActionFact, Facts, RelationFact
from groundplan.language.vocabulary import vocabulary

__all__ = ["Deeds"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Deeds:
    """One merging of what happens, and of what stands where."""

    facts: Facts
    found: Matches
    said: Said
    numbers: Numbers

    def actions(self, dropped: frozenset[str]) -> tuple[ActionFact, ...]:
        """Return all actions, in an order that both agree with."""
        kept = [self._acted(f) for f in self.facts.actions if f.key not in dropped]
        first, claims = _free(self.facts.actions), self.found.new_actions
        new = [self._action(f"a{first + k}", claim) for k, claim in enumerate(claims)]
        backed = dict(self.found.actions) | {f.key: c for f, c in zip(new, claims, strict=True)}
        orders = {key: claim.said.order for key, claim in backed.items()}
        return ordered((*kept, *new), orders) if new else tuple(kept)

    def relations(self, dropped: frozenset[str]) -> tuple[RelationFact, ...]:
        """Return all relations, each once."""
        kept = [self._related(f) for f in self.facts.relations if f.key not in dropped]
        first = _free(self.facts.relations)
        known = {(f.subject, f.relation, f.object) for f in kept}
        new: list[RelationFact] = []
        for claim in self.found.new_relations:
            fact = self._relation(f"r{first + len(new)}", claim)
            if (fact.subject, fact.relation, fact.object) not in known:
                new.append(fact)
                self.said.keys.add(fact.key)
        return (*kept, *new)

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
            self.said.keys.add(fact.key)
        return result

    def _action(self, key: str, claim: ActionClaim) -> ActionFact:
        said, keys = claim.said, self.found.keys
        self.said.keys.add(key)
        fact = ActionFact(
            key=key, agent=keys[said.agent], verb=said.verb.lower(),
            action=_action_id(said.verb, said.action), object=keys.get(said.object, ""),
            source=keys.get(said.source, ""), goal=keys.get(said.goal, ""), order=said.order,
            companion=keys.get(said.companion, ""), direction=said.direction,
            companion_relation="next_to" if said.companion else "", negated=said.negated,
            span=free_span(claim.spans, (f.span for f in self.facts.actions)),
        )  # fmt: skip
        return self.numbers.act(fact, claim.numbers)

    def _related(self, fact: RelationFact) -> RelationFact:
        """Return a relation as the model corrects it; its distance stays."""
        claim = self.found.relations.get(fact.key)
        if claim is None:
            return fact
        said, keys = claim.said, self.found.keys
        result = replace(
            fact, subject=keys[said.subject], relation=said.relation, object=keys[said.object]
        )
        result = self.numbers.relate(result, claim.distance)
        if result != fact:
            self.said.keys.add(fact.key)
        return result

    def _relation(self, key: str, claim: RelationClaim) -> RelationFact:
        said, keys = claim.said, self.found.keys
        fact = RelationFact(
            key=key, subject=keys[said.subject], relation=said.relation, object=keys[said.object],
            span=free_span(claim.spans, (f.span for f in self.facts.relations)),
        )  # fmt: skip
        return self.numbers.relate(fact, claim.distance)


def _free(facts: Sequence[ActionFact | RelationFact]) -> int:
    """Return the first number that no key has."""
    return max((int(f.key[1:]) for f in facts if f.key[1:].isdigit()), default=0) + 1


def _action_id(verb: str, said: str) -> str:
    """Return the vocabulary's action for a verb that it knows, else the model's."""
    known = vocabulary().verb(verb.lower())
    return known.action if known else said
