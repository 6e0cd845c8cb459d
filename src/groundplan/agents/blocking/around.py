"""Ways that run through what stands lead around it, as wide as their speed asks."""

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

import numpy as np

from groundplan.agents.blocking.goers import LOW_M, Body, Ground, Keys, blocks_for, radius_of
from groundplan.geometry.detours import Block, Spot2, hits, margin_for_turn, rounded, way_around

__all__ = ["led_around"]

_AIR_M: Final = 0.15
"""Between what passes and what stands: our engineering default."""
_SIDEWAYS_MPS2: Final = {"vehicle": 3.0, "animal": 4.0}
_PERSON_MPS2: Final = 2.5
"""Sideways acceleration in a turn, which gives its radius: our engineering defaults."""
_TURN_M: Final = (0.3, 5.0)


def led_around(
    body: Body, keys: Keys, ground: Ground, *, movers: Sequence[str], open_end: bool
) -> Keys | None:
    """Return the way of one body around what stands in it; None where it is free.

    With an open end the way stays as long as it was, and ends elsewhere.
    """
    heights = [y for _, (_, y, _) in keys]
    if max(heights) - min(heights) > LOW_M:
        return None
    low = heights[0]
    standing = blocks_for(body.key, ground, heights=(low, low + body.thing.size[1]), movers=movers)
    points: list[Spot2] = [(p[0], p[2]) for _, p in keys]
    radius = radius_of(body.thing)
    tight = [b.grown(min(radius, *_gaps(b, points))) for b in standing]
    if not tight or not _any_hit(points, tight):
        return None
    way = _corners(points, standing, margin=radius + _AIR_M, turn=_turn_radius(body, keys))
    if way is None:
        return None
    if open_end:
        way = _trimmed(way, sum(math.dist(a, b) for a, b in pairwise(points)))
    return _timed(way, keys, height=low)


def _gaps(block: Block, points: Sequence[Spot2]) -> tuple[float, float]:
    """Return how near the ends of a way are to a rectangle; who begins close may stay close."""
    return max(block.distance(points[0]), 0.0), max(block.distance(points[-1]), 0.0)


def _any_hit(points: Sequence[Spot2], blocks: Sequence[Block]) -> bool:
    return any(bool(hits(a, np.array([b]), blocks).any()) for a, b in pairwise(points))


def _turn_radius(body: Body, keys: Keys) -> float:
    """Return how sharply a body turns at the speed of its way [m].

    Source:
        v^2 / a.
    """
    seconds = max(keys[-1][0] - keys[0][0], 1e-6)
    length = sum(math.dist(a, b) for (_, a), (_, b) in pairwise(keys))
    sideways = _SIDEWAYS_MPS2.get(body.thing.kind, _PERSON_MPS2)
    return min(max((length / seconds) ** 2 / sideways, _TURN_M[0]), _TURN_M[1])


def _corners(
    points: Sequence[Spot2], standing: Sequence[Block], *, margin: float, turn: float
) -> list[Spot2] | None:
    """Return the way with its turns as wide as the room allows; None where nothing leads there."""
    for radius in (turn, 0.5 * turn, 0.0):
        wide = margin_for_turn(margin, radius)
        grown = [b.grown(min(wide, *_gaps(b, points))) for b in standing]
        kept = [
            p for n, p in enumerate(points)
            if n in (0, len(points) - 1) or all(b.distance(p) > -1e-6 for b in grown)
        ]  # fmt: skip
        way: list[Spot2] = [kept[0]]
        for a, b in pairwise(kept):
            step = way_around(a, b, grown)
            if step is None:
                break
            way += step[1:]
        else:
            return rounded(way, radius) if radius > 0.0 else way
    return None


def _trimmed(way: Sequence[Spot2], length: float) -> list[Spot2]:
    """Return the first `length` metres of a way."""
    points = [way[0]]
    for a, b in pairwise(way):
        step = math.dist(a, b)
        if step >= length:
            u = length / step if step > 0.0 else 0.0
            return [*points, (a[0] + (b[0] - a[0]) * u, a[1] + (b[1] - a[1]) * u)]
        length -= step
        points.append(b)
    return points


def _timed(way: Sequence[Spot2], keys: Keys, *, height: float) -> Keys:
    """Return the way at constant speed over the time that the keys take."""
    steps = [math.dist(a, b) for a, b in pairwise(way)]
    whole = max(sum(steps), 1e-9)
    first, last = keys[0][0], keys[-1][0]
    times, gone = [first], 0.0
    for step in steps:
        gone += step
        times.append(first + (last - first) * gone / whole)
    times[-1] = last
    return tuple((t, (x, height, z)) for t, (x, z) in zip(times, way, strict=True))
