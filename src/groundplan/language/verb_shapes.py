"""Verbs in several words: "takes a walk", "turns the tap off", "gives his wife a kiss"."""

from functools import cache
from typing import Final

from groundplan.language.chunks import Chunk
from groundplan.language.clauses import ActionDraft, Clauses
from groundplan.language.noun_phrases import NounPhrase
from groundplan.language.vocabulary import VerbEntry, vocabulary

__all__ = ["deed_ahead", "done_as", "read_particle"]

_LIGHT: Final = frozenset(
    {"take", "have", "do", "make", "give", "perform", "go", "execute", "share", "let out", "throw",
     "enjoy", "come"}
)  # fmt: skip
"""Verbs that say nothing by themselves when what is done follows as a noun."""
_FOR: Final = frozenset({"for", "on", "in", "into", "to"})
_GREETINGS: Final = frozenset({"goodbye", "hello", "hi", "farewell", "goodnight", "bye", "thanks"})
"""What one waves or says, and is no thing."""
_WAYS: Final = frozenset({"up", "down"})


@cache
def _deeds() -> dict[str, str]:
    """Return verbs by the noun that names what is done ("bite": bite, "conversation": chat)."""
    rows = vocabulary().sheets["verbs"]["deeds"].mapping().items()
    return {noun: verb for verb, nouns in rows for noun in (verb, *nouns.words())}


def done_as(reader: Clauses, phrase: NounPhrase) -> bool:
    """Read the noun of "takes a walk" as what is done; False when it is a thing."""
    state = reader.state
    if state.acting and phrase.noun in _GREETINGS:
        state.acting[0].manner.append(phrase.noun)
        reader.use(phrase.start, phrase.end)
        state.pending = None
        return True
    verb = _deeds().get(phrase.noun.split(" ")[-1], "")
    acting = [a for a in state.acting if a.verb in _LIGHT]
    entry = vocabulary().verb(verb, "VB") if verb and acting else None
    if entry is None or not _is_deed(phrase, acting[0]):
        return False
    if state.pending and not (acting[0].verb in {"go", "come"} and state.pending.words in _FOR):
        return False
    for action in acting:
        _become(action, entry, end=phrase.end)
        action.manner += [a.value for a in phrase.attributes]
    reader.use(phrase.start, phrase.end)
    state.pending, state.slot, state.last_role = None, "", ""
    follower = reader.ahead()
    if follower and follower.preposition and follower.preposition.words == "of":
        reader.at += 1
        state.due = True
    return True


def deed_ahead(reader: Clauses, verb: str) -> bool:
    """Whether what is done follows a verb as a noun ("have a fight")."""
    follower = reader.ahead()
    phrase = follower.noun if follower else None
    return (
        verb in _LIGHT
        and phrase is not None
        and phrase.entry is None
        and phrase.noun.split(" ")[-1] in _deeds()
    )


def _is_deed(phrase: NounPhrase, action: ActionDraft) -> bool:
    """Whether the noun is what is done here, not something that is taken or made."""
    known = phrase.entry is not None and action.verb not in {"go", "come"}
    plain = phrase.determiner in {"a", "an", "another", "the", "his", "her", "their", "its", ""}
    return plain and not (known and phrase.noun not in {"walk", "swing", "wave"})


def _become(action: ActionDraft, entry: VerbEntry, *, end: int) -> None:
    action.verb, action.action, action.verb_class = entry.lemma, entry.action, entry.verb_class
    action.places.append(end)


def read_particle(reader: Clauses, chunk: Chunk) -> None:
    """Read "off" behind the object: the verb is "turn off"; "up" alone is a way."""
    state = reader.state
    for action in state.acting:
        entry = vocabulary().verb(f"{action.verb} {chunk.text}", "VB")
        if entry:
            _become(action, entry, end=chunk.end)
        elif chunk.text in _WAYS and not action.direction:
            action.direction = chunk.text
            action.places.append(chunk.end)
        else:
            action.manner.append(chunk.text)
    if state.acting:
        reader.use(chunk.start, chunk.end)
