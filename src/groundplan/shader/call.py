"""What a backend sends, whole and as it is: for dry runs, for provenance, and for sending."""

import hashlib
import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import orjson
from jaxtyping import UInt8
from PIL import Image

from groundplan.errors import OutputError
from groundplan.world.base import JsonData

__all__ = ["ShaderCall"]

Clip = UInt8[np.ndarray, "frame height width 3"]
Picture = UInt8[np.ndarray, "height width 3"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ShaderCall:
    """One call. `arguments` is the request; what is no JSON stands beside it by name."""

    backend: str
    arguments: JsonData
    """Every argument by the name that the model's library or host gives it. A value that is a clip,
    picture or array is written `{"$clip": NAME}`, `{"$picture": NAME}`, `{"$array": NAME}`, and a
    file `{"$file": NAME}`."""
    clips: Mapping[str, Clip] = field(default_factory=dict[str, Clip])
    """sRGB or control colours, as the model takes them before it scales them."""
    pictures: Mapping[str, Picture] = field(default_factory=dict[str, Picture])
    arrays: Mapping[str, np.ndarray] = field(default_factory=dict[str, np.ndarray])
    files: Mapping[str, bytes] = field(default_factory=dict[str, bytes])
    _hashes: dict[str, str] = field(default_factory=dict[str, str], init=False, repr=False)
    """Of every part, once somebody asked: a second of work for a long clip."""

    def hashes(self) -> dict[str, str]:
        """Return the sha256 of every part: of pixels and numbers, not of how they are stored."""
        if not self._hashes:
            self._hashes.update(self._hashed())
        return dict(self._hashes)

    def _hashed(self) -> dict[str, str]:
        found = {"arguments": hashlib.sha256(_plain(self.arguments)).hexdigest()}
        for name, array in (*self.clips.items(), *self.pictures.items(), *self.arrays.items()):
            head = f"{array.dtype.str}{array.shape}".encode()
            digest = hashlib.sha256(head)
            # Frame by frame: a copy of the whole would double what a long clip takes.
            for part in array if array.ndim > 1 else (array,):
                digest.update(np.ascontiguousarray(part).tobytes())
            found[name] = digest.hexdigest()
        found |= {name: hashlib.sha256(data).hexdigest() for name, data in self.files.items()}
        return dict(sorted(found.items()))

    def write(self, folder: Path) -> tuple[Path, ...]:
        """Write what would be sent: `request.json`, a folder of PNG per clip, PNG, npy and files.

        Raises:
            OutputError: The folder cannot be written.
        """
        try:
            return tuple(self._written(folder))
        except OSError as error:
            raise OutputError(
                f"{folder} cannot be written ({error.strerror})", "choose another folder"
            ) from error

    def _written(self, folder: Path) -> list[Path]:
        folder.mkdir(parents=True, exist_ok=True)
        paths = [_write(folder / "request.json", _plain(self.arguments))]
        for name, clip in self.clips.items():
            (folder / name).mkdir(exist_ok=True)
            for index, picture in enumerate(clip):
                paths.append(_write(folder / name / f"{index:04d}.png", _png(picture)))
        for name, picture in self.pictures.items():
            paths.append(_write(folder / f"{name}.png", _png(picture)))
        for name, array in self.arrays.items():
            buffer = io.BytesIO()
            np.save(buffer, array, allow_pickle=False)
            paths.append(_write(folder / f"{name}.npy", buffer.getvalue()))
        return paths + [_write(folder / name, data) for name, data in self.files.items()]


def _plain(arguments: JsonData) -> bytes:
    options = orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS | orjson.OPT_APPEND_NEWLINE
    return orjson.dumps(arguments, option=options)


def _png(picture: Picture) -> bytes:
    buffer = io.BytesIO()
    Image.fromarray(picture, "RGB").save(buffer, format="PNG", compress_level=4)
    return buffer.getvalue()


def _write(path: Path, data: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path
