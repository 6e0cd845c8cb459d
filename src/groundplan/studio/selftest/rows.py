"""One row of the exam: what was put into a clip, what the judge said, and what it read."""

from typing import Final, Literal, get_args

from pydantic.dataclasses import dataclass

from groundplan.adherence.selftest.expected import Expected
from groundplan.adherence.selftest.injections import Course, InjectionKind
from groundplan.adherence.verdict import Status
from groundplan.world.base import CLOSED

__all__ = ["READING_UNITS", "Failure", "Reading", "ReadingName", "Trial"]

ReadingName = Literal[
    "rotation", "translation", "path", "focal", "place", "iou", "lag", "clock",
    "exposure", "colour", "flicker",
]  # fmt: skip
READING_UNITS: Final[dict[ReadingName, str]] = dict(
    zip(
        get_args(ReadingName),
        ("deg", "m", "% path", "%", "% W", "1", "frames", "frames", "stops", "K", "%"),
        strict=True,
    )
)


@dataclass(frozen=True, slots=True, kw_only=True, config=CLOSED)
class Reading:
    """What the judge read of one thing, beside what is true; in the unit of `READING_UNITS`."""

    name: ReadingName
    subject: str = ""
    """Entity id; empty: the whole picture."""
    true: float
    seen: float | None
    """None: the judge can't tell."""
    error: float | None
    """Mean over frames of the distance between both, never below 0."""


@dataclass(frozen=True, slots=True, kw_only=True, config=CLOSED)
class Failure:
    """A check that failed."""

    definition: str
    subject: str = ""
    value: float
    tolerance: float


@dataclass(frozen=True, slots=True, kw_only=True, config=CLOSED)
class Trial:
    """One clip, judged."""

    number: int
    """In the design of its seed, from 0."""
    look: str
    world: str
    """Brief of the plan."""
    held_out: bool
    """Its world or its look was kept from whoever sets thresholds."""
    kind: InjectionKind
    size: float
    course: Course
    first_frame: int
    expected: Expected
    status: Status
    causes: tuple[str, ...]
    """In the judge's words."""
    findings: tuple[str, ...]
    """Codes of what the mapping of the file found."""
    failures: tuple[Failure, ...]
    readings: tuple[Reading, ...]
    frame_count: int
    align_cpu_s: float
    judge_cpu_s: float

    @property
    def false_pass(self) -> bool:
        """Return whether it passes and must not."""
        return self.expected == "fail" and self.status == "pass"

    @property
    def false_fail(self) -> bool:
        """Return whether it fails and must not."""
        return self.expected == "pass" and self.status == "fail"
