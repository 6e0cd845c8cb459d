"""The training looks: what the network learns to give, computed slowly and exactly from the passes.

Each look is a deterministic function of the frame's own passes, so that it moves with the picture.
Paper and grain are no part of it: `groundplan.shader.looks.finish` lays them over both.
"""
# ruff: noqa: ANN001, ANN202, C901

from collections.abc import Callable
from typing import Final, no_type_check

import numpy as np
from jaxtyping import Float32
from numba import njit

from groundplan.shader.looks.features import LookFrame, features_of

__all__ = ["LOOKS", "targets"]

Picture = Float32[np.ndarray, "height width 3"]
Plane = Float32[np.ndarray, "height width"]

_AO_REACH_M: Final = 0.6
"""How far away something may stand and still darken a place."""
_AO_SAMPLES: Final = 32
_PAPER: Final = np.array([0.965, 0.945, 0.90], np.float32)
_INK: Final = np.array([0.09, 0.085, 0.10], np.float32)
_CLAY: Final = np.array([0.80, 0.74, 0.68], np.float32)


def targets(frame: LookFrame) -> dict[str, Picture]:
    """Return a frame in every look; what they share is computed once."""
    seen = _Seen(frame)
    return {name: look(seen).clip(0.0, 1.0).astype(np.float32) for name, look in LOOKS.items()}


class _Seen:
    """A frame and what all looks read from it."""

    def __init__(self, frame: LookFrame) -> None:
        focal_px = 1.08 * frame.depth.shape[1]
        planes = features_of(frame)
        self.rgb: Picture = np.ascontiguousarray(planes[:3].transpose(1, 2, 0))
        self.normal: Picture = np.ascontiguousarray(planes[3:6].transpose(1, 2, 0))
        self.light: Plane = planes[7]
        self.sky = ~np.isfinite(frame.depth)
        # The samples' pattern is blurred away, or it would be learnt and would swim.
        self.contact: Plane = _blurred(
            _contact(frame.depth, planes[3:6], np.float32(focal_px)), 2.0
        )
        self.line: Plane = _lines(frame.depth, planes[3:6], frame.instance)
        self.luma: Plane = self.rgb @ np.array([0.2126, 0.7152, 0.0722], np.float32)


def _clay(seen: _Seen) -> Picture:
    """Return matt clay under the shot's own light, with contact shadows and a soft sky light."""
    lit = np.exp2((seen.light - 0.86) * 14.0)
    tone = lit / (lit + 0.60)
    up = 0.5 + 0.5 * seen.normal[..., 1]
    facing = 0.25 + 0.75 * seen.normal[..., 2].clip(0.0, 1.0)
    shade = (0.86 * tone + 0.16 * up + 0.14 * facing) * (0.30 + 0.70 * seen.contact)
    picture = _CLAY * (0.10 + shade[..., None])
    picture -= 0.18 * seen.line[..., None]
    back = np.array([0.62, 0.63, 0.65], np.float32)
    return np.where(seen.sky[..., None], back, picture)


def _ink(seen: _Seen) -> Picture:
    """Return ink lines over a wash of three greys on paper."""
    smooth = _blurred(seen.luma * (0.6 + 0.4 * seen.contact), 2.0)
    wash = sum(0.24 * _step(smooth, edge, 0.06) for edge in (0.12, 0.28, 0.50))
    tone = 0.28 + wash
    tone = np.where(seen.sky, 1.0, tone).astype(np.float32)
    picture = _INK + (_PAPER - _INK) * np.minimum(tone, 1.0)[..., None]
    ink = _blurred(seen.line, 0.7)[..., None].clip(0.0, 1.0)
    return picture * (1.0 - ink) + _INK * ink


