"""Dense data beside the document, motion and meshes: files named by the sha256 of their bytes."""

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Final, Literal

from groundplan.errors import StoreError
from groundplan.world.files import make_folder, read_bounded, write_atomic

__all__ = [
    "LARGEST_BYTES", "AttachmentKind", "AttachmentReader", "get_attachment", "no_attachments",
    "put_attachment",
]  # fmt: skip

AttachmentKind = Literal["clip", "mesh"]
AttachmentReader = Callable[[AttachmentKind, str], bytes]
"""Gives the verified bytes of a file by kind and sha256; raises `StoreError`."""

LARGEST_BYTES: Final = 512 << 20
"""Of one file (our engineering default)."""
_SHA256: Final = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    folder: str
    suffixes: tuple[str, ...]


_PLACES: Final[Mapping[AttachmentKind, _Place]] = MappingProxyType(
    {
        "clip": _Place(folder="clips", suffixes=("npz", "bvh")),
        "mesh": _Place(folder="meshes", suffixes=("npz",)),
    }
)


def put_attachment(project: Path, data: bytes, *, kind: AttachmentKind, suffix: str = "npz") -> str:
    """Keep a file and return its sha256; the same bytes are kept once.

    Raises:
        OutputError: It can't be written.
        StoreError: `suffix` is not one of the formats of this kind, or the file is too large.
    """
    place = _PLACES[kind]
    if suffix not in place.suffixes:
        raise StoreError(f"there is no .{suffix} {kind}", f"use {' or '.join(place.suffixes)}")
    if len(data) > LARGEST_BYTES:
        raise StoreError(
            f"the {kind} has {len(data)} bytes", f"at most {LARGEST_BYTES} can be kept"
        )
    sha256 = hashlib.sha256(data).hexdigest()
    make_folder(project / place.folder)
    path = project / place.folder / f"{sha256}.{suffix}"
    if read_bounded(path, limit=LARGEST_BYTES) != data:
        write_atomic(path, data)
    return sha256


def get_attachment(project: Path, sha256: str, *, kind: AttachmentKind) -> bytes:
    """Return the bytes of a file, verified against its name.

    Raises:
        StoreError: There is no such file, or its bytes have changed.
    """
    if not _SHA256.fullmatch(sha256):
        raise StoreError(f"{sha256[:80]!r} names no {kind}", "files are named by 64 hex digits")
    place = _PLACES[kind]
    for suffix in place.suffixes:
        data = read_bounded(project / place.folder / f"{sha256}.{suffix}", limit=LARGEST_BYTES)
        if data is not None:
            if hashlib.sha256(data).hexdigest() != sha256:
                raise StoreError(f"{kind} {sha256} is damaged", "restore the file from a copy")
            return data
    raise StoreError(f"{kind} {sha256} is missing", f"put its file into {place.folder}/")


def no_attachments(kind: AttachmentKind, sha256: str) -> bytes:
    """Refuse: the reader of a world that was opened without its folder.

    Raises:
        StoreError: Always.
    """
    raise StoreError(
        f"{kind} {sha256} can't be read without a project folder",
        "pass the store's `attachment` along with the world",
    )
