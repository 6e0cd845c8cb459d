"""The narrative: what happens, where things stand, and the words that said so."""

from dataclasses import field
from typing import Literal

from pydantic.dataclasses import dataclass

from groundplan.world.base import CLOSED, EntityId, JsonValue

__all__ = [
    "Action", "Beat", "Direction", "Line", "Narrative", "QuantityRecord", "Relation",
    "RelationKind", "Revision", "Scene", "Setting", "SourceText", "Span", "Unresolved",
]  # fmt: skip

RelationKind = Literal[
    "left_of", "right_of", "above", "below", "in_front_of", "behind", "on", "under", "next_to",
    "inside",
]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True, config=CLOSED)
class Span:
    """Characters `start` (inclusive) to `end` (exclusive) of a source."""

    source: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True, config=CLOSED)
class SourceText:
    """What the director gave."""

    kind: Literal["brief", "script", "note"]
    text: str


@dataclass(frozen=True, slots=True, kw_only=True, config=CLOSED)
class Action:
    """Someone does something between two times."""

    agent: EntityId
    verb: str
    action: str
    """Vocabulary id, or the verb itself when the vocabulary has none."""
    start: int
    """Subframes."""
    end: int
    object: EntityId | None = None
    origin: EntityId | None = None
    """Where it starts from."""
    goal: EntityId | None = None
    companion: EntityId | None = None
    direction: str = ""
    """`left`, `right`, `up`, `down`, `towards_camera`, `away_from_camera`, `forward` …"""
    speed_mps: float | None = None
    order: int = 0
    span: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True, config=CLOSED)
class Relation:
    """`subject` stands in `relation` to `object`."""

    subject: EntityId
    relation: RelationKind
    object: EntityId
    distance_m: float | None = None
    """Between footprint centres, over the ground."""
    when: Literal["always", "start", "end"] = "always"
    frame: Literal["camera", "object"] = "camera"
    span: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True, config=CLOSED)
class QuantityRecord:
    """A number in the text, and the field it went to."""

    text: str
    value: float
    unit: str
    path: str
    """World path of the field that it set; empty when nothing could use it."""
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True, config=CLOSED)
class Unresolved:
    """Words that could not be turned into the world, and why."""

    text: str
    reason: str
    span: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True, config=CLOSED)
class Setting:
    """Place, time, weather and style as words; their numbers live in lights and sets."""

    place: str = ""
    time_of_day: str = ""
    weather: str = ""
    style: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, config=CLOSED)
class Line:
    """Something that is spoken; its words stay text."""

    text: str
    start: int
    """Subframes."""
    end: int
    """Of its estimated speaking time."""
    speaker: EntityId | None = None
    """None: nobody in the world."""
    parenthetical: str = ""
    heard: Literal["", "off_screen", "voice_over"] = ""
    """Empty: the speaker is there."""
    span: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True, config=CLOSED)
class Scene:
    """One place and stretch of time of a script; its shots follow one another in it."""

    heading: str
    """Its slug line as written ("INT. KITCHEN - NIGHT")."""
    order: int
    number: str = ""
    """As the script numbers it."""
    setting: Setting = field(default_factory=Setting)


@dataclass(frozen=True, slots=True, kw_only=True, config=CLOSED)
class Beat:
    """A step of the story."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True, config=CLOSED)
class Revision:
    """One change of what the brief is read to say: see `groundplan.agents.directing.revisions`."""

    path: str
    """A fact ("actions/a1"), a field of one ("actions/a1/speed_mps"), or all of a facet
    ("camera/size")."""
    value: JsonValue = None
    """None takes it away."""


@dataclass(frozen=True, slots=True, kw_only=True, config=CLOSED)
class Direction:
    """A request of a director's note, as it was understood when it was given."""

    kind: str
    """What it is about: `light`, `camera`, `action`, `place`, `look`, `cast` or `shot`."""
    says: str
    """In one sentence, with names and numbers."""
    span: Span
    revisions: tuple[Revision, ...] = ()
    """Planning anew reads the brief with these applied, in the order of the directions' keys."""


@dataclass(frozen=True, slots=True, kw_only=True, config=CLOSED)
class Narrative:
    """Maps are keyed by stable ids ("a1", "r1", "q1", "u1")."""

    setting: Setting = field(default_factory=Setting)
    """Of the first scene."""
    scenes: dict[str, Scene] = field(default_factory=dict[str, Scene])
    """By id; none: all is one scene without a slug line."""
    beats: dict[str, Beat] = field(default_factory=dict[str, Beat])
    actions: dict[str, Action] = field(default_factory=dict[str, Action])
    lines: dict[str, Line] = field(default_factory=dict[str, Line])
    """What is spoken."""
    relations: dict[str, Relation] = field(default_factory=dict[str, Relation])
    quantities: dict[str, QuantityRecord] = field(default_factory=dict[str, QuantityRecord])
    unresolved: dict[str, Unresolved] = field(default_factory=dict[str, Unresolved])
    directions: dict[str, Direction] = field(default_factory=dict[str, Direction])
    """By note and number ("note01_1"): what was asked after the brief."""
