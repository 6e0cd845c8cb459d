"""Common given names in a text, with the surname or title beside them.

Of a word that is also an ordinary one ("Rose", "Mark") a capital inside a sentence or a verb behind
it decides. Names of styles, brands and characters that are no people ("Mickey Mouse", "in the style
of Vincent van Gogh") are left alone.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

from groundplan.language.leftovers import FUNCTION_WORDS
from groundplan.language.lexicon import lexicon
from groundplan.language.vocabulary import Sheet, vocabulary

__all__ = ["GivenName", "given_gender", "spot_given_names", "title_words"]

Gender = Literal["female", "male", ""]
_WORD: Final = re.compile(r"[^\W\d_](?:[^\W_]|'(?=[A-Z]))*(?:-[A-Z][^\W\d_]+)*")
_CAPITALISED: Final = 0.6
"""Share of words with a capital above which capitals say nothing: our engineering default."""
_DETERMINERS: Final = frozenset(
    {"a", "an", "this", "that", "some", "these", "those", "every", "each"}
)
_PARTICLES: Final = frozenset({"van", "von", "de", "da", "di", "del", "la", "der", "den", "el"})
_OF_MAKERS: Final = frozenset({"by", "style", "works", "work"})
_MADE: Final = frozenset({"style", "painting", "paintings", "movie", "film", "films", "drawing"})
_BEFORE_PEOPLE: Final = frozenset(
    {
        "and", "with", "to", "at", "by", "from", "beside", "behind", "for", "towards", "toward",
        "past", "of", "on", "over", "named", "called", "onto", "facing", "opposite", "around",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class GivenName:
    """A name at characters `start` to `end`: "Dr. Anna Berg" with `first` Anna and `last` Berg."""

    start: int
    end: int
    first: str
    last: str
    gender: Gender


@dataclass(frozen=True, slots=True)
class _Table:
    plain: dict[str, Gender]
    words: dict[str, Gender]
    titles: frozenset[str]


@lru_cache(maxsize=1)
def _table() -> _Table:
    sheet = vocabulary().sheets["names"]
    return _Table(_genders(sheet), _genders(sheet["words"]), frozenset(sheet["titles"].words()))


def _genders(sheet: Sheet) -> dict[str, Gender]:
    found: dict[str, Gender] = {}
    for word in sheet["female"].words():
        found[word] = "female"
    for word in sheet["male"].words():
        found[word] = "male"
    for word in sheet["either"].words():
        found[word] = ""
    return found


def title_words() -> frozenset[str]:
    """Return what may stand before a name ("dr", "inspector")."""
    return _table().titles


def given_gender(name: str) -> Gender | None:
    """Return the gender that a given name has most often, "" for either, None if it is not known.

    Of several words the first known one counts ("Dr. Anna Berg").
    """
    table = _table()
    for word in re.split(r"[\s.]+", name.lower()):
        if word in table.plain:
            return table.plain[word]
        if word in table.words:
            return table.words[word]
    return None


def spot_given_names(text: str) -> Iterator[GivenName]:
    """Yield the names of people that begin with, or hold, a common given name."""
    words = list(_WORD.finditer(text))
    if _is_headline(words):
        return
    at = 0
    while at < len(words):
        gender = _gender_at(text, words, at)
        if gender is None:
            at += 1
            continue
        first, last = _front(text, words, at), _surname(text, words, at)
        if last >= 0 and not _is_maker(text, words, (first, last)):
            name = words[last][0] if last > at else ""
            yield GivenName(words[first].start(), words[last].end(), words[at][0], name, gender)
        at = max(at, last) + 1


def _is_headline(words: Sequence[re.Match[str]]) -> bool:
    """Whether capitals say nothing: a headline, or everything in capitals."""
    long = [w[0] for w in words if len(w[0]) > 3]
    capital = sum(w[0].isupper() for w in long)
    return len(long) > 5 and capital > _CAPITALISED * len(long)


def _is_written_as_name(word: str) -> bool:
    return len(word) > 1 and word[0].isupper() and not word[1:].isupper()


def _adjacent(text: str, one: re.Match[str], two: re.Match[str]) -> bool:
    """Whether nothing but a blank, or the stop of an abbreviation, parts two words."""
    return text[one.end() : two.start()] in {" ", ". "} and (
        text[one.end()] != "." or one[0].lower() in _table().titles
    )


def _gender_at(text: str, words: Sequence[re.Match[str]], at: int) -> Gender | None:
    """Return the gender of a given name at a place, None when none stands there."""
    word, table = words[at], _table()
    name = word[0]
    lower = name.lower()
    if lower not in table.plain and lower not in table.words:
        return None
    marks = (text[word.start() - 1 : word.start()], text[word.end() : word.end() + 1])
    if not _is_written_as_name(name) or marks[0] in ("-", "@", "#") or marks[1] == "-":
        return None
    before = words[at - 1] if at and _adjacent(text, words[at - 1], word) else None
    if before is not None and before[0].lower() in _DETERMINERS:
        return None
    if lower in table.plain:
        return table.plain[lower]
    return table.words[lower] if _acts_as_name(text, words, at, before=before) else None


def _acts_as_name(
    text: str, words: Sequence[re.Match[str]], at: int, *, before: re.Match[str] | None
) -> bool:
    """Whether a capitalised ordinary word ("Rose") stands as a person's name."""
    word = words[at]
    after = words[at + 1] if at + 1 < len(words) else None
    close = after is not None and _adjacent(text, word, after)
    if close and after is not None:
        verb = vocabulary().verb(after[0], "VBZ")
        if verb is not None and verb.tag == "VBZ" and vocabulary().noun(after[0]) is None:
            return True
    lead = text[max(0, word.start() - 4) : word.start()].rstrip()
    if not lead or lead[-1] in ".!?:;\"'":
        return False
    owns = text[word.end() : word.end() + 2] == "'s"
    return owns or (
        before is not None
        and (before[0].lower() in _BEFORE_PEOPLE or before[0].lower() in lexicon().vague)
    )


