"""What words of shape, size and pattern change in a thing, and which of them change nothing."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from groundplan.agents.bodies import Casting, Size
from groundplan.assets import catalogue
from groundplan.language.facts import AttributeFact, EntityFact

__all__ = ["Shaped", "drawn_pattern", "scaled", "shaped", "size_words"]

_ALL: Final = (0, 1, 2)
_SIZES: Final[dict[str, tuple[float, tuple[int, ...]]]] = {
    "small": (0.75, _ALL), "little": (0.75, _ALL), "tiny": (0.5, _ALL), "miniature": (0.3, _ALL),
    "big": (1.25, _ALL), "large": (1.25, _ALL), "huge": (1.7, _ALL), "giant": (2.2, _ALL),
    "gigantic": (2.5, _ALL), "enormous": (2.2, _ALL), "massive": (1.9, _ALL), "vast": (2.5, _ALL),
    "oversized": (1.6, _ALL), "colossal": (3.0, _ALL), "towering": (1.6, (1,)),
    "tall": (1.25, (1,)), "high": (1.25, (1,)), "short": (0.8, (1,)), "low": (0.7, (1,)),
    "low-profile": (0.7, (1,)), "flat": (0.4, (1,)), "wide": (1.25, (0,)), "narrow": (0.75, (0,)),
    "king-size": (1.15, (0,)), "queen-size": (1.05, (0,)), "thick": (1.4, (0, 2)),
    "thin": (0.6, (0, 2)), "life-size": (1.0, _ALL), "medium-sized": (1.0, _ALL),
}  # fmt: skip
"""Factor of the usual size, and the axes (width, height, depth) that it is for: our defaults."""
_LONG: Final = 1.4
_SHAPES: Final = {"circular": "round", "oblong": "rectangular", "elliptical": "oval",
                  "spherical": "round", "cubic": "square"}  # fmt: skip
_OVAL: Final = 1.25
_RECTANGLE: Final = 1.3
_ROUND: Final = frozenset(
    {
        "apple", "ball", "balloon", "barrel", "bowl", "bucket", "candle", "clock", "column", "cup",
        "donut", "drum", "fountain", "frisbee", "hot_air_balloon", "lantern", "lighthouse",
        "orange", "parasol", "pizza", "plate", "pot", "potted_plant", "pumpkin", "round_table",
        "snowman", "sphere", "stool", "stump", "tower", "trash_can", "vase", "well", "wine_glass",
    }
)  # fmt: skip
"""Assets that are round already."""
_PATTERNS: Final = {
    "striped": "stripes", "zebra-striped": "stripes", "checkered": "checker", "checked": "checker",
    "plaid": "checker", "tartan": "checker", "plain": "plain",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Shaped:
    """A casting as the words shape it."""

    casting: Casting
    lost: tuple[AttributeFact, ...] = ()
    """Words that could not be drawn."""


def shaped(fact: EntityFact, casting: Casting) -> Shaped:
    """Return the asset or the proportions that words of shape ask for."""
    lost: list[AttributeFact] = []
    for attribute in fact.attributes:
        if attribute.of_part or attribute.name not in {"shape", "pattern"}:
            continue
        if attribute.name == "pattern":
            animal = casting.species is not None
            done = casting if animal or attribute.value in _PATTERNS else None
        else:
            done = _reshaped(casting, _SHAPES.get(attribute.value, attribute.value))
        if done is None:
            lost.append(attribute)
        else:
            casting = done
    return Shaped(casting=casting, lost=tuple(lost))


def _reshaped(casting: Casting, shape: str) -> Casting | None:
    w, h, d = casting.size_m
    if casting.species is not None or casting.placeholder:
        return None
    if shape in {"round", "oval"}:
        return _round(casting, oval=shape == "oval")
    size = None
    if shape == "square":
        side = round(math.sqrt(w * d), 6)
        size = (side, h, side)
    elif shape == "rectangular":
        square = max(w, d) < 1.1 * min(w, d)
        size = (round(w * _RECTANGLE, 6), h, d) if square else casting.size_m
    if size is None or casting.catalogue_id in _ROUND:
        return None
    return replace(casting, size_m=size)


def _round(casting: Casting, *, oval: bool) -> Casting | None:
    """Return the round one of its kind, perhaps drawn out sideways."""
    found = catalogue.ENTRIES.get(f"round_{casting.catalogue_id}")
    if casting.catalogue_id in _ROUND:
        found = catalogue.ENTRIES[casting.catalogue_id]
    if found is None:
        return None
    w, h, d = found.size_m
    size = (round(w * _OVAL, 6), h, round(d / _OVAL, 6)) if oval else found.size_m
    return replace(casting, catalogue_id=found.id, size_m=size, color=found.color)


def size_words(fact: EntityFact) -> tuple[AttributeFact, ...]:
    """Return the words that say how large the thing itself is."""
    return tuple(
        a for a in fact.attributes
        if not a.of_part and (a.value in _SIZES or (a.name == "size" and a.value == "long"))
    )  # fmt: skip


def scaled(size: Size, words: Sequence[AttributeFact], *, whole: bool) -> Size:
    """Return a size after words such as "tall" and "narrow".

    `whole` scales all axes alike, as a living body needs; "long" is for the longer ground axis.
    """
    found = list(size)
    for word in words:
        longer = 0 if size[0] >= size[2] else 2
        factor, axes = _SIZES.get(word.value, (_LONG, (longer,)))
        for axis in _ALL if whole else axes:
            found[axis] *= factor
    return (round(found[0], 6), round(found[1], 6), round(found[2], 6))


def drawn_pattern(word: str) -> str:
    """Return the pattern that is drawn for a word; plain where there is none like it."""
    return _PATTERNS.get(word, "plain")
