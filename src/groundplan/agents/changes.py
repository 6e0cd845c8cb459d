"""What becomes of things while an action lasts: another size, colour, material or state."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from groundplan.language.facts import ActionFact, Facts

__all__ = ["Change", "changes_of"]

_GROWING: Final = frozenset({"grow", "expand", "inflate", "swell", "enlarge", "bloom"})
_SHRINKING: Final = frozenset({"shrink", "deflate", "contract", "melt", "wither"})
_SIZES: Final = {
    "tiny": 0.4, "little": 0.7, "small": 0.7, "short": 0.8, "big": 1.4, "large": 1.4, "tall": 1.3,
    "huge": 1.8, "giant": 2.2, "enormous": 2.2,
}  # fmt: skip
"""Factors of the usual size: our engineering defaults."""
_LARGER: Final = frozenset({"larger", "bigger", "taller", "longer", "wider", "thicker"})
_SMALLER: Final = frozenset({"smaller", "shorter", "thinner", "narrower"})
_FACTOR: Final = 1.5
"""How much larger what grows becomes: our engineering default."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One attribute of one thing, from the start to the end of an action."""

    entity: str
    """Key of the fact."""
    action: str
    name: str
    """`size` or the name of an attribute."""
    values: tuple[str, str] = ("", "")
    """The two states in words; empty for a size that only grows or shrinks."""
    factor: float = 1.0
    """Size at the end over size at the start."""


def changes_of(facts: Facts) -> tuple[Change, ...]:
    """Return what the words let change ("from green to brown", "grows"), in their order.

    A thing changes in one way once: of several states the last counts, of two growths the first.
    """
    entities = {entity.key: entity for entity in facts.entities}
    found: dict[tuple[str, str], Change] = {}
    for fact in facts.changes:
        name = f"{fact.of_part}.{fact.name}" if fact.of_part else fact.name
        known = found.get((fact.entity, name))
        start = known.values[0] if known is not None and known.values[0] else fact.start
        found[fact.entity, name] = Change(
            entity=fact.entity, action=fact.action, name=name, values=(start, fact.end),
            factor=_factor(start, fact.end) if name == "size" else 1.0,
        )  # fmt: skip
    for action in facts.actions:
        if not action.negated and action.agent in entities:
            for change in _growth(action):
                found.setdefault((change.entity, change.name), change)
    return tuple(found.values())


def _factor(start: str, end: str) -> float:
    """Return the size at the end over that at the start, both in words."""
    last = end.rsplit(" ", maxsplit=1)[-1]
    if last in _LARGER | _SMALLER:
        return _FACTOR if last in _LARGER else 1.0 / _FACTOR
    return _SIZES.get(end, 1.0) / _SIZES.get(start, 1.0)


def _growth(action: ActionFact) -> Iterator[Change]:
    if action.verb in _GROWING | _SHRINKING:
        factor = _FACTOR if action.verb in _GROWING else 1.0 / _FACTOR
        yield Change(entity=action.agent, action=action.key, name="size", factor=factor)
