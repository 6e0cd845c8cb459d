"""Whether quoted English words say what a model makes of them."""

from itertools import pairwise
from typing import Final

from groundplan.agents.llm.quotes import words_of
from groundplan.language.morphology import singulars
from groundplan.language.vocabulary import vocabulary

__all__ = ["noun_said", "value_said", "verb_said"]

_SHARED: Final = 4
"""Letters that a verb nobody knows must share with a word of the quote."""


def noun_said(noun: str, quote: str) -> bool:
    """Return whether a quote names a noun: itself, its plural, or a synonym we know."""
    head = noun.lower().replace("-", " ").split()[-1]
    known = _noun_id(noun) or _noun_id(head)
    words = words_of(quote.replace("-", " "))
    pairs = (f"{one} {two}" for one, two in pairwise(words))
    return any(
        word == head or head in singulars(word) or (known and known in _ids(word))
        for word in (*words, *pairs)
    )


def verb_said(verb: str, quote: str) -> bool:
    """Return whether a quote has a form of a verb."""
    lemma = verb.lower().split(" ")[0]
    words = words_of(quote)
    lemmas = {entry.lemma.split(" ")[0] for w in words for entry in vocabulary().verbs.get(w, ())}
    shared = lemma[:_SHARED]
    return lemma in lemmas or any(word.startswith(shared) for word in words)


def value_said(value: str, quote: str) -> bool:
    """Return whether a quote has every word of a value."""
    words = set(words_of(quote.replace("-", " ")))
    return all(word in words for word in words_of(value.replace("-", " ").replace("_", " ")))


def _noun_id(phrase: str) -> str:
    entry = vocabulary().noun(phrase)
    return entry.id if entry else ""


def _ids(word: str) -> set[str]:
    return {_noun_id(form) for form in (word, *singulars(word))} - {""}
