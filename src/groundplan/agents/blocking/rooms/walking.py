"""Can people walk from the door to everything that they use, a person's width all the way."""

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Final

import numpy as np
from jaxtyping import Bool

from groundplan.agents.blocking.rooms.problem import FACINGS, PERSON_MM, Place, Problem, Unit

__all__ = ["footprint", "front_of", "reached", "slits", "unreached"]

_CELL_MM: Final = 50
_REACH_MM: Final = 450
"""How far from who stands the thing may be that is used: an arm's length, less than 0.6 m."""
_LOW_MM: Final = 60
"""What is lower is walked over: a rug."""
_OVER_MM: Final = 1800
"""What hangs higher is walked under."""
_TOUCH_MM: Final = 40

Corners = tuple[int, int, int, int]
"""Low x, low z, high x, high z [mm]."""


def footprint(unit: Unit, place: Place) -> Corners:
    """Return the rectangle that a unit covers."""
    hx, hz = unit.half if place.turn % 2 == 0 else unit.half[::-1]
    return (place.x - hx, place.z - hz, place.x + hx, place.z + hz)


def front_of(unit: Unit, place: Place) -> Corners:
    """Return the rectangle before the front that is kept free."""
    hx, hz = unit.half
    fx, fz = FACINGS[place.turn]
    reach = hz + unit.front // 2
    x, z = place.x + fx * reach, place.z + fz * reach
    wide, deep = (hx, unit.front // 2) if fz else (unit.front // 2, hx)
    return (x - wide, z - deep, x + wide, z + deep)


def unreached(problem: Problem, places: Sequence[Place]) -> tuple[int, ...]:
    """Return the units that nobody can walk to from the door."""
    if problem.door < 0 or not problem.walled:
        return ()
    walked = reached(problem, places)
    return tuple(
        n
        for n, (unit, place) in enumerate(zip(problem.units, places, strict=True))
        if n != problem.door and unit.walkway and unit.heights[0] < _OVER_MM
        and not _any(problem, walked, _grown(_target(unit, place), _REACH_MM))
    )  # fmt: skip


def _target(unit: Unit, place: Place) -> Corners:
    return front_of(unit, place) if unit.front else footprint(unit, place)


def _grown(box: Corners, by: int) -> Corners:
    return (box[0] - by, box[1] - by, box[2] + by, box[3] + by)


def reached(problem: Problem, places: Sequence[Place]) -> Bool[np.ndarray, "row column"]:
    """Return where the middle of somebody who came in by the door can be (rows along Z)."""
    half = PERSON_MM // 2
    (x0, z0), (x1, z1) = problem.low, problem.high
    free = np.zeros(((z1 - z0) // _CELL_MM + 1, (x1 - x0) // _CELL_MM + 1), dtype=bool)
    rows, columns = _cells(problem, (x0 + half, z0 + half, x1 - half, z1 - half))
    free[rows, columns] = True
    for n, (unit, place) in enumerate(zip(problem.units, places, strict=True)):
        if n != problem.door and unit.heights[0] < _OVER_MM and unit.heights[1] > _LOW_MM:
            rows, columns = _cells(problem, _grown(footprint(unit, place), half - 1))
            free[rows, columns] = False
    seen = np.zeros_like(free)
    door = front_of(problem.units[problem.door], places[problem.door])
    rows, columns = _cells(problem, door)
    seen[rows, columns] = free[rows, columns]
    return _flooded(seen, free)


def _flooded(
    seen: Bool[np.ndarray, "row column"], free: Bool[np.ndarray, "row column"]
) -> Bool[np.ndarray, "row column"]:
    count = -1
    while count != (count := int(seen.sum())):
        grown = seen.copy()
        grown[1:] |= seen[:-1]
        grown[:-1] |= seen[1:]
        grown[:, 1:] |= seen[:, :-1]
        grown[:, :-1] |= seen[:, 1:]
        seen = grown & free
    return seen


def _cells(problem: Problem, box: Corners) -> tuple[slice, slice]:
    """Return the cells whose middles lie in a rectangle."""
    (x0, z0), (x1, z1) = problem.low, problem.high

    def span(edges: tuple[int, int], start: int, end: int) -> slice:
        first = max(0, -((start - edges[0]) // _CELL_MM))
        last = (min(edges[1], end) - start) // _CELL_MM
        return slice(first, max(first, last + 1))

    return span((box[1], box[3]), z0, z1), span((box[0], box[2]), x0, x1)


def _any(problem: Problem, walked: Bool[np.ndarray, "row column"], box: Corners) -> bool:
    rows, columns = _cells(problem, box)
    return bool(walked[rows, columns].any())


def slits(problem: Problem, places: Sequence[Place]) -> Iterator[tuple[int, int]]:
    """Return pairs of units with a gap between that is too narrow for a person."""
    boxes = [footprint(u, p) for u, p in zip(problem.units, places, strict=True)]
    solid = [
        n for n, unit in enumerate(problem.units)
        if unit.heights[1] > _LOW_MM and unit.heights[0] < _OVER_MM
    ]  # fmt: skip
    for n, m in combinations(solid, 2):
        gap = max(
            boxes[n][0] - boxes[m][2], boxes[m][0] - boxes[n][2],
            boxes[n][1] - boxes[m][3], boxes[m][1] - boxes[n][3],
        )  # fmt: skip
        if _TOUCH_MM < gap < PERSON_MM:
            yield (n, m)
    for n in solid:
        if n != problem.door and _near_wall(problem, boxes[n]):
            yield (-1, n)


def _near_wall(problem: Problem, box: Corners) -> bool:
    gaps = (
        box[0] - problem.low[0], box[1] - problem.low[1],
        problem.high[0] - box[2], problem.high[1] - box[3],
    )  # fmt: skip
    return any(_TOUCH_MM < gap < PERSON_MM for gap in gaps)
