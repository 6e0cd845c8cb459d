"""The greedy solver: puts down one group of related things, exact satisfaction first.

Explicit distances and directions are met in closed form; only what the words leave free (gaps, the
side of "next to", the row of the rest) is searched, in a fixed order, for the first free place.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from groundplan.agents.blocking.companions import is_straight
from groundplan.agents.blocking.floor import Floor
from groundplan.agents.blocking.legs import Leg
from groundplan.agents.blocking.links import INVERSE, Link
from groundplan.agents.blocking.routes import route_of
from groundplan.agents.blocking.spots import offset
from groundplan.agents.blocking.things import Point, Route, Spot, Thing, add
from groundplan.world.finding import Finding

__all__ = ["place_group"]

_STEP_M: Final = 0.1
_TRIES: Final = 60
_SLIDE: Final[Mapping[str, tuple[Point, ...]]] = {
    "left_of": ((-1.0, 0.0, 0.0),), "right_of": ((1.0, 0.0, 0.0),),
    "in_front_of": ((0.0, 0.0, 1.0),), "behind": ((0.0, 0.0, -1.0),),
    "above": ((0.0, 1.0, 0.0),), "next_to": ((1.0, 0.0, 0.0),),
    "on": ((0.5, 0.0, 0.0), (-0.5, 0.0, 0.0)),
}  # fmt: skip
_AHEAD_M: Final = (0.25, 0.5, 0.75, 1.0, 1.25, 1.5)
"""How far beside something a place may also lie towards the camera, where a wall is behind it."""
_AXES: Final = {"left_of": 0, "right_of": 0, "in_front_of": 2, "behind": 2}
_AROUND: Final = ((1.0, 0.0), (-1.0, 0.0), (0.0, 1.0), (0.0, -1.0))
_CARRYING: Final = frozenset({"on", "inside"})
"""What a way may end on or in is not in its way."""
_CLOSE_WAYS: Final = frozenset({"around", "over", "through", "under", "stairs"})
_LEVEL: Final = frozenset({"left_of", "right_of", "in_front_of", "behind", "next_to"})
_WALKING: Final = frozenset({"character", "animal", "vehicle"})
"""What stands on the ground below something, and does not hang in the air under it."""
_PERCHES: Final = (0.12, -0.12, 0.24, -0.24, 0.34)
"""How much higher or lower in a tree there is another place, over its height."""
_SHARING: Final = frozenset({"on", "inside", "under", "below", "above", "around", "at"})


def place_group(
    floor: Floor, order: Sequence[str], *, links: Sequence[Link], legs: Sequence[Leg],
    held: Mapping[str, Spot],
) -> list[Finding]:  # fmt: skip
    """Put the things down in order and lay their ways; return what did not fit."""
    findings: list[Finding] = []
    standing = [link for link in links if link.when != "end"]
    for key in order:
        first = next((leg for leg in legs if leg.mover == key), None)
        mine = _resolved(key, floor, standing)
        if key in floor.spots:  # a room's own solver has put it down
            continue
        if key in held:
            floor.spots[key] = held[key]
        elif mine:
            floor.spots[key] = _by_links(key, floor, mine, findings=findings)
        elif first is not None:
            _lay(first, floor, None)
        else:
            floor.spots[key] = _in_row(key, floor)
    for leg in legs:
        if leg.mover in floor.spots and not any(r.action == leg.action and r.mover == leg.mover
                                                for r in floor.routes):  # fmt: skip
            before = [r for r in floor.routes if r.mover == leg.mover]
            at = before[-1].keys[-1][1] if before else floor.world(leg.mover)
            _lay(leg, floor, at)
    return findings


def _resolved(key: str, floor: Floor, links: Sequence[Link]) -> list[Link]:
    """Return the constraints that tie a thing to what stands already, with it as the subject."""
    mine = [x for x in links if x.subject == key and x.object in floor.spots]
    turned = [
        replace(x, subject=x.object, object=x.subject, relation=INVERSE[x.relation])
        for x in links
        if x.object == key and x.subject in floor.spots and x.relation in INVERSE
    ]
    return mine + turned


def _by_links(key: str, floor: Floor, links: Sequence[Link], *, findings: list[Finding]) -> Spot:
    first = links[0]
    base = _spot(key, floor, first)
    for other in links[1:]:
        axis = _AXES.get(other.relation)
        if axis is not None and other.distance_m is None:
            place = list(base)
            place[axis] = _spot(key, floor, other)[axis]
            base = (place[0], place[1], place[2])
    if base[1] < -1e-9:
        _lift(floor, first.object, -base[1])
        base = (base[0], 0.0, base[2])
    for link in links:
        _join_over(key, floor, link)
    at = floor.first_free(key, _candidates(key, floor, first, base=base))
    if at is None:
        at = base
        findings.append(_crowded(key, floor, first))
    return Spot(position=at, why="relation")


def _join_over(key: str, floor: Floor, link: Link) -> None:
    """Let things share space where one is on, in, over or at the other.

    What belongs to one table shares it all: knees are below the top, people on chairs, and they
    reach over what lies on it.
    """
    if link.relation not in _SHARING:
        return
    floor.join(key, link.object)
    for other, thing in floor.things.items():
        if other != key and thing.table == link.object:
            floor.join(key, other)


def _spot(key: str, floor: Floor, link: Link) -> Point:
    to = floor.things[link.object]
    step = offset(link.relation, floor.things[key], to=to, distance=link.distance_m)
    return _landed(key, floor, link, at=add(floor.world(link.object), step))


def _landed(key: str, floor: Floor, link: Link, *, at: Point) -> Point:
    """Return the place, on the floor where the other's support does not reach it."""
    if link.relation == "below" and at[1] > 0.0 and floor.things[key].kind in _WALKING:
        for other in sorted(floor.together.get(link.object, set())):
            floor.join(key, other)
        return (at[0], 0.0, at[2])
    if link.relation not in _LEVEL or at[1] <= 0.0:
        return at
    below = [
        other
        for other in sorted(floor.together.get(link.object, set()))
        if other in floor.spots and floor.world(other)[1] < at[1]
    ]
    for other in below:
        x, _, z = floor.world(other)
        half_x, half_z = floor.things[other].half
        own_x, own_z = floor.things[key].half
        if abs(at[0] - x) + own_x <= half_x and abs(at[2] - z) + own_z <= half_z:
            floor.join(key, other)
            return at
    return (at[0], 0.0, at[2]) if below else at


