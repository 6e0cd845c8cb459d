"""What a choreography could not do, said with its numbers and with what would help."""

import math
from collections.abc import Sequence

from groundplan.agents.camera.carrying import Carried
from groundplan.agents.camera.choreography import Clash
from groundplan.agents.camera.move_request import MoveRequest
from groundplan.agents.camera.move_table import move_table
from groundplan.agents.camera.rigs import Excess, excesses, rig_table
from groundplan.agents.spans import world_span
from groundplan.geometry.path_motion import PathMotion
from groundplan.world.finding import Finding

__all__ = ["clash_findings", "rig_findings"]

_WHOLE = 0.995


def clash_findings(clashes: Sequence[Clash]) -> tuple[Finding, ...]:
    """Return one finding for every move that was left out beside another."""
    return tuple(_clash(c) for c in clashes)


def _clash(clash: Clash) -> Finding:
    kept, dropped = _name(clash.kept), _name(clash.dropped)
    return Finding(
        code="camera.moves-conflict",
        severity="info" if clash.reason == "both say the same" else "warning",
        message=f"{kept} and {dropped} at once: {clash.reason}; {dropped} is left out",
        paths=("framing/move",),
        span=world_span(clash.dropped.span) if clash.dropped.span is not None else None,
        options=(f"first {kept}, then {dropped}", f"{kept} alone", f"{dropped} alone"),
    )


def rig_findings(
    done: Carried,
    motion: PathMotion,
    *,
    moves: Sequence[MoveRequest],
    camera: str,
    said: bool,
    seconds: float,
) -> tuple[Finding, ...]:
    """Return what the rig made of the moves: smaller than usual, or beyond its limits.

    `said`: the rig was asked for. `motion`: of the way as it is.
    """
    name = ", ".join(_name(m) for m in moves) or "the camera"
    found: list[Finding] = []
    label = rig_table()[done.rig.kind].label.casefold()
    if done.share < _WHOLE:
        found.append(
            Finding(
                code="camera.rig-fitted",
                severity="info",
                message=f"{name}: {100.0 * done.share:.0f} % as large as usual, "
                f"so that a {label} is able to do it",
                paths=(f"entities/{camera}/rig",),
                measured=round(done.share, 3),
                expected=1.0,
                unit="1",
                options=_others(motion, done.rig.kind),
            )
        )
    found += [
        _limit(e, done, motion, name=name, camera=camera, said=said, seconds=seconds)
        for e in done.broken
    ]
    return tuple(found)


def _limit(  # noqa: PLR0913  (each says one thing of the sentence, by keyword)
    excess: Excess,
    done: Carried,
    motion: PathMotion,
    *,
    name: str,
    camera: str,
    said: bool,
    seconds: float,
) -> Finding:
    label = rig_table()[done.rig.kind].label.casefold()
    measured, allowed, unit = excess.measured, excess.allowed, excess.unit
    if unit == "rad/s":
        measured, allowed, unit = math.degrees(measured), math.degrees(allowed), "°/s"
    bound = "at least" if excess.limit == "lowest_m" else "at most"
    return Finding(
        code="camera.rig-limit",
        severity="warning" if said else "info",
        message=f"{name} needs a {excess.word} of {measured:.2f} {unit}; "
        f"a {label} has {allowed:.2f} {unit} {bound}",
        paths=(f"entities/{camera}/rig",),
        measured=round(excess.measured, 4),
        expected=round(excess.allowed, 4),
        unit=excess.unit,
        options=(*_longer(excess, seconds), *_others(motion, done.rig.kind)),
    )


def _longer(excess: Excess, seconds: float) -> tuple[str, ...]:
    """Return how long the shot has to be: speed goes with 1/t, its changes with 1/t² and 1/t³."""
    powers = {"speed_mps": 1.0, "turn_radps": 1.0, "acceleration_mps2": 0.5, "jerk_mps3": 1.0 / 3.0}
    if excess.limit not in powers or excess.allowed <= 0.0:
        return ()
    longer = seconds * (excess.measured / excess.allowed) ** powers[excess.limit]
    return (f"{longer:.1f} s instead of {seconds:.1f} s",)


def _others(motion: PathMotion, kind: str) -> tuple[str, ...]:
    """Return the rigs that would be able to do it as it is."""
    able = [
        e.label.casefold()
        for e in rig_table().values()
        if e.kind != kind and not excesses(motion, e.rig)
    ]
    return tuple(f"a {label} instead" for label in able[:3])


def _name(move: MoveRequest) -> str:
    entry = move_table().get(move.id)
    return entry.label.casefold() if entry is not None else move.id
