"""What each kind of edit does to a draft, and what takes it back."""

from typing import cast

from groundplan.errors import EditError
from groundplan.world.canonical import digits_at, quantised
from groundplan.world.draft import Draft, Shadowed
from groundplan.world.edits import (
    AddNode,
    ClearLock,
    Edit,
    RemoveNode,
    RestoreNode,
    SetField,
    SetLock,
    WithdrawOpinion,
)
from groundplan.world.fitting import Given, check_key, fitted, given_of, opinion_of
from groundplan.world.opinion import Opinion, Origin
from groundplan.world.paths import ABSENT, exists, join, lookup, replaced, shape_at, split
from groundplan.world.stack import recorded, winner, withdrawn
from groundplan.world.structure import Leaf, Map, Record, Shape, leaves, plain, typed

__all__ = [
    "add_node", "clear_lock", "remove_node", "restore_node", "set_field", "set_lock",
    "withdraw_opinion",
]  # fmt: skip


def set_field(draft: Draft, edit: Edit) -> None:
    """Record an opinion about a field, and show the strongest."""
    edit = cast("SetField", edit)
    segments = split(edit.path)
    shape = _leaf(segments)
    before = _current(draft, segments)
    value, shown = fitted(shape, segments, edit.value)
    opinion = opinion_of(draft, edit, shown)
    stack = recorded(draft.opinions.get(edit.path, ()), opinion)
    top = winner(stack)
    if before is ABSENT and top is None:
        raise EditError(f"`{edit.path}` isn't there outside the shot", "add it to the world first")
    changes = top is opinion or before is ABSENT
    _remember(draft, edit.path, before=before if changes else None, restores_value=changes)
    draft.hold(edit.path, stack)
    if top is opinion:
        draft.put(segments, value)
    elif before is ABSENT and top is not None:
        draft.put(segments, typed(shape.parse, top.value))
    _report(draft, edit.path, (opinion, top))


def _leaf(segments: tuple[str, ...]) -> Leaf:
    shape = shape_at(segments)
    if isinstance(shape, Leaf):
        return shape
    raise EditError(
        f"`{join(segments)}` is not a field but a group of fields",
        "set the fields in it one by one, or add and remove the whole",
    )


def _current(draft: Draft, segments: tuple[str, ...]) -> object:
    """Return the value of a field; a free key that is not there yet is ABSENT."""
    if isinstance(shape_at(segments[:-1]), Map):
        above = cast("dict[str, object]", lookup(draft.world, join(segments[:-1])))
        if segments[-1] not in above:
            check_key(shape_at(segments[:-1]), segments)
        return above.get(segments[-1], ABSENT)
    return lookup(draft.world, join(segments))


def _report(draft: Draft, path: str, held: tuple[Opinion, Opinion | None]) -> None:
    opinion, top = held
    if top is not None and top is not opinion and top.value != opinion.value:
        draft.shadowed.append(Shadowed(path=path, value=opinion.value, winner=top))


def _remember(draft: Draft, path: str, *, before: object, restores_value: bool) -> None:
    """Note how to take back an edit of one field, before it is made."""
    draft.restores.append(
        RestoreNode(
            path=path,
            present=before is not ABSENT,
            value=plain(before) if restores_value and before is not ABSENT else None,
            restores_value=restores_value,
            opinions=draft.stacks((path,)),
        )
    )


def add_node(draft: Draft, edit: Edit) -> None:
    """Add a subtree, with an opinion for every field given, below orphans that are stronger."""
    edit = cast("AddNode", edit)
    segments = split(edit.path)
    shape = _addable(draft, segments)
    given = given_of(shape, edit.value, segments)
    if isinstance(shape, Leaf):
        node, _ = fitted(shape, segments, given.value)
    else:
        node = typed(shape.parse, given.value)
    node, stacks = _held(draft, edit, (shape, node, given))
    draft.restores.append(RestoreNode(path=edit.path, present=False, opinions=draft.stacks(stacks)))
    draft.put(segments, node)
    draft.opinions.update(stacks)


def _held(
    draft: Draft, edit: AddNode, subtree: tuple[Shape, object, Given]
) -> tuple[object, dict[str, tuple[Opinion, ...]]]:
    """Return the node as its strongest opinions say, and the stacks of its fields."""
    shape, node, given = subtree
    stacks: dict[str, tuple[Opinion, ...]] = {}
    revived: list[tuple[str, object]] = []
    for path, leaf, value in leaves(shape, node, edit.path):
        stack = draft.opinions.get(path, ())
        opinion = None
        if path in given.paths:
            opinion = opinion_of(draft, edit, plain(value), path=path)
            stack = recorded(stack, opinion)
            stacks[path] = stack
        top = winner(stack)
        if top is None and isinstance(value, float):  # a default of the schema: it has any digits
            revived.append((path, quantised(value, digits_at(split(path)))))
        elif top is not None and top is not opinion:
            revived.append((path, typed(leaf.parse, top.value)))
            if opinion is not None:
                _report(draft, path, (opinion, top))
    depth = len(split(edit.path))
    for path, value in revived:
        below = split(path)[depth:]
        node = replaced(node, below, value) if below else value
    return node, stacks


def _addable(draft: Draft, segments: tuple[str, ...]) -> Leaf | Record:
    path = join(segments)
    shape = _removable(segments, "added")
    if exists(draft.world, path):
        raise EditError(f"`{path}` is there already", "set its fields, or remove it first")
    if len(segments) > 1:
        lookup(draft.world, join(segments[:-1]))
        check_key(shape_at(segments[:-1]), segments)
    return shape


