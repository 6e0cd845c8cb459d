"""What the words and the habits of a room ask of its blocks, as rules with their words."""

import math
from collections.abc import Iterator, Mapping
from typing import Final

from groundplan.agents.blocking.links import Link
from groundplan.agents.blocking.rooms.arranging import Arranged, habit
from groundplan.agents.blocking.rooms.habits import Habit, has_front
from groundplan.agents.blocking.rooms.problem import Kind, Rule
from groundplan.agents.blocking.things import Thing
from groundplan.language.facts import Facts, PlacementFact

__all__ = ["HABIT", "PLACEMENT", "asked"]

PLACEMENT: Final = "placements/"
"""Before the key of a placement, where a path of the world is not known yet."""
HABIT: Final = 1
"""Cost of a habit: it gives way to anything that is said."""
_QUARTER_OFF: Final = 0.02
"""How far off a quarter turn a locked heading may be to count as one, in quarters."""
_ALONE: Final[Mapping[str, Kind]] = {"corner": "corner", "middle": "middle"}
_OF_TWO: Final[Mapping[str, Kind]] = {
    "facing": "facing", "parallel": "parallel", "perpendicular": "perpendicular", "near": "near",
}  # fmt: skip
_GUESSED: Final = 2
_STATED: Final = 100
"""Cost of the first statement; later ones cost less."""
_NUMBER: Final = 50
"""A stated number costs so much more."""
_NEAR_OPENING_MM: Final = 300
_SEAT_MM: Final = 450
"""Deepest free front of what is sat or lain on: what is next to it leaves that free."""
_HUNG_APART_MM: Final = 350
"""Wall between pictures."""


def asked(
    facts: Facts, things: Mapping[str, Thing], links: tuple[Link, ...], *, blocks: Arranged
) -> tuple[Rule, ...]:
    """Return the rules of a room, the stated ones first."""
    ask = _Asking(facts, things, blocks)
    rules = [*ask.locks(), *ask.placements(), *ask.relations(links)]
    return (*rules, *ask.habits(rules))


def _closeness(said: str, link: Link, thing: Thing) -> Kind:
    """Return what being near a thing means: opposite it, beside a seat, or anywhere close by."""
    if said.startswith(("facing", "opposite", "across")):
        return "facing"
    seat = link.relation == "next_to" and 0 < habit(thing).front <= _SEAT_MM
    return "beside" if seat else "near"


