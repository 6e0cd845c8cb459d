"""Who holds what, and when: things in hands, given, taken, put down and thrown."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final, Literal

from groundplan.agents.blocking.acts import act_of
from groundplan.agents.blocking.blocking import Blocking
from groundplan.agents.blocking.possible import possible
from groundplan.agents.blocking.things import Spot, Thing
from groundplan.agents.cast_list import Member, cast_list
from groundplan.agents.in_hand import Lie, lie_of, two_handed
from groundplan.agents.juggling import juggled
from groundplan.agents.narrative import clock_of
from groundplan.agents.port import WorldView
from groundplan.language.facts import ActionFact, Facts
from groundplan.motion.actions.library import ACTIONS
from groundplan.motion.actions.spec import Event
from groundplan.scene.placing import body_skeleton
from groundplan.world.sequence import Grip

__all__ = ["grips_of", "hold_of", "in_hands", "taking"]

_WIDE_M: Final = 0.26
"""From here on both hands carry."""
_BY_HANDLE: Final = frozenset({
    "bag", "suitcase", "briefcase", "bucket", "basket", "handbag", "lantern", "toolbox", "backpack",
})  # fmt: skip
_OVER_HEAD: Final = frozenset({"umbrella", "parasol", "balloon", "flag", "torch"})
_HELD_AT: Final[Mapping[str, float]] = MappingProxyType(
    {"carry_in_one_hand": 1.0, "hold_umbrella": 0.15}
)
"""Share of its height at which a thing is held, by how it is carried; else at its middle."""
_AT_FOLDED: Final = 0.93
"""Of what is folded: it hangs from its handle."""
_TAKES: Final = frozenset({"pick_up", "pick_up_with_both_hands", "lift", "raise_overhead"})
_LET_GO: Final = frozenset({"throw", "put_down", "drop"})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Hold:
    holder: str
    first: int
    last: int
    keep: bool = False
    both: bool = False
    """With both hands."""
    after: Literal["own", "stay", "fly"] = "own"


def in_hands(key: str, spot: Spot, blocking: Blocking, *, holder: str) -> bool:
    """Tell whether a thing is in somebody's hands, not pushed, pulled or ridden."""
    if spot.parent != holder or spot.why != "action" or key not in blocking.things:
        return False
    # In the hands is beside the middle; pushed and pulled things are straight ahead or behind.
    return blocking.things[key].kind == "prop" and spot.position[0] != 0.0


def hold_of(thing: Thing) -> str:
    """Return how a thing is carried."""
    if thing.folded:
        return "carry_in_one_hand"
    if thing.noun in _OVER_HEAD:
        return "hold_umbrella"
    if thing.noun in _BY_HANDLE:
        return "carry_in_one_hand"
    return "carry" if min(thing.size[0], thing.size[2]) >= _WIDE_M else "hold"


def _juggle(key: str, facts: Facts, blocking: Blocking) -> ActionFact | None:
    """Return by which action people juggle a thing."""
    people, slots = _people(blocking), blocking.timing.slots
    with_it = (a for a in facts.actions if a.object == key and not a.negated and a.key in slots)
    able = (a for a in with_it if a.agent in people)
    return next((a for a in able if act_of(a, facts).name == "juggle"), None)


def taking(name: str, thing: Thing) -> str:
    """Return the action that takes a thing: with both hands what is wide."""
    return "pick_up_with_both_hands" if name == "pick_up" and hold_of(thing) == "carry" else name


def grips_of(view: WorldView, facts: Facts, blocking: Blocking) -> dict[str, Grip]:
    """Return every grip by id ("g1" …)."""
    facts, _ = possible(facts, blocking.things)
    grips: list[Grip] = []
    members = {member.fact.key: member for member in cast_list(facts).members}
    for key in blocking.things:
        juggle = _juggle(key, facts, blocking)
        if juggle is not None and key in members and juggle.agent in members:
            slot, clock = blocking.timing.slots[juggle.key], clock_of(view)
            grips += juggled(
                [view.entity(one) for one in members[key].keys],
                view.entity(members[juggle.agent].keys[0]), begin=clock.subframes(slot.start_s),
                end=clock.subframes(slot.end_s), clock=clock,
            )  # fmt: skip
            continue
        for hold in _holds(key, facts, blocking, view=view):
            thing, holder = members.get(key), members.get(hold.holder)
            if thing is None or holder is None or not _has_hands(view, holder):
                continue
            for one, own in zip(thing.keys, holder.keys, strict=False):
                grips.append(_grip(view, one, own, hold=hold, thing=blocking.things[key]))
    return {f"g{number}": grip for number, grip in enumerate(grips, start=1)}


