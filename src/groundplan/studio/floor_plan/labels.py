"""Labels beside what they name: never over one another, and over as little else as can be."""

import itertools
import math
from collections.abc import Sequence
from typing import Final

from groundplan.studio.floor_plan import ink

__all__ = ["Labels"]

Point = tuple[float, float]
Box = tuple[float, float, float, float]
"""Left, top, right, bottom [mm]."""

_DIRECTIONS: Final = tuple(math.radians(a) for a in (0, 180, 90, -90, 45, -45, 135, -135))
_RADII: Final = (0.0, 2.0, 5.0, 9.0, 14.0, 20.0, 28.0, 38.0, 50.0)
_LEADS_MM: Final = 4.0
_STEP_MM: Final = 2.0
_FAR: Final = 0.35
"""Cost of a millimetre away, in square millimetres of what is covered."""


class Labels:
    """Places of the labels of one page; the same calls in the same order give the same places."""

    def __init__(self, frame: Box) -> None:
        """Keep to a frame."""
        self._frame = frame
        self.boxes: list[Box] = []
        self._things: list[Box] = []

    def keep_clear(self, box: Box, *, strictly: bool = False) -> None:
        """Let labels avoid a box, at any cost where `strictly`."""
        (self.boxes if strictly else self._things).append(box)

    def keep_clear_of_line(self, points: Sequence[Point]) -> None:
        """Let labels avoid a line."""
        for a, b in itertools.pairwise(points):
            steps = max(1, math.ceil(math.dist(a, b) / _STEP_MM))
            for k in range(steps):
                x, y = (p + (q - p) * (k + 0.5) / steps for p, q in zip(a, b, strict=True))
                self._things.append((x - 0.7, y - 0.7, x + 0.7, y + 0.7))

    def label(
        self,
        at: Point,
        words: str,
        *,
        gap: float | None,
        kind: str = "",
        size: float = 3.2,
    ) -> str:
        """Return a label near a point, with a line to it where it is far; empty: no room.

        `gap` [mm]: how near it may be; None: on the point itself where that covers nothing.
        """
        best = self._best(at, gap, size=(ink.text_width_mm(words, size), 1.15 * size))
        if best is None:
            return ""
        _, box, radius = best
        self.boxes.append(box)
        drawn = ink.text((box[0], box[3] - 0.28 * size), words, kind)
        if radius < _LEADS_MM:
            return drawn
        near = (min(max(at[0], box[0]), box[2]), min(max(at[1], box[1]), box[3]))
        return ink.line(at, near, "leader") + drawn

    def _best(
        self, at: Point, gap: float | None, *, size: tuple[float, float]
    ) -> tuple[float, Box, float] | None:
        """Return cost, box and distance of the best free place, the first of those alike."""
        tried = [(_beside(at, 0.0, -0.5 * size[0], size=size), 0.0)] if gap is None else []
        tried += [
            (_beside(at, turn, (gap or 0.3) + radius, size=size), radius)
            for radius in _RADII
            for turn in _DIRECTIONS
        ]
        best: tuple[float, Box, float] | None = None
        for box, radius in tried:
            if self._free(box):
                cost = _FAR * radius + sum(_shared(box, thing) for thing in self._things)
                if best is None or cost < best[0] - 1e-9:
                    best = (cost, box, radius)
        return best

    def _free(self, box: Box) -> bool:
        left, top, right, bottom = self._frame
        inside = box[0] >= left and box[1] >= top and box[2] <= right and box[3] <= bottom
        return inside and all(_shared(box, other) == 0.0 for other in self.boxes)


def _beside(at: Point, turn: float, distance: float, *, size: tuple[float, float]) -> Box:
    """Return the box whose nearest edge lies at a distance from a point, in a direction."""
    width, height = size
    cos, sin = math.cos(turn), math.sin(turn)
    x = (
        at[0]
        + distance * cos
        + 0.5 * width * (round(cos, 6) > 0)
        - 0.5 * width * (round(cos, 6) < 0)
    )
    y = at[1] + distance * sin + 0.5 * height * ((round(sin, 6) > 0) - (round(sin, 6) < 0))
    return (x - 0.5 * width, y - 0.5 * height, x + 0.5 * width, y + 0.5 * height)


def _shared(a: Box, b: Box) -> float:
    wide = min(a[2], b[2]) - max(a[0], b[0])
    high = min(a[3], b[3]) - max(a[1], b[1])
    return wide * high if wide > 0.0 and high > 0.0 else 0.0