def _lift(floor: Floor, key: str, by: float) -> None:
    """Raise a thing so that another fits below it; what stands on it rises with it."""
    spot = floor.spots[key]
    top = floor.world(key)[1] + floor.things[key].size[1]
    floor.spots[key] = replace(spot, position=add(spot.position, (0.0, by, 0.0)))
    for other in floor.together.get(key, set()):
        if other in floor.spots and not floor.spots[other].parent:
            above = floor.spots[other]
            if abs(above.position[1] - top) < 1.0 and above.position[1] > spot.position[1]:
                floor.spots[other] = replace(above, position=add(above.position, (0.0, by, 0.0)))


def _candidates(key: str, floor: Floor, link: Link, *, base: Point) -> Iterator[Point]:
    yield base
    centre = floor.world(link.object)
    thing, other = floor.things[key], floor.things[link.object]
    if link.relation == "next_to":
        yield from _sides(thing, other, link, base=base, centre=centre)
    if link.distance_m is not None and link.relation not in {"above", "below"}:
        return
    if other.treelike and link.relation in {"on", "inside"}:
        yield from (add(base, (0.0, share * other.size[1], 0.0)) for share in _PERCHES)
        return
    step = max(_STEP_M, 0.25 * max(thing.half))
    for index in range(1, _TRIES):
        for x, y, z in _SLIDE.get(link.relation, ()):
            by = step * _reach(index)
            yield add(base, (x * by, y * by, z * by))


def _sides(
    thing: Thing, other: Thing, link: Link, *, base: Point, centre: Point
) -> Iterator[Point]:
    """Return places on all sides of something, then those beside it and nearer the camera."""
    for x, z in _AROUND:
        reach = link.distance_m or abs(x) * (thing.half[0] + other.half[0]) + abs(z) * (
            thing.half[1] + other.half[1]
        ) + 0.25  # fmt: skip
        yield add(centre, (x * reach, 0.0, z * reach))
    for ahead in _AHEAD_M:
        for side in (1.0, -1.0):
            yield add(base, (min(side, 0.0) * 2.0 * (base[0] - centre[0]), 0.0, ahead))


def _reach(index: int) -> float:
    """Return how many steps away to look next: close places densely, far ones sparsely."""
    return index * (1.0 + 0.1 * index)


def _in_row(key: str, floor: Floor) -> Spot:
    hull = floor.hull()
    half = floor.things[key].half[0]
    if hull is None or floor.things[key].flat:
        return Spot(position=(0.0, 0.0, 0.0))
    gap = min(1.0, max(0.15, half))
    return Spot(position=(hull.high[0] + gap + half, 0.0, 0.0))


def _lay(leg: Leg, floor: Floor, at: Point | None) -> None:
    leg = _reachable(leg, floor)
    if leg.path and leg.path_kind in _CLOSE_WAYS:
        floor.join(leg.mover, leg.path)
    if leg.end is not None and leg.end.relation in _CARRYING:
        floor.join(leg.mover, leg.end.object)
    route = route_of(leg, floor, at)
    if at is None:
        route = route if leg.companion and not is_straight(route) else _cleared(route, floor)
        floor.spots[leg.mover] = Spot(position=route.keys[0][1], why="route")
    floor.routes.append(route)


def _reachable(leg: Leg, floor: Floor) -> Leg:
    """Return the leg without places that wait for it: in a circle somebody has to begin."""

    def placed(key: str) -> str:
        return key if key in floor.spots else ""

    end = leg.end if leg.end is None or leg.end.object in floor.spots else None
    return replace(
        leg, source=placed(leg.source), goal=placed(leg.goal), path=placed(leg.path),
        companion=placed(leg.companion), end=end,
    )  # fmt: skip


def _cleared(route: Route, floor: Floor) -> Route:
    """Return the way, moved towards the camera until it is free (away when that is nearer)."""
    blockers = floor.blockers(route.mover)
    lane = floor.lane(route)
    for index in range(_TRIES):
        for sign in (1.0, -1.0):
            by = (0.0, 0.0, sign * _STEP_M * _reach(index))
            box = lane.shifted(by)
            if not any(box.overlaps(other) for other in blockers):
                keys = tuple((t, add(point, by)) for t, point in route.keys)
                return replace(route, keys=keys)
    return route


def _crowded(key: str, floor: Floor, link: Link) -> Finding:
    names = (floor.things[key].noun, floor.things[link.object].noun)
    far = "" if link.distance_m is None else f" with {link.distance_m:g} m between centres"
    return Finding(
        code="layout.crowded",
        severity="warning",
        message=f"{names[0]} {link.relation} {names[1]}{far} leaves no room: their bodies overlap",
        paths=(f"narrative/relations/{link.key}",) if link.key else (),
        measured=link.distance_m,
        unit="m" if link.distance_m is not None else "",
        options=("state a longer distance", "make one of them smaller"),
    )
