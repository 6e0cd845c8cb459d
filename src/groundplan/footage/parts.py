"""What a call gave, kept as it is until the clip is made of it: a paid result outlives a kill."""

import hashlib
import io
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from jaxtyping import UInt8

from groundplan.errors import InputError
from groundplan.footage.clip_facts import CLIP_LIMIT
from groundplan.footage.clips import write_whole

__all__ = ["Part", "forget_part", "frame_bytes", "keep_part", "kept_part"]

Clip = UInt8[np.ndarray, "frame height width 3"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Part:
    """Frames, or the video file of a host."""

    frames: Clip | None = None
    """sRGB."""
    video: bytes | None = None

    def stored(self) -> tuple[str, bytes]:
        """Return how the name of its file ends, and what is in it.

        Raises:
            InputError: It is empty.
        """
        if self.video is not None:
            return ".mp4", self.video
        if self.frames is None:
            raise InputError("a call gave nothing", "it gives frames or a video")
        return ".npy", frame_bytes(self.frames)


def frame_bytes(frames: Clip) -> bytes:
    """Return frames as the bytes of an npy file."""
    buffer = io.BytesIO()
    np.save(buffer, np.ascontiguousarray(frames), allow_pickle=False)
    return buffer.getvalue()


def keep_part(folder: Path, name: str, part: Part) -> tuple[Path, str]:
    """Write a part into `folder`; return its path and sha256.

    Raises:
        OutputError: It cannot be written.
    """
    suffix, data = part.stored()
    path = folder / f"{name}{suffix}"
    write_whole(path, data)
    return path, hashlib.sha256(data).hexdigest()


def kept_part(path: Path, sha256: str) -> Part | None:
    """Return a part that was kept, or None when it is gone or is not what was written."""
    try:
        if not path.is_file() or path.stat().st_size > CLIP_LIMIT:
            return None
        data = path.read_bytes()
    except OSError:
        return None
    if hashlib.sha256(data).hexdigest() != sha256:
        return None
    if path.suffix == ".mp4":
        return Part(video=data)
    # What has the hash in the ledger is what we wrote.
    return Part(frames=np.load(io.BytesIO(data), allow_pickle=False))


def forget_part(path: Path) -> None:
    """Remove a part that is no longer needed, and its folder when that is empty."""
    with suppress(OSError):
        path.unlink()
        path.parent.rmdir()
