"""Looks that no threshold is tuned on: drawn in numpy from passes, far from one another.

Strengths of all of them are our choices by eye.
"""

from collections.abc import Callable
from typing import Final

import numpy as np
from jaxtyping import Float32, UInt8
from PIL import Image, ImageFilter

from groundplan.adherence.selftest.rendered import RenderedClip

__all__ = ["HELD_OUT_LOOKS", "Look"]

Frames = UInt8[np.ndarray, "frame height width 3"]
Picture = Float32[np.ndarray, "height width 3"]
Plane = Float32[np.ndarray, "height width"]

Look = Callable[[RenderedClip, int], Frames]
"""Draws a clip, sRGB; the number is a seed, for paper and grain."""

_LUMA: Final = np.array([0.2126, 0.7152, 0.0722], np.float32)
"""Source: ITU-R BT.709."""


def _sepia(clip: RenderedClip, seed: int) -> Frames:
    """Return an old print: brown tones, soft blacks, grain that is new in every frame."""
    dark, light = np.array([0.13, 0.08, 0.05], np.float32), np.array([1.0, 0.93, 0.78], np.float32)

    def drawn(index: int) -> Picture:
        grey = _unit(clip.beauty[index]) @ _LUMA
        rng = np.random.default_rng([seed, index])
        grain = rng.standard_normal(grey.shape, dtype=np.float32)
        tone = (grey + np.float32(0.05) * grain)[..., None]
        return dark + (light - dark) * tone

    return _film(clip, drawn)


def _posterised(clip: RenderedClip, seed: int) -> Frames:
    """Return a screen print: five levels of light, strong colours, nothing soft."""
    del seed

    def drawn(index: int) -> Picture:
        picture = _unit(_softened(clip.beauty[index], 0.8))
        grey = (picture @ _LUMA)[..., None]
        vivid = np.clip(grey + np.float32(1.7) * (picture - grey), 0.0, 1.0)
        return np.rint(vivid * np.float32(4.0)) / np.float32(4.0)

    return _film(clip, drawn)


def _night(clip: RenderedClip, seed: int) -> Frames:
    """Return day for night: dark, blue, flat, with a little noise of a sensor."""
    tint = np.array([0.38, 0.52, 0.85], np.float32)

    def drawn(index: int) -> Picture:
        picture = _unit(clip.beauty[index])
        grey = (picture @ _LUMA)[..., None]
        pale = grey + np.float32(0.35) * (picture - grey)
        rng = np.random.default_rng([seed, 1, index])
        noise = rng.standard_normal(picture.shape, dtype=np.float32)
        return pale ** np.float32(1.35) * tint + np.float32(0.012) * noise

    return _film(clip, drawn)


def _pencil(clip: RenderedClip, seed: int) -> Frames:
    """Return lines on paper, from depth, normals and ids, over a light wash of grey."""
    rng = np.random.default_rng([seed, 2])
    _, height, width = clip.instance.shape
    paper = 1.0 + 0.03 * rng.standard_normal((height, width), dtype=np.float32)

    def drawn(index: int) -> Picture:
        grey = _unit(clip.beauty[index]) @ _LUMA
        wash = np.float32(0.62) + np.float32(0.36) * np.sqrt(grey)
        inked = (wash * (1.0 - np.float32(0.85) * _lines(clip, index)) * paper)[..., None]
        return inked * np.array([1.0, 0.99, 0.96], np.float32)

    return _film(clip, drawn)


def _cartoon(clip: RenderedClip, seed: int) -> Frames:
    """Return cels: each thing in its own mean colour, two tones of light, dark outlines."""
    del seed
    colours = _mean_colours(clip)

    def drawn(index: int) -> Picture:
        ids = clip.instance[index]
        grey = _unit(_softened(clip.beauty[index], 1.2)) @ _LUMA
        flat = colours[ids]
        lit = grey > np.float32(0.9) * (flat @ _LUMA)
        shade = np.where(lit, np.float32(1.12), np.float32(0.62))[..., None]
        sky = ids == 0
        shade[sky] = 1.0
        line = np.minimum(_lines(clip, index), 1.0)[..., None]
        return flat * shade * (1.0 - np.float32(0.8) * line)

    return _film(clip, drawn)


def _bloom(clip: RenderedClip, seed: int) -> Frames:
    """Return a dream: highlights that flow over, warm, low in contrast."""
    del seed

    def drawn(index: int) -> Picture:
        picture = _unit(clip.beauty[index])
        bright = np.clip((picture - np.float32(0.45)) * np.float32(1.6), 0.0, 1.0)
        glow = _unit(_softened(_bytes(bright), 9.0))
        mixed = np.float32(1.0) - (1.0 - np.float32(0.88) * picture) * (
            1.0 - np.float32(0.6) * glow
        )
        return mixed * np.array([1.0, 0.95, 0.88], np.float32) + np.float32(0.04)

    return _film(clip, drawn)


HELD_OUT_LOOKS: Final[dict[str, Look]] = {
    "sepia": _sepia,
    "posterised": _posterised,
    "night": _night,
    "pencil": _pencil,
    "cartoon": _cartoon,
    "bloom": _bloom,
}


def _film(clip: RenderedClip, drawn: Callable[[int], Picture]) -> Frames:
    return np.stack([_bytes(drawn(index)) for index in range(clip.frame_count)])


def _unit(frame: UInt8[np.ndarray, "height width 3"]) -> Picture:
    return frame.astype(np.float32) * np.float32(1.0 / 255.0)


def _bytes(picture: Picture) -> UInt8[np.ndarray, "height width 3"]:
    return np.rint(np.clip(picture, 0.0, 1.0) * 255.0).astype(np.uint8)


def _softened(
    frame: UInt8[np.ndarray, "height width 3"], sigma_px: float
) -> UInt8[np.ndarray, "height width 3"]:
    return np.asarray(Image.fromarray(frame).filter(ImageFilter.GaussianBlur(sigma_px)))


def _lines(clip: RenderedClip, index: int) -> Plane:
    """Return where depth breaks, surfaces turn or things end, 0..1, softened by half a pixel."""
    near = np.float32(1.0) / np.maximum(clip.depth_m[index], np.float32(0.05))
    normal = clip.normal[index].astype(np.float32)
    ids = clip.instance[index]
    line = np.zeros(ids.shape, dtype=np.float32)
    for axis, inner in ((0, np.s_[:-1]), (1, np.s_[:, :-1])):
        broken = np.abs(np.diff(near, axis=axis)) / np.maximum(near[inner], 0.02) > 0.08
        bent = np.linalg.norm(np.diff(normal, axis=axis), axis=2) > 0.5
        ends = np.diff(ids.astype(np.int32), axis=axis) != 0
        line[inner] = np.maximum(line[inner], broken | bent | ends)
    return _unit(_softened(_bytes(np.repeat(line[..., None], 3, axis=2)), 0.6))[..., 0]


def _mean_colours(clip: RenderedClip) -> Float32[np.ndarray, "instance 3"]:
    """Return the mean colour of every instance over the clip, sRGB 0..1, by id; more vivid."""
    ids = clip.instance.ravel()
    count = np.maximum(np.bincount(ids), 1)
    flat = clip.beauty.reshape(-1, 3)
    means = np.stack(
        [np.bincount(ids, weights=flat[:, k]) / count / 255.0 for k in range(3)], axis=1
    ).astype(np.float32)
    grey = (means @ _LUMA)[:, None]
    return np.clip(grey + np.float32(1.5) * (means - grey), 0.0, 1.0)