class _Asking:
    """The rules while they are found."""

    def __init__(self, facts: Facts, things: Mapping[str, Thing], blocks: Arranged) -> None:
        self._facts = facts
        self._things = things
        self._of = blocks.of
        self._blocks = blocks.blocks
        self._cost = _STATED

    def _next(self, *, number: bool = False) -> int:
        self._cost -= 1
        return max(self._cost, 10) + (_NUMBER if number else 0)

    def _words(self, start: int, end: int) -> str:
        return " ".join(self._facts.text[start:end].split()).strip(" ,;")

    def locks(self) -> Iterator[Rule]:
        """Return that what a person has locked stays where it is: that never gives way."""
        for n, block in enumerate(self._blocks):
            pinned = self._things[block.parts[0].key].pinned if len(block.parts) == 1 else None
            if pinned is None:
                continue
            x, z = (round(1000.0 * v) for v in pinned[:2])
            quarter = pinned[2] / (0.5 * math.pi)
            turn = round(quarter) % 4 if abs(quarter - round(quarter)) < _QUARTER_OFF else -1
            yield Rule(kind="fixed", subject=n, side=f"{x} {z} {turn}")

    def placements(self) -> Iterator[Rule]:
        """Return the rules of what is said about the room."""
        wall_before: list[int] = []
        for said in self._facts.placements:
            own = self._of(said.subject)
            yield from self._placed(said, own, wall_before)
            if said.kind in {"wall", "wall_middle"} and own:
                wall_before = own

    def _placed(self, said: PlacementFact, own: list[int], before: list[int]) -> Iterator[Rule]:
        words = self._words(said.span.start, said.span.end)
        if said.object in self._things and said.kind == "facing":
            words = f"{words} the {self._things[said.object].noun}"
        for n in own:
            if self._is_table_of(n, said.subject) and said.kind not in {"middle", "corner"}:
                continue
            for kind, other, amount in self._kinds(said, n, before):
                yield Rule(
                    kind=kind, subject=n, other=other, side=said.side, amount=amount, words=words,
                    path=f"{PLACEMENT}{said.key}",
                    cost=self._next(number=amount is not None and kind != "near"),
                )  # fmt: skip

    def _is_table_of(self, number: int, key: str) -> bool:
        return self._blocks[number].parts[0].key != key

    def _kinds(
        self, said: PlacementFact, number: int, before: list[int]
    ) -> Iterator[tuple[Kind, int, int | None]]:
        others = [m for m in self._of(said.object) if m != number]
        if said.kind in {"wall", "wall_middle"}:
            if said.side == "opposite" and before and before != [number]:
                yield "opposite_wall", before[0], None
            else:
                yield "wall", -1, None
            if said.kind == "wall_middle":
                yield "wall_middle", -1, None
            if said.amount is not None:
                yield "fits_wall", -1, round(said.amount * 1000.0)
        elif said.kind in _ALONE:
            yield _ALONE[said.kind], -1, None
        elif said.kind in _OF_TWO and others:
            yield _OF_TWO[said.kind], others[0], None
        elif said.kind in {"each_other", "each_near", "apart"}:
            yield from self._mutual(said, number, others)

    def _mutual(
        self, said: PlacementFact, number: int, others: list[int]
    ) -> Iterator[tuple[Kind, int, int | None]]:
        own = self._of(said.subject)
        pair = others or [m for m in own if m != number]
        if not pair:
            return
        place = own.index(number)
        other = pair[0] if others else own[place ^ 1 if place ^ 1 < len(own) else place - 1]
        if said.kind == "each_other":
            yield "facing", other, None
            yield "likes_near", other, None
        elif said.kind == "each_near" and number < other:
            yield "near", other, None
        elif said.kind == "apart" and place % 2 == 0 and said.amount is not None:
            yield "distance", other, round(said.amount * 1000.0)

    def relations(self, links: tuple[Link, ...]) -> Iterator[Rule]:
        """Return the rules of what is said about two things."""
        done: set[str] = set()
        for at, link in enumerate(links):
            one, other = self._of(link.subject), self._of(link.object)
            if link.when == "end" or not one or not other or link.key in done:
                continue
            pair = next((x for x in links[at + 1 :] if self._between(link, x)), None)
            if pair is not None and self._of(pair.object):
                done.add(pair.key)
                for n in one:
                    yield self._rule("between", (n, other[0], self._of(pair.object)[0]), link)
                continue
            for k, n in enumerate(one):
                m = other[k % len(other)]
                if n != m:
                    yield from self._related(n, m, link)

    def _between(self, right: Link, left: Link) -> bool:
        said = self._facts.text[right.span.start : right.span.end].lower()
        return (
            right.subject == left.subject and right.object != left.object
            and (right.relation, left.relation) == ("right_of", "left_of")
            and "between" in said and right.distance_m is left.distance_m is None
        )  # fmt: skip

    def _related(self, n: int, m: int, link: Link) -> Iterator[Rule]:
        said = self._facts.text[link.span.start : link.span.end].lower()
        if any(p.span.start < link.span.end and link.span.start < p.span.end
               for p in self._facts.placements):  # fmt: skip
            return
        amount = None if link.distance_m is None else round(link.distance_m * 1000.0)
        thing = self._things[link.object]
        kind: Kind = "distance" if amount is not None else "near"
        if link.relation in {"left_of", "right_of"}:
            kind = link.relation  # pyright: ignore[reportAssignmentType]  # one of the kinds
        elif link.relation in {"in_front_of", "behind"}:
            own = thing.kind == "prop" and has_front(thing.noun) and amount is None
            kind = "before" if own else link.relation  # pyright: ignore[reportAssignmentType]
        elif link.relation not in {"next_to", "inside", "on", "around"}:
            return
        side = "back" if link.relation == "behind" else ""
        if thing.noun in {"window", "door"} and kind == "near":
            amount = _NEAR_OPENING_MM if thing.noun == "window" else 1500
        if link.relation in {"inside", "on"}:
            amount = 1
        if kind == "near":
            kind = _closeness(said, link, thing)
        yield self._rule(kind, (n, m), link, amount=amount, side=side)

    def _rule(
        self, kind: Kind, units: tuple[int, ...], link: Link, *, amount: int | None = None,
        side: str = "",
    ) -> Rule:  # fmt: skip
        said = self._words(link.span.start, link.span.end) if link.key else ""
        names = (self._things[link.subject].noun, self._things[link.object].noun)
        where = link.relation.replace("_", " ")
        far = "" if link.distance_m is None else f" at {link.distance_m:g} m"
        return Rule(
            kind=kind, subject=units[0], other=units[1], third=units[2] if units[2:] else -1,
            amount=amount, side=side,
            words=said if len(said.split()) > 3 else f"{names[0]} {where} {names[1]}{far}",
            path=f"narrative/relations/{link.key}" if link.key else "",
            cost=self._next(number=link.distance_m is not None) if link.key else _GUESSED,
        )  # fmt: skip

    def habits(self, rules: list[Rule]) -> Iterator[Rule]:
        """Return how things usually stand, for all about which nothing is said."""
        placed = {r.subject for r in rules if r.kind in {"wall", "wall_middle", "corner", "middle",
                                                         "opposite_wall", "between"}}  # fmt: skip
        tied = {r.subject for r in rules if r.other >= 0}
        for n, block in enumerate(self._blocks):
            if len(block.parts) != 1:
                continue
            (only,) = block.parts
            thing = self._things[only.key]
            if only.index < 0:
                continue
            way = habit(thing)
            if thing.noun in {"door", "window"} or way.hung:
                if n not in placed:
                    yield Rule(kind="wall", subject=n, cost=HABIT)
                alike = [m for m in self._of(only.key) if m > n] if way.hung else []
                for m in alike:
                    yield Rule(kind="apart", subject=n, other=m, amount=_HUNG_APART_MM, cost=HABIT)
                continue
            if way.wall and n not in placed:
                yield Rule(kind="likes_wall", subject=n)
            yield from self._partners(n, way, tied=n in tied)

    def _partners(self, n: int, way: Habit, *, tied: bool) -> Iterator[Rule]:
        liked: tuple[tuple[Kind, tuple[str, ...]], ...] = (
            ("likes_facing", way.faces), ("likes_near", way.near),
        )  # fmt: skip
        for kind, nouns in liked:
            others = (
                m
                for m, block in enumerate(self._blocks)
                if m != n and block.parts and self._things[block.parts[0].key].noun in nouns
            )
            other = next(others, -1)
            if other >= 0 and (not tied or kind == "likes_facing"):
                yield Rule(kind=kind, subject=n, other=other)
