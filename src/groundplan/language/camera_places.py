"""Things that are placed about the camera: "a wall 1 m behind the camera" is about no prop."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from groundplan.language.facts import EntityFact, Facts, RelationFact, Span

__all__ = ["with_camera_places"]

_CAMERAS: Final = frozenset({"camera", "lens"})
_PLACES: Final = frozenset({"behind", "in_front_of", "left_of", "right_of", "next_to"})


def with_camera_places(facts: Facts) -> Facts:
    """Return the facts with relations to "the camera" told apart from those between things.

    A camera that is somebody's, that acts or is acted on, or that is one of several stays a thing.
    """
    if "camera" not in facts.text.lower():
        return facts
    cameras = [e for e in facts.entities if _is_ours(e, facts)]
    keys = {e.key for e in cameras}
    about = tuple(r for r in facts.relations if r.object in keys and r.relation in _PLACES)
    return replace(
        facts,
        entities=tuple(e for e in facts.entities if e.key not in keys),
        relations=tuple(r for r in facts.relations if keys.isdisjoint({r.subject, r.object})),
        camera_places=(*(replace(r, object="") for r in about), *_beside(facts, about)),
    )


_BESIDE: Final = re.compile(
    r"\b(?:(?:to|on|at)\s+the\s+)?(?P<side>left|right)(?:\s+side)?\s+of\s+the\s+camera\b",
    re.IGNORECASE,
)
_REACH: Final = 24
"""Characters before such words in which their distance stands: our engineering default."""


def _beside(facts: Facts, known: tuple[RelationFact, ...]) -> Iterator[RelationFact]:
    """Yield "to the left of the camera", which the clause reader takes for words of the camera."""
    for m in _BESIDE.finditer(facts.text):
        if any(r.span.start <= m.start() < r.span.end for r in known):
            continue
        begin = max(facts.text.rfind(mark, 0, m.start()) for mark in ".;!?") + 1
        named = [
            (s.start, e.key) for e in facts.entities for s in (e.span, *e.mentions)
            if begin <= s.start and s.end <= m.start()
        ]  # fmt: skip
        if named:
            far = (
                q.value for q in facts.quantities
                if q.unit == "m" and m.start() - _REACH <= q.span.start and q.span.end <= m.start()
            )  # fmt: skip
            yield RelationFact(
                key=f"about{m.start()}", subject=max(named)[1], object="",
                relation=f"{m['side'].lower()}_of", distance_m=next(far, None),
                span=Span(start=m.start(), end=m.end()),
            )  # fmt: skip


def _is_ours(entity: EntityFact, facts: Facts) -> bool:
    """Whether it is the camera that films: "the camera", only ever named as a place."""
    if entity.noun not in _CAMERAS or entity.count != 1 or entity.attributes or entity.held_by:
        return False
    said = facts.text[entity.span.start : entity.span.end].lower()
    if said not in {"the camera", "camera", "the lens", "lens"}:
        return False
    acted = {
        key for a in facts.actions
        for key in (a.agent, a.object, a.source, a.companion, a.path, a.goal)
    }  # fmt: skip
    places = [r for r in facts.relations if entity.key in {r.subject, r.object}]
    return entity.key not in acted and bool(places) and all(_about(r, entity) for r in places)


def _about(relation: RelationFact, entity: EntityFact) -> bool:
    return relation.object == entity.key and relation.relation in _PLACES
