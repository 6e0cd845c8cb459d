"""What was read in a text: facts with spans, before anything is decided about a world.

Keys (`"e1"`, `"a2"` …) are local to one `Facts`; order is the order of first mention.
"""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

__all__ = [
    "ActionFact", "AttributeFact", "CameraFact", "ChangeFact", "Dimension", "EntityFact", "Facts",
    "LightFact", "LineFact", "ModelSaid", "PlacementFact", "QuantityFact", "RelationFact",
    "SettingFact", "ShotFact", "ShotText", "Span", "UnresolvedFact",
]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Characters `start` (inclusive) to `end` (exclusive) of a source text."""

    start: int
    end: int
    source: str = "brief"


class Dimension(StrEnum):
    """What a quantity measures; the unit is always the SI unit named here."""

    LENGTH = "length"  # m
    FOCAL_LENGTH = "focal_length"  # mm
    APERTURE = "aperture"  # f-number
    TRANSMISSION = "transmission"  # T-number
    SPEED = "speed"  # m/s
    DURATION = "duration"  # s
    FRAMES = "frames"  # frames
    FRAME_RATE = "frame_rate"  # 1/s
    ANGLE = "angle"  # rad
    ANGULAR_SPEED = "angular_speed"  # rad/s
    TEMPERATURE = "temperature"  # K
    ILLUMINANCE = "illuminance"  # lx
    LUMINOUS_FLUX = "luminous_flux"  # lm
    LUMINANCE = "luminance"  # cd/m^2
    STOPS = "stops"  # EV
    RATIO = "ratio"  # a number, 4:1 is 4.0
    ISO = "iso"
    SHUTTER = "shutter"  # s
    COUNT = "count"
    CLOCK_TIME = "clock_time"  # seconds after midnight
    PERCENT = "percent"  # 0..1
    MASS = "mass"  # kg
    AGE = "age"  # yr
    DATE = "date"  # day of a common year, 1 to 365
    FACTOR = "factor"  # a number: "twice" as tall is 2.0
    TIMES = "times"  # how often
    STEPS = "steps"  # of a walk


@dataclass(frozen=True, slots=True, kw_only=True)
class QuantityFact:
    """A number with a unit, found in the text before parsing."""

    key: str
    value: float
    """In the SI unit of `dimension`; the start of a range "from A to B"."""
    dimension: Dimension
    unit: str
    """The SI unit's symbol ("m", "mm", "m/s", "s", "rad", "K", "lx" …)."""
    text: str
    span: Span
    end_value: float | None = None
    """The second value of "from 6 m to 3 m" or "2-3 m"."""
    range_kind: Literal["change", "between"] | None = None
    """`change`: over time ("from … to …"); `between`: an interval ("2 to 3 m")."""
    approximate: bool = False
    role: str = ""
    """What it belongs to, once known: a path-like word such as `relation:r1.distance`,
    `action:a1.duration`, `camera.distance`, `camera.focal`, `entity:e1.height`, `shot.duration`.
    Empty: nothing claimed it (the planner must list it as unresolved)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AttributeFact:
    """A property of an entity ("red", "old", "wooden")."""

    name: str
    """`color`, `material`, `size`, `age`, `build`, `state`, `pattern`, `shape`, `mood` or
    `quality`."""
    value: str
    span: Span
    of_part: str = ""
    """What wears or holds it when that is not the entity itself: "coat" for a red coat."""


EntityKind = Literal[
    "character", "animal", "prop", "vehicle", "set", "light", "camera", "group", "unknown"
]


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityFact:
    """A thing that is in the world, once per mention chain (coreference is resolved)."""

    key: str
    noun: str
    """Head lemma, lower case, compounds kept ("street lamp"); of somebody with a proper name what
    they are ("woman", "person")."""
    words: str
    """The noun phrase as written, without the determiner."""
    kind: EntityKind
    span: Span
    count: int = 1
    count_guessed: bool = False
    """"several", "many": the number is our guess."""
    attributes: tuple[AttributeFact, ...] = ()
    garments: tuple[str, ...] = ()
    """Worn things ("coat"); their colours are attributes with `of_part`."""
    gender: Literal["female", "male", ""] = ""
    absent: bool = False
    """Negated ("no people", "nobody")."""
    mentions: tuple[Span, ...] = ()
    """Every mention, pronouns included."""
    held_by: str = ""
    """Key of the entity that carries or holds it."""
    role: Literal["subject", "object", "place", "landmark"] = "subject"
    guessed: bool = False
    """No word names it: what is said implies it (the chair of who sits at a table)."""
    name: str = ""
    """Proper name ("Jane"): who is called the same in two scenes is the same."""
    interior: bool = False
    """A room that is furnished: it is seen from inside, with walls of its own size."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionFact:
    """Someone does something."""

    key: str
    agent: str
    """Entity key."""
    verb: str
    """Lemma as written ("stroll")."""
    action: str
    """Vocabulary id ("walk"), or empty when the verb is not in the vocabulary."""
    span: Span
    object: str = ""
    """Direct object's entity key."""
    source: str = ""
    """Entity key the action starts from ("from the bench")."""
    goal: str = ""
    """Entity key it ends at ("to the fountain")."""
    companion: str = ""
    """Entity key that the agent keeps beside ("beside her", "with him")."""
    companion_relation: str = ""
    """`next_to`, `behind`, `in_front_of`, `left_of`, `right_of` for the companion."""
    path: str = ""
    """Entity key passed or gone around ("around the tree", "past the car")."""
    path_kind: str = ""
    """`around`, `past`, `through`, `along`, `over`, `under`, `across`."""
    part: str = ""
    """Noun of the agent's own body part that it is done with ("arm", "eye"); empty for none."""
    direction: str = ""
    """`left`, `right`, `up`, `down`, `towards_camera`, `away_from_camera`, `forward` or
    `backward`; a verb may say it by itself ("descend")."""
    manner: tuple[str, ...] = ()
    """Adverbs ("slowly")."""
    distance_m: float | None = None
    duration_s: float | None = None
    speed_mps: float | None = None
    delay_s: float | None = None
    """How long after what came before it begins ("after 3 seconds", "3 seconds later")."""
    angle_rad: float | None = None
    """How far it turns ("turns 90 degrees"); unsigned, the way is `direction`."""
    stops_after: float | None = None
    """Share of its way [0..1] after which it stops for good; None: it goes all of it."""
    order: int = 0
    """Actions with a lower order end before the next begins; equal orders overlap."""
    negated: bool = False
    guessed: bool = False
    """No word says it: what is said implies it (the way to a chair that somebody sits on)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeFact:
    """What becomes of a thing while an action lasts ("turns from green to red", "melts")."""

    entity: str
    """Entity key."""
    name: str
    """Name of an attribute: `color`, `material`, `size`, `age`, `state` …"""
    start: str
    """What it is before, in words; empty when nothing says it."""
    end: str
    """What it is in the end, in words."""
    action: str
    """Key of the action meanwhile."""
    span: Span
    of_part: str = ""
    """What of it changes: "hair"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationFact:
    """Where one thing is relative to another (relation ids of `groundplan.describe/1`)."""

    key: str
    subject: str
    relation: str
    object: str
    span: Span
    distance_m: float | None = None
    when: Literal["always", "start", "end"] = "always"
    frame: Literal["camera", "object"] = "camera"
    """Whose left and front: the camera's, or the object's own."""
    at: bool = False
    """Said as "at" or "around": it is used from there, like a table or a desk."""
    guessed: bool = False
    """No word says it: what is said implies it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacementFact:
    """Where in a room something stands, or how several of it are arranged."""

    key: str
    subject: str
    kind: Literal[
        "wall", "wall_middle", "corner", "middle", "facing", "each_other", "rows", "circle",
        "parallel", "perpendicular", "around", "each", "near", "each_near", "apart",
    ]  # fmt: skip
    span: Span
    side: str = ""
    """`left`, `right`, `back`, `front`, `opposite`, or words of a corner ("back left")."""
    object: str = ""
    """The other thing, where it is about two."""
    amount: float | None = None
    """How many rows, how many for each, how far apart, or how long the wall is said to be [m]."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CameraFact:
    """One thing said about camera, lens or framing."""

    facet: Literal[
        "move", "size", "angle", "lens", "aperture", "staging", "distance", "height", "focus",
        "speed", "duration", "roll", "sensor", "iso", "shutter", "style", "screen_x", "screen_y",
        "screen_height", "headroom", "lead_room", "both_eyes", "sharp", "in_frame", "inside",
    ]  # fmt: skip
    """From `screen_x` on: where something shall be in the frame, as the intents of these kinds say
    (`world.intent`); `in_frame`: it stays visible, `inside`: the camera stays within the set."""
    value: str
    """Vocabulary id (`dolly_in`, `medium`, `low`, `over_shoulder` …) or empty for pure numbers."""
    span: Span
    at: Literal["whole", "start", "end"] = "whole"
    amount: float | None = None
    """SI value (mm for lenses), the start of a change."""
    end_amount: float | None = None
    upper: float | None = None
    """Of lenses: with it, all from `amount` to `upper` will do ("35-50 mm lens")."""
    unit: str = ""
    subject: str = ""
    """Entity key that the framing, move or distance is about."""
    object: str = ""
    """Second entity (over-the-shoulder of X on Y)."""
    part: str = ""
    """What of the subject's body (`eyes`, `head` …)."""
    side: Literal["", "left", "right"] = ""
    """Which shoulder."""
    manner: Literal["", "slow", "normal", "fast"] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LightFact:
    """One thing said about light."""

    value: str
    """Vocabulary id: `golden_hour`, `noon`, `overcast`, `night`, `moonlight`, `candle`,
    `window_light`, `three_point`, `low_key`, `high_key`, `silhouette`, `neon` …; `sun`, `lamp`."""
    span: Span
    side: Literal["", "left", "right", "front", "back", "above", "below", "side"] = ""
    frame: Literal["camera", "subject"] = "camera"
    temperature_k: float | None = None
    illuminance_lx: float | None = None
    luminous_flux_lm: float | None = None
    ratio: float | None = None
    stops: float | None = None
    elevation_rad: float | None = None
    quality: Literal["", "hard", "soft"] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingFact:
    """Place, time of day, weather or style: about the whole picture."""

    facet: Literal["place", "time_of_day", "weather", "season", "style", "interior", "sound"]
    value: str
    span: Span
    size_m: tuple[float, float] | None = None
    """Width and depth of a room, when said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShotFact:
    """Picture format and time."""

    duration_s: float | None = None
    fps: float | None = None
    aspect: float | None = None
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ShotText:
    """One of several shots: what is said within `span` happens in it, seen by its own camera."""

    number: str
    """As the script numbers it ("1", "2A"); empty: numbered when the world is made."""
    span: Span
    heading: str = ""
    """Its heading as written ("CLOSE ON JANE")."""
    duration_s: float | None = None
    """Stated length; None: what happens in it decides."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LineFact:
    """Something that is spoken; its words are kept as text and never read as things."""

    key: str
    speaker: str
    """Entity key; empty for who is nowhere in the picture."""
    text: str
    span: Span
    duration_s: float
    """Estimated speaking time [s]."""
    action: str = ""
    """Key of the action that is its speaking; empty when nobody is seen to speak."""
    parenthetical: str = ""
    """How it is said, as written ("whispering")."""
    heard: Literal["", "off_screen", "voice_over"] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelSaid:
    """What of the facts a language model said, so that edits are signed in its name."""

    keys: frozenset[str] = frozenset()
    """Of entities, actions and relations; `e1.color` is an attribute of the entity `e1`."""
    spans: frozenset[Span] = frozenset()
    """Of what has no key: camera, light and setting."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnresolvedFact:
    """Words that were read and not understood, and why."""

    text: str
    span: Span
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Everything read in one brief."""

    text: str
    quantities: tuple[QuantityFact, ...] = ()
    entities: tuple[EntityFact, ...] = ()
    actions: tuple[ActionFact, ...] = ()
    relations: tuple[RelationFact, ...] = ()
    placements: tuple[PlacementFact, ...] = ()
    camera_places: tuple[RelationFact, ...] = ()
    """What stands about the camera ("1 m behind the camera"); they name no `object`."""
    camera: tuple[CameraFact, ...] = ()
    lights: tuple[LightFact, ...] = ()
    settings: tuple[SettingFact, ...] = ()
    shot: ShotFact = field(default_factory=ShotFact)
    unresolved: tuple[UnresolvedFact, ...] = ()
    shots: tuple[ShotText, ...] = ()
    """In the order of the text, without overlap; none: all is one shot."""
    lines: tuple[LineFact, ...] = ()
    """In the order in which they are spoken."""
    changes: tuple[ChangeFact, ...] = ()
    """In the order of the text."""
    model_said: ModelSaid | None = None
    """None: no language model was asked, or nothing that it said is used."""