def _watercolour(seen: _Seen) -> Picture:
    """Return flat washes with dark rims where pigment gathers, on white paper."""
    base = seen.rgb * (0.55 + 0.45 * seen.contact)[..., None]
    wash = _kuwahara(base.astype(np.float32), 5)
    grey = wash @ np.array([0.2126, 0.7152, 0.0722], np.float32)
    vivid = grey[..., None] + (wash - grey[..., None]) * 1.55
    # Watercolour is transparent: the paper lifts the darks, and lights are the paper itself.
    lifted = 1.0 - (1.0 - vivid.clip(0.0, 1.0) ** 0.72) * 0.84
    soft = _blurred(lifted, 5.0)
    rim = (np.maximum(soft - lifted, 0.0).sum(axis=2) * 1.1).clip(0.0, 0.40)
    rim = np.maximum(rim, 0.34 * _blurred(seen.line, 1.0))
    return (lifted * (1.0 - rim[..., None])) * (_PAPER / _PAPER.max())


def _film(seen: _Seen) -> Picture:
    """Return a print: contact shadows, a shoulder, split tones, halation about highlights."""
    linear = _linear(seen.rgb) * (0.55 + 0.45 * seen.contact)[..., None]
    bright = np.maximum(linear - 0.55, 0.0)
    glow = _blurred(bright, 9.0) * np.array([1.0, 0.35, 0.12], np.float32)
    exposed = (linear + 0.6 * glow) * 1.15
    toned = exposed * (2.51 * exposed + 0.03) / (exposed * (2.43 * exposed + 0.59) + 0.14)
    shown = _encoded(toned.clip(0.0, 1.0))
    grey = (shown @ np.array([0.2126, 0.7152, 0.0722], np.float32))[..., None]
    cool = np.array([-0.020, 0.006, 0.030], np.float32)
    warm = np.array([0.030, 0.008, -0.030], np.float32)
    return shown + cool * (1.0 - grey) ** 2 + warm * grey * (1.0 - 0.4 * grey)


LOOKS: Final[dict[str, Callable[[_Seen], Picture]]] = {
    "clay": _clay,
    "ink": _ink,
    "watercolour": _watercolour,
    "film": _film,
}
"""film: tone curve of Narkowicz, "ACES Filmic Tone Mapping Curve" (2015)."""


def _step(value: Plane, edge: float, soft: float) -> Plane:
    part = ((value - edge + soft) / (2 * soft)).clip(0.0, 1.0)
    return (part * part * (3.0 - 2.0 * part)).astype(np.float32)


def _linear(srgb: Picture) -> Picture:
    low = srgb / 12.92
    return np.where(srgb <= 0.04045, low, ((srgb + 0.055) / 1.055) ** 2.4).astype(np.float32)


def _encoded(linear: Picture) -> Picture:
    high = 1.055 * np.maximum(linear, 1e-8) ** (1 / 2.4) - 0.055
    return np.where(linear <= 0.0031308, linear * 12.92, high).astype(np.float32)


def _blurred(picture: np.ndarray, sigma: float) -> np.ndarray:
    """Return a Gaussian blur; the edges are repeated."""
    reach = int(np.ceil(3 * sigma))
    weights = np.exp(-0.5 * (np.arange(-reach, reach + 1) / sigma) ** 2)
    weights = (weights / weights.sum()).astype(np.float32)
    for axis in (0, 1):
        pad = [(0, 0)] * picture.ndim
        pad[axis] = (reach, reach)
        wide = np.pad(picture, pad, mode="edge")
        size = picture.shape[axis]
        parts = [w * wide.take(range(k, k + size), axis=axis) for k, w in enumerate(weights)]
        picture = np.sum(parts, axis=0, dtype=np.float32)
    return picture


