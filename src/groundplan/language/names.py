"""Proper names of people: where they stand in a text, and who is meant.

Names that a caller knows (from a script's cues) come first, then common given names.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from groundplan.language.facts import Span
from groundplan.language.given_names import spot_given_names
from groundplan.language.tokens import Token

__all__ = [
    "NAME_MARK", "NameIndex", "NamedSpan", "Person", "find_names", "named_token",
]  # fmt: skip

Gender = Literal["female", "male", ""]
NAME_MARK: Final = "@"
"""Before a name in a token's `lower`, so that no table takes a name for a word."""
_RUN: Final = re.compile(r"\w+")
_ADULT_YEARS: Final = 18.0


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


def find_names(text: str, people: Iterable[Person] = ()) -> tuple[NamedSpan, ...]:
    """Return the names of people in a text, in its order and without overlap.

    Whom a text calls by the whole name once may be called by either part of it elsewhere.
    """
    found = _of_known(text, tuple(people))
    taken = _Taken(found)
    met: dict[str, Person] = {form: n.person for n in found for form in _forms(n.person)}
    fresh: list[Person] = []
    for name in spot_given_names(text):
        if not taken.free(name.start, name.end):
            continue
        whole = text[name.start : name.end]
        person = met.get(whole) or (met.get(name.first) if not name.last else None)
        if person is None:
            also = (name.first, name.last) if name.last else ()
            person = Person(name=whole, also=also, gender=name.gender)
            fresh.append(person)
        met |= {form: person for form in _forms(person) if form not in met}
        found.append(NamedSpan(span=Span(start=name.start, end=name.end), person=person))
    taken = _Taken(found)
    found += [n for n in _of_known(text, [p for p in fresh if p.also])
              if taken.free(n.span.start, n.span.end)]  # fmt: skip
    return tuple(sorted(found, key=lambda n: n.span.start))


class _Taken:
    """Which characters of a text are part of a name."""

    def __init__(self, names: Iterable[NamedSpan]) -> None:
        self._places = {at for n in names for at in range(n.span.start, n.span.end)}

    def free(self, start: int, end: int) -> bool:
        """Whether no name stands there."""
        return self._places.isdisjoint(range(start, end))


def _forms(person: Person) -> tuple[str, ...]:
    return (person.name, *person.also)


def _of_known(text: str, people: Sequence[Person]) -> list[NamedSpan]:
    table = {form: p for p in people if not p.common for form in (p.name, *p.also)}
    return [
        NamedSpan(span=Span(start=start, end=start + len(form)), person=table[form])
        for start, form in NameIndex(table).find(text)
    ]


def named_token(tokens: Sequence[Token], person: Person) -> Token:
    """Return one token for the words of a name."""
    first, last = tokens[0], tokens[-1]
    text = " ".join(t.text for t in tokens).replace(" .", ".")
    return replace(
        first, text=text, lower=NAME_MARK + person.name.lower(), end=last.end, name=person.name
    )
