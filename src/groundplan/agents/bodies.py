"""Which body stands for a noun: a person, an animal, an asset, or a labelled stand-in."""

from dataclasses import dataclass, replace
from functools import cache
from typing import Final, Literal

from groundplan.assets import catalogue, likeness
from groundplan.assets.animals import animal_mannequin
from groundplan.assets.entry import Entry
from groundplan.assets.sceneries import scenery_of
from groundplan.assets.species import ALIASES, SPECIES, Species, species
from groundplan.errors import SceneError
from groundplan.language.facts import EntityFact
from groundplan.language.vocabulary import vocabulary
from groundplan.language.word_meanings import noun_meaning

__all__ = ["Casting", "Size", "cast_thing", "is_person"]

Size = tuple[float, float, float]
_PLACE_M: Final = (12.0, 0.02, 12.0)
"""A place that the catalogue lacks: a labelled piece of ground."""
_MARGIN: Final = 4
"""Steps between two meanings, at most, for one to stand for the other; measured, see ADR 0015."""
_STAND_INS: Final = ("set", "prop", "vehicle", "character", "animal")


@dataclass(frozen=True, slots=True, kw_only=True)
class Casting:
    """What something is drawn with."""

    catalogue_id: str
    size_m: Size
    color: str
    species: Species | None = None
    species_id: str = ""
    likeness: bool = False
    """The nearest thing by agreement, not the thing itself."""

    @property
    def placeholder(self) -> bool:
        """Return whether it is a stand-in."""
        return self.catalogue_id == "placeholder"


def is_person(fact: EntityFact) -> bool:
    """Return whether the fact is about people."""
    if fact.kind not in {"character", "group"}:
        return False
    drawn = catalogue.find(fact.noun)
    return drawn is None or drawn.kind != "character"


def cast_thing(fact: EntityFact) -> Casting:
    """Return what stands for an animal or a thing; a stand-in when nothing like it exists."""
    forms = _forms(fact.noun)
    if fact.interior:
        return _entry(catalogue.entry("plain_room"))
    if fact.kind in {"animal", "unknown", "character"}:
        for form in forms:
            if found := _species(form):
                return found
    inside = scenery_of(fact.noun) if _is_place(fact) else None
    for form in forms if inside is None or inside.ground else ():
        if entry := catalogue.find(form):
            return _entry(entry)
        if entry := likeness.nearest(form):
            return _entry(entry, alike=True)
    return _by_kind(fact)


def _is_place(fact: EntityFact) -> bool:
    """Return whether all happens in it, so that its inside matters more than its walls."""
    return fact.kind == "set" and fact.role == "place"


def _by_kind(fact: EntityFact) -> Casting:
    """Return what stands for something that no table names."""
    known = vocabulary().noun(fact.noun) or vocabulary().noun(fact.noun.rpartition(" ")[2])
    hypernym = known.hypernym if known else ""
    kind: Literal["set", "prop", "vehicle", "character", "animal"] = (
        fact.kind if fact.kind in _STAND_INS else "prop"  # pyright: ignore[reportAssignmentType]  # narrowed by the tuple
    )
    flat = _is_place(fact)
    if flat and (scenery := scenery_of(fact.noun)) is not None:
        return _entry(catalogue.entry("ground" if scenery.ground else "room"))
    if entry := likeness.nearest(fact.noun, hypernym=hypernym):
        return _entry(entry, alike=True)
    if known is None and (alike := _by_meaning(fact)):
        return alike
    stand_in = catalogue.placeholder(fact.noun, kind)
    size = (
        _PLACE_M
        if flat
        else likeness.stand_in_size(kind, hypernym=hypernym, noun=known.id if known else fact.noun)
    )
    return Casting(catalogue_id="placeholder", size_m=size, color=stand_in.color)


def _by_meaning(fact: EntityFact) -> Casting | None:
    """Return the nearest body or thing by the meaning of a word, of the same kind; else None."""
    meaning = noun_meaning(fact.noun)
    if meaning is None or not meaning.target or meaning.distance > _MARGIN:
        return None
    if meaning.kind == "animal":
        found = _species(meaning.target) if fact.kind == "animal" else None
        return replace(found, likeness=True) if found else None
    same = fact.kind in {"unknown", meaning.kind} or {fact.kind, meaning.kind} == {"set", "prop"}
    return _entry(catalogue.entry(meaning.target), alike=True) if same else None


def _entry(entry: Entry, *, alike: bool = False) -> Casting:
    return Casting(catalogue_id=entry.id, size_m=entry.size_m, color=entry.color, likeness=alike)


def _forms(noun: str) -> tuple[str, ...]:
    """Return the noun, the noun that its synonyms share, and the head of a compound."""
    entry = vocabulary().noun(noun)
    head = noun.rpartition(" ")[2]
    other = vocabulary().noun(head)
    forms = (noun, entry.id if entry else "", head, other.id if other else "")
    return tuple(dict.fromkeys(form for form in forms if form))


def _species(noun: str) -> Casting | None:
    try:
        kind = species(noun)
    except SceneError:
        return None
    name = ALIASES.get(noun.replace("_", " "), noun.replace(" ", "_"))
    known = name if name in SPECIES else noun
    return Casting(
        catalogue_id=known, size_m=_animal_size(kind), color=kind.color, species=kind,
        species_id=known,
    )  # fmt: skip


@cache
def _animal_size(kind: Species) -> Size:
    """Return width, height and depth of the animal as it is drawn at rest [m]."""
    w, h, d = animal_mannequin(kind, height_m=kind.height_m).size_m
    return (round(float(w), 4), round(float(h), 4), round(float(d), 4))
