"""What a plan needs to know of a shot: its clock and size, what it fixes, and its words."""

from fractions import Fraction

from pydantic.dataclasses import dataclass

from groundplan.shader.intents import ShotIntent
from groundplan.shader.prompt.words import ShotWords
from groundplan.world.base import CLOSED

__all__ = ["CameraMove", "ShotBrief"]


@dataclass(frozen=True, slots=True, kw_only=True, config=CLOSED)
class CameraMove:
    """The camera of a shot in short, for models that know only named moves."""

    move: str = "static"
    """Vocabulary id of `groundplan.describe/1`: `pan_left`, `dolly_in` …"""
    travel_m: tuple[float, float, float] = (0.0, 0.0, 0.0)
    """From the first frame to the last, in the first frame's camera axes: right, up, back."""
    turn_rad: tuple[float, float, float] = (0.0, 0.0, 0.0)
    """Pan (left positive), tilt (up positive), roll (clockwise positive)."""
    zoom: float = 1.0
    """Last focal length over first."""
    focal_mm: float = 35.0
    """Of the first frame."""


@dataclass(frozen=True, slots=True, kw_only=True, config=CLOSED)
class ShotBrief:
    """A shot as a plan sees it; the same for every backend."""

    world_hash: str
    shot: str
    """Id."""
    name: str
    size_px: tuple[int, int]
    rate: tuple[int, int]
    frame_count: int
    first: int = 0
    """Time of its first frame in the world [subframes]."""
    handle_frames: int = 0
    """Frames before and after it that the edit wants, at its own rate."""
    people: tuple[str, ...] = ()
    """Ids of who is seen."""
    animals: tuple[str, ...] = ()
    camera: CameraMove
    intents: tuple[ShotIntent, ...] = ()
    words: ShotWords

    @property
    def fps(self) -> Fraction:
        """Return frames per second."""
        return Fraction(*self.rate)

    @property
    def seconds(self) -> Fraction:
        """Return how long it is: its last frame lasts one frame."""
        return self.frame_count / self.fps
