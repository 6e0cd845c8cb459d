"""The built-in observer: no weights, no learning; it looks for what the plan says is there.

The camera is found by what keeps still in the world, then every thing by its own structure, near
where that camera would show it. It knows shapes from the plan alone: what has the planned shape and
another place is seen as moved; of another shape at the planned place it says how unlike it is.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from groundplan.adherence.camera.following import CameraFollower, FoundCamera
from groundplan.adherence.camera.pose import SAME, CameraShift
from groundplan.adherence.clip.aligned import AlignedClip
from groundplan.adherence.layout.drawing import drawn_masks
from groundplan.adherence.layout.seeking import Seeker
from groundplan.adherence.layout.templates import Template, templates_of
from groundplan.adherence.observation import Observation
from groundplan.adherence.plan_view import PlanView
from groundplan.adherence.port import Progress
from groundplan.adherence.seen import CameraRows, InstanceRows
from groundplan.adherence.structure import Structure, structure_pyramid

if TYPE_CHECKING:
    from groundplan.adherence.layout.placing import Placement

__all__ = ["PlanGuided"]


class PlanGuided:
    """`plan-guided/1`."""

    @property
    def name(self) -> str:
        """Return name and version."""
        return "plan-guided/1"

    def observe(self, plan: PlanView, clip: AlignedClip, *, progress: Progress) -> Observation:
        """Return what the clip shows of the plan; frames that the clip lacks show nothing."""

        @lru_cache(maxsize=12)
        def planned(frame: int) -> Sequence[Structure]:
            return structure_pyramid(plan.beauty[frame])

        follower, seeker = CameraFollower(plan, planned), Seeker()
        cameras, instances = CameraRows(plan), InstanceRows(plan)
        masks = np.zeros_like(plan.instance)
        for frame in range(plan.frame_count):
            progress(frame, plan.frame_count)
            if clip.source[frame] < 0:
                continue
            shown = structure_pyramid(clip.frames[frame])
            camera = follower.find(frame, shown)
            cameras.add(frame, camera)
            shift = _shift(camera, plan, frame)
            found: list[tuple[Template, Placement]] = []
            for template in templates_of(plan, frame, shift):
                placement = seeker.seek(template, planned(frame), shown)
                instances.add(frame, template, placement)
                if placement is not None and placement.sure:
                    found.append((template, placement))
            masks[frame] = drawn_masks(found, size_px=plan.size_px)
        progress(plan.frame_count, plan.frame_count)
        return Observation(
            observer=self.name, camera=cameras.seen(), instances=instances.seen(), masks=masks
        )


def _shift(camera: FoundCamera | None, plan: PlanView, frame: int) -> CameraShift:
    """Return from where things are looked for: the planned camera where the clip's is not seen."""
    if camera is None or not camera.sure:
        return SAME
    return camera.from_plan(plan, frame)
