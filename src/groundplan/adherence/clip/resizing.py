"""A window of a picture on another raster: area averages where it shrinks, linear where it grows.

Averages are taken of sRGB codes, as video scalers do. What lies outside the picture is black.
"""

from typing import Final

import numpy as np
from jaxtyping import Float32, Int64, UInt8

from groundplan.adherence.clip.kernels import weigh_across, weigh_down

__all__ = ["Window", "resized", "resized_grey"]

Window = tuple[float, float, float, float]
"""Left, top, width, height [px]; (0, 0) is the outer corner of the upper left pixel."""

_Table = tuple[Int64[np.ndarray, " out"], Float32[np.ndarray, "out used"]]
_LEAST: Final = 1e-9


def resized(
    picture: UInt8[np.ndarray, "height width 3"], window: Window, *, size_px: tuple[int, int]
) -> UInt8[np.ndarray, "rows columns 3"]:
    """Return what a window shows, on a raster of `size_px` (width, height).

    The whole picture on its own raster comes back as it is, byte for byte.
    """
    height, width, _ = picture.shape
    if window == (0.0, 0.0, float(width), float(height)) and size_px == (width, height):
        return picture
    return _weighed(picture, window, size_px)


def resized_grey(
    picture: UInt8[np.ndarray, "height width"], window: Window, *, size_px: tuple[int, int]
) -> UInt8[np.ndarray, "rows columns"]:
    """Return what a window of a grey picture shows, on a raster of `size_px` (width, height)."""
    return _weighed(picture[..., None], window, size_px)[..., 0]


def _weighed(
    picture: UInt8[np.ndarray, "height width channel"], window: Window, size_px: tuple[int, int]
) -> UInt8[np.ndarray, "rows columns channel"]:
    left, top, wide, high = window
    across = _table(left, wide, counts=(size_px[0], picture.shape[1]))
    down = _table(top, high, counts=(size_px[1], picture.shape[0]))
    between = np.zeros((picture.shape[0], size_px[0], picture.shape[2]), dtype=np.float32)
    out = np.empty((size_px[1], size_px[0], picture.shape[2]), dtype=np.uint8)
    used = (int(down[0][0]), int(down[0][-1]) + down[1].shape[1])
    weigh_across(np.ascontiguousarray(picture), *across, used, between)
    weigh_down(between.reshape(len(between), -1), *down, out.reshape(len(out), -1))
    return out


def _table(start: float, length: float, *, counts: tuple[int, int]) -> _Table:
    """Return each pixel's first source pixel and the weights from there on; counts: out, source."""
    count, available = counts
    step = length / count
    if step < 1.0 - _LEAST:
        return _linear(start + step * (np.arange(count) + 0.5), available)
    lows = start + step * np.arange(count)
    firsts = np.floor(lows).astype(np.int64)
    places = firsts[:, None] + np.arange(int(np.ceil(step)) + 1)
    shares = np.minimum(places + 1, lows[:, None] + step) - np.maximum(places, lows[:, None])
    weights = np.clip(shares, 0.0, None) / step
    return _inside(places, weights, available)


def _linear(centres: np.ndarray, available: int) -> _Table:
    firsts = np.floor(centres - 0.5).astype(np.int64)
    part = centres - 0.5 - firsts
    weights = np.stack([1.0 - part, part], axis=1)
    weights[(centres < 0.0) | (centres > available)] = 0.0
    low = (firsts < 0) & (centres >= 0.0)
    high = (firsts >= available - 1) & (centres <= available)
    weights[low], weights[high] = (0.0, 1.0), (1.0, 0.0)  # half a pixel of rim shows the last one
    return _inside(firsts[:, None] + np.arange(2), weights, available)


def _inside(places: Int64[np.ndarray, "out tap"], weights: np.ndarray, available: int) -> _Table:
    """Drop what lies outside, moving tables so that every tap is a pixel that exists."""
    weights = np.where((places >= 0) & (places < available), weights, 0.0)
    taps = places.shape[1]
    firsts = np.clip(places[:, 0], 0, max(available - taps, 0))
    moved = np.zeros((len(places), min(taps, available)))
    rows, columns = np.nonzero(weights)
    moved[rows, places[rows, columns] - firsts[rows]] = weights[rows, columns]
    return firsts, moved.astype(np.float32)
