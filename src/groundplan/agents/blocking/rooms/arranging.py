"""Which bodies of a room are moved as one: chairs with tables, rows, circles, people's ways."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from groundplan.agents.blocking.legs import Leg
from groundplan.agents.blocking.rooms.blocks import (
    Block,
    Body,
    around_table,
    before,
    in_circle,
    in_rows,
    single,
)
from groundplan.agents.blocking.rooms.habits import ON_TOP, Habit, habit_of, partner_nouns
from groundplan.agents.blocking.things import Spot, Thing, turned_extent
from groundplan.language.facts import Facts
from groundplan.language.vocabulary import vocabulary

__all__ = ["Arranged", "arranged", "habit"]

_UPON: Final = frozenset({"on", "inside", "under", "above", "below"})
_SEATS: Final = frozenset({"chair", "stool", "wooden chair", "office chair", "bar stool"})
_MANY: Final = 8
"""From this count on alike things stand in rows, when nothing else is said."""
_MANY_TABLES: Final = 4
"""The same for tables with chairs."""
_LANE_MM: Final = (400.0, 2400.0)
"""Half width of a way that is kept free, and its usual length."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Arranged:
    """The blocks of a room, and what lies on top of something."""

    blocks: tuple[Block, ...]
    on_top: dict[str, str] = field(default_factory=dict[str, str])
    """By key: the table or shelf that it is put on, though no words say so."""
    upon: dict[str, str] = field(default_factory=dict[str, str])
    """By key: what words say that it is on, in or under."""
    lanes: dict[str, int] = field(default_factory=dict[str, int])
    """By mover: the number of the block that keeps its way free."""

    def of(self, key: str) -> list[int]:
        """Return the numbers of the blocks with bodies of a fact."""
        return [n for n, b in enumerate(self.blocks) if any(p.key == key for p in b.parts)]


def habit(thing: Thing) -> Habit:
    """Return how a thing stands in a room."""
    entry = vocabulary().noun(thing.noun)
    return habit_of(thing.noun, known="" if entry is None else entry.id)


def arranged(
    facts: Facts, things: Mapping[str, Thing], *, room: str, held: Mapping[str, Spot],
    legs: Sequence[Leg], floor_mm: tuple[float, float],
) -> Arranged:  # fmt: skip
    """Return what stands on the floor of a room, in blocks."""
    upon = {
        r.subject: r.object for r in facts.relations
        if r.relation in _UPON and not r.key.startswith(ON_TOP) and r.when != "end"
        and {r.subject, r.object} <= set(things) - {room} and not _is_rug(things[r.object])
    }  # fmt: skip
    movers = {leg.mover for leg in legs}
    floor = [
        key for key, thing in things.items()
        if key != room and key not in held and key not in upon and key not in movers
        and not thing.table and not thing.flat
    ]  # fmt: skip
    on_top = {
        r.subject: r.object for r in facts.relations
        if r.key.startswith(ON_TOP) and {r.subject, r.object} <= set(things)
    }  # fmt: skip
    work = _Work(facts, things, floor_mm=floor_mm)
    blocks = work.blocks([key for key in floor if key not in on_top])
    lanes: dict[str, int] = {}
    for leg in legs:
        free = not {leg.source, leg.goal, leg.path, leg.companion} & set(floor)
        if free and leg.end is None and leg.mover not in lanes and leg.mover not in held:
            lanes[leg.mover] = len(blocks)
            half = (min(_LANE_MM[1], 0.5 * floor_mm[0]), _LANE_MM[0])
            blocks.append(Block(parts=(), half=half, height=1800.0))
    return Arranged(blocks=tuple(blocks), on_top=on_top, upon=upon, lanes=lanes)


def _is_rug(thing: Thing) -> bool:
    return thing.size[1] < 0.06


