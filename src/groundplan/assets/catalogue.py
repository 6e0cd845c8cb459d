"""The catalogue: nouns that people say, and the asset that each one is drawn with.

Sizes are typical real ones (our engineering defaults, in metres) and marked as guessed by whoever
puts them into a world.
"""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Final, Literal

from groundplan.assets.draft import Draft, Model, Point, finished
from groundplan.assets.entry import Entry
from groundplan.assets.kits import (
    aircraft,
    appliances,
    backdrops,
    baked,
    balls,
    buildings,
    cars,
    carts,
    curios,
    devices,
    fittings,
    flowers,
    food,
    furniture,
    games,
    gear,
    groceries,
    headwear,
    heavens,
    household,
    instruments,
    kitchenware,
    landmarks,
    meals,
    music,
    nature,
    openings,
    places,
    plants,
    road_machines,
    seats,
    sets,
    sights,
    sports,
    stationery,
    street,
    structures,
    tools,
    toys,
    vehicles,
    watercraft,
    weapons,
    wear,
    wonders,
)
from groundplan.errors import SceneError

__all__ = ["ENTRIES", "Entry", "build", "entry", "find", "placeholder", "placeholder_size"]


def _by_id() -> Mapping[str, Entry]:
    kits = (
        aircraft, appliances, backdrops, baked, balls, buildings, cars, carts, curios,
        devices, fittings, flowers, food, furniture, games, gear, groceries, headwear,
        heavens, household, instruments, kitchenware, landmarks, meals, music, nature,
        openings, places, plants, road_machines, seats, sets, sights, sports, stationery, street,
        structures, tools, toys, vehicles, watercraft, weapons, wear, wonders,
    )  # fmt: skip
    return MappingProxyType({e.id: e for kit in kits for e in kit.ENTRIES})


ENTRIES: Final = _by_id()
"""By id."""

_PLACEHOLDER_SIZES: Final[Mapping[str, Point]] = MappingProxyType(
    {
        "character": (0.5, 1.7, 0.35),
        "animal": (0.35, 0.6, 0.9),
        "vehicle": (1.8, 1.5, 4.2),
        "set": (4.0, 3.0, 4.0),
        "prop": (0.4, 0.4, 0.4),
    }
)
_SMALLEST_M: Final = 1e-4
_LARGEST_M: Final = 1e5


@cache
def _by_noun() -> Mapping[str, Entry]:
    nouns = {noun: e for e in reversed(tuple(ENTRIES.values())) for noun in e.nouns}
    return MappingProxyType(nouns | {e.id.replace("_", " "): e for e in ENTRIES.values()})


def find(noun: str) -> Entry | None:
    """Return the entry that a noun names, or None; plural and hyphens do not matter."""
    said = " ".join(noun.lower().replace("-", " ").replace("_", " ").split())
    names = _by_noun()
    singular = [said, said.removesuffix("s"), said.removesuffix("es")]
    if said.endswith("ves"):
        singular += [f"{said[:-3]}f", f"{said[:-3]}fe"]
    return next((names[form] for form in singular if form in names), None)


def entry(catalogue_id: str) -> Entry:
    """Return an entry by its id.

    Raises:
        SceneError: The catalogue has no such entry.
    """
    try:
        return ENTRIES[catalogue_id]
    except KeyError:
        raise SceneError(
            f"the catalogue has no entry {catalogue_id!r}",
            "use an id of groundplan.assets.catalogue.ENTRIES, or a placeholder",
        ) from None


def build(chosen: Entry, *, size_m: Point | None = None, detail: int = 0) -> Model:
    """Return the asset's meshes at a size (its own when not given) [m].

    Raises:
        SceneError: A size is not between 0.1 mm and 100 km, or the detail not in 0..3.
    """
    size = chosen.size_m if size_m is None else size_m
    if not all(_SMALLEST_M <= length <= _LARGEST_M for length in size):
        raise SceneError(
            f"{chosen.id} has size {size} m", "give lengths between 0.0001 m and 100000 m"
        )
    if not 0 <= detail <= 3:
        raise SceneError(f"{chosen.id} has detail {detail}", "give 0, 1, 2 or 3")
    return _built(chosen, size, detail)


@cache
def _built(chosen: Entry, size: Point, detail: int) -> Model:
    draft = Draft(detail=detail)
    chosen.draw(draft)
    return finished(draft, size)


def placeholder_size(kind: str) -> Point:
    """Return a plausible size for something of this kind that the catalogue lacks [m]."""
    return _PLACEHOLDER_SIZES.get(kind, _PLACEHOLDER_SIZES["prop"])


def placeholder(
    noun: str, kind: Literal["set", "prop", "vehicle", "character", "animal"] = "prop"
) -> Entry:
    """Return a labelled stand-in: a bevelled box whose plate shows which side is its front."""
    return Entry(
        id="placeholder",
        nouns=(noun,),
        kind=kind,
        size_m=placeholder_size(kind),
        color="#9a8fb0",
        draw=_draw_placeholder,
    )


def _draw_placeholder(draft: Draft) -> None:
    draft.box((1.0, 1.0, 1.0), bevel=0.06)
    draft.box((0.6, 0.3, 0.02), "label", at=(0.0, 0.45, 0.495), bevel=0.0)
