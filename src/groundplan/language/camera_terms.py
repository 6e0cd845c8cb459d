"""The camera vocabulary as patterns of stems, and the matcher that finds them on a board."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from groundplan.language.spotting import Board
from groundplan.language.stems import stem
from groundplan.language.vocabulary import Sheet, vocabulary

__all__ = ["RIG", "CameraTerm", "CameraWords", "TermMatch", "camera_words", "find_terms"]

RIG: Final = "rig_"
"""How ids begin that say what carries the camera; a length may stand inside ("on a 12 m crane")."""
_GAP: Final = 5
"""Filler words that may stand inside a term."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CameraTerm:
    """A pattern of stems, and what it means."""

    facet: str
    value: str
    stems: tuple[str, ...]
    evidence: str = "none"
    """`none`: the words are enough; `noun`: likewise, but the direction is not said; `camera`: a
    camera word must govern them."""
    amount: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TermMatch:
    """A term found at tokens `start` (inclusive) to `end` (exclusive)."""

    term: CameraTerm
    start: int
    end: int
    indices: tuple[int, ...]
    """The tokens of the pattern itself, fillers left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CameraWords:
    """Terms by first stem, and the small words around them."""

    by_first: dict[str, tuple[CameraTerm, ...]]
    fillers: frozenset[str]
    glue: frozenset[str]
    slow: frozenset[str]
    fast: frozenset[str]


@lru_cache(maxsize=1)
def camera_words() -> CameraWords:
    """Return the compiled camera vocabulary."""
    sheet = vocabulary().sheets["camera"]
    table: dict[str, list[CameraTerm]] = {}
    for term in (*_moves(sheet), *_framings(sheet), *_lenses(sheet)):
        table.setdefault(term.stems[0], []).append(term)
    return CameraWords(
        by_first={k: tuple(sorted(v, key=lambda t: -len(t.stems))) for k, v in table.items()},
        fillers=frozenset(sheet["fillers"].words()),
        glue=frozenset(sheet["glue"].words()),
        slow=frozenset(sheet["manner"]["slow"].words()),
        fast=frozenset(sheet["manner"]["fast"].words()),
    )


def _stems(pattern: str) -> tuple[str, ...]:
    words = pattern.replace("'s", " 's").split()
    return tuple(stem(w) for w in words)


def _moves(sheet: Sheet) -> Iterator[CameraTerm]:
    for move in sheet["moves"].items():
        for pattern in move["patterns"].words():
            yield CameraTerm(
                facet="move",
                value=move["id"].text(),
                stems=_stems(pattern),
                evidence=move["evidence"].text(),
            )


def _framings(sheet: Sheet) -> Iterator[CameraTerm]:
    facets = (
        ("sizes", "size"), ("angles", "angle"), ("staging", "staging"), ("focus", "focus"),
        ("sensors", "sensor"),
    )  # fmt: skip
    for name, facet in facets:
        for value, aliases in sheet[name].mapping().items():
            for alias in aliases.words():
                yield CameraTerm(facet=facet, value=value, stems=_stems(alias), evidence=facet)


def _lenses(sheet: Sheet) -> Iterator[CameraTerm]:
    for value, entry in sheet["lens_terms"].mapping().items():
        length = entry.get("mm")
        for alias in entry["aliases"].words():
            yield CameraTerm(
                facet="lens",
                value=value,
                stems=_stems(alias),
                evidence="lens",
                amount=length.number() if length else None,
            )


def find_terms(board: Board) -> Iterator[TermMatch]:
    """Yield every term that could stand in the text, at each token the longest first."""
    words, stems, lowers = camera_words(), board.stems(), board.lowers()
    for start, first in enumerate(stems):
        for term in words.by_first.get(first, ()):
            numbers = frozenset(
                i for i, t in enumerate(board.tokens) if t.quantity
            ) if term.value.startswith(RIG) else frozenset[int]()  # fmt: skip
            indices = _match(term, start, (stems, lowers), numbers=numbers)
            if indices is not None:
                yield TermMatch(term=term, start=start, end=indices[-1] + 1, indices=tuple(indices))


def _match(
    term: CameraTerm,
    start: int,
    words: tuple[Sequence[str], Sequence[str]],
    *,
    numbers: frozenset[int],
) -> list[int] | None:
    stems, lowers = words
    fillers = camera_words().fillers if term.facet == "move" else frozenset[str]()
    indices, at = [start], start + 1
    for wanted in term.stems[1:]:
        skipped = 0
        while at < len(stems) and stems[at] != wanted and skipped < _GAP:
            if lowers[at] not in fillers and at not in numbers:
                break
            at, skipped = at + 1, skipped + 1
        if at >= len(stems) or stems[at] != wanted:
            return None
        indices.append(at)
        at += 1
    return indices
