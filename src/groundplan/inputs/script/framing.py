"""What each shot of a scene says of its camera and its length, read shot by shot."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from groundplan.inputs.script.model import Scene
from groundplan.language.camera import read_camera
from groundplan.language.camera_numbers import merge_moves, read_camera_numbers, read_shot
from groundplan.language.facts import CameraFact, EntityFact, Facts, ShotText, Span
from groundplan.language.quantities import read_quantities
from groundplan.language.spotting import Board
from groundplan.language.tokens import ascii_marks, tokenise

__all__ = ["read_framing"]

_ABOUT: Final = frozenset({"distance", "size", "staging", "angle", "move"})


def read_framing(facts: Facts, scene: Scene) -> Facts:
    """Return the facts with the camera facts and the length of every shot.

    Two shots may both be close-ups; read as one text, the second would be a repetition.
    """
    camera: list[CameraFact] = []
    shots: list[ShotText] = []
    for shot in facts.shots:
        found, seconds = _read(facts, scene, shot)
        camera += found
        stated = shot.duration_s if shot.duration_s is not None else seconds
        shots.append(replace(shot, duration_s=stated))
    whole = replace(facts.shot, duration_s=None)
    return replace(facts, camera=tuple(camera), shots=tuple(shots), shot=whole)


def _read(facts: Facts, scene: Scene, shot: ShotText) -> tuple[list[CameraFact], float | None]:
    start, end = shot.span.start, shot.span.end
    plain = ascii_marks(scene.prose[start:end])
    numbers = read_quantities(plain)
    board = Board(
        tokens=tokenise(plain, numbers.quantities),
        quantities={q.key: q for q in numbers.quantities},
    )
    reading = read_camera(board)
    pure = read_camera_numbers(board, reading)
    length = read_shot(board).duration_s
    main = _main(facts, shot)
    hints = {h.index: start + board.tokens[h.token].start
             for h in reading.hints if h.token < len(board.tokens)}  # fmt: skip
    found: list[CameraFact] = []
    own = [
        replace(fact, span=_moved(fact.span, start), subject=_named_from(facts, hints.get(n), end))
        for n, fact in enumerate(reading.facts)
    ]
    for fact in merge_moves((*own, *(replace(f, span=_moved(f.span, start)) for f in pure))):
        subject = fact.subject or (main if fact.facet in _ABOUT else "")
        found.append(replace(fact, subject=subject))
    return found, length


def _moved(span: Span, by: int) -> Span:
    return Span(start=span.start + by, end=span.end + by)


def _named_from(facts: Facts, place: int | None, end: int) -> str:
    """Return the entity that is named first at a place or behind it, in the same sentence."""
    if place is None:
        return ""
    stop = min((i for i in range(place, end) if facts.text[i] in ".!?\n"), default=end)
    near = [(m.start, e.key) for e in _things(facts.entities) for m in e.mentions
            if place <= m.start < stop]  # fmt: skip
    return min(near)[1] if near else ""


def _main(facts: Facts, shot: ShotText) -> str:
    """Return whom a shot is about: who acts in it first, else who is named first in it."""
    inside = [a for a in facts.actions if shot.span.start <= a.span.start < shot.span.end]
    acting = [a.agent for a in sorted(inside, key=lambda a: a.span.start) if a.agent]
    named = sorted(
        (m.start, e.key) for e in _things(facts.entities) for m in e.mentions
        if shot.span.start <= m.start < shot.span.end
    )  # fmt: skip
    return next(iter([*acting, *(key for _, key in named)]), "")


def _things(entities: Iterable[EntityFact]) -> list[EntityFact]:
    return [e for e in entities if e.role != "place" and not e.absent]
