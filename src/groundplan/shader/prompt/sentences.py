"""Phrases as sentences: clauses joined, everybody introduced once, one paragraph."""

import re
from collections.abc import Sequence
from typing import Final

from groundplan.shader.prompt.grammar import joined, sentence
from groundplan.shader.prompt.phrases import Part, Phrase
from groundplan.shader.prompt.tables import dialect_words
from groundplan.shader.prompt.words import ShotWords

__all__ = ["Names", "rendered"]

_MOST_CLAUSES: Final = 3
"""In one sentence."""


def rendered(phrases: Sequence[Phrase], names: "Names", *, dialect: str) -> str:
    """Return phrases as one paragraph in the order of a dialect."""
    by_part: dict[str, list[Phrase]] = {}
    for phrase in sorted(phrases, key=lambda one: one.number):
        by_part.setdefault(phrase.part, []).append(phrase)
    order = dialect_words()[dialect].order
    acts = _clauses(by_part.get("deeds", []), names)
    unsaid = _unsaid(by_part, names)
    opening = ""
    found: list[str] = []
    for part, after in zip(order, (*order[1:], ""), strict=True):
        if part == "deeds":
            found += _opened(opening, [*acts, *_present(unsaid, acting=bool(acts))])
        elif part == "setting" and after == "deeds" and (acts or any(unsaid.values())):
            opening = _one(by_part, "setting")
        elif part == "things":
            if acts and unsaid["things"]:
                found.append(f"the picture also shows {joined(unsaid['things'])}")
        else:
            found += _told(part, [one.text for one in by_part.get(part, [])])
    return names.introduced([sentence(text) for text in found if text])


def _present(unsaid: dict[str, list[str]], *, acting: bool) -> list[str]:
    """Return a sentence of those who do nothing, and where nobody does anything of the things."""
    if not acting:
        return [joined([*unsaid["cast"], *unsaid["things"]])]
    cast = unsaid["cast"]
    many = len(cast) > 1 or (cast and not cast[0].startswith(("a ", "an ", "one ")))
    return [f"{joined(cast)} {'are' if many else 'is'} there too"] if cast else []


def _one(by_part: dict[str, list[Phrase]], part: Part) -> str:
    return by_part[part][0].text if by_part.get(part) else ""


def _opened(opening: str, texts: list[str]) -> list[str]:
    if not opening or not texts:
        return texts
    return [f"{opening}, {texts[0]}", *texts[1:]]


def _told(part: str, texts: list[str]) -> list[str]:
    """Return the sentences of a part that needs no names."""
    if not texts:
        return []
    if part == "camera":
        moves = [text for text in texts if text.startswith(("the camera ", "the lens "))]
        return [", ".join(text for text in texts if text not in moves), *moves]
    lists = {
        "setting": f"the scene is set {texts[0]}",
        "surroundings": f"the surroundings show {joined(texts)}",
        "light": joined(texts),
        "style": ", ".join(dict.fromkeys(texts)),
    }
    return [lists[part]] if part in lists else texts


class Names:
    """First and later names, longest later names first so that none hides another."""

    def __init__(self, words: ShotWords) -> None:
        """Take the names of a shot's words."""
        self._first = {again.lower(): first for first, again in words.again.items()}
        names = sorted(self._first, key=lambda name: (-len(name), name))
        either = "|".join(re.escape(name) for name in names)
        self._any = re.compile(rf"\b(?:{either})\b", re.IGNORECASE) if names else None
        one = f"(?:{either})"
        self._subject = re.compile(rf"{one}(?:(?:, | and ){one})*(?= )") if names else None
        self.again = words.again
        self._firsts = {
            again: re.compile(rf"\b{re.escape(first)}\b", re.IGNORECASE)
            for again, first in self._first.items()
        }

    def in_text(self, text: str) -> set[str]:
        """Return the later names that a text has."""
        return {found.group().lower() for found in self._any.finditer(text)} if self._any else set()

    def subject(self, clause: str) -> str:
        """Return whom a clause is about; empty where that can't be told."""
        found = self._subject.match(clause) if self._subject else None
        return found.group() if found else ""

    def introduced(self, sentences: list[str]) -> str:
        """Return one text in which everybody has the first name once, then the later one."""
        known: set[str] = set()

        def name(found: re.Match[str]) -> str:
            again = found.group().lower()
            if again in known:
                return found.group()
            known.add(again)
            first = self._first[again]
            return first[:1].upper() + first[1:] if found.group()[:1].isupper() else first

        texts: list[str] = []
        for text in sentences:
            # First names that a list has already are not given again.
            known |= {again for again, first in self._firsts.items() if first.search(text)}
            texts.append(self._any.sub(name, text) if self._any else text)
        return " ".join(texts)


def _unsaid(by_part: dict[str, list[Phrase]], names: Names) -> dict[str, list[str]]:
    """Return first names of subjects and things that no clause has."""
    clauses = [one.text for part in ("deeds", "layout") for one in by_part.get(part, [])]
    there = {name for text in clauses for name in names.in_text(text)}
    return {
        part: [
            one.text for one in by_part.get(part, [])
            if names.again.get(one.text, one.text) not in there
        ]
        for part in ("cast", "things")
    }  # fmt: skip


def _clauses(phrases: list[Phrase], names: Names) -> list[str]:
    """Return clauses as sentences: joined where one follows on another."""
    found: list[str] = []
    last: Phrase | None = None
    count = 0
    for phrase in phrases:
        ending = _follow(last, phrase, names) if count < _MOST_CLAUSES else ""
        if ending and found:
            found[-1] += ending
            count += 1
        else:
            then = phrase.link == "then" and found
            found.append(f"then {phrase.text}" if then else phrase.text)
            count = 1
        last = phrase
    return found


def _follow(last: Phrase | None, phrase: Phrase, names: Names) -> str:
    """Return how a clause goes on from the last one; empty: it begins a sentence."""
    if last is None or not phrase.link or phrase.number != last.number + 1:
        return ""
    comma = "," if "," in last.text or phrase.link == "then" else ""
    if phrase.link == "while":
        return f"{comma} while {phrase.text}"
    subject = names.subject(phrase.text)
    if not subject or not last.text.startswith(f"{subject} "):
        return ""
    return f"{comma} {phrase.link} {phrase.text.removeprefix(subject).strip()}"
