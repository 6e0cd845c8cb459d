"""Writing project files so that a killed process or a full disk leaves the old one or the new."""

import os
import sys
from pathlib import Path
from typing import Final

from groundplan.errors import OutputError, StoreError

__all__ = ["FolderLock", "make_folder", "read_bounded", "set_aside", "write_atomic"]

_REMEDY: Final = "check the folder's permissions and free space"


def make_folder(path: Path) -> None:
    """Make a folder and those above it.

    Raises:
        OutputError: It can't be made.
    """
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"{path} can't be made ({error.strerror})", _REMEDY) from None


def write_atomic(path: Path, data: bytes) -> None:
    """Replace a file as a whole: temporary file, fsync, rename, fsync of the folder.

    Raises:
        OutputError: It can't be written; the old file is untouched.
    """
    temporary = path.with_name(f".{path.name}.tmp")
    try:
        with temporary.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
        _sync_folder(path.parent)
    except OSError as error:
        raise OutputError(f"{path} can't be written ({error.strerror})", _REMEDY) from None


def _sync_folder(path: Path) -> None:
    if sys.platform == "win32":  # folders can't be opened there, and renames are journalled
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def set_aside(path: Path, data: bytes) -> Path:
    """Keep damaged bytes beside a file as `.damaged`, `.damaged2` …, never over older ones."""
    number = 1
    while (aside := path.with_name(f"{path.name}.damaged{'' if number == 1 else number}")).exists():
        if aside.read_bytes() == data:
            return aside
        number += 1
    write_atomic(aside, data)
    return aside


def read_bounded(path: Path, *, limit: int) -> bytes | None:
    """Return the bytes of a file, or None when there is none.

    Raises:
        StoreError: It is larger than `limit` bytes, or can't be read.
    """
    try:
        if path.stat().st_size > limit:
            raise StoreError(
                f"{path.name} is larger than {limit >> 20} MiB", "this can't be a project of ours"
            )
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise StoreError(f"{path} can't be read ({error.strerror})", "check what it is") from None


class FolderLock:
    """Keeps a second writer out of a folder; the system lets go of it when the process ends."""

    def __init__(self, folder: Path) -> None:
        """Take the lock.

        Raises:
            StoreError: Another process holds it.
            OutputError: The folder can't be written.
        """
        path = folder / ".lock"
        try:
            self._handle: int | None = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
        except OSError as error:
            raise OutputError(f"{folder} can't be written ({error.strerror})", _REMEDY) from None
        try:
            _lock(self._handle)
        except OSError:
            self.release()
            raise StoreError(
                f"{folder} is open in another process", "close it there, or open it to read only"
            ) from None

    def release(self) -> None:
        """Let go; the file stays, because removing it would race with the next one."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None


def _lock(handle: int) -> None:
    if sys.platform == "win32":
        import msvcrt  # noqa: PLC0415  # only there

        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl  # noqa: PLC0415  # not on Windows

        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
