"""A noun phrase behind a name says who that is: "Jane, a tall woman in a red coat, walks in"."""

from typing import Final

from groundplan.language.cast import EntityDraft
from groundplan.language.clauses import Clauses
from groundplan.language.noun_phrases import NounPhrase
from groundplan.language.tokens import span_of

__all__ = ["describes_name", "names_subject"]

_CALLED: Final = frozenset({"named", "called"})
_INDEFINITE: Final = frozenset({"a", "an", "the"})


def describes_name(reader: Clauses, phrase: NounPhrase) -> bool:
    """Give what a phrase says to the name before it, when it stands in apposition to one.

    It does between commas, or behind one at the end of a sentence; in a list ("Jane, a man and a
    dog") it is somebody else.
    """
    state = reader.state
    entry = phrase.entry
    if entry is None or entry.kind not in {"character", "animal"} or phrase.plural:
        return False
    if state.joined != "comma" or state.verb_seen or len(state.subject) != 1:
        return False
    named = reader.cast[state.subject[0]]
    opposed = {named.gender, entry.gender} == {"female", "male"}
    if not named.name or phrase.determiner not in _INDEFINITE or opposed or not _ends(reader):
        return False
    named.attributes += phrase.attributes
    named.noun = phrase.noun
    named.gender = named.gender or entry.gender
    if entry.kind == "animal":
        named.kind = "animal"
    named.mentions.append(span_of(reader.words.tokens[phrase.start : phrase.end]))
    reader.use(phrase.start, phrase.end)
    return True


def names_subject(reader: Clauses, phrase: NounPhrase) -> bool:
    """Give a name to who was just described.

    "A girl in a blue dress, Maya, walks", "a girl named Maya", "the adventurer Maya".
    """
    person = reader.words.people.get(reader.words.tokens[phrase.head].name)
    if person is None or any(e.name == person.name for e in reader.cast.entities.values()):
        return False
    called = reader.words.lowers[max(phrase.start - 1, 0)] in _CALLED
    joined = reader.state.previous == "noun" and not reader.state.joined
    described = _right_before(reader, phrase.start - called)
    if not called and not (joined and described):
        described = _subject_before(reader)
    if described is None or {person.gender, described.gender} == {"female", "male"}:
        return False
    if described.count != 1 or described.name or described.kind not in {"character", "animal"}:
        return False
    described.attributes = [a for a in described.attributes if a.value not in _CALLED]
    reader.cast.call(described.key, phrase)
    if called:
        reader.actions = [a for a in reader.actions if phrase.start - 1 not in a.places]
        reader.state.acting = []
    reader.use(phrase.start - called, phrase.end)
    return True


def _subject_before(reader: Clauses) -> EntityDraft | None:
    """Return who was described before a comma, where what stands behind it ends with a comma."""
    state = reader.state
    if state.joined != "comma" or state.verb_seen or len(state.subject) != 1:
        return None
    described = reader.cast[state.subject[0]]
    return described if len(described.mentions) == 1 and _ends(reader) else None


def _right_before(reader: Clauses, place: int) -> EntityDraft | None:
    """Return whom the words right before a place speak of."""
    if place < 1:
        return None
    before = reader.words.tokens[place - 1]
    for draft in reader.cast.entities.values():
        if any(m.start <= before.start and before.end == m.end for m in draft.mentions):
            return draft
    return None


def _ends(reader: Clauses) -> bool:
    """Whether the phrase is followed by the end of the insertion and no further noun."""
    after, then = reader.ahead(), reader.ahead(2)
    if after is None or after.kind in {"stop", "relative", "verb"}:
        return True
    return after.kind == "comma" and (then is None or then.kind in {"verb", "relative", "manner"})
