"""Who is in a script: from the cues, and from names in capitals that the action introduces."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from groundplan.inputs.script.model import Element, ElementKind
from groundplan.inputs.script.prose import titled
from groundplan.language.given_names import given_gender, title_words
from groundplan.language.lexicon import lexicon
from groundplan.language.names import NameIndex, Person, find_names
from groundplan.language.vocabulary import vocabulary

__all__ = ["AgeWords", "ages_in", "cue_name", "forms_of", "people_in", "person_called"]

Gender = Literal["female", "male", ""]
_EXTENSION: Final = re.compile(r"\([^()]{0,200}\)?")
_AGE: Final = (
    r"(?:(?P<part>early|mid|late)[\s-]?)?(?P<years>\d{1,3})(?P<decade>'?s)?"
    r"(?:\s?(?:years?\sold|ish))?"
)
_INTRODUCED: Final = re.compile(
    r"(?<![\w'.-])(?P<name>[A-Z][A-Z.'\u2019-]{0,30}(?: [A-Z#\d][A-Z.'\u2019\d-]{0,30}){0,3})"
    rf"(?<![,.])\s?(?P<open>[(,])\s?(?:aged?\s)?{_AGE}\b(?=\s?(?P<close>[,.;)]|$))"
)
_AFTER_NAME: Final = re.compile(
    r"\s{0,3}(?P<open>[(,])\s{0,3}(?P<age>(?:aged?\s|in\s(?:his|her|their)\s)?"
    rf"{_AGE})\b(?=\s{{0,3}}(?P<close>[,.;)]))",
    re.IGNORECASE,
)
_PRONOUNS: Final = {
    "she": "female", "hers": "female", "herself": "female", "he": "male", "his": "male",
    "himself": "male",
}  # fmt: skip
"""Those of who acts: "Tom looks at her" says nothing of Tom."""
_REACH: Final = 14
"""Words behind a name in which a pronoun counts as about it: our engineering default."""
_REACH_CHARACTERS: Final = 300
_DECADE_YEARS: Final = {"early": 2.0, "mid": 5.0, "late": 8.0, "": 5.0}
MOST_PEOPLE: Final = 2000
"""Names beyond these are read as words; our engineering default."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AgeWords:
    """An age beside a name: places in a text."""

    name: str
    """As written there."""
    start: int
    end: int
    blank_start: int
    blank_end: int
    """The brackets or commas around it too."""
    text: str
    years: float
    approximate: bool


def cue_name(line: str) -> str:
    """Return the name in a cue, extensions and marks left out ("JANE (O.S.) ^" is JANE)."""
    name = _EXTENSION.sub(" ", line).replace("^", " ").replace("*", " ").replace("_", " ")
    return " ".join(name.split())


def people_in(text: str, elements: Sequence[Element]) -> tuple[Person, ...]:
    """Return everybody whom a script names: who speaks, who is introduced, who is met."""
    cues = (cue_name(text[e.start : e.end]).upper() for e in elements if e.kind is ElementKind.CUE)
    actions = [text[e.start : e.end] for e in elements if e.kind is ElementKind.ACTION]
    introduced = _introductions(actions)
    met = (n.person.name.upper() for action in actions for n in find_names(action))
    names = [n for n in dict.fromkeys((*cues, *introduced, *met)) if any(c.isalpha() for c in n)]
    names = names[:MOST_PEOPLE]
    parts = Counter(part for name in names for part in _parts(name))
    found = [n for n in names if not (parts[n] == 1 and not _noun_of(n))]
    said = _pronouns(actions, found)
    ages = {part: years for n, years in introduced.items() for part in (*_parts(n), n)}
    return tuple(_person(n, parts=parts, age=ages.get(n), pronoun=said.get(n, "")) for n in found)


def _parts(name: str) -> list[str]:
    """Return the words of a name by which somebody may be called alone."""
    if _noun_of(name):
        return []
    titles = title_words()
    words = [w.strip(".,") for w in name.split()]
    kept = [w for w in words if w.lower() not in titles and len(w) > 2 and not w.isdigit()]
    return kept if len(words) > 1 else []


