"""The grammar of a brief: walks the chunks and lets each kind do its part."""

from collections.abc import Callable, Sequence
from typing import Final

from groundplan.language.chunks import Chunk
from groundplan.language.clauses import Clauses, State
from groundplan.language.facts import AttributeFact
from groundplan.language.lexicon import lexicon
from groundplan.language.nouns_in_clauses import read_noun, read_owner, read_pronoun
from groundplan.language.quantity_roles import read_quantity
from groundplan.language.tokens import span_of
from groundplan.language.verbs_in_clauses import read_verb, settle_passives

__all__ = ["read_clauses"]

_CONTINUED: Final = frozenset({"manner", "mark", "quantity", "adjective"})


def read_clauses(reader: Clauses, chunks: Sequence[Chunk]) -> None:
    """Read all chunks into the reader."""
    reader.chunks, reader.at = chunks, 0
    while reader.at < len(chunks):
        chunk = chunks[reader.at]
        handler = _HANDLERS.get(chunk.kind)
        if handler:
            handler(reader, chunk)
        if chunk.kind not in _CONTINUED:
            reader.state.previous = chunk.kind
        if chunk.kind not in {"and", "comma", "manner", "mark"}:
            reader.state.joined = ""
        reader.at += 1
    settle_passives(reader)


def _stop(reader: Clauses, chunk: Chunk) -> None:
    old = reader.state
    reader.state = State(subject=old.subject, last=old.last, verb_seen=True, slot="")
    reader.state.previous = chunk.kind
    reader.sentence += 1


def _comma(reader: Clauses, _chunk: Chunk) -> None:
    state = reader.state
    state.joined, state.pending = "comma", None
    if state.after:
        state.after = False
        reader.order += 1
        state.acting = []


def _and(reader: Clauses, _chunk: Chunk) -> None:
    reader.state.joined = "and"
    reader.state.pending = None


def _relative(reader: Clauses, _chunk: Chunk) -> None:
    reader.state.relative = True


def _then(reader: Clauses, _chunk: Chunk) -> None:
    if reader.actions:
        reader.order += 1
    _fresh(reader)


def _overlap(reader: Clauses, _chunk: Chunk) -> None:
    _fresh(reader)


def _before(reader: Clauses, chunk: Chunk) -> None:
    _then(reader, chunk)


def _after(reader: Clauses, _chunk: Chunk) -> None:
    """Read "after": what follows ends before what the sentence said so far."""
    mine = reader.actions_here()
    for action in mine:
        action.order += 1
    if not mine:
        reader.state.after = True
        if reader.actions:
            reader.order += 1
    _fresh(reader)


def _fresh(reader: Clauses) -> None:
    """Start a clause: its subject is new, or the old one when none is named."""
    state = reader.state
    state.acting, state.slot, state.pending, state.joined = [], "", None, ""
    state.verb_seen, state.wearing, state.copula = True, "", False
    state.relative = False


def _preposition(reader: Clauses, chunk: Chunk) -> None:
    state, preposition = reader.state, chunk.preposition
    if preposition is None:
        return
    reader.use(chunk.start, chunk.end)
    state.pending, state.pending_at = preposition, chunk.start
    state.pending_after = state.previous
    state.comparing = preposition.words == "like"


def _direction(reader: Clauses, chunk: Chunk) -> None:
    acting = [a for a in reader.state.acting if not a.direction]
    for action in acting:
        action.direction = chunk.text
        action.places += [chunk.start, chunk.end]
    if reader.state.acting:
        reader.use(chunk.start, chunk.end)


def _manner(reader: Clauses, chunk: Chunk) -> None:
    for action in reader.state.acting:
        action.manner.append(chunk.text)
        action.places += [chunk.start, chunk.end]
    if reader.state.acting:
        reader.use(chunk.start, chunk.end)


def _adjective(reader: Clauses, chunk: Chunk) -> None:
    """Read "the car is red" and "in red"."""
    state, word = reader.state, chunk.text
    span = span_of(reader.words.tokens[chunk.start : chunk.end])
    color = word in lexicon().colors
    name = "color" if color else lexicon().adjectives.get(word, "quality")
    if state.pending and state.pending.words == "in" and color and state.last:
        draft = reader.cast[state.last]
        draft.garments.append("clothes")
        draft.attributes.append(
            AttributeFact(name="color", value=word, span=span, of_part="clothes")
        )
        state.pending = None
    elif state.subject and not state.acting:
        for key in state.subject:
            fact = AttributeFact(name=name, value=word, span=span, of_part=state.part)
            reader.cast[key].attributes.append(fact)
    elif state.acting and state.acting[0].agent:
        key = state.acting[0].object or state.acting[0].agent
        reader.cast[key].attributes.append(AttributeFact(name=name, value=word, span=span))
    else:
        return
    reader.use(chunk.start, chunk.end)


_HANDLERS: Final[dict[str, Callable[[Clauses, Chunk], None]]] = {
    "stop": _stop, "comma": _comma, "and": _and, "relative": _relative, "then": _then,
    "overlap": _overlap, "before": _before, "after": _after, "preposition": _preposition,
    "direction": _direction, "manner": _manner, "adjective": _adjective, "noun": read_noun,
    "owner": read_owner, "pronoun": read_pronoun, "verb": read_verb, "quantity": read_quantity,
}  # fmt: skip
