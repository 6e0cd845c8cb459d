"""Where in a room things stand: against a wall, in a corner, in rows, facing one another.

Read from the words behind the grammar, which knows no walls: a phrase is about the thing named
last before it, about all of a list before a plural verb, else about what follows it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final, Literal

from groundplan.language.facts import EntityFact, Facts, PlacementFact, Span
from groundplan.language.interiors import interior_of
from groundplan.language.placement_phrases import Found, phrases
from groundplan.language.restated import once_each, with_bare_things, without_abstract
from groundplan.language.room_words import dropped, named_rooms, one_room, with_sizes, with_widths
from groundplan.language.vocabulary import vocabulary

__all__ = ["with_placements"]

_DEICTIC: Final = r"it|him|her|them|that"
_PLURAL: Final = re.compile(
    r"\b(?:are|were|stand|sit|lie|hang|face|line|should be)\b", re.IGNORECASE
)
_STOPS: Final = ".;!?"
_FOR_ALL: Final = frozenset({"wall", "corner", "middle"})
"""What is also said of people; the rest is about things."""


def with_placements(facts: Facts) -> Facts:
    """Return the facts with what is said about places in a room; as they are without a room.

    Walls and corners of the room are no things then, and a thing that stands does nothing.
    """
    rooms = [e for e in facts.entities if e.kind == "set" and interior_of(e.noun) is not None]
    things = [e for e in facts.entities if e.kind == "prop" and not e.absent]
    if not rooms or not things:
        return facts
    facts, rooms = one_room(named_rooms(facts), rooms)
    facts = with_sizes(once_each(with_bare_things(facts)), rooms)
    facts = with_widths(without_abstract(facts, rooms[0].key))
    found = sorted(phrases(facts.text), key=lambda f: f.start)
    placements = tuple(_placements(facts, found, rooms={e.key for e in rooms}))
    props = {e.key for e in things}
    if not any(p.subject in props for p in placements):
        return facts
    return _cleaned(replace(facts, placements=placements), found)


def _placements(
    facts: Facts, found: Sequence[Found], *, rooms: set[str]
) -> Iterator[PlacementFact]:
    """Give each phrase to the things that it is about."""
    things = [
        e for e in facts.entities
        if e.key not in rooms and not e.absent and e.noun not in {"wall", "corner", "circle"}
    ]  # fmt: skip
    kinds = {e.key: e.kind for e in things}
    said: set[tuple[str, str, str, str]] = set()
    for phrase in found:
        for key, other in _pairs(things, facts.text, phrase):
            same = (key, phrase.kind, phrase.side, other)
            if same in said or (phrase.kind not in _FOR_ALL and kinds[key] != "prop"):
                continue
            said.add(same)
            kind: Literal["wall"] = phrase.kind  # pyright: ignore[reportAssignmentType]  # one of the kinds
            yield PlacementFact(
                key=f"p{len(said)}", subject=key, kind=kind, side=phrase.side,
                amount=phrase.amount, object=other, span=Span(start=phrase.start, end=phrase.end),
            )  # fmt: skip


def _pairs(things: Sequence[EntityFact], text: str, phrase: Found) -> Iterator[tuple[str, str]]:
    """Yield what a phrase is about, each with the other thing that it names (or nothing)."""
    other = _named(things, text, phrase.of) if phrase.of >= 0 else ""
    if phrase.of >= 0 and not other:
        return
    targets = _targets(things, text, phrase, other=other)
    if phrase.kind == "apart":
        targets = [e.key for e in things if e.key in targets[-1:] and e.count > 1]
    if phrase.kind == "near" and targets:
        first = next(e.span for e in things if e.key == targets[0])
        other = next((e.key for e in reversed(things) if e.span.end <= first.start), "")
    mutual = phrase.kind in {"each_other", "each_near"}
    if mutual:
        targets = _both(things, targets)
    for key in targets:
        yield key, next((t for t in targets if t != key), "") if mutual else other


def _both(things: Sequence[EntityFact], targets: list[str]) -> list[str]:
    """Return both of "the sofa and the chair face each other"; a pair of alike things is one."""
    first = next((e for e in things if targets and e.key == targets[-1]), None)
    if first is None or first.count > 1 or len(targets) > 1:
        return targets[-2:]
    before = [e.key for e in things if e.span.end <= first.span.start and e.kind != "set"]
    return [*before[-1:], first.key]


def _named(things: Sequence[EntityFact], text: str, at: int) -> str:
    """Return whom the noun phrase right behind a place of the text is about."""
    deictic = re.match(rf"(?:{_DEICTIC})\b", text[at:], re.IGNORECASE)
    near = [
        (span.start, e.key) for e in things for span in (e.span, *e.mentions)
        if span.start <= at < span.end
        or (at - 1 <= span.start <= at + 24 and not _stops(text, at, span.start))
    ]  # fmt: skip
    if near:
        return min(near)[1]
    words = [
        e
        for e in things
        if re.match(rf"(?:\w+\s+){{0,3}}{re.escape(e.noun)}", text[at:], re.IGNORECASE)
    ]
    if words:
        return words[0].key
    return "" if deictic is None else next((e.key for e in reversed(things) if e.span.end < at), "")


def _stops(text: str, start: int, end: int) -> bool:
    return any(mark in text[start:end] for mark in (*_STOPS, ","))


def _targets(things: Sequence[EntityFact], text: str, phrase: Found, *, other: str) -> list[str]:
    """Return what a phrase is about, in the order of the text."""
    begin = max((text.rfind(mark, 0, phrase.start) for mark in _STOPS), default=-1) + 1
    stop = min((at for mark in _STOPS if (at := text.find(mark, phrase.end)) >= 0),
               default=len(text))  # fmt: skip
    if phrase.kind == "each":
        behind = [m for m in _mentions(things, phrase.of, stop) if m[1] > phrase.end]
        return [key for _, _, key in behind if key != other][:1]
    before = [m for m in _mentions(things, begin, phrase.start) if m[2] != other]
    if not before:
        behind = [m for m in _mentions(things, phrase.end, stop) if m[2] != other]
        return [behind[0][2]] if behind and phrase.of < 0 else []
    last = before[-1]
    if phrase.kind in {"wall", "wall_middle"} and (joined := _listed(text, before, phrase.start)):
        return joined
    if _PLURAL.search(text[last[1] : phrase.start]):
        listed = [last[2]]
        for earlier, later in zip(before[-2::-1], before[:0:-1], strict=False):
            if not re.fullmatch(r"\s*,?\s*(?:and\s+)?(?:a|an|the|two|three|\w+)?\s*(?:\w+\s+){0,2}",
                                text[earlier[1] : later[0]]):  # fmt: skip
                break
            listed.insert(0, earlier[2])
        return list(dict.fromkeys(listed))
    return [last[2]]


def _listed(text: str, before: Sequence[tuple[int, int, str]], at: int) -> list[str]:
    """Return all of "A, B and C" right before a phrase; none for a shorter list."""
    if text[before[-1][1] : at].strip():
        return []
    listed = [before[-1]]
    for mention in reversed(before[:-1]):
        joint = r"\s*,?\s+and\s+.{0,24}" if len(listed) == 1 else r"\s*,\s*.{0,24}"
        gap = text[mention[1] : listed[0][0]]
        if not re.fullmatch(joint, gap) or gap.count(",") > 1:
            break
        listed.insert(0, mention)
    return [key for _, _, key in listed] if len(listed) > 2 else []


def _mentions(things: Sequence[EntityFact], start: int, end: int) -> list[tuple[int, int, str]]:
    spans = {
        (span.start, span.end, e.key)
        for e in things
        for span in (e.span, *e.mentions)
        if start <= span.start and span.end <= end
    }
    return sorted(spans)


def _cleaned(facts: Facts, found: Sequence[Found]) -> Facts:
    """Drop what the grammar made of walls and corners, and actions of things that only stand."""

    def covered(span: Span) -> bool:
        return any(f.start < span.end and span.start < f.end for f in found)

    facts = _merged(facts)
    placed = {p.subject for p in facts.placements} | {p.object for p in facts.placements}
    gone = {
        e.key for e in facts.entities
        if e.key not in placed and covered(e.span)
        and (e.noun in {"wall", "corner", "circle", "row", "line"} or e.kind == "unknown")
    }  # fmt: skip
    kinds = {e.key: e.kind for e in facts.entities}
    still = set(vocabulary().sheets["rooms"]["standing"].words())
    facts = dropped(facts, gone)
    twice = _twice_said(facts, placed)
    return replace(
        facts,
        entities=tuple(
            replace(e, held_by="") if e.key in placed else e for e in facts.entities
        ),
        relations=tuple(
            r for r in facts.relations if not covered(r.span) and r.key not in twice
        ),
        actions=tuple(
            a for a in facts.actions
            if kinds.get(a.agent) not in {"set", "prop", "unknown"} or a.verb not in still
        ),
        settings=tuple(s for s in facts.settings if s.facet != "place" or not covered(s.span)),
        unresolved=tuple(u for u in facts.unresolved if not covered(u.span)),
    )  # fmt: skip


def _twice_said(facts: Facts, placed: set[str]) -> set[str]:
    """Return relations to the second of "before the sofa and a shelf against the wall".

    What has a place of its own is no second end of the phrase before it.
    """
    gone: set[str] = set()
    for first, second in pairwise(facts.relations):
        same = (first.subject, first.relation) == (second.subject, second.relation)
        said = facts.text[second.span.start : second.span.end]
        if same and second.object in placed and re.search(r"\band\b", said):
            gone.add(second.key)
    return gone


def _merged(facts: Facts) -> Facts:
    """Take "each table" for the tables named before."""
    placements: list[PlacementFact] = []
    gone: set[str] = set()
    for placement in facts.placements:
        other = next((e for e in facts.entities if e.key == placement.object), None)
        first = next((e for e in facts.entities if placement.kind == "each" and other is not None
                      and e.noun == other.noun), other)  # fmt: skip
        if other is not None and first is not None and first is not other:
            gone.add(other.key)
            placement = replace(placement, object=first.key)  # noqa: PLW2901 - the same one, merged
        placements.append(placement)
    return replace(dropped(facts, gone), placements=tuple(placements))
