"""Whether things have the colours that gold says: `attributes.color`, a word or `#rrggbb`.

A value in numbers has the basic colour that is nearest in CIELAB (CIE 15:2004, D65), so `#c2402f`
is red. The name of a thing alone does not count.
"""

import re
from typing import Any, Final

import numpy as np

from judging.naming import answering

__all__ = ["has_colours", "names_colour"]

_BASIC: Final = {
    "red": "#d02020", "orange": "#f08020", "yellow": "#f0e030", "green": "#209030",
    "blue": "#2050d0", "purple": "#7030a0", "pink": "#f090b0", "brown": "#704020",
    "beige": "#dcc8a0", "white": "#f8f8f8", "gray": "#808080", "black": "#101010",
    "golden": "#d0a020",
}  # fmt: skip
_SAME: Final = {
    "grey": "gray", "gold": "golden", "silver": "gray", "violet": "purple", "crimson": "red",
    "scarlet": "red", "tan": "beige", "cyan": "blue", "navy": "blue", "magenta": "pink",
}  # fmt: skip


def has_colours(description: dict[str, Any], noun: str, wanted: str | list[str]) -> bool:
    """Tell whether what answers to a noun has a colour, or each a colour of its own from a list."""
    entities = {e["id"]: e for e in description["entities"]}
    said = [entities[key]["attributes"].get("color") for key in answering(description, noun)]
    if isinstance(wanted, str):
        return any(names_colour(colour, wanted) for colour in said)
    left = list(said)
    for colour in wanted:
        match = next((c for c in left if names_colour(c, colour)), None)
        if match is None:
            return False
        left.remove(match)
    return not left


def names_colour(said: object, wanted: str) -> bool:
    """Tell whether a said colour is the wanted one."""
    wanted = _SAME.get(wanted, wanted)
    if not isinstance(said, str) or not said:
        return False
    if re.fullmatch(r"#[0-9a-fA-F]{6}", said):
        return min(_BASIC, key=lambda name: _difference(said, _BASIC[name])) == wanted
    words = [_SAME.get(word, word) for word in re.findall(r"[a-z]+", said.lower())]
    return wanted in words


def _difference(a: str, b: str) -> float:
    return float(np.linalg.norm(_lab(a) - _lab(b)))


def _lab(colour: str) -> np.ndarray:
    coded = np.array([int(colour[k : k + 2], 16) for k in (1, 3, 5)]) / 255.0
    linear = np.where(coded <= 0.04045, coded / 12.92, ((coded + 0.055) / 1.055) ** 2.4)
    xyz = _XYZ_FROM_RGB @ linear / _WHITE
    f = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


_XYZ_FROM_RGB: Final = np.array(
    [[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]
)
_WHITE: Final = np.array([0.9505, 1.0, 1.089])
