"""Outfits by name: garments that are worn together, each with its usual colour (sRGB)."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

__all__ = ["EVERYDAY", "OUTFITS", "ROLES", "outfit_of"]

OUTFITS: Final[Mapping[str, Mapping[str, str]]] = MappingProxyType(
    {
        "casual": {"t-shirt": "#5b7f95", "jeans": "#33456b", "sneakers": "#d8d5cf"},
        "hoodie_and_jeans": {"hoodie": "#6b7f5a", "jeans": "#2f3e5c", "sneakers": "#c9c5bd"},
        "shirt_and_trousers": {"shirt": "#c7d3dd", "trousers": "#4a4640", "shoes": "#3a2a20"},
        "jacket_and_jeans": {"jacket": "#5a4335", "t-shirt": "#d5d2ca", "jeans": "#3d4a63",
                             "boots": "#4a3626"},
        "cardigan": {"cardigan": "#7a5a63", "blouse": "#e3ddd0", "trousers": "#3d4048",
                     "shoes": "#2d2622"},
        "business_suit": {"suit": "#2c3444", "shirt": "#e3e6ea", "tie": "#8a2430",
                          "shoes": "#1d1a18"},
        "business_dress": {"blazer": "#34394a", "blouse": "#e8e4da", "skirt": "#34394a",
                           "heels": "#1d1a18"},
        "tuxedo": {"tuxedo": "#17181b", "shirt": "#eceae5", "bow_tie": "#131315",
                   "shoes": "#101012"},
        "coat_and_hat": {"coat": "#7a5c3d", "hat": "#4b3826", "trousers": "#3c3a38",
                         "shoes": "#2b2119"},
        "trench_coat": {"trench_coat": "#b09a72", "trousers": "#33363d", "shoes": "#2b2119"},
        "raincoat": {"raincoat": "#d9b93c", "trousers": "#39424f", "high_boots": "#3a5a4a"},
        "winter": {"parka": "#8c3b2e", "scarf": "#d0c3a5", "beanie": "#39424f",
                   "trousers": "#3a3f46", "boots": "#4a3424"},
        "dress": {"dress": "#a8324a", "shoes": "#4a2026"},
        "sundress": {"sundress": "#d8b25c", "sun_hat": "#d9c79a", "sandals": "#7a5a3c"},
        "evening_gown": {"gown": "#5a2d6b", "shoes": "#2a1a30"},
        "bride": {"wedding_dress": "#eeebe4", "veil": "#f2f0ec", "shoes": "#e6e2da"},
        "skirt_and_blouse": {"blouse": "#dcd4c6", "skirt": "#3e5674", "shoes": "#33282a"},
        "sweater_and_skirt": {"sweater": "#8f5a3c", "skirt": "#4d5442", "boots": "#3b2a20"},
        "police_uniform": {"uniform": "#27364f", "cap": "#1d2738", "boots": "#17171a"},
        "soldier": {"uniform": "#5c6246", "helmet": "#4a503a", "backpack": "#55583e",
                    "boots": "#3a3024"},
        "firefighter": {"turnout_coat": "#3b3a36", "trousers": "#3b3a36", "hard_hat": "#b5342c",
                        "boots": "#26241f"},
        "worker": {"hi_vis_vest": "#e8a020", "shirt": "#4a6a8a", "jeans": "#3d4a63",
                   "hard_hat": "#e0b030", "boots": "#5a4430"},
        "mechanic": {"overalls": "#3d5a80", "cap": "#2a3a52", "boots": "#3a2f26"},
        "farmer": {"dungarees": "#3f5878", "shirt": "#a4483c", "sun_hat": "#c7ab6e",
                   "boots": "#5a4430"},
        "summer": {"t-shirt": "#e0c25a", "shorts": "#5d7a6a", "sandals": "#8a6a4a"},
        "sport": {"tracksuit": "#2f4f7a", "sneakers": "#e6e4df"},
        "running": {"top": "#c8503c", "leggings": "#2b2f3a", "sneakers": "#e6e4df"},
        "doctor": {"lab_coat": "#e8e8e4", "shirt": "#9fb6c9", "trousers": "#3d4450",
                   "shoes": "#2d2622"},
        "nurse": {"scrubs": "#4f8f96", "sneakers": "#e6e4df"},
        "surgeon": {"scrubs": "#3f7f6e", "mask": "#9fc4cf", "beanie": "#3f7f6e",
                    "sneakers": "#d8d5cf"},
        "scientist": {"lab_coat": "#e6e6e2", "shirt": "#8fa3b5", "trousers": "#4b525c",
                      "glasses": "#222222", "shoes": "#2d2622"},
        "cook": {"shirt": "#e8e6e0", "apron": "#d9d4c8", "chef_hat": "#efede8",
                 "trousers": "#3b3d42", "shoes": "#222222"},
        "waiter": {"vest": "#22242a", "shirt": "#e9e7e1", "bow_tie": "#17171a",
                   "trousers": "#22242a", "shoes": "#17171a"},
        "barista": {"t-shirt": "#3a3f46", "apron": "#5c4634", "jeans": "#2f3a52",
                    "sneakers": "#c9c5bd"},
        "teacher": {"blazer": "#5a5146", "shirt": "#d5dbe0", "trousers": "#4a4b52",
                    "glasses": "#222222", "shoes": "#3a2a20"},
        "student": {"hoodie": "#4f5f8a", "jeans": "#3a4a66", "backpack": "#8a4a3a",
                    "sneakers": "#d8d5cf"},
        "monk": {"robe": "#6b4a2e", "sandals": "#4a3524"},
        "nun": {"habit": "#26262b", "hood": "#2c2c31", "shoes": "#17171a"},
        "priest": {"habit": "#222226", "shoes": "#17171a"},
        "king": {"robe": "#7a2030", "crown": "#d9b23c", "boots": "#3a2a20"},
        "queen": {"gown": "#6a2450", "crown": "#d9b23c", "shoes": "#2a1a30"},
        "princess": {"gown": "#c98aa6", "crown": "#d9c06a", "shoes": "#b88aa0"},
        "wizard": {"robe": "#3a3f7a", "hat": "#2f3466", "boots": "#3a2f26"},
        "knight": {"armor": "#9a9da3", "helmet": "#9a9da3", "boots": "#6f7278",
                   "gloves": "#6f7278"},
        "cowboy": {"shirt": "#9a6a4a", "vest": "#5a4030", "jeans": "#3d4a63", "hat": "#7a5a3c",
                   "boots": "#5a3a26"},
        "pilot": {"uniform": "#1f2a44", "cap": "#1f2a44", "tie": "#17171a", "shoes": "#17171a"},
        "astronaut": {"spacesuit": "#e2e3e4", "space_helmet": "#c9d2d8", "backpack": "#c9cacb",
                      "gloves": "#b5b7ba", "boots": "#b5b7ba"},
        "hiker": {"jacket": "#b5532b", "t-shirt": "#c9c1a8", "trousers": "#5b5a4a",
                  "backpack": "#3e6a5a", "boots": "#4a3828"},
        "traditional": {"kimono": "#4a5a80", "sandals": "#6a5034"},
    }
)  # fmt: skip

_ROLES: Final[Mapping[str, str]] = {
    "police_uniform": "police officer, policeman, policewoman, cop, officer, sheriff, detective, "
                      "guard, security guard, traffic cop",
    "soldier": "soldier, marine, sergeant, general, infantryman",
    "firefighter": "firefighter, fireman",
    "worker": "builder, construction worker, worker, labourer, laborer, roofer, bricklayer",
    "mechanic": "mechanic, engineer, plumber, electrician, technician, painter, janitor, "
                "carpenter, woodworker",
    "farmer": "farmer, gardener, fisherman, shepherd",
    "doctor": "doctor, physician, dentist, veterinarian, vet, pharmacist",
    "surgeon": "surgeon",
    "nurse": "nurse, paramedic, midwife",
    "scientist": "scientist, researcher, chemist, biologist",
    "cook": "chef, cook, baker, butcher",
    "waiter": "waiter, waitress, bartender, butler",
    "barista": "barista, florist, shopkeeper, cashier, vendor",
    "teacher": "teacher, professor, instructor, librarian",
    "student": "student, pupil, schoolboy, schoolgirl",
    "business_suit": "businessman, lawyer, banker, manager, politician, president, boss, groom, "
                     "salesman, office worker, agent, spy, executive",
    "business_dress": "businesswoman, saleswoman",
    "tuxedo": "conductor, magician, pianist",
    "bride": "bride",
    "monk": "monk, hermit",
    "nun": "nun",
    "priest": "priest, pastor, bishop, judge",
    "king": "king, emperor",
    "queen": "queen, empress",
    "princess": "princess",
    "wizard": "wizard, sorcerer, witch",
    "knight": "knight, warrior, viking, samurai",
    "cowboy": "cowboy, cowgirl",
    "pilot": "pilot, captain, flight attendant, sailor",
    "astronaut": "astronaut, cosmonaut, spaceman",
    "hiker": "hiker, climber, mountaineer, explorer, backpacker, tourist, traveler, traveller",
    "running": "runner, jogger, athlete, ballerina, gymnast",
    "sport": "coach, boxer, footballer, player",
    "traditional": "geisha",
    "evening_gown": "actress, singer",
}  # fmt: skip

ROLES: Final[Mapping[str, str]] = MappingProxyType(
    {noun.strip(): outfit for outfit, nouns in _ROLES.items() for noun in nouns.split(",")}
)
"""By noun for an occupation or role: what people of it usually wear."""

EVERYDAY: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "male": ("casual", "shirt_and_trousers", "hoodie_and_jeans", "jacket_and_jeans"),
        "female": ("skirt_and_blouse", "casual", "dress", "cardigan", "jacket_and_jeans"),
        "neutral": ("casual", "shirt_and_trousers", "hoodie_and_jeans", "jacket_and_jeans"),
        "child": ("casual", "summer", "hoodie_and_jeans"),
        "old": ("shirt_and_trousers", "cardigan", "jacket_and_jeans"),
    }
)
"""What people wear when nothing is said, by gender and age."""

_WOMEN: Final[Mapping[str, str]] = {"business_suit": "business_dress", "king": "queen"}
_MEN: Final[Mapping[str, str]] = {"evening_gown": "tuxedo", "bride": "tuxedo"}


def outfit_of(noun: str, *, gender: str) -> str:
    """Return the outfit of somebody's occupation or role; empty when it has none of its own."""
    words = noun.lower().replace("-", " ").strip()
    for form in (words, words.rpartition(" ")[2]):
        found = ROLES.get(form) or ROLES.get(form.removesuffix("s"))
        if found:
            own = _WOMEN if gender == "female" else _MEN if gender == "male" else {}
            return own.get(found, found)
    return ""
