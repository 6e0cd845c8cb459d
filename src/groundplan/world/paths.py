"""Paths: the stable addresses of everything in a document.

A path is field names and map keys joined by slashes: `entities/<id>/camera/focal_mm`. Inside a key
`~1` stands for a slash and `~0` for a tilde.

Source:
    The escapes are those of JSON Pointer, RFC 6901, section 3.
"""

import difflib
from collections.abc import Iterable
from typing import Final, TypeVar, cast

from groundplan.errors import PathError
from groundplan.world.document import World
from groundplan.world.structure import ROOT, SEALED, Leaf, Map, Record, Shape, with_field

__all__ = [
    "ABSENT", "ancestors", "closest", "escape", "exists", "join", "lookup", "replaced", "shape_at",
    "split",
]  # fmt: skip

_MAX_LENGTH: Final = 4096
_Node = TypeVar("_Node")


class _Absent:
    """Stands for no value at all, where None is a value."""

    def __repr__(self) -> str:
        return "ABSENT"


ABSENT: Final = _Absent()


def escape(key: str) -> str:
    """Return a map key as it is written inside a path."""
    return key.replace("~", "~0").replace("/", "~1")


def join(segments: Iterable[str]) -> str:
    """Return the path of field names and map keys."""
    return "/".join(map(escape, segments))


def split(path: str) -> tuple[str, ...]:
    """Return the field names and map keys of a path.

    Raises:
        PathError: It is empty, too long, or has an empty part.
    """
    if len(path) > _MAX_LENGTH:
        raise PathError(
            f"a path of {len(path)} characters is too long", f"at most {_MAX_LENGTH} can be used"
        )
    parts = path.split("/")
    if "" in parts:
        raise PathError(
            f"the path {path!r} has an empty part",
            "write field names and keys with one slash between them, as in `film/width_px`",
        )
    if "~" in path:
        parts = [part.replace("~1", "/").replace("~0", "~") for part in parts]
    return tuple(parts)


def ancestors(path: str) -> list[str]:
    """Return the path itself and every path above it, nearest first."""
    found = [path]
    while (cut := path.rfind("/")) >= 0:
        path = path[:cut]
        found.append(path)
    return found


def shape_at(segments: tuple[str, ...]) -> Shape:
    """Return what a path can hold, whether or not it holds it now.

    Raises:
        PathError: The document has no such field.
    """
    shape: Shape = ROOT
    for depth, segment in enumerate(segments):
        if isinstance(shape, Map):
            shape = shape.value
        elif isinstance(shape, Record) and segment in shape.fields:
            shape = shape.fields[segment]
        else:
            raise _unknown_field(shape, segments, depth)
    return shape


def _unknown_field(shape: Shape, segments: tuple[str, ...], depth: int) -> PathError:
    where = join(segments[:depth]) or "the document"
    name = segments[depth]
    if depth == 0 and name in SEALED:
        return PathError(f"`{name}` can't be edited", "it is kept by the program itself")
    if isinstance(shape, Leaf):
        return PathError(
            f"`{join(segments)}` goes below `{where}`, which is one value", f"set `{where}` instead"
        )
    known = list(shape.fields) if isinstance(shape, Record) else []
    return PathError(f"{where} has no field {name!r}", closest(name, known))


def closest(name: str, known: Iterable[str]) -> str:
    """Return advice that names the known words nearest to a wrong one."""
    names = sorted(set(known))
    near = difflib.get_close_matches(name, names, n=3, cutoff=0.5) or names[:12]
    if not near:
        return "there is none yet"
    more = ", …" if len(near) == 12 and len(names) > 12 else ""
    return (
        f"did you mean {', '.join(near)}{more}"
        if near != names[:12]
        else (f"there is {', '.join(near)}{more}")
    )


def lookup(world: World, path: str) -> object:
    """Return the value or node at a path, in the document's own types.

    Raises:
        PathError: Nothing is there.
    """
    segments = split(path)
    shape_at(segments)
    node: object = world
    for depth, segment in enumerate(segments):
        below = _child(node, segment)
        if below is ABSENT:
            raise _missing(node, segments, depth)
        node = below
    return node


def exists(world: World, path: str) -> bool:
    """Return whether a path names something that is there; an absent component (None) is not."""
    try:
        segments = split(path)
        shape = shape_at(segments)
    except PathError:
        return False
    node: object = world
    for segment in segments:
        node = _child(node, segment)
        if node is ABSENT:
            return False
    return node is not None or isinstance(shape, Leaf)


def _child(node: object, segment: str) -> object:
    if node is None:
        return ABSENT
    if isinstance(node, dict):
        return node.get(segment, ABSENT)  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]  # maps hold any noun
    return getattr(node, segment)


def _missing(node: object, segments: tuple[str, ...], depth: int) -> PathError:
    above = join(segments[:depth])
    if node is None:
        return PathError(
            f"`{above}` is absent, so that `{join(segments)}` names nothing", f"add `{above}` first"
        )
    keys = list(cast("dict[str, object]", node)) if isinstance(node, dict) else []
    return PathError(f"`{above}` has no {segments[depth]!r}", closest(segments[depth], keys))


def replaced(node: _Node, segments: tuple[str, ...], child: object) -> _Node:
    """Return the tree with one node changed or, by `ABSENT`, removed, sharing all the rest.

    Maps stay in key order, so that a document is walked alike before saving and after opening.
    The child must have been validated.
    """
    head, rest = segments[0], segments[1:]
    if isinstance(node, dict):
        return _replaced_key(node, segments, child)  # pyright: ignore[reportUnknownArgumentType, reportReturnType, reportUnknownVariableType]  # maps hold any noun
    below = getattr(node, head)
    value = replaced(below, rest, child) if rest else (None if child is ABSENT else child)
    return with_field(node, head, value)


def _replaced_key(
    node: dict[str, object], segments: tuple[str, ...], child: object
) -> dict[str, object]:
    head, rest = segments[0], segments[1:]
    copy = dict(node)
    if rest:
        copy[head] = replaced(node[head], rest, child)
    elif child is ABSENT:
        del copy[head]
    elif head in copy:
        copy[head] = child
    else:
        last = next(reversed(copy), "")
        copy[head] = child
        if head < last:
            copy = {key: copy[key] for key in sorted(copy)}
    return copy
