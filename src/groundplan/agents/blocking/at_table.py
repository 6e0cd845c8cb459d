"""Who is at a table, a desk, a bar or a piano: on which side, how far from it, and on what.

Source:
    Distances are our engineering defaults after common furniture: 0.6 m of edge for each, knees
    0.15 to 0.2 m below the top, seats 0.29 m below it.
"""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from groundplan.agents.blocking.links import Link
from groundplan.agents.blocking.table_sides import (
    HEADINGS,
    Side,
    Slot,
    abreast_on,
    around,
    both_sides,
)
from groundplan.agents.blocking.things import Thing, turned_extent
from groundplan.language.facts import Facts, Span

__all__ = ["Seating", "seated_at", "with_tables"]

_EACH_M: Final = 0.62
_BETWEEN_M: Final = 0.03
_HIPS_M: Final = 0.24
"""From the hips of who sits to the edge of the top."""
_GROWN_M: Final = 1.65
"""From this height on the arms are long enough for that distance; children sit nearer."""
_STANDS_M: Final = 0.12
"""Air between who stands and the edge."""
_AIR_M: Final = 0.015
_BELOW_TOP_M: Final = 0.29
_SEATS_M: Final = (0.35, 0.85)
"""Heights that a guessed seat may get."""
_IN_FRONT_M: Final = 0.04
_ONE_SIDED: Final = frozenset({"desk", "bar", "counter", "workbench"})
_FACING: Final = re.compile(
    r"\b(?:opposite|facing|across from) "
    r"(?:each other|one another|him|her|them)\b|face[- ]to[- ]face",
    re.IGNORECASE,
)
_ABREAST: Final = re.compile(r"\bside[- ]by[- ]side\b|\bnext to each other\b", re.IGNORECASE)
_HEAD: Final = re.compile(r"^at the head\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Seating:
    """What sitting at tables decides before anything is put down."""

    things: dict[str, Thing]
    tables: dict[str, str]
    """By person: the table."""
    headings: dict[str, float]
    turned: dict[str, tuple[float, ...]]
    resized: frozenset[str]


def seated_at(facts: Facts, things: Mapping[str, Thing]) -> Seating:
    """Return the things with their places at tables; the rest as they are."""
    tables: dict[str, str] = {}
    for relation in facts.relations:
        if relation.at and relation.subject in things and relation.object in things:
            tables.setdefault(relation.subject, relation.object)
    plan = _Plan(facts, dict(things))
    for table in dict.fromkeys(tables.values()):
        plan.fill(table, [key for key in things if tables.get(key) == table])
    return Seating(
        things=plan.things, tables=tables, headings=plan.headings, turned=plan.turned,
        resized=frozenset(plan.resized),
    )  # fmt: skip


def with_tables(links: Sequence[Link], things: Mapping[str, Thing]) -> tuple[Link, ...]:
    """Return the constraints, with those inside the company of a table replaced by its places."""

    def company(key: str) -> str:
        thing = things.get(key)
        if thing is None:
            return ""
        return thing.table or (key if any(t.table == key for t in things.values()) else "")

    kept = [
        x for x in links if not company(x.subject) or company(x.subject) != company(x.object)
        or (x.relation == "on" and x.subject in things and not things[x.subject].table)
    ]  # fmt: skip
    own = [
        Link(key="", subject=key, relation="at", object=thing.table, span=Span(start=0, end=0))
        for key, thing in things.items()
        if thing.table
    ]
    return (*own, *kept)


class _Plan:
    """The things while their places at tables are found."""

    def __init__(self, facts: Facts, things: dict[str, Thing]) -> None:
        self._facts = facts
        self.things = things
        self.headings: dict[str, float] = {}
        self.turned: dict[str, tuple[float, ...]] = {}
        self.resized: set[str] = set()

    def fill(self, table: str, people: Sequence[str]) -> None:
        """Place everybody who is at a table, with their seats and what they use."""
        seats = {key: self._seat_of(key) for key in people}
        slots, heading = self._slots(table, people)
        self._turn(table, slots, heading, people=people)
        taken = 0
        for key in people:
            count = self.things[key].count
            self._sit(key, seats[key], table, slots=slots[taken : taken + count])
            taken += count

    def _slots(self, table: str, people: Sequence[str]) -> tuple[list[Slot], float]:
        """Return the places in the order of the people, and the table's heading."""
        thing = self.things[table]
        count = sum(self.things[key].count for key in people)
        each = self._each(people)
        if thing.worked_from_front:
            # The player is seen from the side: the case would hide who sits behind it.
            return abreast_on(count, "left", each), -0.5 * math.pi
        across = count == 2 and bool(_FACING.search(self._facts.text))  # a pair
        desk = thing.noun.rpartition(" ")[2]
        if desk in _ONE_SIDED and not (across and desk == "desk"):
            # Drawers and foot rails are at the front (+Z), and so is who uses it.
            return abreast_on(count, "far", each), math.pi
        if thing.seat:
            return both_sides(count, each) if count > 1 else [("far", 0.0)], 0.0
        heads = [key for key in people if self._said(key, table, _HEAD)]
        if heads and count == 1:
            return [("far", 0.0)], 0.5 * math.pi
        in_row = self._in_row(people)
        if count == 2 and not heads and not in_row:  # a pair
            return [("left", 0.0), ("right", 0.0)], 0.5 * math.pi
        slots = around(count, each, in_row=in_row)
        if heads:
            slots = self._headed(slots, people, heads[0])
        return slots, 0.0

    def _in_row(self, people: Sequence[str]) -> bool:
        """Return whether they are said to sit side by side."""
        return bool(_ABREAST.search(self._facts.text)) or any(
            r.relation == "next_to" and r.subject in people and r.object in people
            for r in self._facts.relations
        )

    def _each(self, people: Sequence[str]) -> float:
        """Return the edge that each person takes [m]: as wide as the broadest with bent arms."""
        widest = max((self.things[key].size[0] for key in people), default=0.0)
        return max(_EACH_M, widest + _BETWEEN_M)

    def _headed(self, slots: list[Slot], people: Sequence[str], head: str) -> list[Slot]:
        """Return the places with the left end for who sits at the head."""
        before = sum(self.things[key].count for key in people[: people.index(head)])
        others = [slot for slot in slots if slot != ("left", 0.0)][: len(slots) - 1]
        return [*others[:before], ("left", 0.0), *others[before:]]

    def _said(self, key: str, table: str, pattern: re.Pattern[str]) -> bool:
        text = self._facts.text
        return any(
            r.subject == key and r.object == table and pattern.match(text[r.span.start :])
            for r in self._facts.relations
        )

    def _turn(
        self, table: str, slots: Sequence[Slot], heading: float, *, people: Sequence[str]
    ) -> None:
        """Turn the table, its long side to those who sit, and make it long enough for them."""
        thing = self.things[table]
        x, y, z = thing.size
        if z > x and not thing.worked_from_front:
            heading += 0.5 * math.pi
        quarter = abs(math.sin(heading)) > 0.5  # the sine of 30 degrees
        sides = ("far", "near") if quarter == (z > x) else ("left", "right")
        most = max((sum(side == s for side, _ in slots) for s in sides), default=0)
        need = self._each(people) * most
        if thing.resizable and max(x, z) < need and not thing.worked_from_front:
            size = (need, y, z) if x >= z else (x, y, need)
            thing = replace(thing, size=size)
            self.resized.add(table)
        self.headings[table] = heading
        self.things[table] = replace(thing, heading=heading, turns=False)

    def _seat_of(self, key: str) -> str:
        """Return what somebody sits on; the table where the seat is a part of it; empty: stands."""
        on = (r.object for r in self._facts.relations if r.subject == key and r.relation == "on")
        return next((k for k in on if k in self.things and self.things[k].seat), "")

    def _sit(self, key: str, seat: str, table: str, *, slots: Sequence[Slot]) -> None:
        own = seat if seat != table else ""
        if own:
            self._fit_seat(own, table)
        spots = [self._hips(key, slot, seat=seat, table=table) for slot in slots]
        heights = self.things[seat].top[1] if seat else 0.0
        low = max(0.0, heights - self.things[key].sink_m) if seat else 0.0
        self._put(key, table, spots, low=low, headings=[HEADINGS[side] for side, _ in slots])
        if own:
            self._put_seat(own, table, spots, slots=slots)
        self._lay(key, table, spots, slots=slots)

    def _fit_seat(self, seat: str, table: str) -> None:
        """Give a guessed seat the height that fits its table."""
        thing = self.things[seat]
        guessed = any(e.key == seat and e.guessed for e in self._facts.entities)
        wanted = min(_SEATS_M[1], max(_SEATS_M[0], self.things[table].work_m - _BELOW_TOP_M))
        if (
            not guessed or not thing.resizable or abs(wanted - thing.top[1]) < 0.02
        ):  # too little to see
            return
        factor = wanted / thing.top[1]
        (w, h, d), (x, y, z) = thing.size, thing.top
        self.things[seat] = replace(thing, size=(w, h * factor, d), top=(x, y * factor, z))
        self.resized.add(seat)

    def _hips(self, key: str, slot: Slot, *, seat: str, table: str) -> tuple[float, float]:
        """Return where somebody's middle is, from the table's origin (x, z)."""
        side, along = slot
        thing = self.things[table]
        half_x, half_z = turned_extent(thing.size, thing.heading)
        reach = half_z if side in {"far", "near"} else half_x
        if seat == table:
            off = abs(thing.top[2])
        elif seat:
            under = self.things[seat]
            near = _HIPS_M * min(1.0, thing.size[1] / _GROWN_M)
            off = reach + max(near, 0.5 * under.size[2] - under.top[2] + _AIR_M)
        else:
            off = reach + 0.5 * self.things[key].size[2] + _STANDS_M
        return {
            "far": (along, -off), "near": (along, off),
            "left": (-off, along), "right": (off, along),
        }[side]  # fmt: skip

    def _put(
        self, key: str, table: str, spots: Sequence[tuple[float, float]], *, low: float,
        headings: Sequence[float],
    ) -> None:  # fmt: skip
        """Set the places of one entity's bodies."""
        thing = self.things[key]
        one = len(spots) == 1
        x, z = spots[0] if one else (0.0, 0.0)
        self.things[key] = replace(
            thing, table=table, place=(x, low, z), spread=() if one else tuple(spots), line=False,
            heading=headings[0], turns=False,
        )  # fmt: skip
        self.headings[key] = headings[0]
        if not one:
            self.turned[key] = tuple(headings)

    def _put_seat(
        self, seat: str, table: str, spots: Sequence[tuple[float, float]], *, slots: Sequence[Slot]
    ) -> None:
        """Put seats so that the middle of each is below the hips."""
        sx, _, sz = self.things[seat].top
        headings = [HEADINGS[side] for side, _ in slots]
        under: list[tuple[float, float]] = []
        for (x, z), angle in zip(spots, headings, strict=True):
            c, s = math.cos(angle), math.sin(angle)
            under.append((x - c * sx - s * sz, z + s * sx - c * sz))
        self._put(seat, table, under, low=0.0, headings=headings)

    def _lay(
        self, key: str, table: str, spots: Sequence[tuple[float, float]], *, slots: Sequence[Slot]
    ) -> None:
        """Lay what people use on top of the table in front of each, turned to them."""
        facts = self._facts
        used = [a.object for a in facts.actions if a.agent == key and not a.negated]
        used += [r.object for r in facts.relations if (r.subject, r.relation) == (key, "next_to")]
        on = {r.subject for r in facts.relations if r.relation == "on" and r.object == table}
        for name in dict.fromkeys(used):
            if name not in on or name not in self.things or name == key:
                continue
            if self.things[name].count != len(slots) or self.things[name].table:
                continue
            places = [
                self._in_front(name, table, side=slot[0], hips=at)
                for slot, at in zip(slots, spots, strict=True)
            ]
            self._put(
                name, table, places, low=self.things[table].work_m,
                headings=[HEADINGS[side] + math.pi for side, _ in slots],
            )  # fmt: skip

    def _in_front(
        self, name: str, table: str, *, side: Side, hips: tuple[float, float]
    ) -> tuple[float, float]:
        """Return where a thing lies in front of somebody, just inside the edge of the top."""
        thing = self.things[table]
        half_x, half_z = turned_extent(thing.size, thing.heading)
        inside = _IN_FRONT_M + 0.5 * self.things[name].size[2]
        if side in {"far", "near"}:
            return hips[0], math.copysign(half_z - inside, hips[1])
        return math.copysign(half_x - inside, hips[0]), hips[1]
