"""What a noun phrase or pronoun does where it stands in a clause."""

from dataclasses import replace

from groundplan.language.apposition import describes_name, names_subject
from groundplan.language.becoming import read_object_change
from groundplan.language.between import is_between, stand_between
from groundplan.language.chunks import Chunk
from groundplan.language.clauses import (
    ActionDraft,
    Clauses,
    do_with,
    is_garment,
    is_part,
    part_attributes,
    relate,
)
from groundplan.language.facts import AttributeFact
from groundplan.language.lexicon import lexicon
from groundplan.language.meant_nouns import (
    CONTAINERS,
    is_made,
    is_partitive,
    is_picture,
    is_signal,
    is_taken,
    moves_already,
    why_abstract,
    with_count,
)
from groundplan.language.noun_phrases import NounPhrase
from groundplan.language.preposition_phrases import read_preposition, way_of
from groundplan.language.stand_ins import newcomer, partner_of_pair, stands_for
from groundplan.language.tokens import span_of
from groundplan.language.verb_shapes import done_as
from groundplan.language.vocabulary import vocabulary

__all__ = ["meet_fronted", "read_noun", "read_owner", "read_pronoun"]


def read_owner(reader: Clauses, chunk: Chunk) -> None:
    """Read "the artist's": the owner of the noun behind it."""
    if chunk.noun and not is_taken(reader, chunk.noun):
        key = reader.cast.mention(chunk.noun)
        reader.use(chunk.start, chunk.end)
        reader.state.owner = key


def read_noun(reader: Clauses, chunk: Chunk) -> None:
    """Read a noun phrase."""
    phrase = chunk.noun
    if phrase is None:
        return
    if is_partitive(reader, phrase):
        _keep_count(reader, phrase)
        return
    phrase = with_count(reader, phrase)
    if _is_no_thing(reader, phrase) or describes_name(reader, phrase):
        return
    if not names_subject(reader, phrase):
        _place(reader, phrase)


def _is_no_thing(reader: Clauses, phrase: NounPhrase) -> bool:
    """Whether a phrase names nothing new: it compares, is worn, is done, or means the picture."""
    state = reader.state
    if state.comparing:
        state.comparing = False
        reader.doubt(phrase.start, phrase.end, "a comparison, not a thing in the picture")
    elif _worn(reader, phrase) or done_as(reader, phrase):
        return True
    elif is_picture(reader, phrase):
        reader.use(phrase.start, phrase.end)
        state.pending = None
    elif not is_signal(reader, phrase) and (
        is_taken(reader, phrase) or _names_nothing(reader, phrase)
    ):
        _pass_over(reader, phrase)
    else:
        return False
    return True


def _names_nothing(reader: Clauses, phrase: NounPhrase) -> bool:
    if is_taken(reader, phrase):
        return True
    return bool(why_abstract(phrase)) and not is_made(reader, phrase)


def _place(reader: Clauses, phrase: NounPhrase) -> None:
    """Give what a phrase names its part in the clause."""
    state = reader.state
    if is_signal(reader, phrase):
        phrase = replace(phrase, noun="traffic light", entry=vocabulary().noun("traffic light"))
    key = stands_for(reader, phrase) or reader.cast.mention(phrase)
    reader.use(phrase.start, phrase.end)
    _note_owner(reader, phrase, key)
    state.owner = ""
    if state.absent and reader.cast[key].span.start == reader.words.tokens[phrase.start].start:
        reader.cast[key].absent = True
        return
    moves_already(reader, phrase, key)
    route(reader, key, at=phrase.start)
    if state.slot == "object":
        read_object_change(reader, key, at=phrase.end)


