"""Clips to files that ComfyUI's own nodes read back exactly, and results back to frames.

`LoadVideo` decodes with FFmpeg: H.264 in yuv420p changes control colours by up to 255 of 255, in
yuv444p by 3, as lossless RGB by 0 or (on servers that decode to float) 1.2. PNG frames in an mp4
decode to rgb24, which old and new servers take as they are: 0 of 255, and the same bytes each time.
"""
# PyAV's packets are generics without arguments.
# pyright: reportUnknownMemberType=false

import io
from fractions import Fraction
from itertools import islice

import numpy as np
from jaxtyping import UInt8
from PIL import Image, UnidentifiedImageError

from groundplan.errors import CallError, MissingExtraError

__all__ = ["Clip", "Picture", "exact_mp4", "exact_png", "frame_of", "video_length"]

Clip = UInt8[np.ndarray, "frame height width 3"]
Picture = UInt8[np.ndarray, "height width 3"]

_BROKEN = "ask the server's log what it wrote; the call may be sent again"


def exact_mp4(clip: Clip, *, rate: Fraction) -> bytes:
    """Return a clip as PNG frames in an mp4: nothing is lost.

    Source:
        ComfyUI, `comfy_api/latest/_input_impl/video_types.py`, get_components_internal: frames of
        format rgb24 are divided by 255, others go through a float conversion.

    Raises:
        MissingExtraError: PyAV is not installed.
    """
    try:
        import av  # noqa: PLC0415
    except ModuleNotFoundError:
        raise MissingExtraError(
            "ComfyUI takes clips as files, and PyAV is missing",
            "pip install 'groundplan[comfyui]'",
        ) from None
    buffer = io.BytesIO()
    with av.open(buffer, "w", format="mp4", options={"fflags": "+bitexact"}) as container:
        stream = container.add_stream("png", rate=rate)
        stream.height, stream.width = clip.shape[1:3]
        stream.pix_fmt = "rgb24"
        stream.codec_context.thread_count = 1
        for index, picture in enumerate(clip):
            frame = av.VideoFrame.from_ndarray(np.ascontiguousarray(picture), format="rgb24")
            frame.pts, frame.time_base = index, 1 / rate
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return buffer.getvalue()


def exact_png(picture: Picture) -> bytes:
    """Return a picture as PNG."""
    buffer = io.BytesIO()
    Image.fromarray(picture, "RGB").save(buffer, format="PNG", compress_level=4)
    return buffer.getvalue()


def frame_of(data: bytes, *, size_px: tuple[int, int]) -> Picture:
    """Return a frame that the server kept as PNG.

    Raises:
        CallError: It is damaged, or not of this size; nothing is resized.
    """
    try:
        with Image.open(io.BytesIO(data), formats=("PNG",)) as picture:
            # Only now: the size stands in the header, so that a huge picture is never decoded.
            if picture.size != size_px:
                got, want = (f"{w}x{h}" for w, h in (picture.size, size_px))
                raise CallError(f"a frame of {got} px came back", f"{want} were planned")
            return np.asarray(picture.convert("RGB"), dtype=np.uint8)
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError, ValueError):
        raise CallError("a frame that came back is no whole PNG", _BROKEN) from None


def video_length(data: bytes, *, size_px: tuple[int, int], most: int) -> int:
    """Return how many frames an mp4 has, decoded up to `most`.

    Raises:
        CallError: It is no mp4, is damaged, or has another size; nothing is resized.
        MissingExtraError: PyAV is not installed.
    """
    try:
        import av  # noqa: PLC0415
        from av.error import FFmpegError  # noqa: PLC0415
    except ModuleNotFoundError:
        raise MissingExtraError("PyAV is missing", "pip install 'groundplan[comfyui]'") from None
    try:
        # One format, from memory: others may make FFmpeg open a file or an address.
        with av.open(io.BytesIO(data), "r", format="mp4") as container:
            stream = next(s for s in container.streams.video if getattr(s, "codec_context", None))
            _check_size((stream.width, stream.height), size_px)
            count = 0
            for frame in islice(container.decode(stream), most):
                _check_size((frame.width, frame.height), size_px)
                count += 1
            return count
    except (FFmpegError, StopIteration, ValueError):
        raise CallError("the video that came back is damaged", _BROKEN) from None


def _check_size(found: tuple[int, int], wanted: tuple[int, int]) -> None:
    if found != wanted:
        (wide, high), (width, height) = found, wanted
        raise CallError(
            f"a video of {wide}x{high} px came back", f"{width}x{height} were planned", over=True
        )
