"""The coat of a baked animal: each region's colour, also when a director asks for another."""

from typing import Final

import numpy as np

from groundplan.assets.animal_rig import animal_rig
from groundplan.assets.species import Species
from groundplan.assets.surfaces import Pattern, Surface
from groundplan.geometry import colour

__all__ = ["coat_surface"]

_COAT: Final = frozenset({"main", "light", "dark", "mane", "hair"})
"""Regions that follow the colour asked for; eyes, noses, hooves and horns keep theirs."""
_PALE: Final = 0.35
"""Luminance above which mane and tail of a recoloured animal follow the coat."""
_LUMA: Final = np.array([0.2126, 0.7152, 0.0722])


def coat_surface(kind: Species, role: str, asked: str) -> Surface:
    """Return the surface of a region for the colour that the animal was asked to have.

    Its own colour gives the species' coat. Another turns the whole coat: lighter and darker regions
    keep their ratio to the main one.
    """
    own = _own_color(kind, role)
    patterned = role in ("main", "light") and kind.pattern != "plain"
    pattern: Pattern = kind.pattern if patterned else "plain"
    color = (
        own if asked.lower() == kind.color.lower() else _recolored(kind, role, asked=asked, own=own)
    )
    glossy = role in ("eyes", "eye_white", "nose", "hoof", "horn")
    return Surface(
        color=color,
        roughness=0.35 if glossy else 0.85,
        pattern=pattern,
        pattern_color=kind.second,
        pattern_scale_m=0.1 * kind.height_m,
    )


def _own_color(kind: Species, role: str) -> str:
    if role == "main":
        return kind.color
    said = dict((*kind.coat, *kind.patches)).get(role)
    if said is not None:
        return said
    assert kind.shape is not None  # noqa: S101  (callers check; narrows the type)
    linear = animal_rig(kind.shape.base).palette.get(role, (0.3, 0.3, 0.3))
    return colour.hex_from_linear(np.array(linear))


def _recolored(kind: Species, role: str, *, asked: str, own: str) -> str:
    if role not in _COAT:
        return own
    if role == "main":
        return asked
    target = np.array(colour.linear_from_hex(asked))
    if role in ("hair", "mane"):
        return colour.hex_from_linear(0.8 * target) if float(target @ _LUMA) > _PALE else own
    before, here = (float(np.array(colour.linear_from_hex(c)) @ _LUMA) for c in (kind.color, own))
    ratio = np.clip(here / max(before, 1e-3), 0.4, 2.5)
    return colour.hex_from_linear(np.clip(target * ratio, 0.0, 0.9))
