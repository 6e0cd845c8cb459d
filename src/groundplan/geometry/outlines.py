"""Outlines of bodies on a plan: the hull of what is seen from above, and the cut at a height.

Points on the plan are (x, z) [m].
"""

from collections.abc import Iterable
from typing import Final

import numpy as np
from jaxtyping import Float, Int

__all__ = ["convex_hull", "cut_segments", "joined_loops"]

Point = tuple[float, float]
Segment = tuple[Point, Point]

_SAME_DIGITS: Final = 4
"""Ends that agree to a tenth of a millimetre are one point."""


def convex_hull(points: Float[np.ndarray, "point 2"]) -> Float[np.ndarray, "corner 2"]:
    """Return the corners of the smallest convex outline, in order; fewer than 3: no area.

    Source:
        Andrew, "Another efficient algorithm for convex hulls in two dimensions", 1979.
    """
    ordered = sorted({(round(float(x), 6), round(float(z), 6)) for x, z in points})
    if len(ordered) < 3:
        return np.array(ordered, dtype=np.float64).reshape(-1, 2)
    corners = [*_chain(ordered), *_chain(reversed(ordered))]
    return np.array(corners, dtype=np.float64)


def _chain(points: Iterable[Point]) -> list[Point]:
    chain: list[Point] = []
    for point in points:
        while len(chain) > 1 and _turn(chain[-2], chain[-1], point) <= 1e-12:
            chain.pop()
        chain.append(point)
    return chain[:-1]


def _turn(a: Point, b: Point, c: Point) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def cut_segments(
    points: Float[np.ndarray, "point 3"], triangles: Int[np.ndarray, "triangle 3"], *, height: float
) -> list[Segment]:
    """Return where a level plane at `height` [m] goes through triangles.

    A corner at exactly that height counts as above it.
    """
    above = points[:, 1] >= height
    count = above[triangles].sum(axis=1)
    found: list[Segment] = []
    for triangle in triangles[(count == 1) | (count == 2)].tolist():
        edges = zip(triangle, (*triangle[1:], triangle[0]), strict=True)
        ends = [_crossing(points[a], points[b], height) for a, b in edges if above[a] != above[b]]
        if ends[0] != ends[1]:
            found.append((ends[0], ends[1]))
    return found


def _crossing(a: Float[np.ndarray, " 3"], b: Float[np.ndarray, " 3"], height: float) -> Point:
    share = (height - a[1]) / (b[1] - a[1])
    x, _, z = a + share * (b - a)
    return round(float(x), _SAME_DIGITS), round(float(z), _SAME_DIGITS)


def joined_loops(segments: Iterable[Segment]) -> tuple[list[list[Point]], list[list[Point]]]:
    """Return closed outlines, and lines that close nowhere, of segments that share their ends.

    Corners on a straight line are left out.
    """
    unique = sorted({(min(s), max(s)) for s in segments})
    at: dict[Point, list[int]] = {}
    for k, (a, b) in enumerate(unique):
        at.setdefault(a, []).append(k)
        at.setdefault(b, []).append(k)
    used = set[int]()
    closed, opened = list[list[Point]](), list[list[Point]]()
    ends = [k for k, (a, b) in enumerate(unique) if len(at[a]) == 1 or len(at[b]) == 1]
    for k in (*ends, *range(len(unique))):
        if k not in used:
            a, b = unique[k]
            line = _followed(unique, at, used=used, first=k, back=len(at[b]) == 1 < len(at[a]))
            if line[0] == line[-1] and len(line) > 3:
                closed.append(_straightened(line[:-1]))
            else:
                opened.append(line)
    return closed, opened


def _followed(
    unique: list[Segment], at: dict[Point, list[int]], *, used: set[int], first: int, back: bool
) -> list[Point]:
    a, b = unique[first]
    line = [b, a] if back else [a, b]
    used.add(first)
    while line[-1] != line[0]:
        following = next((k for k in at[line[-1]] if k not in used), None)
        if following is None:
            return line
        used.add(following)
        c, d = unique[following]
        line.append(d if c == line[-1] else c)
    return line


def _straightened(loop: list[Point]) -> list[Point]:
    kept = [
        point
        for k, point in enumerate(loop)
        if abs(_turn(loop[k - 1], point, loop[(k + 1) % len(loop)])) > 1e-6
    ]
    return kept if len(kept) > 2 else loop
