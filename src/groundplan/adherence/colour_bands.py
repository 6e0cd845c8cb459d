"""Who is who by colours, whatever the look made of them.

A look maps colours; one map holds for the whole picture. If two people kept their places, a map
that explains what is about them explains both as well; if they changed places it explains them
better with the colours of one another. A frame is fitted both ways:

    clip colour = map(plan colour) for cells of what is about them and for bands from head to foot,

the map affine in sRGB values, by least squares held to none (ridge). What is left over on the bands
of the two is compared.
"""

import math
from collections.abc import Collection
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np
from jaxtyping import Bool, Float64, UInt8, UInt16

__all__ = ["FrameColours", "Labelled"]

_BANDS: Final = 8
_LEAST_BANDS: Final = 4
_LEAST_PX: Final = 4
"""Pixels of a band that has a colour."""
_CELL_PX: Final = 24
_FULL: Final = 0.6
"""Of a cell's pixels that have to be of what is about them."""
_WIDE_PX: Final = 400
"""Of a picture n times as wide every n-th row and column is read."""
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
class Labelled:
    """A picture, and what its pixels are of."""

    picture: Picture
    """sRGB."""
    ids: UInt16[np.ndarray, "height width"]


class FrameColours:
    """The colours of some things, and of what is about them, in one frame of plan and clip."""

    def __init__(self, plan: Labelled, clip: Labelled, *, things: Collection[int]) -> None:
        """Read the surroundings; `things`, by id, are those that may be compared."""
        self._sides = plan, clip
        self._read: dict[int, tuple[Colours, Colours]] = {}
        hidden = list(things)
        about = ~(np.isin(plan.ids, hidden) | np.isin(clip.ids, hidden))
        cells = [_cells(side.picture, about) for side in self._sides]
        known = np.isfinite(np.concatenate(cells, axis=1)).all(axis=1)
        self._about: tuple[CellColours, CellColours] = (cells[0][known], cells[1][known])

    def misfits(self, one: int, other: int) -> tuple[float, float] | None:
        """Return what one map of colours leaves: each being itself, each being the other [0..1].

        Root mean squares over the bands of both. None: too little of them shows, or so little
        colour that either way explains it.
        """
        both = self._bands(one), self._bands(other)
        known = np.isfinite(np.concatenate([*both[0], *both[1]], axis=1)).all(axis=1)
        if np.count_nonzero(known) < _LEAST_BANDS:
            return None
        (own, seen), (others, others_seen) = (
            (planned[known], shown[known]) for planned, shown in both
        )
        shown = np.concatenate([seen, others_seen])
        misfits = (
            _misfit(np.concatenate([own, others]), shown, about=self._about),
            _misfit(np.concatenate([others, own]), shown, about=self._about),
        )
        return misfits if max(misfits) > _LEAST_MISFIT else None

    def _bands(self, thing: int) -> tuple[Colours, Colours]:
        if thing not in self._read:
            plan, clip = (_bands(side.picture, side.ids == thing) for side in self._sides)
            self._read[thing] = plan, clip
        return self._read[thing]


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
    step = max(1, about.shape[1] // _WIDE_PX)
    side = _CELL_PX // step
    picture, about = picture[::step, ::step], about[::step, ::step]
    height, width = (length // side for length in about.shape)
    window = (slice(height * side), slice(width * side))
    parts = (height, side, width, side)
    counts = about[window].reshape(parts).sum(axis=(1, 3))
    inside = np.where(about[window][..., None], picture[window], 0)
    sums = inside.reshape(*parts, 3).sum(axis=(1, 3), dtype=np.float64)
    full = counts >= _FULL * side**2
    means = np.where(full[..., None], sums / np.maximum(counts, 1)[..., None] / 255.0, np.nan)
    return means.reshape(-1, 3)


def _misfit(bands: Colours, seen: Colours, *, about: tuple[CellColours, CellColours]) -> float:
    before, after = (
        np.concatenate([cells, own]) for cells, own in zip(about, (bands, seen), strict=True)
    )
    count = len(about[0])
    weight = np.repeat([1.0 / max(count, 1), 1.0 / len(bands)], [count, len(bands)])
    columns = np.concatenate([np.ones((len(before), 1)), before], axis=1)
    weighted = (weight[:, None] * columns).T
    matrix = np.matmul(weighted, columns) + _HELD * np.diag([0.0, 1.0, 1.0, 1.0])
    mapped = np.asarray(np.linalg.solve(matrix, np.matmul(weighted, after)), np.float64)
    rest: Colours = seen - np.matmul(columns[count:], mapped)
    return math.sqrt(3.0 * float(np.mean(np.square(rest))))
