"""Cameras of successive shots keep the line, the screen direction and 30 degrees of difference.

Shots are planned one by one; what two of them do to one another shows only at the cut. A camera
that breaks a rule there is turned about what it shows, as far as its words and the set leave it
free, and stays when nothing better is found.
"""

import math
from itertools import pairwise
from typing import Final

import numpy as np

from groundplan.agents.coverage.clearance import Surroundings, surroundings_of
from groundplan.agents.critic.clearance_checks import view_findings
from groundplan.agents.critic.framing_checks import framing_findings
from groundplan.agents.critic.observation import Observation, observe
from groundplan.agents.critic.relation_checks import relation_findings
from groundplan.agents.cuts import Cut, cut_between
from groundplan.agents.repair import moved
from groundplan.world.apply import apply
from groundplan.world.build import PatchBuilder
from groundplan.world.document import World
from groundplan.world.edits import Patch
from groundplan.world.opinion import Origin
from groundplan.world.queries import present_in_shot, shots_in_order

__all__ = ["keep_line"]

_TURNS_RAD: Final = tuple(
    math.radians(a) for a in (20, -20, 35, -35, 50, -50, 70, -70, 100, -100, 140, -140, 180)
)
"""How far a camera is turned about its subject, little first."""
_FIXED: Final = frozenset({"pov", "profile", "front_view", "back_view"})
"""Staging words that leave no direction free."""
_WEIGHTS: Final = {"error": 10.0, "warning": 3.0, "info": 0.0}
_LINE, _DIRECTION, _JUMP, _TURN = 4.0, 3.0, 2.0, 0.2
"""What a broken rule costs against what the critic finds, and what turning far costs."""


def keep_line(world: World) -> Patch | None:
    """Return the patch that turns cameras which break a rule at a cut; None where none does."""
    builder = PatchBuilder(
        world, actor="agent:camera", summary="keep the line over cuts", origin=Origin.SOLVER
    )
    changed = world
    for (before, one), (after, two) in pairwise(shots_in_order(world)):
        if one.scene != two.scene or two.framing.staging in _FIXED or _shared(world, two.camera):
            continue
        cut = cut_between(changed, before, after)
        if cut is None or _broken(cut) <= 0.0:
            continue
        best = _best(changed, cut)
        if best is not None:
            for edit in best.edits:
                builder.edit(edit)
            changed = apply(changed, best).world
    return builder.patch() if len(builder) else None


def _shared(world: World, camera: str) -> bool:
    return sum(1 for shot in world.shots.values() if shot.camera == camera) > 1


def _broken(cut: Cut) -> float:
    return (
        (_LINE if cut.crosses_line else 0.0) + (_DIRECTION if cut.turns_about else 0.0)
        + _JUMP * cut.jump
    )  # fmt: skip


def _best(world: World, cut: Cut) -> Patch | None:
    """Return the turn of the second camera with the least trouble, if less than now."""
    seen = observe(world, cut.after)
    if seen is None:
        return None
    best, least = None, _broken(cut) + _trouble(seen) + _next(world, cut.after)
    around = surroundings_of(present_in_shot(world, cut.after), time=float(seen.shot.first))
    for turn in _TURNS_RAD:
        builder = PatchBuilder(world, actor="agent:camera", summary="Turn", origin=Origin.SOLVER)
        moved(builder, seen, turn=turn)
        patch = builder.patch()
        tried = apply(world, patch, skip_locked=True).world
        again = observe(tried, cut.after, figures=seen.figures)
        measured = cut_between(tried, cut.before, cut.after)
        if again is None or measured is None or not _free(again, around):
            continue
        cost = _broken(measured) + _trouble(again) + _next(tried, cut.after) + _TURN * abs(turn)
        if cost < least - 1e-9:
            best, least = patch, cost
    return best


def _free(seen: Observation, around: Surroundings) -> bool:
    """Tell whether a camera stands in the set all the time, and sees its subject through it."""
    if seen.subject is None:
        return False
    lift = np.array([0.0, seen.subject.eye_m, 0.0])
    ends = ((seen.centres[i], seen.subject.positions[i] + lift) for i in (0, -1))
    near = {seen.subject.entity}
    return all(around.fits(c, near=near) and around.sees(c, eyes, but=near) for c, eyes in ends)


def _next(world: World, key: str) -> float:
    """Return what the cut behind a shot breaks."""
    order = [k for k, _ in shots_in_order(world)]
    number = order.index(key) + 1
    if number >= len(order) or world.shots[order[number]].scene != world.shots[key].scene:
        return 0.0
    cut = cut_between(world, key, order[number])
    return _broken(cut) if cut is not None else 0.0


def _trouble(seen: Observation) -> float:
    found = (*framing_findings(seen), *relation_findings(seen), *view_findings(seen))
    return sum(_WEIGHTS[f.severity] for f in found)
