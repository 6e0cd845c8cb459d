"""What sitting at a table implies: seats that no word names, and things that lie on top.

Who eats at a table, types at a desk or plays the piano sits on something. Such seats join the facts
as guessed entities, so that casting, layout and motion treat them like any other.
"""

import re
from dataclasses import dataclass, field, replace
from typing import Final

from groundplan.agents import table_words as words
from groundplan.agents.blocking.verbs import movement_of
from groundplan.agents.spans import world_span
from groundplan.language.facts import ActionFact, EntityFact, Facts, RelationFact, Span
from groundplan.world.finding import Finding

__all__ = ["with_seats"]

_AT: Final = re.compile(r"\bat\s+(?:\w+\s+){0,2}$", re.IGNORECASE)
_OPPOSITE: Final = re.compile(r"^(?:opposite|across)\b", re.IGNORECASE)
_OWN: Final = frozenset({"on", "inside"})


@dataclass(slots=True)
class _Draft:
    """The facts while implied ones join them."""

    facts: Facts
    findings: list[Finding] = field(default_factory=list[Finding])

    def entity(self, key: str) -> EntityFact | None:
        return next((e for e in self.facts.entities if e.key == key), None)

    def noun(self, key: str) -> str:
        found = self.entity(key)
        return "" if found is None else found.noun

    def add(self, entity: EntityFact) -> None:
        self.facts = replace(self.facts, entities=(*self.facts.entities, entity))

    def relate(self, subject: str, relation: str, other: str, *, span: Span, at: bool = False
    ) -> None:  # fmt: skip
        guess = RelationFact(
            key=f"{subject}_{relation}_{other}", subject=subject, relation=relation, object=other,
            span=span, at=at, guessed=True,
        )  # fmt: skip
        self.facts = replace(self.facts, relations=(*self.facts.relations, guess))

    def acts(self, key: str) -> list[ActionFact]:
        return [a for a in self.facts.actions if a.agent == key and not a.negated]


def with_seats(facts: Facts) -> tuple[Facts, tuple[Finding, ...]]:
    """Return the facts with what sitting at tables implies, and what was added.

    Afterwards a relation is `at` only where its subject is a person who sits or stands at its
    object all the time.
    """
    draft = _Draft(facts)
    _read_bars(draft)
    tops: dict[str, str] = {}
    for person, table in _claims(draft).items():
        tops[person] = top = _supported(draft, table)
        if _sits(draft, person, draft.noun(table)):
            _seat(draft, person, top)
        _lay_on_top(draft, person, top)
    _settle(draft, tops)
    return draft.facts, tuple(draft.findings)


def _read_bars(draft: _Draft) -> None:
    """Take "at a bar" for the counter, not for the house."""
    for entity in draft.facts.entities:
        before = draft.facts.text[: entity.span.start]
        at = _AT.search(before) or re.match(r"at\b", draft.facts.text[entity.span.start :])
        if entity.noun != "bar" or entity.kind != "set" or not at:
            continue
        counter = replace(entity, noun="bar counter", kind="prop", role="landmark")
        draft.facts = replace(
            draft.facts,
            entities=tuple(counter if e is entity else e for e in draft.facts.entities),
        )
        for key in dict.fromkeys(a.agent for a in draft.facts.actions if not a.negated):
            draft.relate(key, "next_to", entity.key, span=entity.span, at=True)


def _claims(draft: _Draft) -> dict[str, str]:
    """Return who is at what, by keys."""
    claims: dict[str, str] = {}
    for relation in draft.facts.relations:
        if relation.at and relation.when != "end" and words.is_table(draft.noun(relation.object)):
            claims.setdefault(relation.subject, relation.object)
    for action in draft.facts.actions:
        if _is_played(draft, action):
            claims.setdefault(action.agent, action.object)
    for relation in draft.facts.relations:
        said = draft.facts.text[relation.span.start : relation.span.end]
        pair = (relation.subject, relation.object)
        if _OPPOSITE.match(said) and pair[1] in claims:
            claims.setdefault(pair[0], claims[pair[1]])
    company = [(p, o) for p, o in _company(draft) if p in claims and not draft.acts(o)]
    claims = {other: claims[person] for person, other in company} | claims
    return {p: t for p, t in claims.items() if _stays_at(draft, p, t)}


def _is_played(draft: _Draft, action: ActionFact) -> bool:
    """Return whether somebody plays an instrument with keys."""
    played = draft.noun(action.object)
    playing = action.verb in {"play", "practice", "practise", "perform"}
    return playing and not action.negated and played in words.INSTRUMENTS | {"keyboard"}


def _company(draft: _Draft) -> list[tuple[str, str]]:
    """Return who is said to be with whom: "with his knights", "next to a woman"."""
    pairs = [(r.subject, r.object) for r in draft.facts.relations if r.relation == "next_to"]
    return pairs + [(a.agent, a.companion) for a in draft.facts.actions if a.companion]


def _stays_at(draft: _Draft, person: str, table: str) -> bool:
    """Return whether somebody is at it all the time, and on no floor, animal or roof."""
    body = draft.entity(person)
    if body is None or body.kind not in {"character", "group"} or person == table or body.absent:
        return False
    if any(movement_of(a.action, a.verb).travels for a in draft.acts(person)):
        return False
    on = [
        r.object
        for r in draft.facts.relations
        if r.subject == person and r.relation in _OWN and r.object != table
    ]
    return all(_fits(draft, body, key) for key in on if not words.is_table(draft.noun(key)))


