"""Loops over the pixels of frames and of pairs of frames: one thread, cached, no fast maths."""

# pyright: basic
# ruff: noqa: ANN001, ANN201, PLR0913, PLR0917
# Numba kernels: types come from the arguments, and one flat loop is what the compiler can optimise.

from typing import no_type_check

import numpy as np

from groundplan.geometry.compiled import compiled

__all__ = ["along_flow", "edge_energy", "gradient_cells", "luma_of", "tally_tones"]

_HALF = np.float32(0.5)
_ONE = np.float32(1.0)
# ITU-R BT.709 luma and luminance.
_R, _G, _B = np.float32(0.2126), np.float32(0.7152), np.float32(0.0722)


@compiled
@no_type_check
def luma_of(rgb, out):
    """Write the luma 0..255 of every pixel."""
    height, width, _ = rgb.shape
    for y in range(height):
        for x in range(width):
            red, green, blue = rgb[y, x, 0], rgb[y, x, 1], rgb[y, x, 2]
            out[y, x] = _R * np.float32(red) + _G * np.float32(green) + _B * np.float32(blue)


@compiled
@no_type_check
def tally_tones(rgb, ids, rows, linear, sums):
    """Add count and linear R, G, B of every pixel to `sums[rows[id], tone]`.

    The tone of a pixel is the square root of its luminance, in as many steps as `sums` has.
    """
    height, width, _ = rgb.shape
    last = np.float32(sums.shape[1] - 1)
    for y in range(height):
        for x in range(width):
            red, green, blue = linear[rgb[y, x, 0]], linear[rgb[y, x, 1]], linear[rgb[y, x, 2]]
            tone = np.int64(np.sqrt(_R * red + _G * green + _B * blue) * last + _HALF)
            cell = sums[rows[ids[y, x]], tone]
            cell[0] += _ONE
            cell[1] += red
            cell[2] += green
            cell[3] += blue


@compiled
@no_type_check
def edge_energy(luma, step, out):
    """Add squared differences, both ways, over 2 and over 8 pixels, and count the pixels."""
    height, width = luma.shape
    for y in range(4, height - 4, step):
        for x in range(4, width - 4, step):
            across, down = luma[y, x + 1] - luma[y, x - 1], luma[y + 1, x] - luma[y - 1, x]
            out[0] += across * across + down * down
            across, down = luma[y, x + 4] - luma[y, x - 4], luma[y + 4, x] - luma[y - 4, x]
            out[1] += across * across + down * down
            out[2] += 1.0


@compiled
@no_type_check
def gradient_cells(luma, cell, out):
    """Write the mean size of the gradient in every cell of `cell` by `cell` pixels."""
    height, width = luma.shape
    rows, columns = out.shape
    for row in range(rows):
        for column in range(columns):
            total, count = np.float32(0.0), 0
            for y in range(max(row * cell, 1), min((row + 1) * cell, height - 1)):
                for x in range(max(column * cell, 1), min((column + 1) * cell, width - 1)):
                    across, down = luma[y, x + 1] - luma[y, x - 1], luma[y + 1, x] - luma[y - 1, x]
                    total += np.sqrt(across * across + down * down)
                    count += 1
            out[row, column] = total / np.float32(max(count, 1))


@compiled
@no_type_check
def along_flow(here, later, flow, occluded, step, border, out):
    """Add what changes along the flow and what changes in place.

    `out`: pixels, sum of |change along the flow|, sum of the change; then, of pixels that move by
    1 px or more: pixels, sum of |change along the flow|, sum of |change in place|. A value between
    pixels is bilinear. Hidden pixels, and those nearer to an edge than `border`, now or later, do
    not count.
    """
    height, width = here.shape
    right, bottom = np.float32(width - 1 - border), np.float32(height - 1 - border)
    least = np.float32(border)
    for y in range(border, height - border, step):
        for x in range(border, width - border, step):
            u, v = flow[y, x, 0], flow[y, x, 1]
            at_x, at_y = np.float32(x) + u, np.float32(y) + v
            if occluded[y, x] != 0 or not (least <= at_x < right and least <= at_y < bottom):
                continue
            i, k = np.int64(at_x), np.int64(at_y)
            a, b = at_x - np.float32(i), at_y - np.float32(k)
            above = later[k, i] * (_ONE - a) + later[k, i + 1] * a
            below = later[k + 1, i] * (_ONE - a) + later[k + 1, i + 1] * a
            change = above * (_ONE - b) + below * b - here[y, x]
            out[0] += 1.0
            out[1] += abs(change)
            out[2] += change
            if u * u + v * v >= _ONE:
                out[3] += 1.0
                out[4] += abs(change)
                out[5] += abs(later[y, x] - here[y, x])
