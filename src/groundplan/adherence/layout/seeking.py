"""Looking for things through a clip: near where each was last, and far where it is lost."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

import numpy as np

from groundplan.adherence.layout.placing import Placement, place
from groundplan.adherence.layout.templates import Template
from groundplan.adherence.structure import Structure

if TYPE_CHECKING:
    from jaxtyping import Float64

__all__ = ["Seeker"]

_NEAR_PX: Final = 12
_FAR_SHARE: Final = 0.25
"""Of the picture's width: how far is looked for what is not at its place."""
_CLEAR: Final = 0.7
"""Likeness from which on it is looked for nowhere else."""
_BETTER: Final = 0.1
_LEAST_IN_VIEW: Final = 0.25


class Seeker:
    """Remembers where each instance was found last, as an offset from where it was expected."""

    def __init__(self) -> None:
        """Know nothing yet."""
        self._last: dict[int, Float64[np.ndarray, " 2"]] = {}

    def seek(
        self, template: Template, plan: Sequence[Structure], clip: Sequence[Structure]
    ) -> Placement | None:
        """Return where a thing is likeliest; None: the clip's camera would not show it."""
        height, width = plan[0].shape
        if _in_view(template, width=width, height=height) < _LEAST_IN_VIEW:
            return None
        start = self._last.get(template.instance, np.zeros(2))
        best = place(template, plan, clip, start_px=start, reach_px=_NEAR_PX)
        if best.likeness < _CLEAR and start.any():
            again = place(template, plan, clip, start_px=np.zeros(2), reach_px=_NEAR_PX)
            best = again if again.likeness > best.likeness else best
        if not best.sure:
            far = int(_FAR_SHARE * width)
            wide = place(template, plan, clip, start_px=np.zeros(2), reach_px=far)
            best = wide if wide.likeness > best.likeness + _BETTER else best
        if best.sure:
            self._last[template.instance] = best.offset_px
        return best


def _in_view(template: Template, *, width: int, height: int) -> float:
    """Return the share of a thing that the clip's camera would show."""
    tall, wide = template.own.shape
    rows, columns = np.nonzero(template.own[:: max(1, tall // 24), :: max(1, wide // 24)])
    places = np.stack([columns * max(1, wide // 24) + 0.5, rows * max(1, tall // 24) + 0.5], axis=1)
    away = places + template.corner - template.centre_px
    there = np.einsum("ij,nj->ni", template.spread, away) + template.expected_px
    inside = (there >= 0.0).all(axis=1) & (there[:, 0] < width) & (there[:, 1] < height)
    return float(inside.mean()) if len(inside) else 0.0
