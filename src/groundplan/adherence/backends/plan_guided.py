"""The built-in observer: no weights, no learning; it looks for what the plan says is there.

The camera is found by what keeps still in the world, then every thing by its own structure, near
where that camera would show it. It knows shapes from the plan alone: what has the planned shape and
another place is seen as moved; of another shape at the planned place it says how unlike it is.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

import numpy as np
from jaxtyping import Bool

from groundplan.adherence.camera.following import CameraFollower, FoundCamera
from groundplan.adherence.camera.pose import SAME, CameraShift
from groundplan.adherence.clip.aligned import AlignedClip
from groundplan.adherence.layout.agreement import UNKNOWN_LOOK, agreed, may_count
from groundplan.adherence.layout.drawing import drawn_masks
from groundplan.adherence.layout.extras import beyond_look, unexplained_share
from groundplan.adherence.layout.joints import JointSeeker
from groundplan.adherence.layout.places import without_displaced
from groundplan.adherence.layout.seeking import Found, Seeker
from groundplan.adherence.layout.templates import Template, templates_of
from groundplan.adherence.observation import Observation
from groundplan.adherence.plan_view import PlanView
from groundplan.adherence.planned_structure import DRAWN, planned_structures
from groundplan.adherence.port import Progress
from groundplan.adherence.seen import CameraRows, InstanceRows
from groundplan.adherence.structure import structure_pyramid

if TYPE_CHECKING:
    from collections.abc import Sequence

    from groundplan.adherence.structure import Structure

__all__ = ["PlanGuided"]

_EXTRAS_EVERY: Final = 2
_AT_HOME_RAD: Final = 0.002
_AT_HOME_M: Final = 0.02
"""A camera so near to the planned one shows what it shows."""


class PlanGuided:
    """`plan-guided/1`."""

    @property
    def name(self) -> str:
        """Return name and version."""
        return "plan-guided/1"

    def observe(self, plan: PlanView, clip: AlignedClip, *, progress: Progress) -> Observation:
        """Return what the clip shows of the plan; frames that the clip lacks show nothing."""
        looking = _Looking(plan)
        for frame in range(plan.frame_count):
            progress(frame, plan.frame_count)
            if clip.source[frame] >= 0:
                looking.look(frame, structure_pyramid(clip.frames[frame]))
        progress(plan.frame_count, plan.frame_count)
        return looking.observation(observer=self.name)


class _Looking:
    """Camera and things of one frame after another."""

    def __init__(self, plan: PlanView) -> None:
        self._plan = plan
        self._planned = planned_structures(plan)
        self._follower = CameraFollower(plan, self._planned)
        self._seeker = Seeker(self._templates, self._structure, frame_count=plan.frame_count)
        self._camera: FoundCamera | None = None
        self._known: dict[int, Mapping[int, Template]] = {}
        """Templates of plan frames under the present camera."""
        self._joints = JointSeeker(plan)
        self._cameras = CameraRows(plan)
        self._rows: dict[int, list[tuple[Template, Found | None]]] = {}
        self._looks: dict[int, float] = {}
        self._unexplained = np.full(plan.frame_count, np.nan)

    def look(self, frame: int, shown: "Sequence[Structure]") -> None:
        """Look at a frame of the clip; after those before it."""
        camera, rows = self._at(frame, shown)
        self._cameras.add(frame, camera)
        if camera is not None and camera.sure:
            self._looks[frame] = camera.fit.agreement
        self._rows[frame] = rows
        look = self._looks.get(frame, UNKNOWN_LOOK)
        for one in (found for _, found in rows if found is not None and may_count(found, look)):
            self._joints.look(frame, one, plan=self._structure(one.shape_frame), clip=shown)
        if frame % _EXTRAS_EVERY == 0:
            known = drawn_masks(_sure(rows), size_px=self._plan.size_px) > 0
            self._unexplained[frame] = self._left_over(frame, shown, known)

    def observation(self, *, observer: str) -> Observation:
        """Return what all frames say together."""
        plan = self._plan
        rows = agreed(self._rows, self._looks, width=plan.size_px[0], rate=float(plan.rate))
        instances, masks = InstanceRows(plan, self._looks), np.zeros_like(plan.instance)
        for frame, of_frame in rows.items():
            for template, found in of_frame:
                instances.add(frame, template, found)
            masks[frame] = drawn_masks(_sure(of_frame), size_px=plan.size_px)
        seen = instances.seen(masks)
        return Observation(
            observer=observer,
            camera=self._cameras.seen(),
            instances=seen,
            unexplained=self._unexplained,
            masks=masks,
            joints=self._joints.seen({one.instance: one.found for one in seen}),
        )

    def _at(
        self, frame: int, shown: "Sequence[Structure]"
    ) -> "tuple[FoundCamera | None, list[tuple[Template, Found | None]]]":
        """Return the camera of a frame, and where each thing is that the plan shows there."""
        self._camera = self._follower.find(frame, shown)
        self._known.clear()
        if self._camera is not None and self._camera.sure:
            self._seeker.look_draws(self._camera.fit.likeness)
        wanted = self._templates(frame)
        animate = [one for one in wanted.values() if one.instance in self._plan.animate]
        rows: list[tuple[Template, Found | None]] = []
        for template in wanted.values():
            rivals = [one for one in animate if one is not template] if template in animate else ()
            rows.append((template, self._seeker.seek(frame, template, shown, rivals=rivals)))
        return self._camera, without_displaced(rows)

    def _left_over(
        self, frame: int, shown: "Sequence[Structure]", found: Bool[np.ndarray, "height width"]
    ) -> float:
        """Return what nothing planned explains; NaN where the camera leaves it open."""
        camera = self._camera
        if camera is None or not camera.sure:
            return np.nan
        shift = camera.from_plan(self._plan, frame).clip_from_plan
        turned = float(np.abs(shift[:3, :3] - np.eye(3)).max())
        if turned > _AT_HOME_RAD or float(np.abs(shift[:3, 3]).max()) > _AT_HOME_M:
            return np.nan
        plans = [self._planned(frame, share) for share in DRAWN[:2]]
        share = unexplained_share(plans, shown, found | self._plan.loose(frame))
        return beyond_look(share, likeness=camera.fit.likeness)

    def _structure(self, frame: int) -> "Sequence[Structure]":
        return self._planned(frame, self._follower.drawn)

    def _templates(self, frame: int) -> Mapping[int, Template]:
        """Return what a plan frame shows, as the clip's present camera would."""
        if frame not in self._known:
            found = templates_of(self._plan, frame, self._shift(frame))
            self._known[frame] = {one.instance: one for one in found}
        return self._known[frame]

    def _shift(self, frame: int) -> CameraShift:
        """Return the present camera from that of a plan frame; as planned where it is not seen."""
        camera = self._camera
        if camera is None or not camera.sure:
            return SAME
        return camera.from_plan(self._plan, frame)


def _sure(rows: "Sequence[tuple[Template, Found | None]]") -> "list[Found]":
    return [one for _, one in rows if one is not None and one.sure]
