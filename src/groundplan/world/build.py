"""Building patches: what agents and people write with."""

import dataclasses
from collections.abc import Iterable, Mapping

from groundplan.world.base import JsonData
from groundplan.world.document import World
from groundplan.world.edits import (
    AddNode,
    ClearLock,
    Edit,
    Patch,
    Provenance,
    RemoveNode,
    SetField,
    SetLock,
    WithdrawOpinion,
    identified,
    json_of,
)
from groundplan.world.narrative import Span
from groundplan.world.opinion import Basis, Lock, Origin
from groundplan.world.structure import Leaf, Map, Shape, record_of

__all__ = ["PatchBuilder", "subtree"]


def subtree(noun: object, *, state: Iterable[str] = ()) -> JsonData:
    """Return a noun as the subtree of an `AddNode`: the fields that differ from their defaults.

    `state` names fields, by path relative to the noun, that are to be stated although they equal
    the default, so that they get an opinion.
    """
    if not dataclasses.is_dataclass(noun):
        return json_of(noun)
    stated = {tuple(path.split("/")) for path in state}
    return _stated(record_of(type(noun)), noun, stated)  # pyright: ignore[reportArgumentType]  # instances only


def _stated(shape: Shape, value: object, stated: set[tuple[str, ...]]) -> JsonData:
    if isinstance(shape, Leaf) or value is None:
        return json_of(value)
    pairs: Mapping[str, object]
    if isinstance(shape, Map):
        pairs = value  # pyright: ignore[reportAssignmentType]  # maps are dicts
        shapes = dict.fromkeys(pairs, shape.value)
    else:
        pairs = {name: getattr(value, name) for name in shape.fields}
        shapes = dict(shape.fields)
    made: dict[str, JsonData] = {}
    for name, child in pairs.items():
        below = {path[1:] for path in stated if path and path[0] == name}
        if not _is_default(shapes[name], child) or below or isinstance(shape, Map):
            made[name] = _stated(shapes[name], child, below - {()})
    return made


def _is_default(shape: Shape, value: object) -> bool:
    if isinstance(shape, Leaf):
        return shape.has_default and value == shape.default
    if isinstance(shape, Map):
        return not value
    return value is None if shape.optional else value == _default(shape.noun)


def _default(noun: type) -> object:
    fields = dataclasses.fields(noun)
    required = any(
        f.default is dataclasses.MISSING and f.default_factory is dataclasses.MISSING
        for f in fields
    )
    return None if required else noun()


class PatchBuilder:
    """Collects edits with shared provenance and makes them one patch.

    Each method returns the builder. Layers default to where the origin belongs: `director` for
    people, `generated` for programs. Spans and overrides are the caller's.
    """

    def __init__(
        self,
        world: World,
        *,
        actor: str,
        summary: str,
        origin: Origin = Origin.PLANNER,
        basis: Basis = "derived",
    ) -> None:
        """Start an empty patch against a document; `origin` and `basis` are defaults."""
        self._base_revision = world.revision
        self._actor = actor
        self._summary = summary
        self._origin = origin
        self._basis: Basis = basis
        self._edits: list[Edit] = []

    def __len__(self) -> int:
        return len(self._edits)

    def provenance(
        self,
        *,
        origin: Origin | None = None,
        basis: Basis | None = None,
        layer: str = "",
        span: Span | None = None,
        confidence: float = 1.0,
        agent: str = "",
    ) -> Provenance:
        """Return provenance with this builder's defaults, as `overrides` take it."""
        held = origin or self._origin
        return Provenance(
            origin=held,
            basis=basis or ("authored" if held is Origin.HUMAN else self._basis),
            layer=layer or ("director" if held is Origin.HUMAN else "generated"),
            span=span,
            confidence=confidence,
            agent=agent,
        )

    def set_field(  # noqa: PLR0913  # keywords, each one part of a provenance
        self,
        path: str,
        value: object,
        *,
        origin: Origin | None = None,
        basis: Basis | None = None,
        layer: str = "",
        span: Span | None = None,
        confidence: float = 1.0,
        agent: str = "",
    ) -> "PatchBuilder":
        """Hold an opinion about one field."""
        held = self.provenance(
            origin=origin, basis=basis, layer=layer, span=span, confidence=confidence, agent=agent
        )
        return self.edit(
            SetField(
                path=path,
                value=json_of(value),
                origin=held.origin,
                basis=held.basis,
                layer=held.layer,
                agent=held.agent,
                span=held.span,
                confidence=held.confidence,
            )
        )

    def add_node(  # noqa: PLR0913  # keywords, each one part of a provenance
        self,
        path: str,
        value: object,
        *,
        origin: Origin | None = None,
        basis: Basis | None = None,
        layer: str = "",
        span: Span | None = None,
        confidence: float = 1.0,
        agent: str = "",
        overrides: Mapping[str, Provenance | Basis] | None = None,
        state: Iterable[str] = (),
    ) -> "PatchBuilder":
        """Add a noun, or a dict of its fields.

        A noun states the fields that differ from the schema's defaults, and those named in
        `overrides` or `state`; a dict states what it has. `overrides` gives fields, by path
        relative to the node, a basis or a whole provenance of their own.
        """
        held = self.provenance(
            origin=origin, basis=basis, layer=layer, span=span, confidence=confidence, agent=agent
        )
        others = {
            name: dataclasses.replace(held, basis=other) if isinstance(other, str) else other
            for name, other in (overrides or {}).items()
        }
        tree = subtree(value, state=(*state, *others))
        return self.edit(
            AddNode(
                path=path,
                value=tree,
                overrides=others,
                origin=held.origin,
                basis=held.basis,
                layer=held.layer,
                agent=held.agent,
                span=held.span,
                confidence=held.confidence,
            )
        )

    def remove_node(self, path: str, *, origin: Origin | None = None) -> "PatchBuilder":
        """Remove a subtree."""
        return self.edit(RemoveNode(path=path, origin=origin or self._origin))

    def withdraw(
        self, path: str, *, layer: str = "", origin: Origin | None = None, agent: str = ""
    ) -> "PatchBuilder":
        """Take an opinion back."""
        held = self.provenance(origin=origin, layer=layer)
        return self.edit(
            WithdrawOpinion(path=path, layer=held.layer, origin=held.origin, agent=agent)
        )

    def lock(self, path: str, *, reason: str = "", scope: str = "value") -> "PatchBuilder":
        """Lock a path and everything below it, in the actor's name."""
        lock = Lock(by=self._actor, scope=scope, reason=reason)  # pyright: ignore[reportArgumentType]  # pydantic refuses other scopes
        return self.edit(SetLock(path=path, lock=lock))

    def unlock(self, path: str) -> "PatchBuilder":
        """Take a lock away."""
        return self.edit(ClearLock(path=path))

    def edit(self, edit: Edit) -> "PatchBuilder":
        """Append an edit made by hand."""
        self._edits.append(edit)
        return self

    def patch(self) -> Patch:
        """Return all of it as one patch, one undo step."""
        return identified(
            Patch(
                base_revision=self._base_revision,
                actor=self._actor,
                summary=self._summary,
                edits=tuple(self._edits),
            )
        )
