"""From a text to its facts: quantities, terms, clauses, and what was left over."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from groundplan.language.camera import read_camera
from groundplan.language.camera_numbers import read_camera_numbers, read_shot
from groundplan.language.camera_places import with_camera_places
from groundplan.language.camera_subjects import camera_facts
from groundplan.language.chunks import chunk
from groundplan.language.clauses import ActionDraft, ChangeDraft, Clauses
from groundplan.language.composition import read_composition
from groundplan.language.cuts import hide_cuts, with_cuts
from groundplan.language.dress import read_dress
from groundplan.language.dressing_up import put_on
from groundplan.language.facts import (
    EntityFact,
    Facts,
    QuantityFact,
    SettingFact,
    Span,
)  # fmt: skip
from groundplan.language.grammar import read_clauses
from groundplan.language.leftovers import FUNCTION_WORDS, leftovers
from groundplan.language.lexicon import lexicon
from groundplan.language.lights_said import read_lights, with_loose_numbers
from groundplan.language.names import NamedSpan, Person, find_names, named_token
from groundplan.language.parser import load_tagger
from groundplan.language.placements import with_placements
from groundplan.language.quantities import read_quantities
from groundplan.language.shoulders import read_shoulders
from groundplan.language.sounds import read_sounds
from groundplan.language.speech import read_speech, spoken_lines
from groundplan.language.spotting import Board
from groundplan.language.surroundings import read_settings, read_styles
from groundplan.language.tokens import Token, ascii_marks, span_of, tokenise
from groundplan.language.vocabulary import vocabulary
from groundplan.language.words import Words

__all__ = ["read_brief"]

_OF_PARTS: Final = frozenset({"haired", "eyed", "skinned", "complexioned", "bearded", "dressed"})
"""Ends of hyphened words that the reader of dress takes apart."""
_FOLLOWED: Final = frozenset({"follow", "orbit", "arc_left", "arc_right"})


def read_brief(text: str, people: Iterable[Person] = ()) -> Facts:
    """Return everything that a text says, and what was not understood.

    The same text gives equal facts in every process. Never decides geometry.

    Args:
        text: what `groundplan.inputs.text.check_brief` returned.
        people: whose names are known before it is read.

    Raises:
        ModelError: the English model is missing or not the pinned one.
        VocabularyError: a vocabulary file is wrong.
    """
    plain = ascii_marks(text)
    numbers = read_quantities(plain)
    board = Board(
        tokens=tokenise(plain, numbers.quantities),
        quantities={q.key: q for q in numbers.quantities},
    )
    for refused in numbers.unresolved:
        board.hide([i for i, t in enumerate(board.tokens) if _within(t, refused.span)])
    speeches = read_speech(board, text)
    sounds = read_sounds(board)
    dress = read_dress(board)
    styles = read_styles(board)
    hide_cuts(board, plain)
    composition = read_composition(board, plain)
    shoulders = read_shoulders(board, plain)
    camera = read_camera(board)
    pure = (*read_camera_numbers(board, camera), *shoulders)
    lights = read_lights(board)
    settings = (*styles, *read_settings(board))
    shot = read_shot(board)
    lights = with_loose_numbers(board, lights)
    _hide_covered(board)
    reader = _read_words(board, find_names(plain, people))
    put_on(reader, dress)
    entities = tuple(e.fact() for e in reader.cast.entities.values())
    facts = Facts(
        text=text,
        quantities=_quantities(reader, numbers.quantities),
        entities=entities,
        actions=tuple(
            replace(
                a.fact(_span(reader, a.places)),
                negated=a.negated or _with_nobody(reader, a),
            )
            for a in reader.actions
        ),
        relations=tuple(r.fact(_span(reader, r.places)) for r in reader.relations),
        camera=camera_facts(camera, pure, composition, reader=reader, text=plain),
        changes=tuple(c.fact(_span(reader, c.places)) for c in _changes(reader)),
        lights=lights,
        settings=(*settings, *sounds, *_places(entities)),
        lines=spoken_lines(reader, speeches),
        shot=shot,
        unresolved=tuple(
            sorted(
                (
                    *numbers.unresolved,
                    *camera.unresolved,
                    *reader.unresolved,
                    *leftovers(board),
                ),
                key=lambda u: (u.span.start, u.span.end),
            )
        ),
    )
    return with_cuts(with_placements(with_camera_places(facts)))


def _with_nobody(reader: Clauses, action: ActionDraft) -> bool:
    """Whether who does it, or to whom it is done, is said not to be there."""
    return any(reader.cast[key].absent for key in (action.agent, action.object, action.goal) if key)


def _changes(reader: Clauses) -> list[ChangeDraft]:
    """Return the changes of things that are there, while something happens."""
    keys = {a.key for a in reader.actions}
    return [c for c in reader.changes if c.action in keys and not reader.cast[c.entity].absent]


def _hide_covered(board: Board) -> None:
    """Hide runs of words in which all that matters is explained: nothing is left to parse."""
    for segment in board.segments(".;!?,"):
        free = [i for i in range(segment.start, segment.end) if board.free(i)]
        claimed = {i for i in free if board.tokens[i].quantity in board.roles}
        if all(i in claimed or board.tokens[i].lower in FUNCTION_WORDS for i in free):
            pronouns = [i for i in free if board.tokens[i].lower in lexicon().pronouns]
            if not pronouns and len(free) < segment.end - segment.start:
                board.hide(range(segment.start, segment.end))


def _read_words(board: Board, names: Sequence[NamedSpan]) -> Clauses:
    """Parse what the terms left over."""
    tokens: list[Token] = []
    indices: list[int] = []
    named = _named(board, names)
    for index, token in enumerate(board.tokens):
        if index in named:
            if named[index] is not None:
                tokens.append(named[index] or token)
                indices.append(index)
        elif index not in board.hidden and not token.foreign:
            joined = _compound_property(tokens[-1], token) if tokens and token.hyphened else None
            if joined and indices[-1] == index - 1:
                tokens[-1] = joined
                board.used.add(index)
                continue
            tokens.append(token)
            indices.append(index)
        elif tokens and tokens[-1].word and index not in board.silent:
            tokens.append(Token(text=",", lower=",", start=token.start, end=token.end))
            indices.append(index)
    lowers = [t.lower for t in tokens]
    named = any(vocabulary().nouns.match(lowers, k) for k in range(len(lowers)))
    if not board.used and not named and not any(_english(t) for t in tokens):
        tokens, indices = [], []
    people = {n.person.name: n.person for n in names}
    words = Words(
        tokens, load_tagger().tags([_for_tagger(t) for t in tokens]), indices, people=people
    )
    reader = Clauses(words, board)
    read_clauses(reader, chunk(words))
    return reader


def _named(board: Board, names: Sequence[NamedSpan]) -> dict[int, Token | None]:
    """Return the tokens that are a name: one token at its first place, None at the others."""
    found: dict[int, Token | None] = {}
    at = 0
    for name in names:
        while at < len(board.tokens) and board.tokens[at].start < name.span.start:
            at += 1
        first = at
        while at < len(board.tokens) and board.tokens[at].end <= name.span.end:
            at += 1
        mine = range(first, at)
        if not mine or any(i in board.hidden or board.tokens[i].quantity for i in mine):
            continue
        found |= dict.fromkeys(mine)
        found[first] = named_token(board.tokens[first:at], name.person)
        board.used.update(range(first + 1, at))
    return found


def _compound_property(first: Token, second: Token) -> Token | None:
    """Return one token for a property word that is written with a hyphen ("snow-covered")."""
    lower = f"{first.lower}-{second.lower}"
    looks = second.lower.endswith("ed") and second.lower not in _OF_PARTS and len(second.lower) > 4
    if lower not in lexicon().adjectives and not looks:
        return None
    text = f"{first.text}-{second.text}"
    return Token(text=text, lower=lower, start=first.start, end=second.end, hyphened=first.hyphened)


def _within(token: Token, span: Span) -> bool:
    return span.start <= token.start and token.end <= span.end


def _english(token: Token) -> bool:
    """Whether a token is a word that English briefs are made of."""
    words, tables = vocabulary(), lexicon()
    return token.word and (
        token.lower
        in FUNCTION_WORDS - {"a", "me", "s", "t", "no", "as", "so", "do", "he", "or", "on"}
        or token.lower in words.verbs
        or token.lower in tables.adjectives
        or token.lower in tables.colors
        or token.lower in tables.garments
    )


def _for_tagger(token: Token) -> str:
    """Return the word that the model sees: quantities as a plain noun, no capitals throughout."""
    if token.quantity:
        return "metres"
    if token.name:
        return token.text.replace(" ", "")
    return token.lower if token.text.isupper() and len(token.text) > 1 else token.text


def _span(reader: Clauses, places: list[int]) -> Span:
    return span_of(reader.words.tokens[min(places) : max(places)])


def _quantities(reader: Clauses, quantities: tuple[QuantityFact, ...]) -> tuple[QuantityFact, ...]:
    """Return the quantities with their roles; what was dropped since then owns nothing."""
    keys = {
        "action": {a.key for a in reader.actions},
        "relation": {r.key for r in reader.relations},
    }
    board, found = reader.board, list[QuantityFact]()
    for key in (q.key for q in quantities):
        quantity = board.quantities[key]
        role = board.roles.get(key, quantity.role)
        kind, _, owner = role.partition(".")[0].partition(":")
        found.append(replace(quantity, role=role if owner in keys.get(kind, {owner}) else ""))
    return tuple(found)


def _places(entities: tuple[EntityFact, ...]) -> tuple[SettingFact, ...]:
    return tuple(
        SettingFact(facet="place", value=e.noun, span=e.span)
        for e in entities
        if e.role == "place" and e.kind == "set"
    )
