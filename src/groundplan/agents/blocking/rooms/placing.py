"""The solution of a room in metres: spots, headings, what lies on top, and what is said of it."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from groundplan.agents.blocking.rooms.arranging import Arranged, habit
from groundplan.agents.blocking.rooms.blocks import Block
from groundplan.agents.blocking.rooms.clashes import clash_findings
from groundplan.agents.blocking.rooms.habits import HUNG_MM
from groundplan.agents.blocking.rooms.problem import PERSON_MM, Place, Problem
from groundplan.agents.blocking.rooms.solver import Furnished
from groundplan.agents.blocking.things import Point, Spot, Thing
from groundplan.language.facts import EntityFact
from groundplan.world.finding import Finding

__all__ = ["ALIVE", "SUNK_MM", "RoomPlan", "heights_of", "opening_of", "plan_of"]

_REACH_M: Final = 1.3
"""What is higher holds things on a shelf half way up, not on its top."""
_SILL_M: Final = 0.85
SUNK_MM: Final = {"window": 15, "door": 20}
"""Half of how deep an opening sits in its wall."""
ALIVE: Final = frozenset({"character", "animal"})

Body = tuple[float, float, float, float | None]
"""Place [m] and heading [rad] of one body; no heading where another decides it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomPlan:
    """Where everything stands in a room; no spots where nothing is furnished."""

    things: dict[str, Thing]
    spots: dict[str, Spot] = field(default_factory=dict[str, Spot])
    headings: dict[str, float] = field(default_factory=dict[str, float])
    turned: dict[str, tuple[float, ...]] = field(default_factory=dict[str, tuple[float, ...]])
    lanes: dict[str, Point] = field(default_factory=dict[str, Point])
    """By mover: the middle of the way that is kept free."""
    findings: tuple[Finding, ...] = ()
    resized: frozenset[str] = frozenset()
    bounds: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)
    """Inner faces: left, back, right, open side [m]."""


def opening_of(things: Mapping[str, Thing], key: str) -> str:
    """Return the noun of a thing, one for all kinds of doors."""
    noun = things[key].noun if key in things else ""
    return "door" if noun in {"doorway", "entrance", "front door"} else noun


def heights_of(block: Block, thing: Thing) -> tuple[int, int]:
    """Return the lowest and the highest point of a block over the floor [mm]."""
    if thing.noun == "window":
        return (round(1000 * _SILL_M), round(1000 * (_SILL_M + thing.size[1])))
    if habit(thing).hung:
        return (HUNG_MM, HUNG_MM + round(1000 * thing.size[1]))
    high = round(block.height)
    return (0, 0) if high < 60 else (0, high)


def plan_of(
    things: Mapping[str, Thing], blocks: Arranged, result: Furnished, *, room: EntityFact,
    problem: Problem, grown: bool,
) -> RoomPlan:  # fmt: skip
    """Return the solution in metres, with its findings."""
    work = _Placing(dict(things), blocks, problem=problem)
    work.put(_bodies(things, blocks, result.places))
    work.put_on_top()
    work.turn_along(blocks.upon)
    work.spots[room.key] = Spot(position=(0.0, 0.0, 0.0), why="default")
    lanes = {
        mover: (result.places[n].x / 1000.0, 0.0, result.places[n].z / 1000.0)
        for mover, n in blocks.lanes.items()
    }
    (left, back), (right, front) = problem.low, problem.high
    return RoomPlan(
        things=work.things, spots=work.spots, headings=work.headings, turned=work.turned,
        lanes=lanes, findings=tuple(_findings(problem, result, room=room, thing=things[room.key])),
        resized=frozenset({room.key}) if grown else frozenset(),
        bounds=(left / 1000.0, back / 1000.0, right / 1000.0, front / 1000.0),
    )  # fmt: skip


def _bodies(
    things: Mapping[str, Thing], blocks: Arranged, places: Sequence[Place]
) -> dict[str, list[Body]]:
    """Return place and heading of every body, by key in the order of the bodies."""
    found: dict[str, list[tuple[int, Body]]] = {}
    for block, place in zip(blocks.blocks, places, strict=True):
        angle = 0.5 * math.pi * place.turn
        c, s = round(math.cos(angle)), round(math.sin(angle))
        for part in block.parts:
            px, pz = part.x, part.z - SUNK_MM.get(opening_of(things, part.key), 0)
            x, z = place.x + c * px + s * pz, place.z - s * px + c * pz
            keeps = part.index < 0 or things[part.key].kind in ALIVE
            y = heights_of(block, things[part.key])[0] if len(block.parts) == 1 else 0
            body = (x / 1000.0, y / 1000.0, z / 1000.0,
                    None if keeps else _wrapped(part.heading + angle))  # fmt: skip
            found.setdefault(part.key, []).append((part.index, body))
    return {
        key: [b for _, b in sorted(them, key=lambda pair: pair[0])] for key, them in found.items()
    }


