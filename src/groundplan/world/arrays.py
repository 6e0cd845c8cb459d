"""Arrays in a file (.npz), read strictly: no pickles, no code, no more memory than was agreed."""

import io
import math
import re
import struct
import warnings
import zipfile
import zlib
from collections.abc import Mapping
from typing import Final

import numpy as np

from groundplan.errors import StoreError

__all__ = ["Arrays", "read_arrays", "write_arrays"]

Arrays = dict[str, np.ndarray]

_MOST_ARRAYS: Final = 32
_HEADER: Final = re.compile(
    r"\{'descr': '((?:<[fiu][248])|(?:[|][iu]1)|(?:<U[1-9]\d{0,2}))', "
    r"'fortran_order': (False|True), 'shape': \((|\d{1,12},|\d{1,12}(?:, \d{1,12}){1,3})\), \} *\n"
)
"""Header of the npy format, versions 1 and 2, as numpy writes it."""
_REMEDY: Final = "write it with numpy.savez, of plain numbers and text"


def read_arrays(data: bytes, *, limit_bytes: int) -> Arrays:
    """Return the arrays of an .npz by name.

    Raises:
        StoreError: The file is damaged, holds something else than plain arrays, or more than
            `limit_bytes` once unpacked.
    """
    try:
        with warnings.catch_warnings(), zipfile.ZipFile(io.BytesIO(data)) as archive:
            warnings.simplefilter("ignore")  # duplicate names are refused below
            members = archive.infolist()
            _check_members(members, limit_bytes=limit_bytes)
            return {m.filename.removesuffix(".npy"): _array(archive.read(m), m) for m in members}
    except (
        zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError, IndexError,
        OverflowError, KeyError, struct.error,
    ) as error:  # fmt: skip
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise StoreError(f"the file is no .npz ({reason[:80]})", _REMEDY) from None


def _check_members(members: list[zipfile.ZipInfo], *, limit_bytes: int) -> None:
    if len({m.filename for m in members}) != len(members) or len(members) > _MOST_ARRAYS:
        raise StoreError(f"the file holds {len(members)} arrays, or one twice", _REMEDY)
    whole = sum(m.file_size for m in members)
    if whole > limit_bytes:
        raise StoreError(
            f"the arrays take {whole} bytes unpacked", f"at most {limit_bytes} are read"
        )
    for member in members:
        stored = member.compress_type in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
        if not (stored and member.filename.endswith(".npy")) or member.flag_bits & 1:
            raise StoreError(f"{member.filename[:40]!r} is no plain array", _REMEDY)


def _array(raw: bytes, member: zipfile.ZipInfo) -> np.ndarray:
    name = member.filename[:40]
    width = {b"\x01\x00": 2, b"\x02\x00": 4}.get(raw[6:8])
    if raw[:6] != b"\x93NUMPY" or width is None:
        raise StoreError(f"{name!r} is no plain array", _REMEDY)
    start = 8 + width
    end = start + int.from_bytes(raw[8:start], "little")
    header = _HEADER.fullmatch(raw[start:end].decode("latin-1"))
    if header is None:
        raise StoreError(f"{name!r} is of a kind that isn't read", _REMEDY)
    kind = np.dtype(header[1])
    shape = tuple(int(part) for part in header[3].split(",") if part.strip())
    if math.prod(shape) * kind.itemsize != len(raw) - end:
        raise StoreError(f"{name!r} is cut off, or longer than it says", "restore it from a copy")
    values = np.frombuffer(raw, dtype=kind, offset=end)
    if kind.kind == "U":
        _check_text(np.frombuffer(raw, dtype="<u4", offset=end), name)
    return values.reshape(shape, order="F" if header[2] == "True" else "C")


def _check_text(codes: np.ndarray, name: str) -> None:
    if np.any((codes > 0x10FFFF) | ((codes >= 0xD800) & (codes < 0xE000))):
        raise StoreError(f"{name!r} holds no text", "restore it from a copy")


def write_arrays(arrays: Mapping[str, np.ndarray]) -> bytes:
    """Return an uncompressed .npz: the same arrays give the same bytes everywhere."""
    buffer = io.BytesIO()
    ordered = {
        name: np.ascontiguousarray(a, dtype=a.dtype.newbyteorder("<"))
        for name, a in sorted(arrays.items())
    }
    np.savez(buffer, allow_pickle=False, **ordered)
    return buffer.getvalue()
