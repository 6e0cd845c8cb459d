"""The director's words, each coloured by what became of it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape
from typing import Final, Literal, get_args

from groundplan.studio.page.names import readable_path
from groundplan.world.document import World
from groundplan.world.narrative import Span
from groundplan.world.opinion import Opinion
from groundplan.world.stack import winner

__all__ = ["FATES", "Fate", "marked_text"]

Fate = Literal["unresolved", "authored", "extracted", "derived", "guessed"]
FATES: Final = get_args(Fate)
"""What can become of words, the most telling first."""
_SHOWN_FIELDS: Final = 8
_UNSHOWN: Final = ("narrative/unresolved/", "sources/", "intents/")
"""Branches whose spans tell nothing more; of shots, only the framing is told."""


@dataclass(slots=True)
class _Stretch:
    """Words of one span, and the fields that rest on them."""

    start: int
    end: int
    fates: set[str] = field(default_factory=set[str])
    notes: list[str] = field(default_factory=list[str])

    @property
    def fate(self) -> str:
        return next(fate for fate in FATES if fate in self.fates)


def marked_text(world: World, source: str) -> str:
    """Return a source's text as HTML in which every word that did something is a `<mark>`.

    Of words that several things rest on, the shortest stretch around them decides; a `<mark>` has
    the class of its fate and a title that names the fields.
    """
    text = world.sources[source].text
    stretches = _stretches(world, source)
    innermost: list[_Stretch | None] = [None] * len(text)
    for stretch in sorted(stretches, key=lambda s: (s.start - s.end, s.start)):
        for place in range(max(stretch.start, 0), min(stretch.end, len(text))):
            innermost[place] = stretch
    made: list[str] = []
    start = 0
    for place in range(1, len(text) + 1):
        if place == len(text) or innermost[place] is not innermost[start]:
            made.append(_marked(text[start:place], innermost[start]))
            start = place
    return "".join(made)


def _marked(text: str, stretch: _Stretch | None) -> str:
    if stretch is None or not text.strip():
        return escape(text)
    notes = list(dict.fromkeys(stretch.notes))
    more = len(notes) - _SHOWN_FIELDS
    shown = [*notes[:_SHOWN_FIELDS], *([f"and {more} more"] if more > 0 else [])]
    title = escape("\n".join(shown), quote=True)
    return f'<mark class="{stretch.fate}" title="{title}">{escape(text)}</mark>'


def _stretches(world: World, source: str) -> list[_Stretch]:
    found: dict[tuple[int, int], _Stretch] = {}

    def add(span: Span | None, fate: str, note: str) -> None:
        if span is not None and span.source == source and span.end > span.start:
            stretch = found.setdefault((span.start, span.end), _Stretch(span.start, span.end))
            stretch.fates.add(fate)
            stretch.notes.append(note)

    for path, held in _deciding(world):
        if not path.startswith(_UNSHOWN) and ("/framing/" in path or path[:6] != "shots/"):
            add(held.span, held.basis, f"{readable_path(world, path)}: {held.basis}")
    for entry in world.narrative.unresolved.values():
        add(entry.span, "unresolved", f"not understood: {entry.reason}")
    return list(found.values())


def _deciding(world: World) -> Iterator[tuple[str, Opinion]]:
    """Yield every field with the opinion that decides it."""
    for path in sorted(world.opinions):
        top = winner(world.opinions[path])
        if top is not None:
            yield path, top
