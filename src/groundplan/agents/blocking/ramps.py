"""Starts and stops: how long bodies take to get up to speed and to come to rest.

A stated speed is the speed that is cruised at; distance and duration stay exact, so that a way
with a ramp in it takes longer, or cruises faster, than its mean speed says. A way that begins with
the shot is under way already, and one that lasts to its end goes on, unless the words say
otherwise.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from groundplan.agents.blocking.verbs import movement_of
from groundplan.language.facts import ActionFact, Facts

__all__ = ["Rests", "cruise_mps", "is_start", "mover_kind", "ramps_s", "rests_of",
           "takes_ramps"]  # fmt: skip

_ACCELERATIONS: Final[Mapping[str, tuple[tuple[float, float], tuple[float, float]]]] = {
    # kind: (at 1.4 m/s, at 6 m/s) to get up to speed, and to stop [m/s^2]
    "character": ((1.2, 3.0), (1.8, 3.0)),
    "animal": ((2.0, 5.0), (2.5, 5.0)),
    "vehicle": ((2.0, 2.0), (3.0, 3.0)),
}
"""Source, as read:
    People have 90 % of their walking speed at the third step ("Analysis of sloped gait: how many
    steps are needed to reach steady-state walking speed after gait initiation?", abstract), so
    within some 1.2 s. Roads are designed for brakes of 3.4 m/s^2 (AASHTO, as quoted at
    primidi.com/deceleration_rate); ours are a little gentler. Not verified, our engineering
    defaults: all others.
"""
_SLOW_MPS: Final = 1.4
_FAST_MPS: Final = 6.0
_AT_ONCE_S: Final = 0.02
_STARTS: Final = re.compile(
    r"\b(?:start|begin|set|pull|mov|driv|rid|tak)\w*\s+(?:to|off|away|out|out of \w+)?\s*$",
    re.IGNORECASE,
)
_STARTING: Final = frozenset({("pull", "away"), ("pull", "out"), ("pull", "off"), ("set", "off"),
                              ("set", "out"), ("move", "off"), ("drive", "off"),
                              ("ride", "off"), ("take", "off")})  # fmt: skip
_FROM_REST: Final = re.compile(
    r"from (?:rest|(?:a )?stand(?:ing|still)|(?:a )?standing start)|takes? off|accelerat",
    re.IGNORECASE,
)
_STOPS: Final = re.compile(
    r"\b(?:to a (?:stop|halt|standstill)|stops?|halts?|pulls? up|brakes?)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rests:
    """Whether a way begins and ends with a body that stands."""

    start: bool = False
    end: bool = False


def mover_kind(action: ActionFact, facts: Facts) -> str:
    """Return the kind of body whose accelerations an action has."""
    kind = next((e.kind for e in facts.entities if e.key == action.agent), "character")
    wheeled = kind == "character" and movement_of(action.action, action.verb).gait == ""
    return "vehicle" if wheeled or kind not in _ACCELERATIONS else kind


def is_start(action: ActionFact) -> bool:
    """Return whether the verb sets something in motion ("pulls away")."""
    return action.verb == "accelerate" or any((action.verb, m) in _STARTING for m in action.manner)


def takes_ramps(action: ActionFact) -> bool:
    """Return whether what does this speeds up and slows down over the ground or the water."""
    movement = movement_of(action.action, action.verb)
    level = movement.medium in {"ground", "water"} and movement.rise_m == 0.0
    return (movement.travels or is_start(action)) and level and movement.gait != "jump"


def rests_of(
    action: ActionFact, facts: Facts, spans: Mapping[str, tuple[float, float]], *, length_s: float
) -> Rests:
    """Return where an action's body stands; `spans` are the times of all actions [s]."""
    start, end = spans[action.key]
    moving = [
        spans[other.key]
        for other in facts.actions
        if other.agent == action.agent and other.key != action.key and other.key in spans
        and movement_of(other.action, other.verb).travels
    ]  # fmt: skip
    goes_on = any(abs(s - end) < _AT_ONCE_S for s, _ in moving)
    came_on = any(abs(e - start) < _AT_ONCE_S for _, e in moving)
    before = facts.text[max(0, action.span.start - 24) : action.span.start]
    said = is_start(action) or bool(_STARTS.search(before) or _FROM_REST.search(facts.text))
    stops = bool(_STOPS.search(facts.text[action.span.end :]))
    last = not any(other.order > action.order for other in facts.actions)
    return Rests(
        start=not came_on and (start > _AT_ONCE_S or said),
        end=not goes_on and (end < length_s - _AT_ONCE_S or (stops and last)),
    )


def _accelerations(kind: str, speed: float, rests: Rests) -> tuple[float, float]:
    """Return both accelerations at a speed; 0 where there is no ramp [m/s^2]."""
    share = min(max((speed - _SLOW_MPS) / (_FAST_MPS - _SLOW_MPS), 0.0), 1.0)
    up, down = (low + share * (high - low) for low, high in _ACCELERATIONS[kind])
    return (up if rests.start else 0.0, down if rests.end else 0.0)


def ramps_s(kind: str, speed: float, rests: Rests) -> tuple[float, float]:
    """Return how long a body takes to get up to a speed, and to stop from it [s]."""
    up, down = _accelerations(kind, speed, rests)
    return (speed / up if up else 0.0, speed / down if down else 0.0)


def _lost_m(kind: str, speed: float, rests: Rests) -> float:
    """Return how much less far than at an even speed a body gets in the same time [m]."""
    return speed * (0.5 * sum(ramps_s(kind, speed, rests)))


def cruise_mps(kind: str, distance: float, duration: float, *, rests: Rests) -> float | None:
    """Return the speed between the ramps so that a way takes its time; None: too short for them.

    Source:
        Constant acceleration: d = v T - v (t_up + t_down) / 2, solved by bisection.
    """
    low, high = distance / duration, 2.0 * distance / duration
    if not (rests.start or rests.end):
        return low
    for _ in range(60):
        middle = 0.5 * (low + high)
        if middle * duration - _lost_m(kind, middle, rests) < distance:
            low = middle
        else:
            high = middle
    fits = sum(ramps_s(kind, high, rests)) <= duration + 1e-6
    return high if fits else None