def _removable(segments: tuple[str, ...], what: str) -> Leaf | Record:
    shape = shape_at(segments)
    free = isinstance(shape_at(segments[:-1]), Map)
    if isinstance(shape, Map) or not (free or (isinstance(shape, Record) and shape.optional)):
        raise EditError(
            f"`{join(segments)}` is a fixed part of the document and can't be {what}",
            "set its fields instead",
        )
    return shape


def remove_node(draft: Draft, edit: Edit) -> None:
    """Remove a subtree, its opinions and locks; what people hold stays when a program removes."""
    edit = cast("RemoveNode", edit)
    segments = split(edit.path)
    shape = _removable(segments, "removed")
    node = lookup(draft.world, edit.path)
    if node is None and isinstance(shape, Record):
        raise EditError(f"`{edit.path}` is absent already", "there is nothing to remove")
    paths = [path for path, _, _ in leaves(shape, node, edit.path) if path in draft.opinions]
    if edit.origin is not Origin.HUMAN:
        _refuse_a_persons_own(draft, edit.path, paths)
    locks = {at: lock for at, lock in draft.locks.items() if f"{at}/".startswith(f"{edit.path}/")}
    draft.restores.append(
        RestoreNode(
            path=edit.path,
            present=True,
            value=plain(node),
            opinions=draft.stacks(paths),
            locks=dict(locks),
        )
    )
    for at in locks:
        del draft.locks[at]
    for path in paths:
        _drop_opinions(draft, path, edit.origin)
    draft.put(segments, ABSENT)


def _refuse_a_persons_own(draft: Draft, path: str, paths: list[str]) -> None:
    tops = [winner(draft.opinions[each]) for each in paths]
    if tops and all(top is not None and top.origin is Origin.HUMAN for top in tops):
        raise EditError(f"`{path}` was added by a person", "only a person may remove it")


def _drop_opinions(draft: Draft, path: str, origin: Origin) -> None:
    human = tuple(held for held in draft.opinions[path] if held.origin is Origin.HUMAN)
    kept = () if origin is Origin.HUMAN else human
    draft.hold(path, kept)
    if kept:
        draft.orphaned.add(path)


def withdraw_opinion(draft: Draft, edit: Edit) -> None:
    """Take an opinion back; the next strongest shows, or the schema's default."""
    edit = cast("WithdrawOpinion", edit)
    segments = split(edit.path)
    shape = _leaf(segments)
    stack = draft.opinions.get(edit.path, ())
    rest = withdrawn(stack, layer=edit.layer, origin=edit.origin, agent=edit.agent)
    if rest == stack:
        raise EditError(
            f"nobody of origin {edit.origin.value} holds `{edit.path}` in layer {edit.layer}",
            "name the layer and origin of an opinion that is listed for it",
        )
    alive = exists(draft.world, edit.path)
    before = lookup(draft.world, edit.path) if alive else None
    top, was = winner(rest), winner(stack)
    changes = alive and top is not was
    _remember(draft, edit.path, before=before, restores_value=changes)
    draft.hold(edit.path, rest)
    if changes:
        draft.put(segments, _fallback(segments, shape, top))


def _fallback(segments: tuple[str, ...], shape: Leaf, top: Opinion | None) -> object:
    if top is not None:
        return typed(shape.parse, top.value)
    if not shape.has_default:
        raise EditError(
            f"`{join(segments)}` would be left without a value",
            "hold another opinion first, or remove it all",
        )
    return typed(shape.parse, quantised(plain(shape.default), digits_at(segments)))


def set_lock(draft: Draft, edit: Edit) -> None:
    """Lock what is there."""
    edit = cast("SetLock", edit)
    lookup(draft.world, edit.path)
    if edit.lock.by != draft.patch.actor:
        raise EditError(
            f"{draft.patch.actor!r} can't lock in the name of {edit.lock.by!r}",
            "a lock is held by whoever sets it",
        )
    _swap_lock(draft, edit.path)
    draft.locks[edit.path] = edit.lock


def clear_lock(draft: Draft, edit: Edit) -> None:
    """Unlock."""
    edit = cast("ClearLock", edit)
    if edit.path not in draft.locks:
        raise EditError(f"`{edit.path}` is not locked", "name the path that the lock was set on")
    _swap_lock(draft, edit.path)
    del draft.locks[edit.path]


def _swap_lock(draft: Draft, path: str) -> None:
    draft.restores.append(
        RestoreNode(
            path=path, present=True, restores_value=False, locks={path: draft.locks.get(path)}
        )
    )


def restore_node(draft: Draft, edit: Edit) -> None:
    """Put back a node, opinions and locks exactly as an inverse remembers them."""
    edit = cast("RestoreNode", edit)
    segments = split(edit.path)
    shape = shape_at(segments)
    present = exists(draft.world, edit.path)
    now = lookup(draft.world, edit.path) if present and edit.restores_value else None
    draft.restores.append(
        RestoreNode(
            path=edit.path,
            present=present,
            value=plain(now),
            restores_value=edit.restores_value,
            opinions=draft.stacks(edit.opinions),
            locks={path: draft.locks.get(path) for path in edit.locks},
        )
    )
    if edit.restores_value and (edit.present or present):
        draft.put(segments, typed(shape.parse, edit.value) if edit.present else ABSENT)
    for path, stack in edit.opinions.items():
        draft.hold(path, stack)
    for path, lock in edit.locks.items():
        if lock is None:
            draft.locks.pop(path, None)
        else:
            draft.locks[path] = lock
