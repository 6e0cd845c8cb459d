"""What bounds a move: the shot's length, the set-up, the size that holds, and who is there."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from jaxtyping import Float

from groundplan.agents.camera.drift import Drift
from groundplan.agents.camera.move_request import MoveRequest
from groundplan.agents.camera.setup import Gate, Setup
from groundplan.agents.camera.terms import LINEAR_MPS, TURNING_RADPS, SizeTerm
from groundplan.agents.figures import Figure

__all__ = ["LEAST_M", "Extent", "Made", "travel_of", "turn_of"]

LEAST_M = 0.2
"""Shortest travel that reads as one: our engineering default."""
_WIDEST_SWEEP = math.radians(170.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Extent:
    """What a move has to fit into."""

    seconds: float
    """Of the move itself."""
    setup: Setup
    gate: Gate
    size: SizeTerm | None
    end_size: SizeTerm | None
    fixed_lens: bool = False
    subject: Figure | None = None
    """At the frames of the shot."""
    angle_stated: bool = False
    obstacles: Sequence[Float[np.ndarray, "time 2 3"]] = field(default=())
    """Boxes of the other bodies at the subject's sampled times [m]."""
    rack_m: tuple[float, float] | None = None
    """Distances that a focus pull goes between."""

    @property
    def field(self) -> tuple[float, float]:
        """Return the full horizontal and vertical field of view [rad]."""
        x, y = self.gate.tangents(self.setup.focal_mm)
        return 2.0 * math.atan(x), 2.0 * math.atan(y)

    @property
    def visible_m(self) -> tuple[float, float]:
        """Return width and height of the picture at the aimed point [m]."""
        x, y = self.gate.tangents(self.setup.focal_mm)
        return 2.0 * x * self.setup.depth_m, 2.0 * y * self.setup.depth_m

    @property
    def size_ratio(self) -> float:
        """Return by which factor the distance may change while the size still holds."""
        if self.size is None or self.size.low <= 0.0 or math.isinf(self.size.high):
            return 1.5
        return min(1.8, 0.97 * self.size.high / self.size.low)

    @property
    def ground_m(self) -> float:
        """Return the distance to the aimed point over the ground [m]."""
        return self.setup.depth_m * math.cos(self.setup.pitch)

    @property
    def top_m(self) -> float:
        """Return the height of the subject's highest point [m]; of a person where nobody is."""
        if self.subject is None:
            return 1.7
        return float(self.subject.positions[:, 1].max()) + self.subject.height_m

    @property
    def girth_m(self) -> float:
        """Return half the larger side of the subject's footprint [m]."""
        if self.subject is None:
            return 0.3
        return 0.5 * max(self.subject.size_m[0], self.subject.size_m[2])


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A move, and the set-up that it is about where that is not the solved one."""

    drift: Drift
    setup: Setup | None = None


def turn_of(move: MoveRequest, extent: Extent, *, default: float) -> float:
    """Return how far a move turns: stated, or as its manner says, or as a default [rad]."""
    if move.amount is not None and move.unit == "rad":
        return abs(move.amount)
    if move.amount is not None and move.unit == "rad/s":
        return abs(move.amount) * extent.seconds
    if move.manner:
        return min(TURNING_RADPS[move.manner] * extent.seconds, _WIDEST_SWEEP)
    return min(default, TURNING_RADPS["normal"] * extent.seconds)


def travel_of(move: MoveRequest, extent: Extent, *, room: float) -> float:
    """Return how far a move travels: stated, or as fast as its manner says within its room [m]."""
    if move.amount is not None and move.unit == "m":
        return abs(move.amount if move.end_amount is None else move.end_amount - move.amount)
    if move.amount is not None and move.unit == "m/s":
        return abs(move.amount) * extent.seconds
    return max(min(LINEAR_MPS[move.manner] * extent.seconds, room), LEAST_M)
