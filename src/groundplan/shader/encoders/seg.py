"""Things in plain colours on black.

Source:
    Cosmos-Transfer 2.5 (`control_input.py`, `seg.py`, read): a distinct colour per thing, black
    where there is none; to find a thing again it rounds colours down to steps of 25, takes what
    lies within 30 of that (Euclidean, 0 to 255), and holds for black what has no channel above 50.
"""

from collections.abc import Iterable
from functools import lru_cache
from itertools import product
from typing import Final

import numpy as np
from jaxtyping import Int64, UInt8, UInt16

from groundplan.errors import PlanError

__all__ = ["COLOR_TOLERANCE", "seg_colors", "seg_frame", "thing_colors"]

COLOR_TOLERANCE: Final = 30
_LEVELS: Final = (0, 50, 100, 150, 200, 250)
"""Whole steps of 25, so that rounding down changes none of them, and 50 apart."""
_DARKEST: Final = 100
"""Of the strongest channel of a thing."""


@lru_cache(maxsize=1)
def seg_colors() -> UInt8[np.ndarray, "color 3"]:
    """Return 208 colours; each is as far from black and from all before it as one can be."""
    colors = np.array(
        [one for one in product(_LEVELS, repeat=3) if max(one) >= _DARKEST], dtype=np.int64
    )
    gap: Int64[np.ndarray, " color"] = (colors**2).sum(axis=1)
    chosen: list[int] = []
    for _ in colors:
        chosen.append(int(gap.argmax()))
        gap = np.minimum(gap, ((colors - colors[chosen[-1]]) ** 2).sum(axis=1))
    return colors[chosen].astype(np.uint8)


def thing_colors(instances: Iterable[int]) -> UInt8[np.ndarray, "id 3"]:
    """Return a table of colours by instance id, black for 0 and for ids that are not named.

    Raises:
        PlanError: There are more things than colours that can be told apart.
    """
    ids, palette = sorted(set(instances)), seg_colors()
    if len(ids) > len(palette):
        raise PlanError(
            f"{len(ids)} things in one picture of colours",
            f"{len(palette)} can be told apart: use depth, or show fewer",
        )
    table = np.zeros((max(ids, default=0) + 1, 3), dtype=np.uint8)
    table[ids] = palette[: len(ids)]
    return table


def seg_frame(
    instance: UInt16[np.ndarray, "height width"], colors: UInt8[np.ndarray, "id 3"]
) -> UInt8[np.ndarray, "height width 3"]:
    """Return an instance pass in the colours of a table; ids beyond it are black."""
    rows = np.where(instance < len(colors), instance, np.uint16(0))
    return colors[rows]
