"""Kernels that grow a tree of boxes over a stage's triangles in the world, for rays to be cast in.

A node has a box (least x, y, z, greatest x, y, z) and a link: its first child (the second lies
behind it) and 0, or its first triangle and how many there are.

Source:
    The cost of a split as the sum of surface areas times counts: J. Goldsmith, J. Salmon,
    "Automatic creation of object hierarchies for ray tracing", 1987; taken at bin borders.
"""
# pyright: basic
# ruff: noqa: ANN001, ANN201, ANN202, C901, PLR0912, PLR0913, PLR0915, PLR0917, PLR1714, RUF100
# Numba kernels: types come from the arguments, and one flat loop is what the compiler can optimise.

from typing import no_type_check

import numpy as np

from groundplan.previz.backends.numba_tiles.kernel import kernel

__all__ = ["grow", "place_triangles"]

_BINS = 16
_LEAF = 4  # triangles that are not worth a split
_BIG = np.float32(3e38)
_HALF = np.float32(0.5)


@kernel
@no_type_check
def place_triangles(
    triangles, tri_item, ranges, skin_first, positions, posed, world_from_item, out
):
    """Write a corner and the two edges from it of every triangle, in the world [m]."""
    corners = np.empty((3, 3), np.float64)
    for t in range(triangles.shape[0]):
        item = tri_item[t]
        m = world_from_item[item]
        first = skin_first[item]
        for k in range(3):
            v = np.int64(triangles[t, k])
            if first >= 0:
                v += first - ranges[item, 0]
                x, y, z = posed[v, 0], posed[v, 1], posed[v, 2]
            else:
                x, y, z = positions[v, 0], positions[v, 1], positions[v, 2]
            for i in range(3):
                corners[k, i] = m[i, 0] * x + m[i, 1] * y + m[i, 2] * z + m[i, 3]
        for i in range(3):
            out[t, i] = corners[0, i]
            out[t, 3 + i] = corners[1, i] - corners[0, i]
            out[t, 6 + i] = corners[2, i] - corners[0, i]


@kernel
@no_type_check
def _bound(boxes, order, first, end, out):
    for k in range(3):
        out[k], out[3 + k] = _BIG, -_BIG
    for i in range(first, end):
        box = boxes[order[i]]
        for k in range(3):
            out[k] = min(out[k], box[k])
            out[3 + k] = max(out[3 + k], box[3 + k])


@kernel
@no_type_check
def _area(box):
    x, y, z = box[3] - box[0], box[4] - box[1], box[5] - box[2]
    return x * y + y * z + z * x


@kernel
@no_type_check
def _split(boxes, order, first, end, whole, bins, counts, sides):
    """Return axis, place of the best border between bins, and its cost; axis -1: none.

    `bins` and `counts` are worked in; `sides` gets the areas left of each border.
    """
    best, best_axis, best_at = _BIG, -1, np.float32(0)
    for axis in range(3):
        low, high = _BIG, -_BIG
        for i in range(first, end):
            middle = boxes[order[i], axis] + boxes[order[i], 3 + axis]
            low, high = min(low, middle), max(high, middle)
        if not high > low:
            continue
        scale = np.float32(_BINS) / (high - low)
        for b in range(_BINS):
            counts[b] = 0
            for k in range(3):
                bins[b, k], bins[b, 3 + k] = _BIG, -_BIG
        for i in range(first, end):
            box = boxes[order[i]]
            b = min(np.int64((box[axis] + box[3 + axis] - low) * scale), _BINS - 1)
            counts[b] += 1
            for k in range(3):
                bins[b, k] = min(bins[b, k], box[k])
                bins[b, 3 + k] = max(bins[b, 3 + k], box[3 + k])
        here = bins[_BINS]
        for k in range(3):
            here[k], here[3 + k] = _BIG, -_BIG
        number = 0
        for b in range(_BINS - 1):
            number += counts[b]
            for k in range(3):
                here[k] = min(here[k], bins[b, k])
                here[3 + k] = max(here[3 + k], bins[b, 3 + k])
            sides[b] = _area(here) * np.float32(number) if number > 0 else np.float32(0)
        for k in range(3):
            here[k], here[3 + k] = _BIG, -_BIG
        number = 0
        for b in range(_BINS - 1, 0, -1):
            number += counts[b]
            for k in range(3):
                here[k] = min(here[k], bins[b, k])
                here[3 + k] = max(here[3 + k], bins[b, 3 + k])
            if number == 0 or number == end - first:
                continue
            cost = sides[b - 1] + _area(here) * np.float32(number)
            if cost < best:
                best, best_axis, best_at = cost, axis, low + np.float32(b) / scale
    if best_axis >= 0 and end - first <= 2 * _LEAF:
        whole_cost = _area(whole) * np.float32(end - first - 1)
        if best >= whole_cost:
            best_axis = -1
    return best_axis, best_at


@kernel
@no_type_check
def grow(triangles, boxes, order, node_boxes, links):
    """Grow the tree and return how many nodes it has; `order` gets the triangles leaf by leaf.

    `boxes` is worked in: a box per triangle. There is room for 2 nodes per triangle.
    """
    count = triangles.shape[0]
    for t in range(count):
        order[t] = t
        for k in range(3):
            a = triangles[t, k]
            b, c = a + triangles[t, 3 + k], a + triangles[t, 6 + k]
            boxes[t, k], boxes[t, 3 + k] = min(a, b, c), max(a, b, c)
    bins = np.empty((_BINS + 1, 6), np.float32)
    counts, sides = np.empty(_BINS, np.int64), np.empty(_BINS, np.float32)
    spare = np.empty(count, np.int32)
    waiting = np.empty((count + 1, 3), np.int64)
    waiting[0, 0], waiting[0, 1], waiting[0, 2] = 0, 0, count
    top, nodes = 1, 1
    while top > 0:
        top -= 1
        node, first, end = waiting[top, 0], waiting[top, 1], waiting[top, 2]
        _bound(boxes, order, first, end, node_boxes[node])
        links[node, 0], links[node, 1] = first, end - first
        if end - first <= 2:
            continue
        axis, at = _split(
            boxes, order, first, end, node_boxes[node], bins, counts, sides
        )  # fmt: skip
        middle = (first + end) // 2
        if axis >= 0:
            left, right = first, 0
            for i in range(first, end):
                t = order[i]
                if boxes[t, axis] + boxes[t, 3 + axis] < at:
                    order[left] = t
                    left += 1
                else:
                    spare[right] = t
                    right += 1
            for i in range(right):
                order[left + i] = spare[i]
            if left > first and left < end:
                middle = left
        elif end - first <= 2 * _LEAF:
            continue
        links[node, 0], links[node, 1] = nodes, 0
        waiting[top, 0], waiting[top, 1], waiting[top, 2] = nodes, first, middle
        waiting[top + 1, 0], waiting[top + 1, 1], waiting[top + 1, 2] = nodes + 1, middle, end
        top += 2
        nodes += 2
    return nodes
