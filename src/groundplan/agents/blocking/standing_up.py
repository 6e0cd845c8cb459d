"""Who stands up from a seat: they sit until then, and go on from where they stand before it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from groundplan.agents.blocking.acts import act_of
from groundplan.agents.blocking.sitting_down import Sitting, before_seat, beginning_at
from groundplan.agents.blocking.things import Point, Route, Thing
from groundplan.agents.blocking.timing import Schedule
from groundplan.language.facts import ActionFact, Facts

__all__ = ["Rising", "from_seats", "risings_of"]

_SOON_S: Final = 1e-3


@dataclass(frozen=True, slots=True, kw_only=True)
class Rising:
    """One person stands up from a seat in the course of the shot."""

    action: str
    mover: str
    seat: str
    sat_down: bool
    """They sat down on it before, in the course of the shot; else they sit there from the start."""
    start_s: float
    end_s: float
    place: Point
    """Where their origin is while they sit."""
    before: Point
    """Where they stand when they are up."""


def risings_of(
    facts: Facts, things: Mapping[str, Thing], *, world: Mapping[str, Point],
    headings: Mapping[str, float], sittings: Sequence[Sitting], timing: Schedule,
) -> tuple[Rising, ...]:  # fmt: skip
    """Return who stands up from what they sit on; groups and riders do it elsewhere."""
    found: list[Rising] = []
    for action in facts.actions:
        slot, person = timing.slots.get(action.key), things.get(action.agent)
        if slot is None or person is None or person.count != 1 or person.kind != "character":
            continue
        if action.negated or act_of(action, facts).name != "stand_up":
            continue
        sat = [s for s in sittings if s.mover == action.agent and s.start_s < slot.start_s]
        if sat:
            last = max(sat, key=lambda s: s.start_s)
            seat, place, before = last.seat, last.place, last.before
        elif any(r.mover == action.agent for r in found):
            continue
        else:
            seat, place = _seat(action, facts, things), world.get(action.agent, (0.0, 0.0, 0.0))
            before = before_seat(place, headings.get(action.agent, 0.0), tall_m=person.size[1])
        if seat:
            found.append(
                Rising(
                    action=action.key, mover=action.agent, seat=seat, sat_down=bool(sat),
                    start_s=slot.start_s, end_s=slot.end_s, place=place, before=before,
                )
            )  # fmt: skip
    return tuple(found)


def _seat(action: ActionFact, facts: Facts, things: Mapping[str, Thing]) -> str:
    """Return what somebody sits on from the start; empty for who does not."""
    if things[action.agent].sink_m <= 0.0:
        return ""
    on = (
        r.object for r in facts.relations
        if r.subject == action.agent and r.relation == "on" and r.when != "end"
        and r.object in things and things[r.object].seat
    )  # fmt: skip
    return next(on, "")


def from_seats(risings: Sequence[Rising], routes: Sequence[Route]) -> tuple[Route, ...]:
    """Return the ways with those that follow a rising beginning where it ends."""
    changed = list(routes)
    for rising in risings:
        later = [
            k for k, route in enumerate(changed)
            if route.mover == rising.mover and route.keys[0][0] > rising.end_s - _SOON_S
        ]  # fmt: skip
        if later:
            k = min(later, key=lambda k: changed[k].keys[0][0])
            changed[k] = beginning_at(rising.before, changed[k])
    return tuple(changed)
