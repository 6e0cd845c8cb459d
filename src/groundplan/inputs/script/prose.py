"""What a scene says is seen: its action and shot headings, in small letters and in place."""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from groundplan.inputs.script.model import Element, ElementKind
from groundplan.language.names import NameIndex

__all__ = ["prose_of", "titled"]

_SEEN: Final = frozenset({ElementKind.ACTION, ElementKind.SHOT, ElementKind.CENTRED})
_MARKS: Final = re.compile(r"\\(?=[*_#@>!.~=\\])|[*_]")
_CAPITALS: Final = re.compile(r"\b[^\W\d_]+(?:['\u2019][^\W\d_]+)*\b")
_STOPS: Final = ".!?;:,"
_EMPTY: Final = re.compile(
    r"\s*(?:(?:(?:NEW|ANOTHER|DIFFERENT|UP|DOWN)\s+)?ANGLE(?:\s+ON)?|FAVOU?RING|ON"
    r"|(?:BACK\s+TO|RESUME|RETURN\s+TO)(?:\s+(?:SCENE|SHOT|PRESENT))?"
    r"|(?:A\s+)?(?:(?:MOMENTS?|MINUTES?|HOURS?|SECONDS?)\s+)?LATER|SERIES\s+OF\s+SHOTS"
    r"|(?:END\s+(?:OF\s+)?)?MONTAGE|INTERCUT)\b"
)
"""Words of a heading that say where to cut and nothing of the picture."""
_BRACKETS: Final = str.maketrans("()", ",,")


def titled(name: str) -> str:
    """Return a name as a sentence writes it ("O'BRIEN" is O'Brien)."""
    words = (w[:1].upper() + w[1:].lower() for w in re.split(r"(?<=[\s'\u2019.-])", name))
    small = "".join(words)
    return small if len(small) == len(name) else name


def prose_of(text: str, elements: Iterable[Element], *, names: Sequence[str]) -> str:
    """Return the prose of a text, equally long.

    Args:
        text: comments are blanked already.
        elements: places in the text.
        names: of people, as the text writes them in capitals.
    """
    places = [e for e in elements if e.kind in _SEEN]
    found = [c if c == "\n" else " " for c in text]
    people = NameIndex(form for name in names for form in (name, titled(name)))
    for n, place in enumerate(places):
        piece = _piece(text, place, people=people)
        found[place.start : place.end] = piece
        follower = places[n + 1] if n + 1 < len(places) else None
        if not _goes_on(text, place, follower):
            _stop(found, place)
    return "".join(found)


def _piece(text: str, place: Element, *, people: NameIndex) -> str:
    raw = text[place.start : place.end]
    if place.kind is ElementKind.SHOT:
        body = _label_length(raw, place)
        empty = _EMPTY.match(raw, body)
        body = empty.end() if empty else body
        raw = " " * body + raw[body:]
        raw = re.sub(r"(?<=\s)[-\u2013\u2014]|:", ",", raw)
    raw = _MARKS.sub(" ", raw.translate(_BRACKETS))
    small = _lower if place.kind is ElementKind.SHOT else _without_capitals
    parts, at = list[str](), 0
    for start, name in people.find(raw):
        parts += [small(raw[at:start]), titled(name)]
        at = start + len(name)
    return "".join([*parts, small(raw[at:])])


def _without_capitals(text: str) -> str:
    return _CAPITALS.sub(_small, text)


def _lower(text: str) -> str:
    """Return a text in small letters, where that is as long."""
    small = text.lower()
    return small if len(small) == len(text) else text


def _label_length(raw: str, place: Element) -> int:
    """Return how long the label is that opens a shot heading ("SHOT 2:", "2A.")."""
    if not place.label:
        return 0
    match = re.match(
        rf"\W*(?:\w+\s*(?:NO\.?\s*|#\s*)?)?{re.escape(place.label)}\W*", raw, re.IGNORECASE
    )
    return match.end() if match else 0


def _small(match: re.Match[str]) -> str:
    """Return a word in capitals in small letters; of equal length."""
    word = match[0]
    small = word.lower()
    return small if len(word) > 1 and word.isupper() and len(small) == len(word) else word


def _goes_on(text: str, place: Element, follower: Element | None) -> bool:
    """Whether the next line belongs to the same paragraph."""
    if follower is None or place.kind is ElementKind.SHOT or follower.kind is not place.kind:
        return False
    return text.count("\n", place.end, follower.start) <= 1


def _stop(found: list[str], place: Element) -> None:
    """End a paragraph with a full stop where it has none."""
    last = next(
        (i for i in range(place.end - 1, place.start - 1, -1) if not found[i].isspace()), -1
    )
    if last < 0:
        return
    if found[last] in ",:":
        found[last] = "."
    elif found[last] not in _STOPS and last + 1 < len(found):
        found[last + 1] = "."
