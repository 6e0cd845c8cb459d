"""Binary glTF (.glb): the container and its arrays, read with bounds.

Source:
    Khronos Group, glTF 2.0 Specification: 4.4 (GLB), 3.6 (buffers and accessors).
"""

import reprlib
import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, cast

import numpy as np
import orjson

from groundplan.errors import InputError

__all__ = [
    "LARGEST_BYTES", "Glb", "Json", "keyed", "listed", "read_glb", "shown", "whole", "wrong",
]  # fmt: skip

LARGEST_BYTES: Final = 128 << 20
_LARGEST_JSON: Final = 8 << 20
_MOST_ROWS: Final = 8_000_000
"""Our limits: with those of `glb_mesh` a file takes less than 500 MB and 5 s, whatever it says."""
_MAGIC: Final = 0x46546C67
_JSON_CHUNK: Final = 0x4E4F534A
_BIN_CHUNK: Final = 0x004E4942
_WIDTHS: Final[Mapping[str, int]] = MappingProxyType(
    {"SCALAR": 1, "VEC2": 2, "VEC3": 3, "VEC4": 4, "MAT4": 16}
)
_KINDS: Final[Mapping[int, str]] = MappingProxyType(
    {5120: "<i1", 5121: "<u1", 5122: "<i2", 5123: "<u2", 5125: "<u4", 5126: "<f4"}
)
_REMEDY: Final = "export it again as one binary glTF 2.0 file"

Json = Mapping[str, object]


def wrong(problem: str, remedy: str = _REMEDY) -> InputError:
    """Return the error of a file that cannot be used."""
    return InputError(f"the GLB file {problem}", remedy)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Glb:
    """A file taken apart; everything in it is looked up with checks."""

    root: Json
    binary: memoryview

    def items(self, name: str) -> Sequence[object]:
        """Return one of the file's lists, empty when it is not there."""
        return listed(self.root.get(name, []))

    def item(self, name: str, index: object) -> Json:
        """Return one entry of a list.

        Raises:
            InputError: There is no such entry.
        """
        rows = self.items(name)
        if not isinstance(index, int) or isinstance(index, bool) or not 0 <= index < len(rows):
            raise wrong(f"names {name} {shown(index)}, of {len(rows)}")
        return keyed(rows[index])

    def array(self, index: object, *, width: int, kinds: str) -> np.ndarray:
        """Return the numbers of an accessor, checked against the bytes that are there.

        Raises:
            InputError: It is of another kind, or reaches beyond its buffer.
        """
        accessor = self.item("accessors", index)
        kind = _KINDS.get(whole(accessor.get("componentType", 0), "componentType"))
        count = whole(accessor.get("count", 0), "count")
        if "sparse" in accessor or "bufferView" not in accessor:
            raise wrong("has a sparse or empty array", "export it without sparse accessors")
        if kind is None or np.dtype(kind).kind not in kinds:
            raise wrong(f"has an array of type {shown(accessor.get('componentType'))}")
        if self._width(accessor) != width:
            raise wrong(f"has {shown(accessor.get('type'))} where {width} numbers belong")
        if not 1 <= count <= _MOST_ROWS:
            raise wrong(f"declares an array of {count} rows", f"bring 1 to {_MOST_ROWS}")
        view = self.item("bufferViews", accessor["bufferView"])
        if whole(view.get("buffer", 0), "buffer") != 0:
            raise wrong("has more than one buffer")
        return self._rows(accessor, view, kind=np.dtype(kind), shape=(count, width))

    def _width(self, accessor: Json) -> int:
        kind = accessor.get("type")
        return _WIDTHS.get(kind, 0) if isinstance(kind, str) else 0

    def _rows(
        self, accessor: Json, view: Json, *, kind: np.dtype, shape: tuple[int, int]
    ) -> np.ndarray:
        size = kind.itemsize * shape[1]
        step = whole(view.get("byteStride", size), "byteStride") or size
        start = whole(view.get("byteOffset", 0), "byteOffset")
        length = whole(view.get("byteLength", 0), "byteLength")
        first = whole(accessor.get("byteOffset", 0), "byteOffset")
        needed = first + step * (shape[0] - 1) + size
        if step < size or step > 255 + size or needed > length or start + length > len(self.binary):
            raise wrong(f"declares {shape[0]} rows that its {len(self.binary)} bytes do not hold")
        rows = np.lib.stride_tricks.as_strided(
            np.frombuffer(self.binary, dtype=np.uint8, offset=start + first),
            shape=(shape[0], size), strides=(step, 1), writeable=False,
        )  # fmt: skip
        values = np.ascontiguousarray(rows).view(kind).reshape(shape)
        if accessor.get("normalized") is True and kind.kind != "f":
            return np.maximum(values.astype(np.float64) / np.iinfo(kind).max, -1.0)
        return values


