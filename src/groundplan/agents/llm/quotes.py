"""Where a quote stands in a text: verbatim, as whole words, or nowhere."""

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

from groundplan.language.facts import Span
from groundplan.language.leftovers import FUNCTION_WORDS

__all__ = ["meets", "overlap", "quoted_spans", "words_of"]

_WORD: Final = re.compile(r"\w+(?:['\u2019]\w+)*")
_JOINED: Final = ("CJK", "HIRAGANA", "KATAKANA", "THAI", "LAO", "KHMER", "MYANMAR")
"""Scripts that put no blanks between words."""
_DETERMINERS: Final = frozenset({"a", "an", "the", "this", "that", "these", "those"})


def quoted_spans(text: str, quote: str, *, content: bool = True) -> tuple[Span, ...]:
    """Return every place where a quote stands in the text, in order; none for a false quote.

    Case, blanks at its ends and nothing else may differ. It must be whole words, and with
    `content` hold more than words such as "the" or "of".
    """
    wanted = quote.strip()
    if not wanted or (content and not set(words_of(wanted)) - FUNCTION_WORDS):
        return ()
    found = re.finditer(re.escape(wanted), text, re.IGNORECASE)
    return tuple(
        Span(start=m.start(), end=m.end()) for m in found if _whole(text, m.start(), m.end())
    )


def words_of(text: str) -> tuple[str, ...]:
    """Return the words of a text, lower case, without determiners."""
    return tuple(w for w in (m[0].lower() for m in _WORD.finditer(text)) if w not in _DETERMINERS)


def overlap(one: Span, other: Span) -> int:
    """Return how many characters two spans share."""
    if one.source != other.source:
        return 0
    return max(0, min(one.end, other.end) - max(one.start, other.start))


def meets(span: Span, others: Iterable[Span]) -> bool:
    """Return whether a span shares a character with any of the others."""
    return any(overlap(span, other) for other in others)


def _whole(text: str, start: int, end: int) -> bool:
    """Return whether a stretch neither begins nor ends within a word."""
    return not (_inside_word(text, start) or _inside_word(text, end))


def _inside_word(text: str, at: int) -> bool:
    if not 0 < at < len(text):
        return False
    before, after = text[at - 1], text[at]
    return before.isalnum() and after.isalnum() and not (_joined(before) or _joined(after))


def _joined(character: str) -> bool:
    return unicodedata.name(character, "").startswith(_JOINED)