def _has_hands(view: WorldView, holder: Member) -> bool:
    """Tell whether somebody has a body with hands: a robot of one piece takes nothing."""
    return view.world.entities[view.entity(holder.keys[0])].body is not None


def _holds(key: str, facts: Facts, blocking: Blocking, *, view: WorldView) -> list[_Hold]:
    """Return who holds a thing from when to when, in the order of time."""
    clock = clock_of(view)
    end = clock.frame_end(blocking.timing.length_s)
    people, slots = _people(blocking), blocking.timing.slots
    holder = _first_holder(key, blocking)
    throws = {throw.action: throw for throw in blocking.throws}
    since, keep, holds = 0, False, list[_Hold]()
    both = hold_of(blocking.things[key]) == "carry" or _works_with(
        key, facts, blocking, holder=holder
    )
    for action in sorted((a for a in facts.actions if not a.negated), key=lambda a: a.order):
        if action.object != key or action.agent not in people or action.key not in slots:
            continue
        name = taking(act_of(action, facts).name, blocking.things[key])
        begin = clock.subframes(slots[action.key].start_s)
        both = both or ACTIONS[name].holds == "both"
        if name in _TAKES and not holder:
            holder, keep = action.agent, True
            since = begin + clock.subframes(_moment(name, "grab"))
        elif name == "hand_over" and action.goal in people:
            met = begin + clock.subframes(_moment(name, "meet"))
            holds.append(_Hold(holder=action.agent, first=since, last=met, keep=keep, both=both))
            holder, since, keep = action.goal, met, False
        elif name in _LET_GO:
            let = begin + clock.subframes(_moment(name, "release"))
            throw = throws.get(action.key)
            hold = _Hold(holder=action.agent, first=since, last=let, keep=keep, both=both)
            # What nobody catches goes on as physics has it.
            holds.append(hold if throw is None else replace(hold, after="fly"))
            holder = "" if throw is None else throw.to
            if throw is not None:
                keep, both, since = False, True, clock.subframes(throw.catch_s)
    if holder in people:
        holds.append(_Hold(holder=holder, first=since, last=end + 1000, keep=keep, both=both))
    return [hold for hold in holds if hold.first < hold.last]


def _first_holder(key: str, blocking: Blocking) -> str:
    """Return who holds a thing from the beginning; empty for nobody."""
    spot = blocking.spots[key]
    return spot.parent if in_hands(key, spot, blocking, holder=spot.parent) else ""


def _works_with(key: str, facts: Facts, blocking: Blocking, *, holder: str) -> bool:
    """Tell whether somebody does work with both hands on what they hold."""
    return two_handed(blocking.things[key]) and any(
        ACTIONS[act_of(action, facts).name].holds == "both"
        for action in facts.actions
        if action.agent == holder and not action.negated
    )


def _people(blocking: Blocking) -> set[str]:
    return {key for key, thing in blocking.things.items() if thing.kind == "character"}


def _moment(name: str, event: Event) -> float:
    return ACTIONS[name].events[event]


def _grip(view: WorldView, one: str, own: str, *, hold: _Hold, thing: Thing) -> Grip:
    body = view.world.entities[view.entity(own)].body
    share = _AT_FOLDED if thing.folded else _HELD_AT.get(hold_of(thing), 0.5)
    skeleton = None if body is None or body.rig != "human" else body_skeleton(body)
    if skeleton is None:
        lie = Lie(position_m=(0.0, round(-share * thing.size[1], 4), 0.0))
    else:
        lie = lie_of(thing, skeleton=skeleton, both=hold.both and not hold.keep, share=share)
    return Grip(
        entity=view.entity(one), holder=view.entity(own), first=hold.first, last=hold.last,
        position_m=lie.position_m, rotation=lie.rotation, joint=lie.joint,
        other_joint=lie.other_joint, keep=hold.keep, upright=lie.upright or hold.keep,
        after=hold.after,
    )  # fmt: skip
