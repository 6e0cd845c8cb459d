"""Colour words as sRGB codes."""

import colorsys
from collections.abc import Mapping
from functools import cache
from typing import Final

from groundplan.language.vocabulary import vocabulary

__all__ = ["colour_code"]

_SHADES: Final[Mapping[str, tuple[float, float]]] = {
    "light": (0.55, 1.25), "pale": (0.4, 1.3), "pastel": (0.4, 1.25), "baby": (0.45, 1.25),
    "dark": (1.0, 0.5), "deep": (1.0, 0.6), "navy": (1.0, 0.5), "forest": (1.0, 0.55),
    "bright": (1.0, 1.1), "neon": (1.0, 1.2), "vivid": (1.1, 1.0), "royal": (0.9, 0.85),
}  # fmt: skip
"""Factors of saturation and value: our engineering defaults."""


@cache
def _codes() -> Mapping[str, str]:
    table = vocabulary().sheets["adjectives"]["colors"].mapping()
    return {word.replace("-", " "): code.text().lower() for word, code in table.items()}


def colour_code(words: str) -> str | None:
    """Return `#rrggbb` of "red" or "dark green"; None when it is no colour."""
    said = words.lower().replace("-", " ").strip()
    if said in _codes():
        return _codes()[said]
    shade, _, rest = said.rpartition(" ")
    base = _codes().get(rest)
    factors = _SHADES.get(shade.rpartition(" ")[2])
    if base is None or factors is None:
        return base
    red, green, blue = (int(base[i : i + 2], 16) / 255.0 for i in (1, 3, 5))
    hue, saturation, value = colorsys.rgb_to_hsv(red, green, blue)
    mixed = colorsys.hsv_to_rgb(
        hue, min(1.0, saturation * factors[0]), min(1.0, value * factors[1])
    )
    return "#" + "".join(f"{round(255 * part):02x}" for part in mixed)