class _Placing:
    """The plan while things are put down."""

    def __init__(self, things: dict[str, Thing], blocks: Arranged, *, problem: Problem) -> None:
        self.things = things
        self.spots: dict[str, Spot] = {}
        self.headings: dict[str, float] = {}
        self.turned: dict[str, tuple[float, ...]] = {}
        self._on_top = blocks.on_top
        self._said = {problem.units[r.subject].key for r in problem.rules if r.words}

    def put(self, bodies: Mapping[str, Sequence[Body]]) -> None:
        """Put everything down that stands on the floor or hangs on a wall."""
        for key, placed in bodies.items():
            x, z = _mean([(b[0], b[2]) for b in placed])
            self.spots[key] = Spot(
                position=(round(x, 6), placed[0][1], round(z, 6)),
                why="relation" if key in self._said else "default",
            )
            turns = tuple(b[3] for b in placed if b[3] is not None)
            if turns:
                spread = tuple((b[0] - x, b[2] - z) for b in placed) if len(placed) > 1 else ()
                self._turn(key, turns, spread)

    def _turn(
        self, key: str, turns: tuple[float, ...], spread: tuple[tuple[float, float], ...]
    ) -> None:
        thing = self.things[key]
        top = _turned_top(thing.top, turns[0])
        self.things[key] = replace(
            thing, spread=spread, heading=turns[0], turns=False, top=top, line=False
        )
        self.headings[key] = turns[0]
        if len(turns) > 1:
            self.turned[key] = turns

    def turn_along(self, upon: Mapping[str, str]) -> None:
        """Turn things with the furniture that they are on."""
        for key, carrier in upon.items():
            if carrier in self.headings and self.things[key].kind == "prop":
                angle = self.headings[carrier]
                self.things[key] = replace(self.things[key], heading=angle, turns=False)

    def put_on_top(self) -> None:
        """Put what lies on furniture on it, one after another, turned as the furniture."""
        used: dict[str, int] = {}
        for key, carrier in self._on_top.items():
            if carrier not in self.spots:
                continue
            base, thing = self.things[carrier], self.things[key]
            spread: list[tuple[float, float]] = []
            for _ in range(thing.count):
                spread.append(_on(base, used.get(carrier, 0), 1.15 * max(thing.size[::2])))
                used[carrier] = used.get(carrier, 0) + 1
            x, _, z = self.spots[carrier].position
            mx, mz = _mean(spread)
            top = base.work_m or base.top[1] or base.size[1]
            top = top if base.size[1] < _REACH_M else 0.5 * base.size[1]
            self.spots[key] = Spot(position=(x + mx, top, z + mz), why="default")
            around = tuple((x - mx, z - mz) for x, z in spread) if thing.count > 1 else ()
            self.things[key] = replace(thing, spread=around, heading=base.heading, turns=False)
            self.headings[key] = base.heading


def _on(base: Thing, number: int, step: float) -> tuple[float, float]:
    """Return where the n-th thing lies on a group of tables, from the group's middle [m]."""
    x, z = base.offsets[number % len(base.offsets)]
    layer = number // len(base.offsets)
    along = (layer + 1) // 2 * (-1 if layer % 2 else 1) * step
    return (x + math.cos(base.heading) * along, z - math.sin(base.heading) * along)


def _findings(
    problem: Problem, result: Furnished, *, room: EntityFact, thing: Thing
) -> Iterator[Finding]:
    yield from clash_findings(problem, result)
    for n in result.unreached:
        name = problem.units[n].name
        yield Finding(
            code="layout.unreachable", severity="warning",
            message=f"nobody gets from the door to the {name}: no way is "
            f"{PERSON_MM / 1000:g} m wide",
            expected=PERSON_MM / 1000.0, unit="m",
            options=("state a larger room", f"drop the {name}"),
        )  # fmt: skip
    if thing.resizable:
        wide, _, deep = thing.size
        yield Finding(
            code="layout.room-size", severity="info",
            message=f"the size of the {room.noun} is not said: "
            f"{wide:g} m by {deep:g} m are assumed",
            measured=wide, unit="m", options=("state its width and depth",),
        )  # fmt: skip


def _turned_top(top: Point, angle: float) -> Point:
    c, s = math.cos(angle), math.sin(angle)
    return (c * top[0] + s * top[2], top[1], c * top[2] - s * top[0])


def _wrapped(angle: float) -> float:
    return math.atan2(round(math.sin(angle), 12), round(math.cos(angle), 12))


def _mean(points: Sequence[tuple[float, float]]) -> tuple[float, float]:
    n = len(points)
    return sum(p[0] for p in points) / n, sum(p[1] for p in points) / n
