"""Proper names of people: where they stand in a text, and who is meant.

Names that a caller knows (from a script's cues) come first, then common given names. Of a word that
is also an ordinary one ("Rose", "Mark") a capital inside a sentence or a verb behind it decides.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import zip_longest
from typing import Final, Literal

from groundplan.language.facts import Span
from groundplan.language.lexicon import lexicon
from groundplan.language.tokens import Token
from groundplan.language.vocabulary import Sheet, vocabulary

__all__ = [
    "NAME_MARK", "NameIndex", "NamedSpan", "Person", "find_names", "given_gender", "named_token",
]  # fmt: skip

Gender = Literal["female", "male", ""]
NAME_MARK: Final = "@"
"""Before a name in a token's `lower`, so that no table takes a name for a word."""
_WORD: Final = re.compile(r"[^\W\d_](?:[^\W_]|'(?=[A-Z]))*(?:-[A-Z][^\W\d_]+)*")
_RUN: Final = re.compile(r"\w+")
_FLOORED: Final = 0.6
"""Share of words with a capital above which capitals say nothing: our engineering default."""
_ADULT_YEARS: Final = 18.0
_BEFORE: Final = frozenset({"a", "an", "this", "that", "some", "these", "those", "every", "each"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody whose name is known before a text is read."""

    name: str
    """As a text in small letters writes it ("Jane Smith")."""
    also: tuple[str, ...] = ()
    """Shorter forms that mean nobody else ("Jane", "Smith")."""
    gender: Gender = ""
    age_years: float | None = None
    noun: str = ""
    """What they are, when that was said ("waitress")."""
    common: bool = False
    """They are called by what they are, in small letters too: no name to look for."""

    @property
    def head(self) -> str:
        """Return the noun that says what they are."""
        if self.noun:
            return self.noun
        if self.age_years is not None and self.age_years < _ADULT_YEARS and self.gender:
            return "girl" if self.gender == "female" else "boy"
        return {"female": "woman", "male": "man"}.get(self.gender, "person")


class NameIndex:
    """Finds any of many names in a text in one pass."""

    def __init__(self, forms: Iterable[str]) -> None:
        """Sort the names by their first word, longer ones first."""
        self._forms: dict[str, list[str]] = {}
        for form in sorted(set(forms), key=lambda f: (-len(f), f)):
            first = _RUN.match(form)
            if first:
                self._forms.setdefault(first[0], []).append(form)

    def find(self, text: str) -> Iterator[tuple[int, str]]:
        """Yield where names stand, whole words only, the longest at each place."""
        at = 0
        for word in _RUN.finditer(text) if self._forms else ():
            start = word.start()
            if start < at:
                continue
            for form in self._forms.get(word[0], ()):
                end = start + len(form)
                whole = not text[end : end + 1].isalnum() or not form[-1].isalnum()
                if whole and text.startswith(form, start):
                    yield start, form
                    at = end
                    break


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedSpan:
    """A name in a text."""

    span: Span
    person: Person


@dataclass(frozen=True, slots=True)
class _Given:
    plain: dict[str, Gender]
    words: dict[str, Gender]
    titles: frozenset[str]


@lru_cache(maxsize=1)
def _given() -> _Given:
    sheet = vocabulary().sheets["names"]
    return _Given(_genders(sheet), _genders(sheet["words"]), frozenset(sheet["titles"].words()))


def _genders(sheet: Sheet) -> dict[str, Gender]:
    found: dict[str, Gender] = dict.fromkeys(sheet["either"].words(), "")
    return {
        **dict.fromkeys(sheet["female"].words(), "female"),
        **dict.fromkeys(sheet["male"].words(), "male"),
        **found,
    }


def given_gender(name: str) -> Gender | None:
    """Return the gender that a given name has most often, "" for either, None if it is not known.

    Of several words the first known one counts ("Dr. Anna Berg").
    """
    for word in re.split(r"[\s.]+", name.lower()):
        known = {**_given().words, **_given().plain}
        if word in known:
            return known[word]
    return None


def find_names(text: str, people: Iterable[Person] = ()) -> tuple[NamedSpan, ...]:
    """Return the names of people in a text, in its order and without overlap."""
    known = _of_known(text, tuple(people))
    taken = {at for n in known for at in range(n.span.start, n.span.end)}
    words = [m for m in _WORD.finditer(text)]
    floored = _floored(words)
    found = list(known)
    last: re.Match[str] | None = None
    people_met: dict[str, Person] = {n.person.name: n.person for n in known}
    for word, follower in zip_longest(words, words[1:]):
        given = _given_at(text, word, before=last, after=follower, floored=floored)
        last = word
        if given is None or word.start() in taken:
            continue
        name = word[0]
        person = people_met.setdefault(name, Person(name=name, gender=given))
        found.append(NamedSpan(span=Span(start=word.start(), end=word.end()), person=person))
    return tuple(sorted(found, key=lambda n: n.span.start))


def _of_known(text: str, people: Sequence[Person]) -> list[NamedSpan]:
    table = {form: p for p in people if not p.common for form in (p.name, *p.also)}
    return [
        NamedSpan(span=Span(start=start, end=start + len(form)), person=table[form])
        for start, form in NameIndex(table).find(text)
    ]


def _floored(words: Sequence[re.Match[str]]) -> bool:
    """Whether capitals say nothing: a headline, or everything in capitals."""
    long = [w[0] for w in words if len(w[0]) > 3]
    capital = sum(w[0].isupper() for w in long)
    return len(long) > 3 and capital > _FLOORED * len(long)


def _given_at(
    text: str, word: re.Match[str], *, before: re.Match[str] | None, after: re.Match[str] | None,
    floored: bool,
) -> Gender | None:  # fmt: skip
    """Return the gender of a given name at a place, None when none stands there."""
    name = word[0]
    if not name[0].isupper() or len(name) < 2 or name[1:] != name[1:].lower() or floored:
        return None
    joined = text[word.end() : word.end() + 1] == "-" or text[word.start() - 1 : word.start()] in (
        "-", "@", "#"
    )  # fmt: skip
    near = before is not None and not text[before.end() : word.start()].strip()
    if joined or (near and before is not None and before[0].lower() in _BEFORE):
        return None
    lower, tables = name.lower(), _given()
    if lower in tables.plain:
        return tables.plain[lower]
    if lower not in tables.words:
        return None
    opens = not text[: word.start()].rstrip() or text[: word.start()].rstrip()[-1] in ".!?:;\"'"
    close = after is not None and not text[word.end() : after.start()].strip()
    acts = close and after is not None and _acts(after[0])
    owns = text[word.end() : word.end() + 2] == "'s" and not opens
    return tables.words[lower] if acts or owns or (not opens and _is_person_place(before)) else None


def _acts(word: str) -> bool:
    verb = vocabulary().verb(word, "VBZ")
    return verb is not None and verb.tag == "VBZ" and vocabulary().noun(word) is None


def _is_person_place(before: re.Match[str] | None) -> bool:
    """Whether a word before says that a person follows ("to Rose", "and Mark")."""
    return before is not None and before[0].lower() in {
        "and", "with", "to", "at", "by", "from", "beside", "behind", "for", "towards", "toward",
        "past", "of", "on", "over",
    } | set(lexicon().vague)  # fmt: skip


def named_token(tokens: Sequence[Token], person: Person) -> Token:
    """Return one token for the words of a name."""
    first, last = tokens[0], tokens[-1]
    text = " ".join(t.text for t in tokens)
    return replace(
        first, text=text, lower=NAME_MARK + person.name.lower(), end=last.end, name=person.name
    )
