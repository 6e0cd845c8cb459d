"""A rendered shot of 208 x 120 px, and clips of it with errors of known size."""

from pathlib import Path
from typing import Final

import numpy as np

from groundplan.adherence.plan_view import PlanView, plan_view
from groundplan.adherence.selftest.injections import Injection
from groundplan.adherence.selftest.truth import ClipTruth
from groundplan.studio.selftest.material import injected_clip
from groundplan.studio.selftest.worlds import PlannedClip, SelfTestWorld, selftest_pack

__all__ = ["FRAMES", "Filmed", "filmed_house"]

FRAMES: Final = 5
_BRIEF: Final = "Full shot. A man walks to the right in front of a house. The camera pans right."


class Filmed:
    """A shot, as planned and with errors."""

    def __init__(self, planned: PlannedClip) -> None:
        """Open what was rendered."""
        self.planned = planned
        self.plan: PlanView = plan_view(planned.pack)

    def clip(self, injection: Injection, *, look: str = "beauty") -> tuple[np.ndarray, ClipTruth]:
        """Return frames and truth."""
        made = injected_clip(self.planned, injection, look=look, rng=np.random.default_rng(7))
        return made.frames, made.truth

    def number(self, entity: str) -> int:
        """Return the id of an entity in masks."""
        return next(one.instance for one in self.plan.instances if one.entity == entity)


def filmed_house(folder: Path) -> Filmed:
    """Return the shot, rendered into `folder`."""
    world = SelfTestWorld(brief=_BRIEF)
    return Filmed(selftest_pack(world, folder, size_px=(208, 120), frames=FRAMES))
