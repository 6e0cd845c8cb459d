"""All causes of a report, the gravest first."""

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np

from groundplan.adherence.causes.camera import camera_causes
from groundplan.adherence.causes.picture import picture_causes
from groundplan.adherence.causes.subjects import subject_causes
from groundplan.adherence.clip.aligned import ClipFinding
from groundplan.adherence.measures.recognition import UNLIKE
from groundplan.adherence.observation import Observation
from groundplan.adherence.plan_view import PlanView
from groundplan.adherence.verdict import Cause, Check

__all__ = ["causes_of"]

_UNKNOWN_SHARE: Final = 0.5
"""Of the frames in which the camera may be seen in a clip of another scene."""
_CHANCE_SHARE: Final = 0.35
"""Of the things asked for that something else may look like there."""


def causes_of(
    plan: PlanView, seen: Observation, checks: Sequence[Check], *, findings: Sequence[ClipFinding]
) -> tuple[Cause, ...]:
    """Return why checks fail; a clip of another scene has that one cause alone."""
    failed = [one for one in checks if one.status == "fail"]
    file = tuple(Cause(code=one.code, says=one.says) for one in findings if one.fails)
    if not failed:
        return file
    if _another_scene(seen):
        says = "nothing of the plan is recognised: neither its still surroundings nor its subjects"
        return (*file, Cause(code="scene.other", says=says, frames=tuple(range(plan.frame_count))))
    return (
        *file,
        *_unrecognised(failed),
        *camera_causes(plan, seen, failed),
        *subject_causes(plan, seen, failed),
        *picture_causes(failed),
    )


def _unrecognised(failed: Sequence[Check]) -> Iterator[Cause]:
    """Yield the cause of a clip whose still surroundings are not the plan's, though others are."""
    for one in failed:
        if one.definition == UNLIKE and one.value is not None:
            agree = (
                f"{1.0 - one.value:.0%} of its landmarks agree, {1.0 - one.tolerance:.0%} have to"
            )
            says = f"the plan's surroundings are not recognised under any camera: {agree}"
            yield Cause(code="scene.unlike", says=says, frames=one.frames)


def _another_scene(seen: Observation) -> bool:
    if float(seen.camera.seen.mean()) > _UNKNOWN_SHARE:
        return False
    asked = sum(int(np.count_nonzero(one.asked)) for one in seen.instances)
    found = sum(int(np.count_nonzero(one.found)) for one in seen.instances)
    return asked > 0 and found <= _CHANCE_SHARE * asked
