"""Words that must be verbs though they were tagged as nouns: subject and verb agree in number.

"Four raccoons rummage", "a cyclist pedals", "in walks Scott", "the former sleeps".
"""

from typing import Final, Protocol, runtime_checkable

from groundplan.language.known_by_meaning import meant_entry
from groundplan.language.lexicon import lexicon
from groundplan.language.morphology import singulars
from groundplan.language.tokens import Token
from groundplan.language.vocabulary import NounEntry, VerbEntry, vocabulary
from groundplan.language.word_meanings import verb_meaning

__all__ = ["does_agree", "must_be_verb", "unknown_verb"]


@runtime_checkable
class Words(Protocol):
    """What is asked of the words that the parser sees."""

    tokens: tuple[Token, ...]
    lowers: list[str]
    tags: list[str]

    def opens(self, at: int) -> bool:
        """Whether what stands there can follow a verb."""
        ...

    def noun_at(self, at: int) -> bool:
        """Whether a noun stands there."""
        ...

    def nominal_at(self, at: int) -> bool:
        """Whether a noun phrase could start there."""
        ...


_ACTING: Final = frozenset({"character", "animal", "vehicle"})
_STANDINS: Final = frozenset({"one", "other", "former", "latter", "both", "another"})
_INWARD: Final = frozenset({"in", "out", "up", "down", "off", "away", "here", "over", "past"})
_ONE: Final = frozenset({"a", "an", "one", "this", "that", "each", "every", "another"})
_VERBAL: Final = frozenset({"VBZ", "VBP", "VBD"})
_TRANSITIVE: Final = frozenset({"handle", "transfer", "hold"})
_SHORTEST: Final = 4
"""Letters of an unknown word that may be a verb."""
_SOFT: Final = ("v", "z", "c", "u", "dg", "rg", "cl", "bl", "gl", "kl", "tl", "pl")
"""Ends of stems that lost an e."""


def does_agree(words: Words, at: int, entry: VerbEntry) -> bool:
    """Whether a known verb form agrees with the subject right before it, or stands inverted."""
    tag = words.tags[at]
    odd = tag == "IN" and lexicon().prepositions.get(words.lowers[at]) is None
    if not tag.startswith("NN") and tag not in {"JJ", "VBP", "VBZ"} and not odd:
        return False
    if entry.tag == "VBZ" and _inverted(words, at):
        return True
    many = _subject_is_many(words, at, known=True, things=entry.verb_class == "change")
    if many is None or entry.tag != ("VB" if many else "VBZ"):
        return False
    return words.opens(at + 1) or (entry.verb_class in _TRANSITIVE and _object(words, at + 1))


def must_be_verb(words: Words, at: int) -> bool:
    """Whether an unknown word can only be the verb of the person, animal or vehicle before it."""
    lower, tag = words.lowers[at], words.tags[at]
    if not lower.isalpha() or len(lower) < _SHORTEST or not _unknown(lower):
        return False
    if not (tag.startswith("NN") or tag in {"JJ", "IN"}) or not words.opens(at + 1):
        return False
    many = _subject_is_many(words, at, known=False)
    inflected = lower.endswith("s") and not lower.endswith("ss")
    return many is not None and many != inflected and not _has_verb(words, at)


def _unknown(lower: str) -> bool:
    tables = lexicon()
    known = lower in tables.adjectives or lower in tables.garments or lower in tables.parts
    return not (
        known or lower in tables.colors or vocabulary().noun(lower) is not None
        or lower in tables.abstract or tables.prepositions.get(lower) is not None
        or any(one in tables.garments | tables.parts | tables.abstract for one in singulars(lower))
    )  # fmt: skip


def _inverted(words: Words, at: int) -> bool:
    """Whether "in walks Scott" or "out steps a man" stands at the start of a sentence."""
    first = at == 1 or (at > 1 and words.tokens[at - 2].stop)
    if not first or words.lowers[at - 1] not in _INWARD:
        return False
    return words.tags[at + 1 : at + 2] in (["DT"], ["NNP"], ["PRP$"], ["CD"])


def _subject_is_many(words: Words, at: int, *, known: bool, things: bool = False) -> bool | None:
    """Return whether the noun right before a place stands for many; None when it is no subject."""
    if at == 0:
        return None
    before = words.lowers[at - 1]
    if before in _STANDINS:
        return _standin_is_many(words, at - 1)
    entry = vocabulary().noun(before) or _meant(before, words.tags[at - 1])
    if entry is None or not (things or entry.kind in _ACTING):
        return None
    compound = vocabulary().noun(f"{before} {words.lowers[at]}") is not None
    group = not known and entry.number > 1 and not entry.many
    if compound or group or _inside(words, at - 1):
        return None
    number = _number_before(words, at - 1)
    if entry.many or number in {"many", "pair"} or entry.number > 1:
        return True
    return False if number == "one" else None


