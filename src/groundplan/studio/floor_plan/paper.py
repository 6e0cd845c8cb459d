"""From metres on the floor to millimetres on A3, at a round scale.

Right on the page is +X, down is +Z: as seen from above, with the viewer of the world below.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

__all__ = ["FRAME", "PAGE_MM", "Paper", "fitted"]

Point = tuple[float, float]

PAGE_MM: Final = (420.0, 297.0)
FRAME: Final = (10.0, 10.0, 410.0, 257.0)
"""Of the drawing: left, top, right, bottom; below it is the title block."""
_ROOM_MM: Final = 16.0
_SCALES: Final = (10, 20, 25, 50, 75, 100, 150, 200, 250, 400, 500, 1000, 2000, 5000, 10000)


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A scale, and what lies in the middle of the frame."""

    scale: int
    """Of 1: metres on the floor over metres on the page."""
    middle: Point

    @property
    def mm_per_m(self) -> float:
        """Return how long a metre is on the page."""
        return 1000.0 / self.scale

    def at(self, point: Point) -> Point:
        """Return where a place on the floor is on the page [mm]."""
        left, top, right, bottom = FRAME
        x = 0.5 * (left + right) + (point[0] - self.middle[0]) * self.mm_per_m
        return x, 0.5 * (top + bottom) + (point[1] - self.middle[1]) * self.mm_per_m

    def all(self, points: Iterable[Point]) -> list[Point]:
        """Return the same of many places."""
        return [self.at(point) for point in points]


def fitted(points: Iterable[Point]) -> Paper:
    """Return the largest round scale at which all points are in the frame, with room around."""
    xs, zs = zip(*points, strict=True)
    left, top, right, bottom = FRAME
    room = (right - left - 2 * _ROOM_MM, bottom - top - 2 * _ROOM_MM)
    need = max((max(xs) - min(xs)) * 1000.0 / room[0], (max(zs) - min(zs)) * 1000.0 / room[1])
    scale = next((s for s in _SCALES if s >= need), _SCALES[-1])
    return Paper(scale=scale, middle=(0.5 * (min(xs) + max(xs)), 0.5 * (min(zs) + max(zs))))
