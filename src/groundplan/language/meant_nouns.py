"""What a noun phrase means where it stands: a thing, the picture, a signal, or nothing to show."""

from dataclasses import replace
from typing import Final

from groundplan.language.becoming import becomes
from groundplan.language.clauses import ActionDraft, Clauses
from groundplan.language.facts import AttributeFact
from groundplan.language.lexicon import lexicon
from groundplan.language.noun_phrases import NounPhrase
from groundplan.language.vocabulary import vocabulary
from groundplan.language.word_meanings import noun_meaning

__all__ = [
    "CONTAINERS", "is_made", "is_partitive", "is_picture", "is_signal", "is_taken",
    "moves_already", "why_abstract",
    "with_count",
]  # fmt: skip

CONTAINERS: Final = frozenset(
    {
        "glass", "cup", "bottle", "bowl", "plate", "jar", "mug", "can", "bag", "basket", "box",
        "bucket", "ball", "pot", "vase",
    }
)  # fmt: skip
_GENERIC: Final = frozenset(["kind", "type", "sort", "number", "variety", "range", "part"])
_MOVING_KINDS: Final = frozenset({"character", "animal", "vehicle"})
_PICTURE: Final = frozenset({"frame", "screen", "picture", "image", "shot"})
_SIGNALS: Final = frozenset({"red", "green", "amber", "yellow", "orange"})


def moves_already(reader: Clauses, phrase: NounPhrase, key: str) -> None:
    """Let "a moving train" move and "a rotating windmill" turn."""
    for place in range(phrase.start, phrase.head):
        word = reader.words.lowers[place]
        entry = vocabulary().verb(word, "VBG") if word.endswith("ing") else None
        if entry is None or entry.tag != "VBG" or phrase.determiner == "no":
            continue
        goes = entry.verb_class == "travel" and reader.cast[key].kind in _MOVING_KINDS
        if goes or entry.action == "turn":
            reader.actions.append(
                ActionDraft(
                    key=f"a{len(reader.actions) + 1}", agent=key, verb=entry.lemma,
                    action=entry.action, verb_class=entry.verb_class, places=[place, place + 1],
                    order=reader.order, participle=True, sentence=reader.sentence,
                )
            )  # fmt: skip


def is_picture(reader: Clauses, phrase: NounPhrase) -> bool:
    """Whether "across the frame" means the picture, not a thing in it."""
    named = any(e.noun == phrase.noun for e in reader.cast.entities.values())
    return reader.state.pending is not None and phrase.noun in _PICTURE and not named and (
        phrase.determiner == "the" and not phrase.attributes
    )  # fmt: skip


def is_signal(reader: Clauses, phrase: NounPhrase) -> bool:
    """Whether "the light turns green" means a traffic light."""
    follower = reader.ahead()
    if phrase.noun != "light" or follower is None or follower.verb is None or phrase.attributes:
        return False
    behind = reader.words.lowers[follower.end : follower.end + 4]
    return becomes(follower.verb.lemma) and bool(_SIGNALS & set(behind))


def is_taken(reader: Clauses, phrase: NounPhrase) -> bool:
    """Whether a phrase was read as light, time or weather, and nothing becomes of it."""
    if reader.words.indices[phrase.head] not in reader.board.taken:
        return False
    follower = reader.ahead()
    changing = follower is not None and follower.verb is not None and becomes(follower.verb.lemma)
    return phrase.entry is None or not changing


def why_abstract(phrase: NounPhrase) -> str:
    """Return why a phrase names nothing that can be placed in a picture; empty when it may."""
    last = phrase.noun.split(" ")[-1]
    tables = lexicon()
    if phrase.entry is not None:
        return ""
    if phrase.noun in tables.abstract or last in tables.abstract:
        return "names nothing that can be placed in a picture"
    if not last or phrase.proper or last in tables.garments | tables.parts:
        return ""
    meaning = noun_meaning(last)
    return meaning.reason if meaning is not None and meaning.kind is None else ""


def is_made(reader: Clauses, phrase: NounPhrase) -> bool:
    """Whether what is said, written or known is the object of a deed ("writes an email")."""
    last = phrase.noun.rpartition(" ")[2]
    if not reader.state.acting or reader.state.pending is not None:
        return False
    if {phrase.noun, last} & lexicon().abstract:
        return False
    meaning = noun_meaning(last)
    return meaning is not None and meaning.lexical in {"cognition", "communication"}


def is_partitive(reader: Clauses, phrase: NounPhrase) -> bool:
    """Whether "of" and a noun follow a word for an amount."""
    after, noun = reader.ahead(), reader.ahead(2)
    if after is None or after.preposition is None or after.preposition.words != "of":
        return False
    if noun is None or noun.noun is None:
        return False
    return (
        phrase.noun in lexicon().vague
        or phrase.noun in _GENERIC
        or (phrase.noun in lexicon().partitives and phrase.noun not in CONTAINERS)
        or (
            phrase.noun in CONTAINERS
            and noun.noun.noun
            in {
                "coffee",
                "tea",
                "water",
                "milk",
                "juice",
                "wine",
                "beer",
                "soup",
                "yarn",
                "salad",
                "rice",
                "cereal",
                "flour",
                "oil",
                "paint",
                "fruit",
                "popcorn",
                "ramen",
            }
        )
    )


def with_count(reader: Clauses, phrase: NounPhrase) -> NounPhrase:
    """Return the phrase with the number that "a pair of" said before it."""
    state = reader.state
    count, state.counted = state.counted, 0
    if not count or not phrase.entry:
        return phrase
    guess, heaped = state.counted_guess, state.heaped
    state.heaped = None
    if heaped is not None:
        stack = AttributeFact(name="arrangement", value="stacked", span=heaped)
        phrase = replace(phrase, attributes=(*phrase.attributes, stack))
    return replace(phrase, count=count, counted=not guess, guessed=guess)
