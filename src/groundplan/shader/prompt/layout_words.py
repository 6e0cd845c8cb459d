"""Where things are in the picture and how they move through it, in words."""

from collections.abc import Mapping
from typing import Final

import numpy as np

from groundplan.shader.measuring.in_view import ShotView
from groundplan.shader.measuring.ways import ScreenWay, Way
from groundplan.shader.prompt.cast import Cast, Member
from groundplan.shader.prompt.deed import Deed
from groundplan.shader.prompt.grammar import joined, present
from groundplan.world.document import World
from groundplan.world.narrative import Relation

__all__ = ["going", "layout_phrases", "motion_phrases", "third_of"]

_RELATIONS: Final = {
    "left_of": "to the left of", "right_of": "to the right of", "above": "above", "below": "below",
    "in_front_of": "in front of", "behind": "behind", "on": "on", "under": "under",
    "next_to": "next to", "inside": "in",
}  # fmt: skip
_MOVING: Final[Mapping[ScreenWay, str]] = {
    "left": "moving to the left", "right": "moving to the right", "up": "rising", "down": "sinking",
    "towards the camera": "coming towards the camera",
    "away from the camera": "moving away from the camera",
}  # fmt: skip
_THIRDS: Final = (0.4, 0.6)
_BESIDE_M: Final = 4.0
"""Between origins: big things are beside one another from farther: our engineering default."""
_MOST_PLACES: Final = 2
_MOST_RELATIONS: Final = 4


def third_of(across: float) -> str:
    """Return "left", "middle" or "right" of a place across the picture, 0..1."""
    if across < _THIRDS[0]:
        return "left"
    return "right" if across > _THIRDS[1] else "middle"


def layout_phrases(
    there: World, cast: Cast, deeds: tuple[Deed, ...], *, shot: ShotView
) -> tuple[str, ...]:
    """Return clauses: "the dog is next to the woman", "the woman is on the left of the picture"."""
    known = cast.by_entity
    found: dict[tuple[str, str], list[str]] = {}
    for relation in there.narrative.relations.values():
        first, second = known.get(relation.subject), known.get(relation.object)
        if first is None or second is None or not _holds(relation, shot):
            continue
        where = _RELATIONS[relation.relation]
        target = second.one
        if not _told(deeds, first, f"{where} {target}"):
            clause = f"{first.again} {_be(first)} {where} {target}"
            found.setdefault((first.again, second.again), []).append(clause)
    relations = [_between(pair, clauses) for pair, clauses in found.items()]
    resting = [deed.clause for deed in deeds if deed.rests]
    told = [one for clauses in relations for one in clauses]
    return tuple(dict.fromkeys([*resting, *told[:_MOST_RELATIONS], *_places(cast, shot)]))


def motion_phrases(
    cast: Cast, deeds: tuple[Deed, ...], *, ways: Mapping[str, Way]
) -> tuple[str, ...]:
    """Return clauses of those who go somewhere, with the direction that the camera sees."""
    found: list[str] = []
    for member in cast.members:
        way = next((ways[key] for key in member.entities if key in ways), None)
        if way is None:
            continue
        own = [deed for deed in deeds if member in deed.members]
        deed = next((deed for deed in own if deed.travels), None)
        moving = _MOVING.get(way.towards, "")
        if deed is not None:
            found.append(f"{deed.clause}, {moving}" if moving else deed.clause)
        else:
            found.append(f"{going(member)} {moving.removeprefix('moving ')}".strip())
    return tuple(dict.fromkeys(found))


def going(member: Member) -> str:
    """Return what is said of who moves and of whom no action is told."""
    return f"{member.again} {present('move', many=member.many)}"


def _holds(relation: Relation, shot: ShotView) -> bool:
    """Tell whether a relation that was stated is true of the first frame."""
    if relation.when == "end" or relation.relation in {"on", "inside", "under"}:
        return False
    first, second = shot.seen.get(relation.subject), shot.seen.get(relation.object)
    if first is None or second is None:
        return False
    nearer = float(first.distance_m[0] - second.distance_m[0])
    checks = {
        "left_of": first.across < second.across,
        "right_of": first.across > second.across,
        "in_front_of": nearer < 0.0,
        "behind": nearer > 0.0,
        "next_to": float(np.linalg.norm(first.places[0] - second.places[0])) < _BESIDE_M,
    }
    return checks.get(relation.relation, True)


def _between(pair: tuple[str, str], clauses: list[str]) -> list[str]:
    """Return the clauses of two; to the left of one and to the right of another is between."""
    sides = {"left" if " to the left of one of " in one else "right" for one in clauses
             if " of one of " in one}  # fmt: skip
    if len(sides) < 2:
        return clauses
    subject, verb = pair[0], " are " if " are " in clauses[0] else " is "
    return [f"{subject}{verb}between {pair[1]}"]


def _told(deeds: tuple[Deed, ...], member: Member, where: str) -> bool:
    """Tell whether a clause says already where somebody is."""
    alike = {where, where.replace("next to", "beside")}
    return any(member in deed.members and deed.does.endswith(tuple(alike)) for deed in deeds)


def _be(member: Member) -> str:
    return "are" if member.many else "is"


def _places(cast: Cast, shot: ShotView) -> list[str]:
    main = [member for member in cast.members if len(member.entities) == 1][:_MOST_PLACES]
    words = {"left": "on the left", "middle": "in the middle", "right": "on the right"}
    thirds: dict[str, list[Member]] = {}
    for one in main:
        thirds.setdefault(third_of(shot.seen[one.entities[0]].across), []).append(one)
    return [
        f"{joined([one.again for one in who])} {'are' if len(who) > 1 else _be(who[0])}"
        f" {words[third]} of the picture"
        for third, who in thirds.items()
    ]
