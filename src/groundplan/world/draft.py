"""A document being changed by one patch: private to one call of `apply`, thrown away after it."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from groundplan.world.base import JsonData
from groundplan.world.document import World
from groundplan.world.edits import Patch, RestoreNode
from groundplan.world.opinion import Lock, Opinion
from groundplan.world.paths import replaced
from groundplan.world.structure import unchecked

__all__ = ["Draft", "Refused", "Shadowed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shadowed:
    """A value that was recorded and does not show."""

    path: str
    value: JsonData
    winner: Opinion


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """An edit that a lock stopped."""

    index: int
    path: str
    reason: str


@dataclass(slots=True, kw_only=True)
class Draft:
    """The state of a patch on its way; `world` is complete but for opinions, locks, revision."""

    world: World
    patch: Patch
    opinions: dict[str, tuple[Opinion, ...]]
    locks: dict[str, Lock]
    restores: list[RestoreNode] = field(default_factory=list[RestoreNode])
    shadowed: list[Shadowed] = field(default_factory=list[Shadowed])
    refused: list[Refused] = field(default_factory=list[Refused])
    orphaned: set[str] = field(default_factory=set[str])
    touched: set[tuple[str, ...]] = field(default_factory=set[tuple[str, ...]])
    """Segments of every node that was set or added, for the rules."""

    @classmethod
    def of(cls, world: World, patch: Patch) -> "Draft":
        """Return a draft that starts as the document is."""
        return cls(world=world, patch=patch, opinions=dict(world.opinions), locks=dict(world.locks))

    @property
    def revision(self) -> int:
        """Revision of the document that this draft becomes."""
        return self.patch.base_revision + 1

    def put(self, segments: tuple[str, ...], child: object) -> None:
        """Change, add or (ABSENT) remove a validated node."""
        self.world = replaced(self.world, segments, child)
        self.touched.add(segments)

    def hold(self, path: str, stack: tuple[Opinion, ...]) -> None:
        """Put a stack of opinions at a path; an empty one goes away."""
        if stack:
            self.opinions[path] = stack
        else:
            self.opinions.pop(path, None)

    def stacks(self, paths: Iterable[str]) -> dict[str, tuple[Opinion, ...]]:
        """Return what is held at some paths now, empty tuples included, for an inverse."""
        return {path: self.opinions.get(path, ()) for path in paths}

    def finished(self) -> World:
        """Return the document that came of it."""
        names = {name: getattr(self.world, name) for name in World.__dataclass_fields__}
        names |= {"opinions": self.opinions, "locks": self.locks, "revision": self.revision}
        return unchecked(World, names)
