"""What a clause of a note says, read as a sentence of its own about things that are there.

Every phrase that names something in the world is written as a plain noun ("him" becomes "the man"),
so that the reader of briefs understands the clause without the brief; afterwards its facts get the
keys of the things that were meant. Spans are those of the whole clause, in the note.
"""

import dataclasses
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final, TypeVar

from groundplan.agents.directing.references import Mention, mention_at
from groundplan.agents.directing.scene import Body, Scene
from groundplan.language.facts import EntityFact, Facts, QuantityFact, Span
from groundplan.language.lexicon import lexicon
from groundplan.language.morphology import plural
from groundplan.language.reader import read_brief
from groundplan.language.vocabulary import vocabulary

__all__ = ["Told", "clause_span", "told"]

_WORD: Final = re.compile(r"[a-z0-9_]+(?:[-'][a-z0-9]+)*", re.IGNORECASE)
_POSSESSIVES: Final = frozenset({"his", "her", "their", "its"})
_ROLE: Final = re.compile(r"(?<=:)([a-z]+\d+)")
_Fact = TypeVar("_Fact")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Facts of a clause by the keys of the story."""

    facts: Facts
    new: tuple[EntityFact, ...]
    """What was not there before."""
    known: tuple[Body, ...]
    """What was, in the order of mention."""
    problem: Mention | None = None
    """A phrase that means nothing or too much; then the rest is empty."""


@dataclass(slots=True, kw_only=True)
class _Sentence:
    text: str = ""
    ranges: list[tuple[int, int, tuple[Body, ...]]] = dataclasses.field(
        default_factory=list[tuple[int, int, tuple[Body, ...]]]
    )
    used: dict[str, str] = dataclasses.field(default_factory=dict[str, str])
    """Fact key by the noun that stands for it."""

    def add(self, text: str) -> None:
        self.text += text

    def name(self, bodies: tuple[Body, ...]) -> None:
        """Write some bodies as nouns, none twice for two things."""
        keys = {b.key or b.entity: b for b in bodies}
        for number, (key, body) in enumerate(keys.items()):
            if number:
                self.text += " and "
            taken = self.used.setdefault(body.noun, key) != key
            count = sum(1 for b in bodies if (b.key or b.entity) == key)
            noun = plural(body.noun) if count > 1 else body.noun
            start = len(self.text)
            self.text += f"{'another' if taken else 'the'} {noun}"
            self.ranges.append(
                (start, len(self.text), tuple(b for b in bodies if (b.key or b.entity) == key))
            )


def clause_span(scene: Scene, start: int, end: int) -> Span:
    """Return characters of the note as a span of the story's text."""
    base = scene.story.starts[-1][1]
    return Span(start=base + start, end=base + end)


def told(scene: Scene, clause: str, *, at: tuple[int, int], subject: tuple[Body, ...] = ()) -> Told:
    """Return the facts of a clause; with a subject, the clause is what that does.

    Args:
        scene: whose things can be named.
        clause: "stop and wave to him".
        at: characters of the note that it stands for.
        subject: who does it, in front of the clause.
    """
    sentence = _Sentence()
    if subject:
        sentence.name(subject)
        sentence.add(" ")
        scene.note(*subject)
    known = list(subject)
    place = 0
    for mention in _mentions(scene, clause):
        if mention.problem:
            return Told(facts=Facts(text=""), new=(), known=(), problem=mention)
        if mention.new or not mention.bodies:
            continue
        sentence.add(clause[place : mention.start])
        sentence.name(mention.bodies)
        known += mention.bodies
        scene.note(*mention.bodies)
        place = mention.end
    sentence.add(clause[place:])
    facts = read_brief(sentence.text[:1].upper() + sentence.text[1:])
    return _keyed(scene, facts, sentence, span=clause_span(scene, *at), known=known)


