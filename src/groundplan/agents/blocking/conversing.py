"""Who speaks with whom face each other: turns before lines, and back from what hands deal with."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from groundplan.agents.blocking.blocking import Blocking
from groundplan.agents.blocking.facing import heading_along
from groundplan.agents.blocking.turns import Places, Turn, heading_at, point_at
from groundplan.agents.blocking.verbs import movement_of
from groundplan.language.facts import Facts, LineFact

__all__ = ["conversing", "spoken_to"]

_AWAY_RAD: Final = math.radians(35.0)
"""Who is turned from somebody by less than this needs only the head: our engineering default."""
_RATE_RADPS: Final = 3.0
_SHORTEST_S: Final = 0.4
_DOWN: Final = frozenset({
    "sit", "sit_down", "sit_on_floor", "lie", "lie_down", "kneel", "ride", "drive", "sleep",
})  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class _Moment:
    """Somebody has a reason to face something."""

    start_s: float
    towards: str


def spoken_to(facts: Facts) -> dict[str, str]:
    """Return whom each line is said to, by its key: who spoke before, else who speaks next."""
    lines = [line for line in facts.lines if line.speaker and line.heard != "voice_over"]
    found = dict[str, str]()
    for number, line in enumerate(lines):
        around = (*reversed(lines[:number]), *lines[number + 1 :])
        found[line.key] = next((o.speaker for o in around if o.speaker != line.speaker), "")
    return {key: other for key, other in found.items() if other}


def conversing(plan: Blocking, facts: Facts) -> Blocking:
    """Return the plan in which those who speak with one another, standing, face one another.

    What is stated of headings and turns holds; who goes somewhere faces their way until there.
    """
    addressed = spoken_to(facts)
    if not addressed:
        return plan
    for key in dict.fromkeys(speaker for speaker in _people(addressed, facts)):
        if _stands(plan, facts, key):
            plan = _faced(plan, key, sorted(_moments(plan, facts, key, addressed=addressed),
                                            key=lambda m: m.start_s))  # fmt: skip
    return plan


def _people(addressed: Mapping[str, str], facts: Facts) -> Iterator[str]:
    for line in facts.lines:
        if line.key in addressed:
            yield line.speaker
            yield addressed[line.key]


def _stands(plan: Blocking, facts: Facts, key: str) -> bool:
    """Tell whether somebody is on their own feet all the time."""
    thing, spot = plan.things.get(key), plan.spots.get(key)
    if thing is None or spot is None or spot.parent or thing.kind != "character" or thing.count > 1:
        return False
    seated = any(s.mover == key for s in plan.sittings) or key in plan.tables
    down = any(a.agent == key and a.action in _DOWN and not a.negated for a in facts.actions)
    on = any(r.subject == key and r.relation in {"on", "inside"} for r in facts.relations)
    return not (seated or down or (on and thing.sink_m > 0.0))


def _moments(
    plan: Blocking, facts: Facts, key: str, *, addressed: Mapping[str, str]
) -> Iterator[_Moment]:
    """Yield when somebody speaks, is spoken to, or reaches for something, and whom they face."""
    for line in facts.lines:
        other = addressed.get(line.key, "")
        start = _start(plan, line)
        if start is None or key not in {line.speaker, other}:
            continue
        yield _Moment(start_s=start, towards=other if key == line.speaker else line.speaker)
    for action in facts.actions:
        slot = plan.timing.slots.get(action.key)
        if slot is None or action.negated or action.agent != key or not action.object:
            continue
        near = movement_of(action.action, action.verb).near
        spot = plan.spots.get(action.object)
        if near in {"touch", "talk"} and spot is not None and spot.parent != key:
            yield _Moment(start_s=slot.start_s, towards=action.object)


def _start(plan: Blocking, line: LineFact) -> float | None:
    slot = plan.timing.slots.get(line.action)
    return slot.start_s if slot is not None and line.heard == "" else None


def _faced(plan: Blocking, key: str, moments: Sequence[_Moment]) -> Blocking:
    own = [route for route in plan.routes if route.mover == key]
    stated = [turn for turn in plan.turns if turn.mover == key]
    made = list[Turn]()
    for moment in moments:
        busy = any(r.keys[0][0] < moment.start_s < r.keys[-1][0] for r in own)
        places = _places(plan)
        if busy or moment.towards not in places.points or key not in places.headings:
            continue
        wanted = _towards(key, moment, places)
        heading = heading_at(key, moment.start_s, places=places, before=(*stated, *made))
        by = math.remainder(wanted - heading, math.tau) if wanted is not None else 0.0
        if abs(by) < _AWAY_RAD or wanted is None:
            continue
        if not made and not stated and not own:
            plan = replace(plan, headings=plan.headings | {key: wanted})
            continue
        arrived = max((r.keys[-1][0] for r in own if r.keys[-1][0] <= moment.start_s), default=0.0)
        made += _turned(
            key, moment, heading=heading, by=by, others=(*stated, *made), after_s=arrived
        )
    turns = tuple(sorted((*plan.turns, *made), key=lambda t: t.start_s))
    return replace(plan, turns=turns)


def _turned(
    key: str,
    moment: _Moment,
    *,
    heading: float,
    by: float,
    others: Sequence[Turn],
    after_s: float,
) -> list[Turn]:
    """Return the turn that is done when the moment comes, where there is time for it."""
    lasts = max(_SHORTEST_S, abs(by) / _RATE_RADPS)
    start = max([moment.start_s - lasts, after_s, *(t.end_s for t in others)])
    if start > moment.start_s + lasts:
        return []
    return [
        Turn(action="", mover=key, start_s=start, end_s=start + lasts, start_rad=heading,
             by_rad=by, stated=False)
    ]  # fmt: skip


def _places(plan: Blocking) -> Places:
    return Places(
        points={key: plan.world(key) for key in plan.spots},
        headings={key: plan.headings[key] for key, s in plan.spots.items() if not s.parent},
        routes=plan.routes,
    )


def _towards(key: str, moment: _Moment, places: Places) -> float | None:
    here = point_at(key, moment.start_s, places)
    return heading_along(here, point_at(moment.towards, moment.start_s, places))
