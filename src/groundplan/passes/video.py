"""Pictures to mp4 through PyAV (extra `video`), the same bytes every time.

H.264, yuv420p, BT.709 matrix and limited range, tagged with the sRGB transfer; one thread, because
several divide the work differently.
"""
# PyAV's packets are generics without arguments.
# pyright: reportUnknownMemberType=false

import tempfile
from collections.abc import Iterable
from fractions import Fraction
from pathlib import Path
from typing import Final

import av
import numpy as np
from av.video.stream import VideoStream
from jaxtyping import UInt8

from groundplan.passes.pixels import to_yuv

__all__ = ["encode_mp4"]

_CRF: Final = 18
"""Constant rate factor: visually lossless (our engineering default)."""

_TAG_BT709: Final = 1
_TAG_SRGB: Final = 13
_TAG_LIMITED: Final = 1
"""Source: ITU-T H.273, colour primaries 1, transfer 13, matrix 1; range as in FFmpeg (1: MPEG)."""


def encode_mp4(
    pictures: Iterable[UInt8[np.ndarray, "height width 3"]],
    *,
    rate: Fraction,
    preset: str = "superfast",
    crf: int = _CRF,
) -> bytes:
    """Return an mp4 of sRGB pictures at `rate` frames per second.

    `preset` is x264's trade of time for size, `crf` its rate factor: 0 the best, 51 the worst.
    H.264 in yuv420p has even sizes only: odd ones gain a copy of the last row or column.
    """
    # Moving the index to the front (faststart) needs a file that the muxer can open again.
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "preview.mp4"
        _encode(pictures, path, rate=rate, preset=preset, crf=crf)
        return path.read_bytes()


def _encode(
    pictures: Iterable[UInt8[np.ndarray, "height width 3"]],
    path: Path,
    *,
    rate: Fraction,
    preset: str,
    crf: int,
) -> None:
    muxer = {"fflags": "+bitexact", "movflags": "+faststart"}
    with av.open(str(path), "w", format="mp4", options=muxer) as container:
        stream = container.add_stream("libx264", rate=rate)
        for index, picture in enumerate(pictures):
            even = _even(picture)
            if index == 0:
                _configure(stream, even, preset=preset, crf=crf)
            frame = av.VideoFrame.from_ndarray(_yuv420p(even), format="yuv420p")
            frame.pts, frame.time_base = index, 1 / rate
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))


def _configure(
    stream: VideoStream, picture: UInt8[np.ndarray, "rows columns 3"], *, preset: str, crf: int
) -> None:
    stream.height, stream.width, _ = picture.shape
    stream.pix_fmt = "yuv420p"
    # Macroblock-tree rate control is not repeatable: with it, one in fifty encodings of a 64x48 px
    # clip came out different, even on one thread (x264 of PyAV 18.1.0).
    stream.options = {"crf": str(crf), "preset": preset, "x264-params": "mbtree=0"}
    context = stream.codec_context
    context.thread_count = 1
    context.color_primaries, context.color_trc = _TAG_BT709, _TAG_SRGB
    context.colorspace, context.color_range = _TAG_BT709, _TAG_LIMITED


def _even(picture: UInt8[np.ndarray, "height width 3"]) -> UInt8[np.ndarray, "rows columns 3"]:
    height, width, _ = picture.shape
    if height % 2 == width % 2 == 0:
        return np.ascontiguousarray(picture)
    return np.pad(picture, ((0, height % 2), (0, width % 2), (0, 0)), mode="edge")


def _yuv420p(rgb: UInt8[np.ndarray, "height width 3"]) -> UInt8[np.ndarray, "rows width"]:
    """Return the planes one below the other, as PyAV takes them."""
    height, width, _ = rgb.shape
    planes = np.empty((height * 3 // 2, width), dtype=np.uint8)
    cb, cr = planes[height:].reshape(2, height // 2, width // 2)
    to_yuv(rgb, planes[:height], cb, cr)
    return planes