def shown(value: object) -> str:
    """Return a value of the file for a message: short, however large it is."""
    return reprlib.repr(value)[:40]


def whole(value: object, name: str) -> int:
    """Return a count that is not negative.

    Raises:
        InputError: It is something else.
    """
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < 1 << 40:
        raise wrong(f"has {name} {shown(value)}")
    return value


def listed(value: object) -> Sequence[object]:
    """Return a list of the file.

    Raises:
        InputError: It is something else.
    """
    if not isinstance(value, list):
        raise wrong(f"has {shown(value)} where a list belongs")
    return cast("list[object]", value)


def keyed(value: object) -> Json:
    """Return an object of the file.

    Raises:
        InputError: It is something else.
    """
    if not isinstance(value, dict):
        raise wrong(f"has {shown(value)} where an object belongs")
    return cast("Json", value)


def read_glb(data: bytes) -> Glb:
    """Return the parts of a file; nothing outside it is ever opened.

    Raises:
        InputError: It is no GLB, is cut off, names other files, or needs what is not read.
    """
    if len(data) > LARGEST_BYTES:
        raise wrong(f"has {len(data)} bytes", f"at most {LARGEST_BYTES} are read")
    if len(data) < 20 or struct.unpack_from("<II", data) != (_MAGIC, 2):
        raise wrong("is no binary glTF 2.0")
    length, size, kind = struct.unpack_from("<III", data, 8)
    if kind != _JSON_CHUNK or not 0 < size <= _LARGEST_JSON or 20 + size > len(data):
        raise wrong("has no description, or one that is cut off")
    if length > len(data):
        raise wrong(f"says it has {length} bytes and has {len(data)}")
    root = _json(data[20 : 20 + size])
    _refuse_others(root)
    return Glb(root=root, binary=_binary(data, 20 + size))


def _json(raw: bytes) -> Json:
    try:
        root = orjson.loads(raw)
    except orjson.JSONDecodeError:
        raise wrong("has a description that is no JSON") from None
    return keyed(root)


def _binary(data: bytes, at: int) -> memoryview:
    """Return the numbers where they lie: a copy would double the file."""
    if at + 8 > len(data):
        return memoryview(b"")
    size, kind = struct.unpack_from("<II", data, at)
    if kind != _BIN_CHUNK or at + 8 + size > len(data):
        raise wrong("has a binary part that is cut off")
    return memoryview(data)[at + 8 : at + 8 + size]


def _refuse_others(root: Json) -> None:
    """Refuse files that point elsewhere or need a decoder.

    Raises:
        InputError: It names a file by URI, or requires an extension.
    """
    if any("uri" in keyed(row) for row in listed(root.get("buffers", []))):
        raise wrong("keeps its numbers in another file", "export it as one .glb, not .gltf")
    needed = root.get("extensionsRequired", [])
    if needed:
        raise wrong(f"needs the extensions {shown(needed)}", "export it without compression")
