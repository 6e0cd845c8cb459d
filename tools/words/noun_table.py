"""Nouns of WordNet -> what kind of thing each names, and the nearest body or prop of ours."""

from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from itertools import chain
from pkgutil import iter_modules
from typing import Final

from groundplan.assets import catalogue, kits
from groundplan.assets.likeness import LIKENESSES
from groundplan.assets.species import ALIASES, SPECIES
from groundplan.language.vocabulary import vocabulary
from words.wordnet import WordNet

__all__ = ["Noun", "noun_table"]

_CONCRETE: Final = frozenset(
    ["animal", "artifact", "body", "food", "location", "object", "person", "plant", "substance"]
)
_NEUTRAL: Final = frozenset(["group", "phenomenon", "possession", "quantity", "shape", "top"])
_SHOWN: Final = frozenset(["phenomenon", "possession", "shape"])
"""Classes in which some words name what is seen: no reason to draw, none to refuse."""
_FEW: Final = 25
"""Meanings below one whose members look alike enough to stand for one another."""
_MANY: Final = 1100
"""Meanings below one that are too different for one of ours to stand for them all."""
_FARTHEST: Final = 4
_SIBLINGS: Final = 2
"""Steps to one that shares the next wider meaning, at most."""
_GROUNDS: Final = frozenset({"ground", "room", "plain_room", "wall", "water", "road", "path"})
"""Of ours, what surrounds things and so never stands for one."""
_MADE: Final = ("artifact",)
_KITS: Final = {
    "nature": ("object", "plant"), "plants": ("plant",), "flowers": ("plant",),
    "heavens": ("object", "phenomenon"), "food": ("food", "plant"), "meals": ("food",),
    "groceries": ("food", "plant", "artifact"),
}  # fmt: skip
"""Classes of what a kit draws, where it draws no artifacts."""
_SENSES: Final = 3
"""Meanings of a word that are asked: rarer ones are seldom meant."""
_TIMES: Final = 4
"""As often must an abstract first meaning be meant as a later one that can be drawn."""
_SURELY: Final = 40
"""The same, before nothing at all is drawn."""
_SIGNS: Final = ("signal", "symbol", "visual_communication")
_TOO_GENERAL: Final = frozenset({
    "food", "machine", "surface", "plant", "light", "vegetable", "fruit", "meal", "vessel",
    "blade", "slice", "dinner", "lunch", "supper", "breakfast", "brunch", "feast", "disc", "disk",
    "tap", "sweet", "block", "organ", "record", "structure", "device", "toy", "instrument",
})  # fmt: skip
"""Words of ours that name more than what they are drawn with."""
_ROOTS: Final = {
    "animal": ("animal",), "vehicle": ("vehicle",),
    "set": ("building", "building_complex", "room", "housing", "stadium", "establishment",
            "geological_formation", "body_of_water", "tract"),
}  # fmt: skip
"""Kinds of entities by the meaning that is above them, the first meaning of the word."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Noun:
    """What a word means first."""

    lexical: str
    kind: str = ""
    """Kind of entity: character, animal, vehicle, set, prop; empty: nothing that can be drawn."""
    target: str = ""
    distance: int = 0
    """Steps up to, and down from, the nearest meaning that both share."""


class _Nearest:
    """Where ours stand among the meanings."""

    def __init__(self, net: WordNet) -> None:
        self.net = net
        self.animals = self._anchors((name, target, ("animal",)) for name, target in _animals())
        self.things = self._anchors(_things())
        self.roots = {name: net.senses[name][0] for name in chain(*_ROOTS.values(), _SIGNS)}

    def _anchors(self, names: Iterator[tuple[str, str, tuple[str, ...]]]) -> dict[str, str]:
        found: dict[str, str] = {}
        for name, target, classes in names:
            senses = self.net.senses.get(name.replace(" ", "_").replace("-", "_"), ())
            fitting = (o for o in senses[:_SENSES] if self.net.synsets[o].lexical in classes)
            if (offset := next(fitting, "")) and name not in _TOO_GENERAL:
                found.setdefault(offset, target)
        return found

    def above(self, offset: str) -> dict[str, int]:
        """Return steps up by meaning, itself included."""
        steps, left = {offset: 0}, [offset]
        for one in left:
            for above in self.net.synsets[one].above:
                if above not in steps:
                    steps[above] = steps[one] + 1
                    left.append(above)
        return steps

    def kind(self, offset: str) -> str:
        """Return what kind of entity a meaning is."""
        above = self.above(offset)
        if self.net.synsets[offset].lexical == "person":
            return "character"
        for kind, names in _ROOTS.items():
            if any(self.roots[name] in above for name in names):
                return kind
        return "prop"

    def is_shown(self, offset: str) -> bool:
        """Return whether a meaning may be something that is seen (a buoy is a signal)."""
        above = self.above(offset)
        sign = any(self.roots[name] in above for name in _SIGNS)
        return sign or self.net.synsets[offset].lexical in _CONCRETE | _SHOWN

    def find(self, offset: str, kind: str) -> tuple[str, int]:
        """Return the nearest of ours and how far it is; nothing when all are too far."""
        anchors = self.animals if kind == "animal" else self.things
        best: tuple[int, int, str] = (_FARTHEST + 1, 0, "")
        for above, steps in self.above(offset).items():
            alike = self.net.synsets[above].lexical == self.net.synsets[offset].lexical
            if self.net.synsets[above].size > _MANY or not alike:
                continue
            if above in anchors:
                best = min(best, (steps, 0, anchors[above]))
            elif self.net.synsets[above].size <= _FEW:
                for n, (target, down) in enumerate(self._below(above, anchors)):
                    if steps + down <= _SIBLINGS:
                        best = min(best, (steps + down, n + 1, target))
        fits = best[2] and _size_fits(best[2], kind)
        return (best[2], best[0]) if fits else ("", 0)

    def _below(self, offset: str, anchors: dict[str, str]) -> Iterator[tuple[str, int]]:
        left = [(offset, 0)]
        for one, down in left:
            if one in anchors and down:
                yield anchors[one], down
            left += [(below, down + 1) for below in self.net.synsets[one].below]


def _size_fits(target: str, kind: str) -> bool:
    """Whether a thing is of the class of sizes of what stands for it."""
    if kind == "animal" or target not in catalogue.ENTRIES:
        return kind == "animal"
    drawn = catalogue.entry(target)
    if kind == "vehicle":
        return max(drawn.size_m) > 1.0
    return max(drawn.size_m) >= 1.5 if kind == "set" else drawn.kind != "vehicle"


def _animals() -> Iterator[tuple[str, str]]:
    own = {name.replace("_", " "): name for name in SPECIES}
    yield from own.items()
    yield from ALIASES.items()
    yield from _synonyms(own | dict(ALIASES))


def _things() -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Yield (noun, entry, classes that it may be meant in), our own names first."""
    classes = {
        entry.id: _KITS.get(kit.name, _MADE)
        for kit in iter_modules(kits.__path__)
        for entry in getattr(import_module(f"{kits.__name__}.{kit.name}"), "ENTRIES", ())
    }
    own = {target.replace("_", " "): target for target in catalogue.ENTRIES}
    said = {noun: entry.id for entry in catalogue.ENTRIES.values() for noun in entry.nouns}
    alike = {
        noun.strip(): target for target, nouns in LIKENESSES.items() for noun in nouns.split(",")
    }
    synonyms = dict(_synonyms(said | own))
    for names in (own, said, synonyms, alike):
        for noun, target in names.items():
            if target not in _GROUNDS:
                yield noun, target, classes[target]


