"""What bodies do while they move or stay: gait and pose tracks, without gaps or overlaps."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from groundplan.agents.blocking.acts import act_of, answer_to
from groundplan.agents.blocking.blocking import Blocking
from groundplan.agents.blocking.climbs import climbing_mps
from groundplan.agents.blocking.legs import mounts_of
from groundplan.agents.blocking.partners import partner_of
from groundplan.agents.blocking.possible import possible
from groundplan.agents.blocking.things import Route
from groundplan.agents.blocking.timing import Clock
from groundplan.agents.blocking.verbs import movement_of
from groundplan.agents.cast_list import Member, cast_list
from groundplan.agents.grips import hold_of, in_hands, taking
from groundplan.agents.narrative import clock_of
from groundplan.agents.parts_of_seats import (
    LASTING,
    Part,
    rising,
    seated,
    sitting_down,
    without_fades,
)
from groundplan.agents.port import WorldView
from groundplan.language.facts import ActionFact, Facts
from groundplan.motion.actions.library import ACTIONS
from groundplan.motion.animal_poses import ANIMAL_POSES
from groundplan.motion.gaits import BIPED_GAITS, GAIT_ALIASES, QUADRUPED_GAITS
from groundplan.motion.poses import HUMAN_POSES, POSE_ALIASES, QUADRUPED_POSES
from groundplan.world.sequence import Track

__all__ = ["tracks_of"]

_IDLE: Final = "idle"
_BLEND_S: Final = 0.3
"""Cross-fade between what a body does: our engineering default."""
_MOODS: Final[Mapping[str, str]] = MappingProxyType(
    {
        word: name
        for name, words in {
            "smile": "smiling happy joyful cheerful amused content playful mischievous excited "
            "hopeful proud",
            "laugh": "laughing", "mope": "sad lonely gloomy melancholic",
            "glare": "angry furious", "frown": "grumpy stern serious worried tense focused",
            "gasp": "surprised", "cower": "scared frightened nervous anxious",
        }.items()
        for word in words.split()
    }
)  # fmt: skip
"""What a face does for how somebody is said to be."""
_POSES: Final = frozenset({*HUMAN_POSES, *POSE_ALIASES, *QUADRUPED_POSES})
_GAITS: Final = frozenset({*BIPED_GAITS, *QUADRUPED_GAITS, *GAIT_ALIASES, "trot", "canter",
                           "gallop", "run"})  # fmt: skip
_TROT_MPS: Final = 2.0
_GALLOP_MPS: Final = 5.0


_ON_TOP: Final = frozenset({"type", "write", "eat", "drink", "play_piano"})
"""Actions whose hands work on the top or the keys of what one is at."""


def tracks_of(view: WorldView, facts: Facts, blocking: Blocking) -> dict[str, Track]:
    """Return the tracks of all jointed bodies by id ("t1" …); idle where nothing is said."""
    clock = clock_of(view)
    last = clock.frame_end(blocking.timing.length_s)
    facts, _ = possible(facts, blocking.things)
    tracks: list[Track] = []
    for member in cast_list(facts).members:
        body = view.world.entities[view.entity(member.keys[0])].body
        person = body is not None and body.rig == "human"
        winged = body is not None and body.rig == "bird"
        ways = [
            _way(r, clock, winged=winged, tall_m=body.height_m if body and person else None)
            for r in blocking.routes
            if r.mover == member.fact.key
        ]
        stays = (_acts if person else _stays)(member, facts, blocking, clock=clock)
        base = [part for part in stays if not part.over]
        filled = _filled(_separated([*ways, *base]), last)
        filled = without_fades(filled, member.fact.key, blocking=blocking, clock=clock)
        laid = sorted((part for part in stays if part.over), key=lambda part: part.first)
        for number, key in enumerate(member.keys):
            if view.world.entities[view.entity(key)].body is not None:
                tracks += [
                    _track(view, key, part, clock=clock, number=number, keys=member.keys)
                    for part in filled + laid
                ]
    return {f"t{number}": track for number, track in enumerate(tracks, start=1)}


def _track(
    view: WorldView, key: str, part: Part, *, clock: Clock, number: int, keys: tuple[str, ...]
) -> Track:
    other = keys[1 - number] if len(keys) == 2 else ""

    def own(of: str) -> str:
        """Return the body of a group that belongs to this one: each sits on a chair of its own."""
        matching = f"{of}#{number + 1}" if number else of
        return matching if view.entity(matching) in view.world.entities else of

    def known(of: str) -> str | None:
        return view.entity(of) if of and view.entity(of) in view.world.entities else None

    return Track(
        entity=view.entity(key), kind=part.kind, name=part.name, first=part.first, last=part.last,
        blend=clock.subframes(_BLEND_S) if part.first and not part.cut else 0,
        speed=part.speed, hand=part.hand,
        target=known(own(part.target) if part.target else ""),
        partner=known(part.partner) or (view.entity(other) if part.mutual and other else None),
    )  # fmt: skip


def _acts(member: Member, facts: Facts, blocking: Blocking, *, clock: Clock) -> list[Part]:
    """Return what a person does beside going somewhere."""
    key = member.fact.key
    end = clock.frame_end(blocking.timing.length_s)
    seat = _seat(key, facts, blocking) or mounts_of(facts, blocking.things).get(key, "")
    parts: list[Part] = []
    for action in facts.actions:
        slot = blocking.timing.slots.get(action.key)
        if slot is None or action.negated:
            continue
        act = act_of(action, facts)
        first, last = clock.subframes(slot.start_s), clock.subframes(slot.end_s)
        other = partner_of(action, facts)
        if _elsewhere(key, action, act.name, blocking=blocking):
            continue
        if action.agent == key:
            on_floor = act.name in {"sit", "sit_down"} and not seat
            name = "sit_on_floor" if on_floor else act.name
            done = _done(name, action, first=first, last=last, facts=facts, blocking=blocking)
            taken = sitting_down(action, done, blocking=blocking, clock=clock)
            parts.append(rising(action, taken, blocking=blocking))
        elif other == key and (answer := answer_to(act.name)):
            parts.append(
                Part(kind="action", name=answer, first=first, last=last, partner=action.agent)
            )
    parts += _catches(key, parts, blocking=blocking, end=end, clock=clock)
    parts = seated(key, seat, parts, facts=facts, blocking=blocking, clock=clock)
    held = _kept_in_hands(key, parts, blocking=blocking, end=end)
    return [*_mood(member, parts, end=end), *held, *parts]


def _mood(member: Member, parts: Sequence[Part], *, end: int) -> list[Part]:
    """Return how a person looks the whole time, unless their actions say it."""
    words = [a.value for a in member.fact.attributes if a.name == "mood" and not a.of_part]
    name = next((_MOODS[word] for word in words if word in _MOODS), "")
    if not name or any(part.name in _MOODS.values() for part in parts):
        return []
    return [Part(kind="action", name=name, first=0, last=end)]


def _elsewhere(key: str, action: ActionFact, name: str, *, blocking: Blocking) -> bool:
    """Tell whether an action is shown by a way, or by the catching of what is thrown."""
    if action.agent != key:
        return False
    goes = any(r.action == action.key and r.mover == key for r in blocking.routes)
    return goes or (name == "catch" and any(throw.to == key for throw in blocking.throws))


def _catches(
    key: str, parts: Sequence[Part], *, blocking: Blocking, clock: Clock, end: int
) -> list[Part]:
    """Return how somebody catches what is thrown to them, and keeps it until they do more."""
    found: list[Part] = []
    for throw in blocking.throws:
        if throw.to == key:
            first = clock.subframes(max(throw.ready_s, 0.0))
            last = min((p.first for p in parts if p.first > first), default=end)
            found.append(
                Part(kind="action", name="catch", first=first, last=last, target=throw.thing)
            )
    return found


_LOOKING: Final = "look_at"
"""People are looked at in the face, things in their middle; who is there to be looked at from a
shot's first frame on does so from it on."""


