"""Migrations: pure `dict` to `dict`, one version at a time, applied before a document exists.

Each version that was ever written has a golden file that must still open.
"""

from collections.abc import Callable
from typing import Final

from groundplan.errors import SchemaError
from groundplan.world.base import JsonData
from groundplan.world.migrations.version_0 import world_1_from_world_0

__all__ = ["CURRENT", "Document", "migrated", "version_of"]

Document = dict[str, JsonData]
CURRENT: Final = 1
_FAMILY: Final = "groundplan.world/"
_STEPS: Final[dict[int, Callable[[Document], Document]]] = {0: world_1_from_world_0}
"""By the version that a step starts from."""


def version_of(document: Document) -> int:
    """Return the schema version that a document says it has.

    Raises:
        SchemaError: It says none, another family's, or a newer one than this program knows.
    """
    schema = document.get("schema")
    if not isinstance(schema, str) or not schema.startswith(_FAMILY):
        shown = repr(schema)[:60]
        raise SchemaError(
            f"`schema` is {shown}", f'a world document says "schema": "{_FAMILY}{CURRENT}"'
        )
    number = schema.removeprefix(_FAMILY)
    if not (number.isascii() and number.isdigit() and len(number) < 6):
        raise SchemaError(
            f"`schema` is {schema[:60]!r}", f"versions are whole numbers up to {CURRENT}"
        )
    if int(number) > CURRENT:
        raise SchemaError(
            f"the document has schema {schema}, newer than {_FAMILY}{CURRENT}",
            "open it with a newer groundplan (pip install -U groundplan)",
        )
    return int(number)


def migrated(document: Document) -> Document:
    """Return the document in the current schema's form; it is not validated yet.

    Raises:
        SchemaError: It has no schema that this program can read.
    """
    for version in range(version_of(document), CURRENT):
        document = _STEPS[version](document)
    return document
