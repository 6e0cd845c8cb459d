"""The grammar of a brief: walks the chunks and lets each kind do its part."""

from collections.abc import Callable, Sequence
from typing import Final

from groundplan.language.chunks import Chunk
from groundplan.language.clauses import Clauses, State
from groundplan.language.facts import AttributeFact
from groundplan.language.lexicon import lexicon
from groundplan.language.nouns_in_clauses import meet_fronted, read_noun, read_owner, read_pronoun
from groundplan.language.quantity_roles import read_quantity
from groundplan.language.tokens import span_of
from groundplan.language.verb_shapes import read_particle
from groundplan.language.verbs_in_clauses import read_verb, settle_passives

__all__ = ["read_clauses"]

_OBJECT_WITH_OF: Final = frozenset({"let go", "get rid", "take hold", "catch sight", "lose sight",
                                    "make use", "take care"})  # fmt: skip
_PASSING: Final = frozenset(
    {"exit", "leave", "enter", "disappear", "appear", "vanish", "come", "go"}
)
"""Verbs of crossing the picture's edge."""
_OTHER_WAY: Final = {"left": "right", "right": "left"}
_LEADING: Final = frozenset({"out", "in", "up", "down", "off", "away", "here", "over", "past"})
"""Words that open a sentence whose subject stands behind the verb."""
_EACH: Final = frozenset({"each", "all", "both", "most", "none", "every"})
"""Words whose "of" names who it is about ("each of the knights")."""
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
    _settle(reader)
    settle_passives(reader)


def _stop(reader: Clauses, chunk: Chunk) -> None:
    _settle(reader)
    old = reader.state
    subject = old.subject or old.former
    reader.state = State(former=subject, last=old.last, verb_seen=True, slot="")
    reader.state.previous = chunk.kind
    reader.sentence += 1
    reader.order = max([reader.order, *(a.order for a in reader.actions)])


def _settle(reader: Clauses) -> None:
    """Give what a sentence without a subject says to the subject before it."""
    state = reader.state
    if state.before:
        _after_what_follows(reader)
    if state.fronted and not state.subject and state.who():
        meet_fronted(reader, state.who())


def _after_what_follows(reader: Clauses) -> None:
    """Put the clause of "before leaving, …" behind the one to come."""
    reader.state.before = False
    for action in reader.actions_here():
        action.order = reader.order + 1
    reader.state.acting = []


def _comma(reader: Clauses, _chunk: Chunk) -> None:
    state = reader.state
    state.joined, state.pending = "comma", None
    state.absent = False
    if state.before:
        _after_what_follows(reader)
    if state.after or (state.when and any(a.ends for a in state.acting)):
        state.after = state.when = False
        reader.order += 1
        state.acting = []


def _and(reader: Clauses, chunk: Chunk) -> None:
    state = reader.state
    state.joined = "and"
    state.pending = None
    if chunk.text == "nor" and any(a.negated for a in state.acting):
        state.negate = True


def _neither(reader: Clauses, chunk: Chunk) -> None:
    """Read "neither A nor B": of what is with something it is not there, else it does not act."""
    state = reader.state
    reader.use(chunk.start, chunk.end)
    if state.pending:
        state.pending, state.absent = None, True
    else:
        state.negate = True


def _without(reader: Clauses, _chunk: Chunk) -> None:
    reader.state.pending, reader.state.absent = None, True


def _relative(reader: Clauses, _chunk: Chunk) -> None:
    reader.state.relative = True


def _then(reader: Clauses, _chunk: Chunk) -> None:
    if reader.actions:
        reader.order += 1
    _fresh(reader)


def _overlap(reader: Clauses, _chunk: Chunk) -> None:
    reader.state.meanwhile = True
    _fresh(reader)


def _when(reader: Clauses, _chunk: Chunk) -> None:
    """Read "when": at the same time, or after what is over in a moment."""
    _fresh(reader)
    reader.state.when = True


def _before(reader: Clauses, chunk: Chunk) -> None:
    if reader.actions_here():
        _then(reader, chunk)
        return
    if reader.actions:
        reader.order += 1
    reader.state.before = True
    _fresh(reader)


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
    if preposition.words == "of" and reader.words.lowers[chunk.start - 1] in _EACH:
        state.negate = state.negate or reader.words.lowers[chunk.start - 1] == "none"
        return
    if preposition.words == "of" and any(a.verb in _OBJECT_WITH_OF for a in state.acting):
        state.due = True
        return
    state.pending, state.pending_at = preposition, chunk.start
    state.pending_after = state.previous
    state.comparing = preposition.words == "like"


def _direction(reader: Clauses, chunk: Chunk) -> None:
    if not reader.state.acting and reader.state.previous in {"stop", ""}:
        reader.state.led = True
    at_side = reader.words.lowers[chunk.start] == "on"
    acting = [a for a in reader.state.acting if not a.direction]
    if at_side:
        acting = [a for a in acting if a.verb in _PASSING]
    for action in acting:
        entering = at_side and a_enters(action.verb)
        action.direction = _OTHER_WAY[chunk.text] if entering else chunk.text
        action.places += [chunk.start, chunk.end]
    if reader.state.acting:
        reader.use(chunk.start, chunk.end)


def a_enters(verb: str) -> bool:
    """Whether a verb brings somebody into the picture."""
    return verb in {"enter", "appear", "come"}


def _unknown(reader: Clauses, chunk: Chunk) -> None:
    """Note "out" in front of "steps a man"."""
    if chunk.text in _LEADING and reader.state.previous in {"stop", ""}:
        reader.state.led = True
        reader.use(chunk.start, chunk.end)


def _manner(reader: Clauses, chunk: Chunk) -> None:
    if chunk.text in _LEADING and reader.state.previous in {"stop", ""}:
        reader.state.led = True
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
    elif state.who() and not state.acting:
        for key in state.who():
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
    "neither": _neither, "without": _without, "when": _when, "unknown": _unknown,
    "particle": read_particle,
}  # fmt: skip
