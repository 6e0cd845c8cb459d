"""When each action happens: stated numbers first, the rest shares what is left of the shot.

Speed, distance and duration of an action are one equation. Two of them give the third; three that
disagree are a finding, and distance and duration win. A stated speed is that of cruising (`ramps`).
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Final

from groundplan.agents.blocking.in_turn import in_turn
from groundplan.agents.blocking.ramps import mover_kind, ramps_s, rests_of, takes_ramps
from groundplan.agents.blocking.speeds import usual_speed_mps
from groundplan.agents.blocking.verbs import movement_of, speed_factor
from groundplan.agents.lengths import least_s
from groundplan.agents.shot_facts import facts_of_shot, shot_count, shot_key
from groundplan.agents.spans import world_span
from groundplan.language.facts import ActionFact, Facts
from groundplan.world.finding import Finding

__all__ = ["DEFAULT_SECONDS", "LONGEST_S", "Clock", "Schedule", "Slot", "schedule"]

DEFAULT_SECONDS: Final = 5.0
LONGEST_S: Final = 600.0
"""Longest shot that is planned, [s]: our engineering default."""
_DISTANCE_M: Final = (0.01, 1000.0)
_SPEED_MPS: Final = (0.01, 340.0)
_SHORTEST_S: Final = 0.05
_DURATION_S: Final = (_SHORTEST_S, LONGEST_S)
_SHORTEST_WAY_S: Final = 2.0
"""Who goes somewhere takes this long at least where nothing is stated: our engineering default."""
_AGREEMENT: Final = 0.02
_WALK_MPS: Final = 1.4


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """The frame clock and what the caller asked for."""

    fps_num: int = 16
    fps_den: int = 1
    seconds: float | None = None
    """Shot length that the caller chose; None: 5 s."""

    def subframes(self, seconds: float) -> int:
        """Return the time in 1/1000 frame."""
        return round(seconds * 1000.0 * self.fps_num / self.fps_den)

    def frame_end(self, seconds: float) -> int:
        """Return the time of the frame nearest to `seconds`, in 1/1000 frame."""
        return 1000 * max(1, round(seconds * self.fps_num / self.fps_den))


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """The time and pace of one action."""

    start_s: float
    end_s: float
    distance_m: float | None
    """Stated, or derived from stated speed and duration; None: free."""
    speed_mps: float | None
    """Stated or derived; None: free."""
    cruised: bool = False
    """The speed is that between speeding up and slowing down; else it is the mean."""
    firm: bool = False
    """Its duration was stated, or follows from stated numbers."""

    @property
    def duration_s(self) -> float:
        """Return how long it takes."""
        return self.end_s - self.start_s


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """All slots by action key, and the shot around them."""

    slots: dict[str, Slot]
    length_s: float
    length_stated: bool
    findings: tuple[Finding, ...]
    cuts_s: tuple[float, ...] = ()
    """When each shot ends, the last at `length_s`; empty: one shot."""
    cuts_stated: tuple[bool, ...] = ()
    """Whether the length of each shot was stated."""


@dataclass(slots=True, kw_only=True)
class _Pace:
    duration_s: float | None
    distance_m: float | None
    speed_mps: float | None
    stated: bool
    """The duration itself was in the text."""
    usual_mps: float | None = None
    """What the time of a stated distance was reckoned with, no speed being stated."""
    cruised: bool = False
    """The speed is one of the numbers that hold: it is that between speeding up and stopping."""


def schedule(facts: Facts, clock: Clock) -> Schedule:
    """Return when every action that is not negated happens."""
    findings: list[Finding] = []
    facts = in_turn(facts)
    actions = [action for action in facts.actions if not action.negated]
    paces = {action.key: _pace(action, facts, findings) for action in actions}
    even = _cut(facts, paces, clock=clock, findings=[])
    findings += _with_ramps(facts, actions, paces, even=even)
    return _cut(facts, paces, clock=clock, findings=findings)


def _cut(
    facts: Facts, paces: dict[str, _Pace], *, clock: Clock, findings: list[Finding]
) -> Schedule:
    """Return the slots of all shots, one shot behind the other."""
    if shot_count(facts) == 1:
        return _laid(facts, paces, clock=clock, findings=findings)
    shots: list[Schedule] = []
    for index in range(shot_count(facts)):
        found: list[Finding] = []
        shots.append(_laid(facts_of_shot(facts, index), paces, clock=clock, findings=found))
        own = f"shots/{shot_key(index)}/"
        findings += [replace(f, paths=tuple(p.replace("shots/s1/", own) for p in f.paths))
                     for f in found]  # fmt: skip
    ends = tuple(accumulate(shot.length_s for shot in shots))
    slots = {
        key: replace(slot, start_s=slot.start_s + begin, end_s=slot.end_s + begin)
        for shot, begin in zip(shots, (0.0, *ends), strict=False)
        for key, slot in shot.slots.items()
    }
    return Schedule(
        slots=slots, length_s=ends[-1], length_stated=all(shot.length_stated for shot in shots),
        findings=tuple(findings), cuts_s=ends,
        cuts_stated=tuple(shot.length_stated for shot in shots),
    )  # fmt: skip


def _laid(
    facts: Facts, paces: dict[str, _Pace], *, clock: Clock, findings: list[Finding]
) -> Schedule:
    """Return the slots of one shot's actions, whose paces are known."""
    actions = [action for action in facts.actions if not action.negated]
    orders = sorted({action.order for action in actions})
    groups: list[list[ActionFact]] = []
    fixed: list[tuple[float, bool]] = []
    for order in orders:
        group = [a for a in actions if a.order == order]
        if wait := _wait(group):
            groups.append([])
            fixed.append((wait, True))
        groups.append(group)
        fixed.append(_group_duration(group, paces))
    length, stated = _length(facts, clock, fixed, findings=findings)
    least = [_least(group) for group in groups]
    spans = _fit(fixed, length, findings, stated=stated, least=least)
    total = length if stated else min(LONGEST_S, max(length, sum(spans)))
    slots: dict[str, Slot] = {}
    start = 0.0
    for group, span in zip(groups, spans, strict=True):
        for action in group:
            slots[action.key] = _slot(paces[action.key], start, span)
        start += span
    return Schedule(slots=slots, length_s=total, length_stated=stated, findings=tuple(findings))


