"""Fits moves to what carries the camera: gentler, then smaller, else a finding with the numbers.

Where nobody said what carries it, the first rig is taken that is able to do the moves; where none
is, the moves stay as they are, and a finding says what they would need.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from groundplan.agents.camera.choreography import Choreography
from groundplan.agents.camera.drift import Drift
from groundplan.agents.camera.move_request import RigRequest
from groundplan.agents.camera.move_table import move_table
from groundplan.agents.camera.rigs import Excess, excesses, rig_of, rig_with_arm
from groundplan.agents.camera.travel import Travel
from groundplan.geometry.path_motion import PathMotion, measure_motion
from groundplan.geometry.speed_profile import STEADY, SpeedProfile
from groundplan.world.entity import Rig, RigKind

__all__ = ["Build", "Carried", "carried", "motion_of"]

Build = Callable[[Sequence[Drift], int], Travel]
"""Makes the way of some drifts, softened over a number of frames where it follows somebody."""
_CARRIERS: Final = frozenset({"handheld", "steadicam", "gimbal"})
_RAMPS: Final = (0.3, 0.4, 0.5)
_SOFT_S: Final = (0.4, 0.8, 1.2)
_ROUNDS: Final = 8
_SHY: Final = 0.99
_LEAST: Final = 0.35
"""What is left of a move that is smaller still is not what was asked: it stays as it is, and a
finding says so."""
_FIXED: Final = frozenset({"lowest_m"})
"""Limits that a smaller move doesn't help with."""
_ARMED: Final = frozenset({"crane", "jib"})


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Carried:
    """A way that a rig goes."""

    travel: Travel
    rig: Rig
    share: float = 1.0
    """How much of what the moves would be by themselves is left."""
    broken: tuple[Excess, ...] = ()
    """Limits that it breaks all the same."""


def carried(
    plan: Choreography, build: Build, *, fps: float, rig: RigRequest | None = None
) -> Carried:
    """Return the way of a choreography on the rig that was said, or on the first able one."""
    rigs = [_said(rig)] if rig is not None else [rig_of(k) for k in _candidates(plan)]
    rigs = [_armed(plan, r) if rig is None or rig.arm_m is None else r for r in rigs]
    best: Carried | None = None
    for one in rigs:
        for drifts, soften in _variants(plan, fps=fps):
            tried = _tried(build(drifts, soften), one, fps=fps)
            if not tried.broken:
                return tried
            best = tried if best is None or _worst(tried) < _worst(best) else best
    if rig is None and best is not None:
        return replace(best, broken=best.broken[:1])
    return _smaller(plan, build, rigs[-1], fps=fps)


def _said(rig: RigRequest) -> Rig:
    known = rig_of(rig.kind)
    return known if rig.arm_m is None else rig_with_arm(known, rig.arm_m)


def _candidates(plan: Choreography) -> Sequence[RigKind]:
    """Return what is able to carry the camera, the usual first.

    Pans, tilts and zooms can be made on whatever carries the moves that travel.
    """
    entries = [move_table()[m.id] for m in plan.moves if m.id in move_table()]
    for entry in entries:
        if entry.id in _CARRIERS:
            return entry.rigs
    travelling: list[tuple[RigKind, ...]] = [e.rigs for e in entries if e.rigs[0] != "tripod"]
    if not travelling:
        return entries[0].rigs if entries else move_table()["static"].rigs
    shared: list[RigKind] = [k for k in travelling[0] if all(k in t for t in travelling[1:])]
    return shared or [kind for kinds in travelling for kind in kinds]


def _armed(plan: Choreography, rig: Rig) -> Rig:
    """Return an arm as long as the moves are made with."""
    arms = [d.arm_m for d in plan.drifts if d.arm_m is not None]
    if rig.kind not in _ARMED or not arms or max(arms) == rig.arm_m:
        return rig
    return rig_with_arm(rig, max(arms))


def _variants(plan: Choreography, *, fps: float) -> Iterator[tuple[tuple[Drift, ...], int]]:
    """Yield the drifts as they are, then ever gentler: longer ramps, softer following."""
    yield plan.drifts, 0
    follows = any(any(d.follows) for d in plan.drifts)
    eased = any(d.speed != STEADY for d in plan.drifts)
    for ramp, soft in zip(_RAMPS, _SOFT_S, strict=True):
        if eased or follows:
            yield tuple(_eased(d, ramp) for d in plan.drifts), round(soft * fps) if follows else 0


def _eased(drift: Drift, ramp: float) -> Drift:
    """Return a drift with longer ramps; one that goes at a stated speed keeps it."""
    if drift.speed == STEADY:
        return drift
    ease = max(drift.speed.ease_in, ramp), max(drift.speed.ease_out, ramp)
    return replace(drift, speed=SpeedProfile(ease_in=ease[0], ease_out=ease[1]))


def motion_of(travel: Travel, *, fps: float) -> PathMotion:
    """Return how a camera's way is moved."""
    return measure_motion(travel.positions, travel.rotations, fps=fps)


def _tried(travel: Travel, rig: Rig, *, fps: float, share: float = 1.0) -> Carried:
    broken = excesses(motion_of(travel, fps=fps), rig)
    return Carried(travel=travel, rig=rig, share=share, broken=broken)


def _smaller(plan: Choreography, build: Build, rig: Rig, *, fps: float) -> Carried:
    """Return the moves that nobody stated in numbers, as much smaller as the rig needs them."""
    drifts, soften = list(_variants(plan, fps=fps))[-1]
    share = 1.0
    best = first = _tried(build(drifts, soften), rig, fps=fps)
    for _ in range(_ROUNDS):
        helped = [e for e in best.broken if e.limit not in _FIXED]
        if not helped or not any(plan.free):
            return best
        share *= _SHY * min(e.share for e in helped)
        if share < _LEAST:
            return first
        less = [d.scaled(share) if f else d for d, f in zip(drifts, plan.free, strict=True)]
        tried = _tried(build(less, soften), rig, fps=fps, share=share)
        if _worst(tried) >= _worst(best) - 1e-9:
            return first
        best = tried
    return best if not best.broken else first


def _worst(carried_: Carried) -> float:
    """Return how badly the worst limit is broken, 0 where none is."""
    return max((1.0 - e.share for e in carried_.broken), default=0.0)
