"""A plan: what will be sent, how the shot was made to fit, and what will be ignored."""

import hashlib
from dataclasses import field
from fractions import Fraction
from typing import Literal

import orjson
from pydantic.dataclasses import dataclass

from groundplan.shader.intents import Control, IntentVerdict
from groundplan.world.base import CLOSED

__all__ = [
    "Conformed",
    "CostEstimate",
    "PlannedKeyframe",
    "PlannedReference",
    "ShadePlan",
    "Window",
]


@dataclass(frozen=True, slots=True, kw_only=True, config=CLOSED)
class Conformed:
    """A change that makes a shot fit a model; the shot is rendered anew so, nothing is cropped."""

    what: Literal["size", "rate", "frames"]
    was: str
    becomes: str
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True, config=CLOSED)
class Window:
    """The frames of one call, counted in the plan's clip."""

    first: int
    count: int
    anchored: int = 0
    """How many of its first frames are given by the window before."""


@dataclass(frozen=True, slots=True, kw_only=True, config=CLOSED)
class CostEstimate:
    """What the calls will cost by the price that was read."""

    amount: float
    currency: str
    basis: str
    """How it was reckoned, and when the price was read."""


@dataclass(frozen=True, slots=True, kw_only=True, config=CLOSED)
class PlannedKeyframe:
    """A whole picture at a frame."""

    frame: int
    picture: str = ""
    """Path; empty: the previz."""


@dataclass(frozen=True, slots=True, kw_only=True, config=CLOSED)
class PlannedReference:
    """A picture of someone."""

    picture: str
    entity: str = ""


@dataclass(frozen=True, slots=True, kw_only=True, config=CLOSED)
class ShadePlan:
    """Everything that decides what a call sends, but for the pixels of the control pack."""

    schema: Literal["groundplan.shade-plan/1"] = "groundplan.shade-plan/1"
    backend: str
    capabilities_version: str
    world_hash: str
    shot: str
    controls: tuple[Control, ...]
    """Sent, chosen ones first."""
    size_px: tuple[int, int]
    rate: tuple[int, int]
    """Numerator and denominator of frames per second."""
    frame_count: int
    """Of the clip that the windows give together."""
    lead_frames: int = 0
    """Of these, how many stand before the shot: the handle at its start."""
    shot_frame_count: int
    """Of these, how many are the shot; the rest is the handle at its end."""
    start_time: int = 0
    """Of frame 0, in 1/1000 frame of the clip's rate; the shot's first frame has its world time."""
    windows: tuple[Window, ...]
    seed: int = 0
    steps: int | None = None
    guidance: float | None = None
    strength: float | None = None
    depth_of_field: bool = False
    """Whether the previz that is sent shows what is out of focus so."""
    look: str = ""
    prompt: str = ""
    negative: str = ""
    prompt_left_out: tuple[str, ...] = ()
    """What the limit of length cut."""
    references: tuple[PlannedReference, ...] = ()
    keyframes: tuple[PlannedKeyframe, ...] = ()
    options: dict[str, str] = field(default_factory=dict[str, str])
    conformed: tuple[Conformed, ...] = ()
    intents: tuple[IntentVerdict, ...] = ()
    cost: CostEstimate | None = None

    @property
    def fps(self) -> Fraction:
        """Return frames per second."""
        return Fraction(*self.rate)

    @property
    def unheard(self) -> tuple[IntentVerdict, ...]:
        """Return the intents that are ignored or left to words."""
        return tuple(one for one in self.intents if one.honour in {"ignored", "words"})

    def key(self, pack_hash: str) -> str:
        """Return what identifies this plan for this pack: equal calls have equal keys."""
        plain = orjson.dumps(self, option=orjson.OPT_SORT_KEYS)
        return hashlib.sha256(plain + pack_hash.encode()).hexdigest()
