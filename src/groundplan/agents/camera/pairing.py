"""Shots that end on another picture than they start with: two solved set-ups, and a way between."""

import math
from dataclasses import replace
from typing import Final

from groundplan.agents.camera.base import base_of
from groundplan.agents.camera.choreography import Choreography
from groundplan.agents.camera.drift import Drift
from groundplan.agents.camera.move_request import MoveRequest
from groundplan.agents.camera.move_table import move_table
from groundplan.agents.camera.request import CameraRequest
from groundplan.agents.camera.setup import Setup
from groundplan.agents.camera.situation import Situation
from groundplan.geometry.speed_profile import SpeedProfile

__all__ = ["end_setup", "implied_move", "paired"]

_LENS_ONLY: Final = frozenset({"zoom", "crash_zoom", "creep_zoom", "dolly_zoom"})
"""Moves that change the size by the lens, from where the camera is."""
_BETWEEN: Final = frozenset({"dolly", "creep", "crane", "jib", "pedestal", "pull_back"})
"""Moves that the way between two set-ups is: how far they go is how far these are apart."""
_USUAL: Final = SpeedProfile(ease_in=0.2, ease_out=0.2)
_LEVEL: Final = math.radians(3.0)


def end_setup(
    request: CameraRequest, situation: Situation, moves: tuple[MoveRequest, ...]
) -> Setup | None:
    """Return the set-up that the shot ends with; None where it ends as it started.

    Only about a subject that stays: along with one that travels, distances change as they are said.
    """
    sized = request.end_size is not None and request.end_size != request.size
    turned = request.end_angle is not None and request.end_angle != request.angle
    subject = situation.subject
    if not (turned or (sized and request.size is not None)) or request.number("distance"):
        return None
    if subject is None or subject.moving or any(_kind(m) in _LENS_ONLY for m in moves):
        return None
    last = replace(
        request,
        size=request.end_size or request.size,
        angle=request.end_angle or request.angle,
        end_size=None,
        end_angle=None,
    )
    return base_of(last, situation).setup


def implied_move(request: CameraRequest) -> MoveRequest | None:
    """Return the move that two different angles ask for where no other is said."""
    first, last = request.angle, request.end_angle
    if last is None or last == first:
        return None
    down = last.pitch - (first.pitch if first is not None else 0.0)
    if abs(down) < _LEVEL:
        return None
    return MoveRequest(id="crane_up" if down < 0.0 else "crane_down")


def paired(plan: Choreography) -> tuple[Choreography, int]:
    """Return the plan over a way between two set-ups, and which of its drifts times that way.

    What is made of the way itself adds nothing; all other moves end where the last set-up is.
    """
    kinds = [_kind(m) for m in plan.moves]
    drifts = [
        Drift(window=d.window, speed=d.speed) if k in _BETWEEN else d.landed(last=True)
        for k, d in zip(kinds, plan.drifts, strict=True)
    ]
    own = next((i for i, k in enumerate(kinds) if k in _BETWEEN), None)
    moves = plan.moves
    if own is None:
        own, drifts = len(drifts), [*drifts, Drift(speed=_USUAL)]
        moves = (*moves, MoveRequest(id="dolly_in"))
    return replace(plan, moves=moves, drifts=tuple(drifts)), own


def _kind(move: MoveRequest) -> str:
    entry = move_table().get(move.id)
    return entry.make if entry is not None else "static"
