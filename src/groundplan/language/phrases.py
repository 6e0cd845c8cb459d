"""A table of word sequences and what each stands for; the longest one wins."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Generic, TypeVar

__all__ = ["PhraseTable"]

ValueT = TypeVar("ValueT")


class PhraseTable(Generic[ValueT]):
    """Finds the longest known phrase that starts at a word."""

    def __init__(self, phrases: Iterable[tuple[str, ValueT]]) -> None:
        """Store phrases (words separated by single blanks); the first of two equal ones stays."""
        by_first: dict[str, dict[tuple[str, ...], ValueT]] = {}
        for phrase, value in phrases:
            words = tuple(phrase.split(" "))
            by_first.setdefault(words[0], {}).setdefault(words, value)
        self._by_first: Mapping[str, list[tuple[tuple[str, ...], ValueT]]] = {
            first: sorted(table.items(), key=lambda item: -len(item[0]))
            for first, table in by_first.items()
        }

    def match(self, words: Sequence[str], start: int) -> tuple[int, ValueT] | None:
        """Return (number of words, value) of the longest phrase at `start`, or None."""
        if start >= len(words):
            return None
        for phrase, value in self._by_first.get(words[start], ()):
            if tuple(words[start : start + len(phrase)]) == phrase:
                return len(phrase), value
        return None

    def get(self, phrase: str) -> ValueT | None:
        """Return the value of exactly this phrase, or None."""
        words = phrase.split(" ")
        found = self.match(words, 0)
        return found[1] if found is not None and found[0] == len(words) else None
