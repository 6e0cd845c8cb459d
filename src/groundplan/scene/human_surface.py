"""How a part of a person looks: cloth and its trim, skin and lips, hair and beard."""

from dataclasses import replace
from typing import Final

from groundplan.assets.garments import DEFAULT_CLOTHES
from groundplan.assets.surfaces import SURFACES, Surface
from groundplan.world.entity import Appearance

__all__ = ["CLOTH", "human_surface"]

CLOTH: Final = Surface(color="#8d8578", roughness=0.9)
"""Of a role that has no surface of its own."""
_SHADED: Final = 0.15
"""How much darker the collar, cuffs and seams of bright cloth are, so that they can be seen."""
_LIGHTENED: Final = 0.07
"""How much brighter they are on dark cloth."""
_DARK: Final = 0.22
"""Cloth is dark below this mean of its sRGB channels (0..1)."""
_LIP_COLOR: Final = "#a03c38"
_LIP_SHARE: Final = 0.34
_STUBBLE_SHARE: Final = 0.4


def human_surface(role: str, appearance: Appearance) -> Surface:
    """Return the surface of one of a person's meshes, by its role."""
    garment, _, trim = role.partition(".")
    worn = appearance.garments.get(garment)
    code = worn.color if worn is not None else DEFAULT_CLOTHES.get(garment)
    if code is not None:
        return Surface(color=_trimmed(code) if trim else code, roughness=0.9)
    own = SURFACES.get(role, CLOTH)
    skin, hair = appearance.skin or SURFACES["skin"].color, appearance.hair.color
    tints = {
        "skin": appearance.skin,
        "lips": _mixed(skin, _LIP_COLOR, _LIP_SHARE) if appearance.skin else None,
        "hair": hair,
        "grey_hair": hair,
        "stubble": _mixed(skin, hair or SURFACES["hair"].color, _STUBBLE_SHARE),
    }
    tint = tints.get(role)
    return own if tint is None else replace(own, color=tint)


def _parts(code: str) -> tuple[int, int, int]:
    return int(code[1:3], 16), int(code[3:5], 16), int(code[5:7], 16)


def _mixed(first: str, second: str, share: float) -> str:
    """Return a colour `share` of the way from one sRGB code to another."""
    pairs = zip(_parts(first), _parts(second), strict=True)
    return "#" + "".join(f"{round(a + share * (b - a)):02x}" for a, b in pairs)


def _trimmed(code: str) -> str:
    dark = sum(_parts(code)) < 3.0 * 255.0 * _DARK
    return _mixed(code, "#ffffff", _LIGHTENED) if dark else _mixed(code, "#000000", _SHADED)
