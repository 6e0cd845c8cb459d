"""Clips and pictures as the files that hosts are given."""

import io
from fractions import Fraction
from typing import Final

import numpy as np
from jaxtyping import UInt8
from PIL import Image

from groundplan.errors import MissingExtraError

__all__ = ["mp4_of", "png_of"]

_COMPRESS: Final = 4


def mp4_of(clip: UInt8[np.ndarray, "frame height width 3"], *, rate: Fraction) -> bytes:
    """Return a clip as an mp4 of `rate` frames per second, the same bytes every time.

    H.264 at a quality that looks lossless, yuv420p: no host promises to read anything better.

    Raises:
        MissingExtraError: PyAV is not installed.
    """
    try:
        from groundplan.passes.video import encode_mp4  # noqa: PLC0415  (an extra, slow to import)
    except ModuleNotFoundError as error:
        if error.name != "av":
            raise
        raise MissingExtraError(
            "a clip for a host is made with PyAV", "pip install 'groundplan[video]'"
        ) from error
    return encode_mp4(clip, rate=rate)


def png_of(picture: UInt8[np.ndarray, "height width 3"]) -> bytes:
    """Return a picture as a PNG, the same bytes every time."""
    buffer = io.BytesIO()
    Image.fromarray(picture, "RGB").save(buffer, format="PNG", compress_level=_COMPRESS)
    return buffer.getvalue()
