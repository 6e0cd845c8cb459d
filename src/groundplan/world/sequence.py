"""Shots over one persistent world, motion clips, and the tracks that place motion in time."""

from dataclasses import field
from typing import Literal

from pydantic.dataclasses import dataclass

from groundplan.world.base import CLOSED, EntityId, Quaternion, Vector3

__all__ = ["Clip", "Film", "Framing", "Grip", "Shot", "Take", "Timebase", "Track"]


@dataclass(frozen=True, slots=True, kw_only=True, config=CLOSED)
class Timebase:
    """The frame clock: a rational rate; times are integers in 1/1000 frame."""

    fps_num: int = 16
    fps_den: int = 1
    start_frame: int = 1001
    """What people call frame index 0."""


@dataclass(frozen=True, slots=True, kw_only=True, config=CLOSED)
class Film:
    """The picture's format."""

    width_px: int = 832
    height_px: int = 480
    pixel_aspect: float = 1.0
    desqueeze: float = 1.0
    guides: tuple[float, ...] = ()
    """Aspect ratios that are marked in the frame and protected, as 2.39 or 0.5625."""


@dataclass(frozen=True, slots=True, kw_only=True, config=CLOSED)
class Framing:
    """What the director asked of the camera, in vocabulary ids; numbers are intents."""

    move: str = "static"
    size: str = ""
    angle: str = ""
    end_size: str = ""
    end_angle: str = ""
    staging: str = ""
    subject: EntityId | None = None
    other: EntityId | None = None
    """Over whose shoulder, in whose eyes, or with whom."""


@dataclass(frozen=True, slots=True, kw_only=True, config=CLOSED)
class Take:
    """A rendering of a shot at one revision."""

    revision: int
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True, config=CLOSED)
class Shot:
    """A camera over a stretch of time; `first` and `last` are inclusive frame times."""

    name: str
    """As people write it: `SH010`."""
    order: int
    camera: EntityId
    first: int
    """Subframes of the first frame."""
    last: int
    """Subframes of the last frame, inclusive: (last - first) / 1000 + 1 frames."""
    handle_frames: int = 0
    scene: str = ""
    """Id of its scene in the narrative; it shows what belongs to that scene."""
    framing: Framing = field(default_factory=Framing)
    takes: dict[str, Take] = field(default_factory=dict[str, Take])
    number: str = ""
    """As the script numbers it ("2A"); empty: it does not."""
    setup: Literal[
        "", "master", "single", "two_shot", "group", "over_shoulder", "pov", "insert", "cutaway",
        "reaction",
    ] = ""  # fmt: skip
    """What it is in the coverage of its scene; empty: a shot of its own."""
    covers: tuple[str, ...] = ()
    """Ids of the actions and lines that it covers."""
    notes: str = ""
    """Its heading in the script, and what people write down."""


@dataclass(frozen=True, slots=True, kw_only=True, config=CLOSED)
class Clip:
    """Dense motion beside the document, addressed by the sha256 of its file."""

    format: Literal["npz", "bvh"]
    fps_num: int
    fps_den: int
    frame_count: int
    skeleton: str
    """What its joints are, in words; they are matched to a body's by name."""
    source: str
    licence: str


@dataclass(frozen=True, slots=True, kw_only=True, config=CLOSED)
class Track:
    """What an entity's body does over a stretch of time.

    `kind` `gait`: procedural, `name` is `idle`, `walk`, `run`, `trot` …; speed comes from the
    position channel. `action`: what a person does (`wave`, `pick_up` …), laid over the gait below
    it. `pose`: the same, settled from the first moment. `clip`: dense motion, `name` is its sha256.
    """

    entity: EntityId
    kind: Literal["gait", "pose", "action", "clip"]
    name: str
    first: int
    last: int
    offset: int = 0
    """Subframes into the cycle or clip at `first`; before its start a clip holds still."""
    speed: float = 1.0
    blend: int = 0
    """Subframes of cross-fade from the track before."""
    target: EntityId | None = None
    """What an action is done to: grasped, pressed, sat on, looked at."""
    partner: EntityId | None = None
    """Whom it is done with: hugged, handed something."""
    hand: Literal["", "left", "right"] = ""
    """The leading hand; empty: the right one."""


@dataclass(frozen=True, slots=True, kw_only=True, config=CLOSED)
class Grip:
    """A thing in a hand: between `first` and `last` it goes with a joint of its holder.

    Outside of its grips it stands where its own transform says, or stays where it was let go.
    """

    entity: EntityId
    holder: EntityId
    first: int
    last: int
    joint: str = "rightHand"
    other_joint: str = ""
    """The other hand: it is then midway between both palms."""
    position_m: Vector3 = (0.0, 0.0, 0.0)
    """Of its origin, in the joint's axes; of what is upright, from the palm."""
    rotation: Quaternion = (0.0, 0.0, 0.0, 1.0)
    """Of it, in the joint's axes."""
    keep: bool = False
    """True: it keeps the place in the joint's axes that it has at `first`, instead of the above."""
    upright: bool = False
    """True: its axes are the holder's own, turned about the vertical, however the hand turns. False
    with two hands: its up runs from the palm of `other_joint` to that of `joint`."""
    after: Literal["own", "stay", "fly"] = "own"
    """From `last` on: where its own transform says, where it was let go, or thrown from there."""
    velocity_mps: Vector3 = (0.0, 0.0, 0.0)
    """World velocity of what flies, when it is let go; what a later grip (without `keep`) catches
    flies so that it is there in time instead."""
