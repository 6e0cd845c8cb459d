"""The camera of a shot, from what was asked and what stands where."""

import math
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

import numpy as np

from groundplan.agents.camera.approach import best_azimuths
from groundplan.agents.camera.base import Base, base_of
from groundplan.agents.camera.carrying import Build, Carried, carried, motion_of
from groundplan.agents.camera.choreography import MAKERS, Choreography, choreographed
from groundplan.agents.camera.company import way_in_frame
from groundplan.agents.camera.course import between
from groundplan.agents.camera.drift import Drift
from groundplan.agents.camera.extent import Extent
from groundplan.agents.camera.frames import FrameClock, at_times
from groundplan.agents.camera.move_request import MoveRequest
from groundplan.agents.camera.move_table import move_table
from groundplan.agents.camera.pairing import end_setup, implied_move, paired
from groundplan.agents.camera.path import CameraPath
from groundplan.agents.camera.recorded import Recorder
from groundplan.agents.camera.request import CameraRequest
from groundplan.agents.camera.rig_findings import clash_findings, rig_findings
from groundplan.agents.camera.setup import Setup
from groundplan.agents.camera.situation import Situation
from groundplan.agents.camera.subject_moves import (
    approach_of,
    clear_arc,
    crane_maker,
    glide_maker,
)
from groundplan.agents.camera.terms import SIZES
from groundplan.agents.camera.travel import Travel, travelled
from groundplan.agents.figures import Figure
from groundplan.world.finding import Finding

__all__ = ["Solution", "chosen_moves", "moved", "solve"]

_DOLLIES: Final = ("dolly_in", "dolly_out")
_QUIET: Final = frozenset({"handheld", "static", "rack_focus"})
_NEAREST_M: Final = 0.3
_FLAT_RAD: Final = 0.08
"""A chord of this angle lies within 0.08 % of the radius of its arc."""
_PEAK: Final = 2.0
"""Largest cruising speed over the mean speed."""

Solution = tuple[CameraPath, Base]


def chosen_moves(
    request: CameraRequest, situation: Situation, *, base: Base
) -> tuple[MoveRequest, ...]:
    """Return the moves to make: the stated ones, else what two sizes or a leaving subject need."""
    if request.moves:
        return request.moves
    implied = _dolly_between(request) or implied_move(request)
    if implied is not None:
        return (implied,)
    if base.truck_m:
        way = "right" if base.truck_m > 0.0 else "left"
        return (MoveRequest(id=f"truck_{way}", amount=abs(base.truck_m), unit="m", ease=0.0),)
    tight = base.size is not None or request.number("distance") is not None
    if tight and request.staging not in {"pov", "over_shoulder"} and _leaves(situation, base):
        return (MoveRequest(id="follow"),)
    return ()


def _dolly_between(request: CameraRequest) -> MoveRequest | None:
    """Return the dolly that two stated distances or sizes ask for."""
    distance, first, last = request.number("distance"), request.size, request.end_size
    if distance is not None and distance.start is not None and distance.end is not None:
        return MoveRequest(id="dolly_in" if distance.end < distance.start else "dolly_out")
    if first is not None and last is not None and first != last:
        return MoveRequest(id="dolly_in" if last.fraction < first.fraction else "dolly_out")
    return None


def solve(request: CameraRequest, situation: Situation, *, camera: str = "") -> Solution:
    """Return the camera's keys and the set-up they start from.

    `camera`: id of its entity, which findings name.
    """
    base = base_of(request, situation)
    return moved(request, situation, base=base, camera=camera), base


def moved(
    request: CameraRequest, situation: Situation, *, base: Base, camera: str = ""
) -> CameraPath:
    """Return the keys of a camera that starts from a set-up solved elsewhere, on its rig."""
    moves = chosen_moves(request, situation, base=base)
    return _Shot(request, situation, base=base, camera=camera).path(moves)


