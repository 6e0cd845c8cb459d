"""The clip's camera through the clip: every frame starts from what the one before showed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from jaxtyping import Float64

from groundplan.adherence.camera.pose import SAME, CameraShift
from groundplan.adherence.camera.searching import slid
from groundplan.adherence.camera.sighting import FrameFit, Landmarks, fit_frame
from groundplan.adherence.plan_view import PlanView
from groundplan.adherence.structure import Structure
from groundplan.geometry.transforms import inverse_rigid, multiply

__all__ = ["CameraFollower", "FoundCamera"]

_SURE: Final = 0.55
"""Agreement from which on no other start is tried (our engineering choice)."""
_BETTER: Final = 0.05
_LOST: Final = 0.35
"""Agreement below which a camera was not found; another scene reaches 0.1 to 0.3."""
_REST: Final = 8
"""Frames after a search all over before there is another."""
_EVERY: Final = 5
"""Plan frames from one that such a search starts at to the next."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundCamera:
    """The camera of one frame of the clip."""

    camera_from_world_cv: Float64[np.ndarray, "4 4"]
    focal_px: float
    """Horizontal."""
    reference: int
    """Plan frame whose landmarks it was found by."""
    fit: FrameFit

    @property
    def sure(self) -> bool:
        """Tell whether it counts as seen."""
        return self.fit.agreement >= _LOST

    def from_plan(self, plan: PlanView, frame: int) -> CameraShift:
        """Return the shift from a camera of the plan."""
        world_from_plan = inverse_rigid(plan.camera_from_world_cv[frame])
        return CameraShift(
            clip_from_plan=multiply(self.camera_from_world_cv, world_from_plan),
            focal=self.focal_px / float(plan.intrinsics_px[frame, 0, 0]),
        )


class CameraFollower:
    """Finds cameras frame by frame, in order; remembers the last one that it found."""

    def __init__(self, plan: PlanView, pyramid_at: Callable[[int], Sequence[Structure]]) -> None:
        """Follow through a plan whose structures `pyramid_at` gives."""
        self._plan = plan
        self._pyramid_at = pyramid_at
        self._last: FoundCamera | None = None
        self._frame = 0
        """Of the plan, where `_last` was found."""
        self._rest_until = 0

    def find(self, frame: int, clip: Sequence[Structure]) -> FoundCamera | None:
        """Return the camera that shows this frame of the clip; None: too little stands out."""
        best: FoundCamera | None = None
        for reference, start, coarse in self._starts(frame):
            fit = fit_frame(self._landmarks(reference), clip, start, coarse=coarse)
            if fit is None:
                continue
            if best is None or fit.agreement > best.fit.agreement + _BETTER:
                best = self._found(fit, reference)
            if best.fit.agreement > _SURE:
                break
        if (best is None or not best.sure) and frame >= self._rest_until:
            best = self._searched(frame, clip, best)
        if best is not None and best.sure:
            self._last, self._frame = best, frame
        return best

    def _searched(
        self, frame: int, clip: Sequence[Structure], best: FoundCamera | None
    ) -> FoundCamera | None:
        """Return a better camera than `best`, looked for far away and from all over the shot."""
        self._rest_until = frame + _REST
        starts = [(frame, slid(self._landmarks(frame), clip))]
        starts += [(other, SAME) for other in range(0, self._plan.frame_count, _EVERY)]
        for reference, start in starts:
            fit = fit_frame(self._landmarks(reference), clip, start, coarse=True)
            if fit is None:
                continue
            if best is None or fit.agreement > best.fit.agreement + _BETTER:
                best = self._found(fit, reference)
            if best.fit.agreement > _SURE:
                break
        return best

    def _starts(self, frame: int) -> list[tuple[int, CameraShift, bool]]:
        """Return plan frame, start and width of each search, the likeliest first."""
        if self._last is None:
            return [(frame, SAME, False), (frame, SAME, True)]
        alike = self._last.from_plan(self._plan, self._frame)
        near = self._nearest(self._last.camera_from_world_cv)
        # A camera that hangs back sees what the plan showed earlier.
        behind = (near, self._last.from_plan(self._plan, near), True)
        return [(frame, alike, False), (frame, alike, True), (frame, SAME, True), behind]

    def _found(self, fit: FrameFit, reference: int) -> FoundCamera:
        shift, plan = fit.pose.shift, self._plan
        return FoundCamera(
            camera_from_world_cv=multiply(
                shift.clip_from_plan, plan.camera_from_world_cv[reference]
            ),
            focal_px=shift.focal * float(plan.intrinsics_px[reference, 0, 0]),
            reference=reference,
            fit=fit,
        )

    def _nearest(self, camera_from_world_cv: Float64[np.ndarray, "4 4"]) -> int:
        """Return the plan frame whose camera looks most alike: by direction, then by place."""
        planned = self._plan.camera_from_world_cv
        axes = np.einsum("fi,i->f", planned[:, 2, :3], camera_from_world_cv[2, :3])
        turned = np.arccos(np.clip(axes, -1.0, 1.0))
        centres = inverse_rigid(planned)[:, :3, 3]
        here = inverse_rigid(camera_from_world_cv)[:3, 3]
        gone = np.sqrt(np.sum((centres - here) ** 2, axis=1))
        # Metres against radians at ten metres: what is near moves more, what is far less.
        return int(np.argmin(turned + gone / 10.0))

    def _landmarks(self, frame: int) -> Landmarks:
        plan = self._plan
        return Landmarks(
            pyramid=self._pyramid_at(frame),
            still=plan.static(frame),
            depth_m=plan.depth_m[frame],
            intrinsics_px=plan.intrinsics_px[frame],
        )
