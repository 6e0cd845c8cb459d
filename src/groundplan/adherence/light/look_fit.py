"""What a look makes of the plan's colours, and what is left then: the clip's own drift.

A look maps colours. Taking the plan's own drift off the clip's as it stands would call every such
map a drift: clean watercolour footage drifts by 0.1 stop and clay by 17 mired that way. So the map
is fitted first, within frames, where a drift of the whole picture cannot hide: for each of log2
luminance, red and blue (both against green)

    (clip - plan)[t, row, band] = curve(plan luminance) + slopes * (plan red, blue)
                                  + own[row] + own[row, band] + drift[t] + residual

by least squares with Cauchy weights; the curve is piecewise linear and smooth, and what a band has
for itself is held small. A look that changes nothing fits exactly; with one that keeps no colour,
slopes are -1 and nothing of the plan's is taken off.
"""

import math
from dataclasses import dataclass
from typing import Final

import numpy as np
from jaxtyping import Bool, Float64, Int64

from groundplan.adherence.light.tones import ToneBands
from groundplan.geometry.colour import relative_luminance

__all__ = ["Likeness", "LookFit", "fit_look", "weighted_median"]

_BLACK: Final = 1e-5
_KNOTS: Final = np.arange(-11.0, 1.5, 1.5)
_KNOTS.setflags(write=False)
"""log2 luminance where the curve may bend."""
# The rest of the constants are our engineering choices, tried on the built-in looks.
_CLIP_DARKEST, _CLIP_BRIGHTEST = 0.004, 0.9
_PLAN_DARKEST, _PLAN_BRIGHTEST = 0.0005, 0.97
_LEAST_SHARE: Final = 0.001
_LEAST_PX: Final = 16.0
_SMOOTH: Final = 3.0
_HELD: Final = (1e-3, 1e-3, 0.1)
"""Ridge of curve and slopes, of a row's own, and of a band's own per frame, in mean weights."""
_ROUNDS: Final = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """How the clip's tones follow the plan's within frames."""

    slope: float
    """1: as much apart as in the plan."""
    correlation: float

    @property
    def kept(self) -> bool:
        """Return whether the look keeps them, so that an offset to the plan means something.

        Correlation 0.9 or more and a slope of 0.8 to 1.25: our engineering choice.
        """
        return self.correlation >= 0.9 and 0.8 <= self.slope <= 1.25

    def says(self, what: str) -> str:
        """Return why `what` is not kept."""
        return (
            f"the look's {what} do not follow the plan's: correlation {self.correlation:.2f} "
            f"(0.9 or more), slope {self.slope:.2f} (0.8 to 1.25)"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class LookFit:
    """The fit; a cell is a band of a row in a frame that both plan and clip show well."""

    frame: Int64[np.ndarray, " cell"]
    row: Int64[np.ndarray, " cell"]
    weight: Float64[np.ndarray, " cell"]
    share: Float64[np.ndarray, " frame"]
    """Of the picture's pixels, those in cells."""
    expected: Float64[np.ndarray, " cell"]
    """log2 luminance that the look would give the cell, without drift [stops]."""
    residual: Float64[np.ndarray, "cell 3"]
    """log2 luminance, red and blue of the clip minus what is expected: drift, and noise."""
    raw: Float64[np.ndarray, "cell 3"]
    """The same, clip minus plan."""
    drift: Float64[np.ndarray, "frame 3"]
    """Mean residual of each frame; NaN where nothing is seen."""
    saturation: Float64[np.ndarray, " cell"]
    """Of the clip: 1 - least / greatest channel."""
    likeness: tuple[Likeness, Likeness, Likeness]
    """Of luminance, red and blue."""


def fit_look(plan: ToneBands, clip: ToneBands, *, seen: Bool[np.ndarray, " frame"]) -> LookFit:
    """Fit the look of a clip; `seen` says which frames it has."""
    usable = _usable(plan, clip) & seen[:, None, None]
    frame, row, band = np.nonzero(usable)
    pixels = np.minimum(plan.pixel_count, clip.pixel_count)
    weight = np.sqrt(pixels)[frame, row]
    before = _logs(plan.linear)[frame, row, band]
    after = _logs(clip.linear)[frame, row, band]
    columns, held = _columns(before, row, band, frame_count=len(seen))
    cells = _Cells(frame=frame, weight=weight, frame_count=len(seen))
    fits = [_fit(columns, after[:, k] - before[:, k], held=held, cells=cells) for k in range(3)]
    share = np.bincount(frame, pixels[frame, row] / plan.linear.shape[2], minlength=len(seen))
    colour = clip.linear[frame, row, band]
    return LookFit(
        frame=frame,
        row=row,
        weight=weight,
        share=share / np.maximum(plan.pixel_count.sum(axis=1), 1.0),
        expected=before[:, 0] + fits[0].expected,
        residual=np.stack(
            [after[:, k] - before[:, k] - fits[k].expected for k in range(3)], axis=-1
        ),
        raw=after - before,
        drift=np.stack([fit.drift for fit in fits], axis=-1),
        saturation=1.0 - colour.min(axis=-1) / np.maximum(colour.max(axis=-1), _BLACK),
        likeness=(
            _likeness(before[:, 0], after[:, 0], cells),
            _likeness(before[:, 1], after[:, 1], cells),
            _likeness(before[:, 2], after[:, 2], cells),
        ),
    )


def weighted_median(values: Float64[np.ndarray, " n"], weights: Float64[np.ndarray, " n"]) -> float:
    """Return the value with half of the weight on either side."""
    order = np.argsort(values, kind="stable")
    total = np.cumsum(weights[order])
    return float(values[order[np.searchsorted(total, 0.5 * total[-1])]])


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cells:
    frame: Int64[np.ndarray, " cell"]
    weight: Float64[np.ndarray, " cell"]
    frame_count: int

    def means(
        self, values: Float64[np.ndarray, "cell ..."], weight: Float64[np.ndarray, " cell"]
    ) -> Float64[np.ndarray, "frame ..."]:
        """Return the mean of every frame; 0 of a frame without cells."""
        frames, starts = np.unique(self.frame, return_index=True)  # cells are ordered by frame
        shaped = weight.reshape(-1, *(1,) * (values.ndim - 1))
        means = np.zeros((self.frame_count, *values.shape[1:]))
        means[frames] = np.add.reduceat(shaped * values, starts) / np.add.reduceat(shaped, starts)
        return means


@dataclass(frozen=True, slots=True, kw_only=True)
class _Fit:
    expected: Float64[np.ndarray, " cell"]
    drift: Float64[np.ndarray, " frame"]


def _usable(plan: ToneBands, clip: ToneBands) -> Bool[np.ndarray, "frame row band"]:
    """Return which cells are large, not black and not burnt out in both."""
    least = np.maximum(_LEAST_PX, _LEAST_SHARE * plan.pixel_count.sum(axis=1, keepdims=True))
    large = (plan.pixel_count >= least) & (clip.pixel_count >= least)
    found = np.repeat(large[..., None], plan.linear.shape[2], axis=2)
    for bands, low, high in (
        (plan, _PLAN_DARKEST, _PLAN_BRIGHTEST),
        (clip, _CLIP_DARKEST, _CLIP_BRIGHTEST),
    ):
        found &= relative_luminance(bands.linear) >= low
        found &= bands.linear.max(axis=-1) <= high
    return found


def _logs(linear: Float64[np.ndarray, "*shape 3"]) -> Float64[np.ndarray, "*shape 3"]:
    """Return log2 of luminance, of red over green and of blue over green."""
    red, green, blue = (linear[..., k] + _BLACK for k in range(3))
    luminance = np.asarray(relative_luminance(linear)) + _BLACK
    return np.log2(np.stack([luminance, red / green, blue / green], axis=-1))


def _columns(
    before: Float64[np.ndarray, "cell 3"],
    row: Int64[np.ndarray, " cell"],
    band: Int64[np.ndarray, " cell"],
    *,
    frame_count: int,
) -> tuple[Float64[np.ndarray, "cell column"], Float64[np.ndarray, "column column"]]:
    """Return what the look may depend on, and how tightly it is held, per unit of mean weight."""
    step = _KNOTS[1] - _KNOTS[0]
    curve = np.clip(1.0 - np.abs(before[:, :1] - _KNOTS) / step, 0.0, 1.0)
    names, places = np.unique(row, return_inverse=True)
    count = int(band.max(initial=0)) + 1
    own = np.eye(len(names))[places]
    own_band = np.eye(len(names) * count)[places * count + band]
    columns = np.concatenate([curve, before[:, 1:], own, own_band], axis=1)
    parts = (len(_KNOTS) + 2, len(names), len(names) * count)
    held = np.diag(np.repeat((*_HELD[:2], _HELD[2] * frame_count), parts))
    bends = np.diff(np.eye(len(_KNOTS)), n=2, axis=0)
    held[: len(_KNOTS), : len(_KNOTS)] += _SMOOTH * np.matmul(bends.T, bends)
    return columns, held


def _fit(
    columns: Float64[np.ndarray, "cell column"],
    wanted: Float64[np.ndarray, " cell"],
    *,
    held: Float64[np.ndarray, "column column"],
    cells: _Cells,
) -> _Fit:
    """Fit one quantity: drift is projected out of both sides, then read off the residuals."""
    expected, weight = np.zeros_like(wanted), cells.weight
    drift = np.full(cells.frame_count, np.nan)
    if not len(wanted):
        return _Fit(expected=expected, drift=drift)
    for _ in range(_ROUNDS):
        inside = columns - cells.means(columns, weight)[cells.frame]
        target = wanted - cells.means(wanted, weight)[cells.frame]
        weighted = (weight[:, None] * inside).T
        matrix = np.matmul(weighted, inside) + held * float(cells.weight.mean())
        solved = np.asarray(np.linalg.solve(matrix, np.matmul(weighted, target)), np.float64)
        expected = np.matmul(columns, solved)
        drift = cells.means(wanted - expected, weight)
        rest = wanted - expected - drift[cells.frame]
        scale = 1.4826 * float(np.median(np.abs(rest))) + 1e-3
        weight = cells.weight / (1.0 + np.square(rest / (2.0 * scale)))
    lost = np.bincount(cells.frame, minlength=cells.frame_count) == 0
    return _Fit(expected=expected, drift=np.where(lost, np.nan, drift))


def _likeness(
    before: Float64[np.ndarray, " cell"], after: Float64[np.ndarray, " cell"], cells: _Cells
) -> Likeness:
    """Return slope and correlation of what is left after each frame's own mean."""
    if not len(before):
        return Likeness(slope=0.0, correlation=0.0)
    plan, clip = (
        values - cells.means(values, cells.weight)[cells.frame] for values in (before, after)
    )
    own, other, both = (
        float(np.sum(cells.weight * product)) for product in (plan * plan, clip * clip, plan * clip)
    )
    if own <= 0.0 or other <= 0.0:
        return Likeness(slope=0.0, correlation=0.0)
    return Likeness(slope=both / own, correlation=both / math.sqrt(own * other))
