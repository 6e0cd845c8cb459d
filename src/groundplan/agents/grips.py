"""Who holds what, and when: things in hands, given, taken, put down and thrown."""

import math
from dataclasses import dataclass
from typing import Final, Literal

from groundplan.agents.blocking.acts import act_of
from groundplan.agents.blocking.plan import Blocking
from groundplan.agents.blocking.possible import possible
from groundplan.agents.blocking.things import Spot, Thing, ground_distance
from groundplan.agents.cast_list import cast_list
from groundplan.agents.narrative import clock_of
from groundplan.agents.port import WorldView
from groundplan.language.facts import ActionFact, Facts
from groundplan.motion.actions.library import ACTIONS
from groundplan.motion.actions.spec import Event
from groundplan.world.sequence import Grip

__all__ = ["grips_of", "hold_of", "in_hands"]

_GRAVITY_MPS2: Final = 9.80665
_WIDE_M: Final = 0.26
"""From here on both hands carry."""
_BY_HANDLE: Final = frozenset({
    "bag", "suitcase", "briefcase", "bucket", "basket", "handbag", "lantern", "toolbox", "backpack",
})  # fmt: skip
_OVER_HEAD: Final = frozenset({"umbrella", "parasol", "balloon", "flag", "torch"})
_AT_HANDLE: Final = 0.15
"""Share of the height at which what is held over the head is held."""
_THROW_RAD: Final = 0.7
_THROW_MPS: Final = 7.0
"""Speed of a throw at nobody: our engineering default."""
_PALM: Final = 0.05
"""From the wrist to the palm, in body heights."""
_LET_GO: Final[dict[str, Literal["own", "stay", "fly"]]] = {"throw": "fly", "put_down": "own"}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Hold:
    holder: str
    first: int
    last: int
    keep: bool = False
    both: bool = False
    """With both hands."""
    after: Literal["own", "stay", "fly"] = "own"
    velocity: tuple[float, float, float] = (0.0, 0.0, 0.0)


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


def grips_of(view: WorldView, facts: Facts, blocking: Blocking) -> dict[str, Grip]:
    """Return every grip by id ("g1" …)."""
    facts, _ = possible(facts, blocking.things)
    grips: list[Grip] = []
    members = {member.fact.key: member for member in cast_list(facts).members}
    for key in blocking.things:
        for hold in _holds(key, facts, blocking, view=view):
            thing, holder = members.get(key), members.get(hold.holder)
            if thing is None or holder is None:
                continue
            for one, own in zip(thing.keys, holder.keys, strict=False):
                grips.append(_grip(view, one, own, hold=hold, thing=blocking.things[key]))
    return {f"g{number}": grip for number, grip in enumerate(grips, start=1)}


def _holds(key: str, facts: Facts, blocking: Blocking, *, view: WorldView) -> list[_Hold]:
    """Return who holds a thing from when to when, in the order of time."""
    clock = clock_of(view)
    end = clock.frame_end(blocking.timing.length_s)
    spot = blocking.spots[key]
    people = {k for k, thing in blocking.things.items() if thing.kind == "character"}
    holder = spot.parent if in_hands(key, spot, blocking, holder=spot.parent) else ""
    since, keep, both, holds = 0, False, hold_of(blocking.things[key]) == "carry", list[_Hold]()
    for action in sorted(facts.actions, key=lambda a: a.order):
        slot = blocking.timing.slots.get(action.key)
        if slot is None or action.negated or action.object != key or action.agent not in people:
            continue
        name = act_of(action, facts).name
        begin = clock.subframes(slot.start_s)
        both = both or ACTIONS[name].holds == "both"
        if name == "pick_up" and not holder:
            holder, keep = action.agent, True
            since = begin + clock.subframes(_moment(name, "grab"))
        elif name == "hand_over" and action.goal in people:
            met = begin + clock.subframes(_moment(name, "meet"))
            holds.append(_Hold(holder=action.agent, first=since, last=met, keep=keep, both=both))
            holder, since, keep = action.goal, met, True
        elif name in _LET_GO:
            let = begin + clock.subframes(_moment(name, "release"))
            velocity = _velocity(action, blocking) if name == "throw" else (0.0, 0.0, 0.0)
            holds.append(
                _Hold(holder=action.agent, first=since, last=let, keep=keep, both=both,
                      after=_LET_GO[name], velocity=velocity)
            )  # fmt: skip
            holder = ""
    if holder in people:
        holds.append(_Hold(holder=holder, first=since, last=end + 1000, keep=keep, both=both))
    return holds


def _moment(name: str, event: Event) -> float:
    return ACTIONS[name].events[event]


def _velocity(action: ActionFact, blocking: Blocking) -> tuple[float, float, float]:
    """Return the velocity of a throw: to whom or what it is thrown, else ahead.

    Source:
        Range of a throw without drag, v^2 sin(2a) / g.
    """
    heading = blocking.headings.get(action.agent, 0.0)
    speed = _THROW_MPS
    if action.goal in blocking.things:
        start, end = blocking.world(action.agent), blocking.world(action.goal)
        far = max(ground_distance(start, end), 0.5)
        speed = math.sqrt(far * _GRAVITY_MPS2 / math.sin(2.0 * _THROW_RAD))
        heading = math.atan2(end[0] - start[0], end[2] - start[2])
    flat = speed * math.cos(_THROW_RAD)
    return (flat * math.sin(heading), speed * math.sin(_THROW_RAD), flat * math.cos(heading))


def _grip(view: WorldView, one: str, own: str, *, hold: _Hold, thing: Thing) -> Grip:
    body = view.world.entities[view.entity(own)].body
    tall = 1.7 if body is None else body.height_m
    how = hold_of(thing)
    share = 1.0 if how == "carry_in_one_hand" else _AT_HANDLE if how == "hold_umbrella" else 0.5
    ahead = 0.0 if how == "carry_in_one_hand" else _PALM * tall
    both = hold.both and not hold.keep
    return Grip(
        entity=view.entity(one), holder=view.entity(own), first=hold.first, last=hold.last,
        position_m=(0.0, round(-share * thing.size[1], 4), round(ahead, 4)),
        other_joint="leftHand" if both else "", keep=hold.keep, upright=True, after=hold.after,
        velocity_mps=hold.velocity,
    )  # fmt: skip
