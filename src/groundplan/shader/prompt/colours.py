"""Colours as words: what was said where it still holds, else the nearest name."""

from functools import cache
from typing import Final

import numpy as np
from jaxtyping import Float

from groundplan.geometry.colour import linear_from_hex

__all__ = ["colour_word"]

_NAMES: Final = {
    "black": "#151515", "dark grey": "#484848", "grey": "#808080", "light grey": "#c0c0c0",
    "white": "#fafafa", "cream": "#f3ecd2", "beige": "#d8c3a0", "tan": "#c2a477",
    "light brown": "#a67c52", "brown": "#7b4a21", "dark brown": "#432a18", "red": "#d81e1e",
    "dark red": "#7a1616", "pink": "#f2a0b8", "orange": "#f08a24", "yellow": "#f2d91e",
    "olive green": "#6b7f4a", "dark green": "#1f5a2c", "green": "#2f9a3f", "light green": "#98d68a",
    "teal": "#2a8080", "turquoise": "#45d0c8", "light blue": "#9ac4ea", "blue": "#2450d0",
    "slate blue": "#5b7f95", "dark blue": "#24365e", "navy": "#101a50", "purple": "#7a2a8c",
    "lavender": "#c0b0e4", "magenta": "#e020c0",
}  # fmt: skip
"""Our own middle of each name, sRGB."""
_SAID: Final = {
    "red": "#ff0000", "green": "#008000", "blue": "#0000ff", "yellow": "#ffff00",
    "white": "#ffffff",
    "black": "#000000", "grey": "#808080", "gray": "#808080", "brown": "#7b4a21", "pink": "#ffc0cb",
    "orange": "#ffa500", "purple": "#800080", "golden": "#ffd700", "gold": "#ffd700",
    "silver": "#c0c0c0", "beige": "#f5f5dc", "navy": "#000080", "violet": "#ee82ee",
}  # fmt: skip
"""What the plain colour words of a text mean; the values of CSS Color Module Level 4, or ours."""
_SHADED: Final = {"dark": 0.72, "deep": 0.8, "light": 1.2, "pale": 1.25, "bright": 1.05}
"""How a shade changes the lightness."""
_SAME: Final = 0.2
"""Distance in OKLab up to which a word still names a colour: our engineering default."""


def colour_word(code: str, *, said: str = "") -> str:
    """Return the word of an sRGB code; the said one unless the code was changed since.

    Raises:
        InputError: The code is none.
    """
    lab = _oklab(code)
    shade, _, base = said.lower().replace("-", " ").rpartition(" ")
    if said and base in _SAID:
        meant = np.array(_oklab(_SAID[base])) * np.array([_SHADED.get(shade, 1.0), 1.0, 1.0])
        if _apart(lab, meant) <= _SAME * (1.5 if shade else 1.0):
            return said.lower()
    elif said:
        return said.lower()
    return min(_NAMES, key=lambda name: _apart(lab, np.array(_oklab(_NAMES[name]))))


@cache
def _oklab(code: str) -> tuple[float, float, float]:
    """Return lightness and two colour axes of an sRGB code.

    Source:
        B. Ottosson, "A perceptual color space for image processing" (2020).
    """
    cones = _CONES @ np.array(linear_from_hex(code))
    lightness, a, b = (float(v) for v in _AXES @ np.cbrt(cones))
    return lightness, a, b


def _apart(first: tuple[float, float, float], second: Float[np.ndarray, " 3"]) -> float:
    # Hue tells two names apart more than lightness does.
    step = (np.array(first) - second) * np.array([0.7, 1.5, 1.5])
    return float(np.sqrt(np.sum(step * step)))


_CONES: Final = np.array(
    [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ]
)
_CONES.setflags(write=False)
_AXES: Final = np.array(
    [
        [0.2104542553, 0.7936177850, -0.0040720468],
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ]
)
_AXES.setflags(write=False)
