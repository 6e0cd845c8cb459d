"""Typed edits: the only way that agents and people change a document, and its one language.

A patch is one undo step. Edits name fields by stable path and say who holds the value and why.
"""

import dataclasses
import math
from dataclasses import field
from typing import Annotated, Final, Literal

from pydantic import BeforeValidator, Field
from pydantic.dataclasses import dataclass

from groundplan.errors import EditError
from groundplan.world.base import CLOSED, JsonData, JsonValue
from groundplan.world.canonical import digest
from groundplan.world.narrative import Span
from groundplan.world.opinion import Basis, Lock, Opinion, Origin
from groundplan.world.structure import plain

__all__ = [
    "AddNode", "ClearLock", "Edit", "Patch", "Provenance", "RemoveNode", "RestoreNode", "SetField",
    "SetLock", "WithdrawOpinion", "identified", "json_of",
]  # fmt: skip

_LARGEST_INTEGER: Final = 2**53
"""Beyond it JSON readers that use doubles (JavaScript) lose digits."""
_DEEPEST: Final = 32


def json_of(value: object, *, depth: int = 0) -> JsonData:
    """Return a Python value as plain JSON data: nouns as dicts, tuples as lists.

    Raises:
        EditError: It holds NaN, infinity, a huge integer, or something that JSON can't hold.
    """
    if depth > _DEEPEST:
        raise EditError(
            f"a value is nested deeper than {_DEEPEST} levels", "no part of a document is that deep"
        )
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, str):
        return str(value)
    if isinstance(value, (int, float)):
        return _number(value)
    if isinstance(value, (tuple, list)):
        items: list[object] | tuple[object, ...] = value  # pyright: ignore[reportUnknownVariableType]  # items are checked one by one
        return [json_of(item, depth=depth + 1) for item in items]
    if isinstance(value, dict):
        pairs: dict[object, object] = value  # pyright: ignore[reportUnknownVariableType]  # checked one by one
        return {str(key): json_of(item, depth=depth + 1) for key, item in pairs.items()}
    if dataclasses.is_dataclass(value):
        return plain(value)
    raise EditError(
        f"a {type(value).__name__} can't be part of a document",
        "give numbers, text, booleans, None, lists or nouns of groundplan.world",
    )


def _number(value: float) -> JsonData:
    if isinstance(value, int):
        if abs(value) > _LARGEST_INTEGER:
            raise EditError(f"the integer {value:.3g} is too large", "at most 2^53 can be stored")
        return int(value)
    if not math.isfinite(value):
        raise EditError(f"{value} is not a number that a document can hold", "give a finite number")
    return float(value)


Json = Annotated[JsonValue, BeforeValidator(json_of)]


@dataclass(frozen=True, slots=True, kw_only=True, config=CLOSED)
class Provenance:
    """Who holds a value, and on what it rests."""

    origin: Origin
    basis: Basis
    layer: str = "generated"
    agent: str = ""
    """Empty: the actor of the patch."""
    span: Span | None = None
    confidence: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True, config=CLOSED)
class SetField:
    """Hold an opinion about one field."""

    path: str
    value: Json
    origin: Origin
    basis: Basis
    layer: str = "generated"
    agent: str = ""
    span: Span | None = None
    confidence: float = 1.0
    kind: Literal["set_field"] = "set_field"


@dataclass(frozen=True, slots=True, kw_only=True, config=CLOSED)
class AddNode:
    """Add an entity, component, channel, key, action, shot … as a subtree.

    Each field given in `value` gets an opinion; fields left out have the schema's default.
    `overrides` gives other provenance to fields, by path relative to the node; the longest wins.
    """

    path: str
    value: Json
    origin: Origin
    basis: Basis
    layer: str = "generated"
    agent: str = ""
    span: Span | None = None
    confidence: float = 1.0
    overrides: dict[str, Provenance] = field(default_factory=dict[str, Provenance])
    kind: Literal["add_node"] = "add_node"


@dataclass(frozen=True, slots=True, kw_only=True, config=CLOSED)
class RemoveNode:
    """Remove a subtree; opinions of stronger origins than the remover's stay as orphans."""

    path: str
    origin: Origin
    kind: Literal["remove_node"] = "remove_node"


@dataclass(frozen=True, slots=True, kw_only=True, config=CLOSED)
class WithdrawOpinion:
    """Take back an opinion, so that the next strongest decides."""

    path: str
    layer: str
    origin: Origin
    agent: str = ""
    """Empty: whoever held it."""
    kind: Literal["withdraw_opinion"] = "withdraw_opinion"


@dataclass(frozen=True, slots=True, kw_only=True, config=CLOSED)
class SetLock:
    """Protect a path and everything below it."""

    path: str
    lock: Lock
    kind: Literal["set_lock"] = "set_lock"


@dataclass(frozen=True, slots=True, kw_only=True, config=CLOSED)
class ClearLock:
    """Take a lock away."""

    path: str
    kind: Literal["clear_lock"] = "clear_lock"


@dataclass(frozen=True, slots=True, kw_only=True, config=CLOSED)
class RestoreNode:
    """Put back exactly what stood at a path; made by inverses, and only valid in them."""

    path: str
    present: bool
    value: Json = None
    restores_value: bool = True
    opinions: dict[str, tuple[Opinion, ...]] = field(default_factory=dict[str, tuple[Opinion, ...]])
    """What to hold, by path; an empty tuple takes every opinion away."""
    locks: dict[str, Lock | None] = field(default_factory=dict[str, Lock | None])
    kind: Literal["restore_node"] = "restore_node"


Edit = Annotated[
    SetField | AddNode | RemoveNode | WithdrawOpinion | SetLock | ClearLock | RestoreNode,
    Field(discriminator="kind"),
]


@dataclass(frozen=True, slots=True, kw_only=True, config=CLOSED)
class Patch:
    """Edits that happen together or not at all: one undo step."""

    base_revision: int
    """The revision that the writer had seen."""
    actor: str
    """`user:<name>` for people, `agent:<name>` for programs."""
    summary: str
    edits: tuple[Edit, ...]
    undoes: str = ""
    """Id of the patch that this one takes back, for inverses."""
    id: str = ""
    """First 32 hex digits of the sha256 of all the rest."""


def identified(patch: Patch) -> Patch:
    """Return the patch with the id that follows from its content."""
    bare = dataclasses.replace(patch, id="")
    return dataclasses.replace(bare, id=digest(bare)[:32])
