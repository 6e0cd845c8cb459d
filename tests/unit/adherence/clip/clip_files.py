"""Video files of any kind, made in the tests."""
# PyAV's streams are generics without arguments.
# pyright: reportUnknownMemberType=false

import io
import wave
from dataclasses import dataclass, field
from fractions import Fraction

import av
import numpy as np
from av.audio.stream import AudioStream
from av.container.output import OutputContainer
from av.stream import Disposition
from av.video.stream import VideoStream

__all__ = ["LOSSLESS", "Encoding", "sound_in_mp4", "sound_in_wav", "video_bytes"]


@dataclass(frozen=True, kw_only=True)
class Encoding:
    """How a clip is stored."""

    container: str = "mp4"
    codec: str = "libx264"
    pixels: str = "yuv420p"
    rate: Fraction = Fraction(16)
    options: dict[str, str] = field(default_factory=lambda: {"crf": "12"})
    stamps: tuple[int, ...] | None = None
    """In units of 1/1000 s; None: by the rate."""
    pixel_aspect: Fraction | None = None
    degrees: float = 0.0
    matrix: int = 1
    full_range: bool = False
    transfer: int = 13
    primaries: int = 1
    source: str = "rgb24"
    """Layout of the arrays that are given."""


LOSSLESS = Encoding(container="matroska", codec="ffv1", pixels="bgr0", options={})


def video_bytes(pictures: np.ndarray, how: Encoding | None = None) -> bytes:
    """Return a video file of pictures."""
    how = how or Encoding()
    buffer = io.BytesIO()
    with av.open(buffer, "w", format=how.container) as container:
        stream = container.add_stream(how.codec, rate=how.rate)
        assert isinstance(stream, VideoStream)
        _configure(stream, pictures[0], how)
        for index, picture in enumerate(pictures):
            container.mux(stream.encode(_frame(picture, index, how)))
        container.mux(stream.encode(None))
    return buffer.getvalue()


def sound_in_wav() -> bytes:
    """Return half a second of silence."""
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(8000)
        sound.writeframes(bytes(8000))
    return buffer.getvalue()


def sound_in_mp4(*, cover: np.ndarray | None = None) -> bytes:
    """Return silence in MP4, on wish with cover art."""
    buffer = io.BytesIO()
    with av.open(buffer, "w", format="mp4") as container:
        sound = container.add_stream("aac", rate=8000)
        if cover is not None:
            art = container.add_stream("png", rate=1)
            art.height, art.width = cover.shape[:2]
            art.pix_fmt, art.disposition = "rgb24", Disposition.attached_pic
            container.mux(art.encode(av.VideoFrame.from_ndarray(cover, format="rgb24")))
        _add_silence(container, sound)
    return buffer.getvalue()


def _add_silence(container: OutputContainer, stream: AudioStream) -> None:
    frame = av.AudioFrame.from_ndarray(
        np.zeros((1, 1024), dtype=np.float32), format="fltp", layout="mono"
    )
    frame.sample_rate, frame.pts = 8000, 0
    container.mux(stream.encode(frame))
    container.mux(stream.encode(None))


def _configure(stream: VideoStream, picture: np.ndarray, how: Encoding) -> None:
    stream.height, stream.width = picture.shape[:2]
    stream.pix_fmt, stream.options = how.pixels, {**how.options}
    context = stream.codec_context
    context.thread_count = 1
    is_rgb = not how.pixels.startswith(("yuv", "nv"))
    context.colorspace, context.color_trc = 0 if is_rgb else how.matrix, how.transfer
    context.color_primaries = how.primaries
    context.color_range = 2 if how.full_range else 1
    if how.pixel_aspect is not None:
        context.sample_aspect_ratio = how.pixel_aspect
    if how.degrees:
        stream.set_display_rotation(how.degrees)
    if how.stamps is not None:
        context.time_base = Fraction(1, 1000)


def _frame(picture: np.ndarray, index: int, how: Encoding) -> av.VideoFrame:
    frame = av.VideoFrame.from_ndarray(picture, format=how.source)
    if how.pixels.startswith(("yuv", "nv")):
        frame = frame.reformat(
            format=how.pixels,
            dst_colorspace=5 if how.matrix in {2, 5, 6} else how.matrix,
            dst_color_range=2 if how.full_range else 1,
            interpolation=2 | 0x2000 | 0x40000 | 0x80000,
        )
    if how.stamps is None:
        frame.pts, frame.time_base = index, 1 / how.rate
    else:
        frame.pts, frame.time_base = how.stamps[index], Fraction(1, 1000)
    return frame
