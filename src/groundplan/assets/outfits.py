"""Outfits by name: garments that are worn together, each with its usual colour (sRGB)."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

__all__ = ["OUTFITS"]

OUTFITS: Final[Mapping[str, Mapping[str, str]]] = MappingProxyType(
    {
        "casual": {"t-shirt": "#5b7f95", "jeans": "#33456b", "sneakers": "#d8d5cf"},
        "hoodie_and_jeans": {"hoodie": "#6b7f5a", "jeans": "#2f3e5c", "sneakers": "#c9c5bd"},
        "shirt_and_trousers": {"shirt": "#c7d3dd", "trousers": "#4a4640", "shoes": "#3a2a20"},
        "business_suit": {"suit": "#2c3444", "tie": "#8a2430", "shoes": "#1d1a18"},
        "tuxedo": {"tuxedo": "#17181b", "shoes": "#101012"},
        "coat_and_hat": {"coat": "#7a5c3d", "hat": "#4b3826", "trousers": "#3c3a38",
                         "shoes": "#2b2119"},
        "winter": {"parka": "#8c3b2e", "scarf": "#d0c3a5", "beanie": "#39424f",
                   "trousers": "#3a3f46", "boots": "#4a3424"},
        "dress": {"dress": "#a8324a", "shoes": "#4a2026"},
        "evening_gown": {"gown": "#5a2d6b", "shoes": "#2a1a30"},
        "skirt_and_blouse": {"blouse": "#dcd4c6", "skirt": "#3e5674", "shoes": "#33282a"},
        "sweater_and_skirt": {"sweater": "#8f5a3c", "skirt": "#4d5442", "boots": "#3b2a20"},
        "police_uniform": {"uniform": "#27364f", "cap": "#1d2738", "boots": "#17171a"},
        "soldier": {"uniform": "#5c6246", "helmet": "#4a503a", "backpack": "#55583e",
                    "boots": "#3a3024"},
        "worker": {"overalls": "#3d5a80", "helmet": "#e0b030", "boots": "#5a4430"},
        "summer": {"t-shirt": "#e0c25a", "shorts": "#5d7a6a", "sandals": "#8a6a4a"},
        "sport": {"tracksuit": "#2f4f7a", "sneakers": "#e6e4df"},
        "scientist": {"lab_coat": "#e6e6e2", "trousers": "#4b525c", "glasses": "#222222",
                      "shoes": "#2d2622"},
        "monk": {"robe": "#6b4a2e", "sandals": "#4a3524"},
        "hiker": {"jacket": "#b5532b", "trousers": "#5b5a4a", "backpack": "#3e6a5a",
                  "boots": "#4a3828"},
        "cook": {"shirt": "#e8e6e0", "apron": "#d9d4c8", "trousers": "#3b3d42",
                 "shoes": "#222222"},
    }
)  # fmt: skip
