"""What a clip shows and the plan does not: outlines that nothing planned explains."""

from collections.abc import Sequence
from typing import Final

import numpy as np
from jaxtyping import Bool, Int64

from groundplan.adherence.growing import grown
from groundplan.adherence.patches import correlate, patches_of
from groundplan.adherence.structure import Structure

__all__ = ["beyond_look", "unexplained_share"]

_FAITHFUL: Final = 0.985
"""Likeness of the still surroundings: a look that draws less of the plan draws lines of its own."""
_OWN_LINES: Final = 0.3
"""Share of the picture that a look's own lines fill, for each unit of likeness that it lacks."""
_MOST_OWN_LINES: Final = 0.013
"""What they fill at most in the self-test's looks."""
_LEVEL: Final = 1
_CELL: Final = 8
_HALF: Final = 4
_REACH: Final = 2
_UNLIKE: Final = 0.35
"""Correlation below which the plan has nothing like a patch of the clip."""
_APART_PX: Final = 7
"""About what is known: its outline may lie a little elsewhere."""

Mask = Bool[np.ndarray, "height width"]


def unexplained_share(
    plans: Sequence[Sequence[Structure]], clip: Sequence[Structure], known: Mask
) -> float:
    """Return the largest patch of the picture that the plan doesn't explain, as a share of it.

    `plans`: structures of the plan, any of which may explain a place; the clip's camera has to be
    where it was planned. `known`: where things were planned or found.
    """
    shown = clip[_LEVEL]
    height, width = shown.shape
    step = 1 << _LEVEL
    near = grown(known, reach_px=_APART_PX)[step // 2 :: step, step // 2 :: step]
    patches = patches_of(shown, ~near[:height, :width], cell=_CELL, half=_HALF)
    if not len(patches.centres):
        return 0.0
    places = patches.samples.astype(np.float64)
    alike = np.max(
        [
            correlate(shown, plan[_LEVEL], patches, expected_px=places, reach=_REACH).correlation
            for plan in plans
        ],
        axis=0,
    )
    cells = patches.centres[alike < _UNLIKE] // _CELL
    return _largest(cells) * _CELL**2 / (height * width)


def beyond_look(share: float, *, likeness: float) -> float:
    """Return how much of an unexplained share is more than a look's own lines can be.

    `likeness`: of the still surroundings, clip to plan, 0..1.
    """
    own = min(_MOST_OWN_LINES, _OWN_LINES * max(_FAITHFUL - likeness, 0.0))
    return max(share - own, 0.0)


def _largest(cells: Int64[np.ndarray, "cell 2"]) -> int:
    """Return how many cells the largest group of touching ones has, corners included."""
    left = {(int(x), int(y)) for x, y in cells}
    largest = 0
    while left:
        group = [left.pop()]
        for x, y in group:
            for across in (-1, 0, 1):
                for down in (-1, 0, 1):
                    beside = (x + across, y + down)
                    if beside in left:
                        left.remove(beside)
                        group.append(beside)
        largest = max(largest, len(group))
    return largest
