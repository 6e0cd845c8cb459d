"""Framings solved and drawn: how far each declared place is from where the rendered ids have it."""

import time
from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
from tests.unit.agents.framing_cases import Case
from tests.unit.agents.framing_set import HEAD, Rendering, box_of, place_of, studio

from groundplan.agents.camera.solving.floor import Floor
from groundplan.agents.camera.solving.shot import prepared_floor, solve_on
from groundplan.agents.camera.solving.solved import Conflict, Solved
from groundplan.previz.port import Frame, Pass

IDS = frozenset({Pass.INSTANCE, Pass.PART})


@dataclass
class Report:
    """What came of many framings."""

    errors: dict[str, list[float]] = field(default_factory=dict[str, list[float]])
    """Of declared places, in frame widths, by what measured them."""
    worst: list[tuple[float, str]] = field(default_factory=list[tuple[float, str]])
    conflicts: list[tuple[Case, Conflict]] = field(default_factory=list[tuple[Case, Conflict]])
    solved: int = 0
    unseen: list[str] = field(default_factory=list[str])
    """Framings whose subject is drawn nowhere."""
    solve_s: list[float] = field(default_factory=list[float])
    explain_s: list[float] = field(default_factory=list[float])
    broken: list[str] = field(default_factory=list[str])
    """Framings called solved of which a constraint does not hold."""


def report_of(cases: Iterable[Case], *, report: Report | None = None) -> Report:
    report = report or Report()
    known: tuple[object, Rendering | None, Floor | None] = (None, None, None)
    for case in cases:
        key = (case.actors, case.size_px)
        if known[0] != key:
            world = studio(case.actors, size_px=case.size_px, last=0)
            known = (key, Rendering(world), prepared_floor(world, "s1", case.intents))
        _, rendering, floor = known
        assert rendering is not None
        assert floor is not None
        begun = time.process_time()
        answer = solve_on(floor, rendering.world, "s1", intents=case.intents)
        took = time.process_time() - begun
        if isinstance(answer, Conflict):
            report.explain_s.append(took)
            report.conflicts.append((case, answer))
            continue
        report.solve_s.append(took)
        report.solved += 1
        if any(h.ask.must and not h.holds for h in answer.held):
            report.broken.append(case.name)
        _measure(report, case, answer, rendering, floor)
    return report


def _measure(
    report: Report, case: Case, solved: Solved, rendering: Rendering, floor: Floor
) -> None:
    frame = rendering.frame(solved, passes=IDS)
    for held in solved.held:
        ask = held.ask
        if ask.kind not in {"screen_x", "screen_y", "headroom"} or not ask.must:
            continue
        axis = 0 if ask.kind == "screen_x" else 1
        part = "headroom" if ask.kind == "headroom" else ask.part
        found = _drawn(frame, rendering, floor, subject=ask.subject, part=part, axis=axis)
        if found is None:
            report.unseen.append(case.name)
            continue
        how, value = found
        aspect = 1.0 if axis == 0 else case.size_px[1] / case.size_px[0]
        if np.isnan(value):
            continue
        error = abs(value - ask.low) * aspect
        report.errors.setdefault(f"{how} {len(case.actors)}", []).append(error)
        report.worst.append(
            (error, f"{case.name}: {ask.kind} {ask.part} {ask.low:.4f} {value:.4f}")
        )


def _drawn(
    frame: Frame, rendering: Rendering, floor: Floor, *, subject: str, part: str, axis: int
) -> tuple[str, float] | None:  # fmt: skip
    """Return how a place was measured, and where it is: by ids, or by the projected joints.

    A box that the frame's edge cuts says nothing of the middle; joints are projected then.
    """
    assert frame.instance is not None
    assert frame.part is not None
    mask = frame.instance == rendering.id_of(subject)
    body = floor.bodies[subject]
    if part == "eyes":
        if not mask.any():
            return None
        return "joints", place_of(body.marks["eyes"][0], frame, rendering.stage.size_px)[axis]
    if part == "headroom":
        mask &= frame.part == HEAD
    box = box_of(mask)
    if box is None:
        return None
    if part == "headroom":
        return "ids of the head", box[1]
    if min(box[:2]) <= 0.0 or max(box[2:]) >= 1.0:
        return "cut", float("nan")
    return "ids", 0.5 * (box[axis] + box[axis + 2])


def summary(report: Report) -> str:
    told = f"solved {report.solved}, conflicts {len(report.conflicts)}"
    lines = [f"{told}, unseen {len(report.unseen)}, broken {len(report.broken)}"]
    for how, errors in sorted(report.errors.items()):
        e = np.array([x for x in errors if not np.isnan(x)])
        if len(e):
            shares = f"median {np.median(e):.5%}, 99 % {np.quantile(e, 0.99):.4%}"
            lines.append(f"{how}: n {len(e)}, {shares}, worst {e.max():.4%} of the width")
    for name, took in (("solve", report.solve_s), ("explain", report.explain_s)):
        if took:
            t = 1000.0 * np.array(took)
            lines.append(f"{name}: n {len(t)}, median {np.median(t):.1f} ms, 99 % "
                         f"{np.quantile(t, 0.99):.1f} ms, worst {t.max():.1f} ms")  # fmt: skip
    return "\n".join(lines)
