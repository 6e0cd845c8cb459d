"""What the look network sees of a frame: thirteen planes in 0..1 or -1..1, from passes."""

# pyright: basic
# ruff: noqa: ANN001, ANN202, C901, PLR0913, PLR0917
# A numba kernel: types come from the arguments, and one flat loop is what can be optimised.

from dataclasses import dataclass
from typing import Final, no_type_check

import numpy as np
from jaxtyping import Float16, Float32, UInt8, UInt16

from groundplan.geometry.compiled import compiled

__all__ = ["PLANES", "LookFrame", "features_of"]

PLANES: Final = (
    "red", "green", "blue", "normal_x", "normal_y", "normal_z", "nearness", "light", "edge_right",
    "edge_down", "crease", "turn", "contact",
)  # fmt: skip
"""red, green, blue: beauty, sRGB 0..1. normal: camera axes. nearness: 1 / (1 + depth / 4 m), sky 0.
light: illuminance in eighths of stops under sensor saturation, see `_LIGHT_STOPS`. edge_right,
edge_down: 1 where the next pixel is of another instance. crease: how far depth bends, 0..1. turn:
how far the normal turns to a neighbour, 0..1. contact: a quick look at how shut in a place is, from
ten samples for every second pixel of every second row: 1 open, 0 shut in."""

_HALF_NEAR_M: Final = 4.0
"""Depth whose nearness is a half [m] (our choice: people usually stand there)."""
_LIGHT_STOPS: Final = 16.0
"""From so many stops under saturation (0) to saturation (1), of a white matt surface."""
_CREASE: Final = 40.0
"""Second difference of depth over depth that counts as 1/40."""
_REACH_M: Final = 0.6
"""How far away something may stand and still darken a place; our choice by eye."""
_FOCAL: Final = 1.08
"""Focal length over picture width that turns reach into pixels: that of a usual lens."""
_SAMPLES: Final = 10


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
    _fill(
        frame.beauty,
        frame.depth,
        frame.normal.astype(np.float32),
        frame.instance,
        frame.illuminance,
        white,
        planes,
    )
    _shut_in(frame.depth, planes[3:6], planes[12])
    return planes


@compiled
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
            turn = np.float32(0.0)
            for b, a in ((y, right), (down, x)):
                dot = np.float32(0.0)
                for k in range(3):
                    dot += normal[y, x, k] * normal[b, a, k]
                turn = max(turn, np.float32(1.0) - dot)
            out[11, y, x] = min(turn, np.float32(1.0))


@compiled
@no_type_check
def _shut_in(depth, normal, out):
    """Write how much of the hemisphere is free within reach, for blocks of two by two pixels.

    Source:
        Rise over the tangent plane at Vogel-disc samples, after Mittring, "Finding Next Gen:
        CryEngine 2" (2007); the weights are our choice.
    """
    height, width = depth.shape
    focal = np.float32(_FOCAL * width)
    for y in range(0, height, 2):
        for x in range(0, width, 2):
            z = depth[y, x]
            free = np.float32(1.0)
            if z != np.inf:
                radius = min(max(np.float32(_REACH_M) * focal / z, np.float32(3.0)), width * 0.07)
                total = np.float32(0.0)
                for k in range(_SAMPLES):
                    r = radius * np.sqrt((k + 0.5) / _SAMPLES)
                    dx, dy = r * np.cos(k * 2.399963), r * np.sin(k * 2.399963)
                    sx, sy = int(x + dx + 0.5), int(y + dy + 0.5)
                    if sx < 0 or sy < 0 or sx >= width or sy >= height or depth[sy, sx] == np.inf:
                        continue
                    s = depth[sy, sx]
                    vx = ((sx - width / 2) * s - (x - width / 2) * z) / focal
                    vy = -((sy - height / 2) * s - (y - height / 2) * z) / focal
                    vz = z - s
                    d = np.sqrt(vx * vx + vy * vy + vz * vz) + 1e-6
                    rise = vx * normal[0, y, x] + vy * normal[1, y, x] + vz * normal[2, y, x]
                    near = max(1.0 - d / (2.0 * _REACH_M), 0.0)
                    total += max(rise / d - 0.08, 0.0) * near
                free = np.float32(max(1.0 - 2.4 * total / _SAMPLES, 0.0))
            for b in range(y, min(y + 2, height)):
                for a in range(x, min(x + 2, width)):
                    out[b, a] = free
