"""The port of observers: whoever finds the plan's camera and things in a clip."""

from collections.abc import Callable
from typing import Protocol, runtime_checkable

from groundplan.adherence.clip.aligned import AlignedClip
from groundplan.adherence.observation import Observation
from groundplan.adherence.plan_view import PlanView

__all__ = ["Progress", "Tracker"]

Progress = Callable[[int, int], None]
"""Called with frames done and frames in all; what it raises cancels."""


@runtime_checkable
class Tracker(Protocol):
    """Entry point group `groundplan.trackers`."""

    @property
    def name(self) -> str:
        """Return name and version, as every measurement states them."""
        ...

    def observe(self, plan: PlanView, clip: AlignedClip, *, progress: Progress) -> Observation:
        """Return what the clip shows of the plan; what it cannot see it says so of."""
        ...
