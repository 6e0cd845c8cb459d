"""The linter: every rule over every shot, cut and document; settings and waivers applied."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Final

import numpy as np

from groundplan.agents.continuity import continuity_findings
from groundplan.agents.critic.assertions.asserting import assert_shot
from groundplan.agents.critic.assertions.outcome import Assertion
from groundplan.agents.critic.clearance_checks import clearance_findings
from groundplan.agents.critic.filmed import Filmed, filmed
from groundplan.agents.critic.framing_checks import framing_findings
from groundplan.agents.critic.light_checks import light_findings
from groundplan.agents.critic.number_checks import speed_findings
from groundplan.agents.critic.relation_checks import relation_findings
from groundplan.agents.critic.rules.registry import (
    CUT_RULES,
    SHOT_RULES,
    WORLD_RULES,
    all_rules,
    is_family,
    rule_of_intent,
    rule_of_slug,
)
from groundplan.agents.critic.rules.rule import Cut, Hit, Rule
from groundplan.errors import GroundplanError
from groundplan.scene.library import EMPTY, Library
from groundplan.world.document import World
from groundplan.world.finding import Finding, Severity, Waiver
from groundplan.world.queries import shots_in_order

__all__ = ["Alarm", "Choice", "LintReport", "lint_world"]

_SERIOUS: Final = {"error": 2, "warning": 1, "info": 0}
_CONTINUITY: Final = ("GP214", "GP215", "GP216", "GP217")
_UNPOSED: Final = "GP901"
_HIDDEN, _LEAVES = "GP114", "GP113"
_SHOWN_SHARE: Final = 0.5
"""A body of which rays reach half is not hidden."""
_PASSING: Final = ("pan", "tilt", "truck", "whip", "reveal")


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Which rules and shots are looked at; codes may be families (`GP2`)."""

    select: tuple[str, ...] = ()
    """None: all."""
    ignore: tuple[str, ...] = ()
    shots: tuple[str, ...] = ()
    """Ids; none: all, and the document as a whole."""
    least: Severity = "info"

    def wants(self, code: str) -> bool:
        """Return whether a rule is looked at."""
        chosen = not self.select or any(code.startswith(s) for s in self.select)
        return chosen and not any(code.startswith(i) for i in self.ignore)


@dataclass(frozen=True, slots=True, kw_only=True)
class Alarm:
    """A finding of a rule, with its place in the film."""

    rule: Rule
    finding: Finding
    shot: str = ""
    """Id; empty: it is about the document."""
    shot_name: str = ""
    at_s: float | None = None
    """From the first frame of the shot."""
    waiver: str = ""
    """Id of the waiver that accepts it."""

    @property
    def identity(self) -> tuple[str, str, tuple[str, ...]]:
        """Return what is the same when the same fault is found again with other numbers."""
        return self.rule.code, self.shot, self.finding.paths


@dataclass(frozen=True, slots=True, kw_only=True)
class LintReport:
    """What was found, in the order of the cut; waived alarms apart."""

    alarms: tuple[Alarm, ...]
    waived: tuple[Alarm, ...] = ()
    rules: int = 0
    """How many were looked at."""
    shots: tuple[str, ...] = field(default=())

    def count(self, severity: Severity) -> int:
        """Return how many alarms have a severity."""
        return sum(alarm.finding.severity == severity for alarm in self.alarms)


def lint_world(
    world: World,
    *,
    planned: tuple[Finding, ...] = (),
    choice: Choice | None = None,
    library: Library = EMPTY,
) -> LintReport:
    """Return what breaks a rule in a world; pure: equal worlds give equal reports.

    `planned`: what planning and opening found and nobody can measure again.
    """
    choice = choice or Choice()
    run = _Run(world, choice, library)
    found = list(
        dict.fromkeys([*run.reported(planned), *run.document(), *run.film(), *run.continuity()])
    )
    told = [a for a in found if _SERIOUS[a.finding.severity] >= _SERIOUS[choice.least]]
    told, waived, used = _waived(world, told)
    hidden = [a for a in found if a not in told and a not in waived]
    used |= _waived(world, hidden)[2]
    told += [a for a in run.idle_waivers(used)
             if _SERIOUS[a.finding.severity] >= _SERIOUS[choice.least]]  # fmt: skip
    return LintReport(
        alarms=tuple(sorted(told, key=run.order)), waived=tuple(sorted(waived, key=run.order)),
        rules=sum(run.active(code) for code in all_rules()), shots=run.keys,
    )  # fmt: skip


