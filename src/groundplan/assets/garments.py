"""Garments: shells around a person's trunk and limbs, in the order in which they are put on.

Lengths are fractions of the figure's unit: 0.83 the neck, 0.53 the hips, 0.28 the knee, 0 the sole;
along the arm 0.32 is the wrist. Cuts are our engineering defaults.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final, Literal

from groundplan.errors import SceneError

__all__ = ["ALIASES", "DEFAULT_CLOTHES", "GARMENTS", "Cut", "cut"]

Region = Literal[
    "upper", "whole", "lower", "skirt", "feet", "head", "neck", "back", "face", "hands"
]

Neck = Literal["scoop", "crew", "collar", "high"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """How a garment is cut."""

    region: Region
    shape: str = ""
    """Of hats and accessories."""
    layer: int = 1
    """0 next to the skin; a higher layer is worn over it."""
    sleeve: float = 0.0
    hem: float = 0.48
    flare: float = 0.0
    neck: Neck = "crew"
    opening: float = 0.0
    """How far an open front reaches down from the neck; a shirt shows in it."""
    legs: float | None = None
    """Hem of the trousers that belong to it."""
    ease: float = 0.0
    """How much looser than its layer asks [m, at 1.7 m]."""


def _upper(
    sleeve: float,
    *,
    hem: float = 0.48,
    layer: int = 1,
    flare: float = 0.0,
    neck: Neck = "crew",
    opening: float = 0.0,
) -> Cut:
    return Cut(
        region="upper", sleeve=sleeve, hem=hem, layer=layer, flare=flare, neck=neck,
        opening=opening,
    )  # fmt: skip


def _whole(sleeve: float, hem: float, flare: float, *, layer: int = 1, neck: Neck = "scoop") -> Cut:
    return Cut(region="whole", sleeve=sleeve, hem=hem, flare=flare, layer=layer, neck=neck)


def _suit(*, neck: Neck = "collar", opening: float = 0.0, layer: int = 3) -> Cut:
    return Cut(
        region="upper", sleeve=0.318, hem=0.48, layer=layer, neck=neck, opening=opening,
        legs=0.048, ease=0.002,
    )  # fmt: skip


def _worn(region: Region, shape: str = "") -> Cut:
    return Cut(region=region, shape=shape)


GARMENTS: Final[Mapping[str, Cut]] = MappingProxyType(
    {
        "shirt": _upper(0.315, neck="collar"),
        "blouse": _upper(0.315, neck="scoop"),
        "t-shirt": _upper(0.11),
        "top": _upper(0.0, neck="scoop"),
        "sweater": replace(_upper(0.318, layer=2), ease=0.003),
        "hoodie": _upper(0.318, layer=3, neck="high"),
        "turtleneck": _upper(0.318, layer=1, neck="high"),
        "vest": _upper(0.0, layer=2, opening=0.11),
        "jacket": _upper(0.322, layer=3, neck="collar", opening=0.15),
        "coat": _upper(0.325, hem=0.26, layer=4, flare=0.022, neck="collar", opening=0.09),
        "cape": _upper(0.06, hem=0.18, layer=5, flare=0.08, neck="collar"),
        "suit": _suit(opening=0.14),
        "uniform": _suit(neck="high"),
        "overalls": _suit(neck="crew", layer=2),
        "dress": _whole(0.09, 0.27, 0.05),
        "gown": _whole(0.0, 0.03, 0.12),
        "robe": _whole(0.322, 0.06, 0.05, layer=4, neck="collar"),
        "apron": _upper(0.0, hem=0.33, layer=3, flare=0.01, neck="scoop"),
        "trousers": Cut(region="lower", hem=0.048, layer=0),
        "leggings": Cut(region="lower", hem=0.052, layer=0, ease=-0.002),
        "shorts": Cut(region="lower", hem=0.30, layer=0, ease=0.004),
        "skirt": Cut(region="skirt", hem=0.29, flare=0.045, layer=2, ease=0.0),
        "shoes": _worn("feet"),
        "boots": Cut(region="feet", shape="shaft", hem=0.2),
        "hat": _worn("head", "brim"),
        "top_hat": _worn("head", "tall"),
        "cap": _worn("head", "cap"),
        "beanie": _worn("head", "beanie"),
        "helmet": _worn("head", "helmet"),
        "crown": _worn("head", "crown"),
        "hood": _worn("head", "hood"),
        "scarf": _worn("neck", "scarf"),
        "tie": _worn("neck", "tie"),
        "backpack": _worn("back", "backpack"),
        "glasses": _worn("face", "glasses"),
        "mask": _worn("face", "mask"),
        "gloves": _worn("hands"),
    }
)

ALIASES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "tunic": "shirt", "polo": "t-shirt", "tshirt": "t-shirt", "tee": "t-shirt",
        "tank_top": "top", "pullover": "sweater", "cardigan": "sweater", "jumper": "sweater",
        "waistcoat": "vest", "blazer": "jacket", "school_uniform": "uniform", "armor": "uniform",
        "armour": "uniform", "lab_coat": "coat", "overcoat": "coat", "raincoat": "coat",
        "trench_coat": "coat", "parka": "jacket", "poncho": "cape", "cloak": "cape",
        "tuxedo": "suit", "trousersuit": "suit", "spacesuit": "uniform", "space_suit": "uniform",
        "jumpsuit": "overalls", "dungarees": "overalls", "tracksuit": "overalls",
        "pyjamas": "shirt", "pajamas": "shirt", "kimono": "robe", "bathrobe": "robe",
        "sari": "gown", "wedding_dress": "gown", "sundress": "dress", "pants": "trousers",
        "jeans": "trousers", "slacks": "trousers", "kilt": "skirt", "sneakers": "shoes",
        "trainers": "shoes", "sandals": "shoes", "heels": "shoes", "high_heels": "shoes",
        "slippers": "shoes", "cowboy_hat": "hat", "straw_hat": "hat", "fedora": "hat",
        "sunhat": "hat", "sombrero": "hat", "bowler_hat": "hat", "baseball_cap": "cap",
        "beret": "cap", "turban": "beanie", "headscarf": "hood", "veil": "hood", "hijab": "hood",
        "shawl": "scarf", "bow_tie": "tie", "necktie": "tie", "rucksack": "backpack",
        "sunglasses": "glasses", "goggles": "glasses", "spectacles": "glasses",
    }
)  # fmt: skip

DEFAULT_CLOTHES: Final[Mapping[str, str]] = MappingProxyType(
    {"shirt": "#5f7f9f", "trousers": "#4a5360", "shoes": "#3a2f2a"}
)
"""Neutral clothes, sRGB, for what a person must wear and nobody named."""


def cut(garment: str) -> Cut:
    """Return how a garment is cut; its id, or a synonym with `_` for spaces.

    Raises:
        SceneError: No such garment.
    """
    name = garment.lower().replace(" ", "_").replace("t_shirt", "t-shirt")
    found = GARMENTS.get(ALIASES.get(name, name)) or GARMENTS.get(name.rpartition("_")[2])
    if found is None:
        found = GARMENTS.get(ALIASES.get(name.rpartition("_")[2], ""))
    if found is None:
        raise SceneError(
            f"there is no garment {garment!r}", f"use one of {', '.join(sorted(GARMENTS))}"
        )
    return found