def _noun_of(name: str) -> str:
    """Return the word of a cue that says what somebody is ("OLD MAN", "GUARD #2")."""
    words = [w for w in re.sub(r"[#\d.]", " ", name).lower().split() if w not in {"the", "a"}]
    for length in (3, 2, 1):
        if len(words) >= length:
            entry = vocabulary().noun(" ".join(words[-length:]))
            if entry and entry.kind in {"character", "animal"}:
                return entry.noun if not _titles(words[:-length]) else ""
    return ""


def _titles(words: Sequence[str]) -> bool:
    return any(w in title_words() for w in words)


def _is_common(name: str) -> bool:
    """Whether a cue holds ordinary words only, so that the text writes it small."""
    if any(c.isdigit() for c in name):
        return False
    tables = lexicon()
    return all(
        w in {"the", "a"} or w in tables.adjectives or w in tables.colors
        or vocabulary().noun(w) is not None or vocabulary().verb(w) is not None
        for w in re.sub(r"[^\w\s]", " ", name).lower().split()
    )  # fmt: skip


def _person(name: str, *, parts: Counter[str], age: float | None, pronoun: Gender) -> Person:
    noun = _noun_of(name)
    entry = vocabulary().noun(noun) if noun else None
    gender: Gender = entry.gender if entry else (given_gender(name) or "")
    also = tuple(titled(p) for p in _parts(name) if parts[p] == 1)
    return Person(
        name=titled(name), also=also, gender=gender or pronoun, age_years=age, noun=noun,
        common=bool(noun) and _is_common(name),
    )  # fmt: skip


def forms_of(people: Iterable[Person]) -> tuple[str, ...]:
    """Return how a script writes the names of its people in capitals."""
    return tuple(f.upper() for p in people if not p.common for f in (p.name, *p.also))


def person_called(name: str, people: Iterable[Person]) -> Person | None:
    """Return who is meant by a cue's name."""
    wanted = titled(name.upper())
    for person in people:
        if wanted == person.name or wanted in person.also:
            return person
    return None


def _introductions(actions: Iterable[str]) -> dict[str, float]:
    """Return names in capitals that an age follows, with the age."""
    found: dict[str, float] = {}
    for action in actions:
        for match in _INTRODUCED.finditer(action):
            name = re.sub(r"^(?:A|AN|THE)\s", "", match["name"])
            years = _years(match["years"], decade=match["decade"], part=match["part"])
            if len(name) > 1:
                found.setdefault(name, years)
    return found


def _years(years: str, *, decade: str | None, part: str | None) -> float:
    number = float(years)
    return number + _DECADE_YEARS[(part or "").lower()] if decade else number


def ages_in(text: str, names: Sequence[str]) -> tuple[AgeWords, ...]:
    """Return the ages that stand behind names ("JANE (30s)", "Jane, 34, …")."""
    found: list[AgeWords] = []
    for start, name in NameIndex(f for n in names for f in (n, titled(n))).find(text):
        match = _AFTER_NAME.match(text, start + len(name))
        if match is None:
            continue
        found.append(
            AgeWords(
                name=name, start=match.start("age"), end=match.end("age"),
                blank_start=match.start("open"),
                blank_end=match.end("close" if match["close"] == ")" else "age"),
                text=match["age"],
                years=_years(match["years"], decade=match["decade"], part=match["part"]),
                approximate=bool(match["decade"]),
            )
        )  # fmt: skip
    return tuple(found)


def _pronouns(actions: Iterable[str], names: Sequence[str]) -> dict[str, Gender]:
    """Return the gender that pronouns behind a name say most often, where they agree."""
    forms = {f: n for n in names for p in (*_parts(n), n) for f in (p, titled(p))}
    index = NameIndex(forms)
    votes: dict[str, Counter[str]] = {n: Counter() for n in names}
    for action in actions:
        places = list(index.find(action))
        for n, (start, form) in enumerate(places):
            end = places[n + 1][0] if n + 1 < len(places) else len(action)
            words = action[start + len(form) : min(end, start + _REACH_CHARACTERS)].lower().split()
            for word in words[:_REACH]:
                gender = _PRONOUNS.get(word.strip(".,;:!?\"'()"))
                if gender:
                    votes[forms[form]][gender] += 1
    found: dict[str, Gender] = {}
    for name, count in votes.items():
        if count["female"] > 2 * count["male"]:
            found[name] = "female"
        elif count["male"] > 2 * count["female"]:
            found[name] = "male"
    return found
