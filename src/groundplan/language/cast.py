"""Who and what is in the text: entities, once each however often they are mentioned."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, Literal

from groundplan.language.facts import AttributeFact, EntityFact, EntityKind, Span
from groundplan.language.lexicon import lexicon
from groundplan.language.names import Person
from groundplan.language.noun_phrases import NounPhrase
from groundplan.language.tokens import span_of
from groundplan.language.words import Words

__all__ = ["Cast", "EntityDraft"]

Gender = Literal["female", "male", ""]
_INDEFINITE: Final = frozenset({"a", "an", "another", "some", "other"})
_ALIVE: Final = frozenset({"character", "animal"})


@dataclass(slots=True, kw_only=True)
class EntityDraft:
    """An entity while the text is read."""

    key: str
    id: str
    """What synonyms share."""
    noun: str
    words: str
    kind: EntityKind
    span: Span
    place: int
    """Board index of the head's first mention."""
    count: int = 1
    guessed: bool = False
    counted: bool = False
    attributes: list[AttributeFact] = field(default_factory=list[AttributeFact])
    garments: list[str] = field(default_factory=list[str])
    gender: Gender = ""
    absent: bool = False
    mentions: list[Span] = field(default_factory=list[Span])
    held_by: str = ""
    role: Literal["subject", "object", "place", "landmark"] = "subject"
    proper: bool = False
    name: str = ""

    def fact(self) -> EntityFact:
        """Return the finished fact."""
        return EntityFact(
            key=self.key,
            noun=self.noun,
            words=self.words,
            kind=self.kind,
            span=self.span,
            count=max(self.count, 1),
            count_guessed=self.guessed,
            attributes=tuple(dict.fromkeys(self.attributes)),
            garments=tuple(dict.fromkeys(self.garments)),
            gender=self.gender,
            absent=self.absent,
            mentions=tuple(self.mentions),
            held_by=self.held_by,
            role=self.role,
            name=self.name,
        )


