"""Puts what happens in the order of the text: paragraph by paragraph, line by line."""

from bisect import bisect_right
from dataclasses import replace

from groundplan.inputs.script.model import Scene
from groundplan.language.facts import Facts

__all__ = ["in_order_of_text"]


def in_order_of_text(facts: Facts, scene: Scene) -> Facts:
    """Return the facts with one running order over action and speech.

    Inside a paragraph the order is as read; what stands in a later paragraph, or behind a line that
    is spoken, begins later. Speeches side by side share their order.
    """
    dual = {s.start for s in scene.speeches if s.dual}
    spoken = {line.action: line.span.start for line in facts.lines if line.action}
    cuts = sorted(
        {*_paragraphs(scene), *_speech_edges(scene), *(shot.start for shot in scene.shots)}
    )
    places: dict[str, tuple[int, int]] = {}
    before = -1
    for action in sorted(facts.actions, key=lambda a: a.span.start):
        block = bisect_right(cuts, action.span.start)
        if spoken.get(action.key, -1) in dual and before >= 0:
            block = before
        before = block if action.key in spoken else -1
        places[action.key] = (block, 0 if action.key in spoken else action.order)
    ranks = {place: rank for rank, place in enumerate(sorted(set(places.values())))}
    actions = tuple(replace(a, order=ranks[places[a.key]]) for a in facts.actions)
    return replace(facts, actions=actions)


def _paragraphs(scene: Scene) -> list[int]:
    """Return where paragraphs of the prose begin: behind a blank line."""
    found: list[int] = []
    at = 0
    blank = True
    for line in scene.prose.split("\n"):
        if blank and line.strip():
            found.append(at)
        blank = not line.strip()
        at += len(line) + 1
    return found


def _speech_edges(scene: Scene) -> list[int]:
    return [edge for s in scene.speeches for edge in (s.start, s.end)]
