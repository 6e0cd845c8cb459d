"""The vocabulary: words of a director as data, loaded once into frozen records."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Final, Literal, TypeVar, cast

import yaml

from groundplan.errors import VocabularyError
from groundplan.language.facts import EntityKind
from groundplan.language.morphology import plural, singulars, verb_forms
from groundplan.language.phrases import PhraseTable

__all__ = ["NounEntry", "Sheet", "VerbEntry", "Vocabulary", "sheet", "vocabulary"]

Gender = Literal["female", "male", ""]
EntryT = TypeVar("EntryT")
_KINDS: Final = ("character", "animal", "prop", "vehicle", "set", "light", "camera", "group")
_FILES: Final = (
    "nouns", "garments", "adjectives", "settings", "lights", "camera", "composition", "verbs",
    "relations", "rooms", "units", "names",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class NounEntry:
    """A noun that names a thing."""

    id: str
    """The noun that its synonyms share ("dog" for "puppy")."""
    noun: str
    """Its own lemma."""
    kind: EntityKind
    hypernym: str
    gender: Gender = ""
    number: int = 1
    """Members, for a collective noun."""
    many: bool = False
    """The form that matched was a plural."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VerbEntry:
    """One form of a verb."""

    lemma: str
    action: str
    verb_class: str
    """travel, posture, still, hold, transfer, handle, wear, change or state."""
    tag: str
    """Penn tag of this form: VB, VBZ, VBG, VBD or VBN."""
    shy: bool
    """More often a noun or an adjective: a verb only when the sentence needs one."""


