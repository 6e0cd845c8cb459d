"""Linting a project: lines, JSON, waivers and automatic repairs as undoable edits."""

from typing import Final

from groundplan.agents.critic.linting import Alarm, Choice, LintReport, lint_world
from groundplan.agents.critic.rules.registry import is_family, rule_called
from groundplan.errors import InputError
from groundplan.scene.library import Library
from groundplan.studio.history import ACTOR, Outcome, in_words, outcome_of
from groundplan.studio.junit import Case, Suite, junit_xml
from groundplan.studio.project import Project
from groundplan.world.aliases import readable, resolve_path
from groundplan.world.build import PatchBuilder
from groundplan.world.document import World
from groundplan.world.finding import Severity, Waiver
from groundplan.world.opinion import Origin
from groundplan.world.queries import shot_numbered

__all__ = ["chosen", "lint_project", "report_json", "report_junit", "report_lines", "waive"]

_SEVERITIES: Final[tuple[Severity, ...]] = ("info", "warning", "error")


def chosen(
    world: World, *, select: str = "", ignore: str = "", shot: str = "", least: str = "info"
) -> Choice:
    """Return a choice of rules and shots from what people type.

    Raises:
        InputError: A code or a severity does not exist.
        PathError: There is no such shot.
    """
    if least not in _SEVERITIES:
        raise InputError(f"there is no severity {least!r}", "choose info, warning or error")
    return Choice(
        select=_codes(select), ignore=_codes(ignore),
        shots=(shot_numbered(world, shot)[0],) if shot else (), least=least,  # pyright: ignore[reportArgumentType]  # checked above
    )  # fmt: skip


def _codes(text: str) -> tuple[str, ...]:
    words = [word.strip() for word in text.split(",") if word.strip()]
    return tuple(w.upper() if is_family(w.upper()) else rule_called(w).code for w in words)


def lint_project(project: Project, choice: Choice) -> LintReport:
    """Return what breaks a rule in a project, what planning found included."""
    library = Library(project.store.attachment)
    return lint_world(project.world, planned=project.findings(), choice=choice, library=library)


def report_lines(world: World, report: LintReport) -> list[str]:
    """Return one line per alarm, the waived ones after them, and a summary."""
    lines = [_line(world, alarm) for alarm in report.alarms]
    for alarm in report.waived:
        waiver = world.waivers[alarm.waiver]
        lines.append(f"waived: {_line(world, alarm)} [{alarm.waiver}: {waiver.reason}]")
    counts = [f"{report.count(s)} {s}{'' if s == 'info' or report.count(s) == 1 else 's'}"
              for s in reversed(_SEVERITIES)]  # fmt: skip
    looked = f"{report.rules} rules over {_counted(len(report.shots), 'shot')}"
    waived = f", {len(report.waived)} waived" if report.waived else ""
    return [*lines, f"{', '.join(counts)}{waived} ({looked})"]


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _line(world: World, alarm: Alarm) -> str:
    where = alarm.shot_name or "world"
    when = "" if alarm.at_s is None else f" {alarm.at_s:.2f} s"
    cure = f" ({'; or '.join(alarm.finding.options)})" if alarm.finding.options else ""
    message = _named(world, alarm.finding.message)
    return f"{where}{when} {alarm.rule.code} {alarm.finding.severity}: {message}{cure}"


def _named(world: World, message: str) -> str:
    """Return a message with names for the ids in it, on one line."""
    for key, entity in world.entities.items():
        if len(key) > 8 and key in message:
            message = message.replace(key, entity.name)
    return " ".join(message.split())


def report_json(world: World, report: LintReport) -> dict[str, object]:
    """Return a report as JSON data (`groundplan.lint/1`)."""
    return {
        "schema": "groundplan.lint/1",
        "alarms": [_alarm_json(world, alarm) for alarm in report.alarms],
        "waived": [
            {**_alarm_json(world, a), "waiver": a.waiver,
             "reason": world.waivers[a.waiver].reason} for a in report.waived
        ],
        "counts": {s: report.count(s) for s in _SEVERITIES},
        "rules": report.rules,
        "shots": [world.shots[key].name for key in report.shots],
    }  # fmt: skip


def _alarm_json(world: World, alarm: Alarm) -> dict[str, object]:
    found = alarm.finding
    return {
        "code": alarm.rule.code, "slug": found.code, "title": alarm.rule.title,
        "severity": found.severity, "shot": alarm.shot_name or None, "at_s": alarm.at_s,
        "message": _named(world, found.message), "measured": found.measured,
        "expected": found.expected, "unit": found.unit, "paths": list(found.paths),
        "fields": [readable(world, path) for path in found.paths],
        "options": list(found.options), "fixable": alarm.rule.fixable,
    }  # fmt: skip


def report_junit(world: World, report: LintReport, *, name: str) -> bytes:
    """Return a report as JUnit XML: a suite per shot, and one for the document.

    Errors and warnings are failed cases, notes and waived alarms skipped ones; a shot without any
    is one passed case.
    """
    suites: list[Suite] = []
    for key, title in [("", "world"), *((k, world.shots[k].name) for k in report.shots)]:
        cases = [_case(world, a) for a in (*report.alarms, *report.waived) if a.shot == key]
        clean = Case(name="no alarm", classname=f"{title}.lint", status="passed")
        suites.append(Suite(name=title, cases=tuple(cases) or (clean,)))
    return junit_xml(name, suites)


def _case(world: World, alarm: Alarm) -> Case:
    note = alarm.finding.severity == "info"
    words = _line(world, alarm)
    if alarm.waiver:
        words = f"waived: {world.waivers[alarm.waiver].reason}; {words}"
    return Case(
        name=f"{alarm.rule.code} {alarm.rule.title}",
        classname=f"{alarm.shot_name or 'world'}.{alarm.rule.code}",
        status="skipped" if note or alarm.waiver else "failed", message=words,
    )  # fmt: skip


def waive(project: Project, code: str, *, reason: str, shot: str = "", path: str = "") -> Outcome:
    """Accept what a rule finds, as a person, with a reason; one undo takes it back.

    Raises:
        InputError: There is no such rule, or no reason.
        PathError: There is no such shot or path.
    """
    if not reason.strip():
        raise InputError("a waiver says why", 'give --reason "..."')
    before = project.world
    known = code.upper() if is_family(code.upper()) else rule_called(code).code
    waiver = Waiver(
        code=known, reason=reason.strip(),
        shot=shot_numbered(before, shot)[0] if shot else "",
        path=resolve_path(before, path) if path else "",
    )  # fmt: skip
    number = 1
    while f"w{number}" in before.waivers:
        number += 1
    builder = PatchBuilder(before, actor=ACTOR, summary=f"waive {known}: {waiver.reason}",
                           origin=Origin.HUMAN)  # fmt: skip
    builder.add_node(f"waivers/w{number}", waiver)
    with in_words(before):
        return outcome_of(before, project.store.commit(builder.patch()))
