"""Noun phrases: determiner, number, properties and a head, from left to right."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from groundplan.language.facts import AttributeFact
from groundplan.language.lexicon import lexicon
from groundplan.language.morphology import singulars
from groundplan.language.tokens import Token, span_of
from groundplan.language.vocabulary import NounEntry, VerbEntry, vocabulary

__all__ = ["NounPhrase", "Words", "read_noun_phrase"]

_DETERMINERS: Final = frozenset(
    "a an the this that these those some any no each every another other both all".split()
)
_POSSESSIVES: Final = frozenset("his her its their my our your whose".split())
_ONE: Final = frozenset("a an another one this that each every".split())
_CLOSED: Final = frozenset({"MD", "IN", "DT", "PRP", "TO", "CC", "WP", "EX"})
_MOST: Final = 10**6
"""A larger number of things is read as this many."""
_LOOSE: Final = frozenset(
    "several many some few various multiple numerous hundreds thousands dozens countless".split()
)
_INTRANSITIVE: Final = frozenset({"travel", "still", "change", "posture"})


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


class Words:
    """The words that the parser sees: tokens, tags, and questions about single places."""

    def __init__(
        self, tokens: Sequence[Token], tags: Sequence[str], indices: Sequence[int]
    ) -> None:
        """Hold words with their tags and their places on the board."""
        self.tokens = tuple(tokens)
        self.lowers = [t.lower for t in tokens]
        self.indices = tuple(indices)
        self.tags = [self._tag(i, tag) for i, tag in enumerate(tags)]
        self._verbs: dict[tuple[int, bool, bool], VerbEntry | None] = {}

    def _tag(self, at: int, tag: str) -> str:
        lower = self.lowers[at]
        if tag.startswith("VB") and vocabulary().verb(lower) is None:
            known = vocabulary().noun(lower) is not None or (tag == "VB" and at == 0)
            return "NN" if known else tag
        if (
            tag == "VBD"
            and at
            and vocabulary().noun(lower)
            and self.lowers[at - 1] in lexicon().colors
        ):
            return "NN"
        found = vocabulary().noun(lower)
        if tag == "NN" and found and found.many:
            return "NNS"
        if tag in {"NNP", "NNPS"} and vocabulary().noun(self.lowers[at]):
            return "NNS" if tag == "NNPS" else "NN"
        return tag

    def noun_at(self, at: int) -> bool:
        """Whether a noun stands there."""
        if not 0 <= at < len(self.lowers) or self.tags[at] in _CLOSED:
            return False
        return self.tags[at].startswith("NN") or vocabulary().noun(self.lowers[at]) is not None

    def nominal_at(self, at: int) -> bool:
        """Whether a noun phrase could start there."""
        if not 0 <= at < len(self.lowers):
            return False
        lower, tag = self.lowers[at], self.tags[at]
        return (
            lower in _DETERMINERS
            or lower in _POSSESSIVES
            or tag in {"DT", "PRP", "PRP$", "CD", "JJ", "PDT", "JJS", "JJR", "WP$"}
            or self.noun_at(at)
            or (tag in {"VBG", "VBN"} and self.noun_at(at + 1))
        )

    def verb_at(self, at: int, *, base: bool = False, helped: bool = False) -> VerbEntry | None:
        """Return the verb that stands there, or None when it is no verb.

        Args:
            at: the place.
            base: whether only a base form will do (after "to").
            helped: whether a helper stands before it.
        """
        key = (at, base, helped)
        if key not in self._verbs:
            self._verbs[key] = self._find_verb(at, base=base, helped=helped)
        return self._verbs[key]

    def _find_verb(self, at: int, *, base: bool, helped: bool) -> VerbEntry | None:
        if not 0 <= at < len(self.lowers) or not self.tokens[at].word:
            return None
        lower, tag = self.lowers[at], self.tags[at]
        entry = vocabulary().verb(lower, "VB" if base else tag)
        if base:
            return entry if entry and entry.tag == "VB" and tag in {"VB", "VBP", "NN"} else None
        if tag.startswith("VB"):
            if self._is_prenominal(at, entry, helped=helped) or self._is_noun_after_all(at):
                return None
            return entry or _unknown_verb(lower, tag)
        return entry if entry and self._overrules(at, entry, helped=helped) else None

    def _is_noun_after_all(self, at: int) -> bool:
        before = self.lowers[at - 1] if at else ""
        return before in _DETERMINERS - {"that", "this", "another", "both", "all", "other"} or (
            before in _POSSESSIVES and self.tags[at] in {"VB", "VBP"}
        )

    def _is_prenominal(self, at: int, entry: VerbEntry | None, *, helped: bool) -> bool:
        """Whether a participle is an adjective of the noun behind it."""
        if helped or self.tags[at] not in {"VBG", "VBN", "VBD"} or not self._noun_follows(at + 1):
            return False
        before = self.lowers[at - 1] if at else ""
        tag = self.tags[at - 1] if at else ""
        if before in _DETERMINERS | _POSSESSIVES or tag in {"JJ", "CD", "DT", "PRP$"}:
            return True
        if tag in {"IN", "TO"}:
            return self.tags[at] == "VBN" or before in {"of", "in", "on", "under", "through"}
        if not before or before in {",", ".", ";", "and"}:
            return self.tags[at] == "VBN" or entry is None or entry.verb_class in _INTRANSITIVE
        return self.tags[at] == "VBN" and not tag.startswith("NN")

    def _noun_follows(self, at: int) -> bool:
        while at < len(self.lowers) and self.tags[at] in {"JJ", "CD"}:
            at += 1
        return self.noun_at(at) and self.tags[at] not in {"DT", "PRP$"}

    def _overrules(self, at: int, entry: VerbEntry, *, helped: bool) -> bool:
        """Whether agreement or position makes a verb of what was tagged as something else."""
        before, tag = (self.lowers[at - 1], self.tags[at - 1]) if at else ("", "")
        if helped:
            return entry.tag in {"VBG", "VBN"} and not (
                entry.shy and self.tags[at].startswith("JJ")
            )
        if entry.tag == "VBZ" and at == 1 and before in {"in", "out", "up", "down", "off", "away"}:
            return self.tags[at + 1 : at + 2] == ["DT"]
        if entry.tag == "VBZ" and self.tags[at] == "NNS":
            return self._agrees(at, entry, tag)
        if entry.tag == "VB" and self.tags[at] in {"NN", "NNP", "JJ"} and tag.startswith("NN"):
            ready = self._opens(at + 1) and (
                tag in {"NNS", "NNPS"} or not entry.shy or self._pair(at)
            )
            return ready and vocabulary().noun(f"{before} {self.lowers[at]}") is None
        if entry.tag == "VBG" and self.tags[at] in {"NN", "JJ", "NNP"}:
            ready = self._opens(at + 1) and vocabulary().noun(self.lowers[at]) is None
            return (tag.startswith("NN") or before == ",") and ready
        return False

    def _agrees(self, at: int, entry: VerbEntry, tag: str) -> bool:
        """Whether a word on -s is the verb of the singular noun before it."""
        worn = tag == "NNS" and self.lowers[at - 1] in lexicon().garments | lexicon().parts
        if worn and not entry.shy:
            return True
        if tag not in {"NN", "NNP", "PRP", "RB", "VBG"} or self.lowers[at - 1] in {"they", "we"}:
            return False
        phrase = f"{self.lowers[at - 1]} {self.lowers[at]}"
        if vocabulary().noun(phrase) is not None:
            return False
        return self._after_one(at - 1) or not entry.shy or not self.noun_at(at + 1)

    def _after_one(self, at: int) -> bool:
        """Whether the phrase that ends at a place began with "a" or another word for one."""
        while at >= 0 and self.tags[at] in {"NN", "JJ", "NNP", "RB", "VBG", "VBN"}:
            at -= 1
        return at >= 0 and self.lowers[at] in _ONE

    def _pair(self, at: int) -> bool:
        """Whether two people or animals joined by "and" stand before a place."""
        last = vocabulary().noun(self.lowers[at - 1])
        alive = last is not None and last.kind in {"character", "animal"}
        return alive and "and" in self.lowers[max(0, at - 4) : at]

    def _opens(self, at: int) -> bool:
        """Whether what stands there can follow a verb."""
        tags = {"IN", "DT", "RB", "TO", "PRP$", ".", ",", "CC", "PRP", "CD", "RP"}
        return at >= len(self.tags) or self.tags[at] in tags


def _unknown_verb(word: str, tag: str) -> VerbEntry:
    lemma = word
    if tag == "VBZ":
        lemma = next(singulars(word), word)
    elif tag == "VBG" and word.endswith("ing"):
        lemma = word[:-3]
    elif tag in {"VBD", "VBN"} and word.endswith("ed"):
        lemma = word[:-2]
    if lemma[-2:-1] == lemma[-1:] and lemma[-1:] not in "lsz" and lemma != word:
        lemma = lemma[:-1]
    return VerbEntry(lemma=lemma, action="", verb_class="unknown", tag=tag, shy=False)


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
    at = _determiner(words, at, draft)
    properties: list[int] = []
    nouns: list[int] = []
    while at < len(words.lowers):
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
        elif (
            not nouns
            and properties
            and words.lowers[at] in {"and", ","}
            and _property_then_noun(words, at + 1)
        ):
            at += 1
        else:
            break
    if not nouns:
        return _bare_number(words, start, at=at, draft=draft)
    return _phrase(words, start, draft=draft, properties=properties, nouns=nouns)


def _determiner(words: Words, at: int, draft: _Draft) -> int:
    while at < len(words.lowers) and (
        words.lowers[at] in _DETERMINERS
        or (words.lowers[at] in _POSSESSIVES and words.tags[at] in {"PRP$", "PRP", "WP$"})
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
        or (lower == "dozen" and words.nominal_at(at + 1))
    )


def _count(words: Words, at: int, draft: _Draft) -> None:
    lower, tables = words.lowers[at], lexicon()
    draft.number_index = at
    if lower in tables.numbers:
        draft.count, draft.counted = tables.numbers[lower], True
    elif lower.replace(",", "").isdigit():
        draft.count, draft.counted = min(int(lower.replace(",", "")[:8]), _MOST), True
    else:
        draft.count, draft.guessed = tables.vague[lower], lower not in {"dozen", "couple"}


def _is_property(words: Words, at: int, nouns: list[int]) -> bool:
    lower, tag, tables = words.lowers[at], words.tags[at], lexicon()
    known = lower in tables.colors or lower in tables.adjectives or lower in tables.shades
    follows = (
        words.noun_at(at + 1)
        or (at + 1 < len(words.tags) and words.tags[at + 1] in {"JJ", "VBG", "VBN", "CC"})
        or _compound(words, at + 1) > 0
    )
    if nouns:
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
    return (
        at < len(words.lowers)
        and _is_property(words, at, [])
        and (words.noun_at(at + 1) or _property_then_noun(words, at + 1))
    )


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


def _phrase(
    words: Words, start: int, *, draft: _Draft, properties: list[int], nouns: list[int]
) -> NounPhrase:
    head, (noun, entry, used) = nouns[-1], _head(words, nouns)
    loose = [i for i in nouns[: len(nouns) - used]]
    plural = (entry.many if entry else words.tags[head] in {"NNS", "NNPS"}) or False
    collective = entry.number if entry and not draft.counted else 1
    count = draft.count if draft.counted or draft.guessed else collective
    vague = plural and not (draft.counted or draft.guessed) and collective == 1
    return NounPhrase(
        noun=noun,
        entry=entry,
        start=start,
        end=nouns[-1] + 1,
        head=head,
        determiner=draft.determiner,
        count=max(count, 0) if not vague else 2 if "both" in draft.determiner else 3,
        counted=draft.counted,
        guessed=draft.guessed or vague or (collective > 2 and not draft.counted),
        number_index=draft.number_index,
        attributes=_attributes(words, [*properties, *loose]),
        proper=entry is None and words.tags[head] in {"NNP", "NNPS"},
        plural=plural or count > 1,
    )


def _head(words: Words, nouns: list[int]) -> tuple[str, NounEntry | None, int]:
    """Return (lemma, entry, number of words) of the head: the longest known one, else the last."""
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
    return " ".join([*plain[:-1], last]), None, len(plain)


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