class Sheet:
    """A vocabulary file, read with checks that name the place of a mistake."""

    def __init__(self, value: object, *, where: str) -> None:
        """Wrap a YAML value."""
        self._value: object = value
        self._where = where

    def __getitem__(self, key: str) -> "Sheet":
        """Return the value of a key that must be there."""
        table = self.mapping()
        if key not in table:
            raise VocabularyError(f"{self._where} has no '{key}'", "add it to the file")
        return table[key]

    def get(self, key: str) -> "Sheet | None":
        """Return the value of a key, or None."""
        return self.mapping().get(key)

    def mapping(self) -> "dict[str, Sheet]":
        """Return a table with text keys."""
        value = self._value
        if not isinstance(value, dict):
            raise self._error("a table")
        table = cast("dict[object, object]", value)
        if not all(isinstance(key, str) for key in table):
            raise self._error('text keys (quote "on", "off", "yes" and "no")')
        return {str(k): Sheet(v, where=f"{self._where}.{k}") for k, v in table.items()}

    def items(self) -> "list[Sheet]":
        """Return a list."""
        value = self._value
        if not isinstance(value, list):
            raise self._error("a list")
        values = cast("list[object]", value)
        return [Sheet(v, where=f"{self._where}[{i}]") for i, v in enumerate(values)]

    def words(self) -> tuple[str, ...]:
        """Return a list of texts."""
        value = self._value
        if not isinstance(value, list):
            raise self._error("a list of words")
        values = cast("list[object]", value)
        if not all(isinstance(v, str) and v.strip() for v in values):
            raise self._error('words (quote "on", "off", numbers, "yes" and "no")')
        return tuple(str(v).replace("-", " ") for v in values)

    def text(self) -> str:
        """Return a text."""
        if not isinstance(self._value, str):
            raise self._error("a word")
        return self._value

    def number(self) -> float:
        """Return a number."""
        if isinstance(self._value, bool) or not isinstance(self._value, int | float):
            raise self._error("a number")
        return float(self._value)

    def flag(self) -> bool:
        """Return true or false."""
        if not isinstance(self._value, bool):
            raise self._error("true or false")
        return self._value

    def _error(self, expected: str) -> VocabularyError:
        return VocabularyError(f"{self._where} is {self._value!r:.60}", f"it must be {expected}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """Everything the reader knows about words."""

    sheets: Mapping[str, Sheet]
    nouns: PhraseTable[NounEntry]
    """Singular and plural forms, words separated by blanks, no hyphens."""
    verbs: Mapping[str, tuple[VerbEntry, ...]]
    """By form; a phrasal verb under "picks up"."""

    def noun(self, phrase: str) -> NounEntry | None:
        """Return the entry of a noun in singular or plural, or None."""
        return self.nouns.get(phrase.lower().replace("-", " "))

    def derive(self, name: str, build: Callable[[Sheet], EntryT]) -> EntryT:
        """Return what `build` makes of one file."""
        return build(self.sheets[name])

    def verb(self, form: str, tags: str = "") -> VerbEntry | None:
        """Return the entry of a verb form; among several, the first whose tag is in `tags`."""
        entries = self.verbs.get(form, ())
        preferred = [e for e in entries if e.tag in tags.split()]
        return (preferred or list(entries) or [None])[0]


@lru_cache(maxsize=1)
def vocabulary() -> Vocabulary:
    """Return the built-in vocabulary.

    Raises:
        VocabularyError: a vocabulary file is wrong.
    """
    sheets = {name: sheet(name) for name in _FILES}
    return Vocabulary(
        sheets=sheets,
        nouns=PhraseTable(_noun_forms(sheets["nouns"])),
        verbs=_verb_table(sheets["verbs"]),
    )


def sheet(name: str) -> Sheet:
    """Return one file of the folder `data`.

    Raises:
        VocabularyError: it is wrong.
    """
    text = files("groundplan.language").joinpath("data", f"{name}.yaml").read_text("utf-8")
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        value: object = yaml.load(text, Loader=loader)  # noqa: S506 - both loaders are safe ones
    except yaml.YAMLError as error:
        raise VocabularyError(f"{name}.yaml is not YAML: {error}", "correct the file") from error
    return Sheet(value, where=name)


def _noun_forms(sheet: Sheet) -> Iterator[tuple[str, NounEntry]]:
    for group in sheet.items():
        kind, gender = group["kind"].text(), group.get("gender")
        if kind not in _KINDS:
            raise VocabularyError(f"nouns has kind '{kind}'", f"use one of {', '.join(_KINDS)}")
        number = group.get("number")
        for noun, synonyms in group["nouns"].mapping().items():
            for word in (noun.replace("-", " "), *synonyms.words()):
                entry = NounEntry(
                    id=noun,
                    noun=word,
                    kind=cast("EntityKind", kind),
                    hypernym=group["hypernym"].text(),
                    gender=cast("Gender", gender.text() if gender else ""),
                    number=int(number.number()) if number else 1,
                )
                yield word, entry
                yield plural(word), _many(entry, of=word)


def _many(entry: NounEntry, *, of: str) -> NounEntry:
    return NounEntry(
        id=entry.id,
        noun=of,
        kind=entry.kind,
        hypernym=entry.hypernym,
        gender=entry.gender,
        number=entry.number,
        many=plural(of) != of,
    )


def _verb_table(sheet: Sheet) -> dict[str, tuple[VerbEntry, ...]]:
    irregular = {k: v.words() for k, v in sheet["irregular"].mapping().items()}
    shy = frozenset(sheet["shy"].words())
    table: dict[str, list[VerbEntry]] = {}
    for group in sheet["groups"].items():
        action, verb_class = group["id"].text(), group["class"].text()
        for lemma in group["verbs"].words():
            past = irregular.get(lemma.split(" ")[0])
            for form, tag in verb_forms(lemma, (past[0], past[1]) if past else None):
                table.setdefault(form, []).append(
                    VerbEntry(
                        lemma=lemma,
                        action=action,
                        verb_class=verb_class,
                        tag=tag,
                        shy=lemma in shy,
                    )
                )
    return {form: tuple(entries) for form, entries in table.items()}


def lemma_of(word: str) -> str:
    """Return the singular of an unknown plural by rule, else the word."""
    return next(singulars(word), word)
