"""The exact JSON Schema of the document, as it is published in the package."""

from importlib import resources
from typing import cast

import orjson
from pydantic import TypeAdapter

from groundplan.world.base import JsonData
from groundplan.world.document import SCHEMA, World

__all__ = ["dumps_schema", "json_schema", "published_schema"]

_FILE = "world.schema.json"


def json_schema() -> dict[str, JsonData]:
    """Return the schema made from the types.

    Tuples of equal members are written `items` with `minItems` and `maxItems`, which generators of
    TypeScript understand, instead of `prefixItems`.
    """
    made = TypeAdapter(World).json_schema(mode="serialization")
    tree = cast("dict[str, JsonData]", _uniform(cast("JsonData", made)))
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:{SCHEMA.replace('/', ':')}",
        **tree,
    }


def _uniform(node: JsonData) -> JsonData:
    if isinstance(node, list):
        return [_uniform(item) for item in node]
    if not isinstance(node, dict):
        return node
    made = {key: _uniform(value) for key, value in node.items()}
    items = made.get("prefixItems")
    if isinstance(items, list) and items and all(item == items[0] for item in items):
        del made["prefixItems"]
        made["items"] = items[0]
    return made


def dumps_schema() -> bytes:
    """Return the schema as the package's file holds it."""
    options = orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS | orjson.OPT_APPEND_NEWLINE
    return orjson.dumps(json_schema(), option=options)


def published_schema() -> bytes:
    """Return the schema file of the package."""
    return resources.files("groundplan.world").joinpath("data", _FILE).read_bytes()