class _Work:
    """The blocks while they are found."""

    def __init__(
        self, facts: Facts, things: Mapping[str, Thing], *, floor_mm: tuple[float, float]
    ) -> None:
        self._facts = facts
        self._things = things
        self._floor = floor_mm
        self._left: dict[str, list[Body]] = {}

    def blocks(self, keys: Sequence[str]) -> list[Block]:
        """Return the blocks of what stands on the floor."""
        self._left = {key: list(self._bodies(key)) for key in keys}
        groups = {key: self._with_chairs(key) for key in keys if self._left[key]}
        found: list[Block] = []
        for key in keys:
            own = groups.get(key, []) + [single(b) for b in self._left[key]]
            if own:
                found += self._in_order(key, own)
            self._left[key] = []
        return found

    def _bodies(self, key: str) -> Iterator[Body]:
        thing = self._things[key]
        loose = thing.kind in {"character", "animal", "vehicle"}
        company = [t for t in self._things.values() if t.table == key]
        if company or (loose and thing.count > 1) or thing.stacked:
            high = max(t.size[1] for t in (thing, *company))
            yield Body(key=key, index=-1, half=_hull(thing, company), height=high * 1000.0)
            return
        for index in range(thing.count):
            half = thing.one if loose else turned_extent(thing.size, 0.0)
            yield Body(
                key=key, index=index, half=(half[0] * 1000.0, half[1] * 1000.0),
                height=thing.size[1] * 1000.0,
            )  # fmt: skip

    def _with_chairs(self, key: str) -> list[Block]:
        """Return tables with the chairs that belong to them; both leave what is left."""
        if self._things[key].noun not in partner_nouns() and not self._said_around(key):
            return []
        chairs = self._chairs_of(key)
        tables = self._left[key]
        if not chairs or not tables or tables[0].index < 0:
            return []
        each = self._each(key) or max(1, len(chairs) // len(tables))
        desk = habit(self._things[key]).worked
        found: list[Block] = []
        while tables and chairs:
            table, own = tables.pop(0), [chairs.pop(0) for _ in range(min(each, len(chairs)))]
            found.append(
                before(table, own[0]) if desk and len(own) == 1 else around_table(table, own)
            )
        return found

    def _said_around(self, key: str) -> bool:
        return any(p.kind in {"around", "each"} and p.object == key for p in self._facts.placements)

    def _each(self, key: str) -> int:
        said = (p for p in self._facts.placements if p.kind == "each" and p.object == key)
        return next((int(p.amount) for p in said if p.amount), 0)

    def _chairs_of(self, key: str) -> list[Body]:
        """Return the chairs that are left for a table: those said to be around it, else any."""
        placed = {
            p.subject: p for p in self._facts.placements if p.kind not in {"around", "each", "near"}
        }
        for placement in self._facts.placements:
            if placement.kind in {"around", "each"} and placement.object == key:
                return self._left.get(placement.subject, [])
        for seat, left in self._left.items():
            noun = self._things[seat].noun
            apart = seat in placed and not (placed[seat].kind == "middle" and noun in _SEATS)
            elsewhere = any(
                r.subject == seat and r.object != key and not r.guessed
                for r in self._facts.relations
            )
            if left and noun in _SEATS and not apart and not elsewhere:
                return left
        return []

    def _in_order(self, key: str, blocks: list[Block]) -> list[Block]:
        """Return the blocks of a fact as they are arranged."""
        said = next((p for p in self._facts.placements
                     if p.subject == key and p.kind in {"rows", "circle"}), None)  # fmt: skip
        bodies = len(blocks) > 1 and all(
            len(b.parts) == 1 and b.parts[0].index >= 0 for b in blocks
        )
        if said is not None and said.kind == "circle" and bodies:
            return [in_circle(list(self._bodies(key)))]
        middle = any(p.subject == key and p.kind == "middle" for p in self._facts.placements)
        most = _MANY_TABLES if any(len(b.parts) > 1 for b in blocks) else _MANY
        if said is None and len(blocks) < most and not (middle and len(blocks) > 1):
            return blocks
        if any(b.parts[0].index < 0 for b in blocks):
            return blocks
        rows = int(said.amount or 0) if said is not None else 0
        worked = habit(self._things[key]).worked
        return [in_rows(blocks, rows=min(rows, len(blocks)), floor=self._floor, worked=worked)]


def _hull(thing: Thing, company: Sequence[Thing]) -> tuple[float, float]:
    """Return half of what a table and its people cover around its middle [mm]."""
    if not company:
        return (thing.half[0] * 1000.0, thing.half[1] * 1000.0)
    half_x, half_z = turned_extent(thing.size, thing.heading)
    for other in company:
        wide, deep = other.one
        for x, z in other.offsets:
            half_x = max(half_x, abs(other.place[0] + x) + wide)
            half_z = max(half_z, abs(other.place[2] + z) + deep)
    return (half_x * 1000.0, half_z * 1000.0)
