"""Making given values fit: quantised, validated against the schema, and within physical limits."""

from collections.abc import Iterator
from dataclasses import dataclass

import orjson

from groundplan.errors import EditError
from groundplan.world.base import JsonData
from groundplan.world.canonical import digits_at, quantised
from groundplan.world.draft import Draft
from groundplan.world.edits import AddNode, Provenance, SetField
from groundplan.world.limits import check_limits
from groundplan.world.opinion import Opinion
from groundplan.world.paths import ancestors, join
from groundplan.world.structure import Leaf, Map, Record, Shape, plain, typed, unchecked

__all__ = ["Given", "check_key", "fitted", "given_of", "opinion_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """A subtree as it was given: quantised, with the paths of the fields that it names."""

    value: JsonData
    paths: frozenset[str]


def fitted(leaf: Leaf, segments: tuple[str, ...], value: JsonData) -> tuple[object, JsonData]:
    """Return a field's new value in the document's own type and in JSON form.

    Raises:
        ValidationError: It has the wrong type.
        EditError: It is physically impossible.
    """
    made = typed(leaf.parse, quantised(value, digits_at(segments)))
    check_limits(segments, made)
    return made, plain(made)


def given_of(shape: Shape, value: JsonData, segments: tuple[str, ...]) -> Given:
    """Return a subtree quantised, field by field, and checked against the limits."""
    paths: list[str] = []
    tree = _quantised(shape, value, (segments, paths))
    return Given(value=tree, paths=frozenset(paths))


def _quantised(shape: Shape, value: JsonData, at: tuple[tuple[str, ...], list[str]]) -> JsonData:
    segments, paths = at
    if isinstance(shape, Leaf):
        paths.append(join(segments))
        made = quantised(value, digits_at(segments))
        check_limits(segments, made)
        return made
    if not isinstance(value, dict):
        return value
    return {
        key: _quantised(below, value[key], ((*segments, key), paths)) if below else value[key]
        for key, below in _shapes(shape, value)
    }


def _shapes(shape: Map | Record, value: dict[str, JsonData]) -> Iterator[tuple[str, Shape | None]]:
    for key in value:
        if isinstance(shape, Map):
            check_key(shape, (key,))
            yield key, shape.value
        else:
            yield key, shape.fields.get(key)


def check_key(above: Shape, segments: tuple[str, ...]) -> None:
    """Refuse a key that a map can't have.

    Raises:
        ValidationError: It is no id of the kind that this map is keyed by.
        EditError: It is empty, too long, or has control characters.
    """
    key = segments[-1]
    if not isinstance(above, Map):
        return
    if not key or len(key) > 200 or not key.isprintable():
        raise EditError(f"{key[:40]!r} can't be a key", "use 1 to 200 printable characters")
    above.parse_key(orjson.dumps(key))


def opinion_of(
    draft: Draft, edit: SetField | AddNode, shown: JsonData, *, path: str = ""
) -> Opinion:
    """Return the opinion that an edit holds about a field."""
    source = _override(edit, path) if isinstance(edit, AddNode) and edit.overrides else edit
    return unchecked(
        Opinion,
        {
            "value": shown,
            "origin": source.origin,
            "basis": source.basis,
            "layer": source.layer,
            "agent": source.agent or edit.agent or draft.patch.actor,
            "span": source.span,
            "confidence": source.confidence,
            "revision": draft.revision,
        },
    )


def _override(edit: AddNode, path: str) -> AddNode | Provenance:
    relative = path[len(edit.path) + 1 :]
    near = (edit.overrides.get(place) for place in ancestors(relative))
    return next((found for found in near if found), edit)
