"""A file that FFmpeg may read: so many bytes of it and for so long, then the door shuts."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO, Final

from groundplan.errors import InputError
from groundplan.footage.clip_facts import CLIP_LIMIT

__all__ = ["ClipLimits", "GuardedFile"]

_CHUNK: Final = 1 << 20
_READ_FACTOR: Final = 8
"""How often a file may be read over: thrice is honest (hash, search, frames), plus seeking."""
_READ_SLACK: Final = 1 << 26


@dataclass(frozen=True, slots=True, kw_only=True)
class ClipLimits:
    """What a clip may cost; our engineering choices, for a laptop."""

    most_bytes: int = CLIP_LIMIT
    """Size of the file."""
    most_pixels: int = 4096 * 2304
    """Of one stored picture: 4K in all its aspects. 8K is refused, never scaled on the quiet: a
    decoder holds up to 17 pictures at once, at 8K several GB."""
    most_frames: int = 1 << 12
    """Decoded, whatever the plan asks for; of each a draft of up to 64 KiB is kept."""
    most_seconds: float = 600.0
    """That reading may take, by the clock that is passed."""


class GuardedFile:
    """A binary file whose reads end in an error once they have cost too much."""

    def __init__(
        self, file: BinaryIO, *, name: str, limits: ClipLimits, now: Callable[[], float]
    ) -> None:
        """Begin to count; `now` gives seconds from any start.

        Raises:
            InputError: The file is larger than the limits.
        """
        self._file, self._limits, self._now = file, limits, now
        self._began = now()
        self._size = file.seek(0, 2)
        file.seek(0)
        self._left = _READ_FACTOR * self._size + _READ_SLACK
        self.name = name
        if self._size > limits.most_bytes:
            raise InputError(
                f"{name} has {self._size / 1e6:.0f} MB",
                f"cut it to the shot: at most {limits.most_bytes / 1e6:.0f} MB are read",
            )

    def read(self, size: int = -1) -> bytes:
        """Return bytes, as files do.

        Raises:
            InputError: Too much was read, or for too long.
        """
        self.check()
        data = self._file.read(size)
        self._left -= len(data)
        return data

    def seek(self, offset: int, whence: int = 0) -> int:
        """Move, as files do.

        Raises:
            InputError: Too much was read, or for too long.
        """
        self.check()
        return self._file.seek(offset, whence)

    def tell(self) -> int:
        """Return where it stands [bytes]."""
        return self._file.tell()

    def check(self) -> None:
        """Stop what costs too much.

        Raises:
            InputError: Too much was read, or for too long.
        """
        if self._now() - self._began > self._limits.most_seconds:
            raise InputError(
                f"{self.name} takes over {self._limits.most_seconds:.0f} s to read",
                "cut it to the shot, or encode it anew",
            )
        if self._left < 0:
            raise InputError(f"{self.name} makes its reader jump about", "encode it anew")

    def sha256(self) -> str:
        """Return the hash of the whole file, hexadecimal.

        Raises:
            InputError: It takes too long.
        """
        digest = hashlib.sha256()
        self.seek(0)
        while chunk := self.read(_CHUNK):
            digest.update(chunk)
        self.seek(0)
        return digest.hexdigest()
