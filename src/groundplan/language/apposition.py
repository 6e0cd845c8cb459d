"""A noun phrase behind a name says who that is: "Jane, a tall woman in a red coat, walks in"."""

from typing import Final

from groundplan.language.clauses import Clauses
from groundplan.language.noun_phrases import NounPhrase
from groundplan.language.tokens import span_of

__all__ = ["describes_name", "names_subject"]

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
    """Give a name to who was just described ("a girl in a blue dress, Maya, walks")."""
    state = reader.state
    person = reader.words.people.get(reader.words.tokens[phrase.head].name)
    if person is None or state.joined != "comma" or state.verb_seen or len(state.subject) != 1:
        return False
    described = reader.cast[state.subject[0]]
    opposed = {person.gender, described.gender} == {"female", "male"}
    met = any(e.name == person.name for e in reader.cast.entities.values())
    single = described.count == 1 and not described.name and described.kind == "character"
    if opposed or met or not single or len(described.mentions) > 1 or not _ends(reader):
        return False
    reader.cast.call(described.key, phrase)
    reader.use(phrase.start, phrase.end)
    return True


def _ends(reader: Clauses) -> bool:
    """Whether the phrase is followed by the end of the insertion and no further noun."""
    after, then = reader.ahead(), reader.ahead(2)
    if after is None or after.kind in {"stop", "relative", "verb"}:
        return True
    return after.kind == "comma" and (then is None or then.kind in {"verb", "relative", "manner"})
