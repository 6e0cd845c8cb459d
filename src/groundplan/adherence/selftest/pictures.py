"""Errors in pictures: light, sharpness, noise, coding, mirroring; put in after the look."""

import io
from fractions import Fraction
from typing import TYPE_CHECKING, Final

import numpy as np
from jaxtyping import Float64, UInt8
from PIL import Image, ImageFilter

from groundplan.adherence.selftest.injections import Injection, acts_on
from groundplan.errors import InputError, MissingExtraError
from groundplan.geometry.colour import (
    D65_K,
    linear_from_srgb,
    rgb_from_kelvin,
    srgb_from_linear,
)
from groundplan.units import Kelvin

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Frames", "flicker_gain", "injected_pictures", "warmed_gain"]

Frames = UInt8[np.ndarray, "frame height width 3"]

_PRESET: Final = "veryfast"
_CODES: Final = np.arange(256) / 255.0


def injected_pictures(
    frames: Frames, injection: Injection, *, rng: np.random.Generator, rate: Fraction
) -> Frames:
    """Return pictures with an error in them; for errors that are none of pictures, themselves.

    `rng` draws noise; `rate` [1/s] is told to the coder.

    Raises:
        MissingExtraError: Coding needs PyAV, which is not installed.
    """
    kind, first = injection.kind, injection.first_frame
    if acts_on(injection) != "picture":
        return frames
    if kind.startswith("light."):
        return _relit(frames, injection)
    if kind == "picture.compressed":
        return _compressed(frames, round(injection.size), rate=rate)
    changes: dict[str, Callable[[Frames], Frames]] = {
        "picture.mirrored": lambda part: part[:, :, ::-1],
        "picture.blur": lambda part: _blurred(part, injection.size),
        "picture.noise": lambda part: _noisy(part, injection.size, rng=rng),
    }
    return np.concatenate([frames[:first], changes[kind](frames[first:])])


def warmed_gain(warmer_k: float) -> Float64[np.ndarray, " 3"]:
    """Return gains of linear light that make a neutral 6504 K so much warmer, at equal luminance.

    Raises:
        InputError: Nothing has that temperature.
    """
    return np.array(rgb_from_kelvin(Kelvin(D65_K - warmer_k)))


def flicker_gain(injection: Injection, frame: int) -> float:
    """Return the factor of a frame's sRGB values: brighter and darker in turn."""
    if injection.kind != "light.flicker" or frame < injection.first_frame:
        return 1.0
    sign = 1.0 if (frame - injection.first_frame) % 2 == 0 else -1.0
    return 1.0 + sign * injection.size / 100.0


def _relit(frames: Frames, injection: Injection) -> Frames:
    """Return frames in another light, through one table per channel."""
    found = np.empty_like(frames)
    for index, frame in enumerate(frames):
        table = _table(injection, index, last_frame=len(frames) - 1)
        for channel in range(3):
            found[index, ..., channel] = table[channel][frame[..., channel]]
    return found


def _table(injection: Injection, frame: int, *, last_frame: int) -> UInt8[np.ndarray, "3 256"]:
    size = injection.size * injection.share(frame, last_frame=last_frame)
    if injection.kind == "light.flicker":
        shown = np.tile(_CODES * flicker_gain(injection, frame), (3, 1))
    else:
        exposed = injection.kind == "light.exposure"
        gains = np.full(3, 2.0**size) if exposed else warmed_gain(size)
        linear = linear_from_srgb(_CODES) * gains[:, None]
        shown = srgb_from_linear(np.clip(linear, 0.0, 1.0))
    return np.rint(255.0 * np.clip(shown, 0.0, 1.0)).astype(np.uint8)


def _blurred(frames: Frames, sigma_px: float) -> Frames:
    soften = ImageFilter.GaussianBlur(sigma_px)
    return np.stack([np.asarray(Image.fromarray(f).filter(soften)) for f in frames])


def _noisy(frames: Frames, deviation: float, *, rng: np.random.Generator) -> Frames:
    noise = rng.standard_normal(frames.shape, dtype=np.float32) * np.float32(deviation)
    return np.clip(np.rint(frames + noise), 0.0, 255.0).astype(np.uint8)


def _compressed(frames: Frames, crf: int, *, rate: Fraction) -> Frames:
    """Return frames as H.264 gives them back."""
    try:
        import av  # noqa: PLC0415  (an extra)

        from groundplan.passes.video import encode_mp4  # noqa: PLC0415  (needs the extra)
    except ImportError:
        raise MissingExtraError(
            "coding needs PyAV, which is not installed", "pip install 'groundplan[video]'"
        ) from None
    _, height, width, _ = frames.shape
    data = encode_mp4(frames, rate=rate, preset=_PRESET, crf=crf)
    with av.open(io.BytesIO(data), mode="r", format="mp4") as container:
        decoded = [picture.to_ndarray(format="rgb24") for picture in container.decode(video=0)]
    if len(decoded) != len(frames):
        raise InputError(f"{len(decoded)} of {len(frames)} frames came back", "report it")
    return np.stack(decoded)[:, :height, :width].astype(np.uint8, copy=False)
