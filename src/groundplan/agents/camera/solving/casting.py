"""Who is who in the staging of a shot, and the constraints of each way to take it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from groundplan.agents.camera.solving.asks import Ask
from groundplan.agents.camera.solving.floor import Floor
from groundplan.agents.camera.solving.stagings import (
    GROUPS,
    SINGLES,
    Staged,
    group_asks,
    over_shoulder_asks,
    turned_asks,
)
from groundplan.world.intent import Intent
from groundplan.world.sequence import Shot

__all__ = ["Staging", "staged_asks", "staging_of"]

_SHOULDERS: Final = ("right", "left")
_TWO_SIDED: Final = frozenset({"profile", "three_quarter"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Staging:
    """What the staging of a shot makes of its bodies."""

    word: str = ""
    intent: str = ""
    main: str = ""
    """Who is framed, where the staging says it."""
    near: str = ""
    """Over whose shoulder."""
    eyes: str = ""
    """In whose eyes the camera is."""
    members: tuple[str, ...] = ()
    side: str = ""
    must: bool = True


def staging_of(intents: Mapping[str, Intent], floor: Floor, *, main: str) -> Staging:
    """Return the staging that intents ask for; an empty one where none does."""
    for key, intent in sorted(intents.items()):
        one = intent.subject or main
        if intent.kind == "staging" and one in floor.bodies:
            base = Staging(intent=key, side=intent.side, must=intent.strength == "must")
            found = _cast(base, str(intent.value), floor, one=one, two=intent.object or "")
            if found is not None:
                return found
    return Staging()


def _cast(base: Staging, word: str, floor: Floor, *, one: str, two: str) -> Staging | None:
    """Return who is who; None where the word is no staging, or lacks a second body."""
    if word == "reverse" and two in floor.bodies:
        word, one, two = "over_shoulder", two, one
    found = replace(base, word=word, main=one)
    if word in {"over_shoulder", "pov"}:
        two = two if two in floor.bodies else _other(floor, one)
        if not two:
            return None
        return replace(found, main=two, near=one if word != "pov" else "",
                       eyes=one if word == "pov" else "")  # fmt: skip
    if word in GROUPS:
        return replace(found, members=_members(floor, word, one=one, two=two))
    return found if word in SINGLES else None


def _other(floor: Floor, one: str) -> str:
    """Return who else is there, living first."""
    rest = sorted((not b.living, k) for k, b in floor.bodies.items() if k != one)
    return rest[0][1] if rest else ""


def _members(floor: Floor, word: str, *, one: str, two: str) -> tuple[str, ...]:
    rest = [k for k, b in floor.bodies.items() if k not in {one, two} and b.living]
    named = [one, *([two] if two in floor.bodies else [])]
    count = {"two_shot": 2, "three_shot": 3}.get(word, len(floor.bodies))
    return tuple([*named, *rest][:count])


def staged_asks(shot: Shot, floor: Floor, staging: Staging) -> Iterator[tuple[Ask, ...]]:
    """Yield the constraints of a staging, once for each side that it leaves open."""
    base = Staged(intent=staging.intent, subject=staging.main, object="", must=staging.must,
                  first=shot.first, last=shot.last)  # fmt: skip
    if staging.near:
        over = replace(base, subject=staging.near, object=staging.main)
        for shoulder in [staging.side] if staging.side else _SHOULDERS:
            side = "left" if shoulder == "right" else "right"
            yield tuple(over_shoulder_asks(replace(over, side=side), floor))
    elif len(staging.members) > 1:
        yield tuple(group_asks(base, floor, members=staging.members))
    elif staging.word in SINGLES:
        angle = SINGLES[staging.word]
        for sign in (1.0, -1.0) if staging.word in _TWO_SIDED else (1.0,):
            yield tuple(turned_asks(base, floor, azimuth=sign * angle))
    else:
        yield ()
