"""Garments: shells around a person's trunk and limbs, in the order in which they are put on.

Heights are on the scale of the body's marks: 0.825 the neck, 0.515 the hips, 0.283 the knee, 0 the
sole; along the arm 0.168 is the elbow and 0.32 the wrist. Cuts are our engineering defaults.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final, Literal

from groundplan.assets.garment_names import ALIASES, LIKENESSES
from groundplan.errors import SceneError

__all__ = [
    "BARE_FEET", "DEFAULT_CLOTHES", "GARMENTS", "Cut", "Region", "cut", "garment_id", "likeness",
]  # fmt: skip

BARE_FEET: Final = "bare_feet"
"""Worn on the feet by who wears nothing there."""

Region = Literal[
    "upper", "whole", "lower", "skirt", "feet", "head", "neck", "back", "face", "hands"
]

Neck = Literal["scoop", "crew", "vee", "collar", "high"]

Detail = Literal["collar", "lapels", "buttons", "belt", "cuffs", "bands", "bib", "seam", "hood"]


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
    gape: float = 0.0
    """Half width of the open front at its low end, of the body's height: 0 closes to a point."""
    legs: float | None = None
    """Hem of the trousers that belong to it."""
    ease: float = 0.0
    """How much looser than its layer asks [m, at 1.7 m]."""
    fall: float = 0.5
    """Of trunks: 0 follows the outline, 1 hangs straight down from the widest place above."""
    knee_m: float = 0.076
    """Radius of trouser legs at the knee [m, at 1.7 m]."""
    ankle_m: float = 0.068
    """Radius of trouser legs at the hem [m, at 1.7 m]."""
    gathered: bool = False
    """The hem of its trouser legs lies close to the leg."""
    tucked: bool = False
    """Its hem goes inside trousers or a skirt."""
    details: tuple[Detail, ...] = ()


def _upper(sleeve: float, neck: Neck = "crew", *details: Detail) -> Cut:
    return Cut(region="upper", sleeve=sleeve, neck=neck, details=details)


def _over(layer: int, neck: Neck = "collar", *details: Detail, opening: float = 0.0) -> Cut:
    return Cut(
        region="upper", sleeve=0.322, layer=layer, neck=neck, opening=opening, ease=0.003,
        fall=0.85, details=details,
    )  # fmt: skip


def _coat(*details: Detail, opening: float = 0.09, hem: float = 0.26) -> Cut:
    return Cut(
        region="upper", sleeve=0.325, hem=hem, layer=4, flare=0.022, neck="collar",
        opening=opening, ease=0.004, fall=0.9, details=details,
    )  # fmt: skip


def _suit(neck: Neck, *details: Detail, opening: float = 0.0, layer: int = 3) -> Cut:
    return Cut(
        region="upper", sleeve=0.318, layer=layer, neck=neck, opening=opening, legs=0.036,
        ease=0.002, fall=0.8, knee_m=0.079, ankle_m=0.07, details=details,
    )  # fmt: skip


def _whole(sleeve: float, hem: float, flare: float, *, neck: Neck = "scoop") -> Cut:
    return Cut(region="whole", sleeve=sleeve, hem=hem, flare=flare, neck=neck, fall=0.1)


def _legs(knee: float, ankle: float, *details: Detail, hem: float = 0.036) -> Cut:
    return Cut(
        region="lower", hem=hem, layer=1, knee_m=knee, ankle_m=ankle, details=details
    )  # fmt: skip


def _worn(region: Region, shape: str = "") -> Cut:
    return Cut(region=region, shape=shape)


_ROBE: Final = replace(_whole(0.322, 0.06, 0.05, neck="vee"), layer=4, details=("belt",), fall=0.7)

