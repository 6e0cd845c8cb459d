"""Closed classes and property words as ready tables."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from groundplan.language.phrases import PhraseTable
from groundplan.language.vocabulary import Sheet, vocabulary

__all__ = ["Lexicon", "Preposition", "lexicon"]

_ADJECTIVES: Final = {
    "sizes": "size", "ages": "age", "builds": "build", "patterns": "pattern", "states": "state",
    "moods": "mood", "materials": "material", "shapes": "shape",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Preposition:
    """A preposition: the relation it says at rest, and the part it plays in a motion."""

    words: str
    relation: str = ""
    goal: bool = False
    """The relation holds when a motion ends ("to the left of")."""
    way: str = ""
    """source, goal, around, past, through, along, over, under or across."""
    companion: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """Tables of small and property words."""

    prepositions: PhraseTable[Preposition]
    between: frozenset[str]
    directions: PhraseTable[str]
    orders: PhraseTable[str]
    pronouns: dict[str, str]
    vague: dict[str, int]
    numbers: dict[str, int]
    partitives: frozenset[str]
    abstract: frozenset[str]
    colors: frozenset[str]
    shades: frozenset[str]
    adjectives: dict[str, str]
    garments: frozenset[str]
    parts: frozenset[str]
    manners: PhraseTable[str]
    inherent: dict[str, str]
    """Direction that a verb has by itself ("descend")."""


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """Return the tables, built once."""
    sheets = vocabulary().sheets
    relations, adjectives = sheets["relations"], sheets["adjectives"]
    orders = relations["order"].mapping()
    return Lexicon(
        prepositions=PhraseTable([(p.words, p) for p in _prepositions(relations)]),
        between=frozenset(relations["between"].words()),
        directions=_flat(relations["directions"]),
        orders=PhraseTable([(w, kind) for kind, s in orders.items() for w in s.words()]),
        pronouns={w: k for k, s in relations["pronouns"].mapping().items() for w in s.words()},
        vague=_counts(relations["vague_counts"]) | _counts(relations["collectives"]),
        numbers=_counts(sheets["units"]["numbers"]),
        partitives=frozenset(relations["partitives"].words()),
        abstract=frozenset(relations["abstract"].words()),
        colors=frozenset(c.replace("-", " ") for c in adjectives["colors"].mapping()),
        shades=frozenset(adjectives["shades"].words()),
        adjectives={
            w.replace(" ", "-"): name
            for f, name in _ADJECTIVES.items()
            for w in adjectives[f].words()
        },
        garments=frozenset(sheets["garments"]["garments"].words()),
        parts=frozenset(sheets["garments"]["parts"].words()),
        manners=PhraseTable([(w, w) for w in relations["manners_extra"].words()]),
        inherent={v: d for d, s in relations["inherent"].mapping().items() for v in s.words()},
    )


def _flat(sheet: Sheet) -> PhraseTable[str]:
    return PhraseTable((w, key) for key, s in sheet.mapping().items() for w in s.words())


def _counts(sheet: Sheet) -> dict[str, int]:
    return {word: int(s.number()) for word, s in sheet.mapping().items()}


def _prepositions(sheet: Sheet) -> list[Preposition]:
    ways = {w.replace("-", " "): s.text() for w, s in sheet["ways"].mapping().items()}
    companions = {w: s.text() for w, s in sheet["companions"].mapping().items()}
    relations: dict[str, tuple[str, bool]] = {}
    for row in sheet["relations"].items():
        goal = row["goal"].flag()
        for form in row["forms"].words():
            relations.setdefault(form, (row["id"].text(), goal))
    return [
        Preposition(
            words=words,
            relation=relations.get(words, ("", False))[0],
            goal=relations.get(words, ("", False))[1],
            way=ways.get(words, ""),
            companion=companions.get(words, ""),
        )
        for words in sorted({*ways, *companions, *relations, "of", "about", "for", "like", "until"})
    ]
