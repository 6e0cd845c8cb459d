"""Parts of what a body does over time; those of who takes a seat, sits on it or rises from it."""

from dataclasses import dataclass, replace
from typing import Final, Literal

from groundplan.agents.blocking.blocking import Blocking
from groundplan.agents.blocking.legs import mounts_of
from groundplan.agents.blocking.sitting_down import LYING_DOWN_S
from groundplan.agents.blocking.timing import Clock
from groundplan.language.facts import ActionFact, Facts
from groundplan.motion.actions.library import action_named
from groundplan.motion.actions.perform import moves_legs

__all__ = ["LASTING", "Part", "rising", "seated", "sitting_down", "without_fades"]

LASTING: Final = frozenset({
    "sit", "lie", "kneel", "crouch", "stand", "ride", "sit_down", "lie_down", "sit_on_floor",
    "fall",
    "lie_on_front", "meditate", "pray", "lean", "drive", "cycle", "kneel_on_one_knee",
})  # fmt: skip
_HELD: Final = LASTING - {"sit_down", "lie_down", "fall"}
"""Postures that are there from a shot's first frame."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What a body does for a while; times in subframes."""

    kind: Literal["gait", "pose", "action"]
    name: str
    first: int
    last: int
    target: str = ""
    """Key of what it is done to."""
    partner: str = ""
    speed: float = 1.0
    hand: Literal["", "left", "right"] = ""
    mutual: bool = False
    """The two of a pair do it with each other."""
    cut: bool = False
    """It begins at once, without a fade."""

    @property
    def over(self) -> bool:
        """Return whether it leaves the legs to what lies below it."""
        return self.kind == "action" and not moves_legs(action_named(self.name))


def seated(
    key: str, seat: str, parts: list[Part], *, facts: Facts, blocking: Blocking, clock: Clock
) -> list[Part]:
    """Return the parts of who sits or rides from the start: to the end, or until they stand up."""
    rides = mounts_of(facts, blocking.things)
    rises = next((r for r in blocking.risings if r.mover == key and not r.sat_down), None)
    if rises is not None:
        first = clock.subframes(rises.start_s)
        kept = [p for p in parts if p.over or p.name != "sit" or p.first >= first]
        sits = Part(kind="action", name="sit", first=0, last=first, target=seat)
        return [sits, *kept] if first else kept
    if key not in rides and not seat:
        return parts
    name = "ride" if key in rides and _saddled(rides[key], blocking) else "sit"
    kept = [
        p
        for p in parts
        if p.over or p.name in {"lie", "drive", "cycle", "row", "skate", "skateboard"}
    ]
    named = next((p.name for p in parts if p.name in {"sit_down", "stand_up"}), name)
    if not all(p.over for p in kept):
        first = min(p.first for p in kept if not p.over)
        waits = Part(kind="action", name=name, first=0, last=first, target=seat)
        return [waits, *parts] if first and key in rides else parts
    ways = [clock.subframes(r.keys[0][0]) for r in blocking.routes if r.mover == key]
    end = clock.frame_end(blocking.timing.length_s)
    if key not in rides:
        end = min((first for first in ways if first > 0), default=end)
    return [Part(kind="action", name=named, first=0, last=end, target=seat), *kept]


def sitting_down(action: ActionFact, done: Part, *, blocking: Blocking, clock: Clock) -> Part:
    """Return what is done; of who sits down on what they came to, that, and without a fade.

    The first pose stands where the way ended.
    """
    sitting = next((s for s in blocking.sittings if s.action == action.key), None)
    if sitting is None:
        return done
    first = clock.subframes(sitting.start_s)
    later = [r.start_s for r in blocking.risings if r.mover == action.agent]
    later += [r.keys[0][0] for r in blocking.routes if r.mover == action.agent]
    ends = [clock.subframes(t) for t in later if t > sitting.start_s]
    last = max(min(ends, default=done.last), first + 1)
    if sitting.lies:
        speed = LYING_DOWN_S / sitting.lying_down_s
        return replace(
            done, name="lie_down", first=first, last=last, target="", speed=speed, cut=True
        )
    return replace(
        done, name="sit_down", first=first, last=last, target=sitting.seat, cut=True
    )  # fmt: skip


def rising(action: ActionFact, done: Part, *, blocking: Blocking) -> Part:
    """Return what is done; of who rises from a seat, that: it is over when the time is."""
    rises = next((r for r in blocking.risings if r.action == action.key), None)
    if rises is None:
        return done
    whole, span_s = action_named("stand_up").keys[-1].at, rises.end_s - rises.start_s
    return replace(done, target=rises.seat, speed=max(1.0, whole / max(span_s, 1e-3)), cut=True)


def without_fades(parts: list[Part], key: str, *, blocking: Blocking, clock: Clock) -> list[Part]:
    """Return the parts with what follows a rising, and postures at a cut, without a fade.

    The place itself changes when somebody has risen; and a shot begins with what it says.
    """
    ends = {clock.subframes(r.end_s) for r in blocking.risings if r.mover == key}
    shots = {clock.subframes(cut_s) for cut_s in blocking.timing.cuts_s}
    return [
        replace(part, cut=True)
        if part.first in ends or (part.first in shots and part.name in _HELD)
        else part
        for part in parts
    ]


def _saddled(mount: str, blocking: Blocking) -> bool:
    thing = blocking.things[mount]
    return thing.kind == "animal" or thing.noun in {"bicycle", "bike", "motorcycle", "scooter"}
