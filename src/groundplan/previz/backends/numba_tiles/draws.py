"""Where rays are aimed: even, fixed patterns instead of random numbers, so that bytes repeat.

Source:
    I. M. Sobol', "On the distribution of points in a cube and the approximate evaluation of
    integrals", 1967: the first two dimensions. Each run of 2^k points that starts at a multiple of
    2^k has one point in every box of area 2^-k, however long or wide.
"""

import math
from functools import cache
from typing import Final

import numpy as np
from jaxtyping import Float32, Float64, UInt32

__all__ = ["SECTOR_ROWS", "TILES", "lamp_places", "path_aims", "path_draws", "sectors"]

TILES: Final = 16
"""How many patterns of paths take turns."""
SECTOR_ROWS: Final = 12
"""Rows of equal height that the sphere is cut into, each into twice as many sectors."""
_RIM: Final = 8
_PLACES: Final = 64
_LEAPS: Final = 8
"""Bounces before a path's draws repeat."""


def _net(first: int, count: int, *, shift: tuple[int, int] = (0, 0)) -> Float64[np.ndarray, "n 2"]:
    """Return points of Sobol's sequence within 0..1, each in the middle of its finest box."""
    index = np.arange(first, first + count, dtype=np.uint32)
    columns = [np.zeros(count, np.uint32) for _ in range(2)]
    turned = np.uint32(1 << 31)
    for bit in range(32):
        chosen = (index >> np.uint32(bit)) & np.uint32(1)
        columns[0] ^= chosen * np.uint32(1 << (31 - bit))
        columns[1] ^= chosen * turned
        turned ^= turned >> np.uint32(1)
    fine = 1 << max((first + count - 1).bit_length(), 1)
    spread = [
        ((column ^ np.uint32(s)) // np.uint32((1 << 32) // fine) + 0.5) / fine
        for column, s in zip(columns, shift, strict=True)
    ]
    return np.stack(spread, axis=1)


def _disc(square: Float64[np.ndarray, "n 2"]) -> Float64[np.ndarray, "n 2"]:
    """Return points of a unit disc, equal areas from equal areas."""
    radius, angle = np.sqrt(square[:, 0]), math.tau * square[:, 1]
    return np.stack([radius * np.cos(angle), radius * np.sin(angle)], axis=1)


@cache
def lamp_places() -> Float32[np.ndarray, "shape place 2"]:
    """Return places on lamps, -1 to 1: on a square and on a disc, the rim's first.

    A straight edge that leaves all of a square's rim free hides nothing of it, and at most 1.3 %
    of a disc.
    """
    net = _net(0, _PLACES)
    angle = math.tau * np.arange(_RIM) / _RIM
    around = np.stack([np.cos(angle), np.sin(angle)], axis=1)
    corners = np.array(
        [(-1, -1), (1, 1), (1, -1), (-1, 1), (0, -1), (0, 1), (-1, 0), (1, 0)], np.float64
    )
    return np.stack(
        [np.concatenate([corners, 2 * net - 1]), np.concatenate([around, _disc(net)])]
    ).astype(np.float32)


@cache
def path_draws(paths: int) -> Float32[np.ndarray, "tile path leap 5"]:
    """Return what paths are drawn by: a place on a disc, one on a lamp (-1 to 1), and a chance.

    First ways are one even net over all tiles, and so is each tile's share of it. What follows is
    even by itself and shuffled against the rest.
    """
    draws = np.empty((TILES, paths, _LEAPS, 5))
    for tile in range(TILES):
        for leap in range(_LEAPS):
            key = 1 + leap + _LEAPS * tile
            ways = _shuffled(paths, key=3 * key) if leap else _net(tile * paths, paths)
            draws[tile, :, leap, :2] = _disc(ways)
            draws[tile, :, leap, 2:4] = 2 * _shuffled(paths, key=3 * key + 1) - 1
            draws[tile, :, leap, 4] = _shuffled(paths, key=3 * key + 2)[:, 0]
    return draws.astype(np.float32)


@cache
def path_aims(paths: int) -> Float32[np.ndarray, "tile path 2"]:
    """Return two numbers within 0..1 for each path that is aimed: what at, and where in it."""
    whole = _net(0, TILES * paths)
    return whole.reshape(TILES, paths, 2).astype(np.float32)


@cache
def sectors() -> Float32[np.ndarray, "sector 6"]:
    """Return the parts that the sphere is cut into.

    Cosine and sine of the middle of its turn from +X towards +Z, half its turn [rad], its least
    height along +Y, how high it is, and its solid angle [sr]. Rows are of equal height, and cut
    where the diamond angle, which needs no arc tangent, is even.
    """
    columns = 2 * SECTOR_ROWS
    edge = 4.0 * np.arange(columns + 1) / columns
    quarter = np.minimum(edge // 1.0, 3.0)
    turn = 0.5 * math.pi * quarter + np.arctan2(edge - quarter, 1.0 - (edge - quarter))
    half, middle, height = 0.5 * np.diff(turn), 0.5 * (turn[1:] + turn[:-1]), 2.0 / SECTOR_ROWS
    rows: list[Float64[np.ndarray, "column 6"]] = []
    for row in range(SECTOR_ROWS):
        low = np.full(columns, -1.0 + row * height)
        tall = np.full(columns, height)
        rows.append(
            np.stack([np.cos(middle), np.sin(middle), half, low, tall, 2 * half * height], axis=1)
        )
    return np.concatenate(rows).astype(np.float32)


def _shuffled(count: int, *, key: int) -> Float64[np.ndarray, "n 2"]:
    bits = _hashed(np.arange(count + 2, dtype=np.uint32), key=key)
    shift = int(bits[count]), int(bits[count + 1])
    return _net(0, count, shift=shift)[np.argsort(bits[:count], kind="stable")]


def _hashed(values: UInt32[np.ndarray, " n"], *, key: int) -> UInt32[np.ndarray, " n"]:
    """Return well mixed bits of small numbers.

    Source:
        The finaliser of A. Appleby's MurmurHash3 (public domain).
    """
    h = values + np.uint32((key * 0x9E3779B9) & 0xFFFFFFFF)
    h = (h ^ (h >> np.uint32(16))) * np.uint32(0x85EBCA6B)
    h = (h ^ (h >> np.uint32(13))) * np.uint32(0xC2B2AE35)
    return h ^ (h >> np.uint32(16))
