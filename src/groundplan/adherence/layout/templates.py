"""What the plan shows of a thing in a frame, as a template to look for."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from jaxtyping import Bool, Float64, Int64

from groundplan.adherence.camera.pose import CameraShift, lifted, projected
from groundplan.adherence.growing import grown
from groundplan.adherence.plan_view import PlanView

__all__ = ["LEAST_AREA_SHARE", "Template", "templates_of"]

LEAST_AREA_SHARE: Final = 0.0005
"""Of the picture's pixels: what shows less of itself is not looked for (our engineering choice)."""
_RING_PX: Final = 3
"""Pixels about a thing that belong to its template: its outline has two sides."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """A thing in a frame of the plan, and where the clip's camera would show it."""

    instance: int
    mask: Bool[np.ndarray, "height width"]
    """Of its window alone, ring included."""
    own: Bool[np.ndarray, "height width"]
    """Of its window: the thing itself."""
    corner: Int64[np.ndarray, " 2"]
    """Left and top of the window in the picture [px]."""
    centre_px: Float64[np.ndarray, " 2"]
    """Mean of its pixels in the plan; pixel centres at +0.5."""
    expected_px: Float64[np.ndarray, " 2"]
    """Where the clip's camera shows that point of it."""
    spread: Float64[np.ndarray, "2 2"]
    """Clip pixels per plan pixel about it: scale and turn that the camera brings."""
    depth_m: float
    """Median along the optical axis of the plan's camera."""

    @property
    def area_px(self) -> int:
        """Return how many pixels of the plan show it."""
        return int(np.count_nonzero(self.own))


def templates_of(plan: PlanView, frame: int, shift: CameraShift) -> list[Template]:
    """Return templates of all that a frame shows well enough, the set's own ground left out.

    `shift`: from the plan's camera of that frame to the clip's.
    """
    ids = plan.instance[frame]
    least = LEAST_AREA_SHARE * ids.size
    areas = np.bincount(ids.ravel(), minlength=65536)
    known = {one.instance: one for one in plan.instances if one.kind != "set"}
    shown = [one for one in sorted(known) if areas[one] >= least]
    return [_template(plan, frame, instance=one, shift=shift) for one in shown]


def _template(plan: PlanView, frame: int, *, instance: int, shift: CameraShift) -> Template:
    own = plan.instance[frame] == instance
    rows, columns = np.nonzero(own)
    height, width = own.shape
    top, left = max(rows.min() - _RING_PX, 0), max(columns.min() - _RING_PX, 0)
    bottom, right = min(rows.max() + _RING_PX + 1, height), min(columns.max() + _RING_PX + 1, width)
    window = own[top:bottom, left:right]
    depth = float(np.median(plan.depth_m[frame][rows, columns]))
    centre = np.array([columns.mean() + 0.5, rows.mean() + 0.5])
    intrinsics = plan.intrinsics_px[frame]
    # The centre and two points beside it, on a plane that faces the plan's camera.
    near = centre + np.array([[0.0, 0.0], [1.0, 0.0], [0.0, 1.0]])
    there = projected(lifted(near, np.full(3, depth), intrinsics), shift, intrinsics)
    return Template(
        instance=instance,
        mask=grown(window, reach_px=_RING_PX),
        own=window,
        corner=np.array([left, top], dtype=np.int64),
        centre_px=centre,
        expected_px=there[0],
        spread=np.stack([there[1] - there[0], there[2] - there[0]], axis=1),
        depth_m=depth,
    )
