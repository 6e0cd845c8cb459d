"""From scene luminance to an 8-bit picture: a filmic curve and the sRGB encoding, as tables.

Kernels look both up by a square root, which IEEE defines exactly, so that no `pow` runs per pixel.
"""

from collections.abc import Sequence
from functools import cache

import numpy as np
from jaxtyping import Float32, Float64, UInt8

__all__ = [
    "MOST", "decode_table", "encode_table", "filmic", "mean_picture", "picture_table", "srgb",
    "tone_table",
]  # fmt: skip

MOST = 16.0
"""Greatest picture value told apart, in units of the sensor's saturation luminance."""
_SIZE = 4096


def filmic(value: Float64[np.ndarray, " n"]) -> Float64[np.ndarray, " n"]:
    """Return display-linear values 0..1 of scene values in units of the saturation luminance.

    A rational curve with toe and shoulder; an incident-metered grey card (0.119) gives 0.160.

    Source:
        K. Narkowicz, "ACES Filmic Tone Mapping Curve", 2016.
    """
    curve = value * (2.51 * value + 0.03) / (value * (2.43 * value + 0.59) + 0.14)
    return np.clip(curve, 0.0, 1.0)


def srgb(linear: Float64[np.ndarray, " n"]) -> Float64[np.ndarray, " n"]:
    """Return the sRGB encoding of display-linear values, both 0..1.

    Source:
        IEC 61966-2-1.
    """
    return np.where(linear <= 0.0031308, 12.92 * linear, 1.055 * linear ** (1 / 2.4) - 0.055)


def _squares() -> Float64[np.ndarray, " n"]:
    return np.square(np.arange(_SIZE) / (_SIZE - 1))


@cache
def tone_table() -> Float32[np.ndarray, " n"]:
    """Return display-linear values, indexed by sqrt(value / MOST) * 4095."""
    return filmic(_squares() * MOST).astype(np.float32)


@cache
def picture_table() -> UInt8[np.ndarray, " n"]:
    """Return sRGB bytes, indexed by sqrt(value / MOST) * 4095."""
    return np.rint(srgb(filmic(_squares() * MOST)) * 255).astype(np.uint8)


@cache
def encode_table() -> UInt8[np.ndarray, " n"]:
    """Return sRGB bytes, indexed by sqrt(display-linear value) * 4095."""
    return np.rint(srgb(_squares()) * 255).astype(np.uint8)


@cache
def decode_table() -> Float32[np.ndarray, "256"]:
    """Return the display-linear value of every sRGB byte."""
    code = np.arange(256) / 255
    linear = np.where(code <= 0.04045, code / 12.92, ((code + 0.055) / 1.055) ** 2.4)
    return linear.astype(np.float32)


def mean_picture(
    pictures: Sequence[UInt8[np.ndarray, "height width 3"]],
) -> UInt8[np.ndarray, "height width 3"]:
    """Return the mean of sRGB pictures, taken in display-linear light."""
    total = sum(decode_table()[p] for p in pictures)
    index = np.rint(np.sqrt(np.asarray(total) / len(pictures)) * (_SIZE - 1)).astype(np.int64)
    return encode_table()[index]
