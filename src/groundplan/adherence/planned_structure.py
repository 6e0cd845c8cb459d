"""The plan's structure as a clip would draw it: painted, outlined, or between the two."""

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Final

from groundplan.adherence.plan_view import PlanView
from groundplan.adherence.structure import Structure, outline_pyramid, structure_pyramid

__all__ = ["DRAWN", "planned_structures"]

DRAWN: Final = (0.0, 0.5, 1.0)
"""Share of shapes in the structure: 0 is the previz as it is painted, 1 is shapes alone."""
_KEPT: Final = 12


def planned_structures(plan: PlanView) -> Callable[[int, float], Sequence[Structure]]:
    """Return a function of plan frame and share of shapes; a few frames are kept."""

    @lru_cache(maxsize=_KEPT)
    def painted(frame: int) -> Sequence[Structure]:
        return structure_pyramid(plan.beauty[frame])

    @lru_cache(maxsize=_KEPT)
    def shapes(frame: int) -> Sequence[Structure]:
        normal = plan.pack["normal"][frame]
        return outline_pyramid(normal, plan.depth_m[frame], plan.instance[frame])

    @lru_cache(maxsize=_KEPT)
    def drawn(frame: int, share: float) -> Sequence[Structure]:
        if share <= 0.0:
            return painted(frame)
        if share >= 1.0:
            return shapes(frame)
        both = zip(painted(frame), shapes(frame), strict=True)
        return [(1.0 - share) * paint + share * shape for paint, shape in both]

    return drawn
