"""Applying a patch: a pure function from a document and edits to a document and their inverse."""

import dataclasses
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from pydantic import ValidationError

from groundplan.errors import EditError, LockedError, StaleEditError
from groundplan.world import guards, nodes
from groundplan.world.document import World
from groundplan.world.draft import Draft, Refused, Shadowed
from groundplan.world.edits import (
    AddNode,
    ClearLock,
    Edit,
    Patch,
    RemoveNode,
    RestoreNode,
    SetField,
    SetLock,
    WithdrawOpinion,
    identified,
)
from groundplan.world.rules import check_rules

__all__ = ["Applied", "apply", "rebased"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Applied:
    """What came of a patch."""

    world: World
    inverse: Patch
    """Applied next, it restores everything exactly, the revision number aside."""
    shadowed: tuple[Shadowed, ...] = ()
    """Values that were recorded below a stronger opinion and so do not show."""
    refused: tuple[Refused, ...] = ()
    """Edits that a lock stopped; only with `skip_locked`."""
    orphaned: tuple[str, ...] = ()
    """Paths of opinions that now name nothing, because their node was removed."""


_HANDLERS: Final[dict[type, Callable[[Draft, Edit], None]]] = {
    SetField: nodes.set_field,
    AddNode: nodes.add_node,
    RemoveNode: nodes.remove_node,
    WithdrawOpinion: nodes.withdraw_opinion,
    SetLock: nodes.set_lock,
    ClearLock: nodes.clear_lock,
    RestoreNode: nodes.restore_node,
}


def apply(world: World, patch: Patch, *, skip_locked: bool = False) -> Applied:
    """Return the document after a patch; the one before stays as it is and shares its parts.

    With `skip_locked`, edits that meet a lock are left out and reported instead of refusing all.

    Raises:
        StaleEditError: The patch was made against another revision.
        PathError: An edit names nothing.
        EditError: A value does not fit, or the result would break a rule of the document.
        LockedError: An edit meets a lock that its actor may not pass.
    """
    if patch.base_revision != world.revision:
        raise StaleEditError(
            f"the patch was made against revision {patch.base_revision}, "
            f"the document is at {world.revision}",
            "make it again from the document as it is now",
        )
    draft = Draft.of(world, patch)
    _run(draft, patch.edits, skip_locked=skip_locked)
    if not patch.undoes:
        check_rules(draft)
    return Applied(
        world=draft.finished(),
        inverse=_inverse(draft, patch),
        shadowed=tuple(draft.shadowed),
        refused=tuple(draft.refused),
        orphaned=tuple(sorted(draft.orphaned)),
    )


def _run(draft: Draft, edits: Iterable[Edit], *, skip_locked: bool) -> None:
    for index, edit in enumerate(edits):
        try:
            guards.check_actor(draft, edit)
            guards.check_locks(draft, edit)
        except LockedError as error:
            if not skip_locked:
                raise
            draft.refused.append(Refused(index=index, path=edit.path, reason=str(error)))
            continue
        try:
            _HANDLERS[type(edit)](draft, edit)
        except ValidationError as error:
            raise _misfit(edit, error) from None


def _misfit(edit: Edit, error: ValidationError) -> EditError:
    first = error.errors(include_url=False, include_context=False)[0]
    below = "/".join(str(part) for part in first["loc"])
    where = f"{edit.path}/{below}" if below else edit.path
    shown = repr(first["input"])
    shown = shown if len(shown) <= 60 else shown[:57] + "..."
    message = first["msg"]
    right = next((said for pattern, said in _SAID.items() if pattern in message), "")
    return EditError(f"`{where}` can't be {shown}", right or message[:1].lower() + message[1:])


_SAID: Final = {
    "#[0-9a-f]{6}": "a colour is written #rrggbb in lower case, such as #c81e1e for red",
    "{26}": "name an entity by its id of 26 characters",
}
"""What is right, in words, by a part of the pattern that a text did not match."""


def _inverse(draft: Draft, patch: Patch) -> Patch:
    return identified(
        Patch(
            base_revision=patch.base_revision + 1,
            actor=patch.actor,
            summary=patch.summary if patch.undoes else f"Undo: {patch.summary}",
            edits=tuple(reversed(draft.restores)),
            undoes=patch.id or identified(patch).id,
        )
    )


def rebased(patch: Patch, revision: int) -> Patch:
    """Return the same edits as a patch against another revision.

    Whether they still mean the same is the caller's to know: see `groundplan.world.merge`.
    """
    return identified(dataclasses.replace(patch, base_revision=revision))
