"""What the judge says: checks against tolerances, causes in words and numbers, and a verdict."""

from typing import Literal

from pydantic.dataclasses import dataclass

from groundplan.adherence.clip.aligned import ClipMapping
from groundplan.adherence.measurement import Measurement
from groundplan.world.base import CLOSED

__all__ = ["Cause", "Check", "ShotReport", "Status"]

Status = Literal["pass", "fail", "cannot_tell"]


@dataclass(frozen=True, slots=True, kw_only=True, config=CLOSED)
class Check:
    """One measurement held against the plan."""

    name: str
    """What is asked, in a few words: `camera rotation`, `screen position of Ben`."""
    definition: str
    """Of the measurement that it reads."""
    subject: str = ""
    """Entity id; empty: the whole picture."""
    value: float | None
    """None: not observable."""
    tolerance: float
    """Largest value that passes, in `unit`; of a definition where more is better, the smallest."""
    unit: str
    status: Status
    frames: tuple[int, ...] = ()
    """Plan frames (0-based) that fail."""
    reason: str = ""
    """Why nobody can tell."""
    source: str = ""
    """Where the tolerance is from: an intent of the world, or `default`."""


@dataclass(frozen=True, slots=True, kw_only=True, config=CLOSED)
class Cause:
    """Why checks fail."""

    code: str
    """Stable: `subject.missing`, `subject.off_path`, `subject.late`, `camera.frozen` …"""
    says: str
    """One line with numbers: "Ben is 14 % of width too far right from frame 31"."""
    subject: str = ""
    frames: tuple[int, ...] = ()
    """Plan frames (0-based), ordered."""


@dataclass(frozen=True, slots=True, kw_only=True, config=CLOSED)
class ShotReport:
    """All that was found of a clip; equal inputs give equal bytes."""

    schema: Literal["groundplan.adherence/1"] = "groundplan.adherence/1"
    shot: str
    shot_name: str
    world_hash: str
    clip_sha256: str
    clip_name: str
    """File name without folders."""
    frame_count: int
    rate: tuple[int, int]
    size_px: tuple[int, int]
    status: Status
    mapping: ClipMapping
    measurements: tuple[Measurement, ...]
    checks: tuple[Check, ...]
    causes: tuple[Cause, ...]
    names: dict[str, str]
    """Names of entities by id."""
