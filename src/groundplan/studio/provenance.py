"""Where things in a world came from: the words behind an entity, and what was guessed."""

from typing import Final

from groundplan.world.document import World
from groundplan.world.narrative import Span
from groundplan.world.queries import guesses

__all__ = ["guessed_fields", "span_of"]

_NAMING: Final = ("semantics/prompt", "semantics/noun", "label", "name", "kind")


def span_of(world: World, entity_id: str) -> Span | None:
    """Return the words that brought an entity into the world, or None for what we added."""
    for field in _NAMING:
        for opinion in world.opinions.get(f"entities/{entity_id}/{field}", ()):
            if opinion.span is not None:
                return opinion.span
    return None


def guessed_fields(world: World) -> dict[str, list[str]]:
    """Return what was assumed, by entity name (or the part of the document), sorted."""
    found: dict[str, set[str]] = {}
    for guess in guesses(world):
        parts = guess.path.split("/")
        if parts[0] == "entities" and parts[1] in world.entities:
            owner, field = world.entities[parts[1]].name, _field(parts[2:])
        else:
            owner, field = parts[0], "/".join(parts[1:])
        found.setdefault(owner, set()).add(field)
    return {owner: sorted(fields) for owner, fields in sorted(found.items())}


def _field(parts: list[str]) -> str:
    """Return the animated or plain field that a path below an entity belongs to."""
    if parts[0] == "channels" and len(parts) > 1:
        return parts[1]
    return ".".join(parts)
