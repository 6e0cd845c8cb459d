"""Gives what dress phrases say to the entities that they belong to."""

from dataclasses import replace
from typing import Final

from groundplan.language.cast import EntityDraft
from groundplan.language.clauses import Clauses
from groundplan.language.dress import DressPhrase, Worn
from groundplan.language.facts import AttributeFact

__all__ = ["put_on"]

_ENDINGS: Final = {"haired": "hair", "skinned": "skin", "eyed": "eyes", "complexioned": "skin"}


def put_on(reader: Clauses, phrases: tuple[DressPhrase, ...]) -> None:
    """Add garments and properties to the wearers; a phrase without one is left unresolved."""
    for draft in reader.cast.entities.values():
        _compounds(draft)
    for phrase in phrases:
        owner = _wearer(reader, phrase.owner)
        if owner is None:
            reader.unresolved.append(phrase.unowned(reader.board))
            continue
        if owner.proper and owner.kind == "unknown":
            owner.kind = "character"
        for item in phrase.items:
            _add(owner, item)


def _compounds(draft: EntityDraft) -> None:
    """Give "red-haired" and "dark skinned" to the part that they are about."""
    found: list[AttributeFact] = []
    for fact in draft.attributes:
        part = _ENDINGS.get(fact.value)
        before = found[-1] if found else None
        if part and before and 0 <= fact.span.start - before.span.end <= 1:
            found[-1] = replace(before, of_part=part)
        else:
            found.append(fact)
    draft.attributes = found


def _wearer(reader: Clauses, place: int) -> EntityDraft | None:
    start = reader.board.tokens[place].start
    for draft in reader.cast.entities.values():
        if any(span.start <= start < span.end for span in draft.mentions):
            return draft
    return None


def _add(owner: EntityDraft, item: Worn) -> None:
    if item.missing:
        fact = AttributeFact(name="quality", value=f"without {item.noun}", span=item.span)
        owner.attributes.append(fact)
        return
    if not item.part:
        owner.garments.append(item.noun)
    elif not item.attributes or item.noun not in {"hair", "skin", "complexion"}:
        owner.attributes.append(AttributeFact(name="quality", value=item.noun, span=item.span))
    owner.attributes += item.attributes
