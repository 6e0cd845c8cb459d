"""Any video file, opened so that nothing in it can reach another file, an address or a long day."""
# PyAV's streams are generics without arguments.
# pyright: reportUnknownMemberType=false

from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Final

from groundplan.adherence.clip.containers import HEAD_BYTES, demuxer_of
from groundplan.adherence.clip.guard import ClipLimits, GuardedFile
from groundplan.errors import InputError, MissingExtraError

if TYPE_CHECKING:
    import av.container
    import av.video.stream

__all__ = ["ClipHeader", "ClipSource", "StoredFrame", "open_clip"]

_MOST_BAD_PACKETS: Final = 64
_WIDEST_PIXEL: Final = 4
"""Pixel aspects beyond this to one are taken for damage."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClipHeader:
    """What a file says about its first moving picture, before a frame is decoded."""

    stored_px: tuple[int, int]
    """Width, height as stored."""
    pixel_aspect: Fraction
    """Width of a stored pixel over its height."""
    rate: Fraction | None
    """Mean frames per second; None: the file doesn't say."""
    frame_count: int
    """0: the file doesn't say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredFrame:
    """A decoded frame."""

    index: int
    time_s: Fraction | None
    """When it is shown, from the file's own zero; None: the file doesn't say."""
    picture: "av.VideoFrame"


class ClipSource:
    """An open video file that may be decoded over and over, always from its start."""

    def __init__(self, file: GuardedFile, demuxer: str, limits: ClipLimits) -> None:
        """Take a guarded file and FFmpeg's name of its container."""
        self._file, self._demuxer, self._limits = file, demuxer, limits
        self.bad_packets = 0
        """Packets that could not be decoded, in the last reading."""

    def header(self) -> ClipHeader:
        """Return what the file says of itself.

        Raises:
            InputError: It is damaged, has no picture, or is larger than the limits.
            MissingExtraError: PyAV is not installed.
        """
        with self._container() as container:
            stream = self._stream(container)
            aspect = stream.sample_aspect_ratio or Fraction(1)
            usable = Fraction(1, _WIDEST_PIXEL) <= aspect <= _WIDEST_PIXEL
            return ClipHeader(
                stored_px=(stream.width, stream.height),
                pixel_aspect=aspect if usable else Fraction(1),
                rate=stream.average_rate or stream.guessed_rate,
                frame_count=max(stream.frames, 0),
            )

    def frames(self) -> Iterator[StoredFrame]:
        """Decode frames in the order in which they are shown; what is damaged is passed over.

        Raises:
            InputError: Reading costs too much, or the picture changes its size.
            MissingExtraError: PyAV is not installed.
        """
        self.bad_packets = 0
        with self._container() as container:
            stream = self._stream(container)
            size = (stream.width, stream.height)
            for index, picture in enumerate(self._pictures(container, stream)):
                self._file.check()
                if (picture.width, picture.height) != size:
                    raise InputError(
                        f"{self._file.name} changes size at frame {index}, from {size[0]}x{size[1]}"
                        f" to {picture.width}x{picture.height} px",
                        "encode it anew in one size",
                    )
                yield StoredFrame(index=index, time_s=_time(picture), picture=picture)

    def _pictures(
        self, container: "av.container.InputContainer", stream: "av.video.stream.VideoStream"
    ) -> "Iterator[av.VideoFrame]":
        from av.error import FFmpegError  # noqa: PLC0415  (an extra)

        packets = container.demux(stream)
        while self.bad_packets < _MOST_BAD_PACKETS:
            try:
                packet = next(packets, None)
            except FFmpegError:
                self.bad_packets += 1
                return
            if packet is None:
                return
            yield from self._decoded(packet)

    def _decoded(self, packet: "av.Packet[av.video.stream.VideoStream]") -> "list[av.VideoFrame]":
        from av.error import FFmpegError  # noqa: PLC0415  (an extra)

        try:
            return packet.decode()
        except FFmpegError:
            self.bad_packets += 1
            return []

    @contextmanager
    def _container(self) -> "Generator[av.container.InputContainer]":
        try:
            import av  # noqa: PLC0415  (an extra)
            from av.error import FFmpegError  # noqa: PLC0415
        except ImportError:
            raise MissingExtraError(
                "PyAV is not installed", "pip install 'groundplan[video]'"
            ) from None
        self._file.seek(0)
        try:
            with av.open(
                self._file,
                mode="r",
                format=self._demuxer,
                options={"max_pixels": str(self._limits.most_pixels)},
                metadata_errors="replace",
                io_open=_refuse,
            ) as container:
                yield container
        except (FFmpegError, ValueError, MemoryError) as error:
            line = " ".join(str(error).split())[:160]
            raise InputError(
                f"{self._file.name} is damaged ({line})", "fetch or make it again"
            ) from error

    def _stream(self, container: "av.container.InputContainer") -> "av.video.stream.VideoStream":
        from av.stream import Disposition  # noqa: PLC0415  (an extra)

        moving = [
            stream
            for stream in container.streams.video
            if not stream.disposition & Disposition.attached_pic
        ]
        if not moving:
            what = "sound alone" if container.streams.audio else "no moving picture"
            raise InputError(f"{self._file.name} holds {what}", "give a file with a video stream")
        stream = moving[0]
        if getattr(stream, "codec_context", None) is None:  # no decoder: the stubs don't know
            raise InputError(
                f"{self._file.name} is in no codec that is read here", "give H.264 in MP4"
            )
        width, height = stream.width, stream.height
        if width * height == 0:
            raise InputError(f"{self._file.name} names no size of its picture", "encode it anew")
        if width * height > self._limits.most_pixels:
            raise InputError(
                f"{self._file.name} is {width}x{height} px",
                f"scale it down: at most {self._limits.most_pixels} px (4K) are read",
            )
        stream.thread_count = 1
        stream.codec_context.options = {"max_pixels": str(self._limits.most_pixels)}
        return stream


@contextmanager
def open_clip(
    path: Path, *, limits: ClipLimits, now: Callable[[], float]
) -> Generator[tuple[ClipSource, str]]:
    """Yield a clip and the sha256 of its file; `now` gives seconds, from any start.

    Raises:
        InputError: It is missing, no regular file, larger than the limits, or no video.
    """
    try:
        if not path.is_file():
            raise InputError(f"{path} is no file", "name a video file")
        with path.open("rb") as file:
            guarded = GuardedFile(file, name=path.name, limits=limits, now=now)
            demuxer = demuxer_of(guarded.read(HEAD_BYTES), name=path.name)
            yield ClipSource(guarded, demuxer, limits), guarded.sha256()
    except OSError as error:
        raise InputError(f"{path} can't be read ({error.strerror})", "check the file") from error


def _time(picture: "av.VideoFrame") -> Fraction | None:
    stamp, base = picture.pts, picture.time_base
    return None if stamp is None or base is None else stamp * base


def _refuse(*_arguments: object) -> object:
    raise ValueError("it names another file")
