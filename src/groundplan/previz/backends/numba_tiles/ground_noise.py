"""Patches of ground, each with coarser copies of itself: what pixels of any size see without noise.

A patch repeats without a seam. Level k of a patch of n texels has n / 2^k; all lie one after the
other in a row of one array, so that a kernel finds them by their sizes.
"""

from functools import cache
from typing import Final

import numpy as np
from jaxtyping import Float32, Float64

__all__ = ["SIDE", "ground_patches"]

SIDE: Final = 512
_SEED: Final = 20251126
_SPREAD: Final = 0.2
"""Standard deviation that a patch is brought to; its mean is 1/2."""
_OCTAVES: Final = (
    # Grass has tufts and blades.
    ((8, 8, 0.5), (24, 24, 0.5), (64, 64, 0.6), (128, 128, 0.9), (256, 256, 1.0)),
    # Asphalt has stains and grains.
    ((4, 4, 0.5), (16, 16, 0.3), (256, 256, 0.6), (512, 512, 0.9)),
    # Sand has low dunes and grains; its ripples come on top.
    ((6, 6, 0.6), (24, 24, 0.25), (512, 512, 0.5)),
    # Snow drifts.
    ((3, 3, 0.7), (6, 9, 0.5), (16, 24, 0.25), (512, 512, 0.15)),
    # Water has long crests.
    ((6, 24, 0.6), (12, 48, 0.8), (32, 96, 0.8), (64, 192, 0.5)),
    # Soil has patches, leaves and crumbs.
    ((6, 6, 0.5), (32, 32, 0.6), (80, 80, 0.9), (160, 160, 0.9), (512, 512, 0.4)),
)
"""Per patch: cells along x, cells along z, weight."""
_SAND: Final = 2
_RIPPLES: Final = 26


@cache
def ground_patches() -> Float32[np.ndarray, "patch texel"]:
    """Return all patches with their coarser copies, 0..1, in the order of the kernels' patterns."""
    rows: list[Float32[np.ndarray, " texel"]] = []
    for number, octaves in enumerate(_OCTAVES):
        rng = np.random.default_rng((_SEED, number))
        patch = sum(
            (weight * _noise(rng, columns=nx, rows=nz) for nx, nz, weight in octaves),
            np.zeros((SIDE, SIDE)),
        )
        if number == _SAND:
            patch += 0.55 * _crests(_noise(rng, columns=5, rows=5))
        patch -= patch.mean()
        patch = np.clip(0.5 + patch * (_SPREAD / np.sqrt((patch * patch).mean())), 0.0, 1.0)
        rows.append(_levels(patch))
    return np.stack(rows)


def _noise(rng: np.random.Generator, *, columns: int, rows: int) -> Float64[np.ndarray, "z x"]:
    """Return smooth seamless noise with so many cells a side, about 0."""
    lattice = rng.random((rows, columns)) - 0.5
    return _along(_along(lattice.T).T)


def _along(values: Float64[np.ndarray, "row cell"]) -> Float64[np.ndarray, "row texel"]:
    """Return rows of cells as rows of texels: eased between cells, and round the end."""
    cells = values.shape[1]
    at = (np.arange(SIDE) + 0.5) * cells / SIDE
    cell = np.floor(at).astype(np.int64)
    share = at - cell
    share = share * share * (3.0 - 2.0 * share)
    left, right = values[:, cell % cells], values[:, (cell + 1) % cells]
    return left + (right - left) * share


def _crests(warp: Float64[np.ndarray, "z x"]) -> Float64[np.ndarray, "z x"]:
    """Return the wind's ripples, bent by `warp`: rounded triangle waves about 0."""
    phase = np.arange(SIDE)[:, None] * _RIPPLES / SIDE + 2.2 * warp
    wave = np.abs(2.0 * (phase - np.floor(phase)) - 1.0)
    return wave * wave * (3.0 - 2.0 * wave) - 0.5


def _levels(patch: Float64[np.ndarray, "z x"]) -> Float32[np.ndarray, " texel"]:
    """Return a patch and its halves, quarters … as one row."""
    levels = [patch]
    while len(levels[-1]) > 1:
        last = levels[-1]
        levels.append(
            0.25 * (last[::2, ::2] + last[1::2, ::2] + last[::2, 1::2] + last[1::2, 1::2])
        )
    return np.concatenate([level.reshape(-1) for level in levels]).astype(np.float32)
