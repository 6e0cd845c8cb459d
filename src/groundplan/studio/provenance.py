"""Where things in a world came from: the words behind an entity, and what was guessed."""

import math
from typing import Final

from groundplan.world.document import World
from groundplan.world.narrative import Span
from groundplan.world.opinion import Origin
from groundplan.world.queries import guesses
from groundplan.world.stack import winner

__all__ = ["guessed_fields", "span_of", "words_of_shot"]

_NAMING: Final = ("semantics/prompt", "semantics/noun", "label", "name", "kind")


def span_of(world: World, entity_id: str) -> Span | None:
    """Return the words that brought an entity into the world, or None for what we added."""
    for field in _NAMING:
        for opinion in world.opinions.get(f"entities/{entity_id}/{field}", ()):
            if opinion.span is not None:
                return opinion.span
    return None


def words_of_shot(world: World, shot_id: str) -> str:
    """Return what the brief or the script says of a shot: all of it where there is one shot."""
    spans = [o.span for o in world.opinions.get(f"shots/{shot_id}/name", ()) if o.span is not None]
    if not spans:
        source = next(iter(sorted(world.sources.items())), None)
        return " ".join(source[1].text.split()) if source else ""
    source = world.sources.get(spans[0].source)
    return " ".join(source.text[spans[0].start : spans[0].end].split()) if source else ""


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
    for key, parts in _guessed_lengths(world).items():
        found.setdefault(world.entities[key].name, set()).update(parts)
    return {owner: sorted(fields) for owner, fields in sorted(found.items())}


def _guessed_lengths(world: World) -> dict[str, list[str]]:
    """Return the components of a stated size that no number states ("a 2 m wide table"), by id.

    They keep the usual proportions. Each number that leads to the size states one component: the
    first of height, width and depth that has its value.
    """
    said: dict[str, list[float]] = {}
    for quantity in world.narrative.quantities.values():
        said.setdefault(quantity.path, []).append(quantity.value)
    found: dict[str, list[str]] = {}
    for key, entity in world.entities.items():
        path = f"entities/{key}/size_m"
        top = winner(world.opinions.get(path, ()))
        if entity.size_m is None or path not in said or top is None:
            continue
        if top.origin is Origin.QUANTITY:
            found[key] = [f"size_m.{name}" for name in _unsaid(entity.size_m, said[path])]
    return found


def _unsaid(size_m: tuple[float, float, float], said: list[float]) -> list[str]:
    left = {"height": size_m[1], "width": size_m[0], "depth": size_m[2]}
    for value in said:
        same = (name for name in left if math.isclose(left[name], value, rel_tol=1e-6))
        left.pop(next(same, ""), None)
    return sorted(left)


def _field(parts: list[str]) -> str:
    """Return the animated or plain field that a path below an entity belongs to."""
    if parts[0] == "channels" and len(parts) > 1:
        return parts[1]
    return ".".join(parts)
