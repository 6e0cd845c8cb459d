"""Where one picture of a brief ends and the next begins: "…, then a close-up", "cut to …"."""

import re
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from groundplan.language.facts import CameraFact, Facts, ShotText, Span
from groundplan.language.spotting import Board

__all__ = ["hide_cuts", "with_cuts"]

_THEN: Final = re.compile(
    r"\b(?:and\s+)?(?:then|next|followed by|after that)\b[,:]?\s+(?:comes\s+|with\s+)?"
    r"(?=(?:an?|the|another|\d+(?:\.\d+)?)\s)",
    re.IGNORECASE,
)
_CUT: Final = re.compile(
    r"(?:^|(?<=[.;!?,:\n])|(?<=[.;!?,:] )|(?<=\bthen )|(?<=\band )|(?<=\bwe )|(?<=\bcamera ))"
    r"(?P<words>(?:(?:we|and|then|hard|smash|the camera)\s+)*cuts?\s+(?:back\s+)?to)\b[:,]?\s+",
    re.IGNORECASE,
)
_ENDS: Final = re.compile(r"[.!?](?:\s|$)")
_SHORTEST: Final = 12
"""Characters before a cut that can tell of a picture: our engineering default."""


def with_cuts(facts: Facts) -> Facts:
    """Return the facts with the shots that the words cut between; unchanged where none are said.

    "Cut to" always cuts. "Then a …" cuts where a framing follows (a size, a staging), or a move
    about somebody else than the picture before: "pans left, then dollies in" is one shot.
    """
    if facts.shots:
        return facts
    starts = [mark.start for mark in _marks(facts.text) if _cuts(facts, mark)]
    if not starts:
        return facts
    bounds = [0, *starts, len(facts.text)]
    pieces = [Span(start=a, end=b) for a, b in pairwise(bounds)]
    shots = tuple(ShotText(number="", span=s, duration_s=_seconds(facts, s)) for s in pieces)
    return replace(facts, shots=shots, camera=_whole_again(facts.camera, pieces))


def hide_cuts(board: Board, text: str) -> None:
    """Hide the words that cut ("cut to") from the parser; they end a clause."""
    spans = [m.span("words") for m in _CUT.finditer(text)]
    board.hide(
        [
            i
            for i, t in enumerate(board.tokens)
            if any(a <= t.start and t.end <= b for a, b in spans)
        ]
    )


@dataclass(frozen=True, slots=True)
class _Mark:
    """Words between two pictures, or perhaps not."""

    start: int
    end: int
    sure: bool


def _marks(text: str) -> list[_Mark]:
    """Return the words that may cut, in order."""
    found = [_Mark(m.start(), m.end(), sure=True) for m in _CUT.finditer(text)]
    found += [
        _Mark(m.start(), m.end(), sure=False)
        for m in _THEN.finditer(text)
        if not any(k.start <= m.start() < k.end for k in found)
    ]
    return sorted((m for m in found if m.start >= _SHORTEST), key=lambda m: m.start)


def _cuts(facts: Facts, mark: _Mark) -> bool:
    if mark.sure:
        return bool(facts.text[mark.end :].strip(" ."))
    stop = _ENDS.search(facts.text, mark.end)
    last = stop.start() if stop else len(facts.text)
    own = [
        f for f in facts.camera
        if mark.end <= f.span.start < last and _noun_phrase(facts, f, mark.end)
    ]  # fmt: skip
    if any(f.facet in {"size", "staging"} and f.at != "end" for f in own):
        return True
    before = {f.subject for f in facts.camera if f.span.start < mark.start and f.facet in _ABOUT}
    elsewhere = any(f.facet == "move" and f.subject and f.subject not in before for f in own)
    return elsewhere and bool(before)


_ABOUT: Final = frozenset({"size", "move"})
_LEAD: Final = 24
"""Characters between "then a" and the camera's word: "then a 3 s slow …"."""


def _noun_phrase(facts: Facts, fact: CameraFact, end: int) -> bool:
    """Whether a camera word stands right behind, so that "then a" is about it."""
    between = facts.text[end : fact.span.start]
    return len(between) <= _LEAD and not re.search(r"[,;:]", between)


def _seconds(facts: Facts, span: Span) -> float | None:
    own = [
        f.amount for f in facts.camera
        if f.facet == "duration" and f.amount and span.start <= f.span.start < span.end
    ]  # fmt: skip
    return own[0] if own else None


def _whole_again(camera: tuple[CameraFact, ...], pieces: list[Span]) -> tuple[CameraFact, ...]:
    """Return sizes that hold for the whole of a shot that names one alone: a cut parts them."""
    found = list(camera)
    for piece in pieces:
        own = [
            i for i, f in enumerate(found)
            if f.facet == "size" and piece.start <= f.span.start < piece.end
        ]  # fmt: skip
        if len(own) == 1:
            found[own[0]] = replace(found[own[0]], at="whole")
    return tuple(found)
