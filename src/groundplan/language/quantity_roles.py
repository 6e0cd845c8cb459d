"""Gives a quantity inside a clause its place: of an action, a relation or an entity."""

from typing import Final

from groundplan.language.action_times import give_or_wait, read_time
from groundplan.language.chunks import Chunk
from groundplan.language.clauses import ActionDraft, Clauses, RelationDraft
from groundplan.language.comparisons import read_comparison
from groundplan.language.facts import Dimension, QuantityFact
from groundplan.language.lexicon import Preposition
from groundplan.language.quantity_owners import height_of_person, measured, of_owner

__all__ = ["read_quantity"]

_SIZES: Final = {
    "tall": "height", "high": "height", "long": "length", "wide": "width", "deep": "depth",
    "thick": "thickness", "across": "diameter", "diameter": "diameter",
}  # fmt: skip
_LEAPS: Final = frozenset({"jump", "leap", "hop", "bounce"})
_REACH: Final = 12
"""Words before a number among which "the distance between" it may stand."""
_GAPS: Final = frozenset({"distance", "gap", "space"})
_NEAR: Final = frozenset({"in", "on", "at", "over", "within"})
"""Prepositions behind the length of a way that say where or how long, not from what."""
_EXTENT: Final = "setting.size"
_NEXT_TO: Final = Preposition(words="from", relation="next_to")


def read_quantity(reader: Clauses, chunk: Chunk) -> None:
    """Read a quantity."""
    quantity = reader.board.quantities[chunk.text]
    if quantity.role == _EXTENT and quantity.key not in reader.board.roles:
        _extent(reader, chunk, quantity)
        return
    if quantity.role or quantity.key in reader.board.roles:
        return
    role = (
        read_comparison(reader, chunk, quantity)
        or measured(reader, chunk, quantity)
        or {
            Dimension.LENGTH: _length,
            Dimension.FOCAL_LENGTH: _length,
            Dimension.DURATION: read_time,
            Dimension.SPEED: _speed,
            Dimension.MASS: of_owner("mass"),
            Dimension.ANGLE: _angle,
            Dimension.AGE: of_owner("age"),
            Dimension.TIMES: _how_often,
            Dimension.STEPS: _how_often,
        }.get(quantity.dimension, _nothing)(reader, chunk, quantity)
    )
    if role:
        reader.board.claim(quantity.key, role)
        reader.use(chunk.start, chunk.end)
        reader.state.pending = reader.state.pending if role.startswith("relation-next") else None


def _nothing(_reader: Clauses, _chunk: Chunk, _quantity: QuantityFact) -> str:
    return ""


def _word(reader: Clauses, at: int) -> str:
    return reader.words.lowers[at] if at < len(reader.words.lowers) else ""


def _length(reader: Clauses, chunk: Chunk, quantity: QuantityFact) -> str:
    after, state = _word(reader, chunk.end), reader.state
    if after in _SIZES:
        return _size(reader, chunk, name=_SIZES[after])
    if after == "apart":
        return _apart(reader, chunk, quantity)
    moving = [a for a in state.acting if a.verb_class == "travel"]
    preposition = _apart_from(reader, chunk, moving=bool(moving))
    if preposition:
        return _beside(reader, chunk, quantity=quantity, preposition=preposition)
    if moving:
        for action in moving:
            action.distance_m = quantity.value if action.distance_m is None else action.distance_m
        _skip_away(reader, chunk)
        return f"action:{moving[0].key}.distance"
    away = _away if after == "away" else _between
    return away(reader, chunk, quantity) or height_of_person(reader, chunk)


def _apart_from(reader: Clauses, chunk: Chunk, *, moving: bool) -> Preposition | None:
    """Return the preposition behind a length that is a distance from what it names."""
    follower = reader.ahead()
    preposition = follower.preposition if follower else None
    if preposition is None:
        return None
    if preposition.words == "of" and _word(reader, chunk.start - 1) == "within":
        return _NEXT_TO
    if not preposition.relation and preposition.words not in {"from", "away from"}:
        return None
    behind = preposition.relation and preposition.words not in _NEAR
    return preposition if behind or not moving else None


def _between(reader: Clauses, chunk: Chunk, quantity: QuantityFact) -> str:
    """Read "the distance between A and B is 7 m"."""
    words = reader.words.lowers[max(0, chunk.start - _REACH) : chunk.start]
    things = [k for k, e in reader.cast.entities.items() if e.role != "place"][-2:]
    if not reader.state.copula or not _GAPS & set(words) or len(things) < 2:
        return ""
    return _distance(reader, (things[0], things[1]), chunk=chunk, metres=quantity.value)


def _skip_away(reader: Clauses, chunk: Chunk) -> None:
    if _word(reader, chunk.end) in {"away", "off", "distant"}:
        reader.use(chunk.end, chunk.end + 1)
        reader.at += 1


