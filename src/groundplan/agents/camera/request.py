"""What the director asked of the camera, gathered from facts into one record."""

import math
from collections.abc import Iterable
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final, TypeVar

from groundplan.agents.camera.move_request import MoveRequest, RigRequest, moves_of, rig_of_words
from groundplan.agents.camera.terms import ANGLES, LENSES_MM, SIZES, AngleTerm, SizeTerm
from groundplan.errors import InputError
from groundplan.geometry.sensors import DEFAULT_SENSOR, Sensor, sensor
from groundplan.language.facts import CameraFact, Facts, Span

__all__ = ["FOCAL_RANGE_MM", "CameraRequest", "Number", "request_of"]

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
    moves = moves_of(facts)
    subjects = [f.subject for f in said if f.subject and f.facet in {"size", "distance", "staging"}]
    return CameraRequest(
        rig=rig_of_words(facts),
        moves=moves,
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


def _at(said: list[CameraFact], table: MappingProxyType[str, TermT], when: str) -> TermT | None:
    wanted = {"start": ("start", "whole"), "end": ("end",)}[when]
    return next((table[f.value] for f in said if f.at in wanted), None)


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
