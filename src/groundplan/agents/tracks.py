"""What bodies do while they move or stay: gait and pose tracks, without gaps or overlaps."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal

from groundplan.agents.blocking.legs import mounts_of
from groundplan.agents.blocking.plan import Blocking
from groundplan.agents.blocking.things import Route
from groundplan.agents.blocking.timing import Clock
from groundplan.agents.blocking.verbs import movement_of
from groundplan.agents.cast_list import Member, cast_list
from groundplan.agents.narrative import clock_of
from groundplan.agents.port import WorldView
from groundplan.language.facts import ActionFact, Facts
from groundplan.motion.animal_poses import ANIMAL_POSES
from groundplan.motion.gaits import BIPED_GAITS, GAIT_ALIASES, QUADRUPED_GAITS
from groundplan.motion.poses import HUMAN_POSES, POSE_ALIASES, QUADRUPED_POSES
from groundplan.world.sequence import Track

__all__ = ["tracks_of"]

_IDLE: Final = "idle"
_BLEND_S: Final = 0.3
"""Cross-fade between what a body does: our engineering default."""
_LASTING: Final = frozenset({"sit", "lie", "kneel", "crouch", "stand", "ride"})
_POSES: Final = frozenset({*HUMAN_POSES, *POSE_ALIASES, *QUADRUPED_POSES})
_GAITS: Final = frozenset({*BIPED_GAITS, *QUADRUPED_GAITS, *GAIT_ALIASES, "trot", "canter",
                           "gallop", "run"})  # fmt: skip
_TROT_MPS: Final = 2.0
_GALLOP_MPS: Final = 5.0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    kind: Literal["gait", "pose"]
    name: str
    first: int
    last: int


def tracks_of(view: WorldView, facts: Facts, blocking: Blocking) -> dict[str, Track]:
    """Return the tracks of all jointed bodies by id ("t1" …); idle where nothing is said."""
    clock = clock_of(view)
    last = clock.frame_end(blocking.timing.length_s)
    tracks: list[Track] = []
    for member in cast_list(facts).members:
        body = view.world.entities[view.entity(member.keys[0])].body
        winged = body is not None and body.rig == "bird"
        parts = _parts(member, facts, blocking, clock=clock, winged=winged)
        filled = _filled(_separated(parts), last)
        for key in member.keys:
            entity = view.entity(key)
            if view.world.entities[entity].body is not None:
                tracks += [
                    Track(
                        entity=entity, kind=part.kind, name=part.name, first=part.first,
                        last=part.last, blend=clock.subframes(_BLEND_S) if part.first else 0,
                    )
                    for part in filled
                ]  # fmt: skip
    return {f"t{number}": track for number, track in enumerate(tracks, start=1)}


def _parts(
    member: Member, facts: Facts, blocking: Blocking, *, clock: Clock, winged: bool
) -> list[_Part]:
    key = member.fact.key
    ways = [_way(r, clock, winged=winged) for r in blocking.routes if r.mover == key]
    rides = mounts_of(facts, blocking.things)
    seated = blocking.things[key].sink_m > 0.0 and key not in rides
    stays: list[_Part] = []
    for action in facts.actions:
        slot = blocking.timing.slots.get(action.key)
        if slot is None or action.agent != key:
            continue
        if not any(r.action == action.key and r.mover == key for r in blocking.routes):
            name = "ride" if key in rides else _pose(action, member.fact.kind)
            name = "sit" if seated and name != "lie" else name
            first, end = clock.subframes(slot.start_s), clock.subframes(slot.end_s)
            stays.append(_Part(kind="pose", name=name, first=first, last=end))
    if seated and not stays:
        last = clock.frame_end(blocking.timing.length_s)
        stays.append(_Part(kind="pose", name="sit", first=0, last=last))
    return [*ways, *stays]


def _way(route: Route, clock: Clock, *, winged: bool) -> _Part:
    first, last = clock.subframes(route.keys[0][0]), clock.subframes(route.keys[-1][0])
    if route.gait == "fly":
        return _Part(kind="gait", name="fly" if winged else _IDLE, first=first, last=last)
    if route.gait in _GAITS:
        return _Part(kind="gait", name=route.gait, first=first, last=last)
    if route.gait in _POSES:
        return _Part(kind="pose", name=route.gait, first=first, last=last)
    seconds = max(route.keys[-1][0] - route.keys[0][0], 1e-6)
    speed = route.length_m / seconds
    name = "gallop" if speed > _GALLOP_MPS else "trot" if speed > _TROT_MPS else "walk"
    return _Part(kind="gait", name=name, first=first, last=last)


def _pose(action: ActionFact, kind: str) -> str:
    """Return the pose nearest to the verb that bodies of a kind know."""
    known = _POSES | frozenset(ANIMAL_POSES) if kind == "animal" else _POSES
    named = (action.verb, movement_of(action.action, action.verb).pose, action.action)
    return next((name for name in named if name in known), "stand")


def _separated(parts: Iterable[_Part]) -> list[_Part]:
    """Return the parts that do not overlap earlier ones of the list, in the order of time."""
    kept: list[_Part] = []
    for part in parts:
        if all(part.last <= other.first or part.first >= other.last for other in kept):
            kept.append(part)
    return sorted(kept, key=lambda part: part.first)


def _filled(parts: list[_Part], last: int) -> list[_Part]:
    """Return the parts with idling between; a posture at the end lasts."""
    filled: list[_Part] = []
    at = 0
    for part in parts:
        if part.first > at:
            filled.append(_Part(kind="gait", name=_IDLE, first=at, last=part.first))
        filled.append(part)
        at = part.last
    if filled and filled[-1].kind == "pose" and filled[-1].name in _LASTING:
        tail = filled.pop()
        filled.append(
            _Part(kind="pose", name=tail.name, first=tail.first, last=max(last, tail.last))
        )
    elif at < last:
        filled.append(_Part(kind="gait", name=_IDLE, first=at, last=last))
    return filled
