"""What the look network sees of a frame: eleven planes in 0..1 or -1..1, from canonical passes."""

# pyright: basic
# ruff: noqa: ANN001, ANN202, PLR0913, PLR0917
# A numba kernel: types come from the arguments, and one flat loop is what can be optimised.

from dataclasses import dataclass
from functools import lru_cache
from typing import Final, no_type_check

import numpy as np
from jaxtyping import Float16, Float32, UInt8, UInt16

__all__ = ["PLANES", "LookFrame", "features_of"]

PLANES: Final = (
    "red", "green", "blue", "normal_x", "normal_y", "normal_z", "nearness", "light", "edge_right",
    "edge_down", "crease",
)  # fmt: skip
"""red, green, blue: beauty, sRGB 0..1. normal: camera axes. nearness: 1 / (1 + depth / 4 m), sky 0.
light: illuminance in eighths of stops under sensor saturation, see `_LIGHT_STOPS`. edge_right,
edge_down: 1 where the next pixel is of another instance. crease: how far depth bends, 0..1."""

_HALF_NEAR_M: Final = 4.0
"""Depth whose nearness is a half [m] (our choice: people usually stand there)."""
_LIGHT_STOPS: Final = 16.0
"""From so many stops under saturation (0) to saturation (1), of a white matt surface."""
_CREASE: Final = 40.0
"""Second difference of depth over depth that counts as 1/40."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class LookFrame:
    """The passes of one frame."""

    beauty: UInt8[np.ndarray, "height width 3"]
    depth: Float32[np.ndarray, "height width"]
    """[m], `inf` for sky."""
    normal: Float16[np.ndarray, "height width 3"]
    instance: UInt16[np.ndarray, "height width"]
    illuminance: Float32[np.ndarray, "height width"]
    """[lx], NaN for sky."""
    saturation_nit: float
    """Luminance that the sensor clips at [cd/m^2]."""


def features_of(frame: LookFrame) -> Float32[np.ndarray, "plane height width"]:
    """Return the planes of `PLANES`, of the frame's own size."""
    height, width = frame.depth.shape
    planes = np.empty((len(PLANES), height, width), dtype=np.float32)
    white = np.float32(np.pi * frame.saturation_nit)
    _kernel()(
        frame.beauty,
        frame.depth,
        frame.normal.astype(np.float32),
        frame.instance,
        frame.illuminance,
        white,
        planes,
    )
    return planes


@lru_cache(maxsize=1)
def _kernel():
    """Compile at the first call: numba is slow to import."""
    from numba import njit  # noqa: PLC0415

    return njit(nogil=True, cache=True, error_model="numpy")(_fill)


@no_type_check
def _fill(beauty, depth, normal, ids, lux, white, out):
    height, width = depth.shape
    byte, half = np.float32(1.0 / 255.0), np.float32(_HALF_NEAR_M)
    for y in range(height):
        up, down = max(y - 1, 0), min(y + 1, height - 1)
        for x in range(width):
            left, right = max(x - 1, 0), min(x + 1, width - 1)
            for k in range(3):
                out[k, y, x] = np.float32(beauty[y, x, k]) * byte
                out[3 + k, y, x] = normal[y, x, k]
            z = depth[y, x]
            sky = z == np.inf
            out[6, y, x] = np.float32(0.0) if sky else half / (half + z)
            light = np.float32(1.0)
            if not sky:
                shown = max(lux[y, x], np.float32(1e-6)) / white
                light = np.float32(1.0) + np.float32(np.log2(shown)) / np.float32(_LIGHT_STOPS)
            out[7, y, x] = min(max(light, np.float32(0.0)), np.float32(1.25))
            out[8, y, x] = np.float32(1.0) if ids[y, x] != ids[y, right] else np.float32(0.0)
            out[9, y, x] = np.float32(1.0) if ids[y, x] != ids[down, x] else np.float32(0.0)
            bend = np.float32(0.0)
            if not sky:
                for a, b in ((depth[y, left], depth[y, right]), (depth[up, x], depth[down, x])):
                    one = np.float32(1.0)
                    if np.isfinite(a) and np.isfinite(b):
                        one = min(abs(a + b - z - z) / z * np.float32(_CREASE), one)
                    bend = max(bend, one)
            out[10, y, x] = bend
