"""Careful reading and writing of the files of a pack: bounded, checked, whole or not at all."""

import hashlib
import os
import stat
from pathlib import Path

import orjson

from groundplan.errors import OutputError, PackError

__all__ = ["json_bytes", "read_bounded", "sha256_of", "write_atomic", "write_plain"]


def sha256_of(data: bytes) -> str:
    """Return the sha256 of bytes, in hex."""
    return hashlib.sha256(data).hexdigest()


def json_bytes(value: object) -> bytes:
    """Return a dataclass or plain data as readable JSON: two spaces, a final newline."""
    return orjson.dumps(value, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def read_bounded(path: Path, limit: int) -> bytes:
    """Return the whole of a regular file of at most `limit` bytes.

    Raises:
        PackError: It is missing, not a regular file, larger, or cannot be read.
    """
    try:
        # Not to block on a pipe that somebody put where a file should be.
        with os.fdopen(os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0)), "rb") as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise PackError(f"{path.name} is not a regular file", "render the pack again")
            data = file.read(limit + 1)
    except FileNotFoundError:
        raise PackError(f"{path} is missing", "render the pack again") from None
    except OSError as error:
        raise PackError(f"{path} cannot be read ({error.strerror})", "check the folder") from error
    if len(data) > limit:
        raise PackError(f"{path.name} is larger than {limit} bytes", "render the pack again")
    return data


def write_plain(path: Path, data: bytes) -> None:
    """Write a file that counts for nothing until the manifest names it.

    Raises:
        OutputError: The file cannot be written.
    """
    try:
        path.write_bytes(data)
    except OSError as error:
        raise _unwritable(path, error) from error


def write_atomic(path: Path, data: bytes) -> None:
    """Write a file so that a killed process leaves either all of it or none.

    Raises:
        OutputError: The file cannot be written.
    """
    partial = path.with_name(path.name + ".partial")
    try:
        with partial.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)
    except OSError as error:
        raise _unwritable(path, error) from error


def _unwritable(path: Path, error: OSError) -> OutputError:
    return OutputError(
        f"{path} cannot be written ({error.strerror})", "free space or choose a folder of your own"
    )
