"""Who may edit what: people and programs, and locks."""

from typing import Final

from groundplan.errors import EditError, LockedError
from groundplan.world.draft import Draft
from groundplan.world.edits import (
    AddNode,
    ClearLock,
    Edit,
    Provenance,
    RemoveNode,
    RestoreNode,
    SetField,
    SetLock,
    WithdrawOpinion,
)
from groundplan.world.opinion import Lock, Origin
from groundplan.world.paths import ancestors
from groundplan.world.stack import check_layer

__all__ = ["PERSON", "check_actor", "check_locks"]

PERSON: Final = "user:"
"""Actors that start so are people; only they hold opinions of origin human, and locks."""


def check_actor(draft: Draft, edit: Edit) -> None:
    """Refuse what this actor may never write.

    Raises:
        EditError: A program claims to be a person, locks something, or forges an inverse.
    """
    person = draft.patch.actor.startswith(PERSON)
    if isinstance(edit, RestoreNode) and not draft.patch.undoes:
        raise EditError("restore_node outside an inverse", "use set_field, add_node or remove_node")
    if isinstance(edit, (SetLock, ClearLock)) and not person:
        raise EditError(
            f"{draft.patch.actor!r} may not change locks",
            f"locks belong to people ({PERSON}<name>)",
        )
    if isinstance(edit, (SetField, AddNode, RemoveNode, WithdrawOpinion)):
        if edit.origin is Origin.HUMAN and not person:
            raise EditError(
                f"{draft.patch.actor!r} may not write with origin human",
                f"only actors named {PERSON}<name> are people",
            )
        if isinstance(edit, (SetField, AddNode)):
            check_layer(edit.layer, edit.origin)
    if isinstance(edit, AddNode):
        for override in edit.overrides.values():
            _check_override(draft, override)


def _check_override(draft: Draft, override: Provenance) -> None:
    check_layer(override.layer, override.origin)
    if override.origin is Origin.HUMAN and not draft.patch.actor.startswith(PERSON):
        raise EditError(
            f"{draft.patch.actor!r} may not write with origin human",
            f"only actors named {PERSON}<name> are people",
        )


def check_locks(draft: Draft, edit: Edit) -> None:
    """Refuse an edit that meets a lock, also of its owner; who locked may only lock anew.

    Raises:
        LockedError: A lock at the path, above it, or (for what would be removed) below it.
    """
    if not draft.locks or draft.patch.undoes:
        return
    for place, lock in _met(draft, edit):
        own = isinstance(edit, SetLock) and lock.by == draft.patch.actor
        if not own and _stops(lock, place, edit):
            why = f": {lock.reason}" if lock.reason else ""
            raise LockedError(
                f"`{edit.path}` is locked by {lock.by} at `{place}`{why}",
                f"leave it as it is, or `groundplan unlock DIR '{place}'` first",
            )


def _met(draft: Draft, edit: Edit) -> list[tuple[str, Lock]]:
    if isinstance(edit, ClearLock):  # any person may open a lock, and the log says who
        return []
    met = [(place, draft.locks[place]) for place in ancestors(edit.path) if place in draft.locks]
    if isinstance(edit, (RemoveNode, AddNode)):
        below = edit.path + "/"
        met += [item for item in sorted(draft.locks.items()) if item[0].startswith(below)]
    return met


def _stops(lock: Lock, place: str, edit: Edit) -> bool:
    removes_it = isinstance(edit, RemoveNode) and (place + "/").startswith(edit.path + "/")
    if isinstance(edit, SetLock):
        return place == edit.path
    if lock.scope == "exists" or removes_it:
        return removes_it
    if lock.scope == "keys":
        parts = edit.path.split("/")
        if isinstance(edit, RemoveNode) and parts[0] == "entities" and len(parts) <= 2:
            return True  # its keys would go with it
        return "keys" in edit.path.split("/") or edit.path.rpartition("/")[0].endswith("channels")
    return True
