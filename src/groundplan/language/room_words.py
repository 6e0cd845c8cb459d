"""What a text says of its room: one room, its size, and who is no one in it."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from groundplan.language.facts import EntityFact, Facts, QuantityFact

__all__ = ["dropped", "named_rooms", "one_room", "with_sizes", "with_widths"]

_LEAST_SIDE_M: Final = 2.4
"""Rooms are so wide at least: our engineering default."""


def named_rooms(facts: Facts) -> Facts:
    """Take "a children's room" for a room, with no children in it."""
    gone = {
        e.key: e for e in facts.entities
        if e.kind in {"character", "group"}
        and re.match(r"[^\w]?s?'?s?\s+room\b", facts.text[e.span.end :])
    }  # fmt: skip
    return facts if not gone else dropped(facts, set(gone))


def one_room(facts: Facts, rooms: Sequence[EntityFact]) -> tuple[Facts, Sequence[EntityFact]]:
    """Take "the room" for the room that is named before."""
    first = next((e for e in rooms if e.noun != "room"), rooms[0])
    gone = {e.key for e in rooms if e.noun == "room" and e is not first}
    if not gone:
        return facts, rooms
    roles = {f"entity:{key}.size": f"entity:{first.key}.size" for key in gone}
    kept = replace(
        dropped(facts, gone),
        quantities=tuple(replace(q, role=roles.get(q.role, q.role)) for q in facts.quantities),
        settings=tuple(s for s in facts.settings if (s.facet, s.value) != ("place", "room")),
    )
    return kept, [e for e in rooms if e.key not in gone]


def with_sizes(facts: Facts, rooms: Sequence[EntityFact]) -> Facts:
    """Give "…, 4 m by 5 m" to the room, unless a thing is named right behind it.

    Both sides are as long as rooms are; what is smaller is said of a thing.
    """
    sized = {"setting.size", *(f"entity:{e.key}.size" for e in rooms)}
    known = next((q for q in facts.quantities if q.role in sized), None)
    if known is not None:
        again = (known.value, known.end_value)
        return replace(facts, quantities=tuple(
            replace(q, role=known.role) if (q.value, q.end_value) == again else q
            for q in facts.quantities
        ))  # fmt: skip
    for quantity in facts.quantities:
        long = quantity.end_value is not None and quantity.end_value >= _LEAST_SIDE_M
        behind = any(
            0 <= e.span.start - quantity.span.end <= 1 and e.kind == "prop" for e in facts.entities
        )
        if quantity.unit == "m" and long and quantity.value >= _LEAST_SIDE_M and not behind:
            mine = replace(quantity, role=f"entity:{rooms[0].key}.size")
            return replace(
                facts,
                quantities=tuple(mine if q is quantity else q for q in facts.quantities),
                unresolved=tuple(u for u in facts.unresolved if u.span != quantity.span),
            )
    return facts


def with_widths(facts: Facts) -> Facts:
    """Read "a 3 m sofa": a length right before a thing is its width."""
    found: list[QuantityFact] = []
    for quantity in facts.quantities:
        owner = next((e for e in facts.entities if e.kind == "prop" and not quantity.role
                      and quantity.unit == "m" and 0 <= e.span.start - quantity.span.end <= 1),
                     None)  # fmt: skip
        found.append(
            quantity if owner is None else replace(quantity, role=f"entity:{owner.key}.width")
        )
    claimed = {q.span for q in found if q.role}
    unresolved = tuple(u for u in facts.unresolved if u.span not in claimed)
    return replace(facts, quantities=tuple(found), unresolved=unresolved)


def dropped(facts: Facts, gone: set[str]) -> Facts:
    """Return the facts without some entities and what is said about them."""
    return replace(
        facts,
        entities=tuple(e for e in facts.entities if e.key not in gone),
        relations=tuple(r for r in facts.relations if not {r.subject, r.object} & gone),
        actions=tuple(a for a in facts.actions if a.agent not in gone),
    )
