"""Over whose shoulder, which one, and onto whom: "over Anna's left shoulder onto Ben"."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final, Literal, cast

from groundplan.language.facts import CameraFact, Span
from groundplan.language.spotting import Board
from groundplan.language.tokens import small_letters

__all__ = ["read_shoulders", "with_shoulders"]

_OWNED: Final = re.compile(
    r"\bover\s+(?:(?:his|her|their)|(?:the\s+)?[\w.-]{1,40}(?:'s|s'))\s+"
    r"(?:(?P<side>left|right)\s+)?shoulders?\b(?:\s+(?:shot|view))?(?:\s+(?:onto|on|of)\b)?"
)
_SIDED: Final = re.compile(r"\bover[\s-]+the[\s-]+(?P<side>left|right)[\s-]+shoulder\b")
_ONTO_WHOM: Final = re.compile(
    r"\bshoulder(?:[\s-]+(?:shot|view))?\s+(?:of|from(?:\s+behind)?)\s+(?:(?:the|a|an|his|her)\s+)?"
    r"(?:\w+\s+){1,3}?(?P<onto>onto|on|at|towards?|to)\s"
)
_FILMED: Final = re.compile(
    r"\b(?:shot|close|closeup|medium|wide|camera|view|framed?|cu|mcu|ms|single|angle|lens)\b"
)
_ONTO: Final = re.compile(r"\b(?:onto|on|at|towards?|to|looking|of)\b")
_STOPS: Final = re.compile(r"[.;!?]|,\s*(?:then|and)\b")
_STAGED: Final = frozenset({"over_shoulder", "pov"})

Named = Callable[[int, int], Sequence[str]]
"""Keys of the entities that are named between two characters, in their order."""


def read_shoulders(board: Board, text: str) -> tuple[CameraFact, ...]:
    """Return "over Anna's shoulder" where it says how a picture is taken, and hide its words."""
    lower = small_letters(text)
    if "shoulder" not in lower:
        return ()
    for m in _ONTO_WHOM.finditer(lower):
        board.hide([i for i, t in enumerate(board.tokens) if t.start == m.start("onto")])
    facts: list[CameraFact] = []
    for m in (*_OWNED.finditer(lower), *_SIDED.finditer(lower)):
        before = re.split(r"[.;!?,]", lower[: m.start()])[-1]
        said = bool(_FILMED.search(before)) or not before.strip() or m[0].endswith("onto")
        if not said:
            continue
        span = Span(start=m.start(), end=m.end())
        facts.append(
            CameraFact(
                facet="staging", value="over_shoulder", span=span,
                side=cast("Literal['']", m["side"] or ""),
            )
        )  # fmt: skip
        name = re.search(r"over\s+(?:the\s+)?([\w.-]+?)(?:'s|s')\s", m[0])
        kept = (m.start() + name.start(1), m.start() + name.end(1)) if name else (0, 0)
        board.hide(
            [
                i for i, t in enumerate(board.tokens)
                if m.start() <= t.start and t.end <= m.end()
                and not (kept[0] <= t.start and t.end <= kept[1])
            ]
        )  # fmt: skip
    return tuple(facts)


def with_shoulders(
    facts: tuple[CameraFact, ...], text: str, *, named: Named
) -> tuple[CameraFact, ...]:
    """Return camera facts in which over-shoulder shots know whose shoulder it is, and onto whom.

    A size that says nobody itself is then that of whom the shot looks at; and where only the size
    names somebody, that is who is looked at.
    """
    found = list(facts)
    for index, fact in enumerate(facts):
        if fact.facet != "staging" or fact.value not in _STAGED:
            continue
        owner, onto = _pair(fact, text, named)
        owner = owner or fact.subject
        sized = [f for f in facts if f.facet == "size" and f.subject and f.subject != owner]
        onto = onto or (sized[0].subject if sized else "")
        found[index] = replace(fact, subject=owner, object=onto if onto != owner else "")
    staged = next((f for f in found if f.facet == "staging" and f.value in _STAGED), None)
    if staged is None or not staged.object:
        return tuple(found)
    return tuple(
        replace(f, subject=staged.object)
        if f.facet == "size" and f.subject in {"", staged.subject}
        else f
        for f in found
    )


def _pair(fact: CameraFact, text: str, named: Named) -> tuple[str, str]:
    """Return whose shoulder or eyes it is, and who is looked at."""
    stop = _STOPS.search(text, fact.span.end)
    end = stop.start() if stop else len(text)
    inside = named(fact.span.start, fact.span.end)
    behind = named(fact.span.end, end)
    if inside:
        return inside[0], next((k for k in behind if k != inside[0]), "")
    onto = _ONTO.search(small_letters(text), fact.span.end, end)
    if len(behind) > 1 and onto is not None:
        return behind[0], behind[1]
    return (behind[0] if behind else ""), ""
