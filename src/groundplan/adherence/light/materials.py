"""Which pixels of a previz are of one material: one instance, one colour, however it is lit."""

from typing import Final

import numpy as np
from jaxtyping import Float64, Int64, UInt8, UInt16

from groundplan.geometry.colour import linear_from_srgb

__all__ = ["materials_of"]

# Our engineering choices.
_BLACK: Final = 0.003
_STEP: Final = 0.5
"""Side of a bin of colour [stops of red and blue against green]."""
_APART: Final = 0.8
"""Least distance of two colours of one instance [stops]."""
_LEAST_SHARE: Final = 0.03


def materials_of(
    previz: UInt8[np.ndarray, "n 3"], *, ids: UInt16[np.ndarray, " n"]
) -> Int64[np.ndarray, " n"]:
    """Return a number for each pixel's material.

    Every instance has the colours that most of its pixels have; a pixel belongs to the nearest.
    Fixed bins would split a colour on their border into its light and its dark pixels, and a
    material that goes by brightness explains the shading away.
    """
    linear = linear_from_srgb(previz / 255.0) + _BLACK
    colours = np.log2(linear[:, (0, 2)] / linear[:, 1:2])
    found, used = np.zeros(len(ids), np.int64), 0
    for one in np.unique(ids).tolist():
        inside = ids == one
        centres = _centres(colours[inside])
        away = np.linalg.norm(colours[inside][:, None] - centres, axis=-1)
        found[inside] = used + np.argmin(away, axis=1)
        used += len(centres)
    return found


def _centres(colours: Float64[np.ndarray, "n 2"]) -> Float64[np.ndarray, "centre 2"]:
    """Return the colours of most pixels, far enough from one another."""
    bins, places, counts = np.unique(
        np.rint(colours / _STEP), axis=0, return_inverse=True, return_counts=True
    )
    centres: list[Float64[np.ndarray, 2]] = []
    for place in np.lexsort((*bins.T, -counts)).tolist():
        centre = colours[places == place].mean(axis=0)
        near = any(np.linalg.norm(centre - other) < _APART for other in centres)
        if not centres or (counts[place] >= _LEAST_SHARE * len(colours) and not near):
            centres.append(centre)
    return np.array(centres)
