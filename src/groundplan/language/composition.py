"""Reads where things shall be in the frame: thirds, sides, headroom, lead room, what is sharp."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final, Literal, cast

from groundplan.language.facts import CameraFact, Dimension, Span
from groundplan.language.spotting import Board
from groundplan.language.tokens import small_letters
from groundplan.language.vocabulary import vocabulary

__all__ = ["Composition", "FrameHint", "read_composition"]

_IS: Final = r"(?:\s+(?:is|are|sits?|stands?|held|placed|kept|positioned|framed|falls?|resting))?"
_AT: Final = r"\s+(?:on|at|along|in|to|near|near to)\s+"
_OF_FRAME: Final = (
    r"(?:\s+of\s+(?:the\s+)?(?:frame|screen|picture|image|shot)\b"
    r"|\b(?!\s+of\s+(?:the|a|an|his|her)\b))"
)
_THIRD: Final = 1.0 / 3.0
_OWNED: Final = r"(?P<owner>[\w.-]{1,40}(?:'s|s')?)\s+"
_PERCENT: Final = re.compile(
    r"(?:(?P<edge>from)\s+the\s+(?P<side>left|right|top|bottom)|(?:of\s+)?(?P<what>head ?room)"
    r"|of\s+the\s+(?:frame|picture|screen)(?:'s)?(?:\s+(?P<tall>height|width))?)"
)
_BEFORE_PERCENT: Final = re.compile(
    r"(?:(?P<fills>fill(?:s|ing)?|tak(?:es|ing) up|occup(?:ies|ying))\s+(?:about\s+)?"
    r"|(?P<room>head ?room)\s+(?:of\s+)?(?:about\s+)?|at\s+(?:about\s+)?)$"
)
_SHARP: Final = re.compile(
    r"\b(?:(?:everything|all)\s+(?:is\s+)?(?:sharp|in focus)\s+from|depth of field\s+"
    r"(?:covers|covering|from|holds|reaches)(?:\s+from)?|(?:sharp|in focus)\s+from)\s+(?=\w)"
)
_BOTH: Final = re.compile(
    r"\b(?P<lead>(?:keep(?:ing|s)?\s+)?(?:with\s+)?)both\s+(?P<two>[\w' ]{0,30}?)\s*"
    r"\b(?:(?:in\s+)?sharp(?!\s+(?:contrast|relief|suits?|turns?)\b)|in focus)\b(?:\s+focus\b)?"
)
_KEEP: Final = re.compile(
    r"\bkeep(?:s|ing)?\s+(?P<who>[\w' ]{1,30}?)\s+(?P<tail>in\s+(?:the\s+)?(?:frame|shot))\b"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameHint:
    """Where the one stands that the fact at `index` is about."""

    index: int
    start: int
    end: int
    """Characters in which to look for the name; an empty stretch: the framing's own subject."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Composition:
    """Facts about the frame, and where to look for whom each is about."""

    facts: tuple[CameraFact, ...]
    hints: tuple[FrameHint, ...]


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A pattern and what it asks for."""

    facet: str
    amount: float | None
    pattern: re.Pattern[str]


@lru_cache(maxsize=1)
def _wishes() -> tuple[_Wanted, ...]:
    sheet = vocabulary().sheets["composition"]
    return tuple(
        _Wanted(
            entry["facet"].text(),
            entry["amount"].number() if "amount" in entry.mapping() else None,
            re.compile(rf"\b(?:{entry['pattern'].text()})\b"),
        )
        for entry in sheet["wishes"].items()
    )


@lru_cache(maxsize=1)
def _places() -> tuple[_Wanted, ...]:
    sheet = vocabulary().sheets["composition"]
    parts = "|".join(a for s in sheet["parts"].mapping().values() for a in s.words())
    lead = rf"(?:(?:{_OWNED})?(?P<part>{parts})|(?P<who>[\w'-]{{1,40}})){_IS}{_AT}"
    return tuple(
        _Wanted(
            entry["facet"].text(),
            entry["amount"].number(),
            re.compile(rf"\b{lead}(?P<place>{entry['pattern'].text()}){_OF_FRAME}"),
        )
        for entry in sheet["places"].items()
    )


@lru_cache(maxsize=1)
def _parts() -> dict[str, str]:
    table = vocabulary().sheets["composition"]["parts"].mapping()
    return {alias: part for part, aliases in table.items() for alias in aliases.words()}


def read_composition(board: Board, text: str) -> Composition:
    """Return what a text asks of the frame, and mark its words on the board.

    Args:
        board: the tokens of the text.
        text: as the tokens count it, plain marks.
    """
    lower = small_letters(text)
    if not _may_speak(lower):
        return Composition(facts=(), hints=())
    found = [*_by_percent(board, lower), *_placed(lower), *_sharp(lower), *_wished(lower)]
    facts: list[CameraFact] = []
    hints: list[FrameHint] = []
    for fact, (start, end), hidden in found:
        taken = any(fact.span.start < f.span.end and f.span.start < fact.span.end for f in facts
                    if f.facet == fact.facet)  # fmt: skip
        if taken:
            continue
        hints.append(FrameHint(index=len(facts), start=start, end=end))
        facts.append(fact)
        _hide(board, hidden)
    return Composition(facts=tuple(facts), hints=tuple(hints))


_SPEAKS: Final = ("third", "room", "frame", "screen", "sharp", "focus", "eyes", "field", "picture",
                  "walls", "%", "per cent", "percent", "left half", "right half")  # fmt: skip


def _may_speak(text: str) -> bool:
    """Whether any word of composition stands in a text: most have none."""
    return any(word in text for word in _SPEAKS)


_Stretch = tuple[int, int]
_Found = tuple[CameraFact, _Stretch, tuple[_Stretch, ...]]
"""A fact, where its subject is named, and which characters nobody else shall read."""
_NOWHERE: Final = (0, 0)


def _fact(facet: str, amount: float | None, span: _Stretch, *, part: str = "") -> CameraFact:
    return CameraFact(
        facet=cast("Literal['screen_x']", facet), value="", amount=amount, part=part,
        span=Span(start=span[0], end=span[1]),
    )  # fmt: skip


def _placed(text: str) -> Iterator[_Found]:
    """Yield "Ben's eyes on the upper third", "Anna on the left third", "her in frame left"."""
    for wanted in _places():
        for m in wanted.pattern.finditer(text):
            part = _parts().get(m["part"] or "", "")
            group = "owner" if m["owner"] else "who"
            owner = m.span(group) if m[group] else _NOWHERE
            behind = owner[1] if owner != _NOWHERE else m.start()
            behind -= 2 * text[:behind].endswith("'s")
            yield _fact(wanted.facet, wanted.amount, m.span(), part=part), owner, (
                (behind, m.end()),
            )  # fmt: skip


def _wished(text: str) -> Iterator[_Found]:
    for wanted in _wishes():
        for m in wanted.pattern.finditer(text):
            if wanted.facet == "thirds":
                for facet, part in (("screen_x", ""), ("screen_y", "eyes")):
                    fact = _fact(facet, _THIRD, m.span(), part=part)
                    yield replace(fact, value=wanted.facet), _NOWHERE, (m.span(),)
                continue
            yield _fact(wanted.facet, wanted.amount, m.span()), _NOWHERE, (m.span(),)


def _by_percent(board: Board, text: str) -> Iterator[_Found]:
    """Yield "eyes 33 % from the top", "fills 60 % of the frame height", "8 % headroom"."""
    for token in board.tokens:
        quantity = board.quantities.get(token.quantity)
        if quantity is None or quantity.dimension is not Dimension.PERCENT:
            continue
        at = token.end + len(text[token.end :]) - len(text[token.end :].lstrip())
        ahead = _PERCENT.match(text, at)
        lead = text[max(0, token.start - 40) : token.start]
        before = _BEFORE_PERCENT.search(lead)
        facet, amount = _percent_facet(ahead, before, quantity.value)
        if not facet:
            continue
        start = token.start - len(lead) + before.start() if before else token.start
        end = ahead.end() if ahead else token.end
        own = re.search(rf"(?:{_OWNED})?(?P<part>\w+)\s+$", text[max(0, start - 40) : start])
        part = _parts().get(own["part"], "") if own else ""
        first = start - len(own["part"]) - 1 if own and part else start
        board.claim(quantity.key, f"camera.{facet}")
        yield _fact(facet, amount, (start, end), part=part), (max(0, start - 40), first), (
            (first, end),
        )  # fmt: skip


def _percent_facet(
    ahead: re.Match[str] | None, before: re.Match[str] | None, value: float
) -> tuple[str, float]:
    if ahead is not None and ahead["edge"]:
        across = ahead["side"] in {"left", "right"}
        far = ahead["side"] in {"right", "bottom"}
        return ("screen_x" if across else "screen_y"), 1.0 - value if far else value
    if (ahead is not None and ahead["what"]) or (before is not None and before["room"]):
        return "headroom", value
    filled = before is not None and before["fills"]
    if filled and ahead is not None and ahead["tall"] != "width":
        return "screen_height", value
    return "", value


def _sharp(text: str) -> Iterator[_Found]:
    """Yield "sharp from Anna to Ben", "both in focus", "keep Anna in frame"."""
    for m in _SHARP.finditer(text):
        end = re.search(r"[.;,]|$", text[m.end() :])
        stop = m.end() + (end.start() if end else 0)
        yield _fact("sharp", None, m.span()), (m.end(), stop), (m.span(),)
    for m in _BOTH.finditer(text):
        about = m.span("two") if m["two"].strip() else _NOWHERE
        hidden = (m.span("lead"), (m.end("two"), m.end()))
        yield _fact("sharp", None, m.span()), about, hidden
    for m in _KEEP.finditer(text):
        yield _fact("in_frame", None, m.span()), m.span("who"), (
            (m.start(), m.start("who")), m.span("tail"),
        )  # fmt: skip


def _hide(board: Board, spans: tuple[_Stretch, ...]) -> None:
    board.hide(
        [
            i for i, t in enumerate(board.tokens)
            if any(start <= t.start and t.end <= end for start, end in spans)
        ]
    )  # fmt: skip