def _meant(lower: str, tag: str) -> NounEntry | None:
    return meant_entry(next(singulars(lower), lower) if tag == "NNS" else lower, tag)


def _standin_is_many(words: Words, at: int) -> bool | None:
    lower, tag = words.lowers[at], words.tags[at - 1 : at]
    opens = at == 0 or words.tokens[at - 1].stop or words.lowers[at - 1] in {",", "and", "while"}
    if lower in {"one", "both"}:
        return lower == "both" if opens else None
    return False if lower != "other" or tag == ["DT"] else None


def _inside(words: Words, at: int) -> bool:
    """Whether a preposition stands before the noun phrase, so that it is no subject."""
    while at > 0 and (words.tags[at].startswith(("NN", "JJ", "CD", "VB")) or words.noun_at(at)):
        at -= 1
    while at > 0 and words.tags[at] in {"DT", "PRP$"}:
        at -= 1
    return words.tags[at] in {"IN", "TO"} and words.lowers[at] not in {"as", "while", "when"}


def _number_before(words: Words, at: int) -> str:
    """Return "one", "many" or "pair" of the noun phrase that ends at a place; empty: unknown."""
    k = at - 1
    while k >= 0 and (words.tags[k] in {"JJ", "NN", "NNP", "VBG", "VBN"} and not _joint(words, k)):
        k -= 1
    lower = words.lowers[k] if k >= 0 else ""
    if k < 0 or words.tokens[k].stop:
        return "one"
    if lower in {"and", "or"} and k > 0 and words.noun_at(k - 1):
        return "pair"
    if lower in _ONE:
        return "pair" if k > 0 and words.lowers[k - 1] == "and" and _pair(words, k - 1) else "one"
    if lower == "the":
        return "pair" if k > 0 and words.lowers[k - 1] == "and" and _pair(words, k - 1) else "one"
    return "many" if k >= 0 and words.tags[k] == "CD" else ""


def _joint(words: Words, at: int) -> bool:
    return words.lowers[at] in {"and", "or", ","}


def _pair(words: Words, at: int) -> bool:
    """Whether "and" at a place joins two subjects: no verb stands before it."""
    entry: NounEntry | None = vocabulary().noun(words.lowers[at - 1]) if at else None
    if entry is None or entry.kind not in _ACTING:
        return False
    return not any(words.tags[k] in _VERBAL for k in range(_start(words, at), at))


def _start(words: Words, at: int) -> int:
    while at > 0 and not words.tokens[at - 1].stop:
        at -= 1
    return at


def _object(words: Words, at: int) -> bool:
    """Whether a bare object follows, and no other word of its clause is a finite verb."""
    return words.nominal_at(at) and not _has_verb(words, at - 1)


def _has_verb(words: Words, at: int) -> bool:
    """Whether a finite verb stands behind a place in its clause."""
    for k in range(at + 1, len(words.lowers)):
        if words.tokens[k].stop or words.lowers[k] in {",", "and", "while", "as", "who", "that"}:
            return False
        if words.tags[k] in _VERBAL:
            return True
    return False


def unknown_verb(word: str, tag: str) -> VerbEntry:
    """Return an entry for a verb that the vocabulary does not have: of the nearest action, if any.

    Without one its lemma is made by rule.
    """
    if meaning := verb_meaning(word):
        return VerbEntry(
            lemma=meaning.lemma, action=meaning.action, verb_class=meaning.verb_class, tag=tag,
            shy=False,
        )  # fmt: skip
    return VerbEntry(lemma=_lemma(word, tag), action="", verb_class="unknown", tag=tag, shy=False)


def _lemma(word: str, tag: str) -> str:
    if tag == "VBZ":
        sibilant = word.endswith(("ches", "shes", "xes", "sses", "zzes"))
        return (
            word[:-2]
            if sibilant
            else next(singulars(word), word)
            if not word.endswith("ses")
            else word[:-1]
        )
    stem = word
    if tag == "VBG" and word.endswith("ing"):
        stem = word[:-3]
    elif tag in {"VBD", "VBN"} and word.endswith("ed"):
        stem = word[:-2]
    if stem == word or len(stem) < len("ad"):
        return word
    if stem[-2:-1] == stem[-1:] and stem[-1:] not in "lsz":
        return stem[:-1]
    return stem + "e" if stem.endswith(_SOFT) else stem
