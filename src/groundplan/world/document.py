"""The world document: everything that a picture shows, as typed data."""

from dataclasses import field
from typing import Final, Literal

from pydantic.dataclasses import dataclass

from groundplan.world.base import CLOSED, EntityId
from groundplan.world.entity import Entity
from groundplan.world.finding import LintRules, Waiver
from groundplan.world.intent import Intent
from groundplan.world.narrative import Narrative, SourceText
from groundplan.world.opinion import Lock, Opinion
from groundplan.world.sequence import Clip, Film, Grip, Shot, Timebase, Track

__all__ = ["SCHEMA", "World"]

SCHEMA: Final = "groundplan.world/1"


@dataclass(frozen=True, slots=True, kw_only=True, config=CLOSED)
class World:
    """One document at one revision.

    Maps are keyed by ids, so that a path such as `entities/<id>/camera/focal_mm` is stable.
    """

    schema: Literal["groundplan.world/1"] = SCHEMA
    id: str = ""
    revision: int = 0
    seed: int = 0
    generator: str = ""
    """Program and version that made the generated layer."""
    timebase: Timebase = field(default_factory=Timebase)
    film: Film = field(default_factory=Film)
    sources: dict[str, SourceText] = field(default_factory=dict[str, SourceText])
    entities: dict[EntityId, Entity] = field(default_factory=dict[str, Entity])
    narrative: Narrative = field(default_factory=Narrative)
    intents: dict[str, Intent] = field(default_factory=dict[str, Intent])
    shots: dict[str, Shot] = field(default_factory=dict[str, Shot])
    tracks: dict[str, Track] = field(default_factory=dict[str, Track])
    grips: dict[str, Grip] = field(default_factory=dict[str, Grip])
    """What is held in hands, and when."""
    clips: dict[str, Clip] = field(default_factory=dict[str, Clip])
    """By sha256 of the clip file."""
    lint: LintRules = field(default_factory=LintRules)
    waivers: dict[str, Waiver] = field(default_factory=dict[str, Waiver])
    """By id ("w1"): what of a finding is accepted, and why."""
    opinions: dict[str, tuple[Opinion, ...]] = field(default_factory=dict[str, tuple[Opinion, ...]])
    """By path, strongest first: every value that someone holds, the winner included."""
    locks: dict[str, Lock] = field(default_factory=dict[str, Lock])
    """By path; protects the path and everything below."""
