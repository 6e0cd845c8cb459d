"""In a room that is described at length the same things are named again: they are one.

"A queen bed … the bed", "six chairs … two chairs at the ends and four on the sides", "a small sofa
… with a small sofa": one bed, six chairs, one sofa.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

from groundplan.language.facts import EntityFact, Facts, UnresolvedFact
from groundplan.language.vocabulary import vocabulary

__all__ = ["once_each", "with_bare_things", "without_abstract"]

_DEFINITE: Final = re.compile(r"(?:the|its|each|these|this|that|both)\s", re.IGNORECASE)
_ARTICLE: Final = re.compile(r"(?:an?|the|one|two|three|four|five|six|\d+)\s", re.IGNORECASE)
_LIKE: Final = re.compile(
    r"[\s-]*(?:inspired|themed|styled?|friendly|sized|free|like)\b", re.IGNORECASE
)
_SPACES: Final = frozenset({"space", "path", "pathway", "floor", "ground", "area", "zone"})
"""Sets that are parts of a room."""


def once_each(facts: Facts) -> Facts:
    """Return the facts with things that are named again as the ones named before."""
    same = dict(_again(facts))
    if not same:
        return facts
    kept = {e.key: e for e in facts.entities if e.key not in same}
    for key, first in same.items():
        again = next(e for e in facts.entities if e.key == key)
        old = kept.get(first)
        if old is not None:
            kept[first] = replace(
                old, mentions=(*old.mentions, *(again.mentions or (again.span,))), count=old.count
            )
    return _renamed(replace(facts, entities=tuple(kept.values())), same)


def _again(facts: Facts) -> Iterator[tuple[str, str]]:
    """Yield the key of what is named again, and of what it is."""
    props: list[EntityFact] = []
    for entity in facts.entities:
        if entity.kind != "prop" or entity.absent:
            continue
        first = next((e for e in reversed(props) if _is_same(e, entity, facts.text)), None)
        if first is None:
            first = _whole_of(props, entity, facts)
        if first is None:
            props.append(entity)
        else:
            yield entity.key, first.key


def _is_same(first: EntityFact, second: EntityFact, text: str) -> bool:
    if not _alike(first.noun, second.noun):
        return False
    said = [" ".join(text[e.span.start : e.span.end].lower().split()) for e in (first, second)]
    if _DEFINITE.match(said[1]) and (second.count == 1 or second.count_guessed):
        return True
    apart = any(mark in text[first.span.end : second.span.start] for mark in ".;!?")
    bared = [_ARTICLE.sub("", words, count=1) for words in said]
    if bared[0] == bared[1] and len(bared[0].split()) > 1 and apart:
        return True
    bare = not _ARTICLE.match(said[1]) and not _DEFINITE.match(said[1])
    return bare and apart and first.count_guessed and second.count_guessed


def _alike(first: str, second: str) -> bool:
    """Return whether one noun names the other, more or less exactly."""
    return first == second or first.endswith(f" {second}") or second.endswith(f" {first}")


def _whole_of(props: list[EntityFact], entity: EntityFact, facts: Facts) -> EntityFact | None:
    """Return what "two chairs" and "four chairs" behind "six chairs" are parts of."""
    parts = [e for e in facts.entities if e.noun == entity.noun and not e.count_guessed]
    for whole in props:
        rest = [e.count for e in parts if e.span.start > whole.span.start]
        alike = whole.noun == entity.noun and whole in parts
        if alike and len(rest) > 1 and sum(rest) == whole.count:
            return whole
    return None


def _renamed(facts: Facts, same: Mapping[str, str]) -> Facts:
    def now(key: str) -> str:
        return same.get(key, key)

    return replace(
        facts,
        relations=tuple(
            r for r in (replace(r, subject=now(r.subject), object=now(r.object))
                        for r in facts.relations) if r.subject != r.object
        ),
        actions=tuple(
            replace(
                a, agent=now(a.agent), object=now(a.object), source=now(a.source), goal=now(a.goal),
                companion=now(a.companion), path=now(a.path),
            )
            for a in facts.actions
        ),
    )  # fmt: skip


def with_bare_things(facts: Facts) -> Facts:
    """Return the facts with things that lists name without an article: "a table, and bookshelf"."""
    found: list[EntityFact] = []
    for number, left in enumerate(facts.unresolved, start=1):
        noun = left.text.lower().strip()
        entry = vocabulary().noun(noun)
        if entry is None or entry.kind != "prop" or noun in {e.noun for e in found}:
            continue
        if any(e.noun == noun for e in facts.entities) or noun in _SPACES:
            continue
        found.append(
            EntityFact(key=f"b{number}", noun=noun, words=left.text, kind="prop", span=left.span,
                       role="landmark", mentions=(left.span,))
        )  # fmt: skip
    if not found:
        return facts
    nouns = {e.noun for e in found}
    again = [u for u in facts.unresolved if u.text.lower().strip() in nouns]
    mentioned = tuple(
        replace(e, mentions=tuple(u.span for u in again if u.text.lower().strip() == e.noun))
        for e in found
    )
    return replace(
        facts, entities=(*facts.entities, *mentioned),
        unresolved=tuple(u for u in facts.unresolved if u not in again),
    )  # fmt: skip


def without_abstract(facts: Facts, room: str) -> Facts:
    """Return the facts of a room without what names no thing in it: they are unresolved instead."""
    gone = {
        e.key: e
        for e in facts.entities
        if e.key != room
        and (_is_space(e) or _is_comparison(e, facts.text) or _is_quality(e, facts))
    }
    if not gone:
        return facts
    lost = tuple(
        UnresolvedFact(text=e.words, span=e.span, reason="names no thing that stands in a room")
        for e in gone.values()
    )
    return replace(
        facts,
        entities=tuple(e for e in facts.entities if e.key not in gone),
        relations=tuple(r for r in facts.relations if not {r.subject, r.object} & set(gone)),
        actions=tuple(
            replace(a, object="" if a.object in gone else a.object)
            for a in facts.actions if a.agent not in gone
        ),
        unresolved=(*facts.unresolved, *lost),
    )  # fmt: skip


def _is_space(entity: EntityFact) -> bool:
    words = {entity.noun, entity.noun.rpartition(" ")[2]}
    return entity.kind == "set" and bool(words & _SPACES)


def _is_comparison(entity: EntityFact, text: str) -> bool:
    """Return whether the word only compares: "beach-inspired", "child-friendly"."""
    return _LIKE.match(text[entity.span.end :]) is not None and text[entity.span.end] in "- "


def _is_quality(entity: EntityFact, facts: Facts) -> bool:
    """Return whether a word that nobody knows stands without an article: "cozy", "airy"."""
    if entity.kind not in {"prop", "unknown"} or entity.count > 1 or entity.guessed:
        return False
    head = entity.noun.rpartition(" ")[2]
    if vocabulary().noun(entity.noun) is not None or vocabulary().noun(head) is not None:
        return False
    said = facts.text[entity.span.start : entity.span.end]
    return not _ARTICLE.match(said) and not said[:1].isdigit()