def _size(reader: Clauses, chunk: Chunk, *, name: str) -> str:
    """Read "1.9 m tall": of the noun behind it, else of the one before."""
    reader.use(chunk.end, chunk.end + 1)
    leaping = [a for a in reader.state.acting if a.verb in _LEAPS]
    if leaping and name == "height":
        return f"action:{leaping[0].key}.height"
    for offset in (1, 2):
        ahead = reader.ahead(offset)
        if ahead and ahead.noun and ahead.noun.entry and not reader.state.copula:
            return f"entity:e{len(reader.cast.entities) + 1}.{name}"
    return f"entity:{reader.state.last}.{name}" if reader.state.last else ""


def _apart(reader: Clauses, chunk: Chunk, quantity: QuantityFact) -> str:
    """Read "A and B, 4 m apart"."""
    things = [k for k, e in reader.cast.entities.items() if e.role != "place"][-2:]
    reader.use(chunk.end, chunk.end + 1)
    if len(things) < 2:
        return f"entity:{things[0]}.spacing" if things else ""
    return _distance(reader, (things[0], things[1]), chunk=chunk, metres=quantity.value)


def _distance(reader: Clauses, pair: tuple[str, str], *, chunk: Chunk, metres: float) -> str:
    same = [r for r in reader.relations if {r.subject, r.object} == set(pair)]
    draft = same[-1] if same else None
    if draft is None:
        draft = RelationDraft(
            key=f"r{len(reader.relations) + 1}",
            subject=pair[0],
            relation="next_to",
            object=pair[1],
            places=[chunk.start, chunk.end],
        )
        reader.relations.append(draft)
    draft.distance_m = metres
    return f"relation:{draft.key}.distance"


def _beside(
    reader: Clauses, chunk: Chunk, *, quantity: QuantityFact, preposition: Preposition
) -> str:
    """Read "2 m behind X" and "4 m (away) from X": a relation with its distance."""
    noun = reader.ahead(2)
    state = reader.state
    near = state.last if state.previous in {"noun", "pronoun"} and not state.copula else ""
    subject = near or next(iter(state.subject), "")
    if noun is None or (noun.noun is None and noun.kind != "pronoun") or not subject:
        return ""
    at = reader.ahead(1)
    reader.use(chunk.start, noun.start)
    if noun.noun:
        key = reader.cast.mention(noun.noun)
    else:
        key = reader.cast.resolve(noun.text, subject=[])
    if not key or at is None:
        return ""
    reader.use(noun.start, noun.end)
    if reader.cast[key].role == "subject" and not reader.cast.alive(key):
        reader.cast[key].role = "landmark"
    draft = RelationDraft(
        key=f"r{len(reader.relations) + 1}",
        subject=subject,
        relation=preposition.relation
        if preposition.words not in {"from", "away from"} and preposition.relation != "at"
        else "next_to",
        object=key,
        places=[chunk.start, noun.end],
        distance_m=quantity.value,
    )
    reader.relations.append(draft)
    reader.at += 2
    state.last, state.last_role = key, "pp"
    return f"relation:{draft.key}.distance"


def _away(reader: Clauses, chunk: Chunk, quantity: QuantityFact) -> str:
    """Read "a bench and a fountain, 4 m away": from the thing named before."""
    reader.use(chunk.end, chunk.end + 1)
    things = [k for k, e in reader.cast.entities.items() if e.role != "place"][-2:]
    moved = _travel(reader)
    if moved:
        moved.distance_m = quantity.value
        return f"action:{moved.key}.distance"
    if len(things) < 2:
        return ""
    return _distance(reader, (things[1], things[0]), chunk=chunk, metres=quantity.value)


def _travel(reader: Clauses) -> ActionDraft | None:
    same = [a for a in reader.actions_here() if a.verb_class == "travel"]
    return same[-1] if same else None


def _speed(reader: Clauses, chunk: Chunk, quantity: QuantityFact) -> str:
    acting = reader.state.acting or reader.actions_here()[-1:]
    return give_or_wait(reader, chunk, quantity=quantity, acting=acting)


def _angle(reader: Clauses, _chunk: Chunk, quantity: QuantityFact) -> str:
    acting = reader.state.acting
    for action in acting:
        action.angle_rad = quantity.value
    return f"action:{acting[0].key}.angle" if acting else ""


def _how_often(reader: Clauses, _chunk: Chunk, quantity: QuantityFact) -> str:
    acting = reader.state.acting or reader.actions_here()
    name = "times" if quantity.dimension is Dimension.TIMES else "steps"
    return f"action:{acting[-1].key}.{name}" if acting else ""


def _extent(reader: Clauses, chunk: Chunk, quantity: QuantityFact) -> None:
    """Read "4 m by 3 m": of the thing named before, else of the place."""
    last, follower = reader.state.last, reader.ahead()
    if follower and follower.noun and follower.noun.entry and not follower.noun.determiner:
        last = f"e{len(reader.cast.entities) + 1}"
    elif last and reader.cast[last].kind == "set":
        last = ""
    if last:
        reader.board.claim(quantity.key, f"entity:{last}.size")
        reader.use(chunk.start, chunk.end)
