"""Where a camera stands to show somebody at a size and a place in the frame, in closed form.

A picture is asked for by its visible height at the subject and by where the subject's eyes are in
it. Both give the distance along the axis and the slopes of the ray to the eyes; what is left free
is the direction, which the line of action gives.

Source:
    Similar triangles and the law of sines in the triangle of camera and two heads, over the ground.
"""

import math
from dataclasses import dataclass

import numpy as np
from jaxtyping import Float

from groundplan.agents.camera.setup import Gate

__all__ = ["Pair", "Picture", "ground_distance", "headroom_place", "over_shoulder", "towards"]

Point = Float[np.ndarray, " 3"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """What is wanted of a frame."""

    visible_m: float
    """Height of the world that it shows at the subject."""
    place: tuple[float, float]
    """Of the subject's eyes: shares of width and height from the top left."""
    focal_mm: float

    def depth_m(self, gate: Gate) -> float:
        """Return how far the subject's eyes are along the optical axis: f H / h."""
        return self.visible_m * self.focal_mm / gate.height_mm

    def slopes(self, gate: Gate) -> tuple[float, float]:
        """Return the slopes (right, up) of the ray to the eyes."""
        wide, high = gate.tangents(self.focal_mm)
        return (2.0 * self.place[0] - 1.0) * wide, (1.0 - 2.0 * self.place[1]) * high


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Pair:
    """The line of action: eyes of one, eyes of the other, and the side that cameras keep to."""

    start: Point
    end: Point
    side: int
    """+1: left of who looks from start to end; -1: right."""

    @property
    def length_m(self) -> float:
        """Return how far apart both are over the ground."""
        return math.hypot(*(self.end - self.start)[[0, 2]])

    @property
    def turned(self) -> "Pair":
        """Return the same line the other way round: the side is the same ground."""
        return Pair(start=self.end, end=self.start, side=-self.side)

    @property
    def along(self) -> Point:
        """Return the unit direction from start to end over the ground; +Z where there is none."""
        way = (self.end - self.start) * np.array([1.0, 0.0, 1.0])
        length = float(np.linalg.norm(way))
        return way / length if length > 0.0 else np.array([0.0, 0.0, 1.0])

    @property
    def out(self) -> Point:
        """Return the unit normal towards the cameras' side, over the ground."""
        along = self.along
        return self.side * np.array([along[2], 0.0, -along[0]])

    def off(self, angle: float) -> Point:
        """Return the direction from the end that is `angle` [rad] off the line, on its side."""
        return -math.cos(angle) * self.along + math.sin(angle) * self.out


def headroom_place(visible_m: float, *, head_m: float, headroom: float = 0.08) -> float:
    """Return how far down the frame eyes are whose head's top is `head_m` above them, 0..0.5."""
    return min(0.5, headroom + head_m / visible_m)


def ground_distance(picture: Picture, *, gate: Gate, eyes: Point, height_m: float) -> float:
    """Return how far over the ground the camera stands from the eyes [m].

    `height_m`: of the camera; 0 where it is higher or lower than the picture is far.
    """
    right, up = picture.slopes(gate)
    whole = picture.depth_m(gate) * math.sqrt(1.0 + right * right + up * up)
    rise = height_m - float(eyes[1])
    return math.sqrt(max(0.0, whole * whole - rise * rise))


def towards(
    picture: Picture, *, gate: Gate, eyes: Point, direction: Point, height_m: float
) -> Point:
    """Return where the camera stands: from the eyes along a level direction, at a height [m]."""
    ground = ground_distance(picture, gate=gate, eyes=eyes, height_m=height_m)
    place = eyes + ground * direction
    return np.array([place[0], height_m, place[2]])


def over_shoulder(
    picture: Picture, pair: Pair, *, gate: Gate, near_x: float, height_m: float
) -> Point | None:
    """Return where a camera looks past the head of the pair's start at its end; None if nowhere.

    `near_x` is where the nearer head is across the frame, 0..1. The camera sees the two heads
    under a known angle at a known distance from the farther one: the sines of the triangle give
    the third.
    """
    right, _ = picture.slopes(gate)
    wide = gate.tangents(picture.focal_mm)[0]
    seen = abs(math.atan((2.0 * near_x - 1.0) * wide) - math.atan(right))
    ground = ground_distance(picture, gate=gate, eyes=pair.end, height_m=height_m)
    sine = ground * math.sin(seen) / pair.length_m if pair.length_m > 0.0 else math.inf
    if not 0.0 < sine < 1.0:
        return None
    off = math.asin(sine) - seen
    if off <= 0.0:
        return None
    return towards(picture, gate=gate, eyes=pair.end, direction=pair.off(off), height_m=height_m)