class _Run:
    """One pass over a world."""

    def __init__(self, world: World, choice: Choice, library: Library) -> None:
        self._world = world
        self._choice = choice
        self._library = library
        every = [key for key, _ in shots_in_order(world)]
        self._places = {key: n for n, key in enumerate(every)}
        self.keys = tuple(k for k in every if not choice.shots or k in choice.shots)

    def active(self, code: str) -> bool:
        off = any(code.startswith(o) for o in self._world.lint.off if o)
        return self._choice.wants(code) and not off

    def _limit(self, rule: Rule) -> float:
        return self._world.lint.limits.get(rule.code, rule.limit or 0.0)

    def order(self, alarm: Alarm) -> tuple[int, float, str, str]:
        place = self._places.get(alarm.shot, -1)
        return place, -1.0 if alarm.at_s is None else alarm.at_s, alarm.rule.code, \
            alarm.finding.message  # fmt: skip

    def _alarm(self, rule: Rule, hit: Hit, shot: str = "", *, unit: str = "") -> Alarm:
        severity = self._world.lint.severities.get(rule.code, hit.severity or rule.severity)
        return Alarm(
            rule=rule, shot=shot, at_s=None if hit.at_s is None else round(hit.at_s, 3),
            shot_name=self._world.shots[shot].name if shot in self._world.shots else "",
            finding=Finding(
                code=hit.slug or rule.slug, severity=severity, message=hit.message,
                paths=hit.paths, measured=hit.measured, expected=hit.expected,
                unit=unit or rule.unit,
                span=hit.span, options=hit.options,
            ),
        )  # fmt: skip

    def reported(self, planned: tuple[Finding, ...]) -> Iterator[Alarm]:
        """Give what others found its code; what a rule measures anew is left to it."""
        if self._choice.shots:
            return
        for found in planned:
            rule = rule_of_slug(found.code)
            if rule.scope == "reported" and self.active(rule.code):
                severity = self._world.lint.severities.get(rule.code, found.severity)
                yield Alarm(rule=rule, finding=replace(found, severity=severity))
        for path, code in _named(self._world):
            rule = all_rules()["GP911"]
            hit = Hit(message=f"there is no rule {code!r}", paths=(path,), measured=code,
                      options=("correct the code",))  # fmt: skip
            if not is_family(code) and self.active(rule.code):
                yield self._alarm(rule, hit)

    def document(self) -> Iterator[Alarm]:
        if self._choice.shots:
            return
        for code, check in WORLD_RULES.items():
            rule = all_rules()[code]
            if self.active(code):
                yield from (self._alarm(rule, hit) for hit in check(self._world, self._limit(rule)))

    def film(self) -> Iterator[Alarm]:
        """Yield the alarms of shots, and of the cuts that lead to them."""
        before: Filmed | None = None
        wanted = set(self.keys)
        every = [key for key, _ in shots_in_order(self._world)]
        for place, key in enumerate(every):
            after_wanted = place + 1 < len(every) and every[place + 1] in wanted
            film = None
            if key in wanted or after_wanted:
                film = self._filmed(key)
            if key in wanted:
                with np.errstate(all="ignore"):
                    yield from self._shot(key, film)
                    if film is not None and before is not None:
                        yield from self._cut(before, film)
            before = film

    def continuity(self) -> Iterator[Alarm]:
        """Yield what does not go on over cuts in continuous time; it is of the second shot."""
        if not any(self.active(code) for code in _CONTINUITY):
            return
        try:
            found = continuity_findings(self._world)
        except GroundplanError:
            return  # told by the shots themselves
        for one in found:
            rule = rule_of_slug(one.code)
            shots = [p.partition("/")[2] for p in one.paths if p.startswith("shots/")]
            if self.active(rule.code) and shots and shots[-1] in self.keys:
                hit = replace(_hit_of(one), at_s=0.0)
                measured = hit.measured
                small = isinstance(measured, float) and measured < self._limit(rule)
                if not (rule.limit is not None and small):
                    yield self._alarm(rule, hit, shots[-1], unit=one.unit)

    def _filmed(self, key: str) -> Filmed | None:
        try:
            return filmed(self._world, key, self._library)
        except (GroundplanError, ValueError, OverflowError, ZeroDivisionError):
            return None  # told as a shot that cannot be posed

    def _shot(self, key: str, film: Filmed | None) -> Iterator[Alarm]:
        name = self._world.shots[key].name
        unposed = all_rules()[_UNPOSED]
        lost = Hit(message=f"shot {name} has no camera that can be posed",
                   paths=(f"shots/{key}/camera",), options=("add a camera",))  # fmt: skip
        if film is None:
            if self.active(_UNPOSED):
                yield self._alarm(unposed, lost, key)
            return
        try:
            found = [*self._checked(film), *self._asserted(film)]
        except GroundplanError as error:
            why = " ".join(str(error).split())
            if self.active(_UNPOSED):
                yield self._alarm(unposed, replace(lost, message=f"{name} cannot be posed: {why}"),
                                  key)  # fmt: skip
            return
        yield from _without_doubles(found)

    def _checked(self, film: Filmed) -> Iterator[Alarm]:
        for code, check in SHOT_RULES.items():
            rule = all_rules()[code]
            if self.active(code):
                for hit in check(film, self._limit(rule)):
                    yield self._alarm(rule, hit, film.key)
        for found in (*framing_findings(film.seen), *clearance_findings(film.seen),
                      *light_findings(film.seen)):  # fmt: skip
            rule = rule_of_slug(found.code)
            own = rule.scope == "shot" and rule.code not in SHOT_RULES
            if own and self.active(rule.code) and _confirmed(rule.code, film):
                yield self._alarm(rule, _hit_of(found), film.key)

    def _asserted(self, film: Filmed) -> Iterator[Alarm]:
        codes = [rule_of_intent(i.kind).code for i in self._world.intents.values()]
        if not any(self.active(code) for code in (*codes, "GP834")):
            return
        cures = _cures(film)
        for outcome in assert_shot(self._world, film.key, film=film, library=self._library):
            rule = rule_of_intent(outcome.intent.kind)
            if outcome.status == "failed" and self.active(rule.code):
                yield self._alarm(rule, _failed(outcome, cures), film.key)
            unmeasured = all_rules()["GP834"]
            told = outcome.intent.shot == film.key
            if outcome.status == "skipped" and told and self.active(unmeasured.code):
                yield self._alarm(
                    unmeasured, Hit(message=outcome.message, paths=(f"intents/{outcome.key}",)),
                    film.key,
                )  # fmt: skip

    def _cut(self, before: Filmed, after: Filmed) -> Iterator[Alarm]:
        if before.shot.scene != after.shot.scene:
            return
        cut = Cut(before=before, after=after)
        for code, check in CUT_RULES.items():
            rule = all_rules()[code]
            if self.active(code):
                try:
                    hits = list(check(cut, self._limit(rule)))
                except GroundplanError:
                    continue  # told by the shot itself
                yield from (self._alarm(rule, hit, after.key) for hit in hits)

    def idle_waivers(self, used: set[str]) -> Iterator[Alarm]:
        """Yield waivers of what was looked at that accepted nothing."""
        rule = all_rules()["GP910"]
        if self._choice.select or self._choice.ignore or not self.active(rule.code):
            return
        for key, waiver in sorted(self._world.waivers.items()):
            there = not waiver.shot or waiver.shot in self.keys
            whole = not self._choice.shots or bool(waiver.shot)
            known = is_family(waiver.code) and any(
                self.active(code) for code in all_rules() if code.startswith(waiver.code)
            )
            if key not in used and there and whole and known:
                yield self._alarm(rule, Hit(
                    message=f"the waiver {key} of {waiver.code} ({waiver.reason}) accepts nothing",
                    paths=(f"waivers/{key}",), measured=0, expected=1,
                    options=("take it away",),
                ), waiver.shot)  # fmt: skip


