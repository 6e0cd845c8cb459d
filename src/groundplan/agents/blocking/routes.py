"""The way of one leg over the floor, as points; speed along it is constant.

Directions are those of the nominal view: left is -X, right +X, towards the camera +Z.
"""

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from groundplan.agents.blocking.bends import bent_way
from groundplan.agents.blocking.companions import BESIDE_M, accompany, would_vanish
from groundplan.agents.blocking.floor import Floor
from groundplan.agents.blocking.legs import Leg
from groundplan.agents.blocking.spots import CLEARANCE_M, abreast, offset, support, toward
from groundplan.agents.blocking.things import Box, Point, Route, Spot, Thing, add

__all__ = ["desired_length", "route_of"]

_DIRECTIONS: Final[dict[str, Point]] = {
    "left": (-1.0, 0.0, 0.0), "right": (1.0, 0.0, 0.0), "up": (0.0, 1.0, 0.0),
    "down": (0.0, -1.0, 0.0), "towards_camera": (0.0, 0.0, 1.0),
    "away_from_camera": (0.0, 0.0, -1.0), "forward": (1.0, 0.0, 0.0),
    "backward": (-1.0, 0.0, 0.0),
}  # fmt: skip
_UPRIGHT: Final = frozenset({"up", "down"})
_LEAST_RISE_M: Final = 2.5
"""How far up to something low: our engineering default."""
_ARC_STEPS: Final = 48
_LEAST_TURN: Final = math.pi / 3.0
"""What still reads as going around: our engineering default."""
_LONGEST_M: Final = 6.0
_STEPS_BEFORE: Final = 3
_STAIR_STEP_M: Final = 0.4
"""Steps on the level before stairs: our engineering defaults."""
_FLIGHT_LENGTHS: Final = 14.0
_SHORTEST_M: Final = 0.01
_SHORTEST_S: Final = 0.5


def desired_length(leg: Leg, thing: Thing) -> float:
    """Return how long the way shall be: as stated, else what stays visible in a shot [m].

    Source:
        Our engineering default: the verb's speed for the whole time, at most four body lengths or
        6 m (a small flyer: 14 lengths, else it becomes a dot), but never slower than the verb can
        look.
    """
    if leg.slot.distance_m is not None:
        return leg.slot.distance_m
    extent = max(thing.size[0], thing.size[2])
    longest = max(_LONGEST_M, 4.0 * extent)
    if leg.movement.medium == "air":
        longest = max(4.0 * extent, min(_LONGEST_M, _FLIGHT_LENGTHS * extent))
    if leg.direction in {"up", "down"}:
        longest = max(2.0, thing.size[1])
    least = leg.movement.slowest_mps * leg.slot.duration_s
    return min(leg.default_speed * leg.slot.duration_s, max(longest, least))


def route_of(leg: Leg, floor: Floor, at: Point | None) -> Route:
    """Return the way of a leg; `at` is where the body already stands, None where it is free."""
    thing = floor.things[leg.mover]
    beside = next((r for r in reversed(floor.routes) if r.mover == leg.companion), None)
    if beside is not None and leg.companion:
        return accompany(leg, floor, beside)
    if leg.path and leg.path_kind == "stairs":
        points = _over_stairs(leg, floor)
        return Route(action=leg.action, mover=leg.mover, gait="stairs", keys=_timed(points, leg))
    points = _points(leg, floor, at)
    points = [_lifted(point, leg, thing) for point in points] if at is None else points
    return Route(
        action=leg.action, mover=leg.mover, gait=leg.movement.gait, keys=_timed(points, leg)
    )


def _points(leg: Leg, floor: Floor, at: Point | None) -> list[Point]:
    if leg.end is not None:
        return _to_relation(leg, floor, at)
    if leg.path or leg.bend_rad:
        return _by(leg, floor, at)
    if leg.source and leg.goal:
        return _between(leg, floor)
    if leg.goal:
        return _to_goal(leg, floor, at)
    if leg.source and at is None:
        return _from_source(leg, floor)
    return _straight(leg, floor, at)


