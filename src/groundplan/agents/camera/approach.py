"""Where a camera starts and ends that must be at given distances from a subject that may move.

A small deterministic search over the two azimuths: the distances are exact by construction, and
the best pair lets the camera travel along its own axis, keeps the face in view and stays clear.
"""

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from jaxtyping import Float

from groundplan.agents.camera.clear import blocked_fraction, collides
from groundplan.agents.figures import Figure
from groundplan.geometry.speed_profile import STEADY, SpeedProfile

__all__ = ["Approach", "best_azimuths"]

_STEP: Final = math.radians(5.0)
_OFF_AXIS: Final = math.radians(20.0)
"""Angle between travel and axis that costs 1: our engineering default, as are those below."""
_TURN: Final = math.radians(35.0)
_FACE: Final = math.radians(80.0)
"""Beyond this angle from its heading a face is soon lost."""
_LOST: Final = math.radians(25.0)
_SEEN: Final = 4.0
"""Weight of a lost face against a bent travel."""
_SHORT: Final = 6.0
"""Cost of standing still while the subject comes closer by itself."""
_TRIED: Final = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Approach:
    """Distances over the ground at both ends, heights of the optical centre above it [m]."""

    distances: tuple[float, float]
    heights: tuple[float, float]
    inwards: bool = True
    """False: the camera backs away."""
    azimuth_limit: float
    azimuths: tuple[float, ...] = ()
    """Try only these, instead of all within the limit."""

    def positions(
        self, subject: Figure, azimuths: tuple[float, float], speed: SpeedProfile = STEADY
    ) -> Float[np.ndarray, "time 3"]:
        """Return where the camera is at the subject's times: a straight line between both ends."""
        ends = [
            subject.positions[index]
            + np.array([distance * math.sin(a), height, distance * math.cos(a)])
            for index, distance, height, a in zip(
                (0, -1), self.distances, self.heights, azimuths, strict=True
            )
        ]
        u = (subject.times - subject.times[0]) / max(int(np.ptp(subject.times)), 1)
        return ends[0] + speed.progress(u)[:, None] * (ends[1] - ends[0])


def best_azimuths(
    approach: Approach, subject: Figure, obstacles: Sequence[Float[np.ndarray, "time 2 3"]]
) -> tuple[float, float]:
    """Return where about the subject the camera starts and ends [rad].

    Candidates are taken from the cheapest on; the first that neither collides nor is blocked wins,
    else the one that is least obstructed.
    """
    steps = round(approach.azimuth_limit / _STEP)
    grid = approach.azimuths or tuple(_STEP * k for k in range(-steps, steps + 1))
    pairs = sorted(
        itertools.product(grid, grid),
        key=lambda pair: (round(_cost(approach, subject, pair), 9), pair),
    )
    best, least = pairs[0], math.inf
    for pair in pairs[:_TRIED]:
        positions = approach.positions(subject, pair)
        trouble = blocked_fraction(positions, subject, obstacles)
        trouble += 2.0 * collides(positions, obstacles)
        if trouble < least:
            best, least = pair, trouble
        if least <= 0.0:
            break
    return best


def _cost(approach: Approach, subject: Figure, azimuths: tuple[float, float]) -> float:
    positions = approach.positions(subject, azimuths)
    travel = (positions[-1] - positions[0])[[0, 2]]
    middle = 0.5 * (azimuths[0] + azimuths[1])
    axis = np.array([-math.sin(middle), -math.cos(middle)]) * (1.0 if approach.inwards else -1.0)
    length = float(np.linalg.norm(travel))
    off = math.acos(max(-1.0, min(1.0, float(travel @ axis) / max(length, 1e-9))))
    turn = abs(azimuths[1] - azimuths[0])
    wanted = abs(approach.distances[1] - approach.distances[0])
    short = max(0.0, 1.0 - float(travel @ axis) / max(wanted, 1e-9))
    cost = (off / _OFF_AXIS) ** 2 + (turn / _TURN) ** 2
    cost += 0.05 * (middle / _TURN) ** 2 + _SHORT * short**2
    for heading, azimuth in zip(subject.headings[[0, -1]], azimuths, strict=True):
        away = abs(math.remainder(float(heading) - azimuth, math.tau))
        cost += _SEEN * (max(0.0, away - _FACE) / _LOST) ** 2
    return cost
