"""`groundplan lint --fix`: changes that are proven to cure an alarm, as one step that undo takes.

A change counts only when linting the changed world shows that the alarm is gone and that nothing
new, and nothing worse, has come. People's opinions and locks win: what they stop cures nothing.
"""

from dataclasses import dataclass
from typing import Final

from groundplan.agents.critic.linting import Alarm, Choice, LintReport, lint_world
from groundplan.agents.lint_repairs import Change, repairs_of
from groundplan.errors import WorldError
from groundplan.scene.library import Library
from groundplan.studio.history import Outcome, outcome_of
from groundplan.studio.project import Project
from groundplan.world.apply import apply
from groundplan.world.build import PatchBuilder
from groundplan.world.document import World
from groundplan.world.edits import Patch
from groundplan.world.finding import Finding
from groundplan.world.opinion import Origin
from groundplan.world.queries import shots_in_order

__all__ = ["Fixed", "fix_project", "fixed_world"]

_ACTOR: Final = "agent:lint"
_MOST_ALARMS: Final = 40
_MOST_TRIES: Final = 6
"""Bounds of one call: alarms that are tried, and changes for each."""
_COUNTED: Final = frozenset({"GP902", "GP910"})
"""Their numbers follow every edit: they are no fault that came."""
_WORSE: Final = 1.02


@dataclass(frozen=True, slots=True, kw_only=True)
class Fixed:
    """What was repaired."""

    world: World
    report: LintReport
    """Of the repaired world."""
    cured: tuple[str, ...]
    """Codes and shots, one per alarm."""
    outcome: Outcome | None
    """What changed; None when nothing did."""
    dry_run: bool

    @property
    def lines(self) -> list[str]:
        """Return it in words."""
        word = "would fix" if self.dry_run else "fixed"
        told = [f"{word} {text}" for text in self.cured] or ["nothing could be fixed"]
        if self.outcome is not None:
            told += [f"  {change}" for change in self.outcome.changes[:20]]
        return told

    def as_json(self) -> dict[str, object]:
        """Return it as JSON data."""
        changed = {} if self.outcome is None else self.outcome.as_json()
        return {"cured": list(self.cured), "dry_run": self.dry_run, **changed}


def fix_project(project: Project, choice: Choice, *, dry_run: bool = False) -> Fixed:
    """Repair what can be in a project, and say what is left."""
    before, planned = project.world, project.findings()
    library = Library(project.store.attachment)
    patch, cured = fixed_world(before, planned=planned, choice=choice, library=library)
    outcome, world = None, before
    if patch is not None:
        applied = apply(before, patch) if dry_run else project.store.commit(patch)
        outcome, world = outcome_of(before, applied), applied.world
    report = lint_world(world, planned=planned, choice=choice, library=library)
    return Fixed(world=world, report=report, cured=cured, outcome=outcome, dry_run=dry_run)


def fixed_world(
    world: World, *, planned: tuple[Finding, ...] = (), choice: Choice, library: Library
) -> tuple[Patch | None, tuple[str, ...]]:
    """Return one patch that cures alarms, and which; None where none can be."""
    changes: dict[str, object] = {}
    cured: list[str] = []
    now = world
    report = lint_world(world, planned=planned, choice=choice, library=library)
    for alarm in [a for a in report.alarms if a.rule.fixable][:_MOST_ALARMS]:
        found = _cure(now, alarm, library)
        if found is None:
            continue
        change, now = found
        changes |= dict(change)
        cured.append(f"{alarm.shot_name or 'world'} {alarm.rule.code}: {alarm.finding.message}")
    if not changes:
        return None, ()
    codes = sorted({text.split()[1].rstrip(":") for text in cured})
    return _patch(world, tuple(changes.items()), f"lint --fix: {', '.join(codes)}"), tuple(cured)


def _patch(world: World, change: Change, summary: str) -> Patch:
    builder = PatchBuilder(world, actor=_ACTOR, summary=summary, origin=Origin.SOLVER)
    for path, value in change:
        builder.set_field(path, value)
    return builder.patch()


def _cure(world: World, alarm: Alarm, library: Library) -> tuple[Change, World] | None:
    """Return the first change that cures an alarm and harms nothing, and the world with it."""
    before: LintReport | None = None
    for number, change in enumerate(repairs_of(world, alarm, library)):
        if number >= _MOST_TRIES:
            break
        try:
            tried = apply(world, _patch(world, change, "try")).world
        except WorldError:
            continue  # a lock or a path that is gone: people win
        shots = _touched(world, change)
        if before is None or before.shots != shots:
            before = lint_world(world, choice=Choice(shots=shots), library=library)
        if alarm.identity not in {a.identity for a in before.alarms}:
            return None  # an earlier repair has cured it
        after = lint_world(tried, choice=Choice(shots=shots), library=library)
        if _better(before, after, alarm):
            return change, tried
    return None


def _touched(world: World, change: Change) -> tuple[str, ...]:
    """Return the shots that a change may show in, with those cut to from them; none: all."""
    order = [key for key, _ in shots_in_order(world)]
    touched: set[str] = set()
    for path, _ in change:
        head, _, rest = path.partition("/")
        owner = rest.partition("/")[0]
        own = {k for k in order if head == "shots" and k == owner}
        own |= {k for k in order if head == "entities" and world.shots[k].camera == owner}
        if not own:
            return ()
        touched |= own
    after = {order[order.index(k) + 1] for k in touched if order.index(k) + 1 < len(order)}
    return tuple(k for k in order if k in touched | after)


def _better(before: LintReport, after: LintReport, alarm: Alarm) -> bool:
    """Tell whether the alarm is gone, and nothing has come or become worse."""
    old = {a.identity: a for a in (*before.alarms, *before.waived)}
    for new in after.alarms:
        if new.rule.code in _COUNTED:
            continue
        if new.identity == alarm.identity or new.identity not in old:
            return False
        if _excess(new) > _WORSE * _excess(old[new.identity]) + 1e-9:
            return False
    return True


def _excess(alarm: Alarm) -> float:
    measured, expected = alarm.finding.measured, alarm.finding.expected
    if isinstance(measured, int | float) and isinstance(expected, int | float):
        return abs(measured - expected)
    return 0.0