def _fits(draft: _Draft, body: EntityFact, key: str) -> bool:
    """Return whether what somebody is on is a seat with as many places, or is no place."""
    under = draft.entity(key)
    if under is None or under.kind == "set":
        return True
    return words.is_seat(under.noun) and (under.count == body.count or under.count > 1)


def _supported(draft: _Draft, table: str) -> str:
    """Return what is sat at: a machine's table, which is guessed where none is said."""
    noun = draft.noun(table)
    stand = words.table_for(noun)
    if not stand:
        return table
    under = (r.object for r in draft.facts.relations if r.subject == table and r.relation in _OWN)
    found = next((key for key in under if words.is_table(draft.noun(key))), "")
    if found:
        return found
    key, machine = f"table_{table}", draft.entity(table)
    span = machine.span if machine is not None else Span(start=0, end=0)
    guess = _guess(key, stand, span=span)
    draft.add(guess)
    draft.relate(table, "on", key, span=span)
    draft.findings.append(_implied(guess, noun))
    return key


def _sits(draft: _Draft, person: str, noun: str) -> bool:
    said = {w for a in draft.acts(person) for w in (a.verb.replace(" ", "_"), a.action)}
    if said & words.SEATED_WORK - {"play"}:
        return not {a.verb for a in draft.acts(person)} & words.STANDING_WORK
    if said & words.STANDING_WORK or draft.noun(person) in words.STANDING_NOUNS:
        return False
    return not words.sits_only_if_said(noun)


def _seat(draft: _Draft, person: str, table: str) -> None:
    """Give somebody a seat at a table: the one that is said, or a guessed one."""
    body = draft.entity(person)
    if body is None:
        return
    own = next(
        (
            r.object
            for r in draft.facts.relations
            if r.subject == person and r.relation == "on" and words.is_seat(draft.noun(r.object))
        ),
        "",
    )
    if own:
        draft.facts = replace(
            draft.facts,
            entities=tuple(
                replace(e, count=body.count) if e.key == own else e for e in draft.facts.entities
            ),
        )
        return
    span = next((a.span for a in draft.acts(person)), body.span)
    noun = words.seat_for(draft.noun(table))
    seat = f"seat_{person}" if noun else table
    if noun:
        guess = _guess(seat, noun, span=span, count=body.count)
        draft.add(guess)
        draft.findings.append(_implied(guess, draft.noun(table)))
    draft.relate(person, "on", seat, span=span)


def _lay_on_top(draft: _Draft, person: str, table: str) -> None:
    """Put what somebody types on, writes on or eats on the table, unless it is placed already."""
    for action in draft.acts(person):
        thing = draft.entity(action.object)
        if thing is None or thing.kind not in {"prop", "unknown"} or thing.held_by:
            continue
        placed = any(thing.key in {r.subject, r.object} for r in draft.facts.relations)
        sat_at = words.is_table(thing.noun) and thing.noun not in words.MACHINES
        if placed or thing.key == table or sat_at or not _on_top(action, thing):
            continue
        draft.relate(thing.key, "on", table, span=action.span)
        body = draft.entity(person)
        if action.action == "eat" and body is not None and thing.count == 1 < body.count:
            served = replace(thing, count=body.count, count_guessed=True)
            draft.facts = replace(
                draft.facts,
                entities=tuple(served if e.key == thing.key else e for e in draft.facts.entities),
            )


def _on_top(action: ActionFact, thing: EntityFact) -> bool:
    """Return whether a thing lies on the table while it is used: no cup and no apple."""
    if action.action == "eat":
        return action.verb not in {"drink", "sip", "gulp"} and thing.noun in words.DISHES
    return bool({action.verb, action.action} & words.USED_ON_TOP)


def _settle(draft: _Draft, claims: dict[str, str]) -> None:
    """Leave `at` only on the relations of those who are at their tables."""
    kept = tuple(
        replace(r, at=claims.get(r.subject) == r.object) if r.at else r
        for r in draft.facts.relations
    )
    # "Opposite him" is said of the same table: its places say it better than "next to".
    kept = tuple(
        r for r in kept
        if not (
            _OPPOSITE.match(draft.facts.text[r.span.start :])
            and claims.get(r.subject, "") == claims.get(r.object, " ")
        )
    )  # fmt: skip
    draft.facts = replace(draft.facts, relations=kept)
    said = {(r.subject, r.object) for r in kept if r.at}
    for person, table in claims.items():
        body = draft.entity(person)
        if (person, table) not in said and body is not None:
            draft.relate(person, "next_to", table, span=body.span, at=True)


def _guess(key: str, noun: str, *, span: Span, count: int = 1) -> EntityFact:
    return EntityFact(
        key=key, noun=noun, words=noun, kind="prop", span=span, count=count, role="landmark",
        guessed=True,
    )  # fmt: skip


def _implied(added: EntityFact, table: str) -> Finding:
    """Return what is said of a guessed seat or table."""
    noun, count = added.noun, added.count
    many = (
        f"{count} {noun}{'es' if noun.endswith('ch') else 's'} are" if count > 1 else f"a {noun} is"
    )
    return Finding(
        code="layout.implied-table" if noun == "table" else "layout.implied-seat",
        severity="info",
        message=f"no seat is named for the {table}: {many} assumed"
        if noun != "table"
        else f"nothing is named that the {table} stands on: {many} assumed",
        measured=float(count),
        span=world_span(added.span),
        options=(f"name the {noun}", "say that they stand"),
    )
