"""Which language a text is in: by the letters of its script and by short words, with no model."""

import re
import unicodedata
from collections import Counter
from functools import lru_cache
from typing import Final

from groundplan.language.leftovers import FUNCTION_WORDS
from groundplan.language.vocabulary import Sheet, sheet

__all__ = ["ENGLISH", "foreign_number_words", "language_of"]

ENGLISH: Final = "English"
_WORD: Final = re.compile(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)?")
_FEWEST: Final = 2
"""Short words that must speak for a language: one alone may be a name ("El Paso")."""
_LATIN_SHARE: Final = 0.5
_SCRIPTS: Final = {
    "CJK": "Chinese", "HIRAGANA": "Japanese", "KATAKANA": "Japanese", "HANGUL": "Korean",
    "CYRILLIC": "Russian or another language in Cyrillic letters", "GREEK": "Greek",
    "ARABIC": "Arabic or another language in Arabic letters", "HEBREW": "Hebrew",
    "DEVANAGARI": "Hindi or another language in Devanagari", "THAI": "Thai", "BENGALI": "Bengali",
    "TAMIL": "Tamil", "GEORGIAN": "Georgian", "ARMENIAN": "Armenian",
}  # fmt: skip


def language_of(text: str) -> str:
    """Return the name of the language that a text is most likely in; English when in doubt.

    Letters decide when fewer than half are Latin. Otherwise short words do: a language other than
    English needs two different ones, none of them a name, and more than English has.
    """
    letters = [c for c in text if c.isalpha()]
    latin = sum(1 for c in letters if c.isascii() or "LATIN" in unicodedata.name(c, ""))
    if letters and latin < _LATIN_SHARE * len(letters):
        return _of_script(letters)
    found = _WORD.findall(text)
    words = {word.lower() for place, word in enumerate(found) if place == 0 or word[0].islower()}
    said = Counter(language for word in words for language in _languages().get(word, ()))
    if not said:
        return ENGLISH
    language, hits = max(said.items(), key=lambda item: (item[1], item[0]))
    english = sum(1 for word in words if word in FUNCTION_WORDS)
    return language if hits >= _FEWEST and hits > english else ENGLISH


def foreign_number_words() -> dict[str, float]:
    """Return numbers by their words in other languages ("zwei": 2.0)."""
    return _numbers()


def _of_script(letters: list[str]) -> str:
    names = Counter(unicodedata.name(c, "").partition(" ")[0] for c in letters)
    if names["HIRAGANA"] + names["KATAKANA"]:
        return "Japanese"
    first = names.most_common(1)[0][0]
    return _SCRIPTS.get(first, f"a language in {first.capitalize()} letters")


@lru_cache(maxsize=1)
def _sheet() -> Sheet:
    return sheet("languages")


@lru_cache(maxsize=1)
def _languages() -> dict[str, tuple[str, ...]]:
    """Return the languages that each short word speaks for; words of English speak for none."""
    table: dict[str, list[str]] = {}
    for language, words in _sheet()["stop_words"].mapping().items():
        for word in words.words():
            if word not in FUNCTION_WORDS:
                table.setdefault(word, []).append(language)
    return {word: tuple(languages) for word, languages in table.items()}


@lru_cache(maxsize=1)
def _numbers() -> dict[str, float]:
    found: dict[str, float] = {}
    for number, words in _sheet()["number_words"].mapping().items():
        for word in words.words():
            found.setdefault(word, float(number))
    return found
