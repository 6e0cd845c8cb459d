"""Loops behind patch matching."""

# pyright: basic
# ruff: noqa: ANN001, ANN201, C901, PLR0913, PLR0915, PLR0917
# Numba kernels: types come from the arguments, and one flat loop is what the compiler can optimise.

from math import floor, sqrt
from typing import no_type_check

import numpy as np

from groundplan.geometry.compiled import compiled

__all__ = ["correlate", "pick"]


@compiled
@no_type_check
def pick(structure, usable, cell, margin, least, out):
    """Write x, y of the strongest usable pixel above `least` of each cell; return how many."""
    height, width = structure.shape
    count = 0
    for top in range(margin, height - margin, cell):
        for left in range(margin, width - margin, cell):
            best, found_x, found_y = least, -1, -1
            for y in range(top, min(top + cell, height - margin)):
                for x in range(left, min(left + cell, width - margin)):
                    if usable[y, x] and structure[y, x] > best:
                        best, found_x, found_y = structure[y, x], x, y
            if found_x >= 0:
                out[count, 0], out[count, 1] = found_x, found_y
                count += 1
    return count


@compiled
@no_type_check
def correlate(plan, clip, places, samples, starts, reach, scores, out):
    """Look for groups of samples of the plan's structure in the clip's.

    plan, clip: structures. places: x, y in the plan of every sample. samples: x, y in the clip
    where each is expected. starts: first sample of every group, and the end.
    out, a row per group: shift x, shift y, correlation there, tensor xx, xy, yy of the plan's
    structure, 1 where the best shift lies on the border, samples used.
    """
    clip_height, clip_width = clip.shape
    height, width = plan.shape
    side = 2 * reach + 1
    seen, squares, products = np.empty(side * side), np.empty(side * side), np.empty(side * side)
    for group in range(len(starts) - 1):
        seen[:], squares[:], products[:] = 0.0, 0.0, 0.0
        total, total_square, used = 0.0, 0.0, 0
        xx, xy, yy = 0.0, 0.0, 0.0
        for index in range(starts[group], starts[group + 1]):
            x, y = places[index, 0], places[index, 1]
            there_x, there_y = samples[index, 0], samples[index, 1]
            column, row = floor(there_x), floor(there_y)
            if column < reach or row < reach:
                continue
            if column + reach + 1 >= clip_width or row + reach + 1 >= clip_height:
                continue
            a = plan[y, x]
            total += a
            total_square += a * a
            used += 1
            across = 0.5 * (plan[y, min(x + 1, width - 1)] - plan[y, max(x - 1, 0)])
            along = 0.5 * (plan[min(y + 1, height - 1), x] - plan[max(y - 1, 0), x])
            xx += across * across
            xy += across * along
            yy += along * along
            right, low = there_x - column, there_y - row
            nw, ne = (1.0 - right) * (1.0 - low), right * (1.0 - low)
            sw, se = (1.0 - right) * low, right * low
            place = 0
            for dy in range(-reach, reach + 1):
                for dx in range(-reach, reach + 1):
                    r, c = row + dy, column + dx
                    above = nw * clip[r, c] + ne * clip[r, c + 1]
                    b = above + sw * clip[r + 1, c] + se * clip[r + 1, c + 1]
                    seen[place] += b
                    squares[place] += b * b
                    products[place] += a * b
                    place += 1
        out[group, :] = 0.0
        out[group, 7] = used
        if used < 12:
            out[group, 2] = -1.0
            continue
        spread = total_square - total * total / used
        best, best_place = -2.0, 0
        for place in range(side * side):
            own = squares[place] - seen[place] * seen[place] / used
            both = products[place] - total * seen[place] / used
            scores[place] = both / sqrt(max(spread * own, 1e-12))
            if scores[place] > best:
                best, best_place = scores[place], place
        down, across_place = best_place // side, best_place % side
        shift_x, shift_y = float(across_place - reach), float(down - reach)
        border = 1.0
        if 0 < across_place < side - 1 and 0 < down < side - 1:
            border = 0.0
            # Summit of a paraboloid; the nearest where it is a ridge, as of an oblique edge.
            west, east = scores[best_place - 1], scores[best_place + 1]
            north, south = scores[best_place - side], scores[best_place + side]
            bend_x, bend_y = 2.0 * best - west - east, 2.0 * best - north - south
            falling = scores[best_place - side - 1] + scores[best_place + side + 1]
            rising = scores[best_place - side + 1] + scores[best_place + side - 1]
            bend_xy = 0.25 * (rising - falling)
            held = 1e-3 * (bend_x + bend_y)
            bend_x, bend_y = bend_x + held, bend_y + held
            room = bend_x * bend_y - bend_xy * bend_xy
            if room > held * held:
                slope_x, slope_y = 0.5 * (east - west), 0.5 * (south - north)
                part_x = (bend_y * slope_x - bend_xy * slope_y) / room
                part_y = (bend_x * slope_y - bend_xy * slope_x) / room
                shift_x += min(max(part_x, -1.0), 1.0)
                shift_y += min(max(part_y, -1.0), 1.0)
        out[group, 0], out[group, 1], out[group, 2] = shift_x, shift_y, best
        out[group, 3], out[group, 4], out[group, 5] = xx / used, xy / used, yy / used
        out[group, 6] = border
