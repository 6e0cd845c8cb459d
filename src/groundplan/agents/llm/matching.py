"""Which of the reader's facts a model speaks of: by their words, else by their names."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from groundplan.agents.llm.claims import ActionClaim, EntityClaim, RelationClaim
from groundplan.agents.llm.quotes import meets, words_of
from groundplan.agents.llm.said_in_english import noun_said
from groundplan.language.facts import ActionFact, EntityFact, Facts, RelationFact, Span

__all__ = ["Matches", "free_span", "matches"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Matches:
    """Keys by the ids of an answer, and claims by the keys of the reader's facts."""

    keys: dict[str, str]
    """Of every entity claim with an id; new keys where the reader has no such entity."""
    entities: dict[str, EntityClaim]
    new_entities: tuple[tuple[str, EntityClaim], ...]
    actions: dict[str, ActionClaim]
    new_actions: tuple[ActionClaim, ...]
    relations: dict[str, RelationClaim]
    new_relations: tuple[RelationClaim, ...]


def matches(
    facts: Facts,
    entities: Sequence[EntityClaim],
    *,
    actions: Sequence[ActionClaim],
    relations: Sequence[RelationClaim],
) -> Matches:
    """Return who is who; each fact of the reader has at most one claim."""
    keys: dict[str, str] = {}
    same: dict[str, EntityClaim] = {}
    new: list[tuple[str, EntityClaim]] = []
    for claim in entities:
        fact = _entity_of(claim, facts.entities, taken=same)
        key = fact.key if fact else _next_key("e", facts.entities, taken=len(new))
        if fact:
            same[key] = claim
        else:
            new.append((key, claim))
        if claim.said.id:
            keys[claim.said.id] = key
    did: dict[str, ActionClaim] = {}
    for claim in actions:
        if fact := _action_of(claim, facts.actions, keys=keys, taken=did):
            did[fact.key] = claim
    held: dict[str, RelationClaim] = {}
    for claim in relations:
        if fact := _relation_of(claim, facts.relations, keys=keys, taken=held):
            held[fact.key] = claim
    return Matches(
        keys=keys,
        entities=same,
        new_entities=tuple(new),
        actions=did,
        new_actions=tuple(c for c in actions if all(c is not d for d in did.values())),
        relations=held,
        new_relations=tuple(c for c in relations if all(c is not h for h in held.values())),
    )


def free_span(spans: Sequence[Span], taken: Iterable[Span]) -> Span:
    """Return the first place of a quote that nothing else is read in, else the first place."""
    used = tuple(taken)
    return next((span for span in spans if not meets(span, used)), spans[0])


def _next_key(letter: str, facts: Sequence[EntityFact], *, taken: int) -> str:
    numbers = [int(f.key[1:]) for f in facts if f.key[:1] == letter and f.key[1:].isdigit()]
    return f"{letter}{max(numbers, default=0) + 1 + taken}"


def _entity_of(
    claim: EntityClaim, facts: Sequence[EntityFact], *, taken: Collection[str]
) -> EntityFact | None:
    """Return the reader's entity: of the same words and noun, else the only one of the noun."""
    free = [fact for fact in facts if fact.key not in taken and not fact.guessed]
    named = [f for f in free if noun_said(claim.said.noun, f.noun) or f.noun == claim.said.noun]
    proper = [f for f in free if set(words_of(f.name)) & set(words_of(claim.said.quote))]
    spoken = [*proper, *named]
    here = [f for f in spoken if any(meets(s, (f.span, *f.mentions)) for s in claim.spans)]
    if here:
        return here[0]
    unknown = [f for f in free if f.kind == "unknown" and meets(f.span, claim.spans)]
    if unknown:
        return unknown[0]
    return named[0] if len(named) == 1 and claim.said.id == named[0].key else None


def _action_of(
    claim: ActionClaim, facts: Sequence[ActionFact], *, keys: dict[str, str], taken: Collection[str]
) -> ActionFact | None:
    """Return the reader's action in the same words: of the same verb, else of the same agent."""
    here = [f for f in facts if f.key not in taken and meets(f.span, claim.spans)]
    verb, agent = claim.said.verb.lower(), keys.get(claim.said.agent, "")
    same = [f for f in here if f.verb == verb]
    mine = [f for f in same if f.agent == agent] or same
    unclear = [f for f in here if f.agent == agent and not f.action]
    return next(iter((*mine, *unclear)), None)


def _relation_of(
    claim: RelationClaim, facts: Sequence[RelationFact], *, keys: dict[str, str],
    taken: Collection[str],
) -> RelationFact | None:  # fmt: skip
    ends = {keys.get(claim.said.subject, ""), keys.get(claim.said.object, "")}
    free = [f for f in facts if f.key not in taken and {f.subject, f.object} == ends]
    return next((f for f in free if meets(f.span, claim.spans)), None)