def _done(
    name: str, action: ActionFact, *, first: int, last: int, facts: Facts, blocking: Blocking
) -> Part:  # fmt: skip
    """Return an action in its slot."""
    people = {e.key for e in facts.entities if e.kind == "character"}
    other = partner_of(action, facts)
    target = action.object or action.goal
    spot = blocking.spots.get(target)
    held = spot is not None and spot.parent == action.agent
    table = blocking.tables.get(action.agent, "")
    if name in _ON_TOP and table:
        target, held = table, False
    if target in blocking.things:
        name = taking(name, blocking.things[target])
    faced = name == _LOOKING and target in people
    opening = next((o for o in blocking.openings if o.action == action.key), None)
    return Part(
        kind="pose" if faced and action.guessed else "action", name=name, first=first, last=last,
        target="" if held or faced else target,
        speed=1.0 if opening is None else opening.speed,
        hand="" if opening is None else opening.hand,
        partner=other if other in people else "", mutual=bool(answer_to(name)) and not target,
    )  # fmt: skip


def _seat(key: str, facts: Facts, blocking: Blocking) -> str:
    """Return what somebody who sits is on; empty for one who does not."""
    if blocking.things[key].sink_m <= 0.0:
        return ""
    on = (
        r.object
        for r in facts.relations
        if r.subject == key and r.relation in {"on", "inside"} and r.when != "end"
    )
    return next(on, "")


