"""Loops over pixels: one thread, no interpreter lock, cached, no fast maths."""

# pyright: basic
# ruff: noqa: ANN001, ANN201, PLR0917
# Numba kernels: types come from the arguments, and one flat loop is what the compiler can optimise.

from typing import no_type_check

import numpy as np

from groundplan.geometry.compiled import compiled

__all__ = ["weigh_across", "weigh_down"]


@compiled
@no_type_check
def weigh_across(picture, firsts, weights, rows, out):
    """Write weighted sums of neighbours in the rows from `rows[0]` to before `rows[1]`."""
    _height, columns, channels = out.shape
    for y in range(rows[0], rows[1]):
        for x in range(columns):
            for tap in range(weights.shape[1]):
                place, weight = firsts[x] + tap, weights[x, tap]
                for c in range(channels):
                    out[y, x, c] += weight * np.float32(picture[y, place, c])


@compiled
@no_type_check
def weigh_down(lines, firsts, weights, out):
    """Write weighted sums of neighbouring lines, rounded."""
    rows, values = out.shape
    line = np.zeros(values, np.float32)
    for y in range(rows):
        line[:] = np.float32(0.5)
        for tap in range(weights.shape[1]):
            place, weight = firsts[y] + tap, weights[y, tap]
            for x in range(values):
                line[x] += weight * lines[place, x]
        for x in range(values):
            out[y, x] = np.uint8(min(line[x], np.float32(255.0)))