def _with_ramps(
    facts: Facts, actions: Sequence[ActionFact], paces: dict[str, _Pace], *, even: Schedule
) -> list[Finding]:
    """Let stated speeds be cruised at: give ways with ramps more time, or less distance."""
    spans = {key: (slot.start_s, slot.end_s) for key, slot in even.slots.items()}
    findings: list[Finding] = []
    for action in actions:
        pace, slot = paces[action.key], even.slots[action.key]
        speed = pace.speed_mps if pace.cruised else pace.usual_mps
        if speed is None or not takes_ramps(action):
            continue
        rests = rests_of(action, facts, spans, length_s=even.length_s)
        kind = mover_kind(action, facts)
        ramps = sum(ramps_s(kind, speed, rests))
        if ramps <= 0.0:
            continue
        if pace.distance_m is not None:
            duration = pace.distance_m / speed + 0.5 * ramps
            pace.duration_s = min(duration, LONGEST_S)
            short = pace.distance_m < 0.5 * ramps * speed
        else:
            short = slot.duration_s < ramps
            lost = 0.5 * min(ramps, slot.duration_s)
            pace.distance_m = speed * (slot.duration_s - lost)
            pace.duration_s = slot.duration_s
        if short and pace.cruised:
            findings.append(_unreached(action, speed))
    return findings


