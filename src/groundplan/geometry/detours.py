"""Shortest ways over a floor around rectangles that stand on it, with rounded corners.

Points are (x, z) [m]. A rectangle's margin is the room that the traveller needs around it.
"""

import heapq
import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np
from jaxtyping import Bool, Float

__all__ = ["Block", "Spot2", "clearance", "hits", "margin_for_turn", "rounded", "way_around"]

Spot2 = tuple[float, float]
_EDGE_M: Final = 1e-7
"""How far inside a rectangle counts as in it: a way may touch."""
_ARC_STEP_RAD: Final = math.radians(9.0)
_STRAIGHT_RAD: Final = 1e-3


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A rectangle to keep clear of, sides along the axes."""

    low: Spot2
    high: Spot2

    def grown(self, by: float) -> "Block":
        """Return the rectangle with `by` metres more on every side."""
        return Block(
            low=(self.low[0] - by, self.low[1] - by), high=(self.high[0] + by, self.high[1] + by)
        )

    def distance(self, spot: Spot2) -> float:
        """Return how far a spot is from the rectangle; negative inside it [m]."""
        outside = [max(self.low[k] - spot[k], spot[k] - self.high[k]) for k in (0, 1)]
        if max(outside) <= 0.0:
            return max(outside)
        return math.hypot(*(max(value, 0.0) for value in outside))


def margin_for_turn(margin: float, radius: float) -> float:
    """Return how far corners must lie out so that rounding them by `radius` keeps `margin` [m].

    Source:
        A fillet of radius r in a right angle lies r (sqrt(2) - 1) from its corner.
    """
    return max(margin, (margin + radius * (math.sqrt(2.0) - 1.0)) / math.sqrt(2.0))


def clearance(points: Sequence[Spot2], block: Block, *, step_m: float = 0.02) -> float:
    """Return the least distance of a way from a rectangle, sampled every `step_m` [m]."""
    least = min(block.distance(point) for point in points)
    for a, b in pairwise(points):
        count = max(1, math.ceil(math.dist(a, b) / step_m))
        for k in range(1, count):
            u = k / count
            spot = (a[0] + (b[0] - a[0]) * u, a[1] + (b[1] - a[1]) * u)
            least = min(least, block.distance(spot))
    return least


def hits(start: Spot2, ends: Float[np.ndarray, "end 2"], blocks: Sequence[Block]) -> Bool[
    np.ndarray, "end block"
]:  # fmt: skip
    """Tell for each straight way from `start` and each rectangle whether it runs through it.

    Source:
        Liang and Barsky's clipping of a line against a rectangle.
    """
    low = np.array([block.low for block in blocks]).reshape(-1, 2) + _EDGE_M
    high = np.array([block.high for block in blocks]).reshape(-1, 2) - _EDGE_M
    origin = np.array(start)
    delta = np.broadcast_to((ends - origin)[:, None, :], (len(ends), len(low), 2))
    still = np.abs(delta) < 1e-12
    safe = np.where(still, 1.0, delta)
    first, second = (low - origin) / safe, (high - origin) / safe
    inside = (low < origin) & (origin < high)
    near = np.where(still, np.where(inside, -np.inf, np.inf), np.minimum(first, second))
    far = np.where(still, np.where(inside, np.inf, -np.inf), np.maximum(first, second))
    entry, leaving = np.maximum(near.max(axis=2), 0.0), np.minimum(far.min(axis=2), 1.0)
    return entry < leaving


def way_around(start: Spot2, goal: Spot2, blocks: Sequence[Block]) -> list[Spot2] | None:
    """Return the corners of the shortest way that runs through no rectangle; None without one.

    A rectangle around the start or the goal is not in the way. Rectangles are only looked at once
    they block what would else be the shortest way, so that far ones cost nothing.
    """
    solid = [b for b in blocks if min(b.distance(start), b.distance(goal)) > -_EDGE_M]
    seen: list[Block] = []
    while True:
        way = _shortest(start, goal, seen)
        if way is None:
            return None
        new = [b for b in _blocking(way, solid) if b not in seen]
        if not new:
            return way
        seen += new


def _blocking(way: Sequence[Spot2], blocks: Sequence[Block]) -> list[Block]:
    if not blocks:
        return []
    found = np.zeros(len(blocks), dtype=np.bool_)
    for a, b in pairwise(way):
        found |= hits(a, np.array([b]), blocks)[0]
    return [block for block, hit in zip(blocks, found, strict=True) if hit]


def _shortest(start: Spot2, goal: Spot2, blocks: Sequence[Block]) -> list[Spot2] | None:
    """Search the visibility graph of the corners.

    Source:
        A* (Hart, Nilsson and Raphael 1968) with the straight distance as its estimate.
    """
    nodes = _corners(start, goal, blocks)
    places = np.array(nodes)
    to_goal = np.linalg.norm(places - places[1], axis=1)
    best = {0: 0.0}
    came: dict[int, int] = {}
    closed: set[int] = set()
    waiting: list[tuple[float, int]] = [(float(to_goal[0]), 0)]
    while waiting:
        _, here = heapq.heappop(waiting)
        if here == 1:
            return _traced(nodes, came)
        if here in closed:
            continue
        closed.add(here)
        seen = ~hits(nodes[here], places, blocks).any(axis=1)
        steps = np.linalg.norm(places - places[here], axis=1)
        for there in np.nonzero(seen)[0].tolist():
            length = best[here] + float(steps[there])
            if there not in closed and length < best.get(there, math.inf) - 1e-12:
                best[there], came[there] = length, here
                heapq.heappush(waiting, (length + float(to_goal[there]), there))
    return None


def _corners(start: Spot2, goal: Spot2, blocks: Sequence[Block]) -> list[Spot2]:
    corners = [(x, z) for b in blocks for x in (b.low[0], b.high[0]) for z in (b.low[1], b.high[1])]
    free = [c for c in corners if all(b.distance(c) > -_EDGE_M for b in blocks)]
    return [start, goal, *free]


def _traced(nodes: Sequence[Spot2], came: dict[int, int]) -> list[Spot2]:
    way, here = [nodes[1]], 1
    while here in came:
        here = came[here]
        way.append(nodes[here])
    return way[::-1]


def rounded(corners: Sequence[Spot2], radius: float) -> list[Spot2]:
    """Return the way with every corner turned into an arc of `radius` [m], smaller where tight.

    The ends stay; an arc takes at most half of either neighbouring side.
    """
    points = [corners[0]]
    for before, corner, after in zip(corners, corners[1:], corners[2:], strict=False):
        points += _arc(before, corner, after, radius=radius)
    return [*points, corners[-1]]


def _arc(before: Spot2, corner: Spot2, after: Spot2, *, radius: float) -> list[Spot2]:
    sides = math.dist(before, corner), math.dist(corner, after)
    if min(sides) < 1e-9:
        return [corner]
    inward = [(corner[k] - before[k]) / sides[0] for k in (0, 1)]
    onward = [(after[k] - corner[k]) / sides[1] for k in (0, 1)]
    cross = inward[0] * onward[1] - inward[1] * onward[0]
    turn = math.atan2(cross, inward[0] * onward[0] + inward[1] * onward[1])
    if abs(turn) < _STRAIGHT_RAD or abs(turn) > math.pi - _STRAIGHT_RAD:
        return [corner]
    half = math.tan(0.5 * abs(turn))
    cut = min(radius * half, 0.5 * min(sides))
    reach = cut / half
    start = [corner[k] - inward[k] * cut for k in (0, 1)]
    sign = math.copysign(1.0, turn)
    normal = (-inward[1] * sign, inward[0] * sign)
    centre = (start[0] + normal[0] * reach, start[1] + normal[1] * reach)
    count = max(2, math.ceil(abs(turn) / _ARC_STEP_RAD))
    points: list[Spot2] = []
    for k in range(count + 1):
        angle = turn * k / count
        c, s = math.cos(angle), math.sin(angle)
        x, z = -normal[0] * reach, -normal[1] * reach
        points.append((centre[0] + c * x - s * z, centre[1] + s * x + c * z))
    return points
