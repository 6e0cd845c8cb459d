"""English grammar that prompts need: articles, plurals, verbs, lists and sentences."""

import re
from collections.abc import Sequence
from typing import Final

from groundplan.language.morphology import plural, verb_forms

__all__ = [
    "counted", "is_plural", "joined", "plain", "present", "sentence", "with_article",
]  # fmt: skip

_NUMBERS: Final = (
    "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve",
)  # fmt: skip
_AN: Final = ("hour", "honest", "heir")
_A: Final = ("uni", "use", "eu", "one", "ufo", "uku")
_UNCOUNTED: Final = frozenset(
    {
        "water", "grass", "smoke", "sand", "snow", "fire", "hair", "furniture", "armor", "armour",
        "clothing", "jewelry", "bread", "rain", "fog", "scrubs", "wheat", "ice", "mud", "gold",
        "equipment",
        "space", "nature", "heaven", "town", "darkness", "traffic", "turnout gear",
        "makeup", "attire", "underwear", "lingerie",
    }
)  # fmt: skip
_SINGULAR_S: Final = ("ss", "us", "is", "tennis")
_IRREGULAR_MANY: Final = frozenset(
    {"people", "children", "men", "women", "mice", "geese", "feet", "oxen", "sheep", "police"}
)


def plain(words: str) -> str:
    """Return words as people write them: no underscores, no double spaces, no full stop.

    Semicolons part phrases from one another, so that none may stay in one.
    """
    return re.sub(r"\s+", " ", re.sub(r"[_;\x00-\x1f]+", " ", words)).strip(" .,")


def is_plural(noun: str) -> bool:
    """Tell whether a noun, or the last word of a phrase, means several."""
    last = noun.rpartition(" ")[2].lower()
    many = last in _IRREGULAR_MANY or last.endswith(("women", "men"))
    return many or (last.endswith("s") and not last.endswith(_SINGULAR_S))


def with_article(phrase: str, *, noun: str = "") -> str:
    """Return a phrase with "a" or "an"; as it is where its noun is plural or not counted."""
    head = noun or phrase
    if is_plural(head) or head.lower() in _UNCOUNTED:
        return phrase
    first = phrase.lower()
    vowel = first.startswith(("a", "e", "i", "o", "u")) and not first.startswith(_A)
    return f"{'an' if vowel or first.startswith(_AN) else 'a'} {phrase}"


def counted(number: int, phrase: str) -> str:
    """Return "two red apples" of 2 and "red apple"."""
    word = _NUMBERS[number] if number < len(_NUMBERS) else str(number)
    return f"{word} {phrase if is_plural(phrase) else plural(phrase)}"


def joined(words: Sequence[str], *, last: str = "and") -> str:
    """Return "a, b and c"."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def present(verb: str, *, many: bool) -> str:
    """Return a verb in the present tense, third person: "picks up", of several "pick up"."""
    base = plain(verb)
    if base.startswith("be "):
        return f"{'are' if many else 'is'} {base[3:]}"
    if many:
        return base
    return next((form for form, tag in verb_forms(base, None) if tag == "VBZ"), base)


def sentence(text: str) -> str:
    """Return a text with a capital at its start and one full stop at its end."""
    clean = re.sub(r"\s+", " ", text).strip(" .,;")
    return f"{clean[:1].upper()}{clean[1:]}." if clean else ""