def _note_owner(reader: Clauses, phrase: NounPhrase, key: str) -> None:
    """Note the mention of whom "her dog" belongs to."""
    if not phrase.noun or phrase.determiner not in {"his", "her", "its", "their"}:
        return
    others = [k for k in reader.state.subject or reader.state.former if k != key]
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
        for action in state.acting:
            action.mutual = action.mutual or word in {"each other", "one another"}
        return
    object_here = bool(state.pending) or (bool(state.acting) and state.previous == "verb")
    subject = state.subject or state.former
    doers = [a.agent for a in state.acting if a.agent] or subject
    mine = doers if object_here else []
    favourites = [] if object_here else subject
    if state.pending and state.brought:
        mine, favourites = [state.brought], subject
    key = stands_for(reader, chunk) or reader.cast.resolve(
        word, subject=favourites, other_than=mine
    )
    key = key or newcomer(reader, chunk, other_than=mine)
    if not key:
        reader.doubt(chunk.start, chunk.end, "nobody in the text answers to this pronoun")
        state.pending = None
        return
    reader.cast.note(key, place=chunk.start)
    reader.use(chunk.start, chunk.end)
    second = partner_of_pair(reader, word, key) if not object_here else ""
    route(reader, key, at=chunk.start)
    if second and state.subject == [key]:
        state.subject = [key, second]


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


def _keep_count(reader: Clauses, phrase: NounPhrase) -> None:
    """Keep the number of "a group of" for the noun behind it; of a container, keep itself."""
    state, follower = reader.state, reader.ahead(2)
    reader.use(phrase.start, phrase.end)
    if phrase.noun in CONTAINERS and follower and follower.noun:
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
        read_object_change(reader, owner, at=phrase.end, part=phrase.noun)
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
        return cast.resolve(phrase.determiner, subject=state.subject or state.former)
    if state.wearing:
        return state.wearing
    words = state.pending.words if state.pending else ""
    near = [k for k in (state.last, *state.subject) if k and cast.alive(k)]
    if words in {"in", "with"} and near:
        return near[0]
    if part and (state.acting or words) and state.subject:
        return next((k for k in state.subject if cast.mobile(k)), "")
    return ""


def _pass_over(reader: Clauses, phrase: NounPhrase) -> None:
    """Skip a noun that names no thing; what is said of it as a subject is dropped."""
    state = reader.state
    if not is_taken(reader, phrase):
        reader.doubt(phrase.start, phrase.end, why_abstract(phrase))
    else:
        reader.use(phrase.start, phrase.end)
    if state.pending is None and state.slot != "object" and not state.acting:
        state.subject, state.blocked, state.verb_seen = [], True, False
    state.pending = None
    state.slot = ""


def route(reader: Clauses, key: str, *, at: int) -> None:
    """Give an entity its part in the clause."""
    state = reader.state
    if state.pending and (state.pending.words != "of" or state.who() or state.acting):
        state.slot, state.slot_preposition = "prep", state.pending
        read_preposition(reader, state.pending, key, at=at)
        state.pending = None
        if state.last_role != "object":
            state.last_role = "pp"
        state.last = key
        return
    state.pending = None
    if state.joined and not _starts_clause(reader):
        _join(reader, key, at=at)
    elif state.headless and not state.headless[0].participle and not state.subject:
        _head(reader, key)
    elif _is_object(reader):
        _object(reader, key)
    elif state.headless and not state.subject:
        _head(reader, key)
    else:
        _subject(reader, key)
    state.last, state.due = key, False


def _is_object(reader: Clauses) -> bool:
    """Whether a noun is what the verb before it is done to."""
    state = reader.state
    if state.headless and not state.subject:
        return state.previous == "verb" and state.headless[0].participle
    near = state.previous in {"verb", "direction", "particle", "pronoun", "quantity"}
    return bool(state.acting) and (state.due or (near and not state.joined))


def _head(reader: Clauses, key: str) -> None:
    """Let somebody do what stands in front of them ("in walks a man")."""
    state = reader.state
    for action in state.headless:
        action.agent = key
    state.subject, state.headless, state.verb_seen = [key], [], True
    state.last, state.last_role = key, "free"
    meet_fronted(reader, [key])


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
    meet_fronted(reader, [key])


def meet_fronted(reader: Clauses, keys: list[str]) -> None:
    """Relate a subject to what stood before it ("on a table stands a vase")."""
    state = reader.state
    fronted, state.fronted = state.fronted, []
    for n, (preposition, other, at) in enumerate(fronted):
        targets = [key for key in keys if key != other]
        if is_between(preposition):
            more = any(is_between(p) for p, _, _ in fronted[n + 1 :])
            stand_between(reader, targets, other, at=at, more=more)
        elif not way_of(reader, preposition, other):
            for key in targets:
                relate(reader, key, preposition, to=other, at=at)
