"""Opening documents: bytes from outside become a valid world, or an error that says where."""

import json
import math
from typing import Final, cast

import orjson
from pydantic import TypeAdapter, ValidationError

from groundplan.errors import EditError, PathError, SchemaError
from groundplan.world.base import JsonData
from groundplan.world.canonical import digits_at, quantised
from groundplan.world.document import World
from groundplan.world.limits import check_limits
from groundplan.world.migrations import Document, migrated
from groundplan.world.paths import exists, lookup, split
from groundplan.world.rules import check_everything
from groundplan.world.stack import winner
from groundplan.world.structure import ROOT, Leaf, Map, Shape, leaves, plain

__all__ = ["MAX_BYTES", "MAX_DEPTH", "open_document"]

MAX_BYTES: Final = 256 * 1024 * 1024
MAX_DEPTH: Final = 64
"""A document nests about a dozen levels deep."""
_WORLD: Final = TypeAdapter(World)


def open_document(data: bytes | Document) -> World:
    """Return the world that a document holds, migrated from older schemas.

    Raises:
        SchemaError: It is no JSON, of an unknown schema, has an unknown field, NaN, a wrong type,
            an impossible number, or fields that contradict their opinions; the path is named.
    """
    tree = _parsed(data) if isinstance(data, bytes) else data
    _check_depth(tree)
    document = migrated(tree)
    try:
        world = _WORLD.validate_json(orjson.dumps(document), strict=True)
        world = _WORLD.validate_json(orjson.dumps(_quantised_document(world)), strict=True)
    except ValidationError as error:
        raise _misfit(error) from None
    except (TypeError, RecursionError) as error:
        raise SchemaError(f"the document can't be read ({error})", "give plain JSON data") from None
    try:
        _check_limits(world)
        check_everything(world)
    except EditError as error:
        raise SchemaError(error.problem, error.remedy) from None
    _check_opinions(world)
    return world


def _parsed(data: bytes) -> Document:
    if len(data) > MAX_BYTES:
        raise SchemaError(
            f"the document has {len(data) / 2**20:.0f} MiB",
            f"at most {MAX_BYTES >> 20} can be opened",
        )
    try:
        tree = orjson.loads(data)
    except orjson.JSONDecodeError as error:
        raise _not_json(data, error) from None
    if not isinstance(tree, dict):
        raise SchemaError("the document is no JSON object", "a world document is one { … }")
    return cast("Document", tree)


def _not_json(data: bytes, error: orjson.JSONDecodeError) -> SchemaError:
    try:  # the standard parser lets NaN through, and so can tell where it is
        where = _non_finite(json.loads(data), "")
    except (ValueError, RecursionError):
        where = None
    if where:
        return SchemaError(f"`{where}` is not a finite number", "give a finite number")
    place = f"line {error.lineno}, column {error.colno}"
    return SchemaError(
        f"the document is not JSON at {place}: {error.msg}", "restore it from a copy"
    )


def _non_finite(value: object, path: str) -> str | None:
    if isinstance(value, float):
        return None if math.isfinite(value) else path
    pairs: list[tuple[object, object]] = []
    if isinstance(value, dict):
        pairs = list(cast("dict[object, object]", value).items())
    elif isinstance(value, list):
        pairs = list(enumerate(cast("list[object]", value)))
    below = (_non_finite(child, f"{path}/{key}".lstrip("/")) for key, child in pairs)
    return next((found for found in below if found), None)


def _check_depth(tree: object) -> None:
    level: list[object] = [tree]
    for _ in range(MAX_DEPTH):
        below: list[object] = []
        for node in level:
            if isinstance(node, dict):
                below += cast("dict[str, object]", node).values()
            elif isinstance(node, list):
                below += cast("list[object]", node)
        level = [node for node in below if isinstance(node, (dict, list))]
        if not level:
            return
    raise SchemaError(
        f"the document nests deeper than {MAX_DEPTH} levels", "no world document is that deep"
    )


def _quantised_document(world: World) -> Document:
    """Return the document with numbers quantised: files made by hand have any digits."""
    tree = cast("Document", plain(world))
    held = cast("dict[str, list[dict[str, JsonData]]]", tree["opinions"])
    for path, stack in held.items():
        digits = digits_at(_segments(path))
        for opinion in stack:
            opinion["value"] = quantised(opinion["value"], digits)
    others = {key: value for key, value in tree.items() if key not in ROOT.fields}
    return {**others, **cast("Document", _quantised(ROOT, tree, ()))}


def _quantised(shape: Shape, value: JsonData, segments: tuple[str, ...]) -> JsonData:
    if isinstance(shape, Leaf):
        return quantised(value, digits_at(segments)) if isinstance(value, (float, list)) else value
    if not isinstance(value, dict):
        return value
    pairs = value.items() if isinstance(shape, Map) else ((k, value[k]) for k in shape.fields)
    return {
        key: _quantised(
            shape.value if isinstance(shape, Map) else shape.fields[key], child, (*segments, key)
        )
        for key, child in pairs
    }


def _segments(path: str) -> tuple[str, ...]:
    try:
        return split(path)
    except PathError as error:
        raise SchemaError(f"`opinions` has a bad path: {error.problem}", error.remedy) from None


def _check_limits(world: World) -> None:
    for path, _, value in leaves(ROOT, world, ""):
        check_limits(tuple(path.split("/")), value)


def _check_opinions(world: World) -> None:
    for path, stack in world.opinions.items():
        top = winner(stack)
        if top is not None and exists(world, path) and plain(lookup(world, path)) != top.value:
            raise SchemaError(
                f"`{path}` is {str(plain(lookup(world, path)))[:60]}, "
                f"but its strongest opinion says {str(top.value)[:60]}",
                "change documents by edits (groundplan edit), not by hand",
            )


def _misfit(error: ValidationError) -> SchemaError:
    first = error.errors(include_url=False, include_context=False)[0]
    where = "/".join(str(part) for part in first["loc"]) or "the document"
    message = first["msg"]
    remedy = message[:1].lower() + message[1:]
    if first["type"] == "unexpected_keyword_argument":
        return SchemaError(f"`{where}` is no field of the schema", "remove it, or correct its name")
    shown = repr(first["input"])
    shown = shown if len(shown) <= 60 else shown[:57] + "..."
    return SchemaError(f"`{where}` can't be {shown}", remedy)
