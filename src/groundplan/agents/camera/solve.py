"""The camera of a shot, from what was asked and what stands where."""

import math
from collections.abc import Iterable
from typing import Final

import numpy as np
from jaxtyping import Float

from groundplan.agents.camera import subject_moves
from groundplan.agents.camera.base import Base, base_of
from groundplan.agents.camera.company import way_in_frame
from groundplan.agents.camera.moves import Extent, drift_of, shake_rms
from groundplan.agents.camera.path import CameraPath
from groundplan.agents.camera.request import CameraRequest, MoveRequest
from groundplan.agents.camera.rigid import Drift, rigid_path
from groundplan.agents.camera.shake import Shake
from groundplan.agents.camera.situation import Situation
from groundplan.agents.camera.terms import SIZES
from groundplan.agents.camera.tracked import aimed_path
from groundplan.agents.figures import Figure

__all__ = ["Solution", "chosen_moves", "solve"]

_ORBITS: Final = ("orbit", "arc_left", "arc_right")
_CRANES: Final = ("crane_up", "crane_down")
_DOLLIES: Final = ("dolly_in", "dolly_out")
_FOLLOWS: Final = ("follow", "lead")
_QUIET: Final = frozenset({"handheld", "static"})

Solution = tuple[CameraPath, Base]


def chosen_moves(
    request: CameraRequest, situation: Situation, *, base: Base
) -> tuple[MoveRequest, ...]:
    """Return the moves to make: the stated ones, else what two sizes or a leaving subject need."""
    if request.moves:
        return request.moves
    distance = request.number("distance")
    if distance is not None and distance.start is not None and distance.end is not None:
        return (MoveRequest(id="dolly_in" if distance.end < distance.start else "dolly_out"),)
    first, last = request.size, request.end_size
    if first is not None and last is not None and first != last:
        return (MoveRequest(id="dolly_in" if last.fraction < first.fraction else "dolly_out"),)
    if base.truck_m:
        way = "right" if base.truck_m > 0.0 else "left"
        return (MoveRequest(id=f"truck_{way}", amount=abs(base.truck_m), unit="m"),)
    tight = base.size is not None or distance is not None
    if tight and request.staging not in {"pov", "over_shoulder"} and _leaves(situation, base):
        return (MoveRequest(id="follow"),)
    return ()


def solve(request: CameraRequest, situation: Situation, *, base: Base | None = None) -> Solution:
    """Return the camera's keys and the set-up they start from; `base`: one that is known."""
    base = base or base_of(request, situation)
    moves = chosen_moves(request, situation, base=base)
    subject = situation.subject
    if subject is not None:
        path = _tracked(request, situation, base=base, moves=moves, subject=subject)
        if path is not None:
            return path, base
    return _rigid(request, situation, base=base, moves=moves), base


def _leaves(situation: Situation, base: Base) -> bool:
    """Tell whether the subject travels out of the frame of a still camera."""
    if situation.subject is None:
        return False
    width = 2.0 * situation.gate.tangents(base.setup.focal_mm)[0] * base.setup.depth_m
    azimuth = base.setup.azimuth
    right = np.array([math.cos(azimuth), 0.0, -math.sin(azimuth)])
    spread = float(np.ptp(situation.subject.positions @ right))
    return spread > 0.6 * width


def _tracked(
    request: CameraRequest,
    situation: Situation,
    *,
    base: Base,
    moves: tuple[MoveRequest, ...],
    subject: Figure,
) -> CameraPath | None:
    """Return the path of a move that belongs to the subject, or None where none is asked."""
    orbit, follow, crane, dolly = (
        _first(moves, names) for names in (_ORBITS, _FOLLOWS, _CRANES, _DOLLIES)
    )
    aim_m = base.setup.aim[1] - float(subject.positions[len(situation.times) // 2, 1])
    if orbit is not None:
        positions = subject_moves.around(orbit, situation, base=base, subject=subject)
        return _aimed(situation, base=base, positions=positions, move=orbit.id, aim_m=aim_m)
    if follow is not None:
        positions = subject_moves.along_with(follow, situation, base=base, subject=subject)
        return _aimed(situation, base=base, positions=positions, move=follow.id, aim_m=aim_m)
    if crane is not None:
        positions = subject_moves.craned(crane, situation, base=base)
        return _aimed(situation, base=base, positions=positions, move=crane.id, aim_m=aim_m)
    alone = len([m for m in moves if m.id not in _QUIET]) == 1
    if dolly is None or not alone:
        return None
    if request.number("distance") is None and (not subject.moving or _stays(situation, base)):
        return None
    positions = subject_moves.approached(dolly, request, situation, base=base, subject=subject)
    return _aimed(situation, base=base, positions=positions, move=dolly.id, aim_m=None)


def _stays(situation: Situation, base: Base) -> bool:
    """Tell whether a wide picture shows the subject's whole way without following it."""
    wide = base.size is not None and base.size.fraction >= SIZES["wide"].fraction
    return wide and way_in_frame(situation, base.setup)


def _first(moves: Iterable[MoveRequest], names: tuple[str, ...]) -> MoveRequest | None:
    return next((m for m in moves if m.id in names), None)


def _aimed(
    situation: Situation,
    *,
    base: Base,
    positions: Float[np.ndarray, "time 3"],
    move: str,
    aim_m: float | None,
) -> CameraPath | None:
    if situation.subject is None:
        return None
    return aimed_path(
        situation.subject,
        positions,
        gate=situation.gate,
        focals_mm=np.full(len(positions), base.setup.focal_mm),
        angle=base.angle,
        roll=base.setup.roll,
        move=move,
        aim_m=aim_m,
    )


def _rigid(
    request: CameraRequest,
    situation: Situation,
    *,
    base: Base,
    moves: tuple[MoveRequest, ...],
) -> CameraPath:
    extent = Extent(
        seconds=situation.seconds,
        setup=base.setup,
        gate=situation.gate,
        size=request.size or request.end_size,
        end_size=request.end_size,
        fixed_lens=request.number("lens") is not None,
    )
    drifts: list[Drift] = [drift_of(move, extent) for move in moves]
    lens = request.number("lens")
    if lens is not None and lens.start is not None and lens.end is not None:
        drifts = [d for d in drifts if d.zoom == (1.0, 1.0)]
        drifts.append(Drift(zoom=(1.0, lens.end / lens.start)))
    rms = shake_rms(request)
    named = [m.id for m in moves if m.id not in _QUIET] or [m.id for m in moves] or ["static"]
    return rigid_path(
        base.setup,
        drifts,
        span=(situation.first, situation.last),
        move=named[0],
        shake=None if rms is None else Shake(seed=situation.seed, rms_rad=rms, fps=situation.fps),
    )
