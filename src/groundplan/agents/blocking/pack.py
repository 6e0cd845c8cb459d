"""Groups that no words relate find their places around the first one."""

from collections.abc import Sequence
from typing import Final

from groundplan.agents.blocking.floor import Floor
from groundplan.agents.blocking.things import Box, Point

__all__ = ["pack"]

_GAP_M: Final = 0.6
_WIDE_M: Final = 3.0
_ROW_M: Final = 8.0
_BACKDROP_M: Final = 1.5


def pack(floors: Sequence[Floor]) -> None:
    """Move the groups apart: rows beside the first, ways behind one another, backdrops farthest."""
    solid = [floor for floor in floors if floor.hull() is not None]
    front = [floor for floor in solid if not _is_backdrop(floor)]
    taken: Box | None = None
    for floor in front + [floor for floor in solid if _is_backdrop(floor)]:
        hull = floor.hull()
        if hull is None:
            continue
        if taken is None or (_is_backdrop(floor) and not front):
            by = _centred(hull) if taken is None else _beside(hull, taken)
        elif _is_backdrop(floor):
            by = _behind(hull, taken, _BACKDROP_M + 0.25 * (hull.high[2] - hull.low[2]))
        elif floor.routes or _width(hull) > _WIDE_M or _width(taken) > _ROW_M:
            by = _behind(hull, taken, _GAP_M)
        else:
            by = _beside(hull, taken)
        floor.shift(by)
        moved = hull.shifted(by)
        taken = moved if taken is None else _union(taken, moved)


def _is_backdrop(floor: Floor) -> bool:
    return not floor.routes and all(floor.things[key].kind == "set" for key in floor.spots)


def _width(box: Box) -> float:
    return box.high[0] - box.low[0]


def _centred(hull: Box) -> Point:
    return (-0.5 * (hull.low[0] + hull.high[0]), 0.0, -0.5 * (hull.low[2] + hull.high[2]))


def _behind(hull: Box, taken: Box, gap: float) -> Point:
    x = 0.5 * (taken.low[0] + taken.high[0]) - 0.5 * (hull.low[0] + hull.high[0])
    return (x, 0.0, taken.low[2] - gap - hull.high[2])


def _beside(hull: Box, taken: Box) -> Point:
    gap = min(_GAP_M, max(0.15, 0.4 * _width(hull)))
    z = 0.5 * (taken.low[2] + taken.high[2]) - 0.5 * (hull.low[2] + hull.high[2])
    if abs(taken.high[0]) <= abs(taken.low[0]):
        return (taken.high[0] + gap - hull.low[0], 0.0, z)
    return (taken.low[0] - gap - hull.high[0], 0.0, z)


def _union(a: Box, b: Box) -> Box:
    def pick(take: object, of: tuple[Point, Point]) -> Point:
        chosen = max if take is max else min
        return (
            chosen(of[0][0], of[1][0]), chosen(of[0][1], of[1][1]), chosen(of[0][2], of[1][2])
        )  # fmt: skip

    return Box(low=pick(min, (a.low, b.low)), high=pick(max, (a.high, b.high)))