@njit(cache=True)
@no_type_check
def _contact(depth, normal, focal_px):
    """Return how much of the hemisphere is free within reach: 1 open, 0 shut in.

    Source:
        Horizon over the tangent plane with Vogel-disc samples, after Mittring, "Finding Next Gen:
        CryEngine 2" (2007); the weights are our choice.
    """
    height, width = depth.shape
    out = np.ones((height, width), dtype=np.float32)
    for y in range(height):
        for x in range(width):
            z = depth[y, x]
            if z == np.inf:
                continue
            radius = min(max(_AO_REACH_M * focal_px / z, 3.0), 60.0)
            nx, ny, nz = normal[0, y, x], normal[1, y, x], normal[2, y, x]
            total = 0.0
            for k in range(_AO_SAMPLES):
                r = radius * np.sqrt((k + 0.5) / _AO_SAMPLES)
                a = k * 2.399963
                dx, dy = r * np.cos(a), r * np.sin(a)
                sx, sy = int(x + dx + 0.5), int(y + dy + 0.5)
                if sx < 0 or sy < 0 or sx >= width or sy >= height or depth[sy, sx] == np.inf:
                    continue
                s = depth[sy, sx]
                # Camera axes: +x right, +y up, +z to the viewer.
                vx = (sx - width / 2) * s / focal_px - (x - width / 2) * z / focal_px
                vy = -(sy - height / 2) * s / focal_px + (y - height / 2) * z / focal_px
                vz = z - s
                d = np.sqrt(vx * vx + vy * vy + vz * vz) + 1e-6
                rise = max((vx * nx + vy * ny + vz * nz) / d - 0.08, 0.0)
                total += rise * max(1.0 - d / (2.0 * _AO_REACH_M), 0.0)
            out[y, x] = max(1.0 - 2.4 * total / _AO_SAMPLES, 0.0)
    return out


@njit(cache=True)
@no_type_check
def _lines(depth, normal, ids):
    """Return the strength of outlines, creases and steps, about two pixels wide: 0 to 1."""
    height, width = depth.shape
    out = np.zeros((height, width), dtype=np.float32)
    for y in range(height):
        for x in range(width):
            best = 0.0
            for dy, dx in ((0, 1), (1, 0), (0, -1), (-1, 0)):
                b, a = y + dy, x + dx
                if a < 0 or b < 0 or a >= width or b >= height:
                    continue
                if ids[y, x] != ids[b, a]:
                    best = 1.0
                    break
                z, s = depth[y, x], depth[b, a]
                if not (np.isfinite(z) and np.isfinite(s)):
                    continue
                c, e = y - dy, x - dx
                if 0 <= c < height and 0 <= e < width and depth[c, e] != np.inf:
                    bend = abs(s + depth[c, e] - 2.0 * z) / z
                    best = max(best, min(max(bend * 40.0 - 0.5, 0.0), 1.0))
                turn = 1.0 - (
                    normal[0, y, x] * normal[0, b, a]
                    + normal[1, y, x] * normal[1, b, a]
                    + normal[2, y, x] * normal[2, b, a]
                )
                best = max(best, min(max(turn * 2.2 - 0.25, 0.0), 0.8))
            out[y, x] = best
    return out


@njit(cache=True)
@no_type_check
def _kuwahara(picture, radius):
    """Return each pixel's mean of the most even of four squares that meet in it.

    Source:
        Kuwahara et al., "Processing of RI-angiocardiographic images" (1976). Here squares are mixed
        by 1 / (variance + 4e-4)^2 instead of chosen: the result has no seams and is steady in time.
    """
    height, width, _ = picture.shape
    out = np.empty_like(picture)
    for y in range(height):
        for x in range(width):
            sums = np.zeros(3, dtype=np.float32)
            weight = 0.0
            for sy in (-radius, 0):
                for sx in (-radius, 0):
                    mean = np.zeros(3, dtype=np.float32)
                    square = 0.0
                    count = 0
                    for b in range(max(y + sy, 0), min(y + sy + radius, height - 1) + 1):
                        for a in range(max(x + sx, 0), min(x + sx + radius, width - 1) + 1):
                            count += 1
                            for k in range(3):
                                mean[k] += picture[b, a, k]
                                square += picture[b, a, k] * picture[b, a, k]
                    spread = square / count
                    for k in range(3):
                        mean[k] /= count
                        spread -= mean[k] * mean[k]
                    share = 1.0 / (max(spread, 0.0) + 4e-4) ** 2
                    weight += share
                    for k in range(3):
                        sums[k] += share * mean[k]
            for k in range(3):
                out[y, x, k] = sums[k] / weight
    return out
