"""Which words of a script open a shot, and which of them say what its camera does."""

import re
from dataclasses import dataclass
from typing import Final

__all__ = ["ShotOpening", "is_shot_heading", "is_transition", "opening_of", "shot_label"]

_LABEL: Final = re.compile(
    r"\s*(?:[-*\u2022]\s*)?(?:\*\*|__)?"
    r"(?:(?:SHOT|SCENE|PANEL|FRAME)\s*(?:NO\.?\s*|#\s*)?(?P<word>\d{1,4}[A-Z]{0,2})\b(?:\*\*|__)?"
    r"\s*(?P<mark>[:.)\-\u2013\u2014]|$|\s(?=[\[(]))"
    r"|(?P<bare>\d{1,4}[A-Z]{1,2})[.:)]?(?=\s|$)|(?P<count>\d{1,3})[.):](?=\s|$))\s*",
    re.IGNORECASE,
)
_TIMES: Final = re.compile(
    r"\s*[\[(]\s*(\d{1,2}:)?(\d{1,3}):(\d{2}(?:\.\d+)?)\s*(?:-|\u2013|\u2014|to)\s*"
    r"(\d{1,2}:)?(\d{1,3}):(\d{2}(?:\.\d+)?)\s*[\])]\s*[:.\-]?\s*"
)
_SPAN: Final = re.compile(
    r"\s*[\[(]\s*(\d{1,4}(?:\.\d+)?)\s*(?:s|sec)?\s*(?:-|\u2013|\u2014|to)\s*"
    r"(\d{1,4}(?:\.\d+)?)\s*(?:s|sec|secs|seconds)\s*[\])]\s*[:.\-]?\s*",
    re.IGNORECASE,
)
_LASTS: Final = re.compile(
    r"\s*[\[(]\s*(\d{1,4}(?:\.\d+)?)\s*(?:s|sec|secs|second|seconds)\s*[\])]\s*[:.\-]?\s*",
    re.IGNORECASE,
)
_CUT: Final = re.compile(
    r"(?:(?:SMASH|JUMP|HARD|MATCH|QUICK|WE)\s+)?CUTS?\s+(?:BACK\s+)?TO\b:?\s*", re.IGNORECASE
)
_TRANSITION: Final = re.compile(
    r"(?:(?:SMASH|JUMP|HARD|MATCH|QUICK|TIME|SLOW|CROSS|IRIS|FLASH)\s+)?"
    r"(?:CUTS?|DISSOLVES?|FADES?|WIPES?|BACK|OUT|IN|FLASH|MATCH)\s*"
    r"(?:BACK\s+)?(?:TO|IN|OUT|UP|FROM|THROUGH)?(?:\s+(?:BLACK|WHITE|BLACK AND WHITE))?\s*[:.]?$"
)
_SIZES: Final = (
    r"(?:EXTREME|VERY|BIG|TIGHT|SUPER)\s+", r"MEDIUM[\s-]+", r"MED\.?\s+", r"FULL\s+", r"WIDE\s+",
)  # fmt: skip
_OPENERS: Final = re.compile(
    r"(?P<term>"
    r"(?:(?:SLOW|WHIP|FAST|QUICK)\s+)?(?:PAN|TILT|ZOOM|PUSH|PULL|TRUCK|BOOM|ARC|DOLLY|TRACK|CRANE|PEDESTAL"
    r"|JIB)(?:\s+(?:LEFT|RIGHT|UP|DOWN|IN|OUT|BACK|TO|WITH|ACROSS|AROUND|ON))+"
    r"|(?:BACK\s+TO|RESUME|RETURN\s+TO)(?:\s+(?:SCENE|SHOT|PRESENT))?"
    rf"|(?:{'|'.join(_SIZES)})*(?:CLOSE[\s-]?UP|CLOSER|CLOSE|TIGHT|WIDE|WIDER|LONG|FULL|MASTER|MEDIUM|MED\.?"
    r"|MID|ESTABLISHING|COWBOY|AMERICAN|REVERSE|AERIAL|DRONE|OVERHEAD|TRACKING|DOLLY|CRANE|STEADICAM"
    r"|HANDHELD|HAND-HELD|STATIC|MOVING|ORBIT|PANNING|PROFILE|GROUP|SINGLE|TWO|THREE|2|3|LOW|HIGH|DUTCH)"
    r"(?:[\s-]+(?:CLOSE[\s-]?UP|SHOT|ANGLE|VIEW|WIDE|LONG|BODY|ON|OF))*"
    r"|(?:NEW|ANOTHER|DIFFERENT|REVERSE|UP|DOWN)\s+ANGLE(?:\s+ON)?|ANGLE(?:\s+ON)?|FAVOU?RING"
    r"|E?CU|MCU|MLS|MWS|EWS|ELS|XWS|WS|MS|LS|FS|OTS|OVER[\s-](?:THE[\s-])?SHOULDER"
    r"|P\.?O\.?V\.?|POINT\s+OF\s+VIEW|INSERT(?:\s+SHOT)?|CUTAWAY"
    r"|BIRD'?S[\s-]EYE(?:\s+VIEW)?|WORM'?S[\s-]EYE(?:\s+VIEW)?|TOP[\s-](?:DOWN|SHOT)"
    r")(?![A-Z])"
)
_SURE: Final = re.compile(
    r"SHOT|ANGLE|\bON\b|UP$|VIEW|INSERT|\bOF\b|BACK|RESUME|RETURN|P\.?O\.?V|OTS|SHOULDER|FAVOU?RING"
    r"|\b(?:IN|OUT|LEFT|RIGHT|DOWN|TO|WITH|ACROSS|AROUND)$"
)
"""What makes the first words of a heading more than a name ("LONG JOHN")."""
_OWNED: Final = re.compile(r"(?:[A-Z][A-Z.'\- ]{0,40}'S?\s+)(?:P\.?O\.?V\.?|POINT\s+OF\s+VIEW)\b")
_SHOULDER: Final = re.compile(r"OVER\s+[A-Z][A-Z.'\- ]{0,40}'S?\s+SHOULDER")
_ON: Final = re.compile(r"ON\s+(?:THE\s+)?[A-Z][A-Z.' \-]{0,40}[:.]?$")
_PASSING: Final = re.compile(
    r"(?:(?:MOMENTS?|MINUTES?|HOURS?|SECONDS?|LATER|SHORTLY|A\s+MOMENT)\s*(?:LATER)?"
    r"|SERIES\s+OF\s+SHOTS|MONTAGE|END\s+(?:OF\s+)?MONTAGE|INTERCUT)\b.*$"
)
_LONGEST: Final = 120
"""Longest line that is a shot heading as a whole, [characters]: our engineering default."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShotOpening:
    """How a line opens a shot: `length` characters of it are no prose."""

    length: int
    number: str = ""
    seconds: float | None = None


def is_transition(line: str) -> bool:
    """Whether a line in capitals is a transition ("CUT TO:", "FADE OUT.")."""
    return _TRANSITION.fullmatch(line.strip()) is not None


def is_shot_heading(line: str) -> bool:
    """Whether a line in capitals opens a shot ("CLOSE ON JANE", "2A.", "JANE'S POV")."""
    text = line.strip().strip("*_").strip()
    if not text or len(text) > _LONGEST or text != text.upper():
        return False
    label = _LABEL.match(text)
    rest = text[label.end() :] if label else text
    if label and (not rest or label["word"] or label["bare"]):
        return True
    return _opens(rest) or _PASSING.match(rest) is not None


def _opens(text: str) -> bool:
    """Whether a text in capitals begins with what the camera does."""
    if any(pattern.match(text) for pattern in (_OWNED, _SHOULDER, _ON)):
        return True
    match = _OPENERS.match(text)
    if match is None:
        return False
    rest = text[match.end() :].lstrip()
    return not rest or rest[0] in "-:,(\u2013\u2014" or _SURE.search(match[0]) is not None


def shot_label(line: str) -> str:
    """Return the number that a shot heading carries ("2A"), or ""."""
    label = _LABEL.match(line)
    return _number(label) if label else ""


def opening_of(line: str, at: int = 0, *, numbered: bool = False) -> ShotOpening | None:
    """Return how a line of plain text opens a shot, or None.

    Args:
        line: of the text.
        at: where in it.
        numbered: whether a number alone ("2.") counts, because the text is such a list.
    """
    end, number, seconds = at, "", None
    opened = False
    label = _LABEL.match(line, at)
    if label and (label["word"] or (numbered and (label["count"] or label["bare"]))):
        end, number, opened = label.end(), _number(label), True
    times = _duration(line, end)
    if times:
        end, seconds = times
        opened = True
        after = None if number else _LABEL.match(line, end)
        if after and after["word"]:
            end, number = after.end(), _number(after)
    cut = _CUT.match(line, end)
    if cut and not line[end : cut.end()].islower():
        end, opened = cut.end(), True
    return ShotOpening(length=end - at, number=number, seconds=seconds) if opened else None


def _number(label: re.Match[str]) -> str:
    return (label["word"] or label["bare"] or label["count"]).upper()


def _duration(line: str, at: int) -> tuple[int, float] | None:
    clock = _TIMES.match(line, at)
    if clock:
        start, end = (_clock(clock.groups()[i : i + 3]) for i in (0, 3))
        return (clock.end(), end - start) if end > start else None
    span = _SPAN.match(line, at)
    if span and float(span[2]) > float(span[1]):
        return span.end(), float(span[2]) - float(span[1])
    lasts = _LASTS.match(line, at)
    return (lasts.end(), float(lasts[1])) if lasts and float(lasts[1]) > 0 else None


def _clock(parts: tuple[str | None, ...]) -> float:
    hours, minutes, seconds = parts
    return 3600.0 * int((hours or "0:")[:-1]) + 60.0 * int(minutes or 0) + float(seconds or 0)
