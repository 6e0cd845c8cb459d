"""How baked animals are stored: quantised arrays whose bytes compress well and repeat exactly.

A clip of joints is rotations (xyzw, int16 of -1..1) and shifts (int16 of a joint's own range). Time
runs along the first axis; differences over time are stored, low and high bytes apart.
"""

import io
import json
import zipfile
from collections.abc import Mapping
from typing import Any, Final

import numpy as np
from jaxtyping import Float, Int16, UInt8

from groundplan.errors import SceneError

__all__ = ["packed", "quantised", "read_arrays", "restored", "unpacked", "write_arrays"]

_LARGEST: Final = 32767
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
_MOST_BYTES: Final = 64 << 20


def quantised(
    values: Float[np.ndarray, "*shape"], span: float | Float[np.ndarray, "..."]
) -> Int16[np.ndarray, "*shape"]:
    """Return values of -span..span as integers of 16 bits."""
    return np.rint(np.clip(values / span, -1.0, 1.0) * _LARGEST).astype(np.int16)


def restored(
    steps: Int16[np.ndarray, "*shape"], span: float | Float[np.ndarray, "..."]
) -> Float[np.ndarray, "*shape"]:
    """Return the values that `quantised` stored."""
    return steps.astype(np.float64) * (np.asarray(span) / _LARGEST)


def packed(steps: Int16[np.ndarray, "time ..."]) -> UInt8[np.ndarray, " byte"]:
    """Return differences along time, all low bytes before all high ones."""
    wide = np.diff(steps.astype(np.int32), axis=0, prepend=0)
    words = (wide & 0xFFFF).astype("<u2").reshape(len(steps), -1).T.copy()
    return np.ascontiguousarray(words.view(np.uint8).reshape(-1, 2).T).reshape(-1)


def unpacked(
    data: UInt8[np.ndarray, " byte"], shape: tuple[int, ...]
) -> Int16[np.ndarray, "time ..."]:
    """Return the array of the given shape that `packed` stored."""
    words = np.ascontiguousarray(data.reshape(2, -1).T).view("<u2").reshape(-1, shape[0]).T
    sums = np.cumsum(words.astype(np.int64), axis=0) & 0xFFFF
    return sums.astype(np.uint16).view(np.int16).reshape(shape)


def write_arrays(arrays: Mapping[str, np.ndarray], facts: Mapping[str, Any]) -> bytes:
    """Return an `.npz` of arrays and a JSON of facts; the same input gives the same bytes."""
    buffer = io.BytesIO()
    text = json.dumps(facts, sort_keys=True, separators=(",", ":")).encode()
    held = {**arrays, "facts": np.frombuffer(text, np.uint8)}
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in sorted(held):
            one = io.BytesIO()
            np.lib.format.write_array(one, np.ascontiguousarray(held[name]), allow_pickle=False)
            entry = zipfile.ZipInfo(f"{name}.npy", date_time=_EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, one.getvalue(), compresslevel=9)
    return buffer.getvalue()


def read_arrays(data: bytes) -> tuple[dict[str, np.ndarray], dict[str, Any]]:
    """Return what `write_arrays` stored.

    Raises:
        SceneError: The file declares more than 64 MB.
    """
    arrays: dict[str, np.ndarray] = {}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        declared = sum(entry.file_size for entry in archive.infolist())
        if declared > _MOST_BYTES:
            raise SceneError(f"an animal file declares {declared} bytes", "at most 64 MB are read")
        for name in archive.namelist():
            stream = io.BytesIO(archive.read(name))
            arrays[name.removesuffix(".npy")] = np.lib.format.read_array(stream, allow_pickle=False)
    facts: dict[str, Any] = json.loads(arrays.pop("facts").tobytes())
    return arrays, facts
