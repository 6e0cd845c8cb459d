"""A subject that goes farther than one picture can show it: the camera travels along with it.

The camera goes a little less far than the subject, so that it still crosses the picture the way
that it goes.
"""

import math
from dataclasses import dataclass
from typing import Final

import numpy as np

from groundplan.agents.camera.framing import eye_level_m, levelled
from groundplan.agents.camera.request import CameraRequest
from groundplan.agents.camera.setup import Setup
from groundplan.agents.camera.situation import Situation
from groundplan.agents.figures import Figure

__all__ = ["Crossing", "crossing_of"]

_LEGIBLE: Final = 0.22
"""Share of the picture's height that a subject has to fill where nobody said a size."""
_LEGIBLE_AMONG: Final = 0.1
"""The same where things that stand there belong into the picture too."""
_VISIBLE: Final = 3.0
"""Height of the picture at the subject, over the subject's own."""
_ACROSS: Final = 0.45
"""How much of the picture's width the subject crosses: our engineering defaults."""
_FILLED: Final = 0.85
"""How much of the width it takes up with that."""
_SIDEWAYS: Final = 0.8
"""Least share of its way that goes across the picture."""
_ALONG_M: Final = 1.5
"""Who keeps this near to the subject's way goes with it."""
_PITCHES: Final = (math.radians(-5.0), 0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Crossing:
    """A set-up at the middle of the shot, and how far the camera trucks through it."""

    setup: Setup
    truck_m: float
    """To the camera's right; negative: left."""


def crossing_of(request: CameraRequest, situation: Situation, *, whole: Setup) -> Crossing | None:
    """Return how a camera keeps up with its subject; None where `whole` shows it well enough."""
    subject = situation.subject
    if subject is None or request.moves or not subject.moving or subject.kind == "prop":
        return None
    visible = whole.depth_m * situation.gate.height_mm / whole.focal_mm
    alone = all(f.moving or f.kind == "set" for f in situation.figures.values())
    if subject.height_m >= (_LEGIBLE if alone else _LEGIBLE_AMONG) * visible:
        return None
    ways = subject.positions - subject.positions[0]
    sideways, length = (
        float(ways[-1, 0]),
        float(np.linalg.norm(np.diff(ways, axis=0), axis=1).sum()),
    )
    if abs(sideways) < _SIDEWAYS * length:
        return None
    setup = _beside(situation, subject, focal_mm=whole.focal_mm)
    width = 2.0 * situation.gate.tangents(setup.focal_mm)[0] * setup.depth_m
    room = _FILLED * width - max(subject.size_m[0], subject.size_m[2])
    crossed = math.copysign(min(abs(sideways), _ACROSS * width, max(room, 0.0)), sideways)
    found = Crossing(setup=setup, truck_m=sideways - crossed)
    return found if _holds(found, subject, width=width) else None


def _beside(situation: Situation, subject: Figure, *, focal_mm: float) -> Setup:
    """Return the level set-up at the middle of the shot that shows the subject and its company."""
    middle = len(situation.times) // 2
    company = [f for f in situation.figures.values() if _keeps_with(f, subject)]
    corners = np.concatenate([f.corners()[middle] for f in company])
    low, high = corners.min(axis=0), corners.max(axis=0)
    high[1] = max(high[1], low[1] + _VISIBLE / 2.0 * subject.height_m)
    low[1] = min(low[1], high[1] - _VISIBLE * 0.88 * subject.height_m)
    points = np.array([[x, y, 0.5 * (low[2] + high[2])] for x in (low[0], high[0])
                       for y in (low[1], high[1])])  # fmt: skip
    return levelled(
        points, gate=situation.gate, focal_mm=focal_mm, height_m=eye_level_m(subject),
        pitches=_PITCHES,
    )  # fmt: skip


def _keeps_with(figure: Figure, subject: Figure) -> bool:
    """Tell whether a body stays at the same place beside the subject."""
    if figure.entity == subject.entity:
        return True
    between = figure.positions - subject.positions
    return bool(figure.moving and np.ptp(between, axis=0).max() < _ALONG_M)


def _holds(crossing: Crossing, subject: Figure, *, width: float) -> bool:
    """Tell whether the subject is in the picture all the time."""
    u = np.linspace(-0.5, 0.5, len(subject.positions))
    aside = subject.positions[:, 0] - crossing.setup.aim[0] - crossing.truck_m * u
    half = 0.5 * max(subject.size_m[0], subject.size_m[2])
    return bool(np.all(np.abs(aside) + half <= 0.5 * width))
