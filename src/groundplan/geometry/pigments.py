"""What paint and cloth can look like: sRGB codes name more colours than surfaces have.

A pure sRGB primary reflects nothing in two thirds of the spectrum and everything in the rest; no
pigment does. Names keep their codes (red is #ff0000) and surfaces are drawn with the nearest
reflectance inside a box that depends on hue.

Source:
    That real surfaces fill only a part of all colours is known from Pointer's gamut; the numbers
    are our engineering default.
"""

from typing import Final

import numpy as np
from jaxtyping import Float

__all__ = ["surface_reflectance"]

_MOST: Final = 0.80
_LEAST: Final = 0.018
_PURE_MOST: Final = np.array(
    [
        (0.50, 0.10, 0.10), (0.75, 0.54, 0.10), (0.12, 0.36, 0.12), (0.12, 0.48, 0.52),
        (0.10, 0.16, 0.38), (0.50, 0.10, 0.42),
    ]
)  # fmt: skip
"""Greatest reflectance of a fully saturated red, yellow, green, cyan, blue and magenta."""
_PURE_MOST.setflags(write=False)
_PURE_LEAST: Final = np.array(
    [
        (0.0, 0.05, 0.045), (0.0, 0.0, 0.05), (0.06, 0.0, 0.06), (0.06, 0.0, 0.0),
        (0.05, 0.13, 0.0), (0.0, 0.06, 0.0),
    ]
)  # fmt: skip
"""Least reflectance of the same, in shares of the strongest channel, above `_LEAST`."""
_PURE_LEAST.setflags(write=False)
_FREE_PURITY: Final = 0.5
"""Up to this purity a colour only has to be darker than snow and lighter than soot."""


def surface_reflectance(linear: Float[np.ndarray, " 3"]) -> Float[np.ndarray, " 3"]:
    """Return the reflectance that a surface called this colour (linear Rec.709) is drawn with."""
    most = float(np.max(linear))
    if most <= _LEAST:
        return np.full(3, _LEAST)
    purity = (most - float(np.min(linear))) / most
    share = max(0.0, (purity - _FREE_PURITY) / (1.0 - _FREE_PURITY))
    sector, mix = _hue(linear)
    high, low = (
        table[sector] * (1.0 - mix) + table[(sector + 1) % 6] * mix
        for table in (_PURE_MOST, _PURE_LEAST)
    )
    ceiling = _MOST + share * (high - _MOST)
    floor = _LEAST + share * low * min(most, _MOST)
    return np.maximum(np.minimum(linear, ceiling), floor)


def _hue(linear: Float[np.ndarray, " 3"]) -> tuple[int, float]:
    """Return the sixth of the hue circle, from red, and how far into it the colour lies."""
    most, least = float(np.max(linear)), float(np.min(linear))
    if most == least:
        return 0, 0.0
    red, green, blue = ((float(value) - least) / (most - least) for value in linear)
    if red == 1.0:
        turn = green if blue == 0.0 else 6.0 - blue
    elif green == 1.0:
        turn = 2.0 + blue if red == 0.0 else 2.0 - red
    else:
        turn = 4.0 + red if green == 0.0 else 4.0 - green
    sector = int(turn) % 6
    return sector, turn - int(turn)
