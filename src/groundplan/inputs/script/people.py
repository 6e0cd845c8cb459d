"""Who is in a script: from the cues, and from names in capitals that the action introduces."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from groundplan.inputs.script.model import Element, ElementKind
from groundplan.inputs.script.prose import titled
from groundplan.language.lexicon import lexicon
from groundplan.language.names import Person, given_gender
from groundplan.language.vocabulary import vocabulary

__all__ = ["AgeWords", "ages_in", "cue_name", "forms_of", "people_in", "person_called"]

Gender = Literal["female", "male", ""]
_EXTENSION: Final = re.compile(r"\([^()]{0,200}\)?")
_AGE: Final = (
    r"(?P<part>early|mid|late)?[\s-]*(?P<years>\d{1,3})(?P<decade>'?s)?(?:\s*(?:years?\s+old|ish))?"
)
_INTRODUCED: Final = re.compile(
    r"(?<![\w'])(?P<name>[A-Z][A-Z.'\u2019-]*(?: [A-Z#\d][A-Z.'\u2019\d-]*){0,3})(?<![,.])"
    rf"\s*(?:\(\s*(?:aged?\s+)?{_AGE}\b|,\s*(?:aged?\s+)?{_AGE.replace('<part>', '<part2>').replace('<years>', '<years2>').replace('<decade>', '<decade2>')}(?=\s*[,.;)]))"
)
_AFTER_NAME: Final = re.compile(
    rf"\s*(?P<open>[(,])\s*(?P<age>(?:aged?\s+|in\s+(?:his|her|their)\s+)?{_AGE})\b(?=\s*(?P<close>[,.;)]))",
    re.IGNORECASE,
)
_PRONOUNS: Final = {"she": "female", "her": "female", "hers": "female", "herself": "female",
                    "he": "male", "him": "male", "his": "male", "himself": "male"}  # fmt: skip
_REACH: Final = 14
"""Words behind a name in which a pronoun counts as about it: our engineering default."""
_DECADE_YEARS: Final = {"early": 2.0, "mid": 5.0, "late": 8.0, "": 5.0}
_MOST_PEOPLE: Final = 2000


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
    """Return everybody whom a script names, in the order of their first cue or introduction."""
    names = dict.fromkeys(
        cue_name(text[e.start : e.end]).upper() for e in elements if e.kind is ElementKind.CUE
    )
    actions = [text[e.start : e.end] for e in elements if e.kind is ElementKind.ACTION]
    introduced = _introductions(actions)
    names = {n: None for n in (*names, *introduced) if any(c.isalpha() for c in n)}
    found = [n for n in list(names)[:_MOST_PEOPLE] if not _is_short_for(n, names)]
    parts = Counter(part for name in found for part in _parts(name))
    said = _pronouns(actions, found)
    return tuple(
        _person(n, parts=parts, age=_age_of(n, introduced), pronoun=said.get(n, "")) for n in found
    )


def _is_short_for(name: str, names: Iterable[str]) -> bool:
    """Whether exactly one longer name holds it ("JANE" beside "JANE SMITH")."""
    if " " in name or _noun_of(name):
        return False
    return sum(name in _parts(other) for other in names if other != name) == 1


def _parts(name: str) -> list[str]:
    """Return the words of a name by which somebody may be called alone."""
    if _noun_of(name):
        return []
    titles = set(vocabulary().sheets["names"]["titles"].words())
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
    known = set(vocabulary().sheets["names"]["titles"].words())
    return any(w in known for w in words)


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
        name=titled(name), also=also, gender=pronoun or gender, age_years=age, noun=noun,
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
            first = match["years"] is not None
            years = _years(
                match["years"] if first else match["years2"],
                decade=match["decade"] if first else match["decade2"],
                part=match["part"] if first else match["part2"],
            )
            name = match["name"].removeprefix("A ").removeprefix("AN ").removeprefix("THE ")
            if len(name) > 1:
                found.setdefault(name, years)
    return found


def _age_of(name: str, introduced: dict[str, float]) -> float | None:
    if name in introduced:
        return introduced[name]
    return next((years for n, years in introduced.items() if n in _parts(name)), None)


def _years(years: str, *, decade: str | None, part: str | None) -> float:
    number = float(years)
    return number + _DECADE_YEARS[(part or "").lower()] if decade else number


def ages_in(text: str, names: Sequence[str]) -> tuple[AgeWords, ...]:
    """Return the ages that stand behind names ("JANE (30s)", "Jane, 34, …").

    Brackets may be commas already.
    """
    forms = sorted({f for n in names for f in (n, titled(n)) if n}, key=len, reverse=True)
    if not forms:
        return ()
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, forms))})(?!\w)")
    found: list[AgeWords] = []
    for name in pattern.finditer(text):
        match = _AFTER_NAME.match(text, name.end())
        if match is None:
            continue
        found.append(
            AgeWords(
                name=name[0], start=match.start("age"), end=match.end("age"),
                blank_start=match.start("open"),
                blank_end=match.end("age"),
                text=match["age"],
                years=_years(match["years"], decade=match["decade"], part=match["part"]),
                approximate=bool(match["decade"]),
            )
        )  # fmt: skip
    return tuple(found)


def _pronouns(actions: Iterable[str], names: Sequence[str]) -> dict[str, Gender]:
    """Return the gender that pronouns behind a name say most often, where they agree."""
    forms = {f: n for n in names for p in (n, *_parts(n)) for f in (p, titled(p))}
    if not forms:
        return {}
    longest = sorted(forms, key=len, reverse=True)
    pattern = re.compile(
        rf"(?<!\w)(?:(?P<name>{'|'.join(map(re.escape, longest))})|(?P<word>\w+))(?!\w)"
    )
    votes: dict[str, Counter[str]] = {n: Counter() for n in names}
    for action in actions:
        current, left = "", 0
        for match in pattern.finditer(action):
            if match["name"]:
                current, left = forms[match["name"]], _REACH
            elif current and left > 0:
                left -= 1
                gender = _PRONOUNS.get(match["word"].lower())
                if gender:
                    votes[current][gender] += 1
    found: dict[str, Gender] = {}
    for name, count in votes.items():
        if count["female"] > 2 * count["male"]:
            found[name] = "female"
        elif count["male"] > 2 * count["female"]:
            found[name] = "male"
    return found
