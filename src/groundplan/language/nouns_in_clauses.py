"""What a noun phrase or pronoun does where it stands in a clause."""

from dataclasses import replace
from typing import Final

from groundplan.language.apposition import describes_name, names_subject
from groundplan.language.between import is_between, stand_between
from groundplan.language.chunks import Chunk
from groundplan.language.clauses import (
    Clauses,
    do_with,
    is_garment,
    is_part,
    part_attributes,
    relate,
)
from groundplan.language.facts import AttributeFact
from groundplan.language.lexicon import lexicon
from groundplan.language.noun_phrases import NounPhrase
from groundplan.language.preposition_phrases import read_preposition
from groundplan.language.tokens import span_of

__all__ = ["read_noun", "read_owner", "read_pronoun"]

_CONTAINERS: Final = frozenset(
    {
        "glass", "cup", "bottle", "bowl", "plate", "jar", "mug", "can", "bag", "basket", "box",
        "bucket", "ball", "pot", "vase",
    }
)  # fmt: skip
_GENERIC: Final = frozenset(["kind", "type", "sort", "number", "variety", "range", "part"])


def read_owner(reader: Clauses, chunk: Chunk) -> None:
    """Read "the artist's": the owner of the noun behind it."""
    if chunk.noun and not _is_taken(reader, chunk.noun):
        key = reader.cast.mention(chunk.noun)
        reader.use(chunk.start, chunk.end)
        reader.state.owner = key


def read_noun(reader: Clauses, chunk: Chunk) -> None:
    """Read a noun phrase."""
    phrase = chunk.noun
    if phrase is None:
        return
    state = reader.state
    if _is_partitive(reader, phrase):
        _keep_count(reader, phrase)
        return
    phrase = _with_count(reader, phrase)
    if state.comparing:
        state.comparing = False
        reader.doubt(phrase.start, phrase.end, "a comparison, not a thing in the picture")
        return
    if _worn(reader, phrase):
        return
    if _is_taken(reader, phrase) or _is_abstract(phrase):
        _pass_over(reader, phrase)
        return
    if describes_name(reader, phrase) or names_subject(reader, phrase):
        return
    key = reader.cast.mention(phrase)
    reader.use(phrase.start, phrase.end)
    _note_owner(reader, phrase, key)
    state.owner = ""
    route(reader, key, at=phrase.start)


def _with_count(reader: Clauses, phrase: NounPhrase) -> NounPhrase:
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


def _note_owner(reader: Clauses, phrase: NounPhrase, key: str) -> None:
    """Note the mention of whom "her dog" belongs to."""
    if not phrase.noun or phrase.determiner not in {"his", "her", "its", "their"}:
        return
    others = [k for k in reader.state.subject if k != key]
    owner = reader.cast.resolve(phrase.determiner, subject=others)
    if owner and owner != key:
        reader.cast.note(owner, place=phrase.start)


def read_pronoun(reader: Clauses, chunk: Chunk) -> None:
    """Read a pronoun: the entity it stands for, or nobody."""
    state, word = reader.state, chunk.text
    kind = lexicon().pronouns[word]
    if kind == "nobody":
        _nobody(reader, chunk)
        return
    if kind == "first" or word in {
        "itself",
        "himself",
        "herself",
        "themselves",
        "each other",
        "one another",
    }:
        state.pending = None
        reader.use(chunk.start, chunk.end)
        return
    object_here = bool(state.pending) or (bool(state.acting) and state.previous == "verb")
    mine = state.subject if object_here else []
    favourites = [] if object_here else state.subject
    if state.pending and state.brought:
        mine, favourites = [state.brought], state.subject
    key = reader.cast.resolve(word, subject=favourites, other_than=mine)
    if not key:
        reader.doubt(chunk.start, chunk.end, "nobody in the text answers to this pronoun")
        state.pending = None
        return
    reader.cast.note(key, place=chunk.start)
    reader.use(chunk.start, chunk.end)
    route(reader, key, at=chunk.start)


def _nobody(reader: Clauses, chunk: Chunk) -> None:
    phrase = NounPhrase(
        noun="person", entry=None, start=chunk.start, end=chunk.end, head=chunk.start,
        determiner="no", count=0, counted=True, guessed=False, number_index=None, attributes=(),
        proper=False, plural=True,
    )  # fmt: skip
    key = reader.cast.mention(phrase)
    reader.cast[key].kind = "character"
    reader.use(chunk.start, chunk.end)
    route(reader, key, at=chunk.start)


