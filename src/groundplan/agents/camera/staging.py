"""Where staging words put the camera: over a shoulder, in someone's eyes, in profile, behind."""

import math
from dataclasses import replace
from typing import Final

from groundplan.agents.camera.request import CameraRequest
from groundplan.agents.camera.setup import Setup
from groundplan.agents.camera.situation import Situation
from groundplan.agents.figures import Figure

__all__ = ["partner_of", "staged"]

_BEHIND_M: Final = 0.65
_ASIDE_M: Final = 0.38
_ABOVE_EYES_M: Final = 0.08
_AHEAD_M: Final = 0.12
"""A camera in someone's eyes stands this far in front of the face: our engineering default."""
_TURNS: Final = {"front_view": 0.0, "back_view": math.pi}


def staged(request: CameraRequest, situation: Situation, *, setup: Setup, index: int) -> Setup:
    """Return the set-up as the staging asks; unchanged where it asks nothing of the direction."""
    subject = situation.subject
    if subject is None or not request.staging:
        return setup
    heading = float(subject.headings[index])
    if request.staging == "front_view" and situation.seen_relations:
        return setup  # left and right were said of this view, which is the front of them all
    if request.staging in _TURNS:
        return replace(setup, azimuth=_wrapped(heading + _TURNS[request.staging]))
    if request.staging == "profile":
        sides = (_wrapped(heading + 0.5 * math.pi), _wrapped(heading - 0.5 * math.pi))
        return replace(setup, azimuth=min(sides, key=lambda a: (abs(a), a)))
    if request.staging in {"over_shoulder", "pov"}:
        return _from_body(request, situation, setup=setup, index=index)
    return setup


def partner_of(situation: Situation) -> Figure | None:
    """Return who the subject looks at: the named one, else the nearest other living body."""
    subject, members = situation.subject, situation.members
    if situation.other is not None and situation.other.entity not in members:
        return situation.other
    others = [f for k, f in situation.figures.items() if k not in members and f.kind != "set"]
    if subject is None or not others:
        return None
    middle = len(situation.times) // 2
    here = subject.positions[middle]
    return min(
        others,
        key=lambda f: (
            f.kind not in {"character", "animal"},
            math.dist(f.positions[middle].tolist(), here.tolist()),
            f.entity,
        ),
    )


def _from_body(request: CameraRequest, situation: Situation, *, setup: Setup, index: int) -> Setup:
    subject, other = situation.subject, partner_of(situation)
    if subject is None:
        return setup
    x, y, z = (float(v) for v in subject.positions[index])
    if other is not None:
        tx, ty, tz = (float(v) for v in other.positions[index])
        aim = (tx, ty + other.eye_m, tz)
        heading = math.atan2(tx - x, tz - z)
    else:
        heading = float(subject.headings[index])
        aim = (x + 4.0 * math.sin(heading), y + 0.9 * subject.eye_m, z + 4.0 * math.cos(heading))
    back, aside, rise = (
        (_BEHIND_M, _ASIDE_M, _ABOVE_EYES_M)
        if request.staging == "over_shoulder"
        else (-_AHEAD_M, 0.0, 0.0)
    )
    sine, cosine = math.sin(heading), math.cos(heading)
    position = (
        x - back * sine - aside * cosine,
        y + subject.eye_m + rise,
        z - back * cosine + aside * sine,
    )
    return replace(setup, aim=aim).seen_from(position)


def _wrapped(angle: float) -> float:
    return math.remainder(angle, math.tau)
