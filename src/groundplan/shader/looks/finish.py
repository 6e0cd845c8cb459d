"""Paper and grain: laid over what the network gives, from a seed, the same at any size of a call.

Paper lies still under a clip; grain is new in every frame.
"""

from typing import Final

import numpy as np
from jaxtyping import Float32, UInt8

from groundplan.shader.looks.names import LookName

__all__ = ["Finish"]

Picture = Float32[np.ndarray, "height width 3"]
Plane = Float32[np.ndarray, "height width"]

_LUMA: Final = np.array([0.2126, 0.7152, 0.0722], np.float32)
"""Source: ITU-R BT.709."""
_TOOTH: Final = 0.014
"""How far watercolour paper's tooth darkens and lightens washes; our choice by eye."""
_GRANULES: Final = 0.032
"""How far pigment gathers in it, at full pigment."""
_INK_PAPER: Final = 0.012
_GRAIN: Final = 0.016
"""Standard deviation of film grain in mid grey, of 1; our choice by eye."""
_VIGNETTE: Final = 0.10
"""How much darker the corners of a print are."""


class Finish:
    """The surface of one clip."""

    def __init__(self, look: LookName, *, size_px: tuple[int, int], seed: int) -> None:
        """Make the paper of a clip; `size_px` is width and height."""
        width, height = size_px
        self._look = look
        self._seed = seed
        self._shape = (height, width)
        rng = np.random.default_rng([seed, 1])
        self._paper = _paper(rng, (height, width)) if look in {"watercolour", "ink"} else None
        self._vignette = _vignette((height, width)) if look == "film" else None

    def __call__(self, picture: Picture, *, frame: int) -> UInt8[np.ndarray, "height width 3"]:
        """Return the finished picture of a frame, sRGB; `frame` counts in the clip."""
        if self._look == "watercolour":
            picture = self._granulated(picture)
        elif self._look == "ink":
            picture = picture * (1.0 + _INK_PAPER * self._tooth()[..., None])
        elif self._look == "film":
            picture = self._printed(picture, frame)
        shown = np.clip(picture, 0.0, 1.0, out=np.empty_like(picture))
        shown *= np.float32(255.0)
        shown += np.float32(0.5)
        return shown.astype(np.uint8)

    def _tooth(self) -> Plane:
        assert self._paper is not None  # noqa: S101  (set for the looks that ask)
        return self._paper

    def _granulated(self, picture: Picture) -> Picture:
        """Return washes whose pigment settles in the hollows of the paper."""
        tooth = self._tooth()
        pigment = np.float32(1.0) - picture @ _LUMA
        depth = _TOOTH + _GRANULES * pigment
        return picture * (np.float32(1.0) + depth * tooth)[..., None]

    def _printed(self, picture: Picture, frame: int) -> Picture:
        """Return a print with grain, strongest in mid greys, and darker corners."""
        assert self._vignette is not None  # noqa: S101  (set for film)
        rng = np.random.default_rng([self._seed, 2, frame])
        grain = rng.standard_normal(self._shape, dtype=np.float32)
        # A grain is wider than a pixel: neighbours share half of it.
        soft = grain + np.roll(grain, 1, axis=0) + np.roll(grain, 1, axis=1)
        grey = np.clip(picture @ _LUMA, 0.0, 1.0)
        strength = np.float32(_GRAIN * 4.0 / np.sqrt(3.0)) * grey * (np.float32(1.0) - grey)
        return (picture + (soft * strength)[..., None]) * self._vignette[..., None]


def _paper(rng: np.random.Generator, shape: tuple[int, int]) -> Plane:
    """Return the height of paper, mean 0 and deviation 1: noise of three grain sizes."""
    total = np.zeros(shape, dtype=np.float32)
    for size, weight in ((2, 0.5), (4, 0.7), (9, 0.4)):
        coarse = rng.standard_normal((shape[0] // size + 3, shape[1] // size + 3)).astype(
            np.float32
        )
        total += np.float32(weight) * _enlarged(coarse, size)[: shape[0], : shape[1]]
    total -= total.mean()
    return total / total.std()


def _enlarged(plane: Plane, size: int) -> Float32[np.ndarray, "rows columns"]:
    """Return a plane `size` times as large, linear in between."""
    for axis in (0, 1):
        count = (plane.shape[axis] - 1) * size
        place = np.arange(count, dtype=np.float32) / size
        low = place.astype(np.intp)
        part = place - low
        part = part[:, None] if axis == 0 else part[None, :]
        first, second = plane.take(low, axis=axis), plane.take(low + 1, axis=axis)
        plane = (first + (second - first) * part).astype(np.float32)
    return plane


def _vignette(shape: tuple[int, int]) -> Plane:
    rows = (np.arange(shape[0], dtype=np.float32) + 0.5) / shape[0] * 2 - 1
    columns = (np.arange(shape[1], dtype=np.float32) + 0.5) / shape[1] * 2 - 1
    away = (rows[:, None] ** 2 + columns[None, :] ** 2) / 2
    return (np.float32(1.0) - np.float32(_VIGNETTE) * away**2).astype(np.float32)
