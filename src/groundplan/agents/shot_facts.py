"""Which of several shots words belong to: the one whose stretch of the text they stand in."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from groundplan.agents.cast_list import cast_list
from groundplan.language.facts import ActionFact, Facts, ShotFact, ShotText, Span

__all__ = [
    "bodies_in_shot", "camera_key", "facts_of_shot", "in_shots", "keys_in_shot", "shot_count",
    "shot_index", "shot_key", "unseen_of",
]  # fmt: skip


_CLOSE: Final = frozenset({
    "extreme_close_up", "close_up", "medium_close_up", "medium", "medium_long",
})  # fmt: skip
"""Sizes that are about somebody in particular."""


def shot_count(facts: Facts) -> int:
    """Return how many shots the text has: one where it names none."""
    return max(1, len(facts.shots))


def shot_key(index: int) -> str:
    """Return the world's id of a shot; `index` counts from 0."""
    return f"s{index + 1}"


def camera_key(index: int) -> str:
    """Return the role word of a shot's camera, as `WorldView.entity` takes it."""
    return "camera" if index == 0 else f"camera_{index + 1}"


def shot_index(facts: Facts, span: Span) -> int:
    """Return the shot that words stand in, counted from 0.

    Words between two shots belong to the one before, words before all of them to the first.
    """
    begun = [i for i, shot in enumerate(facts.shots) if shot.span.start <= span.start]
    return max(begun, default=0)


def in_shots(facts: Facts) -> Facts:
    """Return the facts with actions ordered by shot first: no action goes on behind its cut."""
    if len(facts.shots) < 2:
        return facts
    places = {a.key: (shot_index(facts, a.span), a.order) for a in facts.actions}
    ranks = {place: rank for rank, place in enumerate(sorted(set(places.values())))}
    actions = tuple(replace(a, order=ranks[places[a.key]]) for a in facts.actions)
    return replace(facts, actions=actions)


def facts_of_shot(facts: Facts, index: int) -> Facts:
    """Return what one shot says: its camera, actions, relations and lines, and whom it speaks of.

    Keys stay. Where it speaks of nobody, everybody is kept, but for a close framing: that stays
    with those of the shot before. A framing that was taken to be about
    the main thing of the whole text is about nothing named where the shot does not speak of it.
    """
    if len(facts.shots) < 2:
        return facts

    def own(span: Span) -> bool:
        return shot_index(facts, span) == index

    keys = _shown_keys(facts, index)
    return replace(
        facts,
        entities=tuple(e for e in facts.entities if e.key in keys) or facts.entities,
        actions=tuple(a for a in facts.actions if own(a.span)),
        relations=tuple(r for r in facts.relations if own(r.span)),
        camera=tuple(
            c if c.subject in keys else replace(c, subject="") for c in facts.camera if own(c.span)
        ),
        lines=tuple(line for line in facts.lines if own(line.span)),
        shot=_length(facts, facts.shots[index], own=own_spans(facts, index)),
        shots=(),
    )


def own_spans(facts: Facts, index: int) -> tuple[Span, ...]:
    """Return the words about format and time that stand in a shot."""
    return tuple(span for span in facts.shot.spans if shot_index(facts, span) == index)


def _length(facts: Facts, shot: ShotText, *, own: tuple[Span, ...]) -> ShotFact:
    said = facts.shot.duration_s if own else None
    stated = shot.duration_s if shot.duration_s is not None else said
    return replace(facts.shot, duration_s=stated, spans=own)


def keys_in_shot(facts: Facts, index: int) -> frozenset[str]:
    """Return the keys of the entities that a shot's words speak of."""
    spoken = {
        entity.key
        for entity in facts.entities
        if any(shot_index(facts, m) == index for m in (entity.span, *entity.mentions))
    }
    spoken |= _in_actions(a for a in facts.actions if shot_index(facts, a.span) == index)
    spoken |= {line.speaker for line in facts.lines if shot_index(facts, line.span) == index}
    return frozenset(spoken - {""})


def _shown_keys(facts: Facts, index: int) -> frozenset[str]:
    """Return whom a shot speaks of; a close one of nobody goes on with those of the one before."""
    keys = keys_in_shot(facts, index)
    close = any(
        c.facet == "size" and c.value in _CLOSE and shot_index(facts, c.span) == index
        for c in facts.camera
    )
    return keys if keys or not close or index == 0 else _shown_keys(facts, index - 1)


def bodies_in_shot(facts: Facts, index: int) -> Iterator[str]:
    """Yield the keys (`cast_list`) of the single bodies that a shot speaks of.

    A text of one shot speaks of all of them; what stands behind or beside the camera is no part of
    its picture.
    """
    keys = _shown_keys(facts, index)
    unseen = unseen_of(facts)
    for body, fact in cast_list(facts).bodies():
        if (len(facts.shots) < 2 or fact.key in keys) and fact.key not in unseen:
            yield body


def unseen_of(facts: Facts) -> frozenset[str]:
    """Return the keys of what is said to stand behind or beside the camera."""
    return frozenset(r.subject for r in facts.camera_places if r.relation != "in_front_of")


def _in_actions(actions: Iterable[ActionFact]) -> set[str]:
    return {
        key for a in actions for key in (a.agent, a.object, a.source, a.goal, a.companion, a.path)
    }
