"""The shape of the document, read from its types: which paths are records, maps and fields.

A *record* is a noun with fixed fields, a *map* has free keys, and a *leaf* is atomic: a number, a
word, a vector, or a span. Everything else about paths, edits and schemas follows from this table.
"""

import dataclasses
import types
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Final, TypeVar, Union, cast, get_args, get_origin, get_type_hints

import orjson
from pydantic import TypeAdapter
from pydantic.dataclasses import is_pydantic_dataclass

from groundplan.world.base import EntityId, JsonData
from groundplan.world.document import World
from groundplan.world.narrative import Span

__all__ = [
    "ATOMIC", "ROOT", "SEALED", "Leaf", "Map", "Parser", "Record", "Shape", "leaves", "plain",
    "record_of",
    "typed", "unchecked", "with_field",
]  # fmt: skip

ATOMIC: Final[tuple[type, ...]] = (Span,)
"""Nouns that are one value: nobody edits the start of a span without its end."""
SEALED: Final = frozenset({"schema", "revision", "opinions", "locks"})
"""Fields of the document that no path reaches: they belong to the mechanism."""


Parser = Callable[[bytes], object]
"""From JSON to the document's own type, strictly; raises `pydantic.ValidationError`."""


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class Leaf:
    """An atomic field."""

    parse: Parser
    default: object = dataclasses.MISSING
    reference: bool = False
    """True when its value is the id of an entity."""

    @property
    def has_default(self) -> bool:
        """Whether the schema gives it a value when nobody does."""
        return self.default is not dataclasses.MISSING


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class Record:
    """A noun; `optional` ones are components that may be absent (None)."""

    noun: type
    parse: Parser
    fields: Mapping[str, "Shape"]
    optional: bool = False


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class Map:
    """Values of one shape under free keys."""

    parse_key: Parser
    parse: Parser
    value: "Shape"


Shape = Leaf | Record | Map
_Noun = TypeVar("_Noun")


def _parser(hint: object) -> Parser:
    adapter: TypeAdapter[object] = TypeAdapter(cast("type[object]", hint))
    return lambda data: adapter.validate_json(data, strict=True)


@cache
def record_of(noun: type) -> Record:
    """Return the shape of a noun."""
    hints = get_type_hints(noun, include_extras=True)
    shapes = {
        field.name: _shape(hints[field.name], _default(field))
        for field in dataclasses.fields(noun)
        if noun is not World or field.name not in SEALED
    }
    return Record(noun, _parser(noun), shapes)


def _default(field: "dataclasses.Field[object]") -> object:
    if field.default_factory is not dataclasses.MISSING:
        return field.default_factory()
    return field.default


def _shape(hint: object, default: object) -> Shape:
    members = [m for m in get_args(hint) if m is not types.NoneType]
    if _is_union(hint) and len(members) == 1 and _is_noun(members[0]):
        return dataclasses.replace(record_of(members[0]), optional=True)
    if _is_noun(hint):
        return record_of(cast("type", hint))
    if get_origin(hint) is dict:
        key, value = get_args(hint)
        return Map(_parser(key), _parser(hint), _shape(value, dataclasses.MISSING))
    return Leaf(_parser(hint), default, reference=_is_reference(hint))


def _is_union(hint: object) -> bool:
    return get_origin(hint) in (Union, types.UnionType)


def _is_noun(hint: object) -> bool:
    return isinstance(hint, type) and hint not in ATOMIC and is_pydantic_dataclass(hint)


def _is_reference(hint: object) -> bool:
    parts = get_args(hint) if _is_union(hint) else (hint,)
    return EntityId in parts


ROOT: Final = record_of(World)


def leaves(shape: Shape, value: object, path: str) -> Iterator[tuple[str, Leaf, object]]:
    """Yield path, shape and value of every field at and below a node, in document order."""
    if isinstance(shape, Leaf):
        yield path, shape, value
    elif isinstance(shape, Map):
        for key, child in cast("dict[str, object]", value).items():
            yield from leaves(shape.value, child, f"{path}/{_escaped(key)}")
    elif value is not None:
        for name, child_shape in shape.fields.items():
            yield from leaves(child_shape, getattr(value, name), f"{path}/{name}" if path else name)


def _escaped(key: str) -> str:
    return key.replace("~", "~0").replace("/", "~1")


def typed(parse: Parser, value: JsonData) -> object:
    """Return a JSON value as the document's own type, strictly: no text becomes a number.

    Raises:
        ValidationError: It does not fit.
    """
    return parse(orjson.dumps(value))


def plain(value: object) -> JsonData:
    """Return the JSON form of a document value: tuples as lists, nouns as dicts."""
    if value is None or isinstance(value, (float, str, bool, int)):
        return str(value) if type(value) not in _PLAIN and isinstance(value, str) else value
    if isinstance(value, tuple):
        return [plain(item) for item in cast("tuple[object, ...]", value)]
    return orjson.loads(orjson.dumps(value))


_PLAIN: Final = frozenset({str, float, int, bool})


@cache
def _names(noun: type) -> tuple[str, ...]:
    return tuple(field.name for field in dataclasses.fields(noun))


def unchecked(noun: type[_Noun], values: Mapping[str, object]) -> _Noun:
    """Return a noun from values that have been validated before, all fields given."""
    made = object.__new__(noun)
    for name in _names(noun):
        object.__setattr__(made, name, values[name])
    return made


def with_field(noun: _Noun, name: str, value: object) -> _Noun:
    """Return the noun with one (validated) field changed, sharing all others."""
    made = object.__new__(type(noun))
    for other in _names(type(noun)):
        object.__setattr__(made, other, value if other == name else getattr(noun, other))
    return made
