"""Speeches become lines, and talking that is seen becomes an action."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final, Literal, cast

from groundplan.inputs.script.model import Scene, Speech
from groundplan.inputs.script.people import person_called
from groundplan.language.facts import ActionFact, EntityFact, Facts, LineFact, Span
from groundplan.language.lexicon import lexicon
from groundplan.language.names import Person
from groundplan.language.speaking_time import speaking_time_s
from groundplan.language.vocabulary import vocabulary

__all__ = ["Voices", "with_speeches"]

_TO: Final = re.compile(r"\bto\s+(?:the\s+)?([A-Za-z][\w.' -]*)$", re.IGNORECASE)
_VERB: Final = "say"


@dataclass(frozen=True, slots=True, kw_only=True)
class Voices:
    """Whose speeches they are."""

    scene: Scene
    people: tuple[Person, ...]


def with_speeches(facts: Facts, voices: Voices) -> Facts:
    """Return the facts with a line for each speech, and an action where that is seen."""
    entities, numbers = _called(facts.entities, voices), _numbers(a.key for a in facts.actions)
    actions, lines = list(facts.actions), list[LineFact]()
    for speech in voices.scene.speeches:
        key = _speaker(entities, speech, voices)
        span = Span(start=speech.start, end=speech.end)
        action = ""
        if key and not speech.heard:
            action = f"a{numbers + 1}"
            numbers += 1
            actions.append(_talk(action, key, speech, entities=entities, voices=voices))
        lines.append(
            LineFact(
                key=f"l{len(lines) + 1}", speaker=key, text=speech.text, span=span,
                duration_s=speaking_time_s(speech.text), action=action,
                parenthetical=speech.parenthetical,
                heard=cast("Literal['', 'off_screen', 'voice_over']", speech.heard),
            )
        )  # fmt: skip
    return replace(facts, entities=tuple(entities), actions=tuple(actions), lines=tuple(lines))


def _called(entities: Iterable[EntityFact], voices: Voices) -> list[EntityFact]:
    """Give "the waitress" the name that her cues have, in scenes where she says nothing too."""
    common = [p for p in voices.people if p.noun]
    return [
        replace(e, name=next((p.name for p in common if _is(e, p)), "")) if not e.name else e
        for e in entities
    ]


def _numbers(keys: Iterable[str]) -> int:
    return max((int(k[1:]) for k in keys), default=0)


def _speaker(entities: list[EntityFact], speech: Speech, voices: Voices) -> str:
    """Return the entity that speaks; who is seen to speak and is named nowhere else is added."""
    person = person_called(speech.speaker, voices.people)
    if person is None:
        return ""
    span = Span(start=speech.cue_start, end=speech.cue_end)
    for index, entity in enumerate(entities):
        if _is(entity, person):
            mentions = (*entity.mentions, span)
            entities[index] = replace(
                entity, name=person.name, mentions=mentions,
                kind="character" if entity.kind == "unknown" else entity.kind,
            )  # fmt: skip
            return entity.key
    if speech.heard:
        return ""
    key = f"e{_numbers(e.key for e in entities) + 1}"
    entities.append(
        EntityFact(
            key=key, noun=person.head, words=person.name, kind="character", span=span,
            gender=person.gender, mentions=(span,), name=person.name,
        )
    )  # fmt: skip
    return key


def _is(entity: EntityFact, person: Person) -> bool:
    """Whether an entity is the person: by name, or by what they are called ("the waitress")."""
    if entity.name:
        return entity.name == person.name
    if not person.noun or entity.count != 1 or entity.kind not in {"character", "animal"}:
        return False
    plain = person.name.lower().removeprefix("the ")
    return entity.words.lower() == plain or (entity.noun == person.noun and plain == person.noun)


def _talk(
    key: str, agent: str, speech: Speech, *, entities: Iterable[EntityFact], voices: Voices
) -> ActionFact:  # fmt: skip
    verb, manner = _how(speech)
    return ActionFact(
        key=key, agent=agent, verb=verb, action="talk",
        span=Span(start=speech.start, end=speech.end), manner=manner,
        goal=_addressee(speech, entities, voices, agent=agent),
        duration_s=speaking_time_s(speech.text),
    )  # fmt: skip


def _how(speech: Speech) -> tuple[str, tuple[str, ...]]:
    """Return the verb that a parenthetical says ("whispering"), and its adverbs."""
    words = re.findall(r"[a-z'-]+", speech.parenthetical.lower())
    verbs = (vocabulary().verb(w, "VBG VB VBZ") for w in words)
    verb = next((v.lemma for v in verbs if v and v.action == "talk"), "")
    manner = tuple(
        w for w in words
        if w.endswith("ly") or lexicon().adjectives.get(w) == "mood" or w in {"softly", "aloud"}
    )  # fmt: skip
    return verb or ("sing" if speech.sung else _VERB), manner


def _addressee(
    speech: Speech, entities: Iterable[EntityFact], voices: Voices, *, agent: str
) -> str:
    match = _TO.search(speech.parenthetical)
    person = person_called(match[1].strip(), voices.people) if match else None
    if person is None:
        return ""
    return next((e.key for e in entities if e.name == person.name and e.key != agent), "")