def _by(leg: Leg, floor: Floor, at: Point | None) -> list[Point]:
    """Return the way that a turn or a landmark on it shapes."""
    if leg.bend_rad:
        return bent_way(leg, floor, at, length=desired_length(leg, floor.things[leg.mover]))
    if leg.path_kind == "around":
        return _around(leg, floor)
    if leg.path_kind in {"over", "through", "under"} and at is None:
        return _across(leg, floor)
    return _past(leg, floor, at)


def _between(leg: Leg, floor: Floor) -> list[Point]:
    marks = [(floor.things[k], Spot(position=floor.world(k))) for k in (leg.source, leg.goal)]
    along = toward(marks[0][1].position, marks[1][1].position)
    mover = floor.things[leg.mover]
    return list(abreast((marks[0], marks[1]), mover, along, room=_far_room(leg, floor, along)))


def _far_room(leg: Leg, floor: Floor, along: tuple[float, float]) -> float:
    """Return the width that those need who keep beside a body on its far side [m]."""
    side = (-along[1], along[0])
    mover = floor.things[leg.mover]
    rooms = [
        2.0 * support(floor.things[key], side) + BESIDE_M
        for key in leg.company
        if not would_vanish(floor.things[key], mover, along)
    ]
    return max(rooms, default=0.0)


def _to_goal(leg: Leg, floor: Floor, at: Point | None) -> list[Point]:
    mover, goal = floor.things[leg.mover], floor.things[leg.goal]
    spot = Spot(position=floor.world(leg.goal))
    length = desired_length(leg, mover)
    sign = -1.0 if leg.direction == "left" else 1.0
    if at is None and leg.direction in _UPRIGHT:
        return _upright(leg, floor, (spot.position[0], _height(leg, goal, spot), spot.position[2]))
    if at is None:
        if goal.kind in {"character", "animal"}:
            reach = mover.half[0] + goal.half[0] + 2.0 * CLEARANCE_M
            end = (spot.position[0] - sign * reach, 0.0, spot.position[2])
        else:
            room = _far_room(leg, floor, (sign, 0.0))
            (end,) = abreast(((goal, spot),), mover, (sign, 0.0), room=room)
        return [add(end, (-sign * length, 0.0, 0.0)), end]
    if goal.flat:
        return [at, spot.position]
    along = toward(at, spot.position)
    reach = support(goal, along) + support(mover, along) + CLEARANCE_M
    end = (spot.position[0] - along[0] * reach, at[1], spot.position[2] - along[1] * reach)
    return _detour([at, end], leg, floor)


def _height(leg: Leg, goal: Thing, spot: Spot) -> float:
    """Return the height at which an upright way to a thing ends: on top of it, or below it [m]."""
    if goal.flat:
        return 0.0 if leg.direction == "down" else desired_length(leg, goal)
    if leg.direction == "down":
        return spot.position[1] + goal.size[1]
    return spot.position[1] + max(goal.size[1], _LEAST_RISE_M)


def _upright(leg: Leg, floor: Floor, end: Point) -> list[Point]:
    """Return the way straight up or down to a point."""
    length = desired_length(leg, floor.things[leg.mover])
    if leg.direction == "up":
        return [(end[0], max(0.0, end[1] - length), end[2]), end]
    return [(end[0], end[1] + length, end[2]), end]


def _from_source(leg: Leg, floor: Floor) -> list[Point]:
    mover = floor.things[leg.mover]
    mark = (floor.things[leg.source], Spot(position=floor.world(leg.source)))
    step = _step(leg, desired_length(leg, mover))
    along = (1.0, 0.0) if abs(step[0]) > abs(step[2]) else (0.0, 1.0)
    (start,) = abreast((mark,), mover, along)
    return [start, add(start, step)]


