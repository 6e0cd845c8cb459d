"""Looking for things through a clip: near where each was last, and far where it is lost."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np

from groundplan.adherence.layout.placing import Placement, place
from groundplan.adherence.layout.templates import Template
from groundplan.adherence.structure import Structure

if TYPE_CHECKING:
    from jaxtyping import Float64

__all__ = ["Found", "Seeker"]

_NEAR_PX: Final = 12
_FAR_SHARE: Final = 0.25
"""Of the picture's width: how far is looked for what is not at its place."""
_CLEAR: Final = 0.7
"""Likeness from which on it is looked for nowhere else."""
_BETTER: Final = 0.1
_CLEARLY_BETTER: Final = 0.2
"""The same for the place of somebody who looks much alike."""
_LEAST_IN_VIEW: Final = 0.25
_LEAST: Final = 0.42
"""Likeness below which nothing counts as found; see the self-test in `docs/benchmarks.md`."""
_PLAIN: Final = 0.8
"""Share of the look's likeness from which on a thing's place is plain."""
_MOST_LIKE: Final = 0.88
"""Bare surroundings are met better than anything else: more is not asked for."""
_FAR_AREA_SHARE: Final = 0.003
"""Of the picture: smaller things are like too much else to be looked for far away."""
_FAR_SHARE_OF_LOOK: Final = 0.75
"""What is found far from its place has to be as like as this share of what stands still."""
_SHARE: Final = 0.58
"""The same as a share of how alike what stands still is in this look."""
_LAGS: Final = (1, 2, 3, 5, 8, 12, -1, -2, -3, -5, -8)
"""Frames by which a thing may act late (or early) that are tried."""
_REST: Final = 6
"""Frames after all of them were tried before they are tried again."""

PlanAt = Callable[[int], Sequence[Structure]]
TemplatesAt = Callable[[int], Mapping[int, Template]]
"""Templates by instance of a plan frame, as the clip's present camera would show them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A thing in a frame of the clip."""

    template: Template
    """Of the plan frame whose shape it has there."""
    placement: Placement
    shape_frame: int
    """That plan frame: another than its own where it acts early or late."""
    sure: bool = False
    """It is like enough to count as found."""
    displaced: bool = False
    """Another stands there, who came from elsewhere."""
    taken: bool = False
    """What is most like it elsewhere is another, at home there: nobody can tell where it is."""


