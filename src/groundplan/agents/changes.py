"""What becomes of things while an action lasts: another size, colour, material or state."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from groundplan.language.facts import ActionFact, AttributeFact, EntityFact, Facts

__all__ = ["Change", "changes_of"]

_GROWING: Final = frozenset({"grow", "expand", "inflate", "swell", "enlarge", "bloom"})
_SHRINKING: Final = frozenset({"shrink", "deflate", "contract", "melt", "wither"})
_SIZES: Final = {
    "tiny": 0.4, "little": 0.7, "small": 0.7, "short": 0.8, "big": 1.4, "large": 1.4, "tall": 1.3,
    "huge": 1.8, "giant": 2.2, "enormous": 2.2,
}  # fmt: skip
"""Factors of the usual size: our engineering defaults."""
_FACTOR: Final = 1.5
"""How much larger what grows becomes: our engineering default."""
_STATES: Final = ("color", "material", "state", "age")


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

    A thing changes in one way once; of two that say so, the one with states in words counts.
    """
    entities = {entity.key: entity for entity in facts.entities}
    found: dict[tuple[str, str], Change] = {}
    for action in facts.actions:
        if action.negated or action.agent not in entities:
            continue
        for change in _changes(action, entities[action.agent]):
            known = found.get((change.entity, change.name))
            if known is None or (change.values[0] and not known.values[0]):
                found[change.entity, change.name] = change
    return tuple(found.values())


def _changes(action: ActionFact, entity: EntityFact) -> Iterator[Change]:
    factor = 1.0
    if action.action == "change" or action.verb == "inflate":
        for name in _STATES:
            if (pair := _pair(entity, name)) is not None:
                yield Change(entity=entity.key, action=action.key, name=name, values=pair)
        sizes = _pair(entity, "size")
        if sizes is not None and set(sizes) <= set(_SIZES):
            factor = _SIZES[sizes[1]] / _SIZES[sizes[0]]
            yield Change(
                entity=entity.key, action=action.key, name="size", values=sizes, factor=factor
            )
    if factor == 1.0 and action.verb in _GROWING | _SHRINKING:
        factor = _FACTOR if action.verb in _GROWING else 1.0 / _FACTOR
        yield Change(entity=entity.key, action=action.key, name="size", factor=factor)


def _pair(entity: EntityFact, name: str) -> tuple[str, str] | None:
    """Return the first and the last of an attribute's values, where there are two."""
    said: list[AttributeFact] = [a for a in entity.attributes if a.name == name and not a.of_part]
    said.sort(key=lambda a: a.span.start)
    if len(said) < 2 or said[0].value == said[-1].value:
        return None
    return said[0].value, said[-1].value
