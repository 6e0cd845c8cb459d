"""What words that no list of ours has mean: kind of thing, nearest body or prop, nearest action.

The tables are made from WordNet 3.0 by `tools/words`, which also decides which meaning counts.
They are read when the first unknown word is met, and searched as text: nothing is built of them.
"""

import gzip
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Final, cast

from groundplan.language.facts import EntityKind

__all__ = ["NounMeaning", "VerbMeaning", "noun_meaning", "verb_meaning"]

_VERB_MARGIN: Final = 0.2
"""Least lead of an action over the runner-up, as a share of all votes; measured, see ADR 0015."""
_VERB_SUPPORT: Final = 0.25
"""Least votes of an action; 1 is a synonym that means the same first."""
_NOT_DONE: Final = frozenset({"change", "have", "wear"})
"""What is no deed: only verbs of our own lists are read as states and changes."""
_REASONS: Final = {
    "act": "what is done, not a thing that can be placed",
    "event": "an event, not a thing that can be placed",
    "time": "a time, not a thing that can be placed",
    "feeling": "a feeling, not a thing that can be placed",
    "communication": "what is said or written, not a thing that can be placed",
    "attribute": "a property, not a thing that can be placed",
    "quantity": "an amount, not a thing that can be placed",
}
_ABSTRACT: Final = "names nothing that can be placed in a picture"


@dataclass(frozen=True, slots=True, kw_only=True)
class NounMeaning:
    """What a noun means first."""

    lexical: str
    """Lexicographer class of WordNet: person, animal, artifact, event, time …"""
    kind: EntityKind | None
    """None: nothing that can be placed in a picture."""
    target: str
    """Nearest species or catalogue entry, or empty."""
    distance: int
    """Steps between both meanings: 0 is a synonym; none farther than 4 is kept."""

    @property
    def reason(self) -> str:
        """Why nothing is placed for it, in words."""
        return _REASONS.get(self.lexical, _ABSTRACT)


@dataclass(frozen=True, slots=True, kw_only=True)
class VerbMeaning:
    """What a verb is nearest to."""

    lemma: str
    action: str
    verb_class: str


@lru_cache(maxsize=512)
def noun_meaning(noun: str) -> NounMeaning | None:
    """Return what the last word of a singular noun means; None when it is no word of English."""
    key = _key_of("nouns", noun.rpartition(" ")[2].lower())
    if not key:
        return None
    lexical, kind, target, distance = key.split(",")
    return NounMeaning(
        lexical=lexical, kind=cast("EntityKind", kind) if kind else None, target=target,
        distance=int(distance),
    )  # fmt: skip


@lru_cache(maxsize=512)
def verb_meaning(form: str) -> VerbMeaning | None:
    """Return the action nearest to a verb form; None when none is near enough."""
    for word in _lemmas(form.lower()):
        found = _key_of("verbs", word)
        lemma = found[1:] if found.startswith("=") else word
        key = found if lemma == word else _key_of("verbs", lemma)
        if key:
            action, verb_class, margin, support = key.split(",")
            near = float(margin) >= _VERB_MARGIN and float(support) >= _VERB_SUPPORT
            if not near or action in _NOT_DONE:
                return None
            return VerbMeaning(lemma=lemma, action=action, verb_class=verb_class)
    return None


def _lemmas(form: str) -> Iterator[str]:
    """Yield what a form may be a form of, likeliest first.

    Source:
        Rules of detachment for verbs, morphy(7WN); doubled consonants are ours.
    """
    yield form
    for ending, instead in (("ies", "y"), ("es", ""), ("s", ""), ("ied", "y"), ("ed", "e"),
                            ("ed", ""), ("ing", "e"), ("ing", "")):  # fmt: skip
        if form.endswith(ending) and len(form) > len(ending) + 1:
            stem = form.removesuffix(ending)
            yield stem + instead
            if not instead and stem[-1:] == stem[-2:-1]:
                yield stem[:-1]


def _key_of(name: str, word: str) -> str:
    """Return the key of the line that a word stands in, or nothing."""
    if not (word.isascii() and word.isalpha()):
        return ""
    table = _table(name)
    at = table.find(f" {word} ")
    return table[table.rfind("\n", 0, at) + 1 : at].partition(":")[0] if at >= 0 else ""


@lru_cache(maxsize=2)
def _table(name: str) -> str:
    data = files("groundplan.assets").joinpath("data", "words", f"{name}.txt.gz").read_bytes()
    return gzip.decompress(data).decode("ascii")