class Seeker:
    """Remembers where each instance was found last, as an offset from where it was expected."""

    def __init__(self, templates_at: TemplatesAt, plan_at: PlanAt, *, frame_count: int) -> None:
        """Look for the templates of plan frames in clips of as many frames."""
        self._templates_at = templates_at
        self._plan_at = plan_at
        self._count = frame_count
        self._least = _LEAST
        self._look = 1.0
        self._last: dict[int, Float64[np.ndarray, " 2"]] = {}
        self._lag: dict[int, int] = {}
        self._rest_until: dict[int, int] = {}

    def look_draws(self, likeness: float) -> None:
        """Take note of how much of the plan's still structure this look draws, 0..1."""
        self._least, self._look = max(_LEAST, _SHARE * min(likeness, _MOST_LIKE)), likeness

    def seek(
        self,
        frame: int,
        template: Template,
        clip: Sequence[Structure],
        *,
        rivals: Sequence[Template] = (),
    ) -> Found | None:
        """Return where a thing is likeliest; None: the clip's camera would not show it.

        `rivals`: whom it may have changed places with.
        """
        plan = self._plan_at(frame)
        height, width = plan[0].shape
        if _in_view(template, width=width, height=height) < _LEAST_IN_VIEW:
            return None
        start = self._last.get(template.instance, np.zeros(2))
        best = place(template, plan, clip, start_px=start, reach_px=_NEAR_PX)
        if best.likeness < _CLEAR and start.any():
            again = place(template, plan, clip, start_px=np.zeros(2), reach_px=_NEAR_PX)
            best = again if again.likeness > best.likeness else best
        if best.likeness < _PLAIN * self._look:
            best = self._changed_places(template, plan, clip, rivals=rivals, best=best)
        found = Found(template=template, placement=best, shape_frame=frame)
        if best.likeness < self._least:
            found = self._farther(frame, found, clip)
        if found.placement.likeness < self._least or self._doubtful(found):
            return found
        self._last[template.instance] = found.placement.offset_px
        self._lag[template.instance] = frame - found.shape_frame
        return replace(found, sure=True)

    def _changed_places(
        self,
        template: Template,
        plan: Sequence[Structure],
        clip: Sequence[Structure],
        *,
        rivals: Sequence[Template],
        best: Placement,
    ) -> Placement:
        """Return `best`, or the place of a rival where the thing is clearly more alike."""
        for rival in rivals:
            start = rival.expected_px - template.expected_px
            there = place(template, plan, clip, start_px=start, reach_px=_NEAR_PX)
            if there.likeness > best.likeness + _CLEARLY_BETTER:
                best = there
        return best

    def _large(self, template: Template, frame: int) -> bool:
        return template.area_px >= _FAR_AREA_SHARE * self._plan_at(frame)[0].size

    def _doubtful(self, found: Found) -> bool:
        """Tell whether a thing far from where it was looked for is too unlike to be believed."""
        if found.placement.likeness >= _FAR_SHARE_OF_LOOK * min(self._look, _MOST_LIKE):
            return False
        last = self._last.get(found.template.instance, np.zeros(2))
        gone = found.placement.offset_px - last
        return float(np.hypot(*gone)) > 1.5 * _NEAR_PX

    def _farther(self, frame: int, found: Found, clip: Sequence[Structure]) -> Found:
        """Return a better place: earlier or later on its way, or anywhere about."""
        instance, width = found.template.instance, self._plan_at(frame)[0].shape[1]
        lags = [self._lag[instance]] if self._lag.get(instance) else []
        if frame >= self._rest_until.get(instance, 0):
            self._rest_until[instance] = frame + _REST
            lags += [lag for lag in _LAGS if lag not in lags]
        best = found
        for lag in lags:
            best = self._acting(frame - lag, instance, clip, best=best)
            if best.placement.likeness >= _CLEAR:
                return best
        if best.placement.likeness >= self._least or not self._large(found.template, frame):
            return best
        wide = place(
            found.template, self._plan_at(frame), clip,
            start_px=np.zeros(2), reach_px=int(_FAR_SHARE * width),
        )  # fmt: skip
        if wide.likeness > best.placement.likeness + _BETTER:
            return Found(template=found.template, placement=wide, shape_frame=frame)
        return best

    def _acting(
        self, other: int, instance: int, clip: Sequence[Structure], *, best: Found
    ) -> Found:
        """Return `best`, or the thing as another plan frame shows it where that is more alike."""
        if not 0 <= other < self._count:
            return best
        template = self._templates_at(other).get(instance)
        if template is None:
            return best
        placement = place(
            template, self._plan_at(other), clip, start_px=np.zeros(2), reach_px=_NEAR_PX
        )
        if placement.likeness <= best.placement.likeness + _BETTER:
            return best
        return Found(template=template, placement=placement, shape_frame=other)


def _in_view(template: Template, *, width: int, height: int) -> float:
    """Return the share of a thing that the clip's camera would show."""
    tall, wide = template.own.shape
    rows, columns = np.nonzero(template.own[:: max(1, tall // 24), :: max(1, wide // 24)])
    places = np.stack([columns * max(1, wide // 24) + 0.5, rows * max(1, tall // 24) + 0.5], axis=1)
    away = places + template.corner - template.centre_px
    there = np.einsum("ij,nj->ni", template.spread, away) + template.expected_px
    inside = (there >= 0.0).all(axis=1) & (there[:, 0] < width) & (there[:, 1] < height)
    return float(inside.mean()) if len(inside) else 0.0
