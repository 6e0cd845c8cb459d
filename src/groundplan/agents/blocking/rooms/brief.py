"""A furnished room of the facts: its problem, its solution as spots, and what is said about it."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from groundplan.agents.blocking.legs import Leg
from groundplan.agents.blocking.links import Link
from groundplan.agents.blocking.rooms.arranging import Arranged, arranged, habit
from groundplan.agents.blocking.rooms.asking import asked
from groundplan.agents.blocking.rooms.blocks import Block
from groundplan.agents.blocking.rooms.clashes import clash_findings
from groundplan.agents.blocking.rooms.cp_sat import has_solver
from groundplan.agents.blocking.rooms.placing import (
    ALIVE,
    SUNK_MM,
    RoomPlan,
    heights_of,
    opening_of,
    plan_of,
)
from groundplan.agents.blocking.rooms.problem import PERSON_MM, Problem, Unit
from groundplan.agents.blocking.rooms.solver import Furnished, furnish
from groundplan.agents.blocking.things import Point, Spot, Thing
from groundplan.language.facts import EntityFact, Facts
from groundplan.language.interiors import interior_of
from groundplan.world.finding import Finding

__all__ = ["furnished"]

_INNER: Final = (0.475, 0.466, 0.49)
"""Inner faces of the side walls, of the back wall, and the open side, over the room's size."""
_GROWTH: Final = (1.0, 1.2, 1.45, 1.75, 2.1, 2.6)
"""How a room of guessed size grows until all fits."""
_SWING_MM: Final = 900
"""Square before a door that its leaf and people need."""


def furnished(
    facts: Facts, things: Mapping[str, Thing], links: Sequence[Link], *,
    held: Mapping[str, Spot], legs: Sequence[Leg],
) -> RoomPlan:  # fmt: skip
    """Return the plan of the room that the facts furnish; an empty one where they furnish none."""
    room = next((e for e in facts.entities if e.interior and e.key in things), None)
    if room is None:
        return RoomPlan(things=dict(things))
    if not has_solver():
        return _unsolved(room, things, why="the solver (ortools) is not installed here")
    steps = _GROWTH if things[room.key].resizable else _GROWTH[:1]
    tried: _Tried | None = None
    for growth in steps:
        size = _room_size(room, things[room.key], growth)
        work = _Room(facts, things, room=room, size=size)
        blocks = work.arranged(held, legs)
        problem = work.problem(blocks, tuple(links))
        if growth < steps[-1] and not _may_fit(problem):
            continue
        tried = _Tried(work, blocks, problem, furnish(problem))
        if tried.good:
            break
    if tried is None or not tried.result.places:
        found = () if tried is None else clash_findings(tried.problem, tried.result)
        return _unsolved(room, things, why="no arrangement was found", more=found)
    return plan_of(
        tried.work.things, tried.blocks, tried.result, room=room, problem=tried.problem,
        grown=things[room.key].size != tried.work.things[room.key].size,
    )  # fmt: skip


class _Tried(NamedTuple):
    """A room of one size, and how it came out."""

    work: "_Room"
    blocks: Arranged
    problem: Problem
    result: Furnished

    @property
    def good(self) -> bool:
        """Return whether all stands and is reached, or more room would not help."""
        reached = bool(self.result.places) and not self.result.unreached
        return (reached and not self.result.clashes) or _hopeless(self.result)


def _hopeless(result: Furnished) -> bool:
    """Return whether more room would not help: only statements clash."""
    return bool(result.clashes) and all(
        name.startswith("rule:") for clash in result.clashes for name in clash.core
    ) and bool(result.places)  # fmt: skip


def _may_fit(problem: Problem) -> bool:
    """Return whether things and the way between them take less than the floor."""
    wide, deep = (h - low for low, h in zip(problem.low, problem.high, strict=True))
    taken = sum(4 * u.half[0] * u.half[1] for u in problem.units if u.heights[0] < 1000)
    return taken < 0.6 * wide * deep and all(
        2 * max(u.half) <= max(wide, deep) for u in problem.units
    )


def _unsolved(
    room: EntityFact, things: Mapping[str, Thing], *, why: str, more: tuple[Finding, ...] = ()
) -> RoomPlan:
    """Return an empty plan: things are put down as on open ground, and that is said."""
    finding = Finding(
        code="layout.room-unsolved", severity="warning",
        message=f"the {room.noun} is laid out without its walls: {why}",
        options=("state a larger room", "name fewer things"),
    )  # fmt: skip
    return RoomPlan(things=dict(things), findings=(*more, finding))


def _room_size(room: EntityFact, thing: Thing, growth: float) -> Point:
    if not thing.resizable:
        return thing.size
    wide, deep = interior_of(room.noun) or (thing.size[0], thing.size[2])
    return (round(wide * growth, 1), thing.size[1], round(deep * growth, 1))


class _Room:
    """One room of one size."""

    def __init__(
        self, facts: Facts, things: Mapping[str, Thing], *, room: EntityFact, size: Point
    ) -> None:
        self._facts = facts
        self.things = dict(things) | {room.key: replace(things[room.key], size=size)}
        self._room = room
        wide, deep = 1000.0 * size[0], 1000.0 * size[2]
        side, back, front = _INNER
        self.low = (-round(side * wide), -round(back * deep))
        self.high = (round(side * wide), round(front * deep))

    def arranged(self, held: Mapping[str, Spot], legs: Sequence[Leg]) -> Arranged:
        """Return the blocks of the room."""
        wide, deep = (h - low - 2.0 * PERSON_MM for low, h in zip(self.low, self.high, strict=True))
        return arranged(
            self._facts, self.things, room=self._room.key, held=held, legs=legs,
            floor_mm=(wide, deep),
        )  # fmt: skip

    def problem(self, blocks: Arranged, links: tuple[Link, ...]) -> Problem:
        """Return the problem of the room."""
        units = tuple(self._unit(n, block) for n, block in enumerate(blocks.blocks))
        doors = [n for n, u in enumerate(units) if opening_of(self.things, u.key) == "door"]
        return Problem(
            low=self.low, high=self.high, units=units,
            rules=asked(self._facts, self.things, links, blocks=blocks),
            door=doors[0] if doors else -1,
        )  # fmt: skip

    def _unit(self, number: int, block: Block) -> Unit:
        half = (math.ceil(block.half[0]), math.ceil(block.half[1]))
        if not block.parts:
            return Unit(
                name=f"way {number}", key="", half=half, heights=(0, 1800), turns=(0,),
                walkway=False, weight=0,
            )  # fmt: skip
        first = block.parts[0]
        thing, one = self.things[first.key], len(block.parts) == 1
        way = habit(thing)
        heights = heights_of(block, thing)
        noun = opening_of(self.things, first.key)
        sunk = SUNK_MM.get(noun, 0)
        person = thing.kind in ALIVE or first.index < 0
        front = _SWING_MM if noun == "door" else way.front if one else 0
        return Unit(
            name=thing.noun if first.index <= 0 else f"{thing.noun} {first.index + 1}",
            key=first.key, index=first.index, half=(half[0], half[1] - sunk) if sunk else half,
            heights=heights, turns=(0,) if person else (0, 1, 2, 3), front=front,
            worked=way.worked, weight=0 if person else heights[1] // 500,
            walkway=not person and noun != "window" and not way.hung and heights[1] > 60,
        )  # fmt: skip
