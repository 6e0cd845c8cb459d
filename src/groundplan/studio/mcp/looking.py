"""Tools that only look; they open the project to read, also while somebody writes."""

from pathlib import Path
from typing import Final

from groundplan.errors import PathError
from groundplan.scene.library import Library
from groundplan.studio.describe import describe as description
from groundplan.studio.history import differences, history
from groundplan.studio.mcp.arguments import At, Below, Described, Differing, Listed, Paged
from groundplan.studio.mcp.bounds import piece
from groundplan.studio.mcp.rights import refusal
from groundplan.studio.project import Project
from groundplan.world.aliases import readable, resolve_path
from groundplan.world.diff import unit_of
from groundplan.world.document import World
from groundplan.world.limits import limit_at
from groundplan.world.opinion import Opinion
from groundplan.world.paths import ancestors, exists, join, lookup, shape_at, split
from groundplan.world.queries import provenance
from groundplan.world.structure import ROOT, Leaf, Map, Record, plain

__all__ = ["describe", "diff", "find_paths", "list_entities", "log", "read_field"]

_LONGEST_VALUE: Final = 2000
"""Characters of a text that a list shows."""


def describe(folder: Path, asked: Described) -> dict[str, object]:
    """Return what was understood, evaluated in numbers, whole or one part."""
    with Project.open(folder, writable=False) as project:
        library = Library(project.store.attachment)
        told = description(project.world, planned=project.findings(), library=library)
        revision = project.world.revision
    if asked.part is not None:
        return {"revision": revision, **_piece_of(asked.part, told[asked.part], asked)}
    parts = {name: _piece_of(name, told[name], asked) for name in told if name != "schema"}
    return {
        "schema": told["schema"],
        "revision": revision,
        **{name: part[name] for name, part in parts.items()},
        "left_off": {name: part["left_off"] for name, part in parts.items() if part["left_off"]},
    }


def _piece_of(name: str, value: object, page: Paged) -> dict[str, object]:
    if isinstance(value, dict):
        pairs: list[tuple[str, object]] = list(value.items())  # pyright: ignore[reportUnknownArgumentType, reportUnknownMemberType]  # JSON data
        cut = piece(name, pairs, page)
        return {**cut, name: dict(pairs[page.offset : page.offset + page.limit])}
    assert isinstance(value, list)  # noqa: S101  # every part of a description is a list or a dict
    items: list[object] = value  # pyright: ignore[reportUnknownVariableType]  # JSON data
    return piece(name, items, page)


def list_entities(folder: Path, asked: Listed) -> dict[str, object]:
    """Return id, name, kind and noun of what is in the world."""
    with Project.open(folder, writable=False) as project:
        world = project.world
    found = [
        {
            "id": key,
            "name": entity.name,
            "kind": entity.kind,
            "noun": entity.semantics.noun,
            "scenery": "scenery" in entity.tags,
            "locked": key in {p.split("/")[1] for p in world.locks if p.startswith("entities/")},
        }
        for key, entity in sorted(world.entities.items(), key=lambda item: (item[1].name, item[0]))
        if asked.kind in ("", entity.kind)
    ]
    return piece("entities", found, asked)


def read_field(folder: Path, asked: At) -> dict[str, object]:
    """Return a field's value with everybody who holds it, the strongest first, and its lock."""
    with Project.open(folder, writable=False) as project:
        world = project.world
    path = resolve_path(world, asked.path)
    held = provenance(world, path)
    return {**_field(world, path), "opinions": [_opinion(each) for each in held]}


def find_paths(folder: Path, asked: Below) -> dict[str, object]:
    """Return what lies below a place: fields with type, unit and limits, and groups of fields."""
    with Project.open(folder, writable=False) as project:
        world = project.world
    path = resolve_path(world, asked.path) if asked.path else ""
    segments = split(path) if path else ()
    shape = shape_at(segments) if segments else ROOT
    node = lookup(world, path) if path else world
    if isinstance(shape, Leaf):
        return {"at": path, **piece("paths", [_field(world, path)], asked)}
    if node is None:
        raise PathError(f"`{path}` is absent", "name a group of fields that is there")
    names = shape.fields if isinstance(shape, Record) else node
    below = [join((*segments, str(name))) for name in names]  # pyright: ignore[reportGeneralTypeIssues, reportUnknownArgumentType, reportUnknownVariableType]  # a map is a dict
    shown = piece("paths", below, asked)
    shown["paths"] = [_place(world, each) for each in below[asked.offset :][: asked.limit]]
    return {"at": path, **shown}


def _place(world: World, path: str) -> dict[str, object]:
    shape = shape_at(split(path))
    if isinstance(shape, Leaf):
        return _field(world, path)
    node = lookup(world, path)
    size = len(node) if isinstance(node, dict) else None  # pyright: ignore[reportUnknownArgumentType]  # a map
    what = "map" if isinstance(shape, Map) else ("absent" if node is None else "group")
    return {"path": path, "name": readable(world, path), "type": what, "entries": size}


def _field(world: World, path: str) -> dict[str, object]:
    value = plain(lookup(world, path)) if exists(world, path) else None
    if isinstance(value, str):
        value = value[:_LONGEST_VALUE]
    limit, lock = limit_at(split(path)), _lock(world, path)
    return {
        "path": path,
        "name": readable(world, path),
        "type": _TYPES.get(type(value), "list"),
        "value": value,
        "unit": unit_of(path) or None,
        "limit": None if limit is None else str(limit),
        "lock": lock,
        "editable": lock is None and not refusal(path),
    }


_TYPES: Final[dict[type, str]] = {
    bool: "boolean", int: "integer", float: "number", str: "text", type(None): "null",
    dict: "object",
}  # fmt: skip


def _lock(world: World, path: str) -> dict[str, str] | None:
    for place in ancestors(path):
        if place in world.locks:
            lock = world.locks[place]
            return {"at": place, "by": lock.by, "scope": lock.scope, "reason": lock.reason}
    return None


def _opinion(held: Opinion) -> dict[str, object]:
    span = held.span
    return {
        "value": held.value,
        "origin": held.origin.value,
        "basis": held.basis,
        "layer": held.layer,
        "by": held.agent,
        "words": None if span is None else [span.source, span.start, span.end],
        "revision": held.revision,
    }


def log(folder: Path, asked: Paged) -> dict[str, object]:
    """Return the steps of the project's history, the newest first."""
    with Project.open(folder, writable=False) as project:
        steps = history(project)
    for step in steps:
        step["summary"] = str(step["summary"])[:_LONGEST_VALUE]
    return piece("steps", steps[::-1], asked)


def diff(folder: Path, asked: Differing) -> dict[str, object]:
    """Return what differs between two revisions."""
    changes = differences(folder, before=asked.before, after=asked.after, against=None)
    return piece("changes", changes, asked)