GARMENTS: Final[Mapping[str, Cut]] = MappingProxyType(
    {
        "shirt": replace(_upper(0.31, "collar", "collar", "buttons", "cuffs"), tucked=True),
        "blouse": replace(_upper(0.31, "vee", "cuffs"), tucked=True),
        "t-shirt": replace(_upper(0.12), ease=0.002),
        "polo": replace(_upper(0.12, "collar", "collar"), ease=0.001),
        "top": _upper(0.0, "scoop"),
        "sweater": replace(_upper(0.318, "crew", "cuffs"), layer=2, ease=0.004, fall=0.7),
        "cardigan": replace(_over(2, "vee", "cuffs", opening=0.33), gape=0.03),
        "hoodie": replace(_over(3, "high", "hood", "cuffs"), ease=0.004),
        "turtleneck": _upper(0.318, "high"),
        "vest": replace(_over(2, "vee", "buttons", opening=0.11), sleeve=0.0, ease=0.0, fall=0.3),
        "hi_vis_vest": replace(_over(3, "vee", "bands", opening=0.2), sleeve=0.0),
        "jacket": replace(_over(3, "collar", "collar", "cuffs", opening=0.33), gape=0.024),
        "blazer": _over(3, "collar", "lapels", "buttons", opening=0.17),
        "parka": replace(_over(4, "high", "hood", "cuffs", "seam"), ease=0.012, fall=1.0),
        "coat": _coat("lapels", "buttons"),
        "trench_coat": _coat("lapels", "buttons", "belt"),
        "raincoat": replace(_coat("buttons", "hood", opening=0.0, hem=0.3), neck="high"),
        "lab_coat": _coat("lapels", "buttons", opening=0.15, hem=0.3),
        "turnout_coat": replace(
            _coat("bands", "seam", opening=0.0, hem=0.4), neck="high", ease=0.01
        ),
        "cape": replace(_coat("collar", hem=0.18), sleeve=0.06, layer=5, flare=0.08),
        "suit": _suit("collar", "lapels", "buttons", opening=0.165),
        "tuxedo": _suit("collar", "lapels", "buttons", opening=0.19),
        "uniform": _suit("collar", "collar", "buttons", "belt", "cuffs"),
        "scrubs": replace(_suit("vee", layer=1), sleeve=0.13, ease=0.004),
        "overalls": replace(_suit("collar", "collar", "seam", "cuffs", layer=2), ease=0.006),
        "dungarees": replace(_suit("scoop", "bib", layer=2), sleeve=0.0),
        "tracksuit": replace(
            _suit("high", "seam", "cuffs", layer=2),
            ease=0.004,
            knee_m=0.076,
            ankle_m=0.058,
            gathered=True,
        ),
        "spacesuit": replace(
            _suit("high", "seam", "cuffs", "belt", layer=4),
            ease=0.022,
            knee_m=0.096,
            ankle_m=0.088,
        ),
        "armor": replace(_suit("high", "belt", "seam", "cuffs", layer=4), ease=0.008),
        "dress": _whole(0.09, 0.27, 0.05),
        "sundress": replace(_whole(0.0, 0.29, 0.05), details=("belt",)),
        "gown": _whole(0.0, 0.03, 0.12),
        "wedding_dress": replace(_whole(0.31, 0.012, 0.17), details=("belt",)),
        "robe": _ROBE,
        "kimono": replace(_ROBE, flare=0.02, hem=0.05),
        "habit": replace(_ROBE, neck="high", details=(), flare=0.06),
        "apron": Cut(
            region="upper", shape="apron", hem=0.33, layer=4, flare=0.012, details=("belt",)
        ),
        "trousers": _legs(0.078, 0.07, "belt"),
        "jeans": _legs(0.073, 0.062, "belt"),
        "sweatpants": replace(_legs(0.078, 0.056), gathered=True),
        "leggings": replace(_legs(0.0, 0.0, hem=0.052), ease=-0.004),
        "shorts": _legs(0.098, 0.098, "belt", hem=0.30),
        "skirt": Cut(region="skirt", hem=0.29, flare=0.045, layer=2, details=("belt",)),
        "long_skirt": Cut(region="skirt", hem=0.08, flare=0.06, layer=2, details=("belt",)),
        "shoes": _worn("feet"),
        "sandals": _worn("feet", "sandal"),
        "boots": Cut(region="feet", shape="shaft", hem=0.15),
        "high_boots": Cut(region="feet", shape="shaft", hem=0.235),
        "hat": _worn("head", "brim"),
        "sun_hat": _worn("head", "wide"),
        "top_hat": _worn("head", "tall"),
        "chef_hat": _worn("head", "toque"),
        "cap": _worn("head", "cap"),
        "beanie": _worn("head", "beanie"),
        "helmet": _worn("head", "helmet"),
        "hard_hat": _worn("head", "hard"),
        "space_helmet": _worn("head", "globe"),
        "crown": _worn("head", "crown"),
        "hood": _worn("head", "hood"),
        "veil": _worn("head", "veil"),
        "headband": _worn("head", "band"),
        "scarf": _worn("neck", "scarf"),
        "tie": _worn("neck", "tie"),
        "bow_tie": _worn("neck", "bow"),
        "backpack": _worn("back", "backpack"),
        "glasses": _worn("face", "glasses"),
        "sunglasses": _worn("face", "sunglasses"),
        "mask": _worn("face", "mask"),
        "gloves": _worn("hands"),
    }
)

DEFAULT_CLOTHES: Final[Mapping[str, str]] = MappingProxyType(
    {"shirt": "#5f7f9f", "trousers": "#4a5360", "shoes": "#3a2f2a"}
)
"""Neutral clothes, sRGB, for what a person must wear and nobody named."""


def garment_id(garment: str) -> str:
    """Return the garment that words name ("rain boots"), or an empty text when there is none."""
    name = "_".join(garment.lower().replace("-", " ").replace("'s", " ").split())
    name = name.replace("_s_", "_").replace("t_shirt", "t-shirt")
    forms = [name, name.removesuffix("s"), name.removesuffix("es"), f"{name}s"]
    last = name.rpartition("_")[2]
    forms += [last, last.removesuffix("s"), last.removesuffix("es"), f"{last}s"]
    for form in forms:
        found = ALIASES.get(form, form)
        if found in GARMENTS:
            return found
    return ""


def cut(garment: str) -> Cut:
    """Return how a garment is cut; its id, or a synonym with `_` for spaces.

    Raises:
        SceneError: No such garment.
    """
    if garment == BARE_FEET:
        return Cut(region="feet", shape="bare")
    found = garment_id(garment) or likeness(garment)
    if not found:
        raise SceneError(
            f"there is no garment {garment!r}", f"use one of {', '.join(sorted(GARMENTS))}"
        )
    return GARMENTS[found]


def likeness(garment: str) -> str:
    """Return the nearest garment to one that the wardrobe lacks; empty when it has it, or none."""
    if garment_id(garment):
        return ""
    name = garment.lower().replace(" ", "_").replace("-", "_")
    last = name.rpartition("_")[2]
    for form in (name, name.removesuffix("s"), last, last.removesuffix("s")):
        if form in LIKENESSES:
            return LIKENESSES[form]
    return ""
