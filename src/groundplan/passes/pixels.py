"""Loops over the pixels of every frame: one thread, no interpreter lock, cached, no fast maths."""

# pyright: basic
# ruff: noqa: ANN001, ANN201, PLR0917
# Numba kernels: types come from the arguments, and one flat loop is what the compiler can optimise.

from typing import no_type_check

import numpy as np

from groundplan.geometry.compiled import compiled

__all__ = ["grey_of_depth", "look_up", "look_up_flow", "look_up_values", "scan_ids", "to_yuv"]

_ONE = np.float32(1.0)
_NEAR_GREY = np.float32(255.0)
_FAR_GREY = np.float32(16.0)

# BT.709 luma in limited range times 2^16 / 255, and colour differences of a sum of four pixels;
# a row of differences sums to 0, so that greys stay grey.
_LUMA_R, _LUMA_G, _LUMA_B = np.int32(11966), np.int32(40254), np.int32(4064)
_CB_R, _CB_G, _CB_B = np.int32(-1649), np.int32(-5547), np.int32(7196)
_CR_R, _CR_G, _CR_B = np.int32(7196), np.int32(-6536), np.int32(-660)
_BITS = np.int32(16)
_LUMA_BASE = np.int32((16 << 16) + (1 << 15))
_COLOR_BASE = np.int32((128 << 16) + (1 << 15))


@compiled
@no_type_check
def grey_of_depth(depth, low, scale, out):
    """Write 16.5 + (1/depth - low) * scale into all channels, in 16..255; 0 where infinite."""
    height, width = depth.shape
    for y in range(height):
        for x in range(width):
            grey = np.uint8(0)
            if depth[y, x] != np.inf:
                value = (_ONE / depth[y, x] - low) * scale + np.float32(16.5)
                grey = np.uint8(min(max(value, _FAR_GREY), _NEAR_GREY))
            out[y, x, 0] = grey
            out[y, x, 1] = grey
            out[y, x, 2] = grey


@compiled
@no_type_check
def look_up(ids, colors, out):
    """Write the colour of each id; ids beyond the table get its last row."""
    height, width = ids.shape
    last = len(colors) - 1
    for y in range(height):
        for x in range(width):
            row = min(np.int64(ids[y, x]), last)
            out[y, x, 0] = colors[row, 0]
            out[y, x, 1] = colors[row, 1]
            out[y, x, 2] = colors[row, 2]


@compiled
@no_type_check
def look_up_values(values, table, out):
    """Write `table[value]` for each of a flat array of values."""
    for i in range(len(values)):
        out[i] = table[values[i]]


@compiled
@no_type_check
def look_up_flow(flow, scale, colors, out):
    """Write the colour of each flow times `scale`, cut at the edges; the last row is for NaN."""
    height, width, _ = flow.shape
    last, steps, _ = colors.shape
    reach = np.float32(steps // 2)
    middle = reach + np.float32(0.5)
    for y in range(height):
        for x in range(width):
            u = flow[y, x, 0] * scale
            v = flow[y, x, 1] * scale
            column, row = 0, last - 1
            if not (np.isnan(u) or np.isnan(v)):
                column = np.int64(min(max(u, -reach), reach) + middle)
                row = np.int64(min(max(v, -reach), reach) + middle)
            out[y, x, 0] = colors[row, column, 0]
            out[y, x, 1] = colors[row, column, 1]
            out[y, x, 2] = colors[row, column, 2]


@compiled
@no_type_check
def scan_ids(ids, boxes, areas):
    """Widen the box (x0, y0, x1, y1) and add to the area of every id that shows."""
    height, width = ids.shape
    for y in range(height):
        x = 0
        while x < width:
            one, start = ids[y, x], x
            while x < width and ids[y, x] == one:
                x += 1
            if areas[one] == 0:
                boxes[one, 0] = start
                boxes[one, 1] = y
                boxes[one, 2] = x
            boxes[one, 0] = min(boxes[one, 0], start)
            boxes[one, 2] = max(boxes[one, 2], x)
            boxes[one, 3] = y + 1
            areas[one] += x - start


@compiled
@no_type_check
def to_yuv(rgb, luma, cb, cr):
    """Write BT.709 limited range 4:2:0 of an even-sized picture; colour is the mean of 2 by 2.

    Source:
        ITU-R BT.709: Y' = 0.2126 R' + 0.7152 G' + 0.0722 B', differences over 1.8556 and 1.5748;
        219 steps of luma above 16 and 224 of colour about 128.
    """
    height, width, _ = rgb.shape
    for y in range(height):
        for x in range(width):
            r, g, b = np.int32(rgb[y, x, 0]), np.int32(rgb[y, x, 1]), np.int32(rgb[y, x, 2])
            luma[y, x] = (_LUMA_R * r + _LUMA_G * g + _LUMA_B * b + _LUMA_BASE) >> _BITS
    for y in range(height // 2):
        above, below = rgb[2 * y], rgb[2 * y + 1]
        for x in range(width // 2):
            i, k = 2 * x, 2 * x + 1
            r = np.int32(above[i, 0]) + np.int32(above[k, 0])
            g = np.int32(above[i, 1]) + np.int32(above[k, 1])
            b = np.int32(above[i, 2]) + np.int32(above[k, 2])
            r += np.int32(below[i, 0]) + np.int32(below[k, 0])
            g += np.int32(below[i, 1]) + np.int32(below[k, 1])
            b += np.int32(below[i, 2]) + np.int32(below[k, 2])
            cb[y, x] = (_CB_R * r + _CB_G * g + _CB_B * b + _COLOR_BASE) >> _BITS
            cr[y, x] = (_CR_R * r + _CR_G * g + _CR_B * b + _COLOR_BASE) >> _BITS
