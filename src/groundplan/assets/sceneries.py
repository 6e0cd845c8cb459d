"""What places are dressed with when the words name the place alone: guesses, few triangles each.

All counts and colours are our engineering defaults.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Final, Literal

__all__ = ["SCENERIES", "Piece", "Scenery", "scenery_of"]

Spread = Literal["around", "far", "along", "behind", "wall"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Some alike things of a dressing."""

    asset: str
    spread: Spread
    """Scattered around the action, far behind it, a strip along it, a row behind it, or along the
    walls of a room."""
    count: int = 1
    offset_m: float = 0.0
    """Of strips and rows: from the edge of the strip that the action is on, away from the camera;
    of far things: their distance."""
    scale: float = 1.0
    color: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenery:
    """How one sort of place looks."""

    name: str
    nouns: tuple[str, ...]
    ground: str = ""
    """Colour of the ground, sRGB; empty indoors."""
    material: str = ""
    """What the ground is, a name of `groundplan.assets.grounds`."""
    pieces: tuple[Piece, ...] = ()


def _around(asset: str, count: int, *, color: str = "", scale: float = 1.0) -> Piece:
    return Piece(asset=asset, spread="around", count=count, color=color, scale=scale)


def _far(asset: str, count: int, distance_m: float, *, color: str = "") -> Piece:
    return Piece(asset=asset, spread="far", count=count, offset_m=distance_m, color=color)


def _behind(asset: str, count: int, offset_m: float) -> Piece:
    return Piece(asset=asset, spread="behind", count=count, offset_m=offset_m)


def _wall(*assets: str) -> tuple[Piece, ...]:
    return tuple(Piece(asset=asset, spread="wall") for asset in assets)


_GRASS: Final = "#6d8a4c"
_SAND: Final = "#d3bf94"
_STREET: Final = (
    Piece(asset="road", spread="along"),
    Piece(asset="kerb", spread="along", count=2),
    _behind("street_lamp", 3, 1.0),
    _behind("facade", 5, 3.5),
)
SCENERIES: Final = (
    Scenery(
        name="park", ground=_GRASS, material="grass",
        nouns=("park", "garden", "lawn", "playground", "zoo", "campsite", "amusement park"),
        pieces=(_behind("path", 1, 1.5), _around("bench", 1), _around("tree", 7),
                _around("bush", 2)),
    ),
    Scenery(
        name="street", ground="#85827c", material="tiles",
        nouns=("street", "city street", "road", "alley", "highway", "crosswalk", "sidewalk",
               "intersection", "city", "suburb", "town", "square", "market", "driveway",
               "parking lot"),
        pieces=_STREET,
    ),
    Scenery(
        name="forest", ground="#5b5a3c", material="soil",
        nouns=("forest", "bamboo forest", "rainforest", "orchard", "swamp"),
        pieces=(_around("pine", 14), _around("tree", 6), _around("log", 1), _around("bush", 2)),
    ),
    Scenery(
        name="meadow", ground="#7f9a52", material="grass",
        nouns=("field", "farmland", "farm", "meadow", "plain", "savanna", "flower field",
               "wheat field", "cornfield", "vineyard", "football field", "racetrack"),
        pieces=(_around("tree", 3), _around("bush", 2), _far("hill", 2, 110.0)),
    ),
    Scenery(
        name="desert", ground=_SAND, material="sand", nouns=("desert", "dune"),
        pieces=(_around("cactus", 4), _around("rock", 3, color="#b08a5e"),
                _far("hill", 3, 110.0, color="#c9ad78")),
    ),
    Scenery(
        name="beach", ground=_SAND, material="sand",
        nouns=("beach", "coast", "boardwalk", "pier", "harbor"),
        pieces=(Piece(asset="water", spread="behind", offset_m=5.0, scale=4.0),
                _around("palm", 3), _around("rock", 2)),
    ),
    Scenery(
        name="lakeside", ground=_GRASS, material="grass",
        nouns=("lake", "pond", "river", "swimming pool", "hot spring"),
        pieces=(_around("pine", 6), _around("rock", 2), _far("hill", 2, 110.0)),
    ),
    Scenery(
        name="snow", ground="#eef2f5", material="snow",
        nouns=("snowfield", "glacier", "ski slope", "arctic"),
        pieces=(_around("pine", 5), _around("rock", 2), _far("hill", 3, 110.0, color="#e6ecf2")),
    ),
    Scenery(
        name="mountains", ground="#7d7b66", material="soil",
        nouns=("mountains", "canyon"),
        pieces=(_around("pine", 5), _around("rock", 4)),
    ),
    Scenery(name="kitchen", nouns=("kitchen", "pantry"),
            pieces=_wall("kitchen_counter", "oven", "fridge", "kitchen_counter", "cabinet")),
    Scenery(name="office", nouns=("office", "conference room", "server room", "study"),
            pieces=_wall("bookcase", "desk", "potted_plant", "cabinet")),
    Scenery(name="living_room", nouns=("living room", "lobby", "waiting room", "playroom", "room"),
            pieces=_wall("bookcase", "sofa", "lamp", "potted_plant")),
    Scenery(name="bedroom", nouns=("bedroom", "nursery"),
            pieces=_wall("wardrobe", "lamp", "cabinet")),
    Scenery(name="bathroom", nouns=("bathroom",), pieces=_wall("bathtub", "sink", "toilet")),
    Scenery(name="dining_room", nouns=("dining room", "restaurant", "cafe", "bar", "bakery"),
            pieces=_wall("cabinet", "table", "lamp", "potted_plant")),
    Scenery(name="classroom", nouns=("classroom", "library", "bookstore", "school", "museum"),
            pieces=_wall("bookcase", "bookcase", "desk", "cabinet")),
    Scenery(name="workshop", nouns=("workshop", "studio", "art studio", "laboratory", "garage"),
            pieces=_wall("table", "cabinet", "crate", "ladder")),
)  # fmt: skip
"""In order; the first that knows a noun is taken."""


@cache
def _by_noun() -> Mapping[str, Scenery]:
    return MappingProxyType({n: s for s in reversed(SCENERIES) for n in s.nouns})


def scenery_of(noun: str) -> Scenery | None:
    """Return how a place looks; None for one that we know nothing about."""
    return _by_noun().get(noun) or _by_noun().get(noun.rpartition(" ")[2])
