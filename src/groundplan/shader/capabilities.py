"""What a backend claims about itself: every field is a claim that a contract test checks."""

from dataclasses import field
from typing import Literal

from pydantic.dataclasses import dataclass

from groundplan.shader.frame_rules import FrameRule, RateRule, SizeRule
from groundplan.shader.intents import WEAKENED, Control
from groundplan.world.base import CLOSED

__all__ = [
    "BackendOption", "Capabilities", "DepthRange", "Family", "Licence", "MaskPolarity", "Price",
    "PromptRule", "Requirement", "WindowRule",
]  # fmt: skip

Family = Literal["embedded", "diffusers", "comfyui", "hosted", "other"]
MaskPolarity = Literal["none", "white_generates", "black_generates"]
DepthRange = Literal["none", "frame", "clip"]
"""Over what inverse depth is stretched to 8 bit."""


@dataclass(frozen=True, slots=True, kw_only=True, config=CLOSED)
class Licence:
    """Terms of the weights or of the service."""

    name: str
    """SPDX, or the name of the terms."""
    commercial: bool
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True, config=CLOSED)
class Price:
    """What a host asks, as its page said on a day; to be checked with the host."""

    amount: float
    currency: str = "USD"
    per: Literal["second", "call"] = "second"
    read_on: str = ""
    """ISO date."""


@dataclass(frozen=True, slots=True, kw_only=True, config=CLOSED)
class PromptRule:
    """How a model wants to be spoken to."""

    dialect: Literal["none", "wan", "ltx", "sana", "cogvideox", "cosmos", "host"] = "none"
    """none: it reads no words."""
    most_characters: int = 2000
    negative: bool = False


@dataclass(frozen=True, slots=True, kw_only=True, config=CLOSED)
class Requirement:
    """A module that must be importable, and how it is installed."""

    module: str
    install: str


@dataclass(frozen=True, slots=True, kw_only=True, config=CLOSED)
class BackendOption:
    """A setting of one backend: `--set name=value`."""

    name: str
    says: str
    default: str = ""
    environment: str = ""
    """Variable that gives it where `--set` does not."""
    required: bool = False


@dataclass(frozen=True, slots=True, kw_only=True, config=CLOSED)
class WindowRule:
    """How a shot longer than one call is made of several."""

    overlap: int
    """Frames that neighbours share."""
    anchored: bool
    """Whether the end of a window is given to the next one."""


@dataclass(frozen=True, slots=True, kw_only=True, config=CLOSED)
class Capabilities:
    """One backend or model route, as data."""

    name: str
    title: str
    family: Family
    version: str
    """Of these claims: it changes whenever what is sent may change."""
    controls: tuple[Control, ...]
    """All that it takes; the first is what it is given unless a person chooses."""
    together: tuple[tuple[Control, ...], ...] = ()
    """Controls that may be chosen together; none: one at a time (beside keyframe, reference)."""
    always: tuple[Control, ...] = ()
    """Controls that are sent whatever is chosen."""
    weakened: tuple[Control, ...] = WEAKENED
    """What a strength below 1 weakens, and a strength of 0 takes away."""
    frames: FrameRule
    sizes: SizeRule
    rates: RateRule
    references_most: int = 0
    keyframes: Literal["none", "first", "first_last", "indices"] = "none"
    keyframe_stride: int = 1
    mask: MaskPolarity = "none"
    depth_range: DepthRange = "none"
    prompt: PromptRule = field(default_factory=PromptRule)
    windows: WindowRule | None = None
    looks: tuple[str, ...] = ()
    seeded: bool = True
    seed_changes_take: bool = True
    """Whether another seed may do what the last one did wrong; False: it changes grain at most."""
    deterministic: Literal["bytes", "seed", "no"] = "no"
    """bytes: the same plan gives the same bytes. seed: nearly so. no: nothing is promised."""
    licence: Licence
    price: Price | None = None
    """None: nothing is paid per call."""
    requires: tuple[Requirement, ...] = ()
    key_variable: str = ""
    """Environment variable (or keyring entry) of the key."""
    options: tuple[BackendOption, ...] = ()
    notes: tuple[str, ...] = ()
    """What users should know, a sentence each."""
