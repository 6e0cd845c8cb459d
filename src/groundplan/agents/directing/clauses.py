"""Clauses: a note cut where a new request begins, each with its place in the note."""

import re
from dataclasses import dataclass
from typing import Final

from groundplan.language.tokens import ascii_marks

__all__ = ["Clause", "clauses_of"]

_HEADS: Final = (
    "make", "have", "let", "put", "move", "add", "remove", "replace", "give", "set", "turn",
    "change", "bring", "take", "use", "start", "end", "slow", "speed", "open", "close", "shoot",
    "cut", "get", "push", "pull", "pan", "tilt", "zoom", "dolly", "truck", "track", "follow",
    "keep", "delete", "drop", "swap", "hold", "raise", "lower", "place", "dress", "lose",
    "shorten", "lengthen", "extend", "undo", "the camera", "camera", "tell", "orbit", "crane",
    "film", "frame", "go", "switch", "position", "shift", "light", "brighten", "darken",
    "please", "also", "then", "ask", "i want", "we", "show", "no", "paint", "colour", "color",
    "don't", "do not", "stop",
)  # fmt: skip
_HEAD: Final = "|".join(re.escape(head) for head in _HEADS)
_SUBJECT: Final = (
    r"(?:the|a|an|both|all|every|each|everyone|everybody|she|he|it|they|her|his|their)\b"
)
_BREAK: Final = re.compile(
    rf"\s*[.;!?\n]+\s*|\s*,\s*(?:and\s+)?(?:also\s+|please\s+)?(?=(?:{_HEAD})\b)"
    rf"|\s+and\s+(?:also\s+|please\s+)?(?=(?:{_HEAD})\b)"
    rf"|\s*,\s*and\s+(?={_SUBJECT})|\s*,\s*(?=and\s+then\b)|\s*,\s*(?=then\b)"
    rf"|\s+(?=and\s+then\s+{_SUBJECT})",
    re.IGNORECASE,
)
_DECIMAL: Final = re.compile(r"(?<=\d)\.(?=\d)|(?<=\bf)\.(?=\d)", re.IGNORECASE)
_QUOTED: Final = re.compile(r"[\"'](?P<inside>[^\"']{3,})[\"']")
_LEAD: Final = re.compile(
    r"(?:(?:please|also|and|now|ok|okay|so|just|could you|can you|i want you to|i'd like you to"
    r"|let's|let us|we should|try to)[ ,]+)+",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """One request in words."""

    text: str
    """As it is read; a part of a clause has the imperative that it shares in front."""
    start: int
    end: int
    """Characters of the note."""

    @property
    def at(self) -> tuple[int, int]:
        """Return where it stands in the note."""
        return self.start, self.end


def clauses_of(note: str) -> tuple[Clause, ...]:
    """Return the clauses of a note, without filler words; their texts stand in it letter by letter.

    A comma or "and" divides only where a request begins after it: "make it dusk, and have her stop"
    is two, "have her stop and wave" is one.
    """
    plain = ascii_marks(note)
    plain = _DECIMAL.sub("\0", plain)
    plain = _QUOTED.sub(lambda m: f" {m['inside']} ", plain)
    found: list[Clause] = []
    at = 0
    for match in [*_BREAK.finditer(plain), None]:
        end = match.start() if match is not None else len(plain)
        found += _clause(plain, at, end)
        at = match.end() if match is not None else end
    return tuple(found)


def _clause(plain: str, start: int, end: int) -> list[Clause]:
    lead = _LEAD.match(plain, start, end)
    start = lead.end() if lead is not None else start
    text = plain[start:end].replace("\0", ".")
    stripped = text.strip(" ,\n\t")
    if not stripped:
        return []
    first = start + text.index(stripped)
    return [Clause(text=stripped, start=first, end=first + len(stripped))]