def _front(text: str, words: Sequence[re.Match[str]], at: int) -> int:
    """Return where a name begins: at a title, or a name in capitals that nobody knows."""
    if not at or not _adjacent(text, words[at - 1], words[at]):
        return at
    before = words[at - 1][0]
    if not _is_written_as_name(before):
        return at
    if before.lower() in _table().titles:
        return at - 1
    opens = at == 1 or not _adjacent(text, words[at - 2], words[at - 1])
    return at if opens or _is_word(before) else at - 1


def _is_word(word: str) -> bool:
    """Whether a word with a capital is one of English that we know."""
    lower, tables = word.lower(), lexicon()
    return (
        lower in FUNCTION_WORDS
        or vocabulary().noun(lower) is not None
        or vocabulary().verb(lower) is not None
        or lower in tables.adjectives
        or lower in tables.colors
    )


def _surname(text: str, words: Sequence[re.Match[str]], at: int) -> int:
    """Return where a name ends; -1 when the word behind makes something else of it."""
    last, ahead = at, at + 1
    while (
        ahead < len(words) and ahead - at <= 3 and _adjacent(text, words[ahead - 1], words[ahead])
    ):
        word = words[ahead][0]
        if not _is_written_as_name(word):
            if word not in _PARTICLES:
                break
        elif word.lower() in FUNCTION_WORDS:
            break
        elif vocabulary().noun(word.lower()) is not None:
            return -1
        else:
            last = ahead
        ahead += 1
    return last


def _is_maker(text: str, words: Sequence[re.Match[str]], name: tuple[int, int]) -> bool:
    """Whether a picture's maker is named: "… by Vincent van Gogh", "Andy Kehoe style"."""
    first, last = name
    after = words[last + 1] if last + 1 < len(words) else None
    if after is not None and after[0].lower() in _MADE and _adjacent(text, words[last], after):
        return True
    near = [w[0].lower() for w in words[max(0, first - 2) : first]]
    return last > first and (near[-1:] == ["by"] or bool(_OF_MAKERS & set(near[:1])))
