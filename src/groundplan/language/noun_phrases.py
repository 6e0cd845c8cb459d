"""Noun phrases: determiner, number, properties and a head, from left to right."""

from dataclasses import dataclass, replace
from typing import Final

from groundplan.language.facts import AttributeFact
from groundplan.language.known_by_meaning import meant_entry
from groundplan.language.lexicon import lexicon
from groundplan.language.morphology import plural as plural_of
from groundplan.language.morphology import singulars
from groundplan.language.tokens import span_of
from groundplan.language.vocabulary import NounEntry, vocabulary
from groundplan.language.words import DETERMINERS, POSSESSIVES, Words

__all__ = ["NounPhrase", "read_noun_phrase"]

_EXTENTS: Final = frozenset({"surface", "area", "scene", "region", "setting"})
"""A "lake surface" is the lake."""
_MOST: Final = 10**6
"""A larger number of things is read as this many."""
_MULTIPLES: Final = {"dozen": 12, "hundred": 100, "thousand": 1000}
_LOOSE: Final = frozenset(
    {
        "several", "many", "some", "few", "various", "multiple", "numerous", "hundreds",
        "thousands", "dozens", "countless",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class NounPhrase:
    """A phrase around one noun."""

    noun: str
    entry: NounEntry | None
    start: int
    end: int
    head: int
    determiner: str
    count: int
    counted: bool
    """A number was said."""
    guessed: bool
    """A vague number was said ("several")."""
    number_index: int | None
    attributes: tuple[AttributeFact, ...]
    proper: bool
    plural: bool


@dataclass(slots=True)
class _Draft:
    determiner: str = ""
    count: int = 1
    counted: bool = False
    guessed: bool = False
    number_index: int | None = None


def read_noun_phrase(words: Words, start: int) -> NounPhrase | None:
    """Return the noun phrase that starts at a word, or None."""
    draft, at = _Draft(), start
    at = _half_dozen(words, at, draft) or _determiner(words, at, draft)
    properties: list[int] = []
    nouns: list[int] = []
    while at < len(words.lowers) and not words.tokens[at].name:
        length = _compound(words, at)
        if length > 1:
            nouns += range(at, at + length)
            at += length
        elif not nouns and _is_number(words, at) and not properties:
            _count(words, at, draft)
            at += 1
        elif _is_property(words, at, nouns):
            properties.append(at)
            at += 1
        elif words.noun_at(at) and words.verb_at(at) is None and words.tokens[at].word:
            nouns.append(at)
            at += 1
        elif not nouns and properties and _more_properties(words, at):
            at += 1
        else:
            break
    nouns = nouns or _name(words, at)
    return (
        _phrase(words, start, draft=draft, properties=properties, nouns=nouns)
        if nouns
        else _bare_number(words, start, at=at, draft=draft)
    )


def _more_properties(words: Words, at: int) -> bool:
    """Whether "and" or a comma joins another property to the ones before it."""
    return words.lowers[at] in {"and", ","} and _property_then_noun(words, at + 1)


def _half_dozen(words: Words, at: int, draft: _Draft) -> int:
    """Read "half a dozen"; return where it ends, 0 when it does not stand there."""
    if words.lowers[at : at + 3] != ["half", "a", "dozen"]:
        return 0
    draft.count, draft.counted, draft.number_index = 6, True, at + 2
    return at + 3


def _name(words: Words, at: int) -> list[int]:
    """Return the place of a person's name as a list of one, or an empty one."""
    return [at] if at < len(words.lowers) and words.tokens[at].name else []


def _determiner(words: Words, at: int, draft: _Draft) -> int:
    while at < len(words.lowers) and (
        words.lowers[at] in DETERMINERS
        or (words.lowers[at] in POSSESSIVES and words.tags[at] in {"PRP$", "PRP", "WP$"})
    ):
        draft.determiner = f"{draft.determiner} {words.lowers[at]}".strip()
        at += 1
    return at


def _compound(words: Words, at: int) -> int:
    """Return the length of a known compound noun at a place, or 0."""
    found = vocabulary().nouns.match(words.lowers, at)
    if found and found[0] > 1:
        return found[0]
    for length in (3, 2):
        phrase = " ".join(words.lowers[at : at + length])
        if len(words.lowers) >= at + length and phrase in lexicon().garments:
            return length
    return 0


def _is_number(words: Words, at: int) -> bool:
    lower = words.lowers[at]
    return (
        lower in lexicon().numbers
        or (lower.isascii() and lower.replace(",", "").isdigit())
        or (
            lower in lexicon().vague
            and words.tags[at] in {"JJ", "DT", "CD", "NN"}
            and words.nominal_at(at + 1)
            and lower in _LOOSE
        )
        or (lower in _MULTIPLES and words.nominal_at(at + 1))
    )


def _count(words: Words, at: int, draft: _Draft) -> None:
    lower, tables = words.lowers[at], lexicon()
    draft.number_index = at
    if lower in tables.numbers:
        draft.count, draft.counted = _joined(draft, tables.numbers[lower]), True
    elif lower.replace(",", "").isdigit():
        draft.count, draft.counted = min(int(lower.replace(",", "")[:8]), _MOST), True
    elif lower in _MULTIPLES:
        times = draft.count if draft.counted else 1
        draft.count, draft.counted = times * _MULTIPLES[lower], True
    else:
        draft.counted = lower in {"dozen", "couple"}
        draft.count, draft.guessed = tables.vague[lower], not draft.counted


def _joined(draft: _Draft, number: int) -> int:
    """Return the number of "thirty-five" at "five": tens and ones are one number."""
    tens = draft.count if draft.counted and draft.count % 10 == 0 and draft.count < 100 else 0
    return tens + number if 0 < number < 10 else number


def _is_property(words: Words, at: int, nouns: list[int]) -> bool:
    lower, tag, tables = words.lowers[at], words.tags[at], lexicon()
    known = lower in tables.colors or lower in tables.adjectives or lower in tables.shades
    follows = (
        words.noun_at(at + 1)
        or (at + 1 < len(words.tags) and words.tags[at + 1] in {"JJ", "VBG", "VBN", "CC"})
        or _compound(words, at + 1) > 0
    )
    if nouns or (vocabulary().noun(lower) and words.verb_at(at + 1) is not None):
        return False
    if words.noun_at(at) and not (known and follows):
        return False
    if tag in {"VBG", "VBN", "VBD"} and not known:
        return words.verb_at(at) is None and follows
    if tag.startswith("RB"):
        return (
            at + 1 < len(words.tags)
            and words.tags[at + 1].startswith("JJ")
            and words.noun_at(at + 2)
        )
    return known or tag.startswith("JJ") or (tag == "CD" and follows)


def _property_then_noun(words: Words, at: int) -> bool:
    if at >= len(words.lowers) or words.lowers[at] in DETERMINERS | POSSESSIVES:
        return False
    unknown = words.tags[at] == "NN" and vocabulary().noun(words.lowers[at]) is None
    if not unknown and not _is_property(words, at, []):
        return False
    return words.noun_at(at + 1) or _property_then_noun(words, at + 1)


def _bare_number(words: Words, start: int, *, at: int, draft: _Draft) -> NounPhrase | None:
    """Return "one", "another", "the other" as a phrase with an empty noun."""
    text = " ".join(words.lowers[start:at])
    if text not in {
        "one",
        "another",
        "the other",
        "other",
        "another one",
        "the others",
        "two",
        "both",
    }:
        return None
    return NounPhrase(
        noun="", entry=None, start=start, end=at, head=at - 1, determiner=draft.determiner,
        count=1, counted=False, guessed=False, number_index=None, attributes=(), proper=False,
        plural=False,
    )  # fmt: skip


def _number_of(words: Words, at: int) -> bool:
    """Whether "of 60" stands there, with nobody named behind it ("a crowd of 60 waits")."""
    if words.lowers[at : at + 1] != ["of"] or at + 1 >= len(words.lowers):
        return False
    loose = words.lowers[at + 1] in lexicon().vague
    named = words.nominal_at(at + 2) and words.verb_at(at + 2) is None
    return _is_number(words, at + 1) and not loose and not named


def _phrase(
    words: Words, start: int, *, draft: _Draft, properties: list[int], nouns: list[int]
) -> NounPhrase:
    head, (noun, entry, used) = nouns[-1], _head(words, nouns)
    end = head + 1
    if entry and entry.number > 1 and not draft.counted and _number_of(words, end):
        _count(words, end + 1, draft)
        end += 2
    loose = list(nouns[: len(nouns) - used])
    if len(nouns) > 1 and entry and entry.kind == "animal" and _animal_at_work(words, nouns):
        loose = [i for i in nouns if words.lowers[i] not in {entry.noun, plural_of(entry.noun)}]
    plural = (entry.many if entry else words.tags[head] in {"NNS", "NNPS"}) or False
    collective = entry.number if entry and not draft.counted else 1
    count = draft.count if draft.counted or draft.guessed else collective
    vague = plural and not (draft.counted or draft.guessed) and collective == 1
    return NounPhrase(
        noun=noun,
        entry=entry,
        start=start,
        end=end,
        head=head,
        determiner=draft.determiner,
        count=max(count, 0) if not vague else _several(noun, draft),
        counted=draft.counted,
        guessed=draft.guessed or vague or (collective > 2 and not draft.counted),
        number_index=draft.number_index,
        attributes=_attributes(words, [*properties, *loose]),
        proper=entry is None and words.tags[head] in {"NNP", "NNPS"},
        plural=plural or count > 1,
    )


_PAIRS: Final = frozenset({"twin", "parent", "spouse", "newlywed", "lover"})
"""Whoever of them is spoken of in the plural, two are meant."""


def _several(noun: str, draft: _Draft) -> int:
    """Return how many a plural without a number is taken for: our engineering default."""
    return 2 if "both" in draft.determiner or noun in _PAIRS else 3


def _head(words: Words, nouns: list[int]) -> tuple[str, NounEntry | None, int]:
    """Return (lemma, entry, number of words) of the head: the longest known one, else the last."""
    if len(nouns) > 1 and words.lowers[nouns[-1]] in _EXTENTS:
        noun, entry, used = _head(words, nouns[:-1])
        return noun, entry, used + 1
    if len(nouns) > 1 and (animal := _animal_at_work(words, nouns)):
        return animal.noun, animal, 1
    for length in range(min(4, len(nouns)), 0, -1):
        phrase = " ".join(words.lowers[i] for i in nouns[-length:])
        entry = vocabulary().noun(phrase)
        if entry:
            return entry.noun, entry, length
        single = next(
            (
                s
                for s in (phrase, *_last_singular(phrase))
                if s in lexicon().garments | lexicon().parts
            ),
            "",
        )
        if single:
            return single, None, length
    plain = [words.lowers[i] for i in nouns if words.tags[i] not in {"NNP", "NNPS"}] or [
        words.lowers[nouns[-1]]
    ]
    last = plain[-1]
    if words.tags[nouns[-1]] in {"NNS", "NNPS"}:
        last = next(singulars(last), last)
    noun = " ".join([*plain[:-1], last])
    return noun, meant_entry(noun, words.tags[nouns[-1]]), len(plain)


_OF_ANIMALS: Final = frozenset(
    {"tamer", "trainer", "rider", "walker", "breeder", "keeper", "groomer", "hunter", "handler",
     "owner", "lover", "watcher", "fighter", "sitter", "charmer", "whisperer", "catcher", "herder",
     "farmer", "vet", "lady", "man", "woman", "girl", "boy", "person", "people", "driver", "guide",
     "figure", "dealer", "fancier", "jockey", "creature", "animal", "monster", "god", "goddess"}
)  # fmt: skip
"""People who are named after the animals that they have to do with."""


def _animal_at_work(words: Words, nouns: list[int]) -> NounEntry | None:
    """Return the animal of "owl teacher": it is one that teaches, not a person; else None."""
    table = vocabulary()
    head, *front = [words.lowers[i] for i in reversed(nouns)]
    what = table.noun(head)
    last = next(singulars(head), head)
    if what is None or what.kind != "character" or {head, last} & _OF_ANIMALS or what.number > 1:
        return None
    if table.noun(" ".join([*reversed(front), head])) is not None:
        return None
    found = (table.noun(word) for word in front)
    animal = next((entry for entry in found if entry and entry.kind == "animal"), None)
    return animal if animal is None or not what.many else replace(animal, many=True)


def _last_singular(phrase: str) -> tuple[str, ...]:
    *front, last = phrase.split(" ")
    return tuple(" ".join([*front, one]) for one in singulars(last))


def _attributes(words: Words, places: list[int]) -> tuple[AttributeFact, ...]:
    """Return the properties at some places; a shade joins the colour behind it."""
    tables, found = lexicon(), list[AttributeFact]()
    places = sorted(places)
    for n, at in enumerate(places):
        lower, follower = words.lowers[at], places[n + 1] if n + 1 < len(places) else -1
        if (
            lower in tables.shades
            and follower == at + 1
            and words.lowers[follower] in tables.colors
        ):
            continue
        shaded = n and lower in tables.colors and words.lowers[places[n - 1]] in tables.shades
        start = places[n - 1] if shaded else at
        name = "color" if lower in tables.colors else tables.adjectives.get(lower, "quality")
        value = f"{words.lowers[start]} {lower}" if shaded else lower
        span = span_of(words.tokens[start : at + 1])
        found.append(AttributeFact(name=name, value=value, span=span))
    return tuple(found)