def _confirmed(code: str, film: Filmed) -> bool:
    """Tell whether a finding by boxes holds on what is drawn and asked.

    A subject counts as hidden when rays say so as well. Who stands is meant to leave the frame of
    a camera that was asked to go on past it.
    """
    subject = film.subject
    if subject is None:
        return True
    if code == _HIDDEN:
        share = film.bodies.seen_share(subject.entity)
        return share is None or float(np.mean(np.nan_to_num(share) < _SHOWN_SHARE)) >= 0.5
    passes = any(word in film.shot.framing.move for word in _PASSING)
    return not (code == _LEAVES and passes and not subject.moving)


def _hit_of(found: Finding) -> Hit:
    return Hit(
        message=found.message, paths=found.paths, measured=found.measured, expected=found.expected,
        options=found.options, span=found.span, severity=found.severity, slug=found.code,
    )  # fmt: skip


def _cures(film: Filmed) -> dict[str, tuple[str, ...]]:
    """Return the tried options of the critic's own findings, by the intent that they are about."""
    with_options = (*framing_findings(film.seen), *relation_findings(film.seen),
                    *light_findings(film.seen), *speed_findings(film.seen))  # fmt: skip
    return {p: f.options for f in with_options for p in f.paths if p.startswith("intents/")}


def _failed(outcome: Assertion, cures: dict[str, tuple[str, ...]]) -> Hit:
    path = f"intents/{outcome.key}"
    about = [outcome.intent.subject, outcome.intent.object]
    wished = outcome.intent.strength == "should"
    return Hit(
        message=outcome.message, at_s=outcome.at_s, measured=outcome.measured,
        expected=outcome.expected, span=outcome.intent.span,
        paths=(path, *(f"entities/{k}" for k in about if k is not None)),
        options=cures.get(path, ()) or ("change the shot", "change or drop the intent"),
        severity="info" if wished else None,
    )  # fmt: skip


