"""What is wrong with things: missing, swapped, late, or elsewhere."""

from collections.abc import Sequence
from itertools import combinations

import numpy as np

from groundplan.adherence.causes.phrases import failed_check, sideways, since
from groundplan.adherence.measures.identity import SWAPPED, stands_for
from groundplan.adherence.observation import InstanceSeen, Observation
from groundplan.adherence.plan_view import PlanView
from groundplan.adherence.verdict import Cause, Check

__all__ = ["subject_causes"]


def subject_causes(plan: PlanView, seen: Observation, failed: Sequence[Check]) -> list[Cause]:
    """Return causes of failed checks of things, one of each thing."""
    names = {one.entity: one.name for one in plan.instances}
    swapped = _swapped(plan, seen, failed)
    found: list[Cause] = []
    for one in seen.instances:
        if not any(check.subject == one.entity for check in failed):
            continue
        name = names[one.entity]
        other = swapped.get(one.entity)
        if other is not None:
            says = f"{name} is where {names[other]} was planned"
            found.append(Cause(code="subject.swapped", says=says, subject=one.entity))
            continue
        cause = (
            _late(one, failed, name=name)
            or _missing(plan, one, failed, name=name)
            or _elsewhere(plan, seen, one, failed=failed, name=name)
            or _size(plan, one, failed, name=name)
            or _taken(one, failed, name=name)
        )
        if cause is not None:
            found.append(cause)
    return found


def _missing(
    plan: PlanView, one: InstanceSeen, failed: Sequence[Check], *, name: str
) -> Cause | None:
    check = failed_check(failed, "layout.missing/1", one.entity)
    if check is None:
        return None
    rows = list(check.frames or np.flatnonzero(one.absent).tolist())
    best = float(np.nanmax(one.likeness[rows]))
    when = since(check.frames, plan.frame_count)
    says = f"{name} is missing{when}: nothing there is more than {max(best, 0.0):.0%} like it"
    return Cause(code="subject.missing", says=says, subject=one.entity, frames=check.frames)


def _late(one: InstanceSeen, failed: Sequence[Check], *, name: str) -> Cause | None:
    check = failed_check(failed, "timing.lag/1", one.entity)
    if check is None or check.value is None:
        return None
    word = "late" if check.value > 0 else "early"
    says = f"{name} is {abs(check.value):.0f} frames {word}"
    return Cause(code=f"subject.{word}", says=says, subject=one.entity)


def _elsewhere(
    plan: PlanView, seen: Observation, one: InstanceSeen, *, failed: Sequence[Check], name: str
) -> Cause | None:
    check = failed_check(failed, "trajectory.pct/1", one.entity)
    if check is None:
        return None
    rows = list(check.frames or np.flatnonzero(one.found).tolist())
    across, down = np.nanmedian(one.offset_px[rows], axis=0)
    own = np.nanmedian(one.own_offset_px[rows], axis=0)
    share = 100.0 * float(np.hypot(across, down)) / plan.size_px[0]
    blame = ""
    filmed = bool(seen.camera.seen[rows].any())
    if filmed and float(np.hypot(*own)) < 0.5 * float(np.hypot(across, down)):
        blame = ": the camera is to blame"
    says = (
        f"{name} is {share:.1f} % of the width {sideways(across, down)}"
        f"{since(rows, plan.frame_count)}{blame}"
    )
    return Cause(code="subject.off_place", says=says, subject=one.entity, frames=tuple(rows))


def _size(plan: PlanView, one: InstanceSeen, failed: Sequence[Check], *, name: str) -> Cause | None:
    check = failed_check(failed, "layout.size_pct/1", one.entity)
    if check is None:
        return None
    rows = list(check.frames or np.flatnonzero(one.found).tolist())
    ratio = float(np.nanmedian(one.scale[rows]))
    says = f"{name} has {ratio:.0%} of the planned size{since(rows, plan.frame_count)}"
    return Cause(code="subject.size", says=says, subject=one.entity, frames=tuple(rows))


def _taken(one: InstanceSeen, failed: Sequence[Check], *, name: str) -> Cause | None:
    """Return the cause of who changed places with somebody, nobody knows whom of several."""
    check = failed_check(failed, SWAPPED, one.entity)
    if check is None:
        return None
    says = f"{name} has changed places with another of its kind"
    return Cause(code="subject.swapped", says=says, subject=one.entity, frames=check.frames)


def _swapped(plan: PlanView, seen: Observation, failed: Sequence[Check]) -> dict[str, str]:
    """Return who was taken for whom, of pairs that changed places."""
    wrong = {check.subject for check in failed if check.definition == SWAPPED}
    things = [one for one in seen.instances if one.entity in wrong]
    found: dict[str, str] = {}
    for one, other in combinations(things, 2):
        by_place = stands_for(plan, one, other) & stands_for(plan, other, one)
        if by_place.any() or len(things) == 2:  # A pair can only be one another.
            found |= {one.entity: other.entity, other.entity: one.entity}
    return found
