"""Groups that no words relate find their places around the first one."""

from collections.abc import Sequence
from typing import Final

from groundplan.agents.blocking.floor import Floor
from groundplan.agents.blocking.things import Box, Point

__all__ = ["pack"]

_GAP_M: Final = 0.6
_WIDE_M: Final = 3.0
_ROW_M: Final = 8.0
_LONGEST_ROW_M: Final = 10.0
_BACKDROP_M: Final = 1.5
_COVERED: Final = 0.6
"""From this share on, something is hidden: our engineering default."""


def pack(floors: Sequence[Floor]) -> None:
    """Move the groups apart: rows beside the first, ways behind one another, backdrops farthest."""
    solid = [floor for floor in floors if floor.hull() is not None]
    front = [floor for floor in solid if not _is_backdrop(floor)]
    taken: Box | None = None
    placed: list[Floor] = []
    for floor in front + [floor for floor in solid if _is_backdrop(floor)]:
        hull = floor.hull()
        if hull is None:
            continue
        if taken is None or (_is_backdrop(floor) and not front):
            by = _centred(hull) if taken is None else _beside(hull, taken)
        elif _is_backdrop(floor):
            by = _behind(hull, taken, _BACKDROP_M + 0.25 * (hull.high[2] - hull.low[2]))
        elif _goes_behind(floor, hull, taken=taken, placed=placed):
            by = _behind(hull, taken, _GAP_M)
        else:
            by = _beside_or_before(hull, taken, placed)
        floor.shift(by)
        placed.append(floor)
        moved = hull.shifted(by)
        taken = moved if taken is None else _union(taken, moved)


def _is_backdrop(floor: Floor) -> bool:
    return not floor.routes and all(floor.things[key].kind == "set" for key in floor.spots)


def _goes_behind(floor: Floor, hull: Box, *, taken: Box, placed: Sequence[Floor]) -> bool:
    """Tell whether a group needs a row of its own and is still seen past what stands before it."""
    if not floor.routes and _width(hull) <= _WIDE_M and _width(taken) <= _ROW_M:
        return False
    moved = hull.shifted(_behind(hull, taken, _GAP_M))
    return not any(_hides(box, moved) for other in placed for box in _bodies(other))


def _bodies(floor: Floor) -> list[Box]:
    """Return the room that bodies cover at the height of people."""
    boxes: list[Box] = []
    for key, spot in floor.spots.items():
        thing = floor.things[key]
        if spot.parent or thing.flat:
            continue
        box = floor.box(key, spot.position)
        inset = 0.5 * (1.0 - thing.stem) * _width(box)
        low, high = (box.low[0] + inset, *box.low[1:]), (box.high[0] - inset, *box.high[1:])
        boxes.append(Box(low=low, high=high))
    return boxes


def _hides(box: Box, other: Box) -> bool:
    """Tell whether a body covers most of what stands behind it, as the nominal camera sees it."""
    shared = min(box.high[0], other.high[0]) - max(box.low[0], other.low[0])
    return shared > _COVERED * _width(other) and box.high[1] > _COVERED * other.high[1]


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


def _beside_or_before(hull: Box, taken: Box, placed: Sequence[Floor]) -> Point:
    """Return the step to the end of the row, or before it where the row gets too long for a frame.

    Before it means at an edge, where it covers nobody and no way.
    """
    beside = _beside(hull, taken)
    if _width(taken) + _width(hull) <= _LONGEST_ROW_M:
        return beside
    z = taken.high[2] + _GAP_M - hull.low[2]
    for x in (taken.high[0] - hull.high[0], taken.low[0] - hull.low[0]):
        moved = hull.shifted((x, 0.0, z))
        others = [box for floor in placed for box in _bodies(floor)]
        lanes = [floor.lane(route) for floor in placed for route in floor.routes]
        crossed = any(
            min(lane.high[0], moved.high[0]) > max(lane.low[0], moved.low[0]) for lane in lanes
        )
        if not crossed and not any(_hides(moved, box) for box in others):
            return (x, 0.0, z)
    return beside


def _union(a: Box, b: Box) -> Box:
    def pick(take: object, of: tuple[Point, Point]) -> Point:
        chosen = max if take is max else min
        return (
            chosen(of[0][0], of[1][0]), chosen(of[0][1], of[1][1]), chosen(of[0][2], of[1][2])
        )  # fmt: skip

    return Box(low=pick(min, (a.low, b.low)), high=pick(max, (a.high, b.high)))