def _straight(leg: Leg, floor: Floor, at: Point | None) -> list[Point]:
    step = _step(leg, desired_length(leg, floor.things[leg.mover]))
    if at is None:
        at = (-0.5 * step[0], max(0.0, -step[1]), -0.5 * step[2])
    return [at, add(at, step)]


def _step(leg: Leg, length: float) -> Point:
    rise = leg.movement.rise_m
    default = (0.0, 1.0, 0.0) if rise > 0 else (0.0, -1.0, 0.0) if rise < 0 else (1.0, 0.0, 0.0)
    unit = _DIRECTIONS.get(leg.direction, default)
    return (unit[0] * length, unit[1] * length, unit[2] * length)


def _past(leg: Leg, floor: Floor, at: Point | None) -> list[Point]:
    mover, landmark = floor.things[leg.mover], floor.things[leg.path]
    spot = Spot(position=floor.world(leg.path))
    length = desired_length(leg, mover)
    sign = -1.0 if leg.direction == "left" else 1.0
    if landmark.flat:
        (middle,) = ((spot.position[0], 0.0, spot.position[2]),)
    else:
        (middle,) = abreast(((landmark, spot),), mover, (1.0, 0.0))
        if leg.slot.distance_m is None:
            length = max(length, 2.0 * (landmark.half[0] + mover.half[0]) + 1.0)
    start = at or add(middle, (-0.5 * sign * length, 0.0, 0.0))
    return [start, add(start, (sign * length, 0.0, 0.0))]


def _across(leg: Leg, floor: Floor) -> list[Point]:
    """Return the way over, through or under a thing, from behind it towards the camera."""
    mover, other = floor.things[leg.mover], floor.things[leg.path]
    x, y, z = floor.world(leg.path)
    reach = other.half[1] + mover.half[1] + CLEARANCE_M
    length = max(desired_length(leg, mover), 2.0 * reach)
    if leg.slot.distance_m is not None:
        length = leg.slot.distance_m
    sign = -1.0 if leg.direction == "away_from_camera" else 1.0
    start, end = (x, 0.0, z - 0.5 * sign * length), (x, 0.0, z + 0.5 * sign * length)
    if leg.path_kind != "over" or other.flat:
        return [start, end]
    top = y + other.size[1] + CLEARANCE_M
    flight = [
        (x, top * (1.0 - u * u), z + sign * u * min(reach, 0.5 * length))
        for u in (-1.0, -0.75, -0.5, -0.25, 0.0, 0.25, 0.5, 0.75, 1.0)
    ]
    return [start, *flight, end] if 0.5 * length > reach + 1e-6 else flight


def _around(leg: Leg, floor: Floor) -> list[Point]:
    mover, landmark = floor.things[leg.mover], floor.things[leg.path]
    x, _, z = floor.world(leg.path)
    radius = math.hypot(*landmark.half) + CLEARANCE_M + max(mover.half)
    turn = min(2.0 * math.pi, max(_LEAST_TURN, 1.5 * _default_way(leg) / radius))
    if leg.slot.distance_m is not None:
        turn = leg.slot.distance_m / radius
    sign = -1.0 if leg.direction == "left" else 1.0
    angles = [turn * i / _ARC_STEPS for i in range(_ARC_STEPS + 1)]
    return [(x - sign * radius * math.cos(a), 0.0, z + radius * math.sin(a)) for a in angles]


def _over_stairs(leg: Leg, floor: Floor) -> list[Point]:
    """Return the way over stairs: every point is where a foot comes down."""
    place, stairs = floor.world(leg.path), floor.things[leg.path]
    treads = [add(place, tread) for tread in stairs.treads]
    x, z = toward(treads[1], treads[0])
    foot = treads[0]
    ahead = [
        (foot[0] + x * _STAIR_STEP_M * k, place[1], foot[2] + z * _STAIR_STEP_M * k)
        for k in range(_STEPS_BEFORE, 0, -1)
    ]
    points = [*ahead, *treads]
    return points if leg.direction == "up" else points[::-1]