class _Shot:
    """One shot being solved."""

    def __init__(
        self, request: CameraRequest, situation: Situation, *, base: Base, camera: str
    ) -> None:
        self._request, self._situation, self._base = request, situation, base
        self._camera = camera
        self._clock = FrameClock(first=situation.first, last=situation.last, fps=situation.fps)
        self._subject = self._seen()

    def _seen(self) -> Figure | None:
        """Return the subject at the times of the clock."""
        subject = self._situation.subject
        return at_times(subject, self._clock.times) if subject is not None else None

    def path(self, moves: tuple[MoveRequest, ...]) -> CameraPath:
        """Return the keys of the camera."""
        dolly = self._approach(moves)
        plan = self._plan(tuple(m for m in moves if m is not dolly))
        end = None
        if dolly is None:
            end = end_setup(self._request, self._situation, moves)
        own = 0
        if end is not None:
            plan, own = paired(plan)
        self._finer(plan)
        build = self._build(plan, end, own) if dolly is None else self._approached(dolly)
        if dolly is not None:
            kept = (dolly, *plan.moves)
            plan = replace(plan, moves=kept, drifts=(self._way_of(dolly), *plan.drifts))
        done = carried(plan, build, fps=self._clock.rate_hz, rig=self._request.rig)
        composed = dolly is not None
        recorder = Recorder(self._clock, self._request, self._situation, base=self._base)
        path = recorder.path(
            done.travel, self._subject, moves=moves, move=self._name(plan, moves),
            composed=composed,
        )  # fmt: skip
        return replace(path, rig=done.rig, findings=self._findings(plan, done))

    def _plan(self, moves: tuple[MoveRequest, ...]) -> Choreography:
        situation, request = self._situation, self._request
        extent = Extent(
            seconds=self._clock.seconds,
            setup=self._base.setup,
            gate=situation.gate,
            size=request.size or request.end_size,
            end_size=request.end_size,
            fixed_lens=request.number("lens") is not None,
            subject=self._subject,
            angle_stated=request.angle is not None,
            obstacles=situation.obstacles(),
            rack_m=self._rack(),
        )
        makers = {
            **MAKERS,
            "crane": crane_maker(situation, base=self._base),
            "glide": glide_maker(situation),
        }
        plan = choreographed(moves, extent, makers)
        plan = _with_lens(plan, request)
        drifts = clear_arc(plan.setup, plan.drifts, situation, base=self._base)
        extra = len(drifts) - len(plan.drifts)
        shifted = (*plan.moves, *(MoveRequest(id="static", amount=0.0) for _ in range(extra)))
        return replace(plan, drifts=drifts, moves=shifted)

    def _finer(self, plan: Choreography) -> None:
        """Take more keys for a way that goes round so fast that its polygon would show."""
        turn = sum(abs(d.turn[1] - d.turn[0]) for d in plan.drifts)
        step = _PEAK * turn / max(len(self._clock.times) - 1, 1)
        if step > _FLAT_RAD:
            self._clock = replace(self._clock, keys_per_frame=2 if step < 2.0 * _FLAT_RAD else 4)
            self._subject = self._seen()

    def _rack(self) -> tuple[float, float] | None:
        """Return the distances of the nearest other body and of the subject along the axis [m]."""
        setup, situation = self._base.setup, self._situation
        bodies = [
            f for k, f in {**situation.others, **situation.figures}.items()
            if k not in situation.members and f.kind != "set"
        ]  # fmt: skip
        middle = len(situation.times) // 2
        depths = [float((f.positions[middle] - setup.position) @ setup.forward) for f in bodies]
        ahead = [d for d in depths if d > _NEAREST_M and abs(d - setup.depth_m) > 0.2]
        return (min(ahead), setup.depth_m) if ahead else None

    def _build(self, plan: Choreography, end: Setup | None, own: int) -> Build:
        """Return what makes a way from drifts; the one at `own` times the course to `end`."""
        u = self._clock.fractions

        def build(drifts: Iterable[Drift], soften: int) -> Travel:
            laid = list(drifts)
            start = plan.setup
            course = start if end is None else between(start, end, laid[own].progress(u))
            return travelled(course, laid, u, subject=self._subject, soften=soften)

        return build

    def _approach(self, moves: tuple[MoveRequest, ...]) -> MoveRequest | None:
        """Return the dolly whose distances to the subject have to be exact; None without one."""
        situation = self._situation
        dolly = next((m for m in moves if m.id in _DOLLIES), None)
        alone = len([m for m in moves if m.id not in _QUIET]) == 1
        if dolly is None or not alone or situation.subject is None:
            return None
        still = not situation.subject.moving or _stays(situation, self._base)
        return None if self._request.number("distance") is None and still else dolly

    def _way_of(self, dolly: MoveRequest) -> Drift:
        """Return a drift that stands for a dolly with exact distances: only its ramps count."""
        return Drift(speed=move_table()[dolly.id].speed, aims=True)

    def _approached(self, dolly: MoveRequest) -> Build:
        situation, subject = self._situation, self._subject
        approach = approach_of(dolly, self._request, situation, base=self._base)
        assert situation.subject is not None  # noqa: S101  (`_approach` has looked)
        assert subject is not None  # noqa: S101
        azimuths = best_azimuths(approach, situation.subject, situation.obstacles())
        recorder = Recorder(self._clock, self._request, situation, base=self._base)

        def build(drifts: Iterable[Drift], _: int) -> Travel:
            speed = next(iter(drifts)).speed
            places = approach.positions(subject, azimuths, speed)
            return recorder.looking(places, subject)

        return build

    def _name(self, plan: Choreography, moves: tuple[MoveRequest, ...]) -> str:
        """Return the id that stands for all moves: the first that is not only how it is carried."""
        made = [m.id for m in plan.moves if m.id not in _QUIET]
        return next(iter([*made, *(m.id for m in moves), "static"]))

    def _findings(self, plan: Choreography, done: Carried) -> tuple[Finding, ...]:
        motion = motion_of(done.travel, fps=self._clock.rate_hz)
        return (
            *clash_findings(plan.clashes),
            *rig_findings(
                done,
                motion,
                moves=[m for m in plan.moves if m.id != "static"],
                camera=self._camera,
                said=self._request.rig is not None,
                seconds=self._clock.seconds,
            ),
        )


