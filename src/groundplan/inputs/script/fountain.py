"""Fountain, a script as plain text, becomes elements.

Source: the Fountain syntax 1.1 (fountain.io/syntax): title page, scene headings, action,
characters, dialogue, parentheticals, lyrics, transitions, centred text, page breaks, sections,
synopses, notes, boneyard, emphasis, dual dialogue, forced elements and scene numbers.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from groundplan.inputs.script.model import Element, ElementKind
from groundplan.inputs.script.shot_headings import is_shot_heading, is_transition, shot_label

__all__ = ["fountain_elements", "is_slug_line", "title_of", "without_comments"]

_SLUG: Final = re.compile(
    r"(?:INT\.?/EXT|EXT\.?/INT|INT|EXT|EST|I/E|E/I)(?:\.|\s)\s*\S", re.IGNORECASE
)
_SCENE_NUMBER: Final = re.compile(r"#([\w.\-]{1,16})#$")
_OPENING: Final = re.compile(r"/\*|\[\[")
_LONGEST_NOTE: Final = 5_000
_LONGEST_HEADING: Final = 300
"""Longest line that can open a scene, [characters]: our engineering default."""
_TITLE_KEY: Final = re.compile(r"([A-Za-z][A-Za-z ]{0,30}):[ \t]*(.*)$")
_TITLE_KEYS: Final = frozenset(
    {
        "title", "credit", "author", "authors", "source", "notes", "draft date", "date", "contact",
        "copyright", "revision", "draft", "episode", "format",
    }
)  # fmt: skip
"""What a title page begins with; behind that any key is one."""
_PAGE_BREAK: Final = re.compile(r"={3,}\s*$")
_PAREN: Final = re.compile(r"\([^()\n]{0,200}\)")
_LONGEST_CUE: Final = 60
"""Longest line that can be a character's cue, [characters]: our engineering default."""
_FORCED: Final = {
    "!": ElementKind.ACTION, "~": ElementKind.LYRIC, "#": ElementKind.SECTION,
    "=": ElementKind.SYNOPSIS,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Line:
    """A line without its blanks at both ends."""

    start: int
    text: str
    kept: bool
    """It holds blanks only, two or more: it keeps a speech open."""

    @property
    def end(self) -> int:
        return self.start + len(self.text)


def without_comments(text: str) -> str:
    """Return the text with boneyard and notes blanked, equally long.

    Line ends inside them go too, so that what stands on both sides is one paragraph. An opening
    that is never closed is text.
    """
    parts: list[str] = []
    at = 0
    for opening, closing in _comments(text):
        parts += [text[at:opening], " " * (closing - opening)]
        at = closing
    return "".join([*parts, text[at:]])


def _comments(text: str) -> Iterator[tuple[int, int]]:
    """Yield where boneyard and notes begin and end."""
    at, closed = 0, True
    for match in _OPENING.finditer(text):
        start = match.start()
        if start < at:
            continue
        if match[0] == "/*":
            end = text.find("*/", start + 2) if closed else -1
            closed = end >= 0
        else:
            end = text.find("]]", start + 2, start + _LONGEST_NOTE)
            end = -1 if "\n\n" in text[start : max(end, start)] else end
        if end >= 0:
            at = end + 2
            yield start, at


def is_slug_line(line: str) -> bool:
    """Whether a line opens a scene ("INT. KITCHEN - DAY")."""
    plain = line.strip().lstrip("*_")
    return len(plain) <= _LONGEST_HEADING and _SLUG.match(plain) is not None


def title_of(text: str) -> tuple[dict[str, str], int]:
    """Return the title page's entries by lower-case key, and where the script begins."""
    found: dict[str, str] = {}
    at, key = 0, ""
    for line in text.split("\n"):
        match = _TITLE_KEY.match(line)
        if match and not line[:1].isspace():
            if not found and match[1].strip().lower() not in _TITLE_KEYS:
                return {}, 0
            key = match[1].strip().lower()
            found[key] = match[2].strip()
        elif key and line[:1].isspace() and line.strip():
            found[key] = f"{found[key]} {line.strip()}".strip()
        else:
            break
        at += len(line) + 1
    blank = text[at : text.find("\n", at) if "\n" in text[at:] else len(text)]
    return (found, min(at, len(text))) if found and not blank.strip() else ({}, 0)


def fountain_elements(text: str, start: int) -> list[Element]:
    """Return the elements of a Fountain text from a place on.

    Args:
        text: what `without_comments` returned.
        start: where the title page ends.
    """
    return _Reader(_lines(text, start)).elements()


def _lines(text: str, start: int) -> list[_Line]:
    lines: list[_Line] = []
    at = start
    for raw in text[start:].split("\n"):
        stripped = raw.strip()
        lead = len(raw) - len(raw.lstrip()) if stripped else 0
        lines.append(_Line(at + lead, stripped, kept=not stripped and len(raw) >= 2))
        at += len(raw) + 1
    return lines


class _Reader:
    """Goes through the lines once."""

    def __init__(self, lines: list[_Line]) -> None:
        self.lines = lines
        self.found: list[Element] = []
        self.at = 0

    def elements(self) -> list[Element]:
        """Return all elements in the order of the text."""
        while self.at < len(self.lines):
            line = self.lines[self.at]
            if line.text:
                self._read(line)
            self.at += 1
        return self.found

    def _blank(self, at: int) -> bool:
        return not 0 <= at < len(self.lines) or not self.lines[at].text

    def _add(
        self, kind: ElementKind, line: _Line, *, skip: int = 0, end: int = -1, label: str = "",
        dual: bool = False,
    ) -> None:  # fmt: skip
        end = line.end if end < 0 else end
        start = min(line.start + skip, end)
        self.found.append(Element(kind=kind, start=start, end=end, label=label, dual=dual))

    def _read(self, line: _Line) -> None:
        text, opens = line.text, self._blank(self.at - 1)
        first = text[0]
        if _PAGE_BREAK.match(text):
            self._add(ElementKind.PAGE_BREAK, line)
        elif first in _FORCED:
            skip = len(text) - len(text.lstrip(first)) if first == "#" else 1
            self._add(_FORCED[first], line, skip=skip)
        elif first == ">":
            self._centred_or_transition(line)
        elif self._forced_heading(text) or (opens and is_slug_line(text)):
            self._heading(line, skip=int(text[0] == "."))
        elif first == "@" and len(text) > 1:
            self._speech(line, skip=1)
        else:
            self._by_its_look(line, opens=opens)

    def _by_its_look(self, line: _Line, *, opens: bool) -> None:
        """Read a line that no mark says anything of."""
        text = line.text
        if opens and self._is_transition(text):
            self._add(ElementKind.TRANSITION, line)
        elif opens and is_shot_heading(text):
            self._add(ElementKind.SHOT, line, label=shot_label(text))
        elif opens and self._is_cue(text):
            self._speech(line, skip=0)
        else:
            self._add(ElementKind.ACTION, line)

    def _forced_heading(self, text: str) -> bool:
        return text[0] == "." and text[1:2].isalnum() and len(text) <= _LONGEST_HEADING

    def _centred_or_transition(self, line: _Line) -> None:
        if line.text.endswith("<") and len(line.text) > 1:
            self._add(ElementKind.CENTRED, line, skip=1, end=line.end - 1)
        else:
            self._add(ElementKind.TRANSITION, line, skip=1)

    def _is_transition(self, text: str) -> bool:
        return len(text) <= _LONGEST_CUE and text.isupper() and is_transition(text)

    def _is_cue(self, text: str) -> bool:
        if len(text) > _LONGEST_CUE or self._blank(self.at + 1):
            return False
        name = _PAREN.sub("", text).replace("^", "").strip("*_ ")
        return name.isupper() and name[-1] not in ".!?:,;"

    def _heading(self, line: _Line, *, skip: int) -> None:
        number = _SCENE_NUMBER.search(line.text)
        shown = line.text[: number.start()] if number else line.text
        end = line.start + len(shown.rstrip())
        label = number[1] if number else ""
        self._add(ElementKind.HEADING, line, skip=skip, end=end, label=label)

    def _speech(self, line: _Line, *, skip: int) -> None:
        """Read a cue and the speech under it, to the next blank line."""
        dual = line.text.endswith("^")
        end = line.start + len(line.text.rstrip("^ "))
        self._add(ElementKind.CUE, line, skip=skip, end=end, dual=dual)
        while self.at + 1 < len(self.lines):
            line = self.lines[self.at + 1]
            if not line.text and not line.kept:
                return
            self.at += 1
            if line.text:
                self._add(self._spoken(line.text), line)

    def _spoken(self, text: str) -> ElementKind:
        if text.startswith("(") and text.endswith(")"):
            return ElementKind.PARENTHETICAL
        return ElementKind.LYRIC if text.startswith("~") else ElementKind.DIALOGUE
