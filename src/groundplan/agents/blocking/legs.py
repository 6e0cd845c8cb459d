"""Which actions change a body's place, and what the words say about the way."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from groundplan.agents.blocking.links import Link
from groundplan.agents.blocking.ramps import is_start
from groundplan.agents.blocking.speeds import usual_speed_mps
from groundplan.agents.blocking.things import Thing
from groundplan.agents.blocking.timing import Schedule, Slot
from groundplan.agents.blocking.turn_words import bend_of
from groundplan.agents.blocking.verbs import Movement, is_known, movement_of, speed_factor
from groundplan.language.facts import ActionFact, Facts

__all__ = ["Leg", "legs_of", "mounts_of"]

_RIDEABLE: Final = frozenset({
    "bicycle", "bike", "motorcycle", "motorbike", "scooter", "skateboard", "surfboard", "sled",
    "snowboard", "horse", "camel", "donkey", "elephant", "pony", "skis", "wheelchair", "unicycle",
})  # fmt: skip
_CARRIED: Final = frozenset({"gallop", "trot", "canter", "travel", "cruise", "race", "speed",
                             "roll", "glide", "float", "pass", "cross", "go", "turn"})  # fmt: skip
_RIDING: Final = frozenset({"ride", "drive", "sail", "row", "paddle", "pedal", "cycle", "steer",
                            "fly", "skate", "skateboard", "surf", "snowboard", "ski"})  # fmt: skip
_PLACED: Final = frozenset({"after", "behind", "in_front_of", "left_of", "right_of"})
"""Where a companion goes that does not go abreast."""
_WALK: Final = movement_of("walk", "walk")
_DRIVE: Final = movement_of("drive", "drive")
_TROT: Final = movement_of("trot", "trot")
_FOLLOWING: Final = frozenset({"follow", "chase", "pursue"})
_ALIVE: Final = frozenset({"character", "animal"})
_PLACES: Final = frozenset({"behind", "in_front_of"})
_CIRCLING: Final = frozenset({"circle", "orbit", "encircle"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Leg:
    """One way of one body."""

    action: str
    """Key of the action; empty when only a relation at the end asks for it."""
    mover: str
    slot: Slot
    movement: Movement
    default_speed: float
    source: str = ""
    goal: str = ""
    path: str = ""
    path_kind: str = ""
    companion: str = ""
    companion_relation: str = ""
    company: tuple[str, ...] = ()
    """Who keeps beside it all the way, on the side that the words leave open."""
    direction: str = ""
    end: Link | None = None
    """A relation that holds when it arrives."""
    bend_rad: float = 0.0
    """How far the way bends, to the left positive."""


def mounts_of(facts: Facts, things: Mapping[str, Thing]) -> dict[str, str]:
    """Return who rides what: the carrier's key by the rider's key."""
    mounts: dict[str, str] = {}
    for action in facts.actions:
        if action.negated or action.agent not in things or action.agent in mounts:
            continue
        words = {action.verb, action.action}
        under = [action.object] if words & _RIDING else []
        under += [
            r.object
            for r in facts.relations
            if r.subject == action.agent and r.relation in {"on", "inside"} and r.when != "end"
            and words & (_RIDING | _CARRIED)
        ]  # fmt: skip
        mount = next((key for key in under if _carries(key, action.agent, things)), None)
        if mount is not None and mounts.get(mount) != action.agent:
            mounts[action.agent] = mount
    return mounts


def _carries(key: str, rider: str, things: Mapping[str, Thing]) -> bool:
    if key not in things or key == rider:
        return False
    thing = things[key]
    return thing.kind in {"vehicle", "animal"} or thing.noun in _RIDEABLE


def legs_of(
    facts: Facts, things: Mapping[str, Thing], timing: Schedule, *, links: Sequence[Link]
) -> list[Leg]:
    """Return all ways in the order of time; companions come after the bodies they keep beside."""
    mounts = mounts_of(facts, things)
    ends = {
        mounts.get(x.subject, x.subject): x
        for x in links
        if x.when == "end" and not _sat_on(x, things)
    }
    legs: list[Leg] = []
    for action in sorted(facts.actions, key=lambda a: a.order):
        if action.negated or action.agent not in things:
            continue
        mover = mounts.get(action.agent, action.agent)
        slot = timing.slots[action.key]
        bend = _bend(action, facts, turns_itself=things[mover].kind == "vehicle")
        action = _on_stairs(_circling(action), things)  # noqa: PLW2901  # its path said
        movement = _movement(action, ends=mover in ends, bent=bend != 0.0)
        if things[mover].kind == "vehicle" and is_start(action) and not action.object:
            movement = _DRIVE
        if action.verb in _CIRCLING and movement.medium == "air":
            movement = _circling_movement(things[mover])
        taken = any(leg.mover == mover and leg.slot.end_s > slot.start_s for leg in legs)
        if movement.travels and not taken:
            leg = _leg(action, mover, things, slot=slot, movement=movement)
            legs.append(replace(leg, bend_rad=bend))
    legs += _chased(facts, things, legs)
    legs = [_past_still(leg, legs, facts) for leg in legs]
    legs = [_ending(leg, legs, ends) for leg in legs]
    legs = [_accompanied(leg, legs) for leg in legs]
    moving = {leg.mover for leg in legs}
    legs += [_implied(link, timing) for mover, link in ends.items() if mover not in moving]
    return sorted(legs, key=lambda leg: (leg.slot.start_s, bool(leg.companion)))


def _sat_on(link: Link, things: Mapping[str, Thing]) -> bool:
    """Tell whether a person ends on a seat: they walk up to it, and sit down (`sitting_down`)."""
    person = things[link.subject].kind == "character"
    return person and link.relation == "on" and things[link.object].seat


def _bend(action: ActionFact, facts: Facts, *, turns_itself: bool) -> float:
    """Return how far the way of an action bends: by its own verb, or by a turn meanwhile [rad]."""
    if action.goal:
        return 0.0
    own = bend_of(action)
    if own is not None:
        return own if turns_itself else 0.0
    bends = (
        bend_of(other)
        for other in facts.actions
        if other.agent == action.agent and other.order == action.order
    )
    return next((bend for bend in bends if bend is not None), 0.0)


def _circling(action: ActionFact) -> ActionFact:
    """Return the action; of who circles something, with that to go around."""
    if action.verb not in _CIRCLING or action.path or not action.object:
        return action
    return replace(action, path=action.object, path_kind="around", object="")


def _on_stairs(action: ActionFact, things: Mapping[str, Thing]) -> ActionFact:
    """Return the action; of who goes up or down stairs, with those as its path."""
    ways = (action.object, action.path, action.goal)
    stairs = next((key for key in ways if key in things and things[key].treads), "")
    legged = things[action.agent].kind == "character"
    moving = movement_of(action.action, action.verb).travels
    if not stairs or not legged or not moving or action.direction not in {"up", "down"}:
        return action
    return replace(action, path=stairs, path_kind="stairs", object="", goal="")


def _circling_movement(thing: Thing) -> Movement:
    """Return how something goes in a circle: what has wings flies, the rest stays on the ground."""
    if thing.species is not None and thing.species.winged:
        return movement_of("fly", "fly")
    if thing.kind == "vehicle":
        return movement_of("drive", "drive")
    return _TROT if thing.kind == "animal" else _WALK


_SWEEPING: Final = frozenset({"sweep", "mop", "vacuum", "clean", "mow", "plow", "plough", "rake",
                              "scrub", "wipe", "polish", "paint", "harvest", "till"})  # fmt: skip
"""Work that goes on along a way, where the words say one."""


def _movement(action: ActionFact, *, ends: bool, bent: bool = False) -> Movement:
    movement = movement_of(action.action, action.verb)
    if not movement.travels and action.direction in {"up", "down"} and movement.medium == "air":
        return movement_of("rise" if action.direction == "up" else "descend", "")
    if not movement.travels and action.direction and action.verb in _SWEEPING:
        return movement_of("wander", "wander")
    if not movement.travels and action.direction and movement.medium == "air":
        return movement_of("drift", "drift")
    if bent and not movement.travels and bend_of(action) is not None:
        return _DRIVE
    if movement.travels or is_known(action.action, action.verb):
        return movement
    told = action.direction or action.goal or action.source or action.path or ends
    return _WALK if told else movement


def _leg(
    action: ActionFact, mover: str, things: Mapping[str, Thing], *, slot: Slot, movement: Movement
) -> Leg:
    def known(key: str) -> str:
        return key if key in things and key not in {mover, action.agent} else ""

    followed = known(action.companion)
    relation = action.companion_relation
    if not followed and action.verb in {"follow", "chase", "pursue", "accompany"}:
        followed, relation = known(action.object), "after"
    thing = things[mover]
    usual = usual_speed_mps(movement, kind=thing.kind, noun=thing.noun, height_m=thing.size[1])
    factor = usual / movement.speed_mps if movement.speed_mps else 1.0
    return Leg(
        action=action.key, mover=mover, slot=slot,
        movement=replace(movement, slowest_mps=factor * movement.slowest_mps),
        default_speed=usual * speed_factor(action.manner),
        source=known(action.source), goal=known(action.goal),
        path=known(action.path), path_kind=action.path_kind,
        companion=followed, companion_relation=relation, direction=action.direction,
    )  # fmt: skip


def _accompanied(leg: Leg, legs: Sequence[Leg]) -> Leg:
    beside = (other for other in legs if other.companion == leg.mover)
    free = tuple(x.mover for x in beside if x.companion_relation not in _PLACED)
    return replace(leg, company=free)


def _ending(leg: Leg, legs: Sequence[Leg], ends: Mapping[str, Link]) -> Leg:
    last = next(other for other in reversed(legs) if other.mover == leg.mover)
    if leg is not last or leg.mover not in ends or leg.companion:
        return leg
    return replace(leg, end=ends[leg.mover])


def _chased(facts: Facts, things: Mapping[str, Thing], legs: Sequence[Leg]) -> list[Leg]:
    """Return ways for those who are followed and have none: they go ahead, as fast."""
    busy = {action.agent for action in facts.actions if not action.negated}
    chases = {
        action.key for action in facts.actions
        if action.verb in _FOLLOWING or (action.companion and action.companion not in busy)
    }  # fmt: skip
    moving = {leg.mover for leg in legs}
    made: dict[str, Leg] = {}
    for leg in legs:
        ahead = leg.companion
        alive = ahead in things and things[ahead].kind in _ALIVE | (
            {"vehicle"} if _follows(facts, leg) else set[str]()
        )
        if leg.action in chases and alive and ahead not in moving:
            made.setdefault(
                ahead,
                replace(leg, action="", mover=ahead, companion="", companion_relation=""),
            )
    return list(made.values())


def _follows(facts: Facts, leg: Leg) -> bool:
    return any(a.key == leg.action and a.verb in _FOLLOWING for a in facts.actions)


def _past_still(leg: Leg, legs: Sequence[Leg], facts: Facts) -> Leg:
    """Return the way; of who goes behind what stands still, not as if that went along."""
    goes = any(other.mover == leg.companion for other in legs)
    if goes or leg.companion_relation not in _PLACES or _follows(facts, leg):
        return leg
    return replace(leg, companion="", companion_relation="")


def _implied(link: Link, timing: Schedule) -> Leg:
    slot = Slot(start_s=0.0, end_s=timing.length_s, distance_m=None, speed_mps=None)
    return Leg(
        action="", mover=link.subject, slot=slot, movement=_WALK,
        default_speed=_WALK.speed_mps, end=link,
    )  # fmt: skip
