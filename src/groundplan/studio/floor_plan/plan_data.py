"""What a floor plan shows, as data: metres, and (x, z) on the floor."""

import math
from dataclasses import dataclass
from typing import Literal

__all__ = ["Body", "CameraTrack", "Lamp", "Survey", "Thing"]

Point = tuple[float, float]
Outline = tuple[Point, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """A wall, a door, a piece of furniture."""

    name: str
    kind: Literal["wall", "opening", "thing", "scenery"]
    outlines: tuple[Outline, ...]
    """Closed: of a wall its cut at 1.2 m, of anything else what is seen from above."""
    lines: tuple[Outline, ...] = ()
    """Cuts that close nowhere."""
    later: Outline = ()
    """Where it is at the last frame, of what moves."""
    way: Outline = ()
    """Of what moves: at evenly spaced moments of the shot."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """Somebody, and the way that is gone."""

    name: str
    person: bool
    way: Outline
    """At evenly spaced moments of the shot."""
    headings: tuple[float, float]
    """First and last, from +Z towards +X [rad]."""
    radius_m: float

    @property
    def moves(self) -> bool:
        """Return whether it ends or passes 0.2 m from where it starts."""
        return max(math.dist(self.way[0], point) for point in self.way) > 0.2


@dataclass(frozen=True, slots=True, kw_only=True)
class CameraTrack:
    """The camera's way, and what it sees at both ends."""

    way: Outline
    heights_m: tuple[float, float]
    headings: tuple[float, float]
    """Of the optical axis [rad]."""
    halves: tuple[float, float]
    """Half of the horizontal field of view [rad]."""
    frames: tuple[Outline, Outline]
    """What the frame shows of the floor, of a camera that looks steeply down; else empty."""
    reaches_m: tuple[float, float]
    """To the subject, or 3 m."""
    subject: Outline
    """Where the subject is first and last; empty: there is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lamp:
    """A light, where it stands and shines to."""

    name: str
    kind: str
    role: str
    at: Point
    height_m: float
    heading: float
    beam_rad: float
    size_m: float
    says: str
    """Its level and colour."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """Everything on one plan."""

    things: tuple[Thing, ...]
    bodies: tuple[Body, ...]
    camera: CameraTrack
    lamps: tuple[Lamp, ...]
    suns: tuple[Lamp, ...]
    axis: tuple[Point, Point] | None
    """Two who talk or are framed together: the line of action goes through both."""