def _unreached(action: ActionFact, speed: float) -> Finding:
    return Finding(
        code="motion.speed-not-reached",
        severity="warning",
        message=(
            f'"{action.verb}" has no room to reach {speed:g} m/s and to stop again; '
            "it speeds up and slows down all the way"
        ),
        paths=(f"narrative/actions/{action.key}/speed_mps",),
        expected=speed,
        unit="m/s",
        span=world_span(action.span),
        options=("make the way longer", "make the shot longer", "state a lower speed"),
    )


def _slot(pace: _Pace, start: float, span: float) -> Slot:
    duration = span if pace.duration_s is None else min(pace.duration_s, span)
    distance, speed = pace.distance_m, pace.speed_mps
    if distance is None and speed is not None:
        distance = speed * duration
    if distance is not None and not pace.cruised:
        speed = distance / duration
    return Slot(start_s=start, end_s=start + duration, distance_m=distance, speed_mps=speed,
        cruised=pace.cruised,
        firm=pace.duration_s is not None or distance is not None,
    )  # fmt: skip


def _pace(action: ActionFact, facts: Facts, findings: list[Finding]) -> _Pace:
    distance = _within(findings, action, "distance", value=action.distance_m, bounds=_DISTANCE_M)
    duration = _within(findings, action, "duration", value=action.duration_s, bounds=_DURATION_S)
    speed = _within(findings, action, "speed", value=action.speed_mps, bounds=_SPEED_MPS)
    stated = duration is not None
    cruised = speed is not None and not (distance and duration)
    usual: float | None = None
    if distance and duration and speed and abs(speed * duration / distance - 1.0) > _AGREEMENT:
        findings.append(_disagreement(action, distance, duration))
    if distance and duration:
        speed = distance / duration
    elif distance:
        default = _usual(action, facts) * speed_factor(action.manner)
        usual = None if speed else default or _WALK_MPS
        duration = min(distance / (speed or default or _WALK_MPS), LONGEST_S)
    return _Pace(duration_s=duration, distance_m=distance, speed_mps=speed, stated=stated,
                 usual_mps=usual, cruised=cruised)  # fmt: skip


def _usual(action: ActionFact, facts: Facts) -> float:
    """Return how fast who does this usually goes [m/s]."""
    movement = movement_of(action.action, action.verb)
    who = next((entity for entity in facts.entities if entity.key == action.agent), None)
    if who is None:
        return movement.speed_mps
    return usual_speed_mps(movement, kind=who.kind, noun=who.noun, height_m=0.0)


def _within(
    findings: list[Finding], action: ActionFact, what: str, *, value: float | None,
    bounds: tuple[float, float],
) -> float | None:  # fmt: skip
    if value is None or (math.isfinite(value) and bounds[0] <= value <= bounds[1]):
        return value
    unit = {"distance": "m", "duration": "s", "speed": "m/s"}[what]
    findings.append(
        Finding(
            code=f"quantity.impossible-{what}",
            severity="error",
            message=(
                f'"{action.verb}" has a {what} of {value:g} {unit}; '
                f"it must lie between {bounds[0]:g} and {bounds[1]:g} {unit}, so it is not used"
            ),
            paths=(f"narrative/actions/{action.key}",),
            measured=value if math.isfinite(value) else str(value),
            expected=f"{bounds[0]:g}..{bounds[1]:g}",
            unit=unit,
            span=world_span(action.span),
            options=(f"state a {what} within the range", f"leave the {what} out"),
        )
    )
    return None


def _disagreement(action: ActionFact, distance: float, duration: float) -> Finding:
    return Finding(
        code="motion.contradiction",
        severity="warning",
        message=(
            f'"{action.verb}": {distance:g} m in {duration:g} s is {distance / duration:.3g} m/s, '
            f"not {action.speed_mps:g} m/s; distance and duration are kept"
        ),
        paths=(f"narrative/actions/{action.key}/speed_mps",),
        measured=action.speed_mps,
        expected=distance / duration,
        unit="m/s",
        span=world_span(action.span),
        options=("drop the speed", "drop the duration", "drop the distance"),
    )


