"""Plain multi-shot text becomes elements: "Shot 1: …", numbered lists, "Cut to …", times."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from groundplan.inputs.script.model import Element, ElementKind
from groundplan.inputs.script.settings import place_in
from groundplan.inputs.script.shot_headings import (
    ShotOpening,
    is_shot_heading,
    opening_of,
    shot_label,
)

__all__ = ["plain_elements"]

_ITEM: Final = re.compile(r"\s*(\d{1,3})[.):]\s")
_SENTENCE: Final = re.compile(r"[.!?][\"')\u201d\]]?[ \t]+(?=[\[(A-Z])")
_SCENE: Final = re.compile(r"\s*(?:\*\*)?SCENE\s", re.IGNORECASE)
_SHOT: Final = re.compile(r"^\s*(?:[-*]\s*)?(?:\*\*)?SHOT\s*#?\d", re.IGNORECASE | re.MULTILINE)
_SAID: Final = re.compile(
    r"(?P<name>[A-Z][A-Za-z.'\u2019 -]{0,30}?)\s*(?P<how>\([^()\n]{0,80}\))?\s*:\s*"
    r"(?P<words>[\"\u201c]?\S.*)$"
)
_SHORT_TITLE: Final = 60


@dataclass(frozen=True, slots=True)
class _Place:
    """Where something begins, and how it opens a shot."""

    start: int
    opening: ShotOpening | None


def plain_elements(text: str) -> list[Element]:
    """Return the elements of plain text in several shots, or in one."""
    numbered = _numbered(text)
    both = _SHOT.search(text) is not None
    found: list[Element] = []
    place_noun = ""
    places = list(_places(text, numbered=numbered))
    for n, place in enumerate(places):
        end = places[n + 1].start if n + 1 < len(places) else len(text)
        body = place.start
        if place.opening:
            body += place.opening.length
            scene = _SCENE.match(text, place.start) is not None
            noun = _noun_of(text[body:end])
            fresh = scene and (both or (noun and place_noun and noun != place_noun))
            found += _openings(text, place, body, heading=bool(fresh), titled=scene and both)
            if fresh and scene and both:
                body = _after_title(text, body, end)
            place_noun = noun or place_noun
        found += _paragraphs(text, body, end)
    return found


def _numbered(text: str) -> bool:
    """Whether lines count up from 1: a list, each item of which is a shot."""
    numbers = [int(m[1]) for line in text.split("\n") if (m := _ITEM.match(line))]
    return len(numbers) > 1 and numbers == list(range(numbers[0], numbers[0] + len(numbers)))


def _places(text: str, *, numbered: bool) -> Iterator[_Place]:
    """Yield where shots open; first the start of the text."""
    at = 0
    opened = False
    for line in text.split("\n"):
        inner = [0, *(m.end() for m in _SENTENCE.finditer(line))]
        for offset in inner:
            opening = opening_of(line, offset, numbered=numbered and offset == 0)
            if opening is not None:
                yield _Place(at + offset, opening)
                opened = True
            elif not opened and line and not line.isspace():
                yield _Place(at + offset, None)
                opened = True
        at += len(line) + 1


def _noun_of(text: str) -> str:
    found = place_in(text[:400])
    return found[0].id if found else ""


def _openings(
    text: str, place: _Place, body: int, *, heading: bool, titled: bool
) -> list[Element]:  # fmt: skip
    opening = place.opening
    if opening is None:
        return []
    start = place.start
    if not heading:
        return [
            Element(
                kind=ElementKind.SHOT, start=start, end=start, label=opening.number,
                seconds=opening.seconds,
            )
        ]  # fmt: skip
    end = _after_title(text, body, len(text)) if titled else start
    first = body if end > body else start
    return [
        Element(kind=ElementKind.HEADING, start=first, end=max(end, first), label=opening.number)
    ]


def _after_title(text: str, body: int, end: int) -> int:
    """Return where a scene's title ends: a short rest of its line without a full stop."""
    line = text[body:end].split("\n", maxsplit=1)[0].rstrip()
    titled = 0 < len(line) <= _SHORT_TITLE and line[-1] not in ".!?"
    return body + len(line) if titled else body


def _paragraphs(text: str, start: int, end: int) -> Iterator[Element]:
    """Yield the lines of a stretch as action, headings and speeches."""
    at = start
    for line in text[start:end].split("\n"):
        lead = len(line) - len(line.lstrip())
        stripped = line.strip()
        first, last = at + lead, at + lead + len(stripped)
        at += len(line) + 1
        if not stripped:
            continue
        said = _SAID.fullmatch(stripped)
        if is_shot_heading(stripped):
            yield Element(kind=ElementKind.SHOT, start=first, end=last, label=shot_label(stripped))
        elif said and _is_speech(said):
            yield from _speech(said, first)
        else:
            yield Element(kind=ElementKind.ACTION, start=first, end=last)


def _is_speech(said: re.Match[str]) -> bool:
    """Whether a name and a colon open what somebody says, and no note ("Camera: …")."""
    quoted = said["words"][0] in '"\u201c'
    return quoted or (said["name"].isupper() and not is_shot_heading(said["name"]))


def _speech(said: re.Match[str], at: int) -> Sequence[Element]:
    found = [
        Element(kind=ElementKind.CUE, start=at + said.start("name"), end=at + said.end("name"))
    ]
    if said["how"]:
        found.append(
            Element(
                kind=ElementKind.PARENTHETICAL,
                start=at + said.start("how"),
                end=at + said.end("how"),
            )
        )
    marks = '"\u201c\u201d'
    start = said.start("words") + (said["words"][0] in marks)
    end = said.end("words") - (len(said["words"]) > 1 and said["words"][-1] in marks)
    found.append(Element(kind=ElementKind.DIALOGUE, start=at + start, end=at + end))
    return found
