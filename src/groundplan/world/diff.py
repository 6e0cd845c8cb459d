"""What differs between two documents, for people: by name, before and after, with units."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, cast

from groundplan.world.aliases import readable
from groundplan.world.base import JsonData
from groundplan.world.document import World
from groundplan.world.paths import escape
from groundplan.world.structure import ROOT, Leaf, Map, Record, Shape, plain

__all__ = ["Change", "Difference", "diff", "differences", "unit_of"]

_UNITS = {
    "_mm": "mm", "_m": "m", "_rad": "rad", "_k": "K", "_lx": "lx", "_lm": "lm", "_px": "px",
    "_kg": "kg", "_mps": "m/s", "_years": "years", "_ev": "EV",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One field or subtree that differs."""

    path: str
    name: str
    """The path as people read it."""
    kind: Literal["added", "removed", "changed"]
    before: JsonData = None
    """None where it was absent; a subtree as a dict."""
    after: JsonData = None
    unit: str = ""

    def __str__(self) -> str:
        unit = f" {self.unit}" if self.unit else ""
        if self.kind == "changed":
            return f"{self.name}: {self.before} -> {self.after}{unit}"
        return f"{self.name}: {self.kind}"


def diff(before: World, after: World) -> tuple[Change, ...]:
    """Return every change of what the document says, by path; who says it is not compared."""
    return tuple(
        Change(
            path=path,
            name=readable(after if kind != "removed" else before, path),
            kind=kind,
            before=plain(old),
            after=plain(new),
            unit=unit_of(path),
        )
        for path, kind, old, new in differences(before, after)
    )


Difference = tuple[str, Literal["added", "removed", "changed"], object, object]
"""Path, what happened, and the values before and after in the document's own types."""


def differences(before: World, after: World) -> Iterator[Difference]:
    """Yield every field that differs, and every subtree that only one of them has."""
    yield from _differences(ROOT, (before, after), "")


def _differences(shape: Shape, pair: tuple[object, object], path: str) -> Iterator[Difference]:
    old, new = pair
    if old is new or old == new:
        return
    if isinstance(shape, Leaf):
        yield path, "changed", old, new
    elif isinstance(shape, Map):
        yield from _map_differences(shape, pair, path)
    elif old is None or new is None:
        yield path, "added" if old is None else "removed", old, new
    else:
        yield from _record_differences(shape, pair, path)


def _record_differences(
    shape: Record, pair: tuple[object, object], path: str
) -> Iterator[Difference]:
    for name, below in shape.fields.items():
        inside = f"{path}/{name}" if path else name
        yield from _differences(below, (getattr(pair[0], name), getattr(pair[1], name)), inside)


def _map_differences(shape: Map, pair: tuple[object, object], path: str) -> Iterator[Difference]:
    old, new = (cast("dict[str, object]", each) for each in pair)
    for key in sorted({*old, *new}):
        inside = f"{path}/{escape(key)}"
        if key not in new:
            yield inside, "removed", old[key], None
        elif key not in old:
            yield inside, "added", None, new[key]
        else:
            yield from _differences(shape.value, (old[key], new[key]), inside)


def unit_of(path: str) -> str:
    """Return the unit that a field's name states, empty when it states none."""
    name = path.rpartition("/")[2]
    for suffix, unit in _UNITS.items():
        if name.endswith(suffix):
            return unit
    return ""
