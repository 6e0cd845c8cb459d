"""Words that stand for somebody: "one … the other", "the latter", "both", a first "she"."""

from dataclasses import replace
from typing import Final

from groundplan.language.chunks import Chunk
from groundplan.language.clauses import ActionDraft, Clauses
from groundplan.language.lexicon import lexicon
from groundplan.language.noun_phrases import NounPhrase
from groundplan.language.vocabulary import vocabulary

__all__ = ["newcomer", "partner_of_pair", "stands_for"]

_PERSONS: Final = {"she": "woman", "he": "man", "him": "man", "they": "person", "them": "person",
                   "everyone": "person", "everybody": "person"}  # fmt: skip
"""Nouns for pronouns that nobody named before answers to."""
_FIRST: Final = frozenset({"one", "the former"})
_SECOND: Final = frozenset({"the other", "the latter", "other", "the other one"})
_ALIVE: Final = frozenset({"character", "animal", "vehicle"})


def stands_for(reader: Clauses, piece: Chunk | NounPhrase) -> str:
    """Return whom "one", "the other", "the former" or "the latter" means, else nothing."""
    text = " ".join(reader.words.lowers[piece.start : piece.end])
    if text not in _FIRST | _SECOND:
        return ""
    if isinstance(piece, NounPhrase) and piece.noun:
        return ""
    _skip_of(reader)
    pair = reader.pair or _two(reader, split=text in {"one", "the other", "other"})
    if text in {"one", "the former"}:
        reader.pair = pair
    return (pair[0] if text in _FIRST else pair[1]) if pair else ""


def _skip_of(reader: Clauses) -> None:
    """Pass over "of them" and "of the boxers" behind "one"."""
    of, whom = reader.ahead(1), reader.ahead(2)
    if of is None or of.preposition is None or of.preposition.words != "of" or whom is None:
        return
    if whom.kind in {"noun", "pronoun"}:
        reader.use(of.start, whom.end)
        reader.at += 2


def _two(reader: Clauses, *, split: bool) -> tuple[str, ...]:
    """Return the two that are spoken of: the two of a pair, or the last two named."""
    cast = reader.cast
    if split:
        group = next((k for k in cast.recent() if cast[k].count > 1), "")
        if group and cast[group].kind in _ALIVE:
            return _split(reader, group)
    alive = [k for k in cast.recent() if cast[k].kind in _ALIVE and cast[k].count == 1]
    named = alive or [k for k in cast.recent() if cast[k].role != "place"]
    if len(named[:2]) < 2:
        return ()
    return tuple(sorted(named[:2], key=lambda k: cast[k].place))


def _split(reader: Clauses, group: str) -> tuple[str, ...]:
    """Take one out of a group: of a pair each has done what the pair did."""
    whole = reader.cast[group].count
    other = reader.cast.split(group)
    if whole > 2:
        reader.cast[group].count, reader.cast[group].counted = whole - 1, True
        return (other, group)
    for action in [a for a in reader.actions if group in {a.agent, a.object}]:
        reader.actions.append(_twin(reader, action, group=group, other=other))
    for relation in [r for r in reader.relations if group in {r.subject, r.object}]:
        key = f"r{len(reader.relations) + 1}"
        reader.relations.append(
            replace(
                relation, key=key, places=list(relation.places),
                subject=other if relation.subject == group else relation.subject,
                object=other if relation.object == group else relation.object,
            )
        )  # fmt: skip
    return (group, other)


def _twin(reader: Clauses, action: ActionDraft, *, group: str, other: str) -> ActionDraft:
    both = action.agent == group and action.mutual
    twin = replace(
        action, key=f"a{len(reader.actions) + 1}", places=list(action.places),
        manner=list(action.manner),
        agent=other if action.agent == group else action.agent,
        object=group if both else other if action.object == group else action.object,
    )  # fmt: skip
    if both:
        action.object = other
    return twin


def partner_of_pair(reader: Clauses, word: str, key: str) -> str:
    """Return the second of the two single ones that "they" or "both" means, else nothing."""
    cast = reader.cast
    if lexicon().pronouns.get(word) != "plural" or cast[key].count > 1:
        return ""
    others = (k for k in cast.recent() if k != key and cast[k].kind in {"character", "animal"})
    return next((k for k in others if cast[k].count == 1 and not cast[k].absent), "")


def newcomer(reader: Clauses, chunk: Chunk, *, other_than: list[str]) -> str:
    """Return somebody new for a pronoun that stands before anybody is named ("She dances")."""
    noun = _PERSONS.get(chunk.text, "")
    entry = vocabulary().noun(noun) if noun else None
    if entry is None or (other_than and chunk.text != "she"):
        return ""
    many = chunk.text not in {"she", "he", "him"}
    return reader.cast.mention(
        NounPhrase(
            noun=noun, entry=entry, start=chunk.start, end=chunk.end, head=chunk.start,
            determiner="", count=2 if many else 1, counted=False, guessed=many, number_index=None,
            attributes=(), proper=False, plural=many,
        )
    )  # fmt: skip
