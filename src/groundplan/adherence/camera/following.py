"""The clip's camera through the clip: every frame starts from what the one before showed."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from jaxtyping import Float64

from groundplan.adherence.camera.pose import SAME, CameraShift, moved
from groundplan.adherence.camera.searching import slid
from groundplan.adherence.camera.sighting import FrameFit, Landmarks, fit_frame
from groundplan.adherence.plan_view import PlanView
from groundplan.adherence.planned_structure import DRAWN
from groundplan.adherence.structure import Structure
from groundplan.geometry.transforms import inverse_rigid, multiply

__all__ = ["CameraFollower", "FoundCamera"]

_SURE: Final = 0.55
"""Agreement from which on no other start is tried (our engineering choice)."""
_BETTER: Final = 0.05
_LOST: Final = 0.4
"""Agreement below which a camera was not found; other scenes reach 0.1 to 0.3 (tiny ones 0.42)."""
_LEAST_AGREEING: Final = 16.0
"""Patches that have to agree: a few do anywhere."""
_REST: Final = 8
"""Frames after a search all over before there is another."""
_EVERY: Final = 5
"""Plan frames from one that such a search starts at to the next."""
_ROLLS: Final = (-0.16, -0.08, 0.08, 0.16)
"""Turns about the optical axis that such a search starts at [rad]."""
_ZOOMS: Final = (-0.25, -0.12, 0.12, 0.25)
"""Logarithms of focal ratios, likewise."""
_FIRST_DRAWN: Final = 0.5
"""Share of shapes before the look is known."""

Start = tuple[int, CameraShift, bool]
"""Plan frame, shift from its camera, and whether halved pictures are searched first."""


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
        agreeing = self.fit.agreement * self.fit.patch_count
        return self.fit.agreement >= _LOST and agreeing >= _LEAST_AGREEING

    def from_plan(self, plan: PlanView, frame: int) -> CameraShift:
        """Return the shift from a camera of the plan."""
        world_from_plan = inverse_rigid(plan.camera_from_world_cv[frame])
        return CameraShift(
            clip_from_plan=multiply(self.camera_from_world_cv, world_from_plan),
            focal=self.focal_px / float(plan.intrinsics_px[frame, 0, 0]),
        )


class CameraFollower:
    """Finds cameras frame by frame, in order; remembers the last one that it found."""

    def __init__(
        self, plan: PlanView, pyramid_at: Callable[[int, float], Sequence[Structure]]
    ) -> None:
        """Follow through a plan; `pyramid_at` gives structures by frame and share of shapes."""
        self._plan = plan
        self._pyramid_at = pyramid_at
        self._drawn: float | None = None
        self._last: FoundCamera | None = None
        self._frame = 0
        """Of the plan, where `_last` was found."""
        self._rest_until = 0

    def find(self, frame: int, clip: Sequence[Structure]) -> FoundCamera | None:
        """Return the camera that shows this frame of the clip; None: too little stands out."""
        best = self._best(self._starts(frame), clip, None)
        if (best is None or not best.sure) and frame >= self._rest_until:
            self._rest_until = frame + _REST
            best = self._best(self._far_starts(frame, clip), clip, best)
        if best is None or not best.sure:
            return best
        if self._drawn is None:
            best = self._settled(clip, best)
        self._last, self._frame = best, frame
        return best

    @property
    def drawn(self) -> float:
        """Return the share of shapes by which the clip's look is met best."""
        return _FIRST_DRAWN if self._drawn is None else self._drawn

    def _best(
        self, starts: Iterable[Start], clip: Sequence[Structure], best: FoundCamera | None
    ) -> FoundCamera | None:
        """Return the camera that most landmarks agree on, of some starts."""
        for reference, start, coarse in starts:
            fit = fit_frame(self._landmarks(reference), clip, start, coarse=coarse)
            if fit is None:
                continue
            if best is None or fit.agreement > best.fit.agreement + _BETTER:
                best = self._found(fit, reference)
            if best.fit.agreement > _SURE:
                break
        return best

    def _settled(self, clip: Sequence[Structure], first: FoundCamera) -> FoundCamera:
        """Return a camera found by the structures that this look is met by best, and keep those."""
        start = first.from_plan(self._plan, first.reference)
        best = first
        self._drawn = _FIRST_DRAWN
        for drawn in DRAWN:
            landmarks = self._landmarks(first.reference, drawn)
            fit = fit_frame(landmarks, clip, start, coarse=False)
            if fit is not None and fit.agreement > best.fit.agreement:
                best, self._drawn = self._found(fit, first.reference), drawn
        return best

    def _far_starts(self, frame: int, clip: Sequence[Structure]) -> Iterator[Start]:
        """Yield starts far away and from all over the shot."""
        middle = slid(self._landmarks(frame), clip)
        yield frame, middle, True
        for roll in _ROLLS:
            yield frame, moved(middle, np.array([0.0, 0.0, roll, 0.0, 0.0, 0.0, 0.0])), True
        for zoom in _ZOOMS:
            yield frame, moved(middle, np.array([0.0, 0.0, 0.0, 0.0, 0.0, 0.0, zoom])), True
        for other in range(0, self._plan.frame_count, _EVERY):
            yield other, SAME, True

    def _starts(self, frame: int) -> list[Start]:
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

    def _landmarks(self, frame: int, drawn: float | None = None) -> Landmarks:
        plan = self._plan
        return Landmarks(
            pyramid=self._pyramid_at(frame, self.drawn if drawn is None else drawn),
            solid=np.isfinite(plan.depth_m[frame]),
            loose=plan.loose(frame),
            depth_m=plan.depth_m[frame],
            intrinsics_px=plan.intrinsics_px[frame],
        )
