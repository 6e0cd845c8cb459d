"""What the words ask the camera to do: its moves in their order, and what carries it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final, cast

from groundplan.language.facts import CameraFact, Facts, Span
from groundplan.world.entity import RigKind

__all__ = ["MoveRequest", "RigRequest", "moves_of", "rig_of_words"]

_CLOCKWISE: Final = MappingProxyType(
    {"roll": "roll_cw", "roll_right": "roll_cw", "roll_left": "roll_ccw"}
)

_TRAVELS: Final = frozenset({"dolly", "truck", "pedestal"})
_RIG: Final = "rig_"
"""Start of the ids of words that say what carries the camera ("on a crane")."""
_LONG: Final = re.compile(
    r"(\d+(?:\.\d+)?)[\s-]*(m|metre|meter|ft|foot|feet)[\s-]*$", re.IGNORECASE
)
_ARM: Final = re.compile(
    r"\b(?:on|from|with|using)\s+(?:an?|the)\s+(?P<long>\d+(?:\.\d+)?)[\s-]*"
    r"(?P<unit>m|met(?:re|er)s?|ft|foot|feet)[\s-]+(?:camera\s+|techno)?(?P<kind>crane|jib)\b",
    re.IGNORECASE,
)
_BESIDE: Final = 24
"""Characters between a move and how long it takes."""
_FOOT_M: Final = 0.3048
_NEXT: Final = re.compile(
    r"\b(then|after that|afterwards|followed by|finally|before|next|subsequently)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveRequest:
    """One camera move."""

    id: str
    manner: str = ""
    amount: float | None = None
    end_amount: float | None = None
    unit: str = ""
    subject: str = ""
    span: Span | None = None
    reverse: bool = False
    """Turns against the clock, seen from above."""
    order: int = 0
    """Moves of one order happen at once, those of the next one after them."""
    seconds: float | None = None
    """How long it takes, where that is stated."""
    ease: float | None = None
    """Share of its time for getting up to speed, and again for coming to rest; None: as usual."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RigRequest:
    """What the camera shall be carried by."""

    kind: RigKind
    arm_m: float | None = None
    """Of a crane: how long its arm is said to be."""
    span: Span | None = None


def moves_of(facts: Facts) -> tuple[MoveRequest, ...]:
    """Return the moves that are asked, in their order, each with its speed and length of time."""
    said = facts.camera
    moves = tuple(
        _move(f, facts)
        for f in said
        if f.facet == "move" and f.value and not f.value.startswith(_RIG)
    )
    racks = tuple(
        MoveRequest(id="rack_focus", span=f.span, subject=f.subject)
        for f in said
        if f.facet == "focus" and f.value == "rack"
    )
    ordered = _lasting(_in_order((*moves, *racks), facts.text), said)
    return _paced(_once(ordered), said)


def rig_of_words(facts: Facts) -> RigRequest | None:
    """Return what is said to carry the camera; None where nothing is."""
    said = (_rig(f, facts) for f in facts.camera if f.value.startswith(_RIG))
    return next(said, _long_armed(facts))


def _in_order(moves: tuple[MoveRequest, ...], text: str) -> tuple[MoveRequest, ...]:
    """Return the moves as they stand in the text, each with its turn.

    One follows another where a word between them says so ("then", "before", "followed by").
    """
    placed = sorted(
        enumerate(moves), key=lambda m: (m[1].span.start if m[1].span else len(text), m[0])
    )
    found: list[MoveRequest] = []
    order, end = 0, 0
    for _, move in placed:
        if move.span is not None:
            if found and _NEXT.search(text[end : move.span.start]):
                order += 1
            end = move.span.end
        found.append(replace(move, order=order))
    return tuple(found)


def _once(moves: tuple[MoveRequest, ...]) -> tuple[MoveRequest, ...]:
    """Return every move of one turn once: as it was said first."""
    return tuple({(m.order, m.id): m for m in reversed(moves)}.values())[::-1]


def _lasting(moves: tuple[MoveRequest, ...], said: Iterable[CameraFact]) -> tuple[MoveRequest, ...]:
    """Return the moves; a stated length of time is that of the move that stands nearest to it."""
    made = list(moves)
    for fact in said:
        if fact.facet != "duration" or fact.unit != "s" or not fact.amount:
            continue
        gaps = [
            (max(fact.span.start - m.span.end, m.span.start - fact.span.end), i)
            for i, m in enumerate(made)
            if m.span is not None and m.seconds is None
        ]
        if gaps and min(gaps)[0] <= _BESIDE:
            at = min(gaps)[1]
            made[at] = replace(made[at], seconds=fact.amount)
    return tuple(made)


def _long_armed(facts: Facts) -> RigRequest | None:
    """Return the crane that is said to be so and so long ("shot on a 12 m crane")."""
    found = _ARM.search(facts.text)
    if found is None:
        return None
    unit = _FOOT_M if found["unit"].casefold().startswith("f") else 1.0
    kind = cast("RigKind", "jib" if found["kind"].casefold() == "jib" else "crane")
    span = Span(start=found.start(), end=found.end())
    return RigRequest(kind=kind, arm_m=float(found["long"]) * unit, span=span)


def _rig(fact: CameraFact, facts: Facts) -> RigRequest:
    """Return what carries the camera ("on a 12 m crane")."""
    kind = cast("RigKind", fact.value.removeprefix(_RIG))
    arm = abs(fact.amount) if fact.amount is not None and fact.unit == "m" else None
    before = _LONG.search(facts.text[: fact.span.start])
    within = _LONG.search(facts.text[: fact.span.end].rpartition(" ")[0])
    long = before or within
    if arm is None and long is not None:
        unit = _FOOT_M if long.group(2).casefold().startswith("f") else 1.0
        arm = float(long.group(1)) * unit
    return RigRequest(kind=kind, arm_m=arm if kind in {"crane", "jib"} else None, span=fact.span)


def _paced(moves: tuple[MoveRequest, ...], said: Iterable[CameraFact]) -> tuple[MoveRequest, ...]:
    """Return the moves; the first that travels takes a speed that no move has for itself."""
    speed = next((f for f in said if f.facet == "speed" and f.amount and f.unit == "m/s"), None)
    first = next((m for m in moves if m.id.partition("_")[0] in _TRAVELS), None)
    if speed is None or first is None or first.amount is not None:
        return moves
    paced = replace(first, amount=speed.amount, unit="m/s")
    return tuple(paced if m is first else m for m in moves)


def _move(fact: CameraFact, facts: Facts) -> MoveRequest:
    words = _with_next(facts.text, fact.span.start, fact.span.end).casefold()
    against = any(word in words for word in ("counter", "anti"))
    name = _CLOCKWISE.get(fact.value, fact.value)
    lasts = fact.unit == "s"
    return MoveRequest(
        id="roll_ccw" if name == "roll_cw" and against else name,
        manner=fact.manner,
        amount=None if lasts else fact.amount,
        end_amount=None if lasts else fact.end_amount,
        unit="" if lasts else fact.unit,
        subject=fact.subject,
        span=fact.span,
        reverse=against,
        seconds=fact.amount if lasts else None,
    )


def _with_next(text: str, start: int, end: int) -> str:
    """Return some words of a text and the one after them: "camera rolls" "counterclockwise"."""
    rest = text[end:].lstrip()
    return f"{text[start:end]} {rest.partition(' ')[0]}"
