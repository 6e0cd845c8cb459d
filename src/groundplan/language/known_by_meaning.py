"""Nouns that no list has, known by meaning to be somebody, an animal, a vehicle or a place."""

from typing import Final

from groundplan.language.lexicon import lexicon
from groundplan.language.vocabulary import NounEntry, vocabulary
from groundplan.language.word_meanings import noun_meaning

__all__ = ["meant_entry"]

_PLAYING: Final = frozenset({"character", "animal", "vehicle", "set"})


def meant_entry(noun: str, tag: str) -> NounEntry | None:
    """Return an entry for a noun that no list has, when its meaning says who or where; else None.

    Proper names are left alone, and so is what is done ("a chat"), and things are no better known
    for being called props.

    Args:
        noun: singular; the last word of a compound says what it is.
        tag: Penn tag of that word where it stands.
    """
    last, tables = noun.rpartition(" ")[2], lexicon()
    if tag not in {"NN", "NNS"} or last in tables.adjectives:
        return None
    if {noun, last} & tables.abstract or vocabulary().verb(last) is not None:
        return None
    meaning = noun_meaning(last)
    if meaning is None or meaning.kind is None or meaning.kind not in _PLAYING:
        return None
    return NounEntry(
        id=noun, noun=noun, kind=meaning.kind, many=tag == "NNS",
        hypernym="person" if meaning.kind == "character" else "",
    )  # fmt: skip
