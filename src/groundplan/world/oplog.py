"""The log of a project: one JSON line per operation, chained by hashes, appended and fsynced.

A line is `{"op": …, "sha": …}`, where `sha` covers the operation and the line before, so that a
torn, changed, missing or moved line is found.
"""

import hashlib
import os
from collections.abc import Sequence
from dataclasses import dataclass as plain_dataclass
from pathlib import Path
from typing import Annotated, Final, Literal, cast

import orjson
from pydantic import Field, JsonValue, TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass

from groundplan.errors import OutputError, StoreError
from groundplan.world.base import CLOSED
from groundplan.world.canonical import canonical_bytes
from groundplan.world.edits import Patch

__all__ = [
    "LOG_SCHEMA", "Committed", "Header", "Log", "Operation", "Redone", "Snapshot", "Undone",
    "append", "line_of", "read_log",
]  # fmt: skip

LOG_SCHEMA: Final = "groundplan.ops/1"


@dataclass(frozen=True, slots=True, kw_only=True, config=CLOSED)
class Header:
    """The first line: what the log starts from."""

    document: dict[str, JsonValue]
    hash: str
    """World hash of the document."""
    schema: Literal["groundplan.ops/1"] = LOG_SCHEMA
    kind: Literal["header"] = "header"


@dataclass(frozen=True, slots=True, kw_only=True, config=CLOSED)
class Committed:
    """A patch was applied."""

    patch: Patch
    hash: str
    """World hash after it."""
    skip_locked: bool = False
    kind: Literal["patch"] = "patch"


@dataclass(frozen=True, slots=True, kw_only=True, config=CLOSED)
class Undone:
    """The last patch that stood was taken back."""

    patch_id: str
    actor: str
    hash: str
    kind: Literal["undo"] = "undo"


@dataclass(frozen=True, slots=True, kw_only=True, config=CLOSED)
class Redone:
    """The last patch taken back was applied again."""

    patch_id: str
    actor: str
    hash: str
    kind: Literal["redo"] = "redo"


@dataclass(frozen=True, slots=True, kw_only=True, config=CLOSED)
class Snapshot:
    """The document was taken over from `world.json`, because the log had lost what led to it."""

    document: dict[str, JsonValue]
    hash: str
    reason: str
    kind: Literal["snapshot"] = "snapshot"


Operation = Annotated[Header | Committed | Undone | Redone | Snapshot, Field(discriminator="kind")]
_OPERATION: Final[TypeAdapter[Header | Committed | Undone | Redone | Snapshot]] = TypeAdapter(
    Operation
)


@plain_dataclass(frozen=True, slots=True, kw_only=True)
class Log:
    """What a log file holds."""

    operations: tuple[Operation, ...]
    sha: str
    """Of the last complete line, empty when there is none."""
    length: int
    """Bytes up to the end of the last complete line."""
    torn: bytes
    """What comes after it: an operation that was never acknowledged, or was cut off."""


def line_of(operation: Operation, previous_sha: str) -> tuple[bytes, str]:
    """Return the line of an operation with its newline, and its sha."""
    body = canonical_bytes(operation)
    sha = _sha(body, previous_sha)
    return b'{"op":' + body + b',"sha":"' + sha.encode() + b'"}\n', sha


def _sha(body: bytes, previous_sha: str) -> str:
    return hashlib.sha256(previous_sha.encode() + body).hexdigest()


def read_log(data: bytes) -> Log:
    """Return the complete lines of a log; a broken end is set apart, not an error.

    Raises:
        StoreError: A line that is not the last is damaged; the message has its number.
    """
    operations: list[Operation] = []
    sha, length, start = "", 0, 0
    lines = data.split(b"\n")
    for number, line in enumerate(lines, start=1):
        end = start + len(line) + 1
        read = _read_line(line, sha, number=number) if number < len(lines) else None
        if read is None:
            _refuse_a_hole(lines[number:], number=number)
            break
        operation, sha = read
        operations.append(operation)
        start = length = end
    return Log(operations=tuple(operations), sha=sha, length=length, torn=data[length:])


def _refuse_a_hole(rest: Sequence[bytes], *, number: int) -> None:
    if any(rest):
        raise StoreError(
            f"ops.jsonl is damaged at line {number}, and {sum(map(bool, rest))} more follow",
            "restore the file from a copy, or move it away to go on from world.json",
        )


def _read_line(line: bytes, previous_sha: str, *, number: int) -> tuple[Operation, str] | None:
    try:
        parsed = orjson.loads(line)
    except orjson.JSONDecodeError:
        return None
    if not isinstance(parsed, dict) or set(cast("dict[str, object]", parsed)) != {"op", "sha"}:
        return None
    pair = cast("dict[str, object]", parsed)
    body = orjson.dumps(pair["op"], option=orjson.OPT_SORT_KEYS)
    if pair["sha"] != _sha(body, previous_sha):
        return None
    try:
        return _OPERATION.validate_json(body), str(pair["sha"])
    except ValidationError as error:
        raise StoreError(
            f"ops.jsonl has an operation at line {number} that this version does not know "
            f"({error.error_count()} errors)",
            "open it with the version of groundplan that wrote it, or a newer one",
        ) from None


def append(path: Path, line: bytes, *, length: int) -> None:
    """Append a line to a log of known length, on the disk before this returns.

    Raises:
        OutputError: The line could not be written; the log is as long as before.
        StoreError: The log has another length than this writer knows.
    """
    try:
        handle = os.open(path, os.O_WRONLY)
    except OSError as error:
        raise OutputError(f"{path.name} can't be opened ({error.strerror})", _REMEDY) from None
    try:
        if os.fstat(handle).st_size != length:
            raise StoreError(
                f"{path.name} was changed by another program", "close it there, and open again here"
            )
        _write_all(handle, line, length=length)
    except OSError as error:
        os.ftruncate(handle, length)
        raise OutputError(f"{path.name} can't be written ({error.strerror})", _REMEDY) from None
    finally:
        os.close(handle)


_REMEDY: Final = "check the folder's permissions and free space"


def _write_all(handle: int, data: bytes, *, length: int) -> None:
    os.lseek(handle, length, os.SEEK_SET)
    view = memoryview(data)
    while view:
        view = view[os.write(handle, view) :]
    os.fsync(handle)
