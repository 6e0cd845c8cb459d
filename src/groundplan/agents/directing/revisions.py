"""Revisions: what a director changes about what the brief says, as data that can be kept.

A path names a fact by its key (`actions/a1`, `entities/e2`), a field of one
(`actions/a1/speed_mps`), all that is said of one facet (`camera/size`, `settings/weather`,
`lights/all`), the format (`shot/duration_s`), or words that no longer count (`words/12-20`).
"""

import dataclasses
from collections.abc import Iterable, Mapping
from typing import Final, cast

from pydantic import TypeAdapter, ValidationError

from groundplan.errors import InputError
from groundplan.language.facts import (
    ActionFact,
    CameraFact,
    EntityFact,
    Facts,
    LightFact,
    QuantityFact,
    RelationFact,
    SettingFact,
    UnresolvedFact,
)
from groundplan.world.base import JsonData
from groundplan.world.canonical import quantised
from groundplan.world.edits import json_of
from groundplan.world.narrative import Revision

__all__ = ["put", "revised", "shifted", "taken_away", "with_field"]

_KEYED: Final[Mapping[str, TypeAdapter[object]]] = {
    "entities": TypeAdapter(EntityFact), "actions": TypeAdapter(ActionFact),
    "relations": TypeAdapter(RelationFact), "quantities": TypeAdapter(QuantityFact),
}  # fmt: skip
_FACETS: Final[Mapping[str, TypeAdapter[object]]] = {
    "camera": TypeAdapter(tuple[CameraFact, ...]), "lights": TypeAdapter(tuple[LightFact, ...]),
    "settings": TypeAdapter(tuple[SettingFact, ...]),
    "unresolved": TypeAdapter(tuple[UnresolvedFact, ...]),
}  # fmt: skip
_DIGITS: Final = 6
"""As the document keeps numbers: facts made from what it keeps are then the same."""


def put(path: str, fact: object) -> Revision:
    """Return a revision that puts a fact (or, for a facet, a tuple of them) in its place."""
    return Revision(path=path, value=_plain(fact))


def with_field(path: str, value: object) -> Revision:
    """Return a revision of one field of a fact."""
    return Revision(path=path, value=_plain(value))


def taken_away(path: str) -> Revision:
    """Return a revision after which a fact, or all of a facet, is not said."""
    return Revision(path=path)


def _plain(value: object) -> JsonData:
    if isinstance(value, tuple):
        return [_plain(item) for item in cast("tuple[object, ...]", value)]
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        value = dataclasses.asdict(value)
    return quantised(json_of(value), _DIGITS)


def shifted(fact: object, by: int) -> JsonData:
    """Return a fact as data, with all its spans moved along the text."""
    return _shifted(_plain(fact), by)


def _shifted(node: JsonData, by: int) -> JsonData:
    if isinstance(node, list):
        return [_shifted(item, by) for item in node]
    if not isinstance(node, dict):
        return node
    start, end = node.get("start"), node.get("end")
    if "source" in node and isinstance(start, int) and isinstance(end, int):
        return {**node, "start": start + by, "end": end + by}
    return {key: _shifted(item, by) for key, item in node.items()}


def revised(facts: Facts, revisions: Iterable[Revision]) -> Facts:
    """Return the facts after revisions, in order; what a revision does not find it leaves out.

    Raises:
        InputError: A revision is of another version, or damaged.
    """
    for revision in revisions:
        try:
            facts = _revised(facts, revision)
        except (ValidationError, KeyError, ValueError) as error:
            raise InputError(
                f"the note's change of {revision.path!r} cannot be read",
                "it was kept by another version: undo it and give the note again",
            ) from error
    return facts


def _revised(facts: Facts, revision: Revision) -> Facts:
    head, _, rest = revision.path.partition("/")
    if head in _KEYED:
        key, _, field = rest.partition("/")
        made = _with_keyed(getattr(facts, head), (head, key, field), revision.value)
        return dataclasses.replace(facts, **{head: made})
    if head in _FACETS:
        return dataclasses.replace(facts, **{head: _with_facet(facts, (head, rest), revision)})
    if head == "shot":
        value = revision.value
        number = float(value) if isinstance(value, (int, float)) else None
        return dataclasses.replace(facts, shot=dataclasses.replace(facts.shot, **{rest: number}))
    first, _, last = rest.partition("-")
    return dataclasses.replace(facts, text=_blanked(facts.text, int(first), int(last)))


def _with_keyed(
    facts: tuple[object, ...], at: tuple[str, str, str], value: JsonData
) -> tuple[object, ...]:
    """Return keyed facts with one of them (or one of its fields) put, changed or gone."""
    head, key, field = at
    adapter = _KEYED[head]
    old = next((f for f in facts if getattr(f, "key") == key), None)  # noqa: B009  # of any kind
    if field:
        if old is None:
            return facts
        tree = {**cast("dict[str, JsonData]", _plain(old)), field: value}
        new: object = adapter.validate_python(tree)
    else:
        new = None if value is None else adapter.validate_python(value)
    if old is None:
        return facts if new is None else _inserted(facts, new, key)
    return tuple(new if f is old else f for f in facts if f is not old or new is not None)


def _inserted(facts: tuple[object, ...], new: object, key: str) -> tuple[object, ...]:
    """Return the facts with a new one at the end; one of a group stands behind its group."""
    group = key.partition("#")[0]
    places = [n for n, f in enumerate(facts) if getattr(f, "key").partition("#")[0] == group]  # noqa: B009  # of any kind
    at = places[-1] + 1 if places and "#" in key else len(facts)
    return (*facts[:at], new, *facts[at:])


def _with_facet(facts: Facts, at: tuple[str, str], revision: Revision) -> tuple[object, ...]:
    """Return the facts of a kind with all of one facet replaced; new ones come first."""
    head, facet = at
    value = [] if revision.value is None else revision.value
    new = cast("tuple[object, ...]", _FACETS[head].validate_python(value))
    old = cast("tuple[object, ...]", getattr(facts, head))
    if facet == "more":
        return (*old, *new)
    kept = () if facet == "all" else tuple(f for f in old if _facet(f) != facet)
    return (*new, *kept)


def _facet(fact: object) -> str:
    return fact.facet if isinstance(fact, (CameraFact, SettingFact)) else ""


def _blanked(text: str, first: int, last: int) -> str:
    return text[:first] + " " * (last - first) + text[last:]
