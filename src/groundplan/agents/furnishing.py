"""Which briefs furnish a room, and what such a room implies: its walls, its size and its door."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Final

from groundplan.agents.blocking.rooms.habits import (
    ON_TOP,
    has_front,
    holds_things,
    is_furniture,
    lies_on_top,
)
from groundplan.language.facts import ActionFact, EntityFact, Facts, RelationFact
from groundplan.language.interiors import has_window, interior_of
from groundplan.language.vocabulary import vocabulary

__all__ = ["DOOR", "WINDOW", "furnished_room", "with_room"]

DOOR: Final = "door_guessed"
WINDOW: Final = "window_guessed"
"""Keys of the door and the window of a room for which no words name one."""
_DOORS: Final = frozenset({"door", "doorway", "entrance", "front door"})
_CARRIED: Final = frozenset(
    {"chair", "stool", "lamp", "clock", "mirror", "painting", "picture", "photograph", "poster",
     "potted plant", "rug", "easel"}
)  # fmt: skip
"""Furniture that people also hold in their hands."""
_OUTSIDE: Final = frozenset({"next_to", "in_front_of", "behind", "left_of", "right_of", "on"})
_ENOUGH: Final = 2
"""From this many pieces on a room is furnished, whatever else is said."""


def with_room(facts: Facts) -> Facts:
    """Return the facts of a furnished room with its size, its door, and who comes in by it.

    A brief furnishes a room when it names one and says its size, where in it something stands, or
    two pieces of furniture. Other briefs stay as they are.
    """
    room = _room(facts)
    if room is None:
        return facts
    inside = replace(room, role="place", kind="set", interior=True)
    door = next((e for e in facts.entities if e.noun in _DOORS), None)
    entities = [inside if e.key == room.key else _indoors(e, facts) for e in facts.entities]
    if door is None:
        entities.append(_guess(DOOR, "door", room))
    if has_window(room.noun) and not any(e.noun == "window" for e in facts.entities):
        entities.append(_guess(WINDOW, "window", room))
    key = DOOR if door is None else door.key
    facts = replace(facts, entities=tuple(entities))
    facts = replace(facts, relations=(*facts.relations, *_lying(facts)))
    return replace(
        facts,
        relations=tuple(_own_front(r, facts) for r in facts.relations if not _of_room(r, room.key)),
        actions=tuple(_coming_in(a, key, facts) for a in facts.actions),
        quantities=tuple(
            replace(q, role=f"entity:{room.key}.size") if q.role == "setting.size" else q
            for q in facts.quantities
        ),
    )


def _guess(key: str, noun: str, room: EntityFact) -> EntityFact:
    return EntityFact(
        key=key, noun=noun, words=noun, kind="prop", span=room.span, role="landmark", guessed=True
    )


def _indoors(fact: EntityFact, facts: Facts) -> EntityFact:
    """Return a thing as it is indoors: plants in pots, as many chairs as all tables have."""
    if fact.noun == "plant":
        return replace(fact, noun="potted plant")
    if fact.held_by and _is_furniture(fact):
        fact = replace(fact, held_by="", role="landmark")
    each = next((p for p in facts.placements if p.kind == "each" and p.subject == fact.key), None)
    if each is None or not each.amount:
        return fact
    tables = next((e.count for e in facts.entities if e.key == each.object), 1)
    return replace(fact, count=round(each.amount * tables))


def furnished_room(facts: Facts) -> EntityFact | None:
    """Return the room that is furnished; None where none is."""
    return next((e for e in facts.entities if e.interior), None)


def _lying(facts: Facts) -> Iterator[RelationFact]:
    """Yield where small things lie about which nothing is said: on tables and shelves."""
    known = {e.key: vocabulary().noun(e.noun) or vocabulary().noun(e.noun.rpartition(" ")[2])
             for e in facts.entities}  # fmt: skip

    def asked(test: Callable[..., bool], fact: EntityFact) -> bool:
        entry = known[fact.key]
        if entry is None or fact.kind != "prop" or fact.absent:
            return False
        return test(fact.noun, known=entry.id, hypernym=entry.hypernym)

    tops = [e.key for e in facts.entities if asked(holds_things, e)]
    busy = {r.subject for r in facts.relations if r.relation != "next_to"}
    busy |= {p.subject for p in facts.placements} | {a.object for a in facts.actions}
    small = [
        e for e in facts.entities if not e.held_by and e.key not in busy and asked(lies_on_top, e)
    ]
    for number, fact in enumerate(small if tops else []):
        yield RelationFact(
            key=f"{ON_TOP}{fact.key}", subject=fact.key, relation="on",
            object=tops[number % len(tops)], span=fact.span, guessed=True,
        )  # fmt: skip


def _own_front(relation: RelationFact, facts: Facts) -> RelationFact:
    """Take "in front of the sofa" for the sofa's own front: that is what people mean in rooms."""
    noun = next((e.noun for e in facts.entities if e.key == relation.object), "")
    if relation.relation not in {"in_front_of", "behind"} or not has_front(noun):
        return relation
    return replace(relation, frame="object")


def _of_room(relation: RelationFact, room: str) -> bool:
    """Return whether a relation is about the room itself, which is around everything."""
    return room in {relation.subject, relation.object}


def _coming_in(action: ActionFact, door: str, facts: Facts) -> ActionFact:
    """Return an action that leads to a thing as coming in by the door, where no start is said."""
    placed = any(r.subject == action.agent for r in facts.relations)
    if action.action not in {"walk", "run"} or not action.goal or action.source or placed:
        return action
    return action if action.goal == door or action.order else replace(action, source=door)


def _room(facts: Facts) -> EntityFact | None:
    rooms = [
        e for e in facts.entities
        if e.kind == "set" and not e.absent and e.count == 1 and interior_of(e.noun) is not None
    ]  # fmt: skip
    if not rooms or any(
        e.kind == "set" and not e.absent and e not in rooms for e in facts.entities
    ):
        return None
    room = next((e for e in rooms if e.role == "place"), rooms[0])
    if any(r.object == room.key and r.relation in _OUTSIDE - {"on"} for r in facts.relations):
        return None
    sized = any(q.role in {"setting.size", f"entity:{room.key}.size"} for q in facts.quantities)
    pieces = sum(e.count for e in facts.entities if _is_furniture(e))
    props = {e.key for e in facts.entities if e.kind == "prop"}
    placed = any(p.subject in props for p in facts.placements)
    return room if placed or (pieces and sized) or pieces >= _ENOUGH else None


def _is_furniture(fact: EntityFact) -> bool:
    if fact.kind != "prop" or fact.absent:
        return False
    entry = vocabulary().noun(fact.noun)
    known = "" if entry is None else entry.id
    return is_furniture(fact.noun, known=known) and not (
        fact.held_by and {fact.noun, known} & _CARRIED
    )
