"""Loops over the pixels of control pictures: one thread, cached, no fast maths."""

# pyright: basic
# ruff: noqa: ANN001, ANN201, PLR0917
# Numba kernels: types come from the arguments, and one flat loop is what the compiler can optimise.

from typing import no_type_check

import numpy as np

from groundplan.geometry.compiled import compiled

__all__ = ["gradients", "grow", "thin"]

_TURN = np.int64(13573)
"""tan 22.5 degrees times 2^15."""
_SHIFT = np.int64(15)


@compiled
@no_type_check
def gradients(picture, across, down, size):
    """Write the 3x3 Sobel gradient of the channel where |x| + |y| is largest, and that sum.

    Beyond its edges a picture goes on as it ends. Of equal channels the first one counts.
    """
    height, width, channels = picture.shape
    for y in range(height):
        above, below = max(y - 1, 0), min(y + 1, height - 1)
        for x in range(width):
            left, right = max(x - 1, 0), min(x + 1, width - 1)
            size[y, x] = -1
            for c in range(channels):
                nw, n, ne = picture[above, left, c], picture[above, x, c], picture[above, right, c]
                w, e = picture[y, left, c], picture[y, right, c]
                sw, s, se = picture[below, left, c], picture[below, x, c], picture[below, right, c]
                gx = (ne + 2 * e + se) - (nw + 2 * w + sw)
                gy = (sw + 2 * s + se) - (nw + 2 * n + ne)
                if abs(gx) + abs(gy) > size[y, x]:
                    size[y, x] = abs(gx) + abs(gy)
                    across[y, x] = gx
                    down[y, x] = gy


@compiled
@no_type_check
def thin(across, down, size, low, high, marks):
    """Mark ridges of the gradient: 1 above `low`, 2 above `high`; all arrays have a rim of one.

    A ridge is larger than one neighbour along its gradient and not smaller than the other; along a
    diagonal it is larger than both. The rim holds 0.
    """
    rows, columns = size.shape
    for y in range(1, rows - 1):
        for x in range(1, columns - 1):
            m = size[y, x]
            if m <= low:
                continue
            gx, gy = across[y, x], down[y, x]
            wide, steep = abs(gx) * _TURN, abs(gy) << _SHIFT
            if steep < wide:
                ridge = m > size[y, x - 1] and m >= size[y, x + 1]
            elif steep > wide + (abs(gx) << (_SHIFT + 1)):
                ridge = m > size[y - 1, x] and m >= size[y + 1, x]
            else:
                side = -1 if (gx < 0) != (gy < 0) else 1
                ridge = m > size[y - 1, x - side] and m > size[y + 1, x + side]
            if ridge:
                marks[y, x] = 2 if m > high else 1


@compiled
@no_type_check
def grow(marks, near, stack):
    """Turn every 1 that touches a 2 into a 2, and go on; the rim of `marks` must not hold 1.

    `near` lists the steps that count as touching; `stack` has room for every pixel, two numbers
    each.
    """
    rows, columns = marks.shape
    count = 0
    for y in range(rows):
        for x in range(columns):
            if marks[y, x] == 2:
                stack[count, 0], stack[count, 1] = y, x
                count += 1
    while count > 0:
        count -= 1
        y, x = stack[count, 0], stack[count, 1]
        for k in range(len(near)):
            v, u = y + near[k, 0], x + near[k, 1]
            if 0 <= v < rows and 0 <= u < columns and marks[v, u] == 1:
                marks[v, u] = 2
                stack[count, 0], stack[count, 1] = v, u
                count += 1
