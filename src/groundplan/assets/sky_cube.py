"""Environment maps as cubes, which are looked up without angles, and their horizon as a ring."""

from functools import cache
from typing import Final

import numpy as np
from jaxtyping import Float32, Float64

from groundplan.assets.skies import sky_map

__all__ = ["RING", "cube_directions", "horizon_ring", "ring_directions", "sky_cube"]

RING: Final = 256
_SIDE: Final = 256
_RISE: Final = 0.02
"""Sine of the elevation at which the horizon is read: above what grows on the ground of a map."""


@cache
def sky_cube(name: str) -> Float32[np.ndarray, "6 side side 3"]:
    """Return a map's radiance per lux of level light [1/sr], by face, row and column.

    Faces are +X, -X, +Y, -Y, +Z, -Z; texel i of n lies at -1 + 2 i / (n - 1), so that faces share
    their edges. See `cube_directions`.

    Raises:
        SceneError: There is no such map.
    """
    return _sampled(sky_map(name).radiance.astype(np.float64), cube_directions(_SIDE))


@cache
def horizon_ring(name: str) -> Float32[np.ndarray, "ring 3"]:
    """Return a map's radiance along the horizon; see `ring_directions`."""
    towards = ring_directions() + np.array([0.0, _RISE, 0.0])
    return _sampled(sky_map(name).radiance.astype(np.float64), towards)


def cube_directions(side: int) -> Float64[np.ndarray, "6 side side 3"]:
    """Return where each texel lies; faces of an axis run over (z, y), (x, z) and (x, y)."""
    step = -1.0 + 2.0 * np.arange(side) / (side - 1)
    column, row = np.meshgrid(step, step)
    faces: list[Float64[np.ndarray, "side side 3"]] = []
    for axis in range(3):
        across, along = ((2, 1), (0, 2), (0, 1))[axis]
        for sign in (1.0, -1.0):
            face = np.empty((side, side, 3))
            face[..., axis], face[..., across], face[..., along] = sign, column, row
            faces.append(face)
    return np.stack(faces)


def ring_directions() -> Float64[np.ndarray, "ring 3"]:
    """Return level directions by diamond angle: 0 at +X, a quarter at +Z, a half at -X.

    The last is the first again, so that one can mix neighbours.
    """
    angle = 4.0 * np.arange(RING) / (RING - 1)
    x = np.where(angle <= 2.0, 1.0 - angle, angle - 3.0)
    z = np.where(angle <= 2.0, 1.0, -1.0) * (1.0 - np.abs(x))
    flat = np.stack([x, np.zeros_like(x), z], axis=-1)
    return flat / np.sqrt((flat * flat).sum(axis=-1, keepdims=True))


def _sampled(
    radiance: Float64[np.ndarray, "row column 3"], towards: Float64[np.ndarray, "*shape 3"]
) -> Float32[np.ndarray, "*shape 3"]:
    """Return a map's radiance along directions, smoothly between texels (Catmull-Rom)."""
    rows, columns = radiance.shape[:2]
    x, y, z = towards[..., 0], towards[..., 1], towards[..., 2]
    length = np.sqrt(x * x + y * y + z * z)
    v = np.arccos(np.clip(y / length, -1.0, 1.0)) / np.pi * rows - 0.5
    u = (np.arctan2(x, -z) / (2.0 * np.pi) + 0.5) * columns - 0.5
    i, j = np.floor(v).astype(np.int64), np.floor(u).astype(np.int64)
    down, right = _weights(v - i), _weights(u - j)
    total = np.zeros(towards.shape)
    for a in range(4):
        row = np.clip(i + a - 1, 0, rows - 1)
        for b in range(4):
            share = (down[a] * right[b])[..., None]
            total += share * radiance[row, (j + b - 1) % columns]
    return np.maximum(total, 0.0).astype(np.float32)


def _weights(t: Float64[np.ndarray, "*shape"]) -> tuple[Float64[np.ndarray, "*shape"], ...]:
    """Return the four weights of a Catmull-Rom spline at a fraction 0..1 between the middle two."""
    return (
        ((-0.5 * t + 1.0) * t - 0.5) * t,
        ((1.5 * t - 2.5) * t) * t + 1.0,
        ((-1.5 * t + 2.0) * t + 0.5) * t,
        ((0.5 * t - 0.5) * t) * t,
    )
