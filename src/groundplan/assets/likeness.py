"""What stands for a noun that the catalogue lacks: the nearest entry by agreement, or a size.

Whoever uses these marks the result as guessed and says so. Both tables are ours: words that look
like an entry from a few metres away, and kinds whose members look alike.
"""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Final

from groundplan.assets import catalogue
from groundplan.assets.draft import Point
from groundplan.assets.entry import Entry

__all__ = ["ANIMALS_M", "BY_HYPERNYM", "LIKENESSES", "SIZES_M", "nearest", "stand_in_size"]

LIKENESSES: Final[Mapping[str, str]] = MappingProxyType({
    "apple": "peach, plum, apricot, fruit, nectarine",
    "barn": "stable, garage",
    "baseball_bat": "club, cudgel",
    "basket": "hamper",
    "bench": "pew, bleacher",
    "boat": "dinghy, fishing boat, lifeboat",
    "book": "magazine, newspaper",
    "bowl": "mortar",
    "box": "carton, ballot box",
    "bridge": "viaduct, aqueduct",
    "building": "school, hospital, museum, library, bank, police station, fire station, "
                "post office, train station, airport, mall, prison, theater, cinema, "
                "opera house, office building, university, subway station, city hall",
    "bush": "plant, shrubbery",
    "candle": "match, incense",
    "carrot": "vegetable, radish, parsnip",
    "castle": "palace, citadel",
    "church": "monastery, abbey",
    "column": "pole, post",
    "donut": "bagel",
    "desk": "workstation",
    "gazebo": "bandstand",
    "guitar": "ukulele, bass, lute, mandolin, sitar",
    "hill": "dune",
    "hot_air_balloon": "airship, blimp, zeppelin",
    "house": "shed, mansion, villa, bungalow",
    "kiosk": "booth, ticket booth",
    "knife": "blade, cleaver, machete, scalpel",
    "lamp": "light",
    "motorcycle": "moped",
    "mountain": "cliff, glacier, canyon, peak",
    "orange": "grapefruit, lime, tangerine",
    "picture": "map, certificate",
    "plate": "tray, platter",
    "pot": "cauldron, saucepan, casserole",
    "pancake": "breakfast, brunch",
    "steak": "dinner, meal, lunch, supper, feast, food",
    "robot": "machine, mech, cyborg",
    "rocket": "spaceship, spacecraft, missile",
    "rug": "mat, doormat",
    "sailboat": "yacht, catamaran",
    "sandwich": "slice, burrito, taco, wrap",
    "ship": "ferry, tanker, freighter, vessel",
    "shop": "supermarket, bar, pub, nightclub, diner, restaurant, bistro, art gallery",
    "sign": "notice board, placard",
    "sink": "faucet, tap",
    "sphere": "baseball",
    "suitcase": "trunk",
    "table": "workbench, tabletop, surface",
    "tent": "camp, marquee",
    "train": "monorail",
    "trumpet": "horn, bugle, cornet",
    "truck": "garbage truck, trailer, cement truck",
    "van": "camper, minibus, food truck, camper van, motorhome",
    "vase": "urn, statuette",
    "violin": "viola",
    "wine_glass": "goblet, chalice, champagne",
    "hills": "valley, countryside",
    "road": "runway, driveway",
})  # fmt: skip
"""By entry: nouns that it stands for."""

BY_HYPERNYM: Final[Mapping[str, str]] = MappingProxyType({
    "seat": "chair", "table": "table", "bed": "bed", "road vehicle": "car", "rail vehicle": "train",
    "watercraft": "boat", "building": "building", "room": "room", "outdoor place": "ground",
    "ball": "ball", "street furniture": "bollard", "soft furnishing": "cloth", "cart": "cart",
    "storage": "box",
})  # fmt: skip
"""By the vocabulary's kind of noun, where its members look alike enough."""

