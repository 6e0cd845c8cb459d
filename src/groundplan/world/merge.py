"""Three-way merge of two branches of patches: per field, and nothing is dropped in silence."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from typing import Literal

from groundplan.errors import MergeConflictError, WorldError
from groundplan.world.apply import apply
from groundplan.world.base import JsonData
from groundplan.world.document import World
from groundplan.world.edits import Patch, RestoreNode, identified
from groundplan.world.merge_stacks import merged_stack
from groundplan.world.opinion import Opinion
from groundplan.world.paths import ancestors, exists, lookup, shape_at, split
from groundplan.world.rules import check_everything
from groundplan.world.stack import winner
from groundplan.world.structure import leaves, plain
from groundplan.world.tree_changes import TreeChange, tree_changes

__all__ = ["Conflict", "Merged", "merge"]

_Kind = Literal["value", "delete_modify", "add_add", "lock", "rule"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """Where the branches disagree; the merged document has what `kept` says."""

    path: str
    kind: _Kind
    kept: Literal["ours", "theirs"]
    ours: tuple[Opinion, ...] = ()
    """Who holds the field in our branch, strongest first; empty for groups and when removed."""
    theirs: tuple[Opinion, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """Two branches as one."""

    world: World
    patch: Patch
    """What to apply after our branch."""
    conflicts: tuple[Conflict, ...]

    def require_clean(self) -> World:
        """Return the document if the branches agree.

        Raises:
            MergeConflictError: They do not; the message names the first path.
        """
        if self.conflicts:
            first = self.conflicts[0]
            raise MergeConflictError(
                f"{len(self.conflicts)} conflicts, the first at `{first.path}` ({first.kind})",
                "choose a value for each by an edit, then merge again",
            )
        return self.world


@dataclass(frozen=True, slots=True, kw_only=True)
class _Branches:
    base: World
    ours: World
    theirs: World
    our_changes: Mapping[str, TreeChange]


def merge(base: World, ours: Sequence[Patch], theirs: Sequence[Patch]) -> Merged:
    """Return our branch with theirs merged into it, field by field.

    Disjoint changes and equal ones merge. Where both changed a field, the stronger opinion shows,
    the weaker stays recorded below it, and a conflict is reported; between equals ours is kept.
    What one branch removed and the other changed stays as ours has it, and is reported.

    Raises:
        WorldError: A branch can't be applied to the base by itself.
    """
    our_world, their_world = _run(base, ours), _run(base, theirs)
    branches = _Branches(
        base=base,
        ours=our_world,
        theirs=their_world,
        our_changes=tree_changes(base, our_world),
    )
    state = _State(world=our_world)
    for change in tree_changes(base, their_world).values():
        made = _merged_change(branches, change)
        if isinstance(made, RestoreNode):
            state = _added(branches, state, made)
        elif made is not None:
            state = replace(state, conflicts=(*state.conflicts, made))
        if (clash := _clash(branches, change)) and isinstance(made, RestoreNode):
            state = replace(state, conflicts=(*state.conflicts, clash))
    state = _with_locks(branches, state)
    patch = _patch(our_world, state.restores)
    return Merged(world=apply(our_world, patch).world, patch=patch, conflicts=state.conflicts)


@dataclass(frozen=True, slots=True, kw_only=True)
class _State:
    world: World
    restores: tuple[RestoreNode, ...] = ()
    conflicts: tuple[Conflict, ...] = ()


def _run(base: World, patches: Sequence[Patch]) -> World:
    return reduce(lambda world, patch: apply(world, patch).world, patches, base)


def _patch(world: World, restores: Sequence[RestoreNode]) -> Patch:
    return identified(
        Patch(
            base_revision=world.revision,
            actor="merge",
            summary="Merge another branch",
            edits=tuple(restores),
            undoes="merge",
        )
    )


def _added(branches: _Branches, state: _State, made: RestoreNode) -> _State:
    """Return the state with one more change, or with a conflict when it would break a rule."""
    restores = (*state.restores, made)
    try:
        world = apply(branches.ours, _patch(branches.ours, restores)).world
        check_everything(world)
    except WorldError as error:
        conflict = _conflict(branches, made.path, ("rule", str(error)))
        return replace(state, conflicts=(*state.conflicts, conflict))
    return replace(state, world=world, restores=restores)


def _conflict(branches: _Branches, path: str, why: tuple[_Kind, str]) -> Conflict:
    kind, reason = why
    ours = branches.ours.opinions.get(path, ())
    theirs = branches.theirs.opinions.get(path, ())
    return Conflict(path=path, kind=kind, kept="ours", ours=ours, theirs=theirs, reason=reason)


def _merged_change(branches: _Branches, change: TreeChange) -> RestoreNode | Conflict | None:
    """Return how to take over one of their changes, why not, or None when ours has it already."""
    path = change.path
    if change.kind == "removed" and not exists(branches.ours, path):
        return None
    why = _removal(branches, change) or _obstacle(branches, change)
    return _conflict(branches, path, why) if why else _taken_over(branches, change)


def _removal(branches: _Branches, change: TreeChange) -> tuple[_Kind, str] | None:
    path, mine = change.path, branches.our_changes
    if any(place in mine and mine[place].kind == "removed" for place in ancestors(path)):
        return "delete_modify", "we removed what they changed"
    touched = path in mine or any(other.startswith(f"{path}/") for other in mine)
    if change.kind == "removed" and touched:
        return "delete_modify", "they removed what we changed"
    return None


def _obstacle(branches: _Branches, change: TreeChange) -> tuple[_Kind, str] | None:
    path = change.path
    if lock := _new_lock(branches, path):
        return "lock", f"locked in our branch by {lock}"
    if change.kind == "added" and path in branches.our_changes and not _same(branches, path):
        return "add_add", "both added it, differently"
    return None


def _new_lock(branches: _Branches, path: str) -> str:
    for place in ancestors(path):
        lock = branches.ours.locks.get(place)
        if lock is not None and lock != branches.base.locks.get(place):
            return lock.by
    return ""


def _same(branches: _Branches, path: str) -> bool:
    return plain(lookup(branches.ours, path)) == plain(lookup(branches.theirs, path))


def _taken_over(branches: _Branches, change: TreeChange) -> RestoreNode | None:
    path = change.path
    present = exists(branches.theirs, path)
    if change.kind in ("added", "removed"):
        if change.kind == "added" and exists(branches.ours, path):
            return None
        holder = branches.theirs if present else branches.ours
        below = [at for at, _, _ in leaves(shape_at(split(path)), lookup(holder, path), path)]
        return RestoreNode(
            path=path,
            present=present,
            value=plain(lookup(branches.theirs, path)) if present else None,
            opinions={at: branches.theirs.opinions.get(at, ()) for at in below},
        )
    stack, _ = _stack(branches, path)
    if not present or not exists(branches.ours, path):
        return RestoreNode(path=path, present=False, restores_value=False, opinions={path: stack})
    return RestoreNode(
        path=path, present=True, value=_value(branches, path, stack), opinions={path: stack}
    )


def _value(branches: _Branches, path: str, stack: tuple[Opinion, ...]) -> JsonData:
    top = winner(stack)
    if top is not None:
        return top.value
    base, ours = plain(lookup(branches.base, path)), plain(lookup(branches.ours, path))
    return ours if ours != base else plain(lookup(branches.theirs, path))


def _stack(branches: _Branches, path: str) -> tuple[tuple[Opinion, ...], bool]:
    base, ours, theirs = (
        world.opinions.get(path, ()) for world in (branches.base, branches.ours, branches.theirs)
    )
    return merged_stack(base, ours=ours, theirs=theirs)


def _clash(branches: _Branches, change: TreeChange) -> Conflict | None:
    """Return a conflict where both branches say different things about one field."""
    path = change.path
    if change.kind not in ("changed", "opinions") or path not in branches.our_changes:
        return None
    stack, clash = _stack(branches, path)
    worlds = (branches.base, branches.ours, branches.theirs)
    if not all(exists(world, path) for world in worlds):
        return _conflict(branches, path, ("value", "both hold it")) if clash else None
    base, ours, theirs = (plain(lookup(world, path)) for world in worlds)
    if not clash and (ours == theirs or base in (ours, theirs)):
        return None
    shown = _value(branches, path, stack)
    kept: Literal["ours", "theirs"] = "theirs" if shown == theirs != ours else "ours"
    return replace(_conflict(branches, path, ("value", "both changed it")), kept=kept)


def _with_locks(branches: _Branches, state: _State) -> _State:
    """Return the state with their locks set and cleared, where ours left them alone."""
    base, ours, theirs = branches.base.locks, branches.ours.locks, branches.theirs.locks
    for path in sorted({*base, *theirs}):
        if theirs.get(path) == base.get(path) or theirs.get(path) == ours.get(path):
            continue
        if ours.get(path) != base.get(path) or not exists(state.world, path):
            conflict = _conflict(branches, path, ("lock", "both branches changed the lock"))
            state = replace(state, conflicts=(*state.conflicts, conflict))
            continue
        made = RestoreNode(
            path=path, present=True, restores_value=False, locks={path: theirs.get(path)}
        )
        state = _added(branches, state, made)
    return state
