"""Whom each thing that is said of the camera is about."""

import re
from dataclasses import replace
from itertools import pairwise
from typing import Final

from groundplan.language.camera import CameraReading
from groundplan.language.camera_numbers import merge_moves
from groundplan.language.clauses import Clauses
from groundplan.language.composition import Composition
from groundplan.language.facts import CameraFact
from groundplan.language.shoulders import with_shoulders

__all__ = ["camera_facts"]

_VANTAGE: Final = frozenset({"from", "behind", "above", "beyond"})
"""What follows says where the camera stands, not what it is about."""
_OWNER: Final = re.compile(
    r"(?:(?:his|her|their|its)|[\w.-]+(?:'s|s'))\s+(?:\w+\s+){0,3}$", re.IGNORECASE
)


def camera_facts(
    reading: CameraReading,
    pure: tuple[CameraFact, ...],
    composition: Composition,
    *,
    reader: Clauses,
    text: str,
) -> tuple[CameraFact, ...]:
    """Return the camera facts of a text, each with what it is about."""
    facts = list(reading.facts)
    for hint in reading.hints:
        facts[hint.index] = replace(
            facts[hint.index], subject=_named_after(reader, hint.token, text)
        )
    main = _main(reader)
    merged = with_shoulders(
        merge_moves((*facts, *pure)), text, named=lambda a, b: _named_between(reader, (a, b), text)
    )
    about = next((f.subject for f in merged if f.facet == "size" and f.subject), main)
    framed = tuple(
        replace(f, subject=f.subject or main)
        if f.facet in {"distance", "size", "staging", "angle", "move"}
        else f
        for f in merged
    )
    return (*_zoomed(framed), *_composed(reader, composition, about=about, text=text))


def _zoomed(facts: tuple[CameraFact, ...]) -> tuple[CameraFact, ...]:
    """Return the facts with a range of lenses as both ends of a zoom, where one is named."""
    if not any(f.facet == "move" and "zoom" in f.value for f in facts):
        return facts
    return tuple(
        replace(f, end_amount=f.upper, upper=None) if f.upper is not None else f for f in facts
    )


def _composed(
    reader: Clauses, composition: Composition, *, about: str, text: str
) -> list[CameraFact]:
    """Return the facts about the frame, each with whom it is about."""
    facts: list[CameraFact] = []
    for fact, hint in zip(composition.facts, composition.hints, strict=True):
        named = _named_between(reader, (hint.start, hint.end), text)
        if fact.facet == "sharp" and not named:
            named = _named_between(reader, (0, fact.span.start), text)[-2:]
        pair = named[1] if fact.facet == "sharp" and len(named) > 1 else ""
        facts.append(replace(fact, subject=named[0] if named else about, object=pair))
    return facts


def _named_between(reader: Clauses, stretch: tuple[int, int], text: str) -> list[str]:
    """Return the keys of the entities that are mentioned between two characters, in order.

    Whose something is ("his dog", "Ben's car") is named after it.
    """
    start, end = stretch
    found = sorted(
        {
            (m.start, m.end, e.key)
            for e in reader.cast.entities.values()
            for m in (e.span, *e.mentions)
            if start <= m.start and m.end <= end + 2
        },
        key=lambda named: (named[0], -named[1], named[2]),
    )
    owners = [(a, b) for a, b in pairwise(found) if a[2] != b[2] and _owns(text[a[0] : b[0]])]
    for owner, owned in owners:
        found.remove(owner)
        found.insert(found.index(owned) + 1, owner)
    return list(dict.fromkeys(key for _, _, key in found))


def _owns(text: str) -> bool:
    """Whether the first of two names says whose the second is."""
    return bool(_OWNER.fullmatch(text))


def _named_after(reader: Clauses, token: int, text: str) -> str:
    """Return the first entity named behind a board index, in the same run of words."""
    tokens = reader.board.tokens
    end = token
    while end < len(tokens) and not tokens[end].stop:
        end += 1
    if end == token:
        return ""
    stretch = (tokens[token].start, tokens[end - 1].end)
    named = _named_between(reader, stretch, text)
    if not named:
        return ""
    first = min(
        m.start
        for m in (reader.cast[named[0]].span, *reader.cast[named[0]].mentions)
        if m.start >= stretch[0]
    )
    between = {t.lower for t in tokens[token:end] if t.start < first}
    return "" if _VANTAGE & between else named[0]


def _main(reader: Clauses) -> str:
    """Return whom the picture is about: the first who acts, else the first thing named."""
    cast = reader.cast
    acting = [a.agent for a in reader.actions if a.agent and cast.mobile(a.agent)]
    things = [k for k, e in cast.entities.items() if e.role != "place" and not e.absent]
    return next(iter([*acting, *things, *cast.entities]), "")
