"""Text becomes tokens: words, punctuation and quantities, each with its place in the text."""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from groundplan.language.facts import QuantityFact, Span

__all__ = ["Token", "ascii_marks", "small_letters", "span_of", "tokenise"]

_MARKS: Final = str.maketrans(
    {
        "\u2018": "'", "\u2019": "'", "\u201b": "'", "\u2032": "'", "\u201c": '"', "\u201d": '"',
        "\u2033": '"', "\u00ab": '"', "\u00bb": '"', "\u2010": "-", "\u2011": "-", "\u2012": "-",
        "\u2013": "-", "\u2014": ",", "\u2015": ",", "\u2212": "-", "\u00a0": " ", "\u202f": " ",
        "\u2009": " ", "\u2007": " ", "\u3002": ".", "\uff0c": ",", "\u2022": ";",
        "\u00ba": "\u00b0",
    }
)  # fmt: skip
_TOKEN: Final = re.compile(
    r"(?P<not>(?<=\w)n't\b)|(?P<own>'(?:s|re|ve|ll|d|m)?\b|(?<=s)'(?!\w))"
    r"|\d{1,3}(?:,\d{3})+(?![\d.])|\d+\.\d+|[^\W_]+?(?=n't\b)|[^\W_]+|[.,;:!?]|\S",
    re.IGNORECASE,
)
FULL_STOPS: Final = frozenset(".;!?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """A word, a mark or a whole quantity; hyphens are dropped, so "low-angle" is two tokens."""

    text: str
    lower: str
    start: int
    end: int
    quantity: str = ""
    """Key of the quantity that stands here."""
    hyphened: bool = False
    """A hyphen joins it to the token before."""
    name: str = ""
    """Proper name of a person that stands here; `lower` is then no word of English."""

    @property
    def word(self) -> bool:
        """Whether it is a word (letters or digits), not a mark and not a quantity."""
        return not self.quantity and self.text[0].isalnum()

    @property
    def stop(self) -> bool:
        """Whether a sentence ends here."""
        return self.text in FULL_STOPS

    @property
    def foreign(self) -> bool:
        """Whether it holds letters that English does not write, or a symbol such as an emoji."""
        if self.quantity:
            return False
        letters = [c for c in self.text if unicodedata.category(c)[0] in "LS"]
        return any(not _is_latin(c) for c in letters)


def _is_latin(character: str) -> bool:
    return ord(character) < 0x250 and unicodedata.category(character)[0] == "L"


def ascii_marks(text: str) -> str:
    """Return the text with typographic quotes, dashes and blanks in ASCII, at the same offsets."""
    return text.translate(_MARKS)


def small_letters(text: str) -> str:
    """Return the text in small letters at the same offsets: what would grow stays as it is."""
    small = text.lower()
    if len(small) == len(text):
        return small
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def tokenise(text: str, quantities: Sequence[QuantityFact]) -> tuple[Token, ...]:
    """Return the tokens of a text whose marks are in ASCII.

    Args:
        text: what `ascii_marks` returned.
        quantities: become one token each; their lower-case text is `"#"`, or `"360"` for a full
            turn, so that camera terms still match.
    """
    starts = {q.span.start: q for q in sorted(quantities, key=lambda q: q.span.start)}
    order = list(starts)
    tokens: list[Token] = []
    at = 0
    while match := _next(text, at, starts, order=order):
        start, end = match
        if quantity := starts.get(start):
            lower = "360" if quantity.text.startswith("360") else "#"
            tokens.append(
                Token(text=quantity.text, lower=lower, start=start, end=end, quantity=quantity.key)
            )
        elif text[start:end] != "-":
            tokens.append(_word(text, start, end))
        elif _spaced(text, start, end):
            tokens.append(Token(text=",", lower=",", start=start, end=end))
        at = end
    return tuple(tokens)


def _next(
    text: str, at: int, starts: dict[int, QuantityFact], *, order: Sequence[int]
) -> tuple[int, int] | None:
    match = _TOKEN.search(text, at)
    if match is None:
        return None
    start, end = match.span()
    place = bisect_left(order, at)
    if place == len(order) or order[place] >= end:
        return start, end
    first = order[place]
    return (first, starts[first].span.end) if first <= start else (start, first)


def _word(text: str, start: int, end: int) -> Token:
    return Token(
        text=text[start:end],
        lower=text[start:end].lower(),
        start=start,
        end=end,
        hyphened=start > 1 and text[start - 1] == "-" and not text[start - 2].isspace(),
    )


def _spaced(text: str, start: int, end: int) -> bool:
    return text[start - 1 : start].isspace() and text[end : end + 1].isspace()


def span_of(tokens: Sequence[Token]) -> Span:
    """Return the span from the first to the last of some tokens."""
    return Span(start=min(t.start for t in tokens), end=max(t.end for t in tokens))
