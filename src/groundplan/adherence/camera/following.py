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
"""Agreement below which other starts are always tried (our engineering choice)."""
_CLEAR: Final = 0.8
"""Agreement from which on no other start is tried."""
_AS_BEFORE, _FEW = 0.9, 0.8
"""Of the largest agreement that was reached before: as much is enough, and less is doubtful."""
_ALIKE: Final = 0.01
"""Difference of agreement that tells no camera from another: then the planned one is likelier."""
_BETTER: Final = 0.05
_LOST: Final = 0.4
"""Agreement below which a camera was not found; other scenes reach 0.1 to 0.3 (tiny ones 0.42)."""
_LEAST_AGREEING: Final = 16.0
"""Patches that have to agree: a few do anywhere."""
_NOTHING: Final = 1e-9
"""Entries of a shift that are rounding."""
_REST, _MOST_REST = 8, 64
"""Frames after a search all over before there is another; twice as many after each in vain."""
_EVERY: Final = 5
"""Plan frames from one that such a search starts at to the next, at most."""
_STARTS: Final = 8
"""At least so many of them, where the plan has as many."""
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
        self._rest, self._rest_until = _REST, 0
        self._clearest = 0.0
        """The largest agreement so far."""

    def find(self, frame: int, clip: Sequence[Structure]) -> FoundCamera | None:
        """Return the camera that shows this frame of the clip; None: too little stands out."""
        best = self._best(self._starts(frame), clip, None)
        if self._in_doubt(best) and frame >= self._rest_until:
            before, best = best, self._best(self._far_starts(frame, clip), clip, best)
            # What a look hides in one frame it hides in the next.
            self._rest = _REST if best is not before else min(2 * self._rest, _MOST_REST)
            self._rest_until = frame + self._rest
        if best is None or not best.sure:
            return best
        best = self._as_planned(frame, clip, best)
        if self._drawn is None:
            best = self._settled(clip, best)
        self._last, self._frame = best, frame
        self._clearest = max(self._clearest, best.fit.agreement)
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
            if best.fit.agreement > self._enough:
                break
        return best

    def _in_doubt(self, best: FoundCamera | None) -> bool:
        """Tell whether to search all over: fewer landmarks agree than this look lets agree."""
        if best is None or not best.sure:
            return True
        least = _CLEAR if self._last is None else _FEW * self._clearest
        return best.fit.agreement < least

    @property
    def _enough(self) -> float:
        """Return the agreement from which on no other start is tried."""
        return _CLEAR if self._last is None else max(_SURE, _AS_BEFORE * self._clearest)

    def _as_planned(self, frame: int, clip: Sequence[Structure], best: FoundCamera) -> FoundCamera:
        """Return `best`, or the camera found from the planned one where as many agree on that."""
        if _nothing(best.from_plan(self._plan, frame)):
            return best
        fit = fit_frame(self._landmarks(frame), clip, SAME, coarse=False)
        if fit is None or fit.agreement < best.fit.agreement - _ALIKE:
            return best
        return self._found(fit, frame)

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
        count = self._plan.frame_count
        for other in range(0, count, min(_EVERY, max(count // _STARTS, 1))):
            yield other, SAME, True

    def _starts(self, frame: int) -> list[Start]:
        """Return plan frame, start and width of each search, the likeliest first."""
        if self._last is None:
            return [(frame, SAME, False), (frame, SAME, True)]
        alike = self._last.from_plan(self._plan, self._frame)
        if _nothing(alike):
            return [(frame, SAME, False), (frame, SAME, True)]
        near = self._nearest(self._last.camera_from_world_cv)
        # A camera that hangs back sees what the plan showed earlier, and goes on from there.
        behind = self._last.from_plan(self._plan, near)
        onward = min(near + frame - self._frame, self._plan.frame_count - 1)
        return [
            (frame, alike, False),
            (onward, behind, False),
            (frame, alike, True),
            (frame, SAME, True),
            (near, behind, True),
        ]

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


def _nothing(shift: CameraShift) -> bool:
    """Tell whether a shift is none but for rounding."""
    away = float(np.abs(shift.clip_from_plan - SAME.clip_from_plan).max())
    return max(away, abs(shift.focal - SAME.focal)) < _NOTHING
