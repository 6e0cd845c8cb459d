"""A director's follow-up on a project: a note in words, done as one step of its history."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from groundplan.agents.directing.author import DIRECTOR, Author
from groundplan.agents.directing.follow_up import FollowUp, follow_up, replan
from groundplan.agents.directing.reading import UNDO
from groundplan.agents.dressing import SCENERY
from groundplan.studio.history import Outcome, outcome_of, undo
from groundplan.studio.project import Project
from groundplan.world.diff import Change
from groundplan.world.finding import Finding

if TYPE_CHECKING:
    from groundplan.world.document import World

__all__ = ["Directed", "direct", "plan_anew"]

_INSIDE: Final = ("sources/", "narrative/directions/", "narrative/quantities/", "intents/")
"""What a note leaves behind for planning, and nobody looks at first."""
_MOST: Final = 40
"""Changes that are listed one by one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Directed:
    """What came of a note."""

    says: tuple[str, ...]
    """What was understood and done, one sentence each."""
    outcome: Outcome | None
    """What changed; None when nothing did."""
    findings: tuple[Finding, ...]
    """What was not understood, met a lock, or cannot be."""
    planned: tuple[Finding, ...]
    """What planning has found in the world as it is now."""
    dry_run: bool

    @property
    def changed(self) -> bool:
        """Return whether anything changed."""
        return self.outcome is not None

    @property
    def lines(self) -> list[str]:
        """Return it in words."""
        told = [f"understood: {said}" for said in self.says]
        if self.outcome is not None:
            told += _listed(self.outcome.changes)
            told += list(self.outcome.notes)
        told += [f"{f.severity}: {f.message}" + _choices(f) for f in self.findings]
        if self.outcome is None:
            return [*told, "nothing changed"]
        end = "would be revision" if self.dry_run else "revision"
        return [*told, f"{end} {self.outcome.revision}"]

    def as_json(self) -> dict[str, object]:
        """Return it as JSON data."""
        changed: dict[str, object] = {"changes": []}
        if self.outcome is not None:
            changed = self.outcome.as_json()
        return {
            "understood": list(self.says),
            **changed,
            "findings": [_finding_json(f) for f in self.findings],
            "planning_found": [_finding_json(f) for f in self.planned],
            "dry_run": self.dry_run,
        }


def direct(
    project: Project, note: str, *, dry_run: bool = False, author: Author = DIRECTOR
) -> Directed:
    """Do what a note asks; one undo takes all of it back.

    Locks hold, and so does what a person set by hand, but for what a director's note names itself.
    A director's note that says only "undo that" takes the last step back.

    Raises:
        InputError: The note is empty, or the world was not planned from a brief.
    """
    if UNDO.match(note.strip()) and author.is_person:
        if dry_run:
            return _nothing_to_try()
        return Directed(
            says=("the last step is taken back",), outcome=undo(project), findings=(),
            planned=project.findings(), dry_run=False,
        )  # fmt: skip
    return _committed(project, follow_up(project.world, note, author=author), dry_run=dry_run)


def plan_anew(project: Project, *, dry_run: bool = False) -> Directed:
    """Let all roles plan the project anew below what people hold, as one step.

    Raises:
        InputError: The world was not planned from a brief.
    """
    return _committed(project, replan(project.world), dry_run=dry_run)


def _nothing_to_try() -> Directed:
    return Directed(says=("the last step would be taken back",), outcome=None, findings=(),
                    planned=(), dry_run=True)  # fmt: skip


def _committed(project: Project, made: FollowUp, *, dry_run: bool) -> Directed:
    before: World = project.world
    outcome: Outcome | None = None
    if made.patch is not None and made.applied is not None:
        applied = made.applied if dry_run else project.store.commit(made.patch)
        outcome = outcome_of(before, applied)
        if not dry_run:
            project.note_planning(made.patch.id, (*made.findings, *made.planned))
    return Directed(
        says=tuple(request.says for request in made.requests), outcome=outcome,
        findings=made.findings, planned=made.planned, dry_run=dry_run,
    )  # fmt: skip


def _listed(changes: tuple[Change, ...]) -> list[str]:
    """Return changes in words: scenery and the keys of ways are counted, not listed."""
    shown = [c for c in changes if not c.path.startswith(_INSIDE)]
    keys = [c for c in shown if "/channels/" in c.path and "/keys/" in c.path]
    ways = sorted({f"{c.name.partition('.channels.')[0]}: its way or keys over time change"
                   for c in keys})  # fmt: skip
    plain = [str(c) for c in shown if c not in keys and not _is_scenery(c)]
    scenery = sum(1 for c in shown if _is_scenery(c))
    told = [*plain[:_MOST], *ways]
    if len(plain) > _MOST:
        told.append(f"and {len(plain) - _MOST} changes more (--json lists all)")
    if scenery:
        told.append(f"{scenery} changes of scenery")
    return told


def _is_scenery(change: Change) -> bool:
    node = change.after if change.kind == "added" else change.before
    return isinstance(node, dict) and SCENERY in (node.get("tags") or ())  # pyright: ignore[reportOperatorIssue]  # a list of words


def _choices(finding: Finding) -> str:
    return f" ({'; '.join(finding.options)})" if finding.options else ""


def _finding_json(finding: Finding) -> dict[str, object]:
    return {
        "code": finding.code,
        "severity": finding.severity,
        "message": finding.message,
        "paths": list(finding.paths),
        "options": list(finding.options),
    }
