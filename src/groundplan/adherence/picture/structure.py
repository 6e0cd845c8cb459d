"""What a picture shows, whatever its look and exposure: where edges are dense, on a coarse raster.

Cells hold the mean size of the luma gradient over the mean of the cells around them. Brightness,
contrast and colour fall out; a different place or a different subject does not.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from jaxtyping import Bool, Float32, Float64

from groundplan.adherence.picture.kernels import gradient_cells

__all__ = ["Structure", "cell_size", "likeness", "structure_of", "warped"]

_COLUMNS: Final = 104
_AROUND: Final = 3
_NOISE: Final = 2.0
"""Gradient [1/255 over 2 px] that is noise rather than structure (our engineering choices)."""
_LEAST_OVERLAP: Final = 0.4


@dataclass(frozen=True, slots=True, kw_only=True)
class Structure:
    """One picture."""

    cells: Float64[np.ndarray, "row column"]
    """Density of edges; 1: as around it."""
    strength: float
    """Mean gradient [1/255 over 2 px]: near 0 for a black, white or flat picture."""
    brightness: float
    """Mean luma, 0..255."""


def cell_size(width_px: int) -> int:
    """Return the side of a cell [px]."""
    return max(2, round(width_px / _COLUMNS))


def structure_of(luma: Float32[np.ndarray, "height width"]) -> Structure:
    """Return the structure of a picture."""
    size = cell_size(luma.shape[1])
    dense = np.zeros((luma.shape[0] // size, luma.shape[1] // size), np.float32)
    gradient_cells(luma, size, dense)
    cells = dense.astype(np.float64)
    return Structure(
        cells=cells / (_around(cells) + _NOISE),
        strength=float(cells.mean()),
        brightness=float(luma.mean(dtype=np.float64)),
    )


def warped(
    cells: Float64[np.ndarray, "row column"], flow: Float64[np.ndarray, "row column 2"]
) -> tuple[Float64[np.ndarray, "row column"], Bool[np.ndarray, "row column"]]:
    """Return the later cells at the earlier places, bilinear, and where there are any.

    `flow` is in cells.
    """
    height, width = cells.shape
    rows, columns = np.indices(cells.shape)
    x, y = columns + flow[..., 0], rows + flow[..., 1]
    inside = (x >= 0) & (x <= width - 1) & (y >= 0) & (y <= height - 1)
    x = np.clip(np.where(inside, x, 0.0), 0, width - 1.001)
    y = np.clip(np.where(inside, y, 0.0), 0, height - 1.001)
    i, k = x.astype(np.int64), y.astype(np.int64)
    a, b = x - i, y - k
    above = cells[k, i] * (1 - a) + cells[k, i + 1] * a
    below = cells[k + 1, i] * (1 - a) + cells[k + 1, i + 1] * a
    return above * (1 - b) + below * b, inside


def likeness(
    here: Float64[np.ndarray, "row column"],
    later: Float64[np.ndarray, "row column"],
    *,
    flow: Float64[np.ndarray, "row column 2"],
    hidden: Bool[np.ndarray, "row column"],
) -> float:
    """Return how much two pictures show the same, -1..1: the best of three correlations.

    Along the plan's flow; in place; and shifted as a whole, by phase correlation. A clip that moves
    otherwise than planned is no cut.
    """
    along, inside = warped(later, flow)
    inside &= ~hidden
    found = [_correlation(here, later), _shifted(here, later)]
    if inside.mean() >= _LEAST_OVERLAP:
        found.append(_correlation(here[inside], along[inside]))
    return max(found)


def _shifted(
    here: Float64[np.ndarray, "row column"], later: Float64[np.ndarray, "row column"]
) -> float:
    """Return the correlation under the shift of the whole that fits best."""
    height, width = here.shape
    both = np.conj(np.fft.rfft2(here - here.mean())) * np.fft.rfft2(later - later.mean())
    peak = np.fft.irfft2(both / (np.abs(both) + 1e-9), here.shape)
    down, across = (int(value) for value in np.unravel_index(np.argmax(peak), peak.shape))
    down = down - height if down > height // 2 else down
    across = across - width if across > width // 2 else across
    if (height - abs(down)) * (width - abs(across)) < _LEAST_OVERLAP * here.size:
        return -1.0
    rows = slice(max(0, -down), min(height, height - down))
    columns = slice(max(0, -across), min(width, width - across))
    there = later[rows.start + down : rows.stop + down, columns.start + across :]
    return _correlation(here[rows, columns], there[:, : columns.stop - columns.start])


def _correlation(one: Float64[np.ndarray, "..."], other: Float64[np.ndarray, "..."]) -> float:
    """Return Pearson's correlation, 0 where one of them is flat."""
    one, other = one - one.mean(), other - other.mean()
    size = float(np.sqrt(np.sum(one * one) * np.sum(other * other)))
    return float(np.sum(one * other)) / size if size > 1e-9 else 0.0


def _around(cells: Float64[np.ndarray, "row column"]) -> Float64[np.ndarray, "row column"]:
    """Return the mean of the 7 x 7 cells around each; beyond its edges a picture goes on."""
    side = 2 * _AROUND + 1
    sums = np.pad(np.pad(cells, _AROUND, mode="edge").cumsum(0).cumsum(1), ((1, 0), (1, 0)))
    box = sums[side:, side:] - sums[:-side, side:] - sums[side:, :-side] + sums[:-side, :-side]
    return box / side**2
