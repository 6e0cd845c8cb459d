"""What the director asked of the camera, gathered from facts into one record."""

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Final, TypeVar, cast

from groundplan.agents.camera.terms import ANGLES, LENSES_MM, SIZES, AngleTerm, SizeTerm
from groundplan.errors import InputError
from groundplan.geometry.sensors import DEFAULT_SENSOR, Sensor, sensor
from groundplan.language.facts import CameraFact, Facts, Span
from groundplan.world.entity import RigKind

__all__ = [
    "FOCAL_RANGE_MM", "CameraRequest", "MoveRequest", "Number", "RigRequest", "request_of",
]  # fmt: skip

TermT = TypeVar("TermT", SizeTerm, AngleTerm)

FOCAL_RANGE_MM: Final = (4.0, 1200.0)
"""Lenses that exist for cinema and stills: our engineering default."""
_RANGES: Final = MappingProxyType(
    {
        "lens": FOCAL_RANGE_MM,
        "aperture": (0.5, 64.0),
        "distance": (0.02, 5000.0),
        "height": (0.01, 2000.0),
        "focus": (0.02, 5000.0),
        "iso": (1.0, 1e6),
    }
)
_CLOCKWISE: Final = MappingProxyType(
    {"roll": "roll_cw", "roll_right": "roll_cw", "roll_left": "roll_ccw"}
)

_TRAVELS: Final = frozenset({"dolly", "truck", "pedestal"})
_RIG: Final = "rig_"
"""Start of the ids of words that say what carries the camera ("on a crane")."""
_LONG: Final = re.compile(
    r"(\d+(?:\.\d+)?)[\s-]*(m|metre|meter|ft|foot|feet)[\s-]*$", re.IGNORECASE
)
_FOOT_M: Final = 0.3048
_NEXT: Final = re.compile(
    r"\b(then|after that|afterwards|followed by|finally|before|next|subsequently)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A stated number, with what it changes to."""

    start: float | None
    end: float | None
    span: Span
    stated: bool = True
    """False: it stands for a word ("wide angle lens")."""

    @property
    def first(self) -> float:
        """Return the value that counts when only one can."""
        return self.start if self.start is not None else self.end or 0.0


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


@dataclass(frozen=True, slots=True, kw_only=True)
class CameraRequest:
    """Everything said about the camera; what is absent was not said."""

    moves: tuple[MoveRequest, ...] = ()
    rig: RigRequest | None = None
    size: SizeTerm | None = None
    end_size: SizeTerm | None = None
    angle: AngleTerm | None = None
    end_angle: AngleTerm | None = None
    dutch: bool = False
    staging: str = ""
    subject: str = ""
    """Fact key of the entity that the framing is about."""
    other: str = ""
    numbers: dict[str, Number] = field(default_factory=dict[str, Number])
    """Usable numbers by facet: lens, distance, height, aperture, focus, iso, roll, speed …"""
    refused: tuple[CameraFact, ...] = ()
    """Numbers that no camera can have."""
    sensor: Sensor = DEFAULT_SENSOR
    spans: dict[str, Span] = field(default_factory=dict[str, Span])
    """By facet: the words that said it."""

    def number(self, facet: str) -> Number | None:
        """Return a usable stated number."""
        return self.numbers.get(facet)

    def asks(self, *moves: str) -> MoveRequest | None:
        """Return the first requested move that is one of `moves`."""
        return next((m for m in self.moves if m.id in moves), None)


def request_of(facts: Facts) -> CameraRequest:
    """Return what was asked of the camera; the first statement of each facet wins."""
    said = facts.camera
    terms = {fact.facet: fact for fact in reversed(said)}
    numbers, refused = _numbers(said)
    angles = [f for f in said if f.facet == "angle" and f.value in ANGLES]
    upright = [f for f in angles if f.value != "dutch"]
    sizes = [f for f in said if f.facet == "size" and f.value in SIZES]
    staging = terms.get("staging")
    gate = _sensor(terms.get("sensor"))
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
    moves = in_order((*moves, *racks), facts.text)
    subjects = [f.subject for f in said if f.subject and f.facet in {"size", "distance", "staging"}]
    return CameraRequest(
        rig=next((_rig(f, facts) for f in said if f.value.startswith(_RIG)), None),
        moves=_paced(_once(moves), said),
        size=_at(sizes, SIZES, "start"),
        end_size=_at(sizes, SIZES, "end"),
        angle=_at(upright, ANGLES, "start"),
        end_angle=_at(upright, ANGLES, "end"),
        dutch=len(angles) > len(upright),
        staging=staging.value if staging is not None else "",
        subject=next(iter([*subjects, *(m.subject for m in moves if m.subject)]), ""),
        other=staging.object if staging is not None else "",
        numbers=numbers,
        refused=refused if gate is not None else (*refused, terms["sensor"]),
        sensor=gate if gate is not None else DEFAULT_SENSOR,
        spans={name: fact.span for name, fact in terms.items()},
    )


def in_order(moves: tuple[MoveRequest, ...], text: str) -> tuple[MoveRequest, ...]:
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


def _at(said: list[CameraFact], table: MappingProxyType[str, TermT], when: str) -> TermT | None:
    wanted = {"start": ("start", "whole"), "end": ("end",)}[when]
    return next((table[f.value] for f in said if f.at in wanted), None)


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


def _numbers(said: Iterable[CameraFact]) -> tuple[dict[str, Number], tuple[CameraFact, ...]]:
    found: dict[str, Number] = {}
    refused: list[CameraFact] = []
    for fact in said:
        if fact.facet == "move":
            continue
        start, end, stated = fact.amount, fact.end_amount, True
        if start is None and fact.facet == "lens" and fact.value in LENSES_MM:
            start, stated = LENSES_MM[fact.value], False
        values = [v for v in (start, end) if v is not None]
        low, high = _RANGES.get(fact.facet, (-math.inf, math.inf))
        if not values:
            continue
        if not all(math.isfinite(v) and low <= v <= high for v in values):
            refused.append(fact)
            continue
        if fact.at == "end" and end is None:
            start, end = None, start
        number = Number(start=start, end=end, span=fact.span, stated=stated)
        found[fact.facet] = _joined(found.get(fact.facet), number)
    return found, tuple(refused)


def _joined(known: Number | None, new: Number) -> Number:
    """Return the earlier statement, completed by the later one where it left something open."""
    if known is None:
        return new
    if known.stated < new.stated:
        return new
    return Number(
        start=known.start if known.start is not None else new.start,
        end=known.end if known.end is not None or known.start is None else new.end,
        span=known.span,
        stated=known.stated,
    )


def _sensor(fact: CameraFact | None) -> Sensor | None:
    if fact is None:
        return DEFAULT_SENSOR
    try:
        return sensor(fact.value)
    except InputError:
        return None
