"""What somebody wears: the garments of the words, then those of their role, then everyday ones.

A garment of the words takes the place of the guessed ones on the same part of the body.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from groundplan.agents.colours import colour_code
from groundplan.agents.draws import Draw
from groundplan.agents.notes import Note
from groundplan.assets.garments import BARE_FEET, GARMENTS, Cut, cut, garment_id, likeness
from groundplan.assets.outfits import EVERYDAY, OUTFITS, outfit_of
from groundplan.language.facts import AttributeFact, EntityFact, Span
from groundplan.world.entity import Garment

__all__ = ["Clothes", "clothes_of"]

_CHILD_YEARS: Final = 14.0
_OLD_YEARS: Final = 65.0
_WHOLE_LOOKS: Final = frozenset(
    {"clothes", "clothing", "outfit", "attire", "costume", "garment", "uniform of"}
)
_WITH: Final[Mapping[str, str]] = {
    "suit": "business_suit", "tuxedo": "tuxedo", "wedding_dress": "bride", "scrubs": "nurse",
    "kimono": "traditional", "spacesuit": "astronaut", "armor": "knight", "lab_coat": "doctor",
    "turnout_coat": "firefighter", "tracksuit": "sport", "raincoat": "raincoat",
    "blazer": "teacher", "overalls": "mechanic", "apron": "barista",
}  # fmt: skip
"""By garment: the outfit that it usually comes with."""
_TOPS: Final = ("#5b7f95", "#8a4a44", "#6b7f5a", "#c9b98f", "#3f4a66", "#7a6a8a", "#d5d2ca",
                "#b5773c", "#4f7a72")  # fmt: skip
_BOTTOMS: Final = ("#33456b", "#4a4640", "#2f3338", "#6a5d48", "#4d5442")
_SHOES: Final = ("#3a2a20", "#d8d5cf", "#1d1a18", "#5a4430")
_BARE: Final = frozenset({"naked", "nude", "topless", "shirtless", "undressed"})
_LONG: Final[Mapping[str, str]] = {"skirt": "long_skirt", "dress": "gown"}
_BELOW: Final = frozenset({"lower", "skirt", "whole"})
_SHOWN: Final = frozenset({"color", "material"})


@dataclass(slots=True)
class Clothes:
    """Garments, the words that their colours come from, and what could not be shown."""

    garments: dict[str, Garment] = field(default_factory=dict[str, Garment])
    read: dict[str, Span] = field(default_factory=dict[str, Span])
    """By path below `appearance`: what was said."""
    notes: list[Note] = field(default_factory=list[Note])


def clothes_of(fact: EntityFact, *, age_years: float, gender: str, draw: Draw) -> Clothes:
    """Return what a person wears."""
    found = Clothes()
    said = _said(fact, found)
    outfit = _outfit(fact, said, age_years=age_years, gender=gender, draw=draw)
    role = outfit_of(fact.noun, gender=gender)
    missing = _missing(fact, found)
    for name, code in OUTFITS[outfit].items():
        how = cut(name)
        if name == "tie" and gender == "female":
            continue
        if how.region not in missing and not _replaced(how, said, role=bool(role)):
            kept = outfit == role or outfit in _WITH.values() or name in _WITH_OWN_COLOUR
            color = code if kept else _drawn(how, code, draw)
            found.garments[name] = Garment(color=color)
    for name, how in said.items():
        _wear(fact, found, name, how=how, draw=draw)
    if "feet" in missing:
        found.garments[BARE_FEET] = Garment(color="#c99b7d")
    _recoloured(fact, found)
    return found


_WITH_OWN_COLOUR: Final = frozenset({"tie", "bow_tie", "glasses", "sunglasses"})


def _said(fact: EntityFact, found: Clothes) -> dict[str, Cut]:
    """Return the garments of the words by id; others become notes."""
    worn: dict[str, Cut] = {}
    for words in fact.garments:
        if words in _WHOLE_LOOKS:
            continue
        stand_in = likeness(words)
        name = stand_in or _key(words)
        if not garment_id(name):
            found.notes.append(_unknown(fact, words))
            continue
        sizes = {a.value for a in fact.attributes if a.of_part == words}
        if "long" in sizes:
            name = _LONG.get(name, name)
        if stand_in:
            found.notes.append(_alike(fact, words, stand_in))
        worn[name] = cut(name)
        found.notes += _undrawn(fact, words)
    return worn


def _key(words: str) -> str:
    """Return the words as the id of a garment ("t shirt" is a t-shirt, "rain boots" rain_boots)."""
    plain = garment_id(words)
    spelled = "_".join(words.replace("-", " ").replace("'s", " ").lower().split())
    return plain if spelled == plain.replace("-", "_") else spelled


def _unknown(fact: EntityFact, words: str) -> Note:
    return Note(
        code="casting.unknown-garment",
        message=f'the wardrobe has no "{words}": {fact.words} goes without',
        below="appearance/garments",
        options=("name a similar garment",),
    )


def _alike(fact: EntityFact, words: str, stand_in: str) -> Note:
    shown = stand_in.replace("_", " ")
    return Note(
        code="casting.garment-likeness", severity="info",
        message=f'the wardrobe has no "{words}": {fact.words} wears the nearest, {shown}, a guess',
        below=f"appearance/garments/{stand_in}", measured=shown, expected=words,
        options=("name a similar garment",),
    )  # fmt: skip


def _undrawn(fact: EntityFact, words: str) -> list[Note]:
    """Return a note for words about a garment that nothing in the picture shows."""
    lost = [a for a in fact.attributes if a.of_part == words and a.name not in _SHOWN]
    lost = [a for a in lost if a.value != "long"]
    return [
        Note(
            code="casting.garment-detail", severity="info",
            message=f'"{a.value}" of the {words} is kept in words and not drawn',
            below="attributes", span=a.span,
        )
        for a in lost
    ]  # fmt: skip


def _outfit(
    fact: EntityFact, said: Mapping[str, Cut], *, age_years: float, gender: str, draw: Draw
) -> str:
    role = outfit_of(fact.noun, gender=gender)
    if role:
        return role
    for name in said:
        if garment_id(name) in _WITH:
            return _WITH[garment_id(name)]
    group = gender
    if age_years < _CHILD_YEARS:
        group = "child"
    elif age_years > _OLD_YEARS:
        group = "old"
    options = EVERYDAY[group]
    upper = {"upper", "lower"} & {how.region for how in said.values()}
    if upper:
        parts = {o: {cut(g).region for g in OUTFITS[o]} for o in options}
        options = tuple(o for o in options if "whole" not in parts[o]) or options
    return draw.pick(options, f"outfit:{group}")


def _replaced(how: Cut, said: Mapping[str, Cut], *, role: bool) -> bool:
    """Return whether garments of the words leave no room for a guessed one."""
    return any(_takes_place(other, how, role=role) for other in said.values())


def _takes_place(said: Cut, guessed: Cut, *, role: bool) -> bool:
    legs = said.region in _BELOW or said.legs is not None
    if guessed.region in {"lower", "skirt"}:
        return legs
    if guessed.region == "whole":
        return legs or said.region == "upper"
    if guessed.region != "upper":
        return said.region == guessed.region
    if guessed.legs is not None and legs:
        return True
    return _over_chest(said, guessed, role=role)


def _over_chest(said: Cut, guessed: Cut, *, role: bool) -> bool:
    """Return whether a garment of the words leaves no room for a guessed top."""
    if said.shape == "apron" or said.region not in {"upper", "whole"}:
        return False
    kept = role and guessed.opening > 0.0
    if said.region == "whole":
        return not (role and _outer(guessed))
    if _outer(guessed):
        return _outer(said) or not kept
    return not _outer(said) or said.opening <= 0.0


def _outer(how: Cut) -> bool:
    return how.layer >= 3 or (how.layer == 2 and how.opening > 0.0)


def _missing(fact: EntityFact, found: Clothes) -> frozenset[str]:
    """Return the parts of the body on which nothing is worn, by the words."""
    missing: set[str] = set()
    for attribute in fact.attributes:
        value = attribute.value
        if value in {"barefoot", "barefooted", "shoeless", "without shoes"}:
            missing.add("feet")
        elif value.startswith("without "):
            name = garment_id(value.removeprefix("without "))
            missing |= {cut(name).region} if name else set()
        elif value in _BARE:
            found.notes.append(
                Note(code="casting.always-clothed", span=attribute.span,
                     message=f'"{value}": people are always drawn in clothes',
                     below="appearance/garments")
            )  # fmt: skip
    return frozenset(missing & {"feet", "head", "neck", "back", "face", "hands"})


def _drawn(how: Cut, code: str, draw: Draw) -> str:
    if how.region in {"upper", "whole"} and how.layer <= 3 and how.legs is None:
        return draw.pick(_TOPS, "tops")
    if how.region in {"lower", "skirt"}:
        return draw.pick(_BOTTOMS, "bottoms")
    return draw.pick(_SHOES, "shoes") if how.region == "feet" else code


def _wear(fact: EntityFact, found: Clothes, name: str, *, how: Cut, draw: Draw) -> None:
    words = next(
        (w for w in fact.garments if name in {_key(w), likeness(w)}),
        next((w for w in fact.garments if _LONG.get(_key(w)) == name), name),
    )
    color = _of(fact, words, "color")
    code = colour_code(color.value) if color else None
    same = (name, garment_id(name))
    usual = next((o[n] for n in same for o in OUTFITS.values() if n in o), None)
    material = _of(fact, words, "material")
    found.garments[name] = Garment(
        color=code or usual or _drawn(how, "#6f7378", draw),
        material=material.value if material else "cloth",
    )
    if color and code:
        found.read[f"garments/{name}/color"] = color.span
    if material:
        found.read[f"garments/{name}/material"] = material.span


def _of(fact: EntityFact, part: str, name: str) -> AttributeFact | None:
    return next((a for a in fact.attributes if a.of_part == part and a.name == name), None)


def _recoloured(fact: EntityFact, found: Clothes) -> None:
    """Dress somebody in a colour ("in black"): all that covers trunk and legs."""
    for words in fact.garments:
        color = _of(fact, words, "color")
        code = colour_code(color.value) if color else None
        if words not in _WHOLE_LOOKS or color is None or code is None:
            continue
        for name in found.garments:
            covers = name != BARE_FEET and GARMENTS[garment_id(name)].region in {
                "upper", "whole", "lower", "skirt",
            }  # fmt: skip
            if covers and f"garments/{name}/color" not in found.read:
                found.garments[name] = Garment(color=code)
                found.read[f"garments/{name}/color"] = color.span