def _mentions(scene: Scene, clause: str) -> list[Mention]:
    found: list[Mention] = []
    at = 0
    while (word := _WORD.search(clause, at)) is not None:
        start = word.start()
        after = _WORD.search(clause, word.end())
        owned = word[0].lower() in _POSSESSIVES and after is not None and _is_noun(after[0])
        if owned and after is not None:
            mention = mention_at(scene, clause, after.start())
            if mention is not None and mention.bodies and not _is_worn(after[0]):
                mention = replace(mention, start=start)
            else:
                at = after.end()
                continue
        else:
            mention = mention_at(scene, clause, start)
        if mention is None or (mention.problem and _unknown(scene, mention)):
            at = word.end() if mention is None else mention.end
            continue
        found.append(mention)
        at = mention.end
    return found


def _unknown(scene: Scene, mention: Mention) -> bool:
    """Return whether a noun names something that is not there yet: then it is new."""
    del scene
    return not mention.options and mention.text.lower() not in lexicon().pronouns


def _is_noun(word: str) -> bool:
    lower = word.lower()
    return (
        lower in lexicon().parts or lower in lexicon().garments
        or vocabulary().nouns.match([lower], 0) is not None or lower in lexicon().colors
    )  # fmt: skip


def _is_worn(word: str) -> bool:
    return word.lower() in lexicon().garments or word.lower() in lexicon().parts


def _keyed(
    scene: Scene, facts: Facts, sentence: _Sentence, *, span: Span, known: list[Body]
) -> Told:
    keys: dict[str, str] = {}
    new: list[EntityFact] = []
    for entity in facts.entities:
        body = next((bodies[0] for start, end, bodies in sentence.ranges
                     if start < entity.span.end and entity.span.start < end), None)  # fmt: skip
        if body is not None:
            keys[entity.key] = body.key
        else:
            keys[entity.key] = scene.new_key("e")
            new.append(entity)
    for action in facts.actions:
        keys[action.key] = scene.new_key("a")
    for relation in facts.relations:
        keys[relation.key] = scene.new_key("r")
    for quantity in facts.quantities:
        keys[quantity.key] = scene.new_key("q")
    made = replace(
        facts,
        entities=tuple(_mapped(e, keys, span) for e in facts.entities),
        actions=tuple(_mapped(a, keys, span) for a in facts.actions),
        relations=tuple(_mapped(r, keys, span) for r in facts.relations),
        camera=tuple(_mapped(c, keys, span) for c in facts.camera),
        lights=tuple(_mapped(f, keys, span) for f in facts.lights),
        settings=tuple(_mapped(f, keys, span) for f in facts.settings),
        quantities=tuple(_role(_mapped(q, keys, span), keys) for q in facts.quantities),
        unresolved=tuple(_mapped(u, keys, span) for u in facts.unresolved),
    )
    fresh = {keys[e.key] for e in new}
    return Told(
        facts=made, new=tuple(e for e in made.entities if e.key in fresh), known=tuple(known)
    )


def _mapped(fact: _Fact, keys: Mapping[str, str], span: Span) -> _Fact:
    """Return a fact with the story's keys, and the clause as its words."""
    changes: dict[str, object] = {}
    for field in dataclasses.fields(fact):  # pyright: ignore[reportArgumentType]  # facts are dataclasses
        value: object = getattr(fact, field.name)
        if isinstance(value, Span):
            changes[field.name] = span
        elif isinstance(value, str) and field.name in _REFERENCES and value in keys:
            changes[field.name] = keys[value]
        elif isinstance(fact, EntityFact) and field.name == "attributes":
            changes[field.name] = tuple(replace(a, span=span) for a in fact.attributes)
        elif field.name == "mentions":
            changes[field.name] = (span,)
    return replace(fact, **changes)  # pyright: ignore[reportArgumentType, reportCallIssue, reportUnknownVariableType]  # fields of the same fact


_REFERENCES: Final = frozenset({
    "key", "agent", "object", "source", "goal", "companion", "path", "subject", "held_by",
})  # fmt: skip


def _role(quantity: QuantityFact, keys: Mapping[str, str]) -> QuantityFact:
    return replace(quantity, role=_ROLE.sub(lambda m: keys.get(m[0], m[0]), quantity.role))
