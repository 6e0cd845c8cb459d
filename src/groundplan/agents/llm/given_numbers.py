"""Numbers in a merge: a parsed number is never replaced; a free one may be given to a fact."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from groundplan.agents.llm.numbers import Number, written_numbers
from groundplan.agents.llm.quotes import meets
from groundplan.language.facts import (
    ActionFact,
    Dimension,
    EntityFact,
    Facts,
    QuantityFact,
    RelationFact,
    ShotFact,
)

__all__ = ["Numbers"]

_FIELDS: Final = {"distance": "distance_m", "duration": "duration_s", "speed": "speed_mps"}


class Numbers:
    """The quantities of a text, and what they belong to."""

    def __init__(self, facts: Facts) -> None:
        """Start from what the reader parsed."""
        self._facts = facts
        self._quantities = {q.key: q for q in facts.quantities}

    def quantities(self) -> tuple[QuantityFact, ...]:
        """Return all parsed quantities, those that were free with their new roles."""
        return tuple(self._quantities.values())

    def owners(self) -> frozenset[str]:
        """Return the keys of facts that parsed numbers belong to."""
        roles = (q.role.partition(".")[0].partition(":")[2] for q in self._facts.quantities)
        return frozenset(key for role in roles for key in role.split(",") if key)

    def counts(self, fact: EntityFact) -> bool:
        """Return whether the words of an entity say how many there are."""
        text = self._facts.text[fact.span.start : fact.span.end]
        return bool(written_numbers(text)) and not fact.count_guessed

    def act(self, fact: ActionFact, numbers: Mapping[str, Number]) -> ActionFact:
        """Return an action with the numbers that it lacks."""
        for name, number in numbers.items():
            if getattr(fact, _FIELDS[name]) is None:
                value = self._given(number, f"action:{fact.key}.{name}")
                if value is not None:
                    fact = replace(fact, **{_FIELDS[name]: value})
        return fact

    def relate(self, fact: RelationFact, distance: Number | None) -> RelationFact:
        """Return a relation with the distance that it lacks."""
        if fact.distance_m is not None or distance is None:
            return fact
        return replace(fact, distance_m=self._given(distance, f"relation:{fact.key}.distance"))

    def shot(self, duration: Number | None) -> ShotFact:
        """Return the shot with the length that it lacks."""
        shot = self._facts.shot
        if duration is None or duration.dimension is not Dimension.DURATION:
            return shot
        if shot.duration_s is not None:
            return shot
        value = self._given(duration, "shot.duration")
        return shot if value is None else replace(
            shot, duration_s=value, spans=(*shot.spans, duration.span)
        )  # fmt: skip

    def _given(self, number: Number, role: str) -> float | None:
        """Return the number for a role: the parsed one of these words if it is free, else None.

        Words in which the reader found no number are the model's to read.
        """
        here = [q for q in self._quantities.values() if meets(q.span, (number.span,))]
        if not here:
            return number.value
        free = [q for q in here if not q.role and q.dimension is number.dimension]
        if not free:
            return None
        self._quantities[free[0].key] = replace(free[0], role=role)
        return free[0].value