def _kept_in_hands(key: str, parts: Sequence[Part], *, blocking: Blocking, end: int) -> list[Part]:
    """Return how a person holds what is in their hands the whole time, unless they use it."""
    if any(ACTIONS[part.name].holds for part in parts if part.kind == "action"):
        return []
    held = next(
        (k for k, spot in blocking.spots.items() if in_hands(k, spot, blocking, holder=key)), ""
    )
    if not held:
        return []
    table = blocking.tables.get(key, "")
    name = hold_of(blocking.things[held])
    return [Part(kind="action", name=name, first=0, last=end, target=table)]


def _stays(member: Member, facts: Facts, blocking: Blocking, *, clock: Clock) -> list[Part]:
    """Return the poses of an animal."""
    key = member.fact.key
    stays: list[Part] = []
    for action in facts.actions:
        slot = blocking.timing.slots.get(action.key)
        if slot is None or action.agent != key:
            continue
        if not any(r.action == action.key and r.mover == key for r in blocking.routes):
            first, end = clock.subframes(slot.start_s), clock.subframes(slot.end_s)
            stays.append(
                Part(kind="pose", name=_pose(action, member.fact.kind), first=first, last=end)
            )
    return stays


def _way(route: Route, clock: Clock, *, winged: bool, tall_m: float | None) -> Part:
    """Return what a body does on its way; `tall_m` is a person's height."""
    first, last = clock.subframes(route.keys[0][0]), clock.subframes(route.keys[-1][0])
    if route.gait == "fly":
        return Part(kind="gait", name="fly" if winged else _IDLE, first=first, last=last)
    if tall_m is not None and route.gait == "climb":
        rate = route.length_m / max(route.keys[-1][0] - route.keys[0][0], 1e-6)
        speed = min(rate / climbing_mps(tall_m), 1.0)
        return Part(kind="action", name="climb", first=first, last=last, speed=speed)
    if tall_m is not None and route.gait in ACTIONS:
        return Part(kind="action", name=route.gait, first=first, last=last)
    if route.gait in _GAITS:
        return Part(kind="gait", name=route.gait, first=first, last=last)
    if route.gait in _POSES:
        return Part(kind="pose", name=route.gait, first=first, last=last)
    seconds = max(route.keys[-1][0] - route.keys[0][0], 1e-6)
    speed = route.length_m / seconds
    name = "gallop" if speed > _GALLOP_MPS else "trot" if speed > _TROT_MPS else "walk"
    return Part(kind="gait", name=name, first=first, last=last)


def _pose(action: ActionFact, kind: str) -> str:
    """Return the pose nearest to the verb that bodies of a kind know."""
    known = _POSES | frozenset(ANIMAL_POSES) if kind == "animal" else _POSES
    named = (action.verb, movement_of(action.action, action.verb).pose, action.action)
    return next((name for name in named if name in known), "stand")


def _separated(parts: Iterable[Part]) -> list[Part]:
    """Return the parts that do not overlap earlier ones of the list, in the order of time."""
    kept: list[Part] = []
    for part in parts:
        if all(part.last <= other.first or part.first >= other.last for other in kept):
            kept.append(part)
    return sorted(kept, key=lambda part: part.first)


def _filled(parts: list[Part], last: int) -> list[Part]:
    """Return the parts with idling between; a posture at the end lasts."""
    filled: list[Part] = []
    at = 0
    for part in parts:
        if part.first > at:
            filled.append(Part(kind="gait", name=_IDLE, first=at, last=part.first))
        filled.append(part)
        at = part.last
    if filled and filled[-1].kind != "gait" and filled[-1].name in LASTING:
        tail = filled.pop()
        filled.append(replace(tail, last=max(last, tail.last)))
    elif at < last:
        filled.append(Part(kind="gait", name=_IDLE, first=at, last=last))
    return filled
