"""Reads one thing measured by another: "twice as tall as", "3 m taller than", "twice as far".

The role is `comparison:SUBJECT,REFERENCE.MEASURE`: a factor where the unit is 1 and the quantity a
`Dimension.FACTOR`, else what the subject has more than the reference (negative: less).
"""

from dataclasses import replace
from functools import cache
from typing import Final

from groundplan.language.chunks import Chunk
from groundplan.language.clauses import Clauses
from groundplan.language.facts import Dimension, QuantityFact
from groundplan.language.vocabulary import vocabulary

__all__ = ["read_comparison"]

_NAMED: Final = frozenset({"height", "length", "width", "depth", "size", "speed", "age", "weight"})


@cache
def _table(name: str) -> dict[str, str]:
    return {w: s.text() for w, s in vocabulary().sheets["units"][name].mapping().items()}


def read_comparison(reader: Clauses, chunk: Chunk, quantity: QuantityFact) -> str:
    """Return the role of a quantity that compares, and read past the words; else empty."""
    measure, end = _measure(reader.words.lowers, chunk.end)
    if not measure:
        return ""
    subject, reference = _subject(reader), ""
    place = next((n for n, c in enumerate(reader.chunks) if c.start >= end), len(reader.chunks))
    named = reader.chunks[place] if place < len(reader.chunks) else None
    if end > chunk.end + 2 or reader.words.lowers[end - 1] == "than":
        reference = _reference(reader, named, subject=subject)
    elif reader.relations:
        reference, place = reader.relations[-1].object, place - 1
    if not subject or not reference:
        return ""
    reader.use(chunk.start, end)
    reader.at = place
    name = measure.removeprefix("-")
    if measure != name:
        reader.board.quantities[quantity.key] = _less(quantity)
    reader.state.pending = None
    return f"comparison:{subject},{reference}.{name}"


def _measure(lowers: list[str], at: int) -> tuple[str, int]:
    """Return what is compared and where the words of it end; empty when nothing is."""
    words = [*lowers[at : at + 3], "", "", ""]
    if words[0] == "as" and words[1] in _table("equatives"):
        return _table("equatives")[words[1]], at + (3 if words[2] == "as" else 2)
    if words[0] in _table("comparatives") and words[1] == "than":
        return _table("comparatives")[words[0]], at + 2
    if words[0] == "the" and words[1] in _NAMED and words[2] == "of":
        return words[1].replace("weight", "mass"), at + 3
    return "", at


def _subject(reader: Clauses) -> str:
    state = reader.state
    if state.acting:
        return state.acting[0].agent
    return next(iter(state.subject), "") if state.copula else state.last


def _reference(reader: Clauses, named: Chunk | None, *, subject: str) -> str:
    if named is None:
        return ""
    key = ""
    if named.noun:
        key = reader.cast.mention(named.noun)
    elif named.kind == "pronoun":
        key = reader.cast.resolve(named.text, subject=[subject])
    if key:
        reader.use(named.start, named.end)
    return key


def _less(quantity: QuantityFact) -> QuantityFact:
    """Return the quantity of "20 cm shorter" (-0.2 m) or "three times slower" (a third)."""
    if quantity.dimension is Dimension.FACTOR:
        return replace(quantity, value=1.0 / quantity.value if quantity.value else 0.0)
    return replace(quantity, value=-quantity.value)