def _default_way(leg: Leg) -> float:
    return leg.default_speed * leg.slot.duration_s


def _to_relation(leg: Leg, floor: Floor, at: Point | None) -> list[Point]:
    link = leg.end
    assert link is not None  # noqa: S101  # the caller asked for it
    mover, other = floor.things[leg.mover], floor.things[link.object]
    place = offset(link.relation, mover, to=other, distance=link.distance_m)
    end = add(floor.world(link.object), place)
    if (
        at is None
        and leg.direction in _UPRIGHT
        and link.relation in {"inside", "on", "above", "below"}
    ):
        return _upright(leg, floor, end)
    if at is None:
        length = desired_length(leg, mover)
        step = place if math.hypot(place[0], place[2]) > 1e-6 else (1.0, 0.0, 0.0)
        x, z = toward((0.0, 0.0, 0.0), step)
        at = add(end, (x * length, -end[1], z * length))
    return _detour([at, end], leg, floor)


def _lifted(point: Point, leg: Leg, thing: Thing) -> Point:
    """Return the point at flying height for what flies."""
    if leg.movement.medium != "air" or leg.direction in {"up", "down"} or leg.movement.rise_m:
        return point
    return add(point, (0.0, 1.5 + 0.5 * thing.size[1], 0.0))


def _detour(points: list[Point], leg: Leg, floor: Floor) -> list[Point]:
    """Return the way with two corners on the camera's side of the first thing that blocks it."""
    start, end = points
    mover = floor.things[leg.mover]
    margin = max(mover.half) + 0.5 * CLEARANCE_M
    boxes = [
        floor.box(key, spot.position)
        for key, spot in floor.spots.items()
        if key != leg.mover and not spot.parent and not floor.things[key].flat
        and key not in floor.together.get(leg.mover, set())
    ]  # fmt: skip
    # What a way ends on or in is no obstacle to it.
    boxes = [box for box in boxes if not _covers(box, end)]
    hit = next((box for box in boxes if _crosses(start, end, box)), None)
    if hit is None:
        return points
    z = hit.high[2] + margin
    xs = sorted((hit.low[0] - margin, hit.high[0] + margin), reverse=start[0] > end[0])
    return [start, (xs[0], start[1], z), (xs[1], end[1], z), end]


def _covers(box: Box, point: Point) -> bool:
    """Tell whether a point lies in a box's footprint."""
    return all(box.low[axis] < point[axis] < box.high[axis] for axis in (0, 2))


def _crosses(start: Point, end: Point, box: Box) -> bool:
    """Return whether the straight way runs through a box's footprint (Liang-Barsky clipping)."""
    near, far = 0.0, 1.0
    for axis in (0, 2):
        delta = end[axis] - start[axis]
        gaps = (box.low[axis] - start[axis], box.high[axis] - start[axis])
        if abs(delta) < 1e-12:
            if gaps[0] >= 0.0 or gaps[1] <= 0.0:
                return False
            continue
        near, far = max(near, min(g / delta for g in gaps)), min(far, max(g / delta for g in gaps))
    return near < far


def _timed(points: Sequence[Point], leg: Leg) -> tuple[tuple[float, Point], ...]:
    steps = [math.dist(a, b) for a, b in pairwise(points)]
    total = max(sum(steps), _SHORTEST_M)
    duration = leg.slot.duration_s
    if not leg.slot.firm and leg.movement.slowest_mps > 0.0:
        duration = min(duration, max(_SHORTEST_S, total / leg.movement.slowest_mps))
    times, travelled = [leg.slot.start_s], 0.0
    for step in steps:
        travelled += step
        times.append(leg.slot.start_s + duration * travelled / total)
    times[-1] = leg.slot.start_s + duration
    return tuple(zip(times, points, strict=True))
