"""Changing a project by hand: edits, undo, locks, and the history of it all."""

import re
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from groundplan.errors import InputError, WorldError
from groundplan.studio.assignment import parse_assignment
from groundplan.studio.project import Project
from groundplan.world.aliases import readable, resolve_path
from groundplan.world.apply import Applied
from groundplan.world.base import JsonValue
from groundplan.world.build import PatchBuilder
from groundplan.world.canonical import content_hash
from groundplan.world.diff import Change, diff
from groundplan.world.document import World
from groundplan.world.opinion import Origin
from groundplan.world.store import Store

__all__ = [
    "ACTOR", "Outcome", "differences", "edit", "history", "in_words", "lock", "outcome_of", "redo",
    "resolved", "undo", "unlock",
]  # fmt: skip

ACTOR: Final = "user:director"
"""Who edits a project from the command line."""
_PATH: Final = re.compile(r"(?:entities|shots)/[\w.~/]*[\w~]")
"""A path of the document within a message."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a change came to."""

    revision: int
    content: str
    """Hash of the document without its revision number."""
    changes: tuple[Change, ...]
    notes: tuple[str, ...] = ()

    @property
    def lines(self) -> list[str]:
        """Return it in words."""
        told = [*map(str, self.changes), *self.notes] or ["nothing changed"]
        return [*told, f"revision {self.revision}"]

    def as_json(self) -> dict[str, object]:
        """Return it as JSON data."""
        return {
            "revision": self.revision,
            "content_hash": self.content,
            "changes": [_change_json(change) for change in self.changes],
            "notes": list(self.notes),
        }


def edit(project: Project, assignments: Sequence[str]) -> Outcome:
    """Set fields as a person: all of them in one undo step, or none.

    Raises:
        InputError: An assignment cannot be read, or its field is animated.
        PathError: A path names nothing.
        EditError: A value does not fit.
        LockedError: A lock protects the field.
    """
    before = project.world
    builder = PatchBuilder(before, actor=ACTOR, summary="; ".join(assignments), origin=Origin.HUMAN)
    for path, value in resolved(before, assignments):
        builder.set_field(path, value)
    with in_words(before):
        return outcome_of(before, project.store.commit(builder.patch()))


def resolved(world: World, assignments: Sequence[str]) -> list[tuple[str, JsonValue]]:
    """Return the full paths of `PATH=VALUE` texts, and the values in the fields' own units.

    Raises:
        InputError: An assignment cannot be read, or its field is animated.
        PathError: A path names nothing.
    """
    found: list[tuple[str, JsonValue]] = []
    for text in assignments:
        assignment = parse_assignment(text)
        path = resolve_path(world, assignment.path)
        _refuse_animated(world, path)
        found.append((path, assignment.value))
    return found


def undo(project: Project, *, actor: str = ACTOR) -> Outcome:
    """Take the last edit back."""
    before = project.world
    return outcome_of(before, project.store.undo(actor=actor))


def redo(project: Project, *, actor: str = ACTOR) -> Outcome:
    """Do the edit again that was taken back last."""
    before = project.world
    return outcome_of(before, project.store.redo(actor=actor))


def lock(project: Project, path: str, *, reason: str) -> Outcome:
    """Protect a field or branch from every weaker writer."""
    before = project.world
    builder = PatchBuilder(before, actor=ACTOR, summary=f"lock {path}", origin=Origin.HUMAN)
    builder.lock(resolve_path(before, path), reason=reason)
    return outcome_of(before, project.store.commit(builder.patch()))


def unlock(project: Project, path: str) -> Outcome:
    """Take a lock away."""
    before = project.world
    builder = PatchBuilder(before, actor=ACTOR, summary=f"unlock {path}", origin=Origin.HUMAN)
    builder.unlock(resolve_path(before, path))
    return outcome_of(before, project.store.commit(builder.patch()))


def history(project: Project) -> list[dict[str, object]]:
    """Return every step since the project was made, oldest first, as JSON data."""
    return [
        {
            "revision": number,
            "kind": entry.kind,
            "actor": entry.actor,
            "summary": entry.summary,
            "edits": entry.edit_count,
            "patch": entry.patch_id,
        }
        for number, entry in enumerate(project.store.history(), start=1)
    ]


def differences(
    folder: Path, *, before: int | None, after: int | None, against: Path | None
) -> list[dict[str, object]]:
    """Return what differs between two revisions, or from another project, as JSON data.

    Raises:
        StoreError: There is no such revision.
    """
    with Store.open(folder, writable=False) as store:
        if against is not None:
            with Store.open(against, writable=False) as other:
                return [_change_json(change) for change in diff(store.world, other.world)]
        last = len(store.history()) if after is None else after
        first = last - 1 if before is None else before
        worlds = [store.world_at(revision) for revision in (max(first, 0), last)]
    return [_change_json(change) for change in diff(worlds[0], worlds[1])]


@contextmanager
def in_words(world: World) -> Generator[None]:
    """Let errors name things as people do: `woman.body.height_m` instead of ids and slashes."""
    try:
        yield
    except WorldError as error:
        told = (_PATH.sub(lambda m: readable(world, m[0]), text)
                for text in (error.problem, error.remedy))  # fmt: skip
        raise type(error)(*told) from error


def _refuse_animated(world: World, path: str) -> None:
    parts = path.split("/")
    if len(parts) < 4 or parts[0] != "entities":
        return
    field = ".".join(parts[2:])
    entity = world.entities[parts[1]]
    if field in entity.channels and entity.channels[field].keys:
        keys = ", ".join(sorted(entity.channels[field].keys))
        raise InputError(
            f"{entity.name}.{field} changes over time, so one value would not show",
            f"edit its keys ({keys}), as {entity.name}/channels/{field}/keys/<key>/v=…",
        )


def outcome_of(before: World, applied: Applied) -> Outcome:
    """Return what a patch came to."""
    notes = [
        f"{shadow.path}: recorded, but a stronger {shadow.winner.origin} opinion shows"
        for shadow in applied.shadowed
    ]
    return Outcome(
        revision=applied.world.revision,
        content=content_hash(applied.world),
        changes=diff(before, applied.world),
        notes=(*notes, *_locks_changed(before, applied.world)),
    )


def _locks_changed(before: World, after: World) -> list[str]:
    """Return in words which locks came and went: they are no field of the document."""
    told: list[str] = []
    for path in sorted({*before.locks, *after.locks}):
        old, new = before.locks.get(path), after.locks.get(path)
        if old == new:
            continue
        name = readable(after, path)
        why = f": {new.reason}" if new is not None and new.reason else ""
        told.append(f"{name}: unlocked" if new is None else f"{name}: locked by {new.by}{why}")
    return told


def _change_json(change: Change) -> dict[str, object]:
    return {
        "path": change.path,
        "before": change.before,
        "after": change.after,
        "unit": change.unit,
        "text": str(change),
    }
