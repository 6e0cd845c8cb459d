"""From whatever a crash left in a folder to a document and a log that agree, losing nothing."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, cast

from groundplan.errors import GroundplanError, SchemaError, StoreError
from groundplan.world.base import JsonData
from groundplan.world.canonical import encoded
from groundplan.world.document import World
from groundplan.world.files import read_bounded, set_aside, write_atomic
from groundplan.world.opening import MAX_BYTES, open_document
from groundplan.world.oplog import Header, Log, Snapshot, line_of, read_log
from groundplan.world.replay import History, replayed
from groundplan.world.structure import plain

__all__ = ["LOG_NAME", "WORLD_NAME", "Recovered", "recovered", "tree_of"]

LOG_NAME: Final = "ops.jsonl"
WORLD_NAME: Final = "world.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Recovered:
    """A folder's state, with the log's bytes and `world.json` as they should be."""

    history: History
    log: Log
    findings: tuple[str, ...]
    added: bytes = b""
    """A line that the log needs after its complete ones, to agree with the document."""

    @property
    def log_length(self) -> int:
        """Bytes of the log once it is repaired."""
        return self.log.length + len(self.added)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Files:
    """Both files as found; `world` is None when `world.json` is missing or can't be opened."""

    log_bytes: bytes | None
    world_bytes: bytes | None
    world: World | None
    world_problem: str


def tree_of(world: World) -> dict[str, JsonData]:
    """Return a document as plain JSON data."""
    return cast("dict[str, JsonData]", plain(world))


def recovered(directory: Path, *, repair: bool) -> Recovered:
    """Return the state of a project folder; with `repair`, make its files say the same.

    The log decides. What it lost (a cut-off end) is taken from `world.json` when that is newer.

    Raises:
        StoreError: Neither file can be used, or the log has a hole.
    """
    files = _read(directory)
    log, findings = _log(directory, files, repair=repair)
    if not log.operations:
        state = _from_snapshot(files, log, findings)
    else:
        state = _from_log(files, log, findings)
    if repair:
        _write_back(directory, files, state)
    return state


def _read(directory: Path) -> _Files:
    log_bytes = read_bounded(directory / LOG_NAME, limit=MAX_BYTES)
    world_bytes = read_bounded(directory / WORLD_NAME, limit=MAX_BYTES)
    world, problem = None, f"{WORLD_NAME} is missing"
    if world_bytes is not None:
        try:
            world, problem = open_document(world_bytes), ""
        except SchemaError as error:
            problem = f"{WORLD_NAME} is damaged ({error.problem})"
    return _Files(log_bytes=log_bytes, world_bytes=world_bytes, world=world, world_problem=problem)


def _log(directory: Path, files: _Files, *, repair: bool) -> tuple[Log, tuple[str, ...]]:
    try:
        log = read_log(files.log_bytes or b"")
    except StoreError:
        if repair and files.log_bytes is not None:
            set_aside(directory / LOG_NAME, files.log_bytes)
        raise
    if not log.torn:
        return log, ()
    kept = f"; those bytes are kept as {LOG_NAME}.damaged" if repair else ""
    finding = (
        f"{LOG_NAME} ends in {len(log.torn)} bytes that are no complete operation: "
        f"recovered up to the last complete one, line {len(log.operations)}{kept}"
    )
    return log, (finding,)


def _from_snapshot(files: _Files, log: Log, findings: tuple[str, ...]) -> Recovered:
    if files.world is None:
        raise StoreError(
            f"{LOG_NAME} has no complete header and {files.world_problem}",
            "restore one of the two from a copy",
        )
    sha256, _ = encoded(files.world)
    header = Header(document=tree_of(files.world), hash=sha256)
    line, sha = line_of(header, "")
    log = replace(log, operations=(header,), sha=sha)
    lost = (f"{LOG_NAME} has no header: goes on from {WORLD_NAME}, and what led to it is lost",)
    return Recovered(
        history=History(world=files.world), log=log, findings=findings + lost, added=line
    )


def _from_log(files: _Files, log: Log, findings: tuple[str, ...]) -> Recovered:
    history: History | None = None
    for number, operation in enumerate(log.operations, start=1):
        try:
            history = replayed(history, operation)
        except GroundplanError as error:
            raise StoreError(
                f"line {number} of {LOG_NAME} can't be replayed: {error.problem}", error.remedy
            ) from None
    if history is None or not isinstance(log.operations[0], Header):
        raise StoreError(f"{LOG_NAME} does not start with a header", "restore it from a copy")
    state = Recovered(history=history, log=log, findings=findings)
    if encoded(history.world)[0] != log.operations[-1].hash:
        return _adopted(files, state, "this version replays the log to another document")
    if files.world is not None and files.world.revision > history.world.revision:
        return _adopted(files, state, f"{LOG_NAME} had lost the operations that led to it")
    return _compared(files, state)


def _adopted(files: _Files, state: Recovered, reason: str) -> Recovered:
    """Go on from `world.json`, which knows more than the log."""
    if files.world is None or files.world.revision < state.history.world.revision:
        raise StoreError(
            f"{reason}, and {files.world_problem or 'world.json is older'}",
            f"restore {WORLD_NAME} from a copy",
        )
    sha256, _ = encoded(files.world)
    snapshot = Snapshot(document=tree_of(files.world), hash=sha256, reason=reason)
    line, sha = line_of(snapshot, state.log.sha)
    log = replace(state.log, operations=(*state.log.operations, snapshot), sha=sha)
    finding = f"goes on from {WORLD_NAME} (revision {files.world.revision}): {reason}"
    return replace(
        state,
        history=History(world=files.world),
        log=log,
        findings=(*state.findings, finding),
        added=line,
    )


def _compared(files: _Files, state: Recovered) -> Recovered:
    sha256, _ = encoded(state.history.world)
    if files.world is None:
        finding = f"{files.world_problem}: rebuilt from {LOG_NAME}"
    elif encoded(files.world)[0] == sha256:
        return state
    elif files.world.revision < state.history.world.revision:
        finding = f"{WORLD_NAME} was behind: brought up to revision {state.history.world.revision}"
    else:
        finding = (
            f"{WORLD_NAME} was changed by hand: {LOG_NAME} decides; "
            f"the changed file is kept as {WORLD_NAME}.damaged"
        )
    return replace(state, findings=(*state.findings, finding))


def _write_back(directory: Path, files: _Files, state: Recovered) -> None:
    """Make both files say what was recovered, and keep what they said before."""
    before = files.log_bytes or b""
    after = before[: state.log.length] + state.added
    if after != before:
        if state.log.torn:
            set_aside(directory / LOG_NAME, state.log.torn)
        write_atomic(directory / LOG_NAME, after)
    _, pretty = encoded(state.history.world)
    if pretty != files.world_bytes:
        behind = files.world is not None and files.world.revision < state.history.world.revision
        if files.world_bytes is not None and not behind:
            set_aside(directory / WORLD_NAME, files.world_bytes)
        write_atomic(directory / WORLD_NAME, pretty)
