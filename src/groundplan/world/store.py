"""A project folder: the document, its log, its clips and meshes, safe against crashes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from pathlib import Path
from types import MappingProxyType

from groundplan.errors import StoreError
from groundplan.world.apply import Applied
from groundplan.world.attachments import AttachmentKind, get_attachment, put_attachment
from groundplan.world.canonical import encoded
from groundplan.world.document import World
from groundplan.world.edits import Patch
from groundplan.world.files import FolderLock, make_folder, write_atomic
from groundplan.world.oplog import (
    Committed,
    Header,
    Operation,
    Redone,
    Snapshot,
    Undone,
    append,
    line_of,
)
from groundplan.world.recovery import LOG_NAME, WORLD_NAME, Recovered, recovered, tree_of
from groundplan.world.replay import History, Step, replayed

__all__ = ["HistoryEntry", "Store"]


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryEntry:
    """One line of the log, for people."""

    number: int
    """Line of `ops.jsonl`, the header being 1."""
    kind: str
    """`patch`, `undo`, `redo` or `snapshot`."""
    actor: str
    summary: str
    patch_id: str
    edit_count: int


class Store:
    """One writer's hold on a project folder.

    An operation is on the disk when `commit`, `undo` or `redo` returns. Use it as a context
    manager, or `close` it.
    """

    def __init__(self, directory: Path, state: Recovered, *, lock: FolderLock | None) -> None:
        """Hold a recovered folder; use `create` or `open`."""
        self._directory = directory
        self._lock = lock
        self._history = state.history
        self._operations = list(state.log.operations)
        self._sha = state.log.sha
        self._length = state.log_length
        self.findings: tuple[str, ...] = state.findings
        """What opening found damaged, and what it did about it."""

    @classmethod
    def create(
        cls, directory: Path, world: World | None = None, *, patches: Sequence[Patch] = (),
        beside: Mapping[str, bytes] = MappingProxyType({}),
    ) -> "Store":  # fmt: skip
        """Make a project folder that starts from a document (an empty one if not given).

        The `patches` are its first operations; `beside` are further files, written before the log
        by whoever has the folder. The log that has them all appears at once, so that
        a process killed at any moment leaves the whole project or none.

        Raises:
            WorldError: A patch can't be applied; nothing is written.
            OutputError: The folder can't be made or written.
            StoreError: It is a project already, or another process has it.
        """
        make_folder(directory)
        lock = FolderLock(directory)
        try:
            _refuse_a_project(directory)
            log, pretty = _first_log(world or World(), patches)
            for name, data in beside.items():
                write_atomic(directory / name, data)
            write_atomic(directory / LOG_NAME, log)
            write_atomic(directory / WORLD_NAME, pretty)
            return cls(directory, recovered(directory, repair=True), lock=lock)
        except BaseException:
            lock.release()
            raise

    @classmethod
    def open(cls, directory: Path, *, writable: bool = True) -> "Store":
        """Open a project folder, repairing what a crash left; see `findings`.

        Raises:
            StoreError: It is no project, is damaged beyond repair, or another process has it.
            OutputError: It can't be written, and `writable` asks for that.
        """
        if not directory.is_dir():
            raise StoreError(f"{directory} is no folder", "name a project folder, or make one")
        if not ((directory / LOG_NAME).exists() or (directory / WORLD_NAME).exists()):
            raise StoreError(
                f"{directory} is no project: it has no {WORLD_NAME} and no {LOG_NAME}",
                "name a project folder, or make one",
            )
        lock = FolderLock(directory) if writable else None
        try:
            return cls(directory, recovered(directory, repair=writable), lock=lock)
        except BaseException:
            if lock:
                lock.release()
            raise

    @property
    def world(self) -> World:
        """The document as it is now."""
        return self._history.world

    @property
    def directory(self) -> Path:
        """The project folder."""
        return self._directory

    def commit(self, patch: Patch, *, skip_locked: bool = False) -> Applied:
        """Apply a patch and save it; it is on the disk when this returns.

        Raises:
            WorldError: The patch can't be applied (see `groundplan.world.apply`).
            OutputError: It can't be saved; the document is as before.
        """
        step = self._history.committed(patch, skip_locked=skip_locked)
        sha256, pretty = encoded(step.history.world)
        self._save(Committed(patch=patch, hash=sha256, skip_locked=skip_locked), step, pretty)
        return step.applied

    def undo(self, *, actor: str = "") -> Applied:
        """Take back the last patch that stands, and save that.

        Raises:
            EditError: There is nothing to undo.
        """
        step = self._history.undone()
        sha256, pretty = encoded(step.history.world)
        self._save(Undone(patch_id=step.patch_id, actor=actor, hash=sha256), step, pretty)
        return step.applied

    def redo(self, *, actor: str = "") -> Applied:
        """Apply the last patch taken back again, and save that.

        Raises:
            EditError: There is nothing to redo.
        """
        step = self._history.redone()
        sha256, pretty = encoded(step.history.world)
        self._save(Redone(patch_id=step.patch_id, actor=actor, hash=sha256), step, pretty)
        return step.applied

    def _save(self, operation: Operation, step: Step, pretty: bytes) -> None:
        if self._lock is None:
            raise StoreError(
                f"{self._directory} was opened to read only", "open it with writable=True"
            )
        line, sha = line_of(operation, self._sha)
        append(self._directory / LOG_NAME, line, length=self._length)
        self._sha, self._length = sha, self._length + len(line)
        self._operations.append(operation)
        self._history = step.history
        write_atomic(self._directory / WORLD_NAME, pretty)

    def history(self) -> tuple[HistoryEntry, ...]:
        """Return every operation since the project was made, oldest first."""
        named = {op.patch.id: op.patch for op in self._operations if isinstance(op, Committed)}
        return tuple(
            _entry(number, operation, named)
            for number, operation in enumerate(self._operations, start=1)
            if not isinstance(operation, Header)
        )

    def patches(self) -> tuple[Patch, ...]:
        """Return every patch that was ever committed, oldest first, undone ones included."""
        return tuple(op.patch for op in self._operations if isinstance(op, Committed))

    def world_at(self, operations: int) -> World:
        """Return the document as it was after so many operations; 0 is the start.

        Raises:
            StoreError: There were not so many.
        """
        steps = self._operations[: operations + 1]
        if operations < 0 or len(steps) <= operations:
            raise StoreError(
                f"the log has no step {operations}", f"give 0 to {len(self._operations) - 1}"
            )
        history = reduce(replayed, steps, None)
        return self._history.world if history is None else history.world

    def put_attachment(self, data: bytes, *, kind: AttachmentKind, suffix: str = "npz") -> str:
        """Keep a motion clip or a mesh beside the document and return its sha256.

        Raises:
            OutputError: It can't be written.
            StoreError: The folder was opened to read only, or there is no such format.
        """
        if self._lock is None:
            raise StoreError(
                f"{self._directory} was opened to read only", "open it with writable=True"
            )
        return put_attachment(self._directory, data, kind=kind, suffix=suffix)

    def attachment(self, kind: AttachmentKind, sha256: str) -> bytes:
        """Return the bytes of a clip or mesh, verified.

        Raises:
            StoreError: It is missing or damaged.
        """
        return get_attachment(self._directory, sha256, kind=kind)

    def close(self) -> None:
        """Let another process write."""
        if self._lock is not None:
            self._lock.release()
            self._lock = None

    def __enter__(self) -> "Store":  # noqa: PYI034  # the run-time checker knows no Self here
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _first_log(start: World, patches: Sequence[Patch]) -> tuple[bytes, bytes]:
    """Return the log of a start and patches, and `world.json` as it is after them."""
    sha256, pretty = encoded(start)
    line, sha = line_of(Header(document=tree_of(start), hash=sha256), "")
    lines, history = [line], History(world=start)
    for patch in patches:
        history = history.committed(patch).history
        sha256, pretty = encoded(history.world)
        line, sha = line_of(Committed(patch=patch, hash=sha256), sha)
        lines.append(line)
    return b"".join(lines), pretty


def _refuse_a_project(directory: Path) -> None:
    if (directory / LOG_NAME).exists() or (directory / WORLD_NAME).exists():
        raise StoreError(f"{directory} is a project already", "open it, or choose another folder")


def _entry(number: int, operation: Operation, named: Mapping[str, Patch]) -> HistoryEntry:
    if isinstance(operation, (Header, Snapshot)):
        reason = operation.reason if isinstance(operation, Snapshot) else ""
        return HistoryEntry(
            number=number, kind=operation.kind, actor="", summary=reason, patch_id="", edit_count=0
        )
    if isinstance(operation, Committed):
        patch, actor = operation.patch, operation.patch.actor
    else:
        patch, actor = named[operation.patch_id], operation.actor
    return HistoryEntry(
        number=number,
        kind=operation.kind,
        actor=actor,
        summary=patch.summary,
        patch_id=patch.id,
        edit_count=len(patch.edits),
    )