def _synonyms(drawn: dict[str, str]) -> Iterator[tuple[str, str]]:
    for group in vocabulary().sheets["nouns"].items():
        for noun, synonyms in group["nouns"].mapping().items():
            if noun in drawn:
                yield from ((synonym, drawn[noun]) for synonym in synonyms.words())


def noun_table(net: WordNet) -> dict[str, Noun]:
    """Return what every single, lower-case noun means."""
    nearest = _Nearest(net)
    return {
        word: _meaning(word, net, nearest)
        for word in sorted(net.senses)
        if word.isascii() and word.isalpha() and _is_common(word, net)
    }


def _lexical(classes: list[str]) -> str:
    """Return the first class; of a group that is also what it does, that ("seminar")."""
    other = (name for name in classes if name not in _CONCRETE | _NEUTRAL)
    return next(other, classes[0]) if classes[0] == "group" else classes[0]


def _is_common(word: str, net: WordNet) -> bool:
    return any(word in net.synsets[o].words and net.synsets[o].above for o in net.senses[word])


def _meaning(word: str, net: WordNet, nearest: _Nearest) -> Noun:
    senses = [
        (n, o)
        for n, o in enumerate(net.senses[word], start=1)
        if word in net.synsets[o].words and net.synsets[o].above
    ]
    first, classes = senses[0][0], [net.synsets[o].lexical for _, o in senses]
    often = net.counts[word, first]
    meant = [(n, o) for n, o in senses if n == first or often < _TIMES * (net.counts[word, n] + 1)]
    if classes[0] == "food":
        meant.sort(key=lambda sense: net.synsets[sense[1]].lexical != "animal")
    if word.endswith(("er", "or")) and not often:
        meant.sort(key=lambda sense: net.synsets[sense[1]].lexical != "artifact")
    concrete = [(n, o) for n, o in meant if n <= _SENSES and net.synsets[o].lexical in _CONCRETE]
    if concrete and (concrete[0] == meant[0] or not often):
        sense = concrete[0][1]
        kind = nearest.kind(sense)
        target, distance = nearest.find(sense, kind) if kind != "character" else ("", 0)
        return Noun(lexical=net.synsets[sense].lexical, kind=kind, target=target, distance=distance)
    lexical = _lexical(classes)
    shown = lexical in _NEUTRAL or any(
        nearest.is_shown(o) for n, o in senses if often < _SURELY * (net.counts[word, n] + 1)
    )
    return Noun(lexical=lexical, kind="prop" if shown else "")
