"""Who is who by colours, whatever the look made of them.

A look maps colours; one map holds for the whole picture. If two people kept their places, a map
that explains what is about them explains both as well; if they changed places it explains them
better with the colours of one another. A frame is fitted both ways:

    clip colour = map(plan colour) for cells of what is about them and for bands from head to foot,

the map affine in sRGB values, by least squares held to none (ridge). What is left over on the bands
of the two is compared.
"""

import math
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np
from jaxtyping import Bool, Float64, UInt8

__all__ = ["Colours", "Standing", "colour_misfits"]

_BANDS: Final = 8
_LEAST_BANDS: Final = 4
_LEAST_PX: Final = 4
"""Pixels of a band that has a colour."""
_CELL_PX: Final = 24
_FULL: Final = 0.6
"""Of a cell's pixels that have to be of what is about them."""
_HELD: Final = 0.01
"""Ridge on the map's slopes; weights of cells and of bands add up to 1 each."""
_LEAST_MISFIT: Final = 1.0 / 255.0
"""One step of a byte: below it, what is left over is rounding."""

Picture = UInt8[np.ndarray, "height width 3"]
Mask = Bool[np.ndarray, "height width"]
Colours = Float64[np.ndarray, "band 3"]
"""sRGB values of bands, 0..1; NaN where there is none."""
CellColours = Float64[np.ndarray, "cell 3"]
"""The same of cells."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Two things in a picture."""

    picture: Picture
    one: Mask
    other: Mask


def colour_misfits(plan: Standing, clip: Standing) -> tuple[float, float] | None:
    """Return what one map of colours leaves: each being itself, and each being the other [0..1].

    Root mean squares over the bands of both. None: too little of them shows, or so little colour
    that either way explains it.
    """
    planned = [_bands(plan.picture, mask) for mask in (plan.one, plan.other)]
    shown = [_bands(clip.picture, mask) for mask in (clip.one, clip.other)]
    known = np.isfinite(np.concatenate([*planned, *shown], axis=1)).all(axis=1)
    if np.count_nonzero(known) < _LEAST_BANDS:
        return None
    one, other = (bands[known] for bands in planned)
    seen = np.concatenate([bands[known] for bands in shown])
    about = ~(plan.one | plan.other | clip.one | clip.other)
    cells = _cells(plan.picture, about), _cells(clip.picture, about)
    misfits = (
        _misfit(np.concatenate([one, other]), seen, cells=cells),
        _misfit(np.concatenate([other, one]), seen, cells=cells),
    )
    return misfits if max(misfits) > _LEAST_MISFIT else None


def _bands(picture: Picture, mask: Mask) -> Colours:
    """Return the mean colours of a thing's bands, from its highest row to its lowest."""
    found = np.full((_BANDS, 3), np.nan)
    rows = np.flatnonzero(mask.any(axis=1))
    if len(rows) < _BANDS:
        return found
    first, count = int(rows[0]), int(rows[-1]) + 1 - int(rows[0])
    ends = [first + round(count * band / _BANDS) for band in range(_BANDS + 1)]
    for band, (top, bottom) in enumerate(pairwise(ends)):
        inside = mask[top:bottom]
        if np.count_nonzero(inside) >= _LEAST_PX:
            found[band] = picture[top:bottom][inside].mean(axis=0) / 255.0
    return found


def _cells(picture: Picture, about: Mask) -> CellColours:
    """Return the mean colours of squares of the picture, NaN where too little of them counts."""
    height, width = (side // _CELL_PX for side in about.shape)
    window = (slice(height * _CELL_PX), slice(width * _CELL_PX))
    parts = (height, _CELL_PX, width, _CELL_PX)
    counts = about[window].reshape(parts).sum(axis=(1, 3))
    inside = np.where(about[window][..., None], picture[window], 0)
    sums = inside.reshape(*parts, 3).sum(axis=(1, 3), dtype=np.float64)
    full = counts >= _FULL * _CELL_PX**2
    means = np.where(full[..., None], sums / np.maximum(counts, 1)[..., None] / 255.0, np.nan)
    return means.reshape(-1, 3)


def _misfit(bands: Colours, seen: Colours, *, cells: tuple[CellColours, CellColours]) -> float:
    known = np.isfinite(cells[0][:, 0]) & np.isfinite(cells[1][:, 0])
    before = np.concatenate([cells[0][known], bands])
    after = np.concatenate([cells[1][known], seen])
    count = int(np.count_nonzero(known))
    weight = np.repeat([1.0 / max(count, 1), 1.0 / len(bands)], [count, len(bands)])
    columns = np.concatenate([np.ones((len(before), 1)), before], axis=1)
    weighted = (weight[:, None] * columns).T
    matrix = np.matmul(weighted, columns) + _HELD * np.diag([0.0, 1.0, 1.0, 1.0])
    mapped = np.asarray(np.linalg.solve(matrix, np.matmul(weighted, after)), np.float64)
    rest: Colours = seen - np.matmul(columns[count:], mapped)
    return math.sqrt(3.0 * float(np.mean(np.square(rest))))