def _is_partitive(reader: Clauses, phrase: NounPhrase) -> bool:
    """Whether "of" and a noun follow a word for an amount."""
    after, noun = reader.ahead(), reader.ahead(2)
    if after is None or after.preposition is None or after.preposition.words != "of":
        return False
    if noun is None or noun.noun is None:
        return False
    return (
        phrase.noun in lexicon().vague
        or phrase.noun in _GENERIC
        or (phrase.noun in lexicon().partitives and phrase.noun not in _CONTAINERS)
        or (
            phrase.noun in _CONTAINERS
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


def _keep_count(reader: Clauses, phrase: NounPhrase) -> None:
    """Keep the number of "a group of" for the noun behind it; of a container, keep itself."""
    state, follower = reader.state, reader.ahead(2)
    reader.use(phrase.start, phrase.end)
    if phrase.noun in _CONTAINERS and follower and follower.noun:
        content = follower.noun
        span = span_of(reader.words.tokens[content.start : content.end])
        held = AttributeFact(name="quality", value=f"of {content.noun}", span=span)
        whole = replace(phrase, attributes=(*phrase.attributes, held))
        key = reader.cast.mention(whole)
        reader.use(content.start, content.end)
        reader.at += 2
        route(reader, key, at=phrase.start)
        return
    if phrase.noun in lexicon().vague:
        counts = follower.noun.counted if follower and follower.noun else False
        number = lexicon().vague[phrase.noun] * (phrase.count if phrase.counted else 1)
        if not counts:
            stack = phrase.noun == "stack"
            words = reader.words.tokens[phrase.start : phrase.end]
            state.heaped = span_of(words) if stack else None
            state.counted, state.counted_guess = (
                number,
                phrase.noun not in {"pair", "couple", "trio", "quartet", "dozen"},
            )
    reader.at += 1


def _worn(reader: Clauses, phrase: NounPhrase) -> bool:
    """Attach a garment or a body part to whom it belongs; False when it is a thing of its own."""
    written = reader.words.lowers[phrase.head]
    plain = " " not in phrase.noun
    if plain and written in lexicon().garments and written != phrase.noun:
        phrase = replace(phrase, noun=written)
    garment, part = is_garment(phrase), is_part(phrase)
    state = reader.state
    if not garment and not part:
        state.wearing = state.wearing if state.joined else ""
        return False
    owner = _owner(reader, phrase, part=part)
    if not owner:
        return False
    draft = reader.cast[owner]
    reader.use(phrase.start, phrase.end)
    if part:
        do_with(reader, phrase.noun, owner=owner)
    if garment:
        draft.garments.append(phrase.noun)
    elif not phrase.attributes:
        span = span_of(reader.words.tokens[phrase.start : phrase.end])
        draft.attributes.append(AttributeFact(name="quality", value=phrase.noun, span=span))
    draft.attributes += part_attributes(phrase, phrase.noun)
    state.wearing = owner
    owned = state.owner or phrase.determiner in {"his", "her", "its", "their"}
    if state.pending is None and owned and not state.acting:
        state.subject, state.slot, state.verb_seen = [owner], "subject", False
        state.last, state.last_role = owner, "free"
        state.part = phrase.noun
    state.pending, state.owner = None, ""
    return True


def _owner(reader: Clauses, phrase: NounPhrase, *, part: bool) -> str:
    """Return the wearer of a garment, or the owner of a body part, or ""."""
    state, cast = reader.state, reader.cast
    if state.owner:
        return state.owner
    if phrase.determiner in {"his", "her", "its", "their"}:
        return cast.resolve(phrase.determiner, subject=state.subject)
    if state.wearing:
        return state.wearing
    words = state.pending.words if state.pending else ""
    near = [k for k in (state.last, *state.subject) if k and cast.alive(k)]
    if words in {"in", "with"} and near:
        return near[0]
    if part and (state.acting or words) and state.subject:
        return next((k for k in state.subject if cast.mobile(k)), "")
    return ""


def _is_taken(reader: Clauses, phrase: NounPhrase) -> bool:
    return reader.words.indices[phrase.head] in reader.board.taken


def _is_abstract(phrase: NounPhrase) -> bool:
    last = phrase.noun.split(" ")[-1]
    known = phrase.entry is not None
    return not known and (phrase.noun in lexicon().abstract or last in lexicon().abstract)


def _pass_over(reader: Clauses, phrase: NounPhrase) -> None:
    """Skip a noun that names no thing; what is said of it as a subject is dropped."""
    state = reader.state
    if not _is_taken(reader, phrase):
        reader.doubt(phrase.start, phrase.end, "names nothing that can be placed in a picture")
    else:
        reader.use(phrase.start, phrase.end)
    if state.pending is None and state.slot != "object" and not state.acting:
        state.subject, state.blocked, state.verb_seen = [], True, False
    state.pending = None
    state.slot = ""


def route(reader: Clauses, key: str, *, at: int) -> None:
    """Give an entity its part in the clause."""
    state = reader.state
    if state.pending:
        state.slot, state.slot_preposition = "prep", state.pending
        read_preposition(reader, state.pending, key, at=at)
        state.pending = None
        if state.last_role != "object":
            state.last_role = "pp"
        state.last = key
        return
    if state.joined and not _starts_clause(reader):
        _join(reader, key, at=at)
    elif state.headless and state.previous == "verb" and state.headless[0].participle:
        _object(reader, key)
    elif state.headless and not state.subject:
        for action in state.headless:
            action.agent = key
        state.subject, state.headless, state.verb_seen = [key], [], True
        state.last, state.last_role = key, "free"
        _meet_fronted(reader, key)
    elif (
        state.acting
        and state.previous in {"verb", "direction", "particle", "pronoun", "quantity"}
        and not state.joined
    ):
        _object(reader, key)
    else:
        _subject(reader, key)
    state.last = key


def _starts_clause(reader: Clauses) -> bool:
    """Whether a verb follows this noun, past prepositions and their nouns: a new clause."""
    state, offset = reader.state, 1
    if not state.verb_seen and state.joined == "and":
        return False
    while chunk := reader.ahead(offset):
        if chunk.kind == "preposition":
            offset += 2
        elif chunk.kind in {"manner", "adjective", "owner", "relative"}:
            offset += 1
        else:
            return chunk.kind == "verb"
    return False


def _join(reader: Clauses, key: str, *, at: int) -> None:
    """Continue a list: subjects, objects, or things behind one preposition."""
    state = reader.state
    if state.slot == "object" and state.acting:
        for action in list(state.acting):
            _copy_for(reader, action, key)
        reader.cast[key].role = "object"
    elif state.slot == "prep" and state.slot_preposition and state.joined == "and":
        read_preposition(reader, state.slot_preposition, key, at=at)
    elif state.slot == "subject" and not state.verb_seen:
        state.subject = [*state.subject, key]
        state.last_role = "free"
    else:
        _subject(reader, key)


def _copy_for(reader: Clauses, action: object, key: str) -> None:
    from groundplan.language.clauses import ActionDraft  # noqa: PLC0415

    if isinstance(action, ActionDraft) and action.object != key:
        twin = replace(
            action,
            key=f"a{len(reader.actions) + 1}",
            object=key,
            manner=list(action.manner),
            places=list(action.places),
        )
        reader.actions.append(twin)


def _object(reader: Clauses, key: str) -> None:
    state = reader.state
    for action in state.acting:
        if not action.object:
            action.object = key
    if reader.cast[key].role == "subject" and key not in state.subject:
        reader.cast[key].role = "object"
    if any(a.verb_class == "hold" or a.verb == "pick up" for a in state.acting):
        reader.cast[key].held_by = state.acting[0].agent
    state.slot, state.last_role = "object", "object"


def _subject(reader: Clauses, key: str) -> None:
    state = reader.state
    state.subject, state.slot, state.last_role = [key], "subject", "free"
    state.acting, state.verb_seen, state.blocked = [], False, False
    state.part = ""
    for action in state.headless:
        action.agent = key if action.object != key else ""
    state.headless = []
    _meet_fronted(reader, key)


def _meet_fronted(reader: Clauses, key: str) -> None:
    """Relate a subject to what stood before it ("on a table stands a vase")."""
    state = reader.state
    fronted, state.fronted = state.fronted, []
    for n, (preposition, other, at) in enumerate(fronted):
        if other != key and is_between(preposition):
            more = any(is_between(p) for p, _, _ in fronted[n + 1 :])
            stand_between(reader, [key], other, at=at, more=more)
        elif other != key:
            relate(reader, key, preposition, to=other, at=at)