class Cast:
    """The entities met so far."""

    def __init__(self, words: Words) -> None:
        """Start with nobody."""
        self.words = words
        self.entities: dict[str, EntityDraft] = {}
        self._recent: list[str] = []
        self._shared: dict[str, list[str]] = {}

    def __getitem__(self, key: str) -> EntityDraft:
        """Return an entity by key."""
        return self.entities[key]

    def mention(self, phrase: NounPhrase) -> str:
        """Return the key of what a noun phrase names: an entity met before, or a new one."""
        known = self._known(phrase)
        key = known or self._add(phrase)
        draft = self.entities[key]
        draft.mentions.append(span_of(self.words.tokens[phrase.start : phrase.end]))
        if known:
            draft.attributes += [
                a for a in phrase.attributes if a.value not in {b.value for b in draft.attributes}
            ]
        self._touch(key)
        return key

    def split(self, key: str) -> str:
        """Make two entities of one that stands for a pair, and return the key of the second."""
        pair = self.entities[key]
        pair.count, pair.counted = 1, False
        other = f"e{len(self.entities) + 1}"
        self.entities[other] = replace(
            pair, key=other, attributes=list(pair.attributes), garments=list(pair.garments),
            mentions=list(pair.mentions),
        )  # fmt: skip
        self._touch(other)
        return other

    def recent(self) -> list[str]:
        """Return the keys, the last mentioned first."""
        return self._recent[::-1]

    def _touch(self, key: str) -> None:
        if key in self._recent:
            self._recent.remove(key)
        self._recent.append(key)

    def _known(self, phrase: NounPhrase) -> str:
        determiner = phrase.determiner.split(" ")[0] if phrase.determiner else ""
        if not phrase.noun:
            return self._other(phrase)
        if (
            "other" in phrase.determiner
            or determiner in _INDEFINITE
            or phrase.counted
            or phrase.guessed
        ) and not (phrase.counted and determiner in {"the", "these", "those", "all", "both"}):
            return ""
        name = phrase.entry.id if phrase.entry else phrase.noun
        definite = (
            determiner
            in {"the", "this", "that", "these", "those", "both", "his", "her", "its", "their"}
            or phrase.proper
        )
        if not definite:
            return ""
        for key in reversed(self._recent):
            draft = self.entities[key]
            if draft.id == name and not self._clash(draft, phrase):
                return key
        return ""

    def _other(self, phrase: NounPhrase) -> str:
        """Resolve "one", "both" and "the other" to what was named last."""
        if "other" in phrase.determiner or "another" in phrase.determiner:
            return ""
        alive = [k for k in reversed(self._recent) if self.entities[k].count > 1]
        return alive[0] if alive else ""

    def _clash(self, draft: EntityDraft, phrase: NounPhrase) -> bool:
        for attribute in phrase.attributes:
            said = {a.value for a in draft.attributes if a.name == attribute.name and not a.of_part}
            if attribute.name in {"color", "size", "age"} and said and attribute.value not in said:
                return True
        return False

    def _add(self, phrase: NounPhrase) -> str:
        person = self._person(phrase)
        if person is not None:
            return self._add_person(phrase, person)
        model = self._model(phrase)
        entry = phrase.entry
        key = f"e{len(self.entities) + 1}"
        tokens = self.words.tokens[phrase.start : phrase.end]
        written = [t.text for t in tokens if t.lower not in set(phrase.determiner.split(" "))]
        noun = phrase.noun or (model.noun if model else "person")
        self.entities[key] = EntityDraft(
            key=key,
            id=entry.id if entry else model.id if model and not phrase.noun else noun,
            noun=noun,
            words=" ".join(written) or noun,
            kind=entry.kind if entry else model.kind if model and not phrase.noun else "unknown",
            span=span_of(tokens),
            place=self.words.indices[phrase.head],
            count=phrase.count,
            guessed=phrase.guessed,
            counted=phrase.counted,
            attributes=list(phrase.attributes),
            gender=self._gender(phrase),
            absent=phrase.determiner.split(" ")[0] == "no" or phrase.count == 0,
            proper=phrase.proper,
        )
        return key

    def _person(self, phrase: NounPhrase) -> Person | None:
        return self.words.people.get(self.words.tokens[phrase.head].name)

    def _add_person(self, phrase: NounPhrase, person: Person) -> str:
        """Add somebody who is called by name."""
        key, tokens = f"e{len(self.entities) + 1}", self.words.tokens[phrase.start : phrase.end]
        self.entities[key] = EntityDraft(
            key=key, id=phrase.noun, noun=person.head, words=self.words.tokens[phrase.head].text,
            kind="character", span=span_of(tokens), place=self.words.indices[phrase.head],
            attributes=list(phrase.attributes), gender=person.gender, proper=True,
            name=person.name,
        )  # fmt: skip
        return key

    def call(self, key: str, phrase: NounPhrase) -> None:
        """Give somebody who is there already the name that a phrase says."""
        person, draft = self._person(phrase), self.entities[key]
        if person is not None:
            draft.id, draft.name, draft.proper = phrase.noun, person.name, True
            draft.gender = draft.gender or person.gender
            draft.mentions.append(span_of(self.words.tokens[phrase.start : phrase.end]))
            self._touch(key)

    def _model(self, phrase: NounPhrase) -> EntityDraft | None:
        if phrase.noun:
            return None
        alive = [k for k in reversed(self._recent) if self.entities[k].kind in _ALIVE]
        return self.entities[(alive or list(self._recent))[0]] if self._recent else None

    def _gender(self, phrase: NounPhrase) -> Gender:
        if phrase.entry and phrase.entry.gender:
            return phrase.entry.gender
        values = {a.value for a in phrase.attributes}
        if values & {"female", "pregnant"}:
            return "female"
        return "male" if values & {"male", "bearded"} else ""

    def resolve(
        self, pronoun: str, *, subject: Sequence[str], other_than: Sequence[str] = ()
    ) -> str:
        """Return the key that a pronoun stands for, or "" when nothing fits.

        Args:
            pronoun: lower case.
            subject: keys of the clause's or the last clause's subject, preferred.
            other_than: keys that it can not stand for ("a drone follows it").
        """
        kind = lexicon().pronouns.get(pronoun, "")
        order = [*subject, *(k for k in reversed(self._recent) if k not in subject)]
        for test in self._tests(kind):
            for key in order:
                if key not in other_than and test(self.entities[key]):
                    self._touch(key)
                    self._learn(key, kind)
                    return key
        return ""

    def _learn(self, key: str, kind: str) -> None:
        """Know what somebody with a name is, once a pronoun has said it."""
        draft = self.entities[key]
        if kind in {"female", "male"} and draft.name and not draft.gender:
            draft.gender = "female" if kind == "female" else "male"
            if draft.noun == "person":
                draft.noun = "woman" if kind == "female" else "man"

    def _tests(self, kind: str) -> list[Callable[[EntityDraft], bool]]:
        def alive(e: EntityDraft) -> bool:
            return e.kind == "character" or (e.proper and e.kind == "unknown")

        if kind in {"female", "male"}:
            return [
                lambda e: e.gender == kind and e.count == 1,
                lambda e: alive(e) and not e.gender,
                lambda e: e.kind == "animal" and not e.gender,
            ]
        if kind == "neuter":
            return [
                lambda e: e.kind in {"animal", "vehicle"} and e.count == 1,
                lambda e: e.kind in {"prop", "unknown"} and e.count == 1 and e.role != "landmark",
                lambda e: e.kind != "character",
            ]
        if kind == "plural":
            return [
                lambda e: e.count > 1 and e.kind in _ALIVE,
                lambda e: alive(e) and not e.gender,
                lambda e: e.count > 1,
                lambda e: e.kind in _ALIVE,
            ]
        return []

    def note(self, key: str, *, place: int) -> None:
        """Add a pronoun's mention."""
        self.entities[key].mentions.append(span_of([self.words.tokens[place]]))

    def mobile(self, key: str) -> bool:
        """Whether the entity can act by itself."""
        return self.entities[key].kind in {"character", "animal", "vehicle", "unknown"}

    def alive(self, key: str) -> bool:
        """Whether it is a person, an animal or a name."""
        return self.entities[key].kind in _ALIVE or self.entities[key].proper