def _wait(group: Sequence[ActionFact]) -> float:
    """Return the stated time [s] before the first of a group begins ("after 3 seconds")."""
    wait = min((action.delay_s or 0.0 for action in group), default=0.0)
    return wait if math.isfinite(wait) and 0.0 < wait <= LONGEST_S else 0.0


def _least(group: Sequence[ActionFact]) -> float:
    """Return how long a group of actions without numbers takes at least [s]."""
    goes = any(movement_of(a.action, a.verb).travels for a in group)
    return _SHORTEST_WAY_S if goes else 1.0


def _group_duration(group: Sequence[ActionFact], paces: dict[str, _Pace]) -> tuple[float, bool]:
    """Return the longest known duration of a group (0: free) and whether it was stated."""
    known = [paces[a.key] for a in group if paces[a.key].duration_s is not None]
    if not known:
        return 0.0, False
    longest = max(known, key=lambda pace: pace.duration_s or 0.0)
    return longest.duration_s or 0.0, any(pace.stated for pace in known)


def _length(
    facts: Facts, clock: Clock, fixed: Sequence[tuple[float, bool]], *, findings: list[Finding]
) -> tuple[float, bool]:
    stated = facts.shot.duration_s
    if stated is not None and _SHORTEST_S <= stated <= LONGEST_S:
        return stated, True
    if stated is not None:
        findings.append(
            Finding(
                code="shot.impossible-duration",
                severity="error",
                message=(
                    f"the shot's duration is {stated:g} s; it must lie between {_SHORTEST_S:g} "
                    f"and {LONGEST_S:g} s, so it is not used"
                ),
                paths=("shots/s1/last",),
                measured=stated if math.isfinite(stated) else str(stated),
                unit="s",
                span=world_span(facts.shot.spans[0]) if facts.shot.spans else None,
                options=("state a duration within the range",),
            )
        )
    known = sum(duration for duration, _ in fixed)
    if fixed and all(said for _, said in fixed):
        return min(max(known, _reading_s(facts)), LONGEST_S), False
    return min(LONGEST_S, max(clock.seconds or DEFAULT_SECONDS, known)), False


def _reading_s(facts: Facts) -> float:
    """Return how long a shot of words alone stands at least to be read at its size [s].

    0 where a number says how long something takes: that holds.
    """
    spoken = {line.action for line in facts.lines}
    if any(a.key not in spoken for a in facts.actions if not a.negated):
        return 0.0
    sizes = [fact.value for fact in facts.camera if fact.facet == "size" and fact.value]
    return max(map(least_s, sizes), default=0.0)


def _fit(
    fixed: Sequence[tuple[float, bool]], length: float, findings: list[Finding], *, stated: bool,
    least: Sequence[float],
) -> list[float]:  # fmt: skip
    """Return the duration of each group; free groups share what is left, `least` each at least."""
    free = sum(1 for duration, _ in fixed if not duration)
    known = sum(duration for duration, _ in fixed)
    share = max(1.0, (length - known) / free) if free else 0.0
    spans = [
        duration or (share if stated else max(share, shortest))
        for (duration, _), shortest in zip(fixed, least, strict=True)
    ]
    limit = length if stated else LONGEST_S
    if sum(spans) <= limit + 1e-9:
        return spans
    findings.append(
        Finding(
            code="shot.too-short",
            severity="warning",
            message=(
                f"the actions take {sum(spans):.3g} s and the shot {limit:.3g} s; "
                "all are shortened in proportion"
            ),
            paths=("shots/s1/last",),
            measured=sum(spans),
            expected=limit,
            unit="s",
            options=(f"make the shot {sum(spans):.3g} s long", "drop an action"),
        )
    )
    return [span * limit / sum(spans) for span in spans]
