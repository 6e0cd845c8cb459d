"""What changed between two documents as a flat list: subtrees, fields, opinions and locks."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from groundplan.world.diff import differences
from groundplan.world.document import World
from groundplan.world.paths import ancestors

__all__ = ["TreeChange", "tree_changes"]


@dataclass(frozen=True, slots=True, kw_only=True)
class TreeChange:
    """One place that differs."""

    path: str
    kind: Literal["added", "removed", "changed", "opinions"]


def tree_changes(before: World, after: World) -> dict[str, TreeChange]:
    """Return changes by path; those inside an added or removed subtree are not listed again."""
    found = {
        path: TreeChange(path=path, kind=kind) for path, kind, _, _ in differences(before, after)
    }
    for path in _restacked(before, after):
        if not any(place in found for place in ancestors(path)):
            found[path] = TreeChange(path=path, kind="opinions")
    return dict(sorted(found.items()))


def _restacked(before: World, after: World) -> Iterator[str]:
    for path in sorted({*before.opinions, *after.opinions}):
        old, new = before.opinions.get(path, ()), after.opinions.get(path, ())
        if old is not new and old != new:
            yield path