def _without_doubles(found: list[Alarm]) -> Iterator[Alarm]:
    """Leave out who is never in frame where the intent that names them fails for it already."""
    named = {p for a in found if a.rule.code == "GP822" for p in a.finding.paths}
    for alarm in found:
        own = alarm.finding.paths[0] if alarm.finding.paths else ""
        if not (alarm.rule.code == "GP112" and own in named):
            yield alarm


def _named(world: World) -> Iterator[tuple[str, str]]:
    """Yield where settings name codes, and which."""
    yield from (("lint/off", code) for code in world.lint.off)
    yield from ((f"lint/limits/{code}", code) for code in sorted(world.lint.limits))
    yield from ((f"lint/severities/{code}", code) for code in sorted(world.lint.severities))
    yield from ((f"waivers/{key}/code", w.code) for key, w in sorted(world.waivers.items()))


def _waived(world: World, alarms: Iterable[Alarm]) -> tuple[list[Alarm], list[Alarm], set[str]]:
    """Return what stays, what is accepted (with its waiver), and which waivers did it."""
    kept: list[Alarm] = []
    accepted: list[Alarm] = []
    used: set[str] = set()
    for alarm in alarms:
        by = [k for k, w in sorted(world.waivers.items()) if _accepts(w, alarm)]
        used |= set(by)
        if by:
            accepted.append(replace(alarm, waiver=by[0]))
        else:
            kept.append(alarm)
    return kept, accepted, used


def _accepts(waiver: Waiver, alarm: Alarm) -> bool:
    here = waiver.shot in {"", alarm.shot, alarm.shot_name} or not waiver.shot
    paths = alarm.finding.paths
    about = not waiver.path or any(
        p == waiver.path or p.startswith(f"{waiver.path}/") for p in paths
    )
    return bool(waiver.code) and alarm.rule.code.startswith(waiver.code) and here and about
