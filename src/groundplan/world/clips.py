"""Dense motion beside the document: files named by the sha256 of what is in them."""

import hashlib
import re
from pathlib import Path
from typing import Final

from groundplan.errors import StoreError
from groundplan.world.files import make_folder, read_bounded, write_atomic

__all__ = ["get_clip", "put_clip"]

_FOLDER: Final = "clips"
_MAX_BYTES: Final = 1 << 30
_SHA256: Final = re.compile(r"[0-9a-f]{64}")
_SUFFIXES: Final = ("npz", "bvh")


def put_clip(project: Path, data: bytes, *, suffix: str = "npz") -> str:
    """Keep a clip and return its sha256; the same bytes are kept once.

    Raises:
        OutputError: It can't be written.
        StoreError: `suffix` is not one of the formats of clips.
    """
    if suffix not in _SUFFIXES:
        raise StoreError(f"there are no .{suffix} clips", f"use {' or '.join(_SUFFIXES)}")
    sha256 = hashlib.sha256(data).hexdigest()
    make_folder(project / _FOLDER)
    path = project / _FOLDER / f"{sha256}.{suffix}"
    if read_bounded(path, limit=_MAX_BYTES) != data:
        write_atomic(path, data)
    return sha256


def get_clip(project: Path, sha256: str) -> bytes:
    """Return the bytes of a clip, verified against its name.

    Raises:
        StoreError: There is no such clip, or its bytes have changed.
    """
    if not _SHA256.fullmatch(sha256):
        raise StoreError(f"{sha256[:80]!r} names no clip", "clips are named by 64 hex digits")
    for suffix in _SUFFIXES:
        data = read_bounded(project / _FOLDER / f"{sha256}.{suffix}", limit=_MAX_BYTES)
        if data is not None:
            if hashlib.sha256(data).hexdigest() != sha256:
                raise StoreError(f"clip {sha256} is damaged", "restore the file from a copy")
            return data
    raise StoreError(f"clip {sha256} is missing", f"put its file into {_FOLDER}/")
