"""Whose a measure is that is named by a noun or by a verb: "a height of 4 m", "weighs 30 kg"."""

from collections.abc import Callable
from typing import Final

from groundplan.language.chunks import Chunk
from groundplan.language.clauses import Clauses
from groundplan.language.facts import Dimension, QuantityFact

__all__ = ["height_of_person", "measured", "of_owner"]

_MEASURES: Final = {
    "height": "height", "length": "length", "width": "width", "depth": "depth",
    "thickness": "thickness", "diameter": "diameter", "weight": "mass", "mass": "mass",
    "age": "age",
}  # fmt: skip
_GLUE: Final = frozenset({"of", "is", "a", "the", ":", "in"})
_DIMENSIONS: Final = {"mass": Dimension.MASS, "age": Dimension.AGE}


def measured(reader: Clauses, chunk: Chunk, quantity: QuantityFact) -> str:
    """Read "a height of 4 m", "2 m in height", "the height of the tower is 30 m"."""
    name, ends = _named(reader, chunk)
    if not name or _DIMENSIONS.get(name, Dimension.LENGTH) is not quantity.dimension:
        return ""
    owner = reader.state.last or next(iter(reader.state.subject), "")
    if not owner:
        return ""
    reader.use(*ends)
    following = reader.ahead()
    while following and following.start < ends[1]:
        reader.at += 1
        following = reader.ahead()
    return f"entity:{owner}.{name}"


def _named(reader: Clauses, chunk: Chunk) -> tuple[str, tuple[int, int]]:
    """Return the measure named right before or behind a number, and the words of it."""
    lowers = reader.words.lowers
    behind = chunk.end + (lowers[chunk.end : chunk.end + 1] == ["in"])
    if behind < len(lowers) and lowers[behind] in _MEASURES:
        return _MEASURES[lowers[behind]], (chunk.start, behind + 1)
    at = chunk.start - 1
    while at > 0 and lowers[at] in _GLUE:
        at -= 1
    if at >= 0 and at < chunk.start - 1 and lowers[at] in _MEASURES:
        return _MEASURES[lowers[at]], (at, chunk.end)
    if reader.state.copula:
        for place in range(chunk.start - 1, max(-1, chunk.start - 8), -1):
            if lowers[place] in _MEASURES and lowers[place + 1] == "of":
                return _MEASURES[lowers[place]], (place, place + 2)
    return "", (0, 0)


def of_owner(name: str) -> Callable[[Clauses, Chunk, QuantityFact], str]:
    """Return what reads "a 20 kg dog", "weighs 20 kg", "is 20 kg" and "a boy aged seven"."""

    def read(reader: Clauses, _chunk: Chunk, _quantity: QuantityFact) -> str:
        state, follower = reader.state, reader.ahead()
        weighing = [a for a in state.acting if a.verb == "weigh"]
        if weighing:
            reader.actions[:] = [a for a in reader.actions if a not in weighing]
            state.acting = []
            return f"entity:{weighing[0].agent}.{name}" if weighing[0].agent else ""
        if state.copula and state.subject:
            return f"entity:{state.subject[0]}.{name}"
        if follower and follower.noun:
            return f"entity:e{len(reader.cast.entities) + 1}.{name}"
        return f"entity:{state.last}.{name}" if state.last else ""

    return read


def height_of_person(reader: Clauses, chunk: Chunk) -> str:
    """Read "a 1.8 m man" and "a man, six feet two,": a bare length of somebody is how tall."""
    follower, state = reader.ahead(), reader.state
    if follower and follower.noun and follower.noun.entry:
        person = follower.noun.entry.kind == "character"
        return f"entity:e{len(reader.cast.entities) + 1}.height" if person else ""
    last = state.last
    alone = state.joined == "comma" or state.copula or state.previous == "noun"
    ends = follower is None or follower.kind in {"comma", "stop", "verb"}
    if last and alone and ends and reader.cast[last].kind == "character":
        reader.use(chunk.start, chunk.end)
        return f"entity:{last}.height"
    return ""