SIZES_M: Final[Mapping[str, Point]] = MappingProxyType({
    "container": (0.15, 0.2, 0.15), "appliance": (0.5, 0.5, 0.45), "electronics": (0.3, 0.15, 0.2),
    "lamp": (0.3, 0.5, 0.3), "cutlery": (0.04, 0.03, 0.2), "tool": (0.08, 0.06, 0.3),
    "weapon": (0.1, 0.9, 0.06), "instrument": (0.35, 0.6, 0.15), "solid": (0.3, 0.3, 0.3),
    "sports gear": (0.3, 0.4, 0.3), "paper": (0.21, 0.01, 0.3), "food": (0.1, 0.08, 0.1),
    "plant": (0.5, 0.8, 0.5), "toy": (0.2, 0.2, 0.2), "opening": (1.2, 2.2, 0.2),
    "worn thing": (0.15, 0.1, 0.15), "nature": (1.0, 1.0, 1.0), "camera": (0.15, 0.12, 0.1),
    "aircraft": (10.0, 3.0, 9.0), "two-wheeler": (0.6, 1.0, 1.7), "insect": (0.03, 0.02, 0.04),
    "fish": (0.15, 0.2, 0.5), "bird": (0.2, 0.25, 0.3), "primate": (0.4, 0.9, 0.4),
})  # fmt: skip
"""Plausible sizes of stand-ins, by kind of noun: width, height, depth; our engineering defaults."""


ANIMALS_M: Final[Mapping[str, Point]] = MappingProxyType({
    "lizard": (0.1, 0.07, 0.3), "gecko": (0.07, 0.05, 0.2), "iguana": (0.25, 0.25, 1.2),
    "chameleon": (0.08, 0.15, 0.35), "komodo dragon": (0.6, 0.5, 2.4),
    "salamander": (0.06, 0.04, 0.2), "crocodile": (0.9, 0.5, 3.5),
    "turtle": (0.28, 0.16, 0.36), "tortoise": (0.35, 0.3, 0.5),
    "sea turtle": (0.9, 0.35, 1.1), "frog": (0.08, 0.07, 0.1), "toad": (0.1, 0.08, 0.12),
    "beaver": (0.3, 0.35, 0.9), "porcupine": (0.3, 0.35, 0.7), "guinea pig": (0.12, 0.12, 0.25),
    "ferret": (0.1, 0.15, 0.45), "mole": (0.07, 0.06, 0.15), "sloth": (0.3, 0.35, 0.6),
    "armadillo": (0.22, 0.22, 0.5), "meerkat": (0.12, 0.3, 0.25), "mongoose": (0.12, 0.18, 0.5),
    "platypus": (0.18, 0.15, 0.5), "mammoth": (1.8, 3.2, 4.5), "triceratops": (2.2, 2.8, 7.5),
    "dragon": (2.5, 2.2, 5.0), "chick": (0.07, 0.1, 0.09), "hummingbird": (0.05, 0.06, 0.1),
    "clownfish": (0.03, 0.06, 0.11), "seal": (0.5, 0.5, 1.7), "walrus": (1.1, 1.1, 3.0),
    "octopus": (0.8, 0.5, 0.8), "starfish": (0.22, 0.04, 0.22), "seahorse": (0.04, 0.15, 0.06),
    "crab": (0.2, 0.08, 0.14), "lobster": (0.18, 0.12, 0.5), "shrimp": (0.02, 0.03, 0.1),
    "manatee": (0.9, 0.8, 3.0), "snail": (0.03, 0.04, 0.06), "scorpion": (0.07, 0.05, 0.12),
})  # fmt: skip
"""Usual adult sizes of animals without a body of their own: width, height, depth [m], ours."""


@cache
def _by_noun() -> Mapping[str, Entry]:
    return MappingProxyType(
        {
            noun.strip(): catalogue.entry(name)
            for name, nouns in LIKENESSES.items()
            for noun in nouns.split(",")
        }
    )


def nearest(noun: str, *, hypernym: str = "") -> Entry | None:
    """Return the entry that stands for a noun by agreement, or for its kind; None for neither."""
    said = " ".join(noun.lower().replace("-", " ").replace("_", " ").split())
    for form in (said, said.removesuffix("s"), said.removesuffix("es")):
        if form in _by_noun():
            return _by_noun()[form]
    return catalogue.entry(BY_HYPERNYM[hypernym]) if hypernym in BY_HYPERNYM else None


def stand_in_size(kind: str, *, hypernym: str = "", noun: str = "") -> Point:
    """Return a plausible size for a labelled stand-in: its own, else of its kind of noun [m]."""
    return ANIMALS_M.get(noun) or SIZES_M.get(hypernym) or catalogue.placeholder_size(kind)
