"""Cues, parentheticals and dialogue become speeches: who says what, how, and seen or only heard."""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from groundplan.inputs.script.model import Element, ElementKind, Speech
from groundplan.inputs.script.people import cue_name

__all__ = ["speeches_in"]

_OFF: Final = re.compile(
    r"\(\s*(?:O\.?\s*[SC]\.?|OFF(?:[\s-]?SCREEN|[\s-]?CAMERA)?)\s*[),/]", re.IGNORECASE
)
_OVER: Final = re.compile(
    r"\(\s*(?:V\.?\s*O\.?|VOICE[\s-]?OVER|NARRATION|(?:ON|OVER)\s+(?:THE\s+)?"
    r"(?:PHONE|RADIO|TV|SPEAKERS?|INTERCOM)|FILTERED)\s*[),/]",
    re.IGNORECASE,
)
_MARKS: Final = re.compile(r"\\(?=[*_#@>!.~=\\])|[*_]")
_SPOKEN: Final = frozenset({ElementKind.DIALOGUE, ElementKind.LYRIC})


def speeches_in(text: str, elements: Iterable[Element]) -> tuple[Speech, ...]:
    """Return the speeches of a scene, in the order of its text."""
    found: list[Speech] = []
    cue: Element | None = None
    how = ""
    run: list[Element] = []
    for element in (*elements, None):
        if element is not None and element.kind in _SPOKEN and cue:
            run.append(element)
            continue
        if run and cue:
            found.append(_speech(text, cue, run, how=how))
            cue, run, how = _without_dual(cue), [], ""
        if element is None or element.kind is ElementKind.CUE:
            cue, how = element, ""
        elif element.kind is ElementKind.PARENTHETICAL:
            how = text[element.start : element.end].strip("() \t")
        else:
            cue = None
    return tuple(found)


def _without_dual(cue: Element) -> Element:
    return Element(kind=cue.kind, start=cue.start, end=cue.end)


def _speech(text: str, cue: Element, run: Sequence[Element], *, how: str) -> Speech:
    start, end = run[0].start, run[-1].end
    words = " ".join(_MARKS.sub("", text[e.start : e.end].lstrip("~")) for e in run)
    line = text[cue.start : cue.end]
    heard = "voice_over" if _OVER.search(line) else "off_screen" if _OFF.search(line) else ""
    return Speech(
        speaker=cue_name(line), cue_start=cue.start, cue_end=cue.end, start=start, end=end,
        text=" ".join(words.split()), parenthetical=" ".join(how.split()), heard=heard,
        dual=cue.dual, sung=all(e.kind is ElementKind.LYRIC for e in run),
    )  # fmt: skip
