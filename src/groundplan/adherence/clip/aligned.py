"""What the judge sees of a clip: its frames where the plan's frames are, and how they got there."""

from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from jaxtyping import Int64, UInt8
from pydantic.dataclasses import dataclass as record

from groundplan.world.base import CLOSED

__all__ = ["AlignedClip", "ClipFinding", "ClipMapping"]


@record(frozen=True, slots=True, kw_only=True, config=CLOSED)
class ClipFinding:
    """Something about the file or its mapping that a person should know."""

    code: str
    """Stable: `clip.letterbox`, `clip.rate`, `clip.trimmed`, `clip.retimed` …"""
    says: str
    """One line with its numbers."""
    fails: bool = False
    """It breaks the plan by itself: a wrong count, a mirrored picture."""


@record(frozen=True, slots=True, kw_only=True, config=CLOSED)
class ClipMapping:
    """How the clip's pictures map to the plan's: reported, never silent."""

    clip_size_px: tuple[int, int]
    """Width, height as displayed (pixel aspect and rotation applied)."""
    clip_rate: tuple[int, int]
    """Frames per second, numerator and denominator; of a variable rate its mean."""
    clip_frame_count: int
    picture_px: tuple[float, float, float, float]
    """Left, top, width, height of the plan's picture inside the clip's (letterbox, crop) [px]."""
    first_frame: float
    """Clip frame that shows plan frame 0."""
    frames_per_plan_frame: float
    """Clip frames that go by in a frame of the plan; 1 where clocks agree."""
    findings: tuple[ClipFinding, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AlignedClip:
    """A clip on the plan's clock and raster."""

    frames: UInt8[np.ndarray, "frame height width 3"]
    """sRGB, as many as the plan has; a frame that the clip lacks is black."""
    source: Int64[np.ndarray, " frame"]
    """Index in the clip of each; -1: the clip has none there."""
    rate: Fraction
    """Of the plan."""
    mapping: ClipMapping
    sha256: str
    """Of the file."""