def _with_lens(plan: Choreography, request: CameraRequest) -> Choreography:
    """Return the plan with the two lenses that were stated, instead of what zooms it would make."""
    lens = request.number("lens")
    if lens is None or lens.start is None or lens.end is None:
        return plan
    kept = [(m, replace(d, zoom=(1.0, 1.0))) for m, d in zip(plan.moves, plan.drifts, strict=True)]
    stated = Drift(zoom=(1.0, lens.end / lens.start))
    zoom = next((m for m in plan.moves if m.id.startswith("zoom")), None)
    own = [i for i, m in enumerate(plan.moves) if m is zoom]
    if own:
        entry = plan.drifts[own[0]]
        stated = replace(stated, window=entry.window, speed=entry.speed)
    move = MoveRequest(id="zoom_in" if lens.end > lens.start else "zoom_out", amount=lens.start)
    kept = [(m, d) for m, d in kept if m is not zoom] if zoom is not None else kept
    return replace(
        plan,
        moves=(*(m for m, _ in kept), zoom or move),
        drifts=(*(d for _, d in kept), stated),
    )


def _leaves(situation: Situation, base: Base) -> bool:
    """Tell whether the subject travels out of the frame of a still camera."""
    if situation.subject is None:
        return False
    width = 2.0 * situation.gate.tangents(base.setup.focal_mm)[0] * base.setup.depth_m
    azimuth = base.setup.azimuth
    right = np.array([math.cos(azimuth), 0.0, -math.sin(azimuth)])
    spread = float(np.ptp(situation.subject.positions @ right))
    return spread > 0.6 * width


def _stays(situation: Situation, base: Base) -> bool:
    """Tell whether a wide picture shows the subject's whole way without following it."""
    wide = base.size is not None and base.size.fraction >= SIZES["wide"].fraction
    return wide and way_in_frame(situation, base.setup)
