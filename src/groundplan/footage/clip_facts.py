"""Reading a clip back: what it holds, counted by decoding it, whoever made it."""
# PyAV's streams are generics without arguments.
# pyright: reportUnknownMemberType=false

import io
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Final

from groundplan.errors import InputError, MissingExtraError

__all__ = ["CLIP_LIMIT", "ClipFacts", "clip_facts", "read_clip"]

CLIP_LIMIT: Final = 2 << 30
"""Largest clip that is read or taken from a host [bytes]."""

_MOST_PIXELS: Final = 1 << 26
_MOST_FRAMES: Final = 1 << 16


@dataclass(frozen=True, slots=True, kw_only=True)
class ClipFacts:
    """What a video file holds, counted by decoding it."""

    frame_count: int
    size_px: tuple[int, int]
    """Width, height."""
    rate: Fraction | None
    """As the file says; None: it does not."""


def read_clip(path: Path) -> bytes:
    """Return the bytes of a clip.

    Raises:
        InputError: It is missing, not a regular file, too large, or can't be read.
    """
    try:
        if not path.is_file():
            raise InputError(f"{path} is no file", "name a clip")
        with path.open("rb") as file:
            data = file.read(CLIP_LIMIT + 1)
    except OSError as error:
        raise InputError(f"{path} can't be read ({error.strerror})", "check the file") from error
    if len(data) > CLIP_LIMIT:
        raise InputError(f"{path} is larger than {_mb(CLIP_LIMIT)}", "cut it into shots")
    return data


def clip_facts(data: bytes, *, most_frames: int = _MOST_FRAMES) -> ClipFacts:
    """Return what an mp4 holds; every frame is decoded, at most one more than `most_frames`.

    Raises:
        InputError: It is no mp4, is damaged, or is larger than the limits.
        MissingExtraError: PyAV is not installed.
    """
    try:
        from av.error import FFmpegError  # noqa: PLC0415  (an extra)
    except ImportError:
        raise MissingExtraError(
            "PyAV is not installed", "pip install 'groundplan[video]'"
        ) from None
    if data[4:8] != b"ftyp":
        raise InputError("the clip is no mp4", "give an mp4 file")
    try:
        return _counted(data, most_frames)
    except (FFmpegError, ValueError) as error:
        line = " ".join(str(error).split())[:160]
        raise InputError(f"the clip is damaged ({line})", "fetch or make it again") from error


def _counted(data: bytes, most_frames: int) -> ClipFacts:
    import av  # noqa: PLC0415  (an extra)

    # One format, from memory: a hostile file can't make it open another file or an address.
    with av.open(io.BytesIO(data), mode="r", format="mp4") as container:
        if not container.streams.video:
            raise InputError("the clip has no picture", "give an mp4 with a video stream")
        stream = container.streams.video[0]
        if getattr(stream, "codec_context", None) is None:  # no decoder: the stubs don't know
            raise InputError("the clip is in no codec that FFmpeg reads", "give H.264 in mp4")
        size = (stream.width, stream.height)
        if not 0 < size[0] * size[1] <= _MOST_PIXELS:
            raise InputError(f"the clip is {size[0]}x{size[1]} px", "give at most 8192x8192 px")
        count = 0
        for frame in container.decode(stream):
            count += 1
            if count > most_frames:
                raise InputError(f"the clip has over {most_frames} frames", "give one shot")
            if (frame.width, frame.height) != size:
                raise InputError(f"the clip changes size at frame {count - 1}", "give one size")
        return ClipFacts(frame_count=count, size_px=size, rate=stream.average_rate)


def _mb(size: int) -> str:
    return f"{size / 1e6:.1f} MB"
