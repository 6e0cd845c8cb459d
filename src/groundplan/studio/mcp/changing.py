"""Tools that change a project: each is one undo step or nothing, signed by an outside agent."""

from pathlib import Path

from groundplan.agents.directing.author import OUTSIDE
from groundplan.agents.directing.reading import UNDO
from groundplan.agents.directing.replanning import ways_of_people
from groundplan.errors import EditError, InputError
from groundplan.studio import history
from groundplan.studio.directing import direct as apply_note
from groundplan.studio.history import Outcome, in_words, outcome_of, resolved
from groundplan.studio.mcp.arguments import Noted, Nothing, Proposed
from groundplan.studio.mcp.rights import check_redo, check_undo, refusal
from groundplan.studio.project import Project
from groundplan.world.aliases import readable
from groundplan.world.apply import Applied, apply
from groundplan.world.base import JsonValue
from groundplan.world.build import PatchBuilder
from groundplan.world.document import World
from groundplan.world.edits import Patch

__all__ = ["direct", "propose_edits", "redo", "undo"]

_MOST_CHANGES = 200
"""Changes that an answer lists one by one."""
_MOST_TOLD = 3
"""Stopped fields that an error names."""


def propose_edits(folder: Path, asked: Proposed) -> dict[str, object]:
    """Set fields, all of them or none; a dry run says which would change and what stops the others.

    Raises:
        EditError: Not a dry run, and a lock or a stronger opinion stops one of them.
    """
    with Project.open(folder, writable=not asked.dry_run) as project:
        before = project.world
        fields = resolved(before, asked.assignments)
        with in_words(before):
            patch = _patch(before, fields, summary="; ".join(asked.assignments))
            applied = apply(before, patch, skip_locked=True)
            stopped = _stopped(before, applied, [path for path, _ in fields])
            if not asked.dry_run and stopped:
                raise _not_all(stopped, len(fields))
            if not asked.dry_run:
                applied = project.store.commit(patch)
    return {
        "dry_run": asked.dry_run,
        "applies": not stopped,
        "stopped": stopped,
        **_told(outcome_of(before, applied)),
    }


def _patch(world: World, fields: list[tuple[str, JsonValue]], *, summary: str) -> Patch:
    builder = PatchBuilder(
        world, actor=OUTSIDE.actor, summary=summary[:2000], origin=OUTSIDE.origin, basis="guessed"
    )
    for path, value in fields:
        why = refusal(path)
        if why:
            raise EditError(f"`{path}` is not an agent's to set: {why}", "leave it out")
        builder.set_field(path, value, layer=OUTSIDE.layer)
    return builder.patch()


def _stopped(world: World, applied: Applied, paths: list[str]) -> list[dict[str, str]]:
    """Return the fields that would not change as asked: locked, held more strongly, or by keys."""
    found = [
        {"path": refused.path, "by": "lock", "why": refused.reason} for refused in applied.refused
    ]
    found += [
        {
            "path": shadow.path,
            "by": "opinion",
            "why": f"`{shadow.path}` is held by a stronger {shadow.winner.origin.value} opinion of "
            f"{shadow.winner.agent or 'the program'} ({shadow.winner.value!s:.80})",
        }
        for shadow in applied.shadowed
    ]
    known = {each["path"] for each in found}
    ways = ways_of_people(world)
    found += [
        {"path": path, "by": "opinion", "why": f"keys of `{way}` were set or locked by a person"}
        for path in paths
        for way in ways
        if path.startswith(f"{way}/") and path not in known
    ]
    return [{**each, "name": readable(world, each["path"])} for each in found]


def _not_all(stopped: list[dict[str, str]], asked: int) -> EditError:
    told = " | ".join(each["why"] for each in stopped[:_MOST_TOLD])
    more = f" | and {len(stopped) - _MOST_TOLD} more" if len(stopped) > _MOST_TOLD else ""
    return EditError(
        f"nothing was changed, {len(stopped)} of {asked} edits cannot be made: {told}{more}",
        "leave them out, or ask the director",
    )


def direct(folder: Path, asked: Noted) -> dict[str, object]:
    """Do what a note asks, as `groundplan direct`, in the agent's name.

    Raises:
        InputError: The note is empty or only asks to undo, or the world has no brief.
    """
    if UNDO.match(asked.note.strip()):
        raise InputError("this note only takes a step back", "call the tool `undo`")
    with Project.open(folder, writable=not asked.dry_run) as project:
        directed = apply_note(project, asked.note, dry_run=asked.dry_run, author=OUTSIDE)
    told = directed.as_json()
    changed: dict[str, object] = {"revision": project.world.revision, "changes": []}
    if directed.outcome is not None:
        changed = _told(directed.outcome)
    return {**told, **changed, "changed": directed.changed}


def undo(folder: Path, asked: Nothing) -> dict[str, object]:
    """Take the agent's own last step back, if it is the last one.

    Raises:
        EditError: It is somebody else's.
    """
    del asked
    with Project.open(folder) as project:
        check_undo(project)
        return _told(history.undo(project, actor=OUTSIDE.actor))


def redo(folder: Path, asked: Nothing) -> dict[str, object]:
    """Do again what the agent itself took back last.

    Raises:
        EditError: Somebody else took it back.
    """
    del asked
    with Project.open(folder) as project:
        check_redo(project)
        return _told(history.redo(project, actor=OUTSIDE.actor))


def _told(outcome: Outcome) -> dict[str, object]:
    told = outcome.as_json()
    changes = outcome.changes
    if len(changes) > _MOST_CHANGES:
        shown = told["changes"]
        assert isinstance(shown, list)  # noqa: S101  # as `as_json` makes it
        told["changes"] = shown[:_MOST_CHANGES]
        told["changes_left_off"] = len(changes) - _MOST_CHANGES
    return told
