"""Clips in `footage/<shot>/`: numbered, and written whole or not at all."""

import errno
import os
import re
import shutil
from contextlib import suppress
from pathlib import Path
from typing import Final

from groundplan.errors import InputError, OutputError
from groundplan.world.files import make_folder

__all__ = ["check_room", "new_clip", "provenance_path", "shot_folder", "write_whole"]

_SHOT: Final = re.compile(r"[A-Za-z0-9_-]{1,64}")
_CLIP: Final = re.compile(r"(\d{3,})\.(mp4|provenance\.json)")
_GO_ON: Final = (
    "free some space and give the command again: what was there before is whole, and a call that a "
    "host has taken is not made twice"
)


def shot_folder(project: Path, shot: str) -> Path:
    """Return where the clips of a shot lie.

    Raises:
        InputError: The id can't be the name of a folder.
    """
    if not _SHOT.fullmatch(shot):
        raise InputError(f"{shot[:80]!r} is no id of a shot", "letters, digits, - and _ make one")
    return project / "footage" / shot


def new_clip(folder: Path) -> Path:
    """Return the next free name of a clip: `001.mp4` and on; nothing that lies there is reused."""
    found = (_CLIP.fullmatch(path.name) for path in folder.iterdir()) if folder.is_dir() else ()
    taken = [int(match[1]) for match in found if match]
    return folder / f"{max(taken, default=0) + 1:03d}.mp4"


def provenance_path(clip: Path) -> Path:
    """Return where the provenance of a clip lies: a clip without it was never finished by us."""
    return clip.with_name(f"{clip.stem}.provenance.json")


def write_whole(path: Path, data: bytes) -> None:
    """Write a file so that a kill, a power cut or a full disk leaves all of it or nothing.

    Raises:
        OutputError: It cannot be written; for a full disk, says how much is needed.
    """
    make_folder(path.parent)
    partial = path.with_name(f".{path.name}.partial")
    try:
        with partial.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)
        _sync_folder(path.parent)
    except OSError as error:
        with suppress(OSError):
            partial.unlink()
        raise _unwritable(path, error, needed=len(data)) from error


def check_room(folder: Path, needed: int) -> None:
    """Refuse a folder whose disk has less than `needed` bytes free, before a call is made.

    Raises:
        OutputError: There is less; says how much is needed.
    """
    make_folder(folder)
    free = shutil.disk_usage(folder).free
    if free < needed:
        raise OutputError(
            f"{folder} has {_mb(free)} free and the clip may need {_mb(needed)}",
            "free some space first: no call was made",
        )


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":  # folders can't be opened there, and renames are journalled
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _unwritable(path: Path, error: OSError, *, needed: int) -> OutputError:
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return OutputError(
            f"{path} can't be written: the disk is full, and it needs {_mb(needed)}", _GO_ON
        )
    return OutputError(
        f"{path} can't be written ({error.strerror})", "check the folder's permissions"
    )


def _mb(size: int) -> str:
    return f"{size / 1e6:.1f} MB"
